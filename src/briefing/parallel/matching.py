"""The longest common subsequence of two sequences, bounded so that it stays linear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

WINDOW: Final = 64
"""Entries of each side that are compared at a time in the stretch where the sequences differ."""


def match_sequences(first: Sequence[Any], second: Sequence[Any]) -> list[tuple[int, int]]:
    """Return pairs of indexes at which equal entries of both sequences are matched, ascending on both sides.

    Common beginning and end are matched as they are; between them the longest common subsequence (Wagner and Fischer's
    table) of one window after another, so that the cost is linear. Entries must have an order. Symmetric: swapping the
    sequences swaps each pair.
    """
    front = _common(first, second)
    back = _common(first[front:][::-1], second[front:][::-1])
    middle = first[front : len(first) - back], second[front : len(second) - back]
    swapped = list(middle[0]) > list(middle[1])
    if swapped:
        middle = middle[1], middle[0]
    between = [(j, i) if swapped else (i, j) for i, j in _in_windows(*middle)]
    return [
        *((index, index) for index in range(front)),
        *((front + i, front + j) for i, j in between),
        *((len(first) - step, len(second) - step) for step in range(back, 0, -1)),
    ]


def _common(first: Sequence[Any], second: Sequence[Any]) -> int:
    """Return how many entries agree from the front."""
    for index, (one, two) in enumerate(zip(first, second, strict=False)):
        if one != two:
            return index
    return min(len(first), len(second))


def _in_windows(first: Sequence[Any], second: Sequence[Any]) -> list[tuple[int, int]]:
    """Match window by window; of each only the nearer half is kept, since its end can't see what follows."""
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(first) and j < len(second):
        matches = _longest(first[i : i + WINDOW], second[j : j + WINDOW])
        if i + WINDOW >= len(first) and j + WINDOW >= len(second):
            return found + [(i + a, j + b) for a, b in matches]
        kept = [(a, b) for a, b in matches if a + b < WINDOW]
        found += [(i + a, j + b) for a, b in kept]
        # Every window moves on by at least its own length over both sides together.
        if len(kept) < len(matches):
            a, b = matches[len(kept)]
        else:
            a, b = (max(WINDOW // 2, kept[-1][side] + 1) if kept else WINDOW // 2 for side in (0, 1))
        i, j = i + a, j + b
    return found


def _longest(first: Sequence[Any], second: Sequence[Any]) -> list[tuple[int, int]]:
    """Return the matches of a longest common subsequence, by the full table."""
    lengths = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i in range(len(first) - 1, -1, -1):
        row, below = lengths[i], lengths[i + 1]
        for j in range(len(second) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if first[i] == second[j] else max(below[j], row[j + 1])
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(first) and j < len(second):
        if first[i] == second[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
