"""A note as a JSON object and back, without loss: for the history, drafts and the exchange format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from briefing.document.model import LANGS, Lang
from briefing.notes.model import Category, Note, Target

KINDS = ("span", "sentence", "paragraph", "multi", "heading", "code", "document")
"""What a note can be made on."""
CATEGORIES = frozenset(category.value for category in Category)
"""The values of `Category`, as they are stored and exchanged."""

_LARGEST = 2**53
_T = TypeVar("_T")


def encode_target(target: Target) -> dict[str, Any]:
    """Return a target as a JSON object."""
    return {
        "exact": target.exact,
        "prefix": target.prefix,
        "suffix": target.suffix,
        "start": target.start,
        "end": target.end,
        "snapshot": target.snapshot,
        "block": target.block,
        "heading_path": list(target.heading_path),
        "lines": list(target.lines),
        "at": target.at,
    }


def encode_note(note: Note) -> dict[str, Any]:
    """Return a note as a JSON object."""
    return {
        "id": note.id,
        "briefing": note.briefing,
        "lang": note.lang,
        "title": note.title,
        "kind": note.kind,
        "category": note.category.value,
        "body": note.body,
        "tags": list(note.tags),
        "created": note.created,
        "updated": note.updated,
        "deleted": note.deleted,
        "rev": note.rev,
        "target": encode_target(note.target),
    }


def decode_note(data: object) -> Note:
    """Return the note that `encode_note` wrote; keys that we don't know are passed over.

    Raises:
        ValueError: naming the first key that is missing or holds the wrong kind of value.
    """
    note = _mapping(data, "note")
    return Note(
        id=_field(note, "id", str),
        briefing=_field(note, "briefing", str),
        lang=_lang(_field(note, "lang", str)),
        title=_field(note, "title", str, ""),
        target=decode_target(note.get("target")),
        kind=_kind(_field(note, "kind", str, "sentence")),
        category=_category(_field(note, "category", str, Category.CLAIM.value)),
        body=_field(note, "body", str, ""),
        tags=_strings(note, "tags"),
        created=_field(note, "created", str, ""),
        updated=_field(note, "updated", str, ""),
        deleted=_field(note, "deleted", str, ""),
        rev=_field(note, "rev", int, 1),
    )


def decode_target(data: object) -> Target:
    """Return the target that `encode_target` wrote.

    Raises:
        ValueError: naming the first key that is missing or holds the wrong kind of value.
    """
    target = _mapping(data, "target")
    lines = target.get("lines", [0, 0])
    if not isinstance(lines, list | tuple) or len(lines) != 2:
        raise ValueError("lines")
    return Target(
        exact=_field(target, "exact", str),
        prefix=_field(target, "prefix", str, ""),
        suffix=_field(target, "suffix", str, ""),
        start=_field(target, "start", int),
        end=_field(target, "end", int),
        snapshot=_field(target, "snapshot", str, ""),
        block=_field(target, "block", int, -1),
        heading_path=_strings(target, "heading_path"),
        lines=(_checked("lines", lines[0], int), _checked("lines", lines[1], int)),
        at=_field(target, "at", str, ""),
    )


def _mapping(data: object, name: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise ValueError(name)
    return data


def _field(data: Mapping[str, Any], key: str, kind: type[_T], default: _T | None = None) -> _T:
    return _checked(key, data.get(key, default), kind)


def _checked(key: str, value: object, kind: type[_T]) -> _T:
    """Return `value` if it is of `kind`: true and false are no numbers, and numbers have a size that files keep."""
    if not isinstance(value, kind) or isinstance(value, bool) or (isinstance(value, int) and abs(value) > _LARGEST):
        raise ValueError(key)
    return value


def _strings(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = data.get(key, [])
    if not isinstance(values, list | tuple) or not all(isinstance(value, str) for value in values):
        raise ValueError(key)
    return tuple(values)


def _lang(value: str) -> Lang:
    for lang in LANGS:
        if value == lang:
            return lang
    raise ValueError("lang")


def _category(value: str) -> Category:
    if value not in CATEGORIES:
        raise ValueError("category")
    return Category(value)


def _kind(value: str) -> str:
    if value not in KINDS:
        raise ValueError("kind")
    return value
