"""What one library has and another has not."""

from __future__ import annotations

from typing import NamedTuple

from briefing.library.model import Briefing, Library
from briefing.library.shelf import PackedShelf


class Changes(NamedTuple):
    """What happened between two libraries.

    Attributes:
        changed: the briefings that are new or other than they were, in reading order.
        gone: ids of those that are no more.
    """

    changed: tuple[Briefing, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.gone)


def changes(before: Library, after: Library) -> Changes:
    """Return what happened between two libraries; only what did is looked at, where both come from a catalogue."""
    if before is after or before.briefings is after.briefings:
        return Changes()
    old, new = before.briefings, after.briefings
    if before.roots == after.roots and isinstance(old, PackedShelf) and isinstance(new, PackedShelf):
        marks = old.marks(), new.marks()
        if old.folders == new.folders and (len(marks[0]), len(marks[1])) == (len(old), len(new)):
            known, here = set(marks[0]), set(marks[1])
            changed = tuple(new[index] for index, mark in enumerate(marks[1]) if mark not in known)
            lost = (old[index].id for index, mark in enumerate(marks[0]) if mark not in here)
            return Changes(changed, tuple(name for name in lost if after.position(name) is None))
    changed = tuple(briefing for briefing in new if before.get(briefing.id) != briefing)
    return Changes(changed, tuple(briefing.id for briefing in old if after.get(briefing.id) is None))
