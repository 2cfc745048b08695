"""A copy of an open notes file: made through SQLite, checked, on the disk before it has its name."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from briefing.notes.stamps import new_id
from briefing.notes.store import opening, schema


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
        sync(part)
        os.utime(part, ns=(mtime_ns, mtime_ns))
        part.replace(target)
        sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, part: Path) -> None:
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))  # notes are nobody else's business
    destination = sqlite3.connect(part, isolation_level=None)
    try:
        for setting in schema.COPY_SETTINGS:
            destination.execute(setting).fetchall()
        connection.backup(destination)
        if not opening.is_sound(destination):
            raise sqlite3.DatabaseError("the copy is damaged")
        # What keeps SQLite from writing a file is copied, too; such a copy is no help later.
        (version,) = destination.execute(schema.GET_VERSION).fetchone()
        destination.execute(schema.SET_VERSION.format(version))
    finally:
        destination.close()


def put_in_place(part: Path, target: Path) -> bool:
    """Give a finished file its name; return False, and leave both, if there is a file of that name by now.

    Raises:
        OSError: it can't be done.
    """
    try:
        os.link(part, target)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        if os.path.lexists(target):
            return False
        part.replace(target)
    part.unlink(missing_ok=True)
    sync_folder(target.parent)
    return True


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    with contextlib.suppress(OSError):  # not every system lets a folder be synced
        sync(folder)


def sync(path: Path) -> None:
    """Bring a file or folder to the disk.

    Raises:
        OSError: it can't be done.
    """
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
