"""Notes as rows and back, with a checksum for each row; nothing here talks to a database.

A row that can't be understood never hides the others: readers of rows return what can be read and say whether the
checksum agrees.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from math import isnan
from typing import Any

from briefing.document.model import Lang
from briefing.notes.codec import CATEGORIES, KINDS, decode_note, encode_note
from briefing.notes.model import Category, Note, Reading, Target, Version
from briefing.notes.selectors import digest

KEPT = "kept:"
"""How the op of a version begins that was made elsewhere; what was done there follows."""
MERGED = ("import", "sync")
"""What makes a note another one of its versions, but no new one."""
_SURROGATES = re.compile("[\ud800-\udfff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=repr)
_NOWHERE = Target("", "", "", 0, 0)


def storable(text: str) -> str:
    """Return `text` without lone surrogates, which no file can hold; everything else stays as it is."""
    return _SURROGATES.sub("\ufffd", text)


def normal(note: Note) -> Note:
    """Return the note as it will be read back: NFC, tags trimmed and without repetition in any case of letters."""
    target = note.target
    tags: dict[str, str] = {}
    for tag in (" ".join(_nfc(tag).split()) for tag in note.tags):
        tags.setdefault(tag_key(tag), tag)
    return replace(
        note,
        id=storable(note.id),
        briefing=storable(note.briefing),
        title=_nfc(note.title),
        body=_nfc(note.body),
        tags=tuple(tag for tag in tags.values() if tag),
        created=storable(note.created),
        updated=storable(note.updated),
        target=replace(
            target,
            exact=storable(target.exact),
            prefix=storable(target.prefix),
            suffix=storable(target.suffix),
            snapshot=storable(target.snapshot),
            heading_path=tuple(storable(heading) for heading in target.heading_path),
            at=storable(target.at),
        ),
    )


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", storable(text))


def tag_key(tag: str) -> str:
    """Return what makes two tags the same: their letters in lower case."""
    return tag.lower()


def checksum(values: Sequence[object]) -> str:
    """Return the checksum of a row: BLAKE2b with eight bytes over its values as JSON."""
    return blake2b(_ENCODER.encode(values).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def pack(text: str) -> bytes:
    """Return the text of a snapshot, compressed."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack(data: bytes | None, expected: str) -> str | None:
    """Return the text of a snapshot, or None if it isn't the text with the digest that is `expected`."""
    try:
        text = zlib.decompress(data or b"").decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError, TypeError):
        return None
    return text if digest(text) == expected else None


# --- notes and targets ----------------------------------------------------------------------------------------------


def note_row(note: Note, document_id: str, instance: str) -> dict[str, Any]:
    """Return the row of a note, its checksum included; the tags have rows of their own but count in its checksum."""
    row: dict[str, Any] = {
        "id": note.id,
        "document_id": document_id,
        "kind": note.kind,
        "color": note.category.value,
        "note": note.body,
        "created_at": note.created,
        "updated_at": note.updated,
        "deleted_at": note.deleted or None,
        "rev": note.rev,
        "instance": instance,
    }
    return row | {"sum": _note_sum(row, note.tags, (note.briefing, note.lang))}


def _note_sum(row: Mapping[str, Any] | sqlite3.Row, tags: Iterable[str], document: Sequence[object] = ()) -> str:
    keys = ("id", "document_id", "kind", "color", "note", "created_at", "updated_at", "deleted_at", "rev", "instance")
    return checksum([*(row[key] for key in keys), list(tags), *document])


def _is_sound(row: Mapping[str, Any] | sqlite3.Row, tags: Sequence[str]) -> bool:
    """Whether every checksum of a note agrees; those of the first versions don't say on which document it is."""
    said = row["sum"]
    right = said == _note_sum(row, tags, (row["slug"], row["lang"])) or said == _note_sum(row, tags)
    return bool(right and row["target_sum"] == _target_sum(row["id"], row))


def target_row(note_id: str, target: Target) -> dict[str, Any]:
    """Return the row of a target, its checksum included."""
    row: dict[str, Any] = {
        "annotation_id": note_id,
        "snapshot_hash": target.snapshot or None,
        "start": target.start,
        "stop": target.end,
        "exact": target.exact,
        "prefix": target.prefix,
        "suffix": target.suffix,
        "block": target.block,
        "heading_path": json.dumps(list(target.heading_path), ensure_ascii=False),
        "line0": target.lines[0],
        "line1": target.lines[1],
        "at": target.at,
    }
    return row | {"sum": _target_sum(note_id, row)}


def _target_sum(note_id: str, row: Mapping[str, Any] | sqlite3.Row) -> str:
    keys = ("snapshot_hash", "start", "stop", "exact", "prefix", "suffix", "block", "heading_path", "line0", "line1")
    return checksum([note_id, *(row[key] for key in keys), row["at"]])


def joined(annotation: sqlite3.Row, document: sqlite3.Row, target: sqlite3.Row) -> dict[str, Any]:
    """Return the rows of three tables as the one that the note query gives: for files whose indexes are broken."""
    row = dict(zip(annotation.keys(), annotation, strict=True))
    row |= {key: document[key] for key in ("slug", "lang", "title")}
    row |= {key: target[key] for key in ("n", "snapshot_hash", "start", "exact", "prefix", "suffix", "block", "at")}
    row |= {key: target[key] for key in ("heading_path", "line0", "line1")}
    return row | {"stop": target["end"], "target_sum": target["sum"]}


