"""An SQLite file that may be deleted at any time: opening, dropping, one reader and one writer side by side."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

_BUSY_S = 10.0
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNUSABLE = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
}


class CacheError(Exception):
    """The index file can't be used right now; nothing is lost, for it can be built again."""


class CacheDamagedError(CacheError):
    """The file can't be trusted: damaged, foreign, or of another version."""


class CacheUnusableError(CacheError):
    """The file can't be opened or written: no right, no room, no such device."""


class CacheBusyError(CacheError):
    """Another process kept the file for too long; it is as it was."""


@contextmanager
def _mapped() -> Iterator[None]:
    """Turn SQLite's exceptions into ours."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code in _BUSY:
            raise CacheBusyError(str(error)) from error
        if code in _UNUSABLE:
            raise CacheUnusableError(str(error)) from error
        raise CacheDamagedError(str(error)) from error
    except UnicodeDecodeError as error:  # SQLite quotes a damaged file in its message
        raise CacheDamagedError(str(error)) from error


class Database:
    """A derived database with its own application id and version, on disk or in memory.

    A file that is damaged, foreign or of another version is dropped; where no file can be written the database is kept
    in memory. On disk, reading and writing don't wait for each other; in memory they take turns.

    Args:
        path: the file, or None for memory.
        application: `pragma application_id` of our files.
        version: `pragma user_version` of files that can be used.
        schema: SQL that makes an empty database.
        page: bytes of a page of a new file.
    """

    def __init__(self, path: Path | None, *, application: int, version: int, schema: str, page: int = 4096) -> None:
        self._path = path
        self._header = (application, version)
        self._page = page
        self._schema = schema
        # Always taken in this order. In memory both connections are one, and a writer takes both locks.
        self._writing = threading.RLock()
        self._reading = threading.RLock()
        self._open()

    @property
    def in_memory(self) -> bool:
        """Whether everything is lost when it is closed."""
        return self._path is None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read one consistent state, whatever is written meanwhile.

        Raises:
            CacheError: the file can't be read.
        """
        with self._reading, _mapped():
            self._reader.execute("begin")
            try:
                yield self._reader
            finally:
                _rollback(self._reader)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Write in one transaction: all of it is stored at the end, or nothing when an exception leaves the block.

        Raises:
            CacheError: the file can't be written.
        """
        with self._writing, self._reading if self.in_memory else nullcontext(), _mapped():
            self._writer.execute("begin immediate")
            try:
                yield self._writer
                self._writer.execute("commit")
            finally:
                _rollback(self._writer)

    def shrink(self) -> None:
        """Give room that is no longer used back to the disk.

        Raises:
            CacheError: the file can't be written.
        """
        with self._writing, self._reading if self.in_memory else nullcontext(), _mapped():
            self._writer.executescript("pragma incremental_vacuum")  # `execute` would stop after the first page

    def drop(self, *, to_memory: bool = False) -> None:
        """Start anew with an empty database, in memory if `to_memory` or if no file can be written."""
        with self._writing, self._reading:
            self._disconnect()
            if to_memory or not _unlink(self._path):
                self._path = None
            self._open()

    def reopen_if_replaced(self) -> bool:
        """Follow the path when somebody has deleted or replaced the file; return whether somebody has."""
        with self._writing, self._reading:
            if self._path is None or _inode(self._path) == self._inode:
                return False
            self._disconnect()
            self._open()
            return True

    def close(self) -> None:
        """Close the connections, after whoever uses them now."""
        with self._writing, self._reading:
            self._disconnect()

    def _open(self) -> None:
        if self._path is not None:
            for _ in range(2):
                try:
                    self._path.parent.mkdir(parents=True, exist_ok=True)
                    self._connect(str(self._path))
                    self._inode = _inode(self._path)
                    return
                except CacheDamagedError:
                    if not _unlink(self._path):
                        break
                except (OSError, CacheError):
                    break
        self._path = None
        self._connect(":memory:")

    def _connect(self, target: str) -> None:
        with _mapped():
            self._writer = _connect(target)
            try:
                self._prepare(self._writer)
                self._reader = self._writer if target == ":memory:" else _connect(target)
            except BaseException:
                self._writer.close()
                raise

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Create the tables in an empty file, refuse a file that isn't ours."""
        connection.execute(f"pragma page_size={self._page}")
        connection.execute("pragma auto_vacuum=incremental")
        connection.execute("pragma journal_mode=wal")
        if _is_empty(connection):
            self._create(connection)
        if _header(connection) != self._header:
            raise CacheDamagedError("not an index of this version")

    def _create(self, connection: sqlite3.Connection) -> None:
        connection.execute("begin immediate")
        try:
            if _is_empty(connection):  # another process may have been faster
                for statement in self._schema.split(";"):
                    connection.execute(statement)
                application, version = self._header
                connection.execute(f"pragma application_id={application}")
                connection.execute(f"pragma user_version={version}")
            connection.execute("commit")
        finally:
            _rollback(connection)

    def _disconnect(self) -> None:
        for connection in (self._reader, self._writer):
            with suppress(sqlite3.Error):
                connection.close()


def _connect(target: str) -> sqlite3.Connection:
    connection = sqlite3.connect(target, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("pragma synchronous=normal")
    except BaseException:
        connection.close()
        raise
    return connection


def _header(connection: sqlite3.Connection) -> tuple[int, int]:
    application = connection.execute("pragma application_id").fetchone()[0]
    version = connection.execute("pragma user_version").fetchone()[0]
    return application, version


def _is_empty(connection: sqlite3.Connection) -> bool:
    tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
    return tables == 0 and _header(connection) == (0, 0)


def _rollback(connection: sqlite3.Connection) -> None:
    """End a transaction that is still open; one that SQLite has ended itself needs no end."""
    if connection.in_transaction:
        with suppress(sqlite3.Error):
            connection.execute("rollback")


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _unlink(path: Path | None) -> bool:
    """Delete a database with its side files; False when that isn't possible."""
    if path is None:
        return False
    try:
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
            path.with_name(name).unlink(missing_ok=True)
    except OSError:
        return False
    return True
