"""Getting notes out of a damaged file: every row whose checksum agrees, from the notes and from their history.

The damaged file itself is only copied. What was saved is put into a sound file where that has an older version or
none; nothing without a checksum that agrees is taken.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from briefing.notes.model import Draft, Note
from briefing.notes.stamps import new_id
from briefing.notes.store import opening, rows, schema
from briefing.notes.store.failures import UNREADABLE
from briefing.notes.store.records import Change, Records

_STEP = 50
_PATIENCE = 2000
"""Steps in a row that may fail before the rest is given up."""
_HEADER = 4096
_END = 2**62


def salvage(damaged: Path, sound: sqlite3.Connection, records: Records) -> int:
    """Put what can be read of a damaged file into a sound one; return the number of notes that were put back.

    Args:
        damaged: the file as it was put aside; it stays as it is.
        sound: an open notes file, inside a transaction.
        records: writes to `sound`.

    Raises:
        OSError: the damaged file can't be copied.
        sqlite3.Error: the sound one can't be written.
    """
    # A change that was broken off is taken back by its journal; if that is damaged too, the rows alone must do.
    journal = damaged.with_name(f"{damaged.name}-journal")
    put_back = _from_copy(damaged, None, sound, records)
    if journal.exists() and journal.stat().st_size:
        put_back += _from_copy(damaged, journal, sound, records)
    return put_back


def _from_copy(damaged: Path, journal: Path | None, sound: sqlite3.Connection, records: Records) -> int:
    copy = damaged.with_name(f"{damaged.name}.copy")
    beside = copy.with_name(f"{copy.name}-journal")
    try:
        copy.write_bytes(damaged.read_bytes())
        if journal:
            beside.write_bytes(journal.read_bytes())
        source = _open(copy)
        if source is None:
            return 0
        with closing(source):
            return pour(source, sound, records)
    finally:
        for name in (copy, beside):
            name.unlink(missing_ok=True)


def _open(copy: Path) -> sqlite3.Connection | None:
    """Open a damaged copy, if need be with the first page of a new file, which has the same tables."""
    for graft in (False, True):
        try:
            if graft:
                data = bytearray(copy.read_bytes())
                data[:_HEADER] = _first_page(copy.with_name(f"{copy.name}.new"))
                copy.write_bytes(data)
            source = opening.connect(f"{copy.absolute().as_uri()}?mode=rw")
        except UNREADABLE:
            continue
        try:
            if source.execute(schema.COUNT_OBJECTS).fetchone()[0]:
                return source
        except UNREADABLE:
            pass
        source.close()
    return None


def _first_page(path: Path) -> bytes:
    """Return the first page of a new notes file, marked so that SQLite takes the number of pages from the file."""
    try:
        connection = opening.connect(f"{path.absolute().as_uri()}?mode=rwc")
        try:
            opening.create(connection)
        finally:
            connection.close()
        page = bytearray(path.read_bytes()[:_HEADER])
    finally:
        for name in (path, path.with_name(f"{path.name}-journal")):
            name.unlink(missing_ok=True)
    page[92:96] = bytes(4)
    return bytes(page)


def pour(source: sqlite3.Connection, sound: sqlite3.Connection, records: Records) -> int:
    """Put what one open notes file has newer, or alone, into another; return the number of notes.

    Args:
        source: read in steps; it may be damaged.
        sound: an open notes file, inside a transaction.
        records: writes to `sound`.

    Raises:
        sqlite3.Error: the sound one can't be written.
    """
    newest: dict[str, Note] = {}
    for note in (*_from_history(source), *_from_notes(source)):
        known = newest.get(note.id)
        if known is None or _age(known) < _age(note):
            newest[note.id] = note
    snapshots = {row["hash"]: row["text"] for row in _all(source, "snapshot")}
    change = Change("recover", new_id())
    put_back = 0
    for note in newest.values():
        current = records.find(note.id)
        if current is None or _age(current) < _age(note):
            text = rows.unpack(snapshots.get(note.target.snapshot), note.target.snapshot)
            records.write(current, note, change, text or "", recovered=True)
            put_back += 1
    _pour_drafts(source, sound, records)
    _pour_readings(source, sound)
    return put_back


def _pour_drafts(source: sqlite3.Connection, sound: sqlite3.Connection, records: Records) -> None:
    known = {row["key"]: row["updated_at"] for row in sound.execute(schema.DRAFTS).fetchall()}
    for row in _all(source, "draft"):
        draft = rows.load_draft(row["payload"])
        if draft and str(row["updated_at"]) > known.get(row["key"], ""):
            known[row["key"]] = str(row["updated_at"])
            records.save_draft(Draft(row["key"], draft, known[row["key"]]))


def _pour_readings(source: sqlite3.Connection, sound: sqlite3.Connection) -> None:
    known = {row["briefing"]: row["updated"] for row in sound.execute(schema.READINGS).fetchall()}
    for row in _all(source, "reading"):
        reading = rows.read_reading(row)
        if reading and reading.updated > known.get(reading.briefing, ""):
            known[reading.briefing] = reading.updated
            sound.execute(schema.SAVE_READING, rows.reading_row(reading))


def _age(note: Note) -> tuple[str, int]:
    return note.updated, note.rev


def _from_history(source: sqlite3.Connection) -> Iterator[Note]:
    for row in _all(source, "history"):
        change = rows.read_history(row)
        if change:
            yield change[1]


def _from_notes(source: sqlite3.Connection) -> Iterator[Note]:
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
                yield note


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
