"""Getting notes out of a damaged file: every row whose checksum agrees, from the notes and from their history.

The damaged file itself is only copied. What was saved is put into a sound file where that has an older version or
none; nothing without a checksum that agrees is taken.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
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
    copy = damaged.with_name(f"{damaged.name}.copy")
    try:
        copy.write_bytes(damaged.read_bytes())
        source = _open(copy)
        if source is None:
            return 0
        try:
            return _pour(source, sound, records)
        finally:
            source.close()
    finally:
        for name in (copy, copy.with_name(f"{copy.name}-journal")):
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


def _pour(source: sqlite3.Connection, sound: sqlite3.Connection, records: Records) -> int:
    newest: dict[str, Note] = {}
    for note in (*_from_history(source), *_from_notes(source)):
        known = newest.get(note.id)
        if known is None or _age(known) < _age(note):
            newest[note.id] = note
    change = Change("recover", new_id())
    put_back = 0
    for note in newest.values():
        current = records.find(note.id)
        if current is None or _age(current) < _age(note):
            records.write(current, note, change, _snapshot(source, note.target.snapshot), recovered=True)
            put_back += 1
    _pour_drafts(source, sound, records)
    return put_back


def _age(note: Note) -> tuple[str, int]:
    return note.updated, note.rev


def _from_history(source: sqlite3.Connection) -> Iterator[Note]:
    for row in _all(source, schema.HISTORY_UP, schema.HISTORY_DOWN):
        change = rows.read_history(row)
        if change:
            yield change[1]


def _from_notes(source: sqlite3.Connection) -> Iterator[Note]:
    for place in _all(source, schema.NOTES_UP, schema.NOTES_DOWN):
        try:
            row = source.execute(schema.NOTE_AT, {"at": place["place"]}).fetchone()
            tags = source.execute(schema.TAGS_OF, {"id": row["id"]}).fetchall() if row else []
        except UNREADABLE:
            continue
        if row:
            note, sound = rows.read_note(row, [tag["tag"] for tag in tags])
            if sound and note.briefing:
                yield note


def _all(source: sqlite3.Connection, upward: str, downward: str) -> Iterator[sqlite3.Row]:
    """Yield the rows of a table in steps from its start, jumping over what can't be read, then from its end."""
    seen: set[int] = set()
    at = failed = 0
    while failed < _PATIENCE:
        try:
            found = source.execute(upward, {"at": at, "limit": _STEP}).fetchall()
        except UNREADABLE:
            at, failed = at + _STEP, failed + 1
            continue
        if not found:
            break
        failed = 0
        yield from found
        seen.update(row["place"] for row in found)
        at = found[-1]["place"]
    at = _END
    while True:
        try:
            found = source.execute(downward, {"at": at, "limit": _STEP}).fetchall()
        except UNREADABLE:
            return
        if not found or found[0]["place"] in seen:
            return
        yield from found
        at = found[-1]["place"]


def _snapshot(source: sqlite3.Connection, digest: str) -> str:
    try:
        row = source.execute(schema.SNAPSHOT, {"hash": digest}).fetchone()
    except UNREADABLE:
        return ""
    return (rows.unpack(row["text"], digest) if row else None) or ""


def _pour_drafts(source: sqlite3.Connection, sound: sqlite3.Connection, records: Records) -> None:
    """Put back the drafts that the sound file doesn't have."""
    try:
        found = source.execute(schema.DRAFTS).fetchall()
    except UNREADABLE:
        return
    known = {row["key"] for row in sound.execute(schema.DRAFTS).fetchall()}
    for row in found:
        note = rows.load(row["payload"])
        if note and row["key"] not in known:
            records.save_draft(Draft(row["key"], note, row["updated_at"]))
