"""Where a note really stands after an edit, and what an answer is worth."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from anchoring.traced import NEW

_BESIDE = 80
SURVIVES = 0.6
"""Share of the characters that must be left, in one place, for a text to count as still there."""
GONE = 0.25
"""Share below which it counts as deleted."""


Range = tuple[int, int]


class Fate(StrEnum):
    """What became of a note's text."""

    SURVIVOR = "survivor"
    PARTIAL = "partial"
    DELETED = "deleted"
    UNDECIDABLE = "undecidable"


class Verdict(StrEnum):
    """What an answer is worth."""

    RIGHT = "right"
    MISSED = "missed"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Truth:
    """What became of a note's text, and where it is.

    Attributes:
        fate: what became of it.
        places: the ranges of today's text that hold it and what replaced parts of it, the largest first.
        left: the range that holds what is left of it in the first place; narrower where its edges were replaced.
    """

    fate: Fate
    places: tuple[Range, ...] = ()
    left: Range = (0, 0)


class Tracks:
    """The trace of a new text turned round: for each old offset the places of the character and of its heirs."""

    def __init__(self, old: str, trace: Sequence[int]) -> None:
        self.old = old
        self._marks: list[tuple[int, int, bool]] = sorted(
            (value if value >= 0 else -2 - value, at, value >= 0) for at, value in enumerate(trace) if value != NEW
        )
        self._trace = trace

    def truth(self, start: int, end: int) -> Truth:
        """Return what became of an old range."""
        first, last = bisect_left(self._marks, (start,)), bisect_left(self._marks, (end,))
        marks = sorted((at, kept and not self.old[source].isspace()) for source, at, kept in self._marks[first:last])
        size = sum(not char.isspace() for char in self.old[start:end])
        groups: list[list[tuple[int, bool]]] = []
        for mark in marks:
            if groups and self._strange(groups[-1][-1][0], mark[0], start, end) <= max(120, end - start):
                groups[-1].append(mark)
            else:
                groups.append([mark])
        groups.sort(key=lambda group: -sum(kept for _, kept in group))
        kept = [sum(kept for _, kept in group) / size for group in groups]
        places = tuple((group[0][0], group[-1][0] + 1) for group in groups)
        if not kept or sum(kept) < GONE:
            return Truth(Fate.DELETED, places)
        still = [at for at, mark in groups[0] if mark]
        left = (still[0], still[-1] + 1) if still else (0, 0)
        return Truth(Fate.SURVIVOR if kept[0] >= SURVIVES else Fate.PARTIAL, places, left)

    def is_in_place(self, start: int, end: int, place: Range) -> bool:
        """Whether something that stood before or after an old range still does, within 80 characters of its place."""
        before = self._trace[max(0, place[0] - _BESIDE) : place[0]]
        after = self._trace[place[1] : place[1] + _BESIDE]
        return (
            any(start - _BESIDE <= (value if value >= 0 else -2 - value) < start for value in before if value != NEW)
            or any(end <= (value if value >= 0 else -2 - value) < end + _BESIDE for value in after if value != NEW)
            or (place[0] == 0 and start == 0)
            or (place[1] == len(self._trace) and end == len(self.old))
        )

    def _strange(self, before: int, after: int, start: int, end: int) -> int:
        """Return how many characters between two places come from elsewhere in the old text."""
        between = (value if value >= 0 else -2 - value for value in self._trace[before + 1 : after] if value != NEW)
        return sum(not start <= value < end for value in between)


def overlap(one: tuple[int, int], two: tuple[int, int]) -> float:
    """Return the intersection of two ranges over their union."""
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return max(0, shared) / (max(one[1], two[1]) - min(one[0], two[0]) or 1)


def judge(truth: Truth, found: tuple[int, int] | None) -> Verdict:
    """Return what an answer is worth; None is an orphan."""
    if found is None:
        return Verdict.MISSED if truth.fate is Fate.SURVIVOR else Verdict.RIGHT
    if truth.fate is Fate.DELETED:
        return Verdict.WRONG
    if truth.fate in (Fate.PARTIAL, Fate.UNDECIDABLE):
        return Verdict.RIGHT if any(overlap(place, found) > 0 for place in truth.places) else Verdict.WRONG
    # Whether what replaced the edges belongs to a note is a matter of taste.
    best = max(overlap(truth.places[0], found), overlap(truth.left, found))
    return Verdict.RIGHT if best >= 0.5 else Verdict.WRONG
