"""Which blocks of two texts belong together where their sequences differ, by what translation leaves as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log
from typing import Final, NamedTuple

from briefing.document.model import Block, Kind, Range
from briefing.parallel.pairing import shape

MOST: Final = 120_000
"""Pairs of blocks that are compared."""

_CUE = re.compile(r"\d+|[^\W\d_]{3,}")
_SHAPE: Final = 0.4
"""Worth of a pair of the same shape that has nothing else in common."""
_KIND: Final = 0.1
"""The same where only the kind agrees, or the level of a heading doesn't."""
_CUES: Final = 1.6
_LENGTH: Final = 0.5
_PAIR, _DOWN, _RIGHT = 1, 2, 3


class Gap(NamedTuple):
    """Blocks of either side between two that belong together; one side may be empty, and never both."""

    here: Range
    there: Range


def gaps(one: Sequence[Block], two: Sequence[Block]) -> list[Gap] | None:
    """Return where blocks have no counterpart, in order, or None if there are too many to compare.

    Sequences that agree are not looked into. Where they differ, the pairs of the sections around are those with the
    most in common: kind, numbers, footnotes, links, names, length (Needleman and Wunsch).
    """
    front, back = _edges(one, two)
    here, there = one[front : len(one) - back], two[front : len(two) - back]
    if len(here) * len(there) > MOST:
        return None
    found: list[Gap] = []
    i, j = front, front
    for a, b in (*_align(here, there), (len(here), len(there))):
        if a + front > i or b + front > j:
            found.append(Gap((i, a + front), (j, b + front)))
        i, j = a + front + 1, b + front + 1
    return found


def cues(block: Block) -> frozenset[str]:
    """Return what translation leaves as it is: numbers, names, footnotes, addresses."""
    marks = {f"{span.mark}{span.target}" for span in block.spans if span.target}
    return frozenset(marks | {word.casefold() for word in _CUE.findall(block.text)})


def likeness(one: frozenset[str], two: frozenset[str]) -> float:
    """Return the share of the cues of the poorer side that the other one has; 0 without cues."""
    return len(one & two) / min(len(one), len(two)) if one and two else 0.0


def _edges(one: Sequence[Block], two: Sequence[Block]) -> Range:
    """Return how many blocks at the beginning and at the end surely agree: whole sections of the same shapes."""
    shared = min(len(one), len(two))
    front = next((at for at in range(shared) if shape(one[at]) != shape(two[at])), shared)
    back = next((at for at in range(shared - front) if shape(one[-1 - at]) != shape(two[-1 - at])), shared - front)
    while front and one[front - 1].kind is not Kind.HEADING:
        front -= 1
    while back and one[-back].kind is not Kind.HEADING:
        back -= 1
    return front, back


def _align(one: Sequence[Block], two: Sequence[Block]) -> list[Range]:
    """Return the pairs of the best alignment, ascending."""
    ours, theirs = [cues(block) for block in one], [cues(block) for block in two]
    shapes = [shape(block) for block in one], [shape(block) for block in two]
    below = [0.0] * (len(two) + 1)
    paired = [bytearray(len(two)) for _ in one]
    for i in range(len(one) - 1, -1, -1):
        row = [0.0] * (len(two) + 1)
        for j in range(len(two) - 1, -1, -1):
            row[j] = row[j + 1] if row[j + 1] >= below[j] else below[j]
            if one[i].kind is two[j].kind:
                alike = _SHAPE if shapes[0][i] == shapes[1][j] else _KIND
                pair = alike + _CUES * likeness(ours[i], theirs[j]) - _distance(one[i], two[j]) + below[j + 1]
                if pair >= row[j]:
                    row[j], paired[i][j] = pair, _PAIR
            if not paired[i][j]:
                paired[i][j] = _DOWN if below[j] >= row[j + 1] else _RIGHT
        below = row
    return _path(paired)


def _path(steps: Sequence[bytearray]) -> list[Range]:
    """Return the pairs on the way from the beginning to one of the ends."""
    pairs: list[Range] = []
    i = j = 0
    while i < len(steps) and j < len(steps[i]):
        if steps[i][j] == _PAIR:
            pairs.append((i, j))
        i, j = i + (steps[i][j] != _RIGHT), j + (steps[i][j] != _DOWN)
    return pairs


def _distance(one: Block, two: Block) -> float:
    """Return what the difference in length costs."""
    return min(1.0, abs(log((len(one.text) + 8) / (len(two.text) + 8)))) * _LENGTH
