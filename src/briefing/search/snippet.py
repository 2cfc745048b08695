"""One line out of a longer text, around its first match: for lists and the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.document.model import Range

_SPACE = re.compile(r"\s")
_ELLIPSIS = "…"


def snippet(text: str, ranges: Iterable[Range], width: int) -> tuple[str, tuple[Range, ...]]:
    """Cut a line out of `text` around its first match, at word borders, with "…" where something was left out.

    Args:
        text: plain text; each white space character becomes one space.
        ranges: half-open matches in `text`, ascending.
        width: length of the longest line wanted, in code points, at least 1.

    Returns:
        The line, and the matches in it, moved and cut to what is left of them.
    """
    flat = _SPACE.sub(" ", text)
    marks = tuple(ranges)
    if len(flat) <= width:
        return flat, marks
    first = marks[0] if marks else (0, 0)
    start = _start(flat, first, width)
    head = _ELLIPSIS if start else ""
    end = start + max(0, width - len(head))
    tail = ""
    if end < len(flat) and end > start:
        tail = _ELLIPSIS
        end = _end(flat, start, first, end - 1)
    shift = len(head) - start
    kept = ((max(a, start) + shift, min(b, end) + shift) for a, b in marks if a < end and b > start)
    return head + flat[start:end] + tail, tuple(kept)


def _start(flat: str, first: Range, width: int) -> int:
    """Choose where the line begins: a third of the room before the match, more when the text ends soon."""
    if first[1] < width:
        return 0
    lead = max(0, width - 2 - (first[1] - first[0])) // 3
    start = max(0, min(first[0] - lead, len(flat) - width + 1))
    if start == 0 or flat[start - 1] == " ":
        return start
    border = flat.find(" ", start, first[0])
    return start if border < 0 else border + 1


def _end(flat: str, start: int, first: Range, end: int) -> int:
    """Choose where the line ends: the last word border in the room, but never before the end of the match."""
    if flat[end] == " ":
        return end
    border = flat.rfind(" ", max(start + 1, first[1]), end)
    return end if border < 0 else border
