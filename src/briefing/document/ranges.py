"""Ranges of a text: lines, protected places, white space left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from briefing.document.model import Range


class Protected:
    """Ranges that are never cut; overlapping ones count as one."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        merged: list[Range] = []
        for start, end in sorted(ranges):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            elif start < end:
                merged.append((start, end))
        self._ranges = merged
        self._starts = [start for start, _ in merged]

    def end(self, offset: int) -> int:
        """Return where the range around `offset` ends, or -1 outside of all ranges."""
        if not self._ranges:
            return -1
        index = bisect_right(self._starts, offset) - 1
        return self._ranges[index][1] if index >= 0 and offset < self._ranges[index][1] else -1

    def tag(self, text: str, offset: int) -> int:
        """Return where the HTML tag that begins at `offset` ends, or -1 if there is none."""
        return self.end(offset) if text.startswith("<", offset) else -1


def split_lines(text: str) -> tuple[Range, ...]:
    """Return the lines that aren't blank, without the white space around them: the sentences of code."""
    found: list[Range] = []
    at = 0
    for line in text.split("\n"):
        found += trimmed(text, at, at + len(line))
        at += len(line) + 1
    return tuple(found)


def whole(text: str) -> tuple[Range, ...]:
    """Return the text as one sentence without the white space around it: a heading's."""
    return tuple(trimmed(text, 0, len(text)))


def trimmed(text: str, start: int, end: int) -> list[Range]:
    """Return the range without the white space at its ends: one range, or none if nothing else is there."""
    part = text[start:end]
    left, right = len(part) - len(part.lstrip()), len(part.rstrip())
    return [(start + left, start + right)] if left < right else []
