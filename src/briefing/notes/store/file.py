"""The notes file as something to read from and write to: opened when needed, recovered when damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from briefing.errors import StoreError
from briefing.notes.store import backups, opening, quarantine, schema
from briefing.notes.store.failures import UNREADABLE, explained, is_damage


class NotesFile:
    """One connection under one lock; see `Store` for what it promises.

    Args:
        path: the database file, or None for memory.
        backup: whether to make a backup now if the file changed since the last one.

    Attributes:
        notices: what the user must know; never raised.

    Raises:
        StoreError: the file can't be opened or belongs to another program; it was not touched.
    """

    def __init__(self, path: Path | None, *, backup: bool) -> None:
        self.notices: list[StoreError] = []
        self._path = path
        self._name = "" if path is None else str(path)
        self._lock = RLock()
        self._opened = opening.open_memory() if path is None else None
        self._writes = 0
        with self._lock, explained(self._name):
            opened = self._current()
            if path and opened and backup and not opened.refusal:
                self.notices += backups.make(opened.connection, path)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """Lend the connection for reading one state of the file; None while there are no tables to read.

        Without a transaction another window could write between a note and its tags, which would look like damage.

        Raises:
            StoreError: the file can't be read.
        """
        with self._lock, explained(self._name), self._recovering():
            opened = self._current()
            if opened is None:
                yield None
                return
            with opening.transaction(opened.connection, schema.BEGIN_READING):
                yield opened.connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection inside a transaction that is on the disk when the block is left without an error.

        Raises:
            StoreError: nothing was written.
        """
        with self._lock, explained(self._name), self._recovering():
            connection = self._writable().connection
            with opening.transaction(connection, schema.BEGIN):
                yield connection
            self._writes += 1

    def version(self) -> tuple[int, ...]:
        """Return a value that differs when anything changed, here or in another process."""
        with self._lock, explained(self._name):
            opened = self._current()
            if opened is None:
                return (self._writes,)
            found = opened.connection.execute(schema.GET_DATA_VERSION).fetchone()
            return (self._writes, found[0], *(opened.identity or ()))

    def close(self) -> None:
        """Close the connection; the next use opens the file anew."""
        with self._lock:
            if self._opened:
                self._opened.connection.close()
                self._opened = None

    def _current(self) -> opening.Opened | None:
        """Return the open file, or None if it isn't there or has no tables.

        Another window may have put a damaged file aside meanwhile: what we wrote to the old one would be lost, so
        its identity is compared each time.
        """
        if self._path is None:
            return self._opened
        found = opening.identity(self._path)
        if self._opened and self._opened.identity != found:
            self.close()
        if self._opened is None and found:
            self._opened = self._open(self._path)
            if self._opened and self._opened.empty:
                self.close()
        return self._opened

    def _open(self, path: Path) -> opening.Opened | None:
        found = opening.identity(path)
        try:
            return opening.open_existing(path)
        except opening.DamagedError:
            self.notices += quarantine.recover(path, found)
        return opening.open_existing(path) if opening.identity(path) else None

    @contextmanager
    def _recovering(self) -> Iterator[None]:
        """If the file turns out to be damaged while it is used, recover what can be: the next use finds that."""
        try:
            yield
        except UNREADABLE as error:
            opened = self._opened
            if is_damage(error) and self._path and opened and not opened.refusal:
                self.close()
                self.notices += quarantine.recover(self._path, opened.identity)
            raise

    def _writable(self) -> opening.Opened:
        opened = self._current()
        if opened is None:
            opened = opening.open_memory() if self._path is None else opening.create_file(self._path)
            self._opened = opened
        if opened.refusal:
            why = opened.refusal
            raise StoreError(why.message, why.hint, **why.values)
        return opened
