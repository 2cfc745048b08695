"""Breaking one piece of text into lines of at most so many terminal cells. Pure; offsets are code points.

Text whose characters all take one cell (nearly every paragraph of German or English) goes through `str.rfind`; other
text is measured by grapheme, and may also break between wide characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate
from typing import TypeAlias

from rich.cells import cell_len, split_graphemes

Breaker: TypeAlias = Callable[[str, int, int, int], int]

_NOT_SIMPLE = re.compile(
    "[^\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482"
    "\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u2070-\u2071\u2074-\u208e\u20a0-\u20bf\u2100-\u2138"
    "\u2150-\u218b\u2200-\u22ff\u2500-\u257f\u25a0-\u25b5]"
)
# A line may end after a hyphen inside a word when both parts are words: Open-Source-|Modelle, but not o3-mini, GPT-4.
_HYPHEN = re.compile(r"(?<=[^\W\d_]{3}[-–])(?=[^\W\d_]{4})")
_URL_BREAK = re.compile(r"(?<=[/.?&=_\-])")


def is_simple(text: str) -> bool:
    """Return whether every character of `text` takes exactly one cell (line feeds aside)."""
    return text.isascii() or not _NOT_SIMPLE.search(text)


def width_of(text: str) -> int:
    """Return the cells that `text` takes; it must not hold a line feed."""
    return len(text) if is_simple(text) else cell_len(text)


def wrap(text: str, width: int, hanging: int = 0) -> list[tuple[int, int]]:
    """Break `text` at spaces, after hyphens between words, and inside words only when one is longer than a line.

    Args:
        text: without control characters other than line feeds, which force a break.
        width: cells for the first line, at least 2.
        hanging: cells by which further lines are shorter.

    Returns:
        Half-open ranges; the spaces and line feeds between them are not shown. At least one range.
    """
    breaker = _simple_break if is_simple(text) else _measured_break
    lines: list[tuple[int, int]] = []
    at = 0
    while True:
        stop = text.find("\n", at)
        end = len(text) if stop < 0 else stop
        _paragraph(text, at, end, max(2, width), max(2, width - hanging), breaker, lines)
        if stop < 0:
            return lines
        at = stop + 1


def wrap_verbatim(text: str, width: int) -> list[tuple[int, int]]:
    """Break code: at line feeds, and hard where a line is longer than `width`; every space is kept."""
    width = max(2, width)
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        start = at
        while end - start > 0:
            cut = _hard_cut(text, start, end, width)
            lines.append((start, cut))
            start = cut
        if not line:
            lines.append((at, at))
        at = end + 1
    return lines


def _paragraph(
    text: str, at: int, end: int, width: int, rest: int, breaker: Breaker, lines: list[tuple[int, int]]
) -> None:
    first = len(lines)
    while at < end:
        room = width if len(lines) == 0 else rest
        cut = breaker(text, at, end, room)
        stop = cut
        while stop > at and text[stop - 1] == " ":
            stop -= 1
        lines.append((at, stop))
        at = cut
        while at < end and text[at] == " ":
            at += 1
    if len(lines) == first:
        lines.append((at, at))


def _simple_break(text: str, at: int, end: int, width: int) -> int:
    if end - at <= width:
        return end
    limit = at + width
    space = text.rfind(" ", at, limit + 1)
    return _better_cut(text, at, limit, space)


def _measured_break(text: str, at: int, end: int, width: int) -> int:
    limit = _hard_cut(text, at, end, width)
    if limit == end:
        return end
    space = text.rfind(" ", at, limit + 1)
    wide = next((i for i in range(limit, max(at, space), -1) if _between_wide(text, i)), -1)
    return wide if wide > space else _better_cut(text, at, limit, space)


def _better_cut(text: str, at: int, limit: int, space: int) -> int:
    """Choose the last space, the last hyphen behind it, or a cut in a word that fills more than a line."""
    hyphen = max(
        (m.start() for m in _HYPHEN.finditer(text, max(at, space + 1), limit + 4) if m.start() <= limit), default=-1
    )
    if hyphen > max(at, space):
        return hyphen
    if space > at:
        return space
    marks = [m.start() for m in _URL_BREAK.finditer(text, at + (limit - at) // 2, limit + 1) if at < m.start() <= limit]
    return marks[-1] if marks else limit


def _between_wide(text: str, at: int) -> bool:
    return (
        cell_len(text[at - 1]) > 1
        and text[at] not in "、。，．・：；？！）」』】》〉…ー\u200d\ufe0f"
        and cell_len(text[at]) > 1
    )


def _hard_cut(text: str, at: int, end: int, width: int) -> int:
    """Return the offset after the last grapheme that fits into `width` cells; at least one grapheme is taken."""
    window = text[at : min(end, at + 4 * width + 8)]
    if is_simple(window):
        return min(end, at + width)
    spans, _ = split_graphemes(window)
    for (start, _stop, _cells), total in zip(spans, accumulate(cells for _, _, cells in spans), strict=True):
        if total > width and start > 0:
            return at + start
    return min(end, at + len(window))
