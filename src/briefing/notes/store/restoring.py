"""Putting a backup back: what it holds becomes the notes again, and what it lacks stays.

Each note that changes is changed like any other, with its history, in one action that can be undone; so nothing that
was written since the backup is lost, and other windows see it as they see every change.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.notes.model import Draft, Note
from briefing.notes.stamps import new_id
from briefing.notes.store import rows, schema
from briefing.notes.store.drafts import is_superseded
from briefing.notes.store.records import Change, Records
from briefing.notes.versions import in_order, settled

OPERATION = "backup"
"""What the history calls it."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done to put a backup back.

    Attributes:
        backup: what was put back.
        before: a backup of the notes as they were before, or None if there were none.
        put_back: notes that were brought back or given an earlier state.
        kept: notes that the backup lacks.
    """

    backup: Path
    before: Path | None
    put_back: int
    kept: int


def put_back(backup: sqlite3.Connection, records: Records, connection: sqlite3.Connection) -> tuple[int, int]:
    """Give each note the state that it has in a backup; return how many changed, and how many the backup lacks.

    Args:
        backup: open for reading.
        records: reads and writes the notes.
        connection: the same notes file, inside a transaction.

    Raises:
        sqlite3.Error: nothing is to be kept of what was written.
    """
    old = Records(backup, "", lambda: "", lambda _note, _recovered: None)
    change = Change(OPERATION, new_id())
    _keep_versions(old, records)
    known: set[str] = set()
    changed = 0
    for note in (*old.all(None, deleted=False), *old.all(None, deleted=True)):
        known.add(note.id)
        current = records.find(note.id)
        text = old.snapshot(note.target.snapshot) or ""
        if current is None:
            records.write(None, note, change, text, recovered=True)
        elif _content(current) != _content(note):
            records.write(current, replace(note, title=current.title, updated=current.updated), change, text)
        else:
            continue
        changed += 1
    _put_back_drafts(backup, records, connection)
    _put_back_readings(backup, connection)
    present = (*records.all(None, deleted=False), *records.all(None, deleted=True))
    return changed, sum(note.id not in known for note in present)


def _keep_versions(old: Records, records: Records) -> None:
    """Remember what notes were in the backup and before, as far as that isn't known any more."""
    group, known = new_id(), records.everything()
    for note_id, (_, versions) in old.everything().items():
        ours = known[note_id][1] if note_id in known else {}
        for key, version in in_order(settled(versions.values(), ours)):
            if key not in ours:
                records.keep(version, group)


def _content(note: Note) -> Note:
    """Return a note without what every change of it counts up."""
    return replace(note, rev=0, updated="", title="")


def _put_back_drafts(backup: sqlite3.Connection, records: Records, connection: sqlite3.Connection) -> None:
    """Bring back drafts of places that have none now: what is being typed is newer."""
    known = {row["key"] for row in connection.execute(schema.DRAFTS).fetchall()}
    for draft in _drafts(backup):
        if draft.key not in known and not is_superseded(draft, records):
            records.save_draft(draft)


def _drafts(connection: sqlite3.Connection) -> Iterator[Draft]:
    for row in connection.execute(schema.DRAFTS).fetchall():
        note = rows.load_draft(row["payload"])
        if note:
            yield Draft(row["key"], note, row["updated_at"])


def _put_back_readings(backup: sqlite3.Connection, connection: sqlite3.Connection) -> None:
    """Bring back reading positions of briefings that have none now."""
    known = {row["briefing"] for row in connection.execute(schema.READINGS).fetchall()}
    for row in backup.execute(schema.READINGS).fetchall():
        reading = rows.read_reading(row)
        if reading and reading.briefing not in known:
            connection.execute(schema.SAVE_READING, rows.reading_row(reading))
