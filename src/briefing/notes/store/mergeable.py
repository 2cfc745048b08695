"""What the store does with versions of notes: list them, and take in those that were made elsewhere."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Literal

from briefing.notes.model import Version
from briefing.notes.selectors import digest
from briefing.notes.store import merging
from briefing.notes.store.file import NotesFile
from briefing.notes.store.records import Records
from briefing.notes.versions import Merged, in_order

Op = Literal["import", "sync"]


class Mergeable(ABC):
    """The versions in a store, which is what inherits from this."""

    _file: NotesFile
    _clock: Callable[[], str]

    @abstractmethod
    def _records(self, connection: sqlite3.Connection) -> Records: ...

    @abstractmethod
    def _reader(self, connection: sqlite3.Connection) -> Records: ...

    def versions(self, note_id: str) -> list[Version]:
        """Return all versions of a note that are known, from here and from elsewhere, the oldest first."""
        with self._file.reading() as connection:
            found = self._reader(connection).versions(note_id) if connection else {}
        return [version for _, version in in_order(found)]

    def all_versions(self) -> dict[str, list[Version]]:
        """Return all versions of all notes, also of those in the trash, by their ids; of each the oldest first."""
        with self._file.reading() as connection:
            found = self._reader(connection).everything() if connection else {}
        return {note_id: [version for _, version in in_order(versions)] for note_id, (_, versions) in found.items()}

    def merge(
        self, versions: Iterable[Version], snapshots: Iterable[str] = (), *, op: Op = "import", dry_run: bool = False
    ) -> Merged:
        """Take in versions of notes that were made elsewhere, all in one transaction; return what became of them.

        Of each note the version with the greatest time, number, installation and content counts, and all are kept: so
        the order doesn't matter, nor how many are merged at once, nor how often. Deleting is a change like others.
        Times more than a day ahead are taken for now.

        Args:
            versions: whole notes; one without a time is of now, or as old as what is known of the note with its id.
            snapshots: annotated texts that they refer to, as far as they came along.
            op: "import" can be undone in one go, "sync" can't.
            dry_run: say what would become of them, and write nothing.

        Raises:
            StoreError: it can't be saved; nothing was changed.
        """
        given = tuple(versions)
        texts = {digest(text): text for text in snapshots}
        moment = self._clock()
        with self._file.reading() as connection:
            records = self._reader(connection) if connection else None
            plan = merging.make_plan(records, given, texts, moment)
            if records and op == "sync":  # what is known on both sides may not have come
                plan.documents |= records.documents()
            idle = not plan.outcomes and not (records and merging.misnamed(records, plan.documents))
        if dry_run or idle:
            return plan.merged
        if op == "import":
            self._file.back_up_before()
        with self._file.writing() as connection:
            writer = self._records(connection)
            plan = merging.make_plan(writer, given, texts, moment)
            if op == "sync":
                plan.documents |= writer.documents()
            merging.apply(writer, plan, texts, op)
        return plan.merged
