"""Bringing a notes file of an older version up to date: a backup first, then step by step, each all or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from briefing.errors import StoreError
from briefing.i18n import n_
from briefing.notes.store import opening, schema
from briefing.notes.store.failures import primary_code


def migrated(
    opened: opening.Opened, path: Path, backup: Callable[[sqlite3.Connection, Path], object]
) -> opening.Opened:
    """Return an open file with the tables of today's version.

    Two windows may do this at the same moment: each step looks under the lock whether it is still to be done. Where
    there can be no backup or no change, a copy in memory is brought up to date and can only be read.

    Args:
        opened: the file as it was opened; it is closed if that fails.
        path: the notes file.
        backup: makes a checked backup of it.

    Raises:
        sqlite3.Error: the file is as it was, or some steps further.
    """
    if opened.empty or opened.version >= schema.VERSION:
        return opened
    try:
        if opened.refusal:
            return in_memory(opened, opened.refusal)
        try:
            backup(opened.connection, path)
            _step_up(opened.connection)
        except (OSError, sqlite3.OperationalError) as error:
            if isinstance(error, sqlite3.OperationalError) and primary_code(error) not in _UNWRITABLE:
                raise
            return in_memory(opened, _refusal(path, error))
    except BaseException:
        opened.connection.close()
        raise
    opened.version = schema.VERSION
    return opened


_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def _refusal(path: Path, reason: Exception) -> StoreError:
    return StoreError(
        n_("Notes can't be saved: {path} is of an older version and can't be brought up to date ({reason})."),
        n_("Make the folder writable, with some room on the disk."),
        path=path,
        reason=reason,
    )


def in_memory(opened: opening.Opened, refusal: StoreError | None = None) -> opening.Opened:
    """Return a copy in memory, with the tables of today's version, that can only be read; the file is closed.

    Args:
        opened: the file.
        refusal: what to say when it is to be written.

    Raises:
        sqlite3.Error: it can't be read, or isn't what its version says.
    """
    memory = opening.connect(":memory:", uri=False)
    opened.connection.backup(memory)
    opened.connection.close()
    _step_up(memory)
    memory.execute(schema.READ_ONLY)
    return opening.Opened(memory, opened.identity, empty=False, version=schema.VERSION, refusal=refusal)


def _step_up(connection: sqlite3.Connection) -> None:
    for version, statements in sorted(schema.STEPS.items()):
        with opening.transaction(connection, schema.BEGIN):
            if connection.execute(schema.GET_VERSION).fetchone()[0] < version:
                for statement in (*statements, schema.SET_VERSION.format(version)):
                    connection.execute(statement)
