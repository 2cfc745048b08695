"""The store: what the rest of the program sees of the notes file. Every write is on the disk before it returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from briefing.errors import ConflictError, NotFoundError
from briefing.i18n import n_
from briefing.notes.model import Draft, Note, Reading
from briefing.notes.stamps import is_stamp, new_id, now
from briefing.notes.store import rows, schema, undo
from briefing.notes.store.backed_up import BackedUp
from briefing.notes.store.file import NotesFile
from briefing.notes.store.mendable import Mendable
from briefing.notes.store.mergeable import Mergeable
from briefing.notes.store.records import Change, Records
from briefing.notes.store.undo import Direction


class Store(Mergeable, BackedUp, Mendable):
    """Notes, reading positions, drafts and the log of exports.

    Nothing is created before the first write. Safe for use from several threads (one connection under one lock) and
    from several processes (SQLite's own locks). Errors leave the file as it was.

    Args:
        path: the database file, or None to keep everything in memory.
        instance: name of this installation, or what returns it when something is first written; undo and redo see
            only its own changes.
        backup: whether to make backups: now, if the file changed since the last one, and while it changes.
        clock: returns the time as UTC ISO 8601 with milliseconds.

    Attributes:
        notices: what the user must know about opening (damage, recovery, missing backup); never raised.

    Raises:
        StoreError: the file can't be opened or belongs to another program; it was not touched.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        instance: str | Callable[[], str] = "local",
        backup: bool = True,
        clock: Callable[[], str] = now,
    ) -> None:
        super().__init__()
        self._instance = instance
        self._clock = clock
        self._path = path
        self._refused: set[str] = set()
        self._file = NotesFile(path, backup=backup)
        self.notices = self._file.notices

    @property
    def instance(self) -> str:
        """The name of this installation."""
        if not isinstance(self._instance, str):
            self._instance = self._instance()
        return self._instance

    @property
    def folder(self) -> Path | None:
        """The folder of the file, in which what belongs to it lies; None in memory."""
        return self._path.parent if self._path else None

    # --- notes ------------------------------------------------------------------------------------------------------

    def add(self, note: Note, snapshot_text: str = "") -> Note:
        """Store a new note and return it as stored, with the id and times that were missing.

        Args:
            note: the note; an empty `id` or `created` is filled in; `rev` starts at 1.
            snapshot_text: the `Document.text` that its target refers to; empty if it isn't known.

        Raises:
            ConflictError: there is a note with this id.
            StoreError: it can't be saved.
        """
        note = rows.normal(note)
        note = replace(note, id=note.id or new_id(), deleted="", rev=1)
        with self._file.writing() as connection:
            records = self._records(connection)
            if records.exists(note.id):
                raise ConflictError(n_("There is a note with the id {id} already."), id=note.id)
            return records.write(None, note, Change("add", new_id()), snapshot_text)

    def edit(self, note: Note, snapshot_text: str = "") -> Note:
        """Store the changed text, tags, category or target of a note; return it as stored.

        A changed target is added to the earlier ones. An edit that changes nothing writes nothing.

        Args:
            note: the whole note; its `rev` must be the one that was read.
            snapshot_text: the `Document.text` that a new target refers to.

        Raises:
            NotFoundError: there is no such note.
            ConflictError: it was changed since; both versions can be had: this one and `get(note.id)`.
            StoreError: it can't be saved.
        """
        return self.edit_many((note,), snapshot_text)[0]

    def edit_many(self, notes: Sequence[Note], snapshot_text: str = "") -> list[Note]:
        """Store several changed notes as one action, which is undone as one; return them as stored.

        Args:
            notes: as for `edit`.
            snapshot_text: the `Document.text` that new targets refer to.

        Raises:
            NotFoundError, ConflictError, StoreError: as for `edit`; then nothing was written.
        """
        change = Change("edit", new_id())
        with self._file.writing() as connection:
            records = self._records(connection)
            return [self._edit(records, rows.normal(note), change, snapshot_text) for note in notes]

    def _edit(self, records: Records, note: Note, change: Change, snapshot_text: str) -> Note:
        current = self._existing(records, note.id)
        # Versions of two installations may have the same number, but hardly ever the same time as well.
        if current.rev != note.rev or (is_stamp(note.updated) and current.updated != note.updated):
            raise ConflictError(
                n_("The note was changed elsewhere since you opened it."),
                n_("Your text is kept; compare it with the other version."),
                id=note.id,
            )
        # The title is the document's, and somebody may have seen a newer one since this note was read.
        wanted = replace(note, title=current.title, created=current.created, updated=current.updated)
        wanted = replace(wanted, deleted=current.deleted)
        return current if wanted == current else records.write(current, wanted, change, snapshot_text)

    def delete(self, note_id: str) -> Note:
        """Put a note into the trash; return it. One that is there already stays as it is.

        Raises:
            NotFoundError, StoreError: as for `edit`.
        """
        return self.delete_many((note_id,))[0]

    def delete_many(self, note_ids: Sequence[str]) -> list[Note]:
        """Put several notes into the trash as one action, which is undone as one; return them.

        Raises:
            NotFoundError, StoreError: as for `edit`; then nothing was written.
        """
        return self._set_deleted(note_ids, self._clock(), "delete")

    def restore(self, note_id: str) -> Note:
        """Take a note out of the trash; return it.

        Raises:
            NotFoundError, StoreError: as for `edit`.
        """
        return self.restore_many((note_id,))[0]

    def restore_many(self, note_ids: Sequence[str]) -> list[Note]:
        """Take several notes out of the trash as one action, which is undone as one; return them.

        Raises:
            NotFoundError, StoreError: as for `edit`; then nothing was written.
        """
        return self._set_deleted(note_ids, "", "restore")

    def _set_deleted(self, note_ids: Sequence[str], deleted: str, op: str) -> list[Note]:
        change = Change(op, new_id())
        stored: list[Note] = []
        with self._file.writing() as connection:
            records = self._records(connection)
            for note_id in note_ids:
                current = self._existing(records, note_id)
                wanted = replace(current, deleted=deleted)
                same = bool(current.deleted) == bool(deleted)
                stored.append(current if same else records.write(current, wanted, change))
        return stored

    @staticmethod
    def _existing(records: Records, note_id: str) -> Note:
        note = records.find(note_id)
        if note is None:
            raise NotFoundError(n_("There is no note with the id {id}."), id=note_id)
        return note

    def undo(self) -> str | None:
        """Take back the last action; return a short description (a message id), or None if there is nothing.

        Raises:
            ConflictError: the note was changed elsewhere since; the next call goes to the action before.
            StoreError: it can't be saved.
        """
        return self._reverse("undo")

    def redo(self) -> str | None:
        """Do again what was undone last; return and errors as for `undo`."""
        return self._reverse("redo")

    def _reverse(self, direction: Direction) -> str | None:
        group: str | None = None
        try:
            with self._file.reading() as found:
                if found is None:
                    return None
            with self._file.writing() as connection:
                group = undo.next_group(connection, self.instance, direction, self._refused)
                if group is None:
                    return None
                return undo.reverse(connection, self._records(connection), group, direction, self._clock())
        except ConflictError:
            if group:
                self._refused.add(group)
            raise

    def get(self, note_id: str) -> Note | None:
        """Return a note, also from the trash, or None."""
        with self._file.reading() as connection:
            return self._reader(connection).find(note_id) if connection else None

    def notes(self, briefing: str | None = None, *, deleted: bool = False) -> list[Note]:
        """Return the notes of a briefing, or all, oldest first: those in use, or with `deleted` those in the trash."""
        with self._file.reading() as connection:
            return self._reader(connection).all(briefing, deleted=deleted) if connection else []

    def counts(self) -> dict[str, int]:
        """Return the number of notes in use for each briefing that has any."""
        return {row["slug"]: row["notes"] for row in self._select(schema.COUNTS)}

    def snapshot(self, key: str) -> str | None:
        """Return the annotated text with this digest, or None if it isn't kept or is damaged."""
        with self._file.reading() as connection:
            return self._reader(connection).snapshot(key) if connection else None

    # --- reading positions, drafts, exports -------------------------------------------------------------------------

    def readings(self) -> dict[str, Reading]:
        """Return where the reader is, by briefing."""
        readings = (rows.read_reading(row) for row in self._select(schema.READINGS))
        return {reading.briefing: reading for reading in readings if reading}

    def save_reading(self, reading: Reading) -> None:
        """Store a reading position; the last one saved counts.

        Raises:
            StoreError: it can't be saved.
        """
        stamped = replace(reading, updated=reading.updated or self._clock())
        self._execute(schema.SAVE_READING, rows.reading_row(stamped))

    def save_draft(self, draft: Draft) -> None:
        """Store text that is being typed, in place of the draft with the same key.

        Raises:
            StoreError: it can't be saved.
        """
        with self._file.writing(notes=False) as connection:
            self._records(connection).save_draft(replace(draft, note=rows.normal(draft.note)))

    def drafts(self) -> list[Draft]:
        """Return all drafts, oldest first; one that can't be understood is left out, but not removed."""
        drafts: list[Draft] = []
        for row in self._select(schema.DRAFTS):
            note = rows.load(row["payload"])
            if note:
                drafts.append(Draft(row["key"], note, row["updated_at"]))
                if rows.load_draft(row["payload"]) is None:
                    self._flag_draft(drafts[-1])
        return drafts

    def drop_draft(self, key: str) -> None:
        """Remove a draft, because its note was saved or thrown away by the user.

        Raises:
            StoreError: it can't be removed.
        """
        self._execute(schema.DROP_DRAFT, {"key": rows.storable(key)})

    def exported(self, path: str) -> str | None:
        """Return the sha256 of what was last exported to this path, or None."""
        found = self._select(schema.EXPORTED, {"path": rows.storable(path)})
        return found[0]["sha256"] if found else None

    def log_export(self, path: str, fmt: str, sha256: str) -> None:
        """Remember what was exported to a path, so that a later export can tell whether the user edited it.

        Raises:
            StoreError: it can't be saved.
        """
        values = {"path": rows.storable(path), "format": fmt, "sha256": sha256, "at": self._clock()}
        self._execute(schema.LOG_EXPORT, values)

    # --- the file ---------------------------------------------------------------------------------------------------

    def version(self) -> tuple[int, ...]:
        """Return a value that differs when anything changed, here or in another process: to be compared only."""
        return self._file.version()

    def notes_version(self) -> tuple[int, ...]:
        """Return a value that differs when a note changed, here or in another process: to be compared only.

        Unlike `version` it stays the same while only reading positions and drafts are saved.
        """
        last = self._select(schema.LAST_CHANGE)
        return (*self._file.version()[2:], (last[0]["seq"] or 0) if last else 0)

    def seen(self) -> tuple[tuple[int, ...], int]:
        """Return a value that differs when another process wrote, and one that differs when a note changed.

        Both are of the same moment, so that one can't be seen without the other. They are to be compared only.
        """
        found = self._select(schema.SEEN)
        others, last = (found[0]["others"], found[0]["seq"] or 0) if found else (0, 0)
        return (others, *self._file.version()[2:]), last

    def close(self) -> None:
        """Close the file; may be called again. A later call of another method opens it anew (except in memory)."""
        self._file.close()

    def _records(self, connection: sqlite3.Connection) -> Records:
        return Records(connection, self.instance, self._clock, self._flag)

    def _reader(self, connection: sqlite3.Connection) -> Records:
        # What is only read needs no name of this installation, which would have to be made.
        return Records(connection, "", self._clock, self._flag)

    def _select(self, statement: str, values: dict[str, Any] | None = None) -> list[sqlite3.Row]:
        with self._file.reading() as connection:
            return connection.execute(statement, values or {}).fetchall() if connection else []

    def _execute(self, statement: str, values: dict[str, Any]) -> None:
        with self._file.writing(notes=False) as connection:
            connection.execute(statement, values)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
