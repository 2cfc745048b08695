"""Values of others' JSON: read with limits, cleaned, never trusted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from briefing.i18n import n_
from briefing.notes.exchange.model import MAX_DEPTH, MAX_TAGS, MAX_TEXT, MalformedError
from briefing.notes.model import Note
from briefing.notes.stamps import as_stamp
from briefing.text import clean, one_line

_LARGEST = 2**53
_LONGEST_ID = 2_000


def loads(text: str) -> Any:
    """Return the value of a JSON text.

    Raises:
        ValueError: it is none, or nested more than `MAX_DEPTH` levels deep.
        RecursionError: it is nested far deeper.
    """
    value = json.loads(text, parse_constant=_no_number)
    level, depth = [value], 0
    while level:
        level = [child for each in level for child in _children(each)]
        depth += 1
        if depth > MAX_DEPTH:
            raise MalformedError(n_("it is nested too deeply"))
    return value


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _children(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def listed(value: Any) -> list[Any]:
    """Return a value that may stand alone or in a list as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_of(value: Any, name: str) -> str:
    """Return a text, cleaned; nothing for no value.

    Raises:
        MalformedError: it is no text, or too long.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        raise MalformedError(n_("“{name}” is no text"), name=name)
    if len(value) > MAX_TEXT:
        raise MalformedError(n_("“{name}” is too long"), name=name)
    return clean(value)


def line_of(value: Any, name: str) -> str:
    """Return a text on one line; the first one of a list of texts.

    Raises:
        MalformedError: as for `text_of`.
    """
    return one_line(text_of(next(iter(listed(value)), None), name))


def id_of(value: Any) -> str:
    """Return what a tool calls something; nothing if that can't be a name."""
    return one_line(value) if isinstance(value, str) and len(value) <= _LONGEST_ID else ""


def tags_of(values: Any, name: str = "tags") -> tuple[str, ...]:
    """Return tags, each once.

    Raises:
        MalformedError: they are no list of texts, or too many.
    """
    found = dict.fromkeys(one_line(text_of(value, name)) for value in listed(values))
    if len(found) > MAX_TAGS:
        raise MalformedError(n_("it has more than {limit} tags"), limit=str(MAX_TAGS))
    return tuple(tag for tag in found if tag)


def time_of(value: Any, name: str) -> str:
    """Return a time in ISO 8601 as we keep it; nothing for no value.

    Raises:
        MalformedError: it is none.
    """
    if value is None or value == "":
        return ""
    found = as_stamp(value) if isinstance(value, str) else ""
    if not found:
        raise MalformedError(n_("“{name}” is no time"), name=name)
    return found


def in_stamps(note: Note) -> Note:
    """Return a note with its times as we keep them, if another tool or a person wrote them in another form."""
    created, updated, deleted = (as_stamp(time) or time for time in (note.created, note.updated, note.deleted))
    return replace(note, created=created, updated=updated, deleted=deleted)


def offset_of(value: Any) -> int | None:
    """Return an offset, or None if it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGEST else None
