"""Tags as they are typed for several notes at once: some to be added, some to be removed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefing.notes.model import Note
from briefing.text import one_line


class TagChange(NamedTuple):
    """What is to become of tags.

    Attributes:
        added: tags that every note then has.
        removed: tags that none of them then has.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]

    def of(self, note: Note) -> tuple[str, ...]:
        """Return the tags that a note then has; which letters are capitals makes no other tag."""
        gone = {tag.lower() for tag in self.removed}
        there = {tag.lower() for tag in note.tags}
        kept = tuple(tag for tag in note.tags if tag.lower() not in gone)
        return (*kept, *(tag for tag in self.added if tag.lower() not in there))


def tag_change(text: str) -> TagChange:
    """Return what a line such as "costs, #licence, -old" asks for."""
    added: dict[str, str] = {}
    removed: dict[str, str] = {}
    for part in one_line(text).split(","):
        minus = part.strip().startswith("-")
        tag = part.strip().removeprefix("-").strip().lstrip("#").strip()
        if tag:
            (removed if minus else added).setdefault(tag.lower(), tag)
    return TagChange(tuple(tag for key, tag in added.items() if key not in removed), tuple(removed.values()))


def completed(text: str, known: Sequence[str]) -> str | None:
    """Return the line with its last tag completed, or None if nothing begins so.

    Args:
        text: the line.
        known: tags that there are, the likeliest first.
    """
    head, comma, last = text.rpartition(",")
    begun = last.lstrip().removeprefix("-").lstrip().lstrip("#")
    if not begun:
        return None
    before = head + comma + last[: len(last) - len(begun)]
    found = next((tag for tag in known if tag.lower().startswith(begun.lower()) and len(tag) > len(begun)), None)
    return before + begun + found[len(begun) :] if found else None
