"""What can be read of a notes file that may be damaged: every row whose checksum agrees, wherever it is.

A table is read in steps that jump over what can't be read, and never by an index; nothing is written.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from briefing.notes.model import Draft, Note, Reading, Version
from briefing.notes.store import rows, schema
from briefing.notes.store.failures import UNREADABLE

_STEP = 50
_PATIENCE = 2000
"""Steps in a row that may fail before the rest is given up."""
_END = 2**62


class Remembered(NamedTuple):
    """A sound row of a history, with the note before and after the change."""

    row: Mapping[str, Any]
    before: Note | None
    after: Note


@dataclass(frozen=True, slots=True)
class Remains:
    """What could be read of a notes file.

    Attributes:
        history: sound rows of the history, in the order in which they were written, each once.
        notes: the notes as their tables have them, of which the checksums agree.
        snapshots: compressed texts by their digests; unchecked.
        drafts: what was being typed.
        readings: reading positions.
    """

    history: list[Remembered]
    notes: list[Version]
    snapshots: Mapping[str, bytes]
    drafts: list[Draft]
    readings: list[Reading]


def read_remains(source: sqlite3.Connection) -> Remains:
    """Return what can be read of an open notes file; what can't be is left out."""
    drafts = ((row, rows.load_draft(row["payload"])) for row in _all(source, "draft"))
    return Remains(
        _history(source),
        list(_notes(source)),
        {row["hash"]: row["text"] for row in _all(source, "snapshot")},
        [Draft(str(row["key"]), note, str(row["updated_at"])) for row, note in drafts if note],
        [reading for row in _all(source, "reading") if (reading := rows.read_reading(row))],
    )


def _history(source: sqlite3.Connection) -> list[Remembered]:
    found: dict[int, Remembered] = {}
    for row in _all(source, "history"):
        change = rows.read_history(row)
        if change:
            found[row["place"]] = Remembered(dict(zip(row.keys(), row, strict=True)), *change)
    return [found[place] for place in sorted(found)]


def _notes(source: sqlite3.Connection) -> Iterator[Version]:
    documents = {row["id"]: row for row in _all(source, "document")}
    targets: dict[str, sqlite3.Row] = {}
    for target in _all(source, "target"):
        known = targets.get(target["annotation_id"])
        if isinstance(target["n"], int) and (known is None or known["n"] < target["n"]):
            targets[target["annotation_id"]] = target
    tags: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for tag in _all(source, "annotation_tag"):
        tags[tag["annotation_id"]][tag["place"]] = tag["tag"]
    for row in _all(source, "annotation"):
        if row["document_id"] in documents and row["id"] in targets:
            in_order = [tag for _, tag in sorted(tags[row["id"]].items())]
            note, sound = rows.read_note(rows.joined(row, documents[row["document_id"]], targets[row["id"]]), in_order)
            if sound:
                yield Version(note, "edit", note.updated, row["instance"])


def _all(source: sqlite3.Connection, table: str) -> Iterator[sqlite3.Row]:
    """Yield the rows of a table in steps from its start, jumping over what can't be read, then from its end.

    In a damaged table rows may come in any order and more than once; each step must get further all the same.
    """
    upward, downward = schema.SCANS[table]
    reached = failed = 0
    while failed < _PATIENCE:
        found = _step(source, upward, reached)
        if found == []:
            break
        yield from found or ()
        last = max((row["place"] for row in found or ()), default=0)
        failed = failed + 1 if last <= reached else 0
        reached = last if last > reached else reached + _STEP
    at = _END
    while at > reached:
        found = _step(source, downward, at)
        first = min((row["place"] for row in found or ()), default=at)
        if first >= at:
            return
        yield from found or ()
        at = first


def _step(source: sqlite3.Connection, statement: str, at: int) -> list[sqlite3.Row] | None:
    """Return some rows of a table, or None if they can't be read."""
    try:
        return source.execute(statement, {"at": at, "limit": _STEP}).fetchall()
    except UNREADABLE:
        return None
