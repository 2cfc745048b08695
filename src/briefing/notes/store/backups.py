"""Copies of the notes file beside it, made through SQLite's backup and checked before an older one is dropped."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from pathlib import Path

from briefing.errors import StoreError
from briefing.i18n import n_
from briefing.notes.stamps import new_id
from briefing.notes.store import opening, schema
from briefing.notes.store.failures import UNREADABLE

KEEP = 5
FOLDER = "backups"
_NAME = re.compile(r"notes-(\d{6,})\.db")


def existing(path: Path) -> list[Path]:
    """Return the backups of a notes file, oldest first; numbered, because a clock may be set back."""
    try:
        found = [(int(match[1]), entry) for entry in _folder(path).iterdir() if (match := _NAME.fullmatch(entry.name))]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [entry for _, entry in sorted(found)]


def _folder(path: Path) -> Path:
    return path.parent / FOLDER


def make(connection: sqlite3.Connection, path: Path) -> list[StoreError]:
    """Back up the notes file if it changed since the newest backup; return what the user must know if that fails.

    Args:
        connection: open on `path`.
        path: the notes file; it is not opened again.
    """
    try:
        backups = existing(path)
        changed = path.stat().st_mtime_ns
        if backups and backups[-1].stat().st_mtime_ns == changed:
            return []
        number = int(backups[-1].stem.removeprefix("notes-")) + 1 if backups else 1
        _folder(path).mkdir(mode=0o700, exist_ok=True)
        copy(connection, _folder(path) / f"notes-{number:06}.db", changed)
        for old in existing(path)[:-KEEP]:
            old.unlink(missing_ok=True)
    except (OSError, *UNREADABLE) as error:
        return [StoreError(n_("No backup of the notes could be made: {reason}."), reason=error)]
    return []


def copy(connection: sqlite3.Connection, target: Path, mtime_ns: int) -> None:
    """Write a checked copy of a database to `target`, all or nothing.

    Args:
        connection: open on the database.
        target: the file to write; replaced if it is there.
        mtime_ns: modification time to give to the copy, nanoseconds since 1970.

    Raises:
        OSError, sqlite3.Error: there is no copy, or it isn't sound.
    """
    part = target.with_name(f"{target.name}.{new_id()}.part")
    try:
        _fill(connection, part)
        _sync(part)
        os.utime(part, ns=(mtime_ns, mtime_ns))
        part.replace(target)
        with contextlib.suppress(OSError):  # not every system lets a folder be synced
            _sync(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, part: Path) -> None:
    destination = sqlite3.connect(part, isolation_level=None)
    try:
        for setting in schema.COPY_SETTINGS:
            destination.execute(setting).fetchall()
        connection.backup(destination)
        if not opening.is_sound(destination):
            raise sqlite3.DatabaseError("the copy is damaged")
    finally:
        destination.close()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
