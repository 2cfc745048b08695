"""What SQLite says, said so that a reader knows what to do. The caller still holds the text: nothing here loses it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from briefing.errors import BusyError, StoreError
from briefing.i18n import n_

DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
"""Primary result codes of a file that is broken or no database at all."""

_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_UNWRITTEN = (
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_DIR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
)
"""Extended result codes of a write that the system refused for another reason than a full disk."""

UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What reading a broken file raises: Python also fails at the broken bytes that SQLite quotes in its messages."""


class DamagedError(sqlite3.DatabaseError):
    """The file is no database, or one that SQLite can't read, check or write as it should."""


def primary_code(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code (the lower eight bits), or 0 if the error came from Python's side."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_damage(error: Exception) -> bool:
    """Whether an error says that the file is broken."""
    if isinstance(error, sqlite3.Error):
        return isinstance(error, DamagedError) or primary_code(error) in DAMAGED
    return isinstance(error, UnicodeDecodeError)


def explain(error: Exception, path: str) -> StoreError:
    """Return the error for the user: one sentence on what happened, one on what to do."""
    code = primary_code(error) if isinstance(error, sqlite3.Error) else 0
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyError(n_("The notes are in use by another program."), n_("Try again in a moment; nothing is lost."))
    if code == sqlite3.SQLITE_FULL or getattr(error, "errno", 0) in _FULL:
        return StoreError(n_("The note isn't saved: the disk is full."), n_("Free some space and save again."))
    if getattr(error, "sqlite_errorcode", 0) in _UNWRITTEN:
        return StoreError(
            n_("The note isn't saved: {path} can't be written to the disk ({reason})."),
            n_("There may be no room, or a limit on the size of files. Make room and save again."),
            path=path,
            reason=error,
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return StoreError(
            n_("Notes can't be saved: {path} or its folder can't be written ({reason})."),
            n_("Change its permissions or set BRIEFING_HOME to another folder."),
            path=path,
            reason=error,
        )
    if is_damage(error):
        return StoreError(
            n_("The notes in {path} are damaged."),
            n_("Try again: the damaged file was put aside and what could be read was recovered."),
            path=path,
        )
    reason = getattr(error, "strerror", None) or error
    return StoreError(
        n_("The notes in {path} can't be read or saved: {reason}."),
        n_("Nothing was changed."),
        path=path,
        reason=reason,
    )


@contextmanager
def explained(path: str) -> Iterator[None]:
    """Turn every error of SQLite and the operating system inside the block into a StoreError.

    Raises:
        StoreError: instead of sqlite3.Error, OSError and numbers that no file can hold.
    """
    try:
        yield
    except (*UNREADABLE, OSError, OverflowError) as error:
        raise explain(error, path) from error
