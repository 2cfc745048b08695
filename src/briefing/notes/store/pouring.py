"""Putting what was read of one notes file into another: notes that are newer there, and every version of any note.

The history comes along row by row, so that what a note was before can still be seen, brought back and undone.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from briefing.notes.model import Draft, Note, Version
from briefing.notes.stamps import new_id
from briefing.notes.store import rows, schema
from briefing.notes.store.drafts import is_superseded
from briefing.notes.store.records import Change, Records
from briefing.notes.store.remains import Remains, Remembered
from briefing.notes.versions import content, in_order, settled


@dataclass(slots=True)
class _Found:
    """What was found of one note and may be missing in the other file.

    Attributes:
        versions: all of them, in the order in which they were found.
        loose: those that no missing row of the history holds.
        last: the note after the last change of it whose row is missing, or None.
        current: the note as the tables have it, or None.
    """

    versions: list[Version] = field(default_factory=list)
    loose: list[Version] = field(default_factory=list)
    last: Note | None = None
    current: Version | None = None

    def has_other_than(self, note: Note | None) -> bool:
        """Whether anything was found but the note as it is."""
        return any(version.note != note for version in self.versions)

    @property
    def newest(self) -> Version:
        """The version that the note is, in the file in which all this was found."""
        every = [*self.versions, self.current] if self.current else self.versions
        return max(every, key=self._rank)

    def _rank(self, version: Version) -> tuple[object, ...]:
        return *_age(version.note), version is self.current, version.instance, content(version.note)


def pour(remains: Remains, sound: sqlite3.Connection, records: Records) -> int:
    """Put what one notes file has newer, or alone, into another; return the number of notes.

    Args:
        remains: what was read of it.
        sound: an open notes file, inside a transaction.
        records: writes to `sound`.

    Raises:
        sqlite3.Error: the sound one can't be written.
    """
    known = {_identity(row) for row in sound.execute(schema.HISTORY).fetchall() if rows.is_sound_history(row)}
    missing = [each for each in remains.history if _identity(each.row) not in known]
    found = _by_note(remains, missing)
    current = {note_id: records.find(note_id) for note_id in found}
    found = {note_id: each for note_id, each in found.items() if each.has_other_than(current[note_id])}
    newer = {note_id for note_id, each in found.items() if _is_older(current[note_id], each.newest.note)}
    for each in found.values():
        _keep_texts(each, remains.snapshots, records)
    for row, _, _ in missing:
        if row["annotation_id"] in newer:
            records.remember(row)
    change, aside = Change("recover", new_id()), new_id()
    for note_id in sorted(newer, key=lambda note_id: _age(found[note_id].newest.note)):  # the newest title stays
        _put_back(current[note_id], found[note_id], records, change)
    for note_id, each in found.items():
        _keep_apart(note_id, each.loose if note_id in newer else each.versions, records, aside)
    _pour_drafts(remains, sound, records)
    _pour_readings(remains, sound)
    return len(newer)


def _identity(row: Mapping[str, Any] | sqlite3.Row) -> tuple[object, ...]:
    return row["annotation_id"], row["undo_group"], row["at"], row["sum"]


def _age(note: Note) -> tuple[str, int]:
    return note.updated, note.rev


def _is_older(current: Note | None, other: Note) -> bool:
    return current is None or _age(current) < _age(other)


def _state(note: Note) -> tuple[str, int, str]:
    return note.updated, note.rev, content(note)


def _by_note(remains: Remains, missing: list[Remembered]) -> dict[str, _Found]:
    """Return what may be missing of each note: from rows of the history, and from the tables."""
    remembered = {_state(each.after) for each in remains.history}
    found: defaultdict[str, _Found] = defaultdict(_Found)
    for row, before, after in missing:
        each = found[after.id]
        # Where a merge made a note another version, a row of its own says where that came from.
        each.versions.append(rows.read_version(row) or Version(after, "edit", row["at"]))
        if not row["op"].startswith(rows.KEPT):
            each.last = after
        if before and _state(before) not in remembered:
            each.loose.append(Version(before, "edit", before.updated))
    for version in remains.notes:
        each = found[version.note.id]
        each.current = version
        if _state(version.note) not in remembered:
            each.loose.append(replace(version, instance=""))
    for each in found.values():
        each.versions += each.loose
    return found


def _keep_texts(found: _Found, snapshots: Mapping[str, bytes], records: Records) -> None:
    """Keep the annotated texts that versions refer to."""
    for version in found.versions:
        key = version.note.target.snapshot
        if key in snapshots and records.snapshot(key) is None:
            text = rows.unpack(snapshots[key], key)
            if text:
                records.keep_text(version.note, text)


def _put_back(current: Note | None, found: _Found, records: Records, change: Change) -> None:
    """Make a note what it was last, with a row in the history if that isn't in it."""
    newest = found.newest
    if found.last and _state(found.last) == _state(newest.note):
        records.reinstate(current, newest)
    else:
        records.write(current, newest.note, change, recovered=True)


def _keep_apart(note_id: str, versions: list[Version], records: Records, group: str) -> None:
    """Remember versions that aren't known; the note stays as it is."""
    if not versions:
        return
    known = records.versions(note_id)
    states = {_state(version.note) for version in known.values()}
    for key, version in in_order(settled(versions, known)):
        if key not in known and (version.instance or _state(version.note) not in states):
            records.keep(version, group)


def _pour_drafts(remains: Remains, sound: sqlite3.Connection, records: Records) -> None:
    known = {row["key"]: row["updated_at"] for row in sound.execute(schema.DRAFTS).fetchall()}
    for draft in remains.drafts:
        if draft.updated > known.get(draft.key, ""):
            known[draft.key] = draft.updated
            records.save_draft(draft)
    typed = {draft.key for draft in remains.drafts}
    for row in sound.execute(schema.DRAFTS).fetchall():
        note = rows.load_draft(row["payload"])
        if note and row["key"] not in typed and is_superseded(Draft(row["key"], note, row["updated_at"]), records):
            sound.execute(schema.DROP_DRAFT, {"key": row["key"]})


def _pour_readings(remains: Remains, sound: sqlite3.Connection) -> None:
    known = {row["briefing"]: row["updated"] for row in sound.execute(schema.READINGS).fetchall()}
    for reading in remains.readings:
        if reading.updated > known.get(reading.briefing, ""):
            known[reading.briefing] = reading.updated
            sound.execute(schema.SAVE_READING, rows.reading_row(reading))
