"""One look at where reading stopped, before the store is opened with all its checks."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from briefing.notes.store import schema
from briefing.notes.store.failures import UNREADABLE

_PATIENCE = 0.05
"""Seconds to wait while another window writes."""


def where_reading_stopped(path: Path, briefing: str) -> int:
    """Return the row at which a briefing was left; 0 if it was read to its end, isn't known, or can't be told now.

    Nothing is changed and nothing repaired: who needs the notes opens the store, which says what is wrong.
    """
    try:
        if not path.is_file():
            return 0
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", timeout=_PATIENCE, uri=True)
        try:
            found = connection.execute(schema.PEEK_READING, (briefing,)).fetchone()
        finally:
            connection.close()
    except (OSError, UnicodeEncodeError, *UNREADABLE):  # no name of a file that isn't UTF-8 is in there
        return 0
    row = found[0] if found else 0
    return row if isinstance(row, int) and row > 0 else 0
