"""Opening the notes file: settings, checks, creation. The file is never opened by other means than SQLite's.

Opening and closing it with `open()` while a connection exists would drop the process's POSIX locks.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import StoreError
from briefing.i18n import n_
from briefing.notes.store import schema
from briefing.notes.store.failures import UNREADABLE, DamagedError, is_damage, primary_code

BUSY_SECONDS = 5.0


@dataclass(slots=True)
class Opened:
    """An open notes file.

    Attributes:
        connection: in autocommit mode; to be used under one lock.
        identity: device and inode, to notice that the file was replaced; None in memory.
        empty: whether it has no tables yet.
        version: of its tables.
        refusal: why it can be read but not written, or None.
    """

    connection: sqlite3.Connection
    identity: tuple[int, int] | None
    empty: bool
    version: int = 0
    refusal: StoreError | None = None


def identity(path: Path) -> tuple[int, int] | None:
    """Return the device and inode of a file, or None if there is none."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_dev, status.st_ino


def connect(target: str, *, uri: bool = True) -> sqlite3.Connection:
    """Return a connection with our settings; `target` is a URI or ":memory:".

    Raises:
        sqlite3.Error: as SQLite says it.
    """
    connection = sqlite3.connect(target, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=uri)
    try:
        connection.row_factory = sqlite3.Row
        connection.text_factory = _decode
        for setting in schema.SETTINGS:
            connection.execute(setting).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _decode(data: bytes) -> str:
    """Decode so that one bad row can't hide the others; its checksum will tell."""
    return data.decode("utf-8", "replace")


def open_memory() -> Opened:
    """Return a new store in memory."""
    connection = connect(":memory:", uri=False)
    create(connection)
    return Opened(connection, None, empty=False)


def open_existing(path: Path, *, writable: bool = True) -> Opened:
    """Open and check a file that is there.

    Args:
        path: the file.
        writable: whether it is to be written, if the system lets us.

    Raises:
        StoreError: it belongs to another program.
        DamagedError: it is no database, or a broken one.
        sqlite3.Error: it can't be opened.
    """
    found = identity(path)
    try:
        mode = "rw" if writable else "ro"
        return _checked(connect(f"{path.absolute().as_uri()}?mode={mode}"), found, path)
    except UNREADABLE as error:
        if writable and getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK:
            return open_rolled_back(path)
        # What we say is right, so what SQLite doesn't understand is in the file.
        if is_damage(error) or (isinstance(error, sqlite3.Error) and primary_code(error) == sqlite3.SQLITE_ERROR):
            raise DamagedError(str(error)) from error
        raise


def is_read_only(error: Exception) -> bool:
    """Whether an error says that the file can't be written, for no reason that it names."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY


def is_spoiled(path: Path) -> bool:
    """Whether what is in a file keeps SQLite from writing it, as the system lets it be written.

    No connection to it that can't write may be open: SQLite takes its files to be what they were.
    """
    as_who = {"effective_ids": os.access in os.supports_effective_ids}
    if not all(os.access(each, os.W_OK, **as_who) for each in (path, path.parent)):
        return False
    try:
        target = f"{path.absolute().as_uri()}?mode=rw"
        with contextlib.closing(
            sqlite3.connect(target, timeout=BUSY_SECONDS, isolation_level=None, uri=True)
        ) as connection:
            version = _number(connection, schema.GET_VERSION)
            connection.execute(schema.SET_VERSION.format(version))
    except sqlite3.Error as error:
        return is_read_only(error)
    return False


def open_rolled_back(path: Path) -> Opened:
    """Open a file that can't be written but holds a broken-off change: a copy in memory, with the change taken back.

    Raises:
        OSError, StoreError, sqlite3.Error: as in `open_existing`.
    """
    found = identity(path)
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        for name in (path.name, f"{path.name}-journal"):
            shutil.copyfile(path.with_name(name), Path(folder) / name)
        with contextlib.closing(connect(f"{(Path(folder) / path.name).as_uri()}?mode=rw")) as copy:
            memory = connect(":memory:", uri=False)
            copy.backup(memory)
    opened = _checked(memory, found, path)
    opened.refusal = StoreError(
        n_("Notes can't be saved: {path} can't be written, and its last change was broken off."),
        n_("What was saved before is shown. Make the folder writable again."),
        path=path,
    )
    memory.execute(schema.READ_ONLY)
    return opened


def _checked(connection: sqlite3.Connection, found: tuple[int, int] | None, path: Path) -> Opened:
    """Return a new connection with what is known of its file; close it if that is no file of ours, or a broken one."""
    opened = Opened(connection, found, empty=False)
    try:
        _check(opened, path)
    except BaseException:
        connection.close()
        raise
    return opened


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    """Do what is in the block in one transaction, which is taken back if the block or its commit fails."""
    connection.execute(begin)
    with committing(connection):
        yield


@contextmanager
def committing(connection: sqlite3.Connection) -> Iterator[None]:
    """End a transaction that has begun: with the block, or by taking it back if the block or the commit fails."""
    try:
        yield
        connection.execute(schema.COMMIT)
    except BaseException:
        if connection.in_transaction:
            connection.execute(schema.ROLLBACK)
        raise


def _check(opened: Opened, path: Path) -> None:
    connection = opened.connection
    with transaction(connection, schema.BEGIN_READING):  # another window may be making the tables at this moment
        application = _number(connection, schema.GET_APPLICATION_ID)
        version = _number(connection, schema.GET_VERSION)
        opened.empty = _number(connection, schema.COUNT_OBJECTS) == 0
    if application != schema.APPLICATION_ID and not (application == 0 and opened.empty):
        raise StoreError(
            n_("{path} is a database of another program; it was not touched."),
            n_("Move it away or set BRIEFING_HOME to another folder."),
            path=path,
        )
    opened.version = version
    if version > schema.VERSION:
        opened.refusal = StoreError(
            n_("The notes were written by a newer version of this program: they can be read, but not changed."),
            n_("Update briefing to write notes."),
        )
        connection.execute(schema.READ_ONLY)
    if not is_sound(connection):
        raise DamagedError("integrity_check")


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether SQLite's check of the whole file finds nothing wrong."""
    return [row[0] for row in connection.execute(schema.CHECK).fetchall()] == ["ok"]


def create_file(path: Path) -> Opened:
    """Open the file for writing, making it and its folder (for this user alone) if they aren't there.

    Two windows may do this at the same moment: the tables are made under the write lock.

    Raises:
        OSError, sqlite3.Error: it can't be made.
        StoreError, DamagedError: as in `open_existing`, if another program was quicker.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # SQLite would take its permissions from the umask; notes are nobody else's business.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    opened = open_existing(path)
    if opened.empty:
        try:
            create(opened.connection)
        except BaseException:
            opened.connection.close()
            raise
        opened.empty = False
    return opened


def create(connection: sqlite3.Connection) -> None:
    """Make all tables, unless somebody else has made them meanwhile.

    Raises:
        sqlite3.Error: nothing was made.
    """
    with transaction(connection, schema.BEGIN):
        if _number(connection, schema.GET_VERSION) == 0:
            for statement in schema.CREATE:
                connection.execute(statement)


def _number(connection: sqlite3.Connection, statement: str) -> int:
    row = connection.execute(statement).fetchone()
    return int(row[0])
