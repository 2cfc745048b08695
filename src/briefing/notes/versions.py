"""Versions of notes, and what many of them come to: the same whatever the order in which they were heard of.

All versions of a note that an installation knows are a set that only grows; the note is its greatest element. So two
installations that know the same versions show the same note, and nothing that was written is ever lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from briefing.notes.codec import encode_note
from briefing.notes.model import Note, Version
from briefing.text import clean

_STEERING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SUSPECT: Final = re.compile(r"\\u00[01]|\\[bfr]|[\x7f-\x9f]")
"""What JSON holds if a text in it holds such a character."""
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Identity(NamedTuple):
    """What makes a version that version: the time that it says, its number, where it was made, and what it holds."""

    time: str
    rev: int
    instance: str
    content: str


class Rank(NamedTuple):
    """What decides between versions of a note: the greatest is the note."""

    updated: str
    rev: int
    instance: str
    content: str


Versions = Mapping[Identity, Version]
"""The versions of one note, each once."""


def harmless(text: str) -> str:
    """Return a text without what steers a terminal; nearly always it is the text itself."""
    return clean(text) if _STEERING.search(text) else text


def content(note: Note) -> str:
    """Return what the reader made of a note as canonical JSON.

    Without time and number, which are compared before; without the title, which is the document's; and without the
    claim to have a snapshot, which may come later than the note.
    """
    data = encode_note(note)
    for key in ("title", "updated", "rev"):
        del data[key]
    del data["target"]["snapshot"]
    text = _ENCODER.encode(data)
    return _ENCODER.encode(_harmless(data)) if _SUSPECT.search(text) else text


def _harmless(data: Any) -> Any:
    if isinstance(data, str):
        return harmless(data)
    if isinstance(data, list):
        return [_harmless(each) for each in data]
    if isinstance(data, dict):
        return {key: _harmless(each) for key, each in data.items()}
    return data


def settled(versions: Iterable[Version], known: Versions | None = None) -> Versions:
    """Return versions of one note, each once, whatever their order.

    Of the same version with different times that count the earliest is taken, so that it doesn't matter who noticed
    first that a clock was wrong. One that doesn't say where it was made is the same as any other that does.

    Args:
        versions: to be taken in.
        known: what was settled before, to be taken in as well.
    """
    groups: dict[tuple[str, int, str], dict[str, Version]] = {}
    for key, version in (known or {}).items():
        groups.setdefault((key.time, key.rev, key.content), {})[key.instance] = version
    for version in versions:
        note = version.note
        group = groups.setdefault((version.claimed or note.updated, note.rev, content(note)), {})
        there = group.get(version.instance)
        if there is None or note.updated < there.note.updated:
            group[version.instance] = version
    found: dict[Identity, Version] = {}
    for (time, rev, held), group in groups.items():
        earliest = min(version.note.updated for version in group.values())
        for instance, version in group.items():
            if instance or len(group) == 1:
                found[Identity(time, rev, instance, held)] = _counting_from(version, earliest)
    return found


def _counting_from(version: Version, time: str) -> Version:
    if version.note.updated == time:
        return version
    claimed = version.claimed or version.note.updated
    return replace(version, note=replace(version.note, updated=time), claimed=claimed)


def rank(key: Identity, version: Version) -> Rank:
    """Return the rank of a version among those of its note."""
    return Rank(version.note.updated, key.rev, key.instance, key.content)


def in_order(versions: Versions) -> list[tuple[Identity, Version]]:
    """Return versions from the least to the greatest: the oldest first, the last one is the note."""
    return sorted(versions.items(), key=lambda item: rank(*item))


# --- what a merge comes to ------------------------------------------------------------------------------------------


class Refusal(NamedTuple):
    """A version that can't be merged.

    Attributes:
        number: of the version, from 0, in the order in which they were given.
        id: of its note, as it was given.
        reason: one sentence (a message id).
    """

    number: int
    id: str
    reason: str


class Merged(NamedTuple):
    """What became of versions that were merged, by notes.

    Attributes:
        added: ids of notes that were not known before.
        updated: of notes that are another version now than before.
        unchanged: of notes whose newest version came, which was here already.
        kept: of notes of which the version here is newer than those that came.
        rejected: versions that are no versions.
        clamped: ids of notes with a time too far in the future, which was taken for now.
        versions: how many versions were not known before, those of replaced and of older states included.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    rejected: tuple[Refusal, ...] = ()
    clamped: tuple[str, ...] = ()
    versions: int = 0

    @property
    def is_news(self) -> bool:
        """Whether anything was written that was not known before."""
        return bool(self.versions or self.added or self.updated)
