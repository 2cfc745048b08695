"""One process at a time: a lock that the system lets go when its holder is killed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from briefing.notes.store import schema

_PATIENCE = 60.0
"""Seconds to wait for another process that puts the notes in order."""


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Do what is in the block while no other process does something under the same lock.

    SQLite's own locks serve for it: they are the same on every system. The file stays, empty.

    Args:
        lock: a file in a folder that is there.

    Raises:
        sqlite3.Error: the file can't be made, or another process holds it for too long.
    """
    with closing(sqlite3.connect(lock, timeout=_PATIENCE, isolation_level=None)) as connection:
        connection.execute(schema.BEGIN_ALONE)
        yield
