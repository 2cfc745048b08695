"""The notes file as something to read from and write to: opened when needed, recovered when damaged, backed up."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import RLock
from time import monotonic, sleep, time_ns

from briefing.errors import BusyError, StoreError
from briefing.i18n import n_
from briefing.notes.stamps import new_id
from briefing.notes.store import backups, opening, quarantine, schema
from briefing.notes.store.copying import copy, put_in_place
from briefing.notes.store.failures import UNREADABLE, DamagedError, explain, explained, is_damage, primary_code
from briefing.notes.store.migrating import migrated

_TRIES = 5
"""How often a file that was replaced is opened anew before it counts as in use."""
_PAUSE = 0.02
"""Seconds between two tries to get a lock that another process has."""


class NotesFile:
    """One connection under one lock; see `Store` for what it promises.

    Args:
        path: the database file, or None for memory.
        backup: whether to make backups: now, if the file changed since the last one, and while it changes.

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
        self._backs_up = backup
        self._rhythm = backups.Rhythm()
        with self._lock, explained(self._name):
            if self._current() is None and path and backups.existing(path):
                self.notices.append(
                    StoreError(
                        n_("The notes file {path} is gone, but there are backups."),
                        n_("`briefing notes restore --backup latest` brings the notes back."),
                        path=path,
                    )
                )
            self._back_up()

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
    def writing(self, *, notes: bool = True) -> Iterator[sqlite3.Connection]:
        """Lend the connection inside a transaction that is on the disk when the block is left without an error.

        Args:
            notes: whether notes are written, which are backed up now and then; not positions or drafts alone.

        Raises:
            StoreError: nothing was written.
        """
        with explained(self._name), ExitStack() as held:
            with self._recovering():
                opened = self._begun(held)
                with opening.committing(opened.connection):
                    yield opened.connection
            self._writes += 1
            self._check_place(opened)
            if notes:
                self._rhythm.change()
                self.back_up_if_due()

    def _begun(self, held: ExitStack) -> opening.Opened:
        """Begin a transaction on the file that has the name, whoever may have replaced it meanwhile.

        Whoever replaces a sound file holds its lock; so once we have that, it is the right file or it never will be.
        While another process has it, other threads of ours may read: only those tries of it are under our own lock.

        Args:
            held: keeps our own lock until the transaction is over.
        """
        end = monotonic() + opening.BUSY_SECONDS
        while True:
            with ExitStack() as trying:
                trying.enter_context(self._lock)
                opened = self._writable()
                if self._has_begun(opened, last=monotonic() >= end):
                    if self._is_in_place(opened):
                        held.enter_context(trying.pop_all())
                        return opened
                    opened.connection.execute(schema.ROLLBACK)
                    self.close()
            sleep(_PAUSE)

    @staticmethod
    def _has_begun(opened: opening.Opened, *, last: bool) -> bool:
        """Try to get the file's lock, without waiting; return whether that was it.

        Raises:
            sqlite3.Error: it was the last try, or something else is wrong.
        """
        connection = opened.connection
        (patience,) = connection.execute(schema.GET_PATIENCE).fetchone()
        try:
            connection.execute(schema.SET_PATIENCE.format(0))
            connection.execute(schema.BEGIN)
        except sqlite3.OperationalError as error:
            if primary_code(error) != sqlite3.SQLITE_BUSY or last:
                raise
            return False
        finally:
            connection.execute(schema.SET_PATIENCE.format(patience))
        return True

    def _is_in_place(self, opened: opening.Opened) -> bool:
        return self._path is None or opening.identity(self._path) == opened.identity

    def _check_place(self, opened: opening.Opened) -> None:
        """Acknowledge no write to a damaged file that another process was putting aside at the same moment.

        Raises:
            StoreError: it happened.
        """
        if not self._is_in_place(opened):
            self.close()
            raise BusyError(n_("The notes file was replaced while the note was saved."), n_("Save it again."))

    def version(self) -> tuple[int, ...]:
        """Return a value that differs when anything changed, here or in another process."""
        with self._lock, explained(self._name), self._recovering():
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

    # --- backups ----------------------------------------------------------------------------------------------------

    def back_up(self, spared: Collection[Path] = ()) -> Path | None:
        """Make a checked backup of the notes as they are, or find the one there is; None if there are no notes.

        Args:
            spared: backups that are not to be dropped for it.

        Raises:
            StoreError: it can't be made.
        """
        with self._lock, explained(self._name), self._recovering():
            opened = self._current()
            if opened is None or self._path is None:
                return None
            self._rhythm.begin()
            try:
                return backups.make(opened.connection, self._path, spared)
            except UNREADABLE:
                self._mend(opened, self._path)
                raise

    def back_up_before(self) -> None:
        """Make a backup before something large is done, if this file is backed up; a failure is a notice."""
        with self._lock, explained(self._name):
            self._current()
            self._rhythm.begin()
            self._back_up()

    def begin_with(self, source: sqlite3.Connection) -> bool:
        """Make the notes file a copy of an open one, history and all; return False if there is a file already.

        Raises:
            StoreError: it can't be made.
        """
        with self._lock, explained(self._name):
            if self._path is None or self._current() is not None:
                return False
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new = self._path.with_name(f"{self._path.name}.{new_id()}.new")
            try:
                copy(source, new, time_ns())
                return put_in_place(new, self._path)
            finally:
                new.unlink(missing_ok=True)

    def back_up_if_due(self) -> None:
        """Make a backup if there were enough changes, or there was one long enough ago; a failure is a notice."""
        with self._lock:
            if self._rhythm.due:
                self._rhythm.begin()
                self._back_up()

    def _back_up(self) -> None:
        opened = self._opened
        if not (opened and self._path and self._backs_up) or opened.refusal:
            return
        try:
            backups.make(opened.connection, self._path)
        except (OSError, StoreError, *UNREADABLE) as error:
            self._note(StoreError(n_("No backup of the notes could be made: {reason}."), reason=error))
            self._mend(opened, self._path)

    def _mend(self, opened: opening.Opened, path: Path) -> None:
        """Recover the file if that is why no sound copy could be made; a failure is a notice: what was saved is."""
        try:
            sound = opening.is_sound(opened.connection)
        except UNREADABLE as error:
            sound = not is_damage(error)
        if sound:
            return
        self.close()
        try:
            self.notices += quarantine.recover(path, opened.identity)
        except (OSError, StoreError, *UNREADABLE) as error:
            self._note(explain(error, self._name))

    def _note(self, notice: StoreError) -> None:
        if str(notice) not in map(str, self.notices):
            self.notices.append(notice)

    # --- opening ----------------------------------------------------------------------------------------------------

    def _current(self) -> opening.Opened | None:
        """Return the open file, or None if it isn't there or has no tables.

        Another window may have put a damaged file aside meanwhile: what we wrote to the old one would be lost, so
        its identity is compared each time.
        """
        path = self._path
        if path is None:
            return self._opened
        if self._opened and self._opened.identity != opening.identity(path):
            self.close()
        for _ in range(_TRIES):
            if self._opened:
                return self._opened
            if opening.identity(path) is None or quarantine.is_unfinished(path):
                self.notices += quarantine.finish(path)
            found = opening.identity(path)
            if found is None:
                return None
            self._opened = self._open(path, found)
            if self._opened and self._opened.empty:
                self.close()
                if not backups.existing(path):
                    return None
                # It was cut off to nothing: who wants to be rid of the notes removes the file.
                self.notices += quarantine.recover(path, found)
        raise _busy()

    def _open(self, path: Path, found: tuple[int, int]) -> opening.Opened | None:
        """Open the file; None if it is another one by now: recovered here, or by another process."""
        try:
            return migrated(opening.open_existing(path), path, backups.make)
        except DamagedError:
            try:
                self.notices += quarantine.recover(path, found)
            except OSError as error:
                raise StoreError(
                    n_("The notes in {path} are damaged and can't be put in order here ({reason})."),
                    n_("Make the folder writable, with some room on the disk."),
                    path=path,
                    reason=error.strerror,
                ) from error
        except sqlite3.OperationalError:
            if opening.identity(path) == found:
                raise
        return None

    @contextmanager
    def _recovering(self) -> Iterator[None]:
        """If the file turns out to be damaged while it is used, recover what can be: the next use finds that."""
        try:
            yield
        except UNREADABLE as error:
            opened = self._opened
            if not (self._path and opened) or opened.refusal:
                raise
            if opening.is_read_only(error):
                self.close()  # a connection stays as it was opened, whatever becomes of the file's permissions
                if opening.is_spoiled(self._path):
                    error = DamagedError(str(error))
            if is_damage(error):
                self.close()
                self.notices += quarantine.recover(self._path, opened.identity)
            raise error

    def _writable(self) -> opening.Opened:
        opened = self._current()
        if opened and opened.refusal:
            self.close()  # what stood in the way may be gone
            opened = self._current()
        if opened is None:
            opened = opening.open_memory() if self._path is None else opening.create_file(self._path)
            self._opened = opened
        if opened.refusal:
            why = opened.refusal
            raise StoreError(why.message, why.hint, **why.values)
        return opened


def _busy() -> BusyError:
    return BusyError(n_("The notes are in use by another program."), n_("Try again in a moment; nothing is lost."))
