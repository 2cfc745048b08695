"""What the store does with backups: make them, name them, put them back."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from pathlib import Path

from briefing.errors import NotFoundError
from briefing.i18n import n_
from briefing.notes.store import restoring
from briefing.notes.store.backups import NEWEST, Backup, describe, existing, find, opened
from briefing.notes.store.failures import explained
from briefing.notes.store.file import NotesFile
from briefing.notes.store.records import Records


class BackedUp(ABC):
    """The backups of a store, which is what inherits from this."""

    _path: Path | None
    _file: NotesFile

    @abstractmethod
    def _records(self, connection: sqlite3.Connection) -> Records: ...

    def backup(self) -> Path | None:
        """Make a checked backup of the notes as they are, or find the one there is; return it, or None without notes.

        Raises:
            StoreError: it can't be made; the backups that there were are all there.
        """
        return self._file.back_up()

    def back_up_if_due(self) -> None:
        """Make a backup if there were enough changes since the last one, or there was one long enough ago."""
        self._file.back_up_if_due()

    def backups(self) -> list[Backup]:
        """Return what is known of the backups, newest first; each is checked.

        Raises:
            StoreError: their folder can't be read.
        """
        if self._path is None:
            return []
        with explained(str(self._path)):
            return [describe(found) for found in reversed(existing(self._path))]

    def restore_backup(self, name: str = NEWEST) -> restoring.Restored:
        """Give each note the state that it has in a backup; notes that it lacks stay. One undo takes that back.

        The notes as they are now are backed up before.

        Args:
            name: of the backup, or "latest" for the newest sound one.

        Raises:
            NotFoundError: there is no such backup.
            StoreError: it is damaged, or the notes can't be backed up or written; they are as they were.
        """
        if self._path is None:
            raise NotFoundError(n_("There is no sound backup of the notes."))
        with explained(str(self._path)):
            chosen = find(self._path, name)
            with opened(chosen) as source:
                if self._file.begin_with(source):
                    return restoring.Restored(chosen, None, describe(chosen).notes, 0)
                before = self._file.back_up(spared=(chosen,))
                with self._file.writing() as connection:
                    counted = restoring.put_back(source, self._records(connection), connection)
        return restoring.Restored(chosen, before, *counted)
