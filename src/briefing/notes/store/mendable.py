"""What the store does with damaged notes and drafts: say so, and write them anew as their history knows them."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable

from briefing.errors import StoreError
from briefing.i18n import n_
from briefing.notes.model import Draft
from briefing.notes.store import rows
from briefing.notes.store.file import NotesFile
from briefing.notes.store.records import Records

_NAMED = 5
"""Damaged notes with a sound history that are named one by one."""


class Mendable(ABC):
    """The damaged notes of a store, which is what inherits from this.

    Attributes:
        notices: what the user must know; never raised.
    """

    _file: NotesFile
    _clock: Callable[[], str]
    notices: list[StoreError]

    def __init__(self) -> None:
        self._flagged: dict[str, bool] = {}
        self._flagged_drafts: set[str] = set()

    @abstractmethod
    def _records(self, connection: sqlite3.Connection) -> Records: ...

    @abstractmethod
    def _reader(self, connection: sqlite3.Connection) -> Records: ...

    def mend(self) -> int:
        """Write notes anew that were damaged on the disk and are known to their history; return how many.

        Until then they are shown as the history knows them, but only where all notes are: the damage may be to what
        says on which briefing a note is.

        Raises:
            StoreError: they can't be read or saved; nothing was changed.
        """
        with self._file.reading() as connection:
            if connection is None:
                return 0
            reader = self._reader(connection)
            found = [each for deleted in (False, True) for each in reader.rows(None, deleted=deleted)]
        # To check many takes a while, in which others may read.
        damaged = [row["id"] for row, tags in found if not rows.read_note(row, tags)[1]]
        if not damaged:
            return 0
        with self._file.writing() as connection:
            writer = self._records(connection)
            return sum(writer.mend(note_id) for note_id in damaged)

    def _flag(self, note_id: str, recovered: bool) -> None:
        """Say once for each damaged note what became of it; of many that are as they were only that there are more."""
        if note_id in self._flagged:
            return
        self._flagged[note_id] = recovered
        said = sum(self._flagged.values())
        if not recovered:
            message = n_("The note {id} is damaged on the disk; what is left of it is shown.")
        elif said <= _NAMED:
            message = n_("The note {id} was damaged on the disk; it is shown as its history knows it.")
        elif said == _NAMED + 1:
            message = n_("More notes than these were damaged on the disk; they are shown as their history knows them.")
        else:
            return
        self.notices.append(StoreError(message, id=note_id))

    def _flag_draft(self, draft: Draft) -> None:
        """Say once of a draft that it isn't what was typed: it is shown, for most of it is."""
        if draft.key not in self._flagged_drafts:
            self._flagged_drafts.add(draft.key)
            message = n_("A draft on “{title}” was damaged on the disk: look it over before you save it.")
            self.notices.append(StoreError(message, title=draft.note.title))