def read_note(row: Mapping[str, Any] | sqlite3.Row, tags: Sequence[str]) -> tuple[Note, bool]:
    """Return the note of a row of the note query, and whether every checksum agrees.

    Values that can't be understood are replaced, so that what the user wrote is shown whatever else is broken.
    """
    sound = _is_sound(row, tags)
    note = Note(
        id=str(row["id"]),
        briefing=_text(row["slug"]),
        lang=_lang(row["lang"]),
        title=_text(row["title"]),
        target=_read_target(row),
        kind=row["kind"] if row["kind"] in KINDS else "span",
        category=Category(row["color"]) if row["color"] in CATEGORIES else Category.OWN,
        body=_text(row["note"]),
        tags=tuple(map(_text, tags)),
        created=_text(row["created_at"]),
        updated=_text(row["updated_at"]),
        deleted=_text(row["deleted_at"]),
        rev=row["rev"] if isinstance(row["rev"], int) else 1,
    )
    return note, sound


def _read_target(row: Mapping[str, Any] | sqlite3.Row) -> Target:
    try:
        return Target(
            exact=_text(row["exact"]),
            prefix=_text(row["prefix"]),
            suffix=_text(row["suffix"]),
            start=int(row["start"]),
            end=int(row["stop"]),
            snapshot=_text(row["snapshot_hash"]),
            block=int(row["block"]),
            heading_path=tuple(str(heading) for heading in json.loads(row["heading_path"])),
            lines=(int(row["line0"]), int(row["line1"])),
            at=_text(row["at"]),
        )
    except (TypeError, ValueError):
        return replace(_NOWHERE, exact=_text(row["exact"]))


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _lang(value: object) -> Lang:
    return "en" if value == "en" else "de"


# --- readings, history and drafts -----------------------------------------------------------------------------------


def reading_row(reading: Reading) -> dict[str, Any]:
    """Return the row of a reading position."""
    return {
        "briefing": storable(reading.briefing),
        "row": reading.row,
        "progress": reading.progress,
        "read": int(reading.read),
        "updated": reading.updated,
    }


def read_reading(row: sqlite3.Row) -> Reading | None:
    """Return a reading position, or None if the row is damaged."""
    try:
        reading = Reading(
            _text(row["briefing"]), int(row["row"]), float(row["progress"]), bool(row["read"]), _text(row["updated"])
        )
    except (TypeError, ValueError):
        return None
    return None if isnan(reading.progress) else reading


def history_row(before: Note | None, after: Note, op: str, group: str, instance: str, at: str) -> dict[str, Any]:
    """Return the row that remembers one change of one note, its checksum included."""
    row: dict[str, Any] = {
        "annotation_id": after.id,
        "op": op,
        "undo_group": group,
        "instance": instance,
        "at": at,
        "before": None if before is None else dump(before),
        "after": dump(after),
    }
    return row | {"sum": _history_sum(row)}


def _history_sum(row: Mapping[str, Any] | sqlite3.Row) -> str:
    keys = ("annotation_id", "op", "undo_group", "instance", "at", "before", "after")
    return checksum([row[key] for key in keys])


def is_sound_history(row: Mapping[str, Any] | sqlite3.Row) -> bool:
    """Whether the checksum of a row of the history agrees."""
    return bool(row["sum"] == _history_sum(row))


def read_history(row: Mapping[str, Any] | sqlite3.Row) -> tuple[Note | None, Note] | None:
    """Return a note before and after a change (before is None for a new note), or None if the row is damaged."""
    if not is_sound_history(row):
        return None
    after = load(row["after"])
    before = None if row["before"] is None else load(row["before"])
    if after is None or (before is None and row["before"] is not None):
        return None
    return before, after


def kept_row(version: Version, group: str) -> dict[str, Any]:
    """Return the row that remembers a version that was made elsewhere."""
    data = encode_note(version.note)
    if version.claimed:
        data["claimed"] = version.claimed
    row: dict[str, Any] = {
        "annotation_id": version.note.id,
        "op": KEPT + version.op,
        "undo_group": group,
        "instance": version.instance,
        "at": version.at,
        "before": None,
        "after": json.dumps(data, ensure_ascii=False, separators=(",", ":")),
    }
    return row | {"sum": _history_sum(row)}


def read_version(row: Mapping[str, Any] | sqlite3.Row) -> Version | None:
    """Return the version that a row of the history remembers; None if that is another row's, or it is damaged."""
    if row["op"] in MERGED:
        return None
    change = read_history(row)
    if change is None:
        return None
    kept = row["op"].startswith(KEPT)
    claimed = json.loads(row["after"]).get("claimed", "") if kept else ""
    return Version(change[1], row["op"].removeprefix(KEPT), row["at"], row["instance"], str(claimed))


def dump(note: Note) -> str:
    """Return a note as JSON text."""
    return json.dumps(encode_note(note), ensure_ascii=False, separators=(",", ":"))


def load(data: str) -> Note | None:
    """Return the note of a JSON text, or None if it can't be understood."""
    try:
        return decode_note(json.loads(data))
    except (ValueError, TypeError, RecursionError):
        return None


def dump_draft(note: Note) -> str:
    """Return a note that is being typed as JSON text, its checksum included."""
    data = encode_note(note)
    return json.dumps(data | {"sum": checksum([data])}, ensure_ascii=False, separators=(",", ":"))


def load_draft(data: str) -> Note | None:
    """Return the note of a draft, or None if it can't be understood or isn't what was written."""
    note = load(data)
    if note is None:
        return None
    said = json.loads(data).get("sum")
    return note if said in (None, checksum([encode_note(note)])) else None
