"""Breaking one piece of text into lines of at most so many terminal cells. Pure; offsets are code points.

Text whose characters all take one cell (nearly every paragraph of German or English) goes through `str.rfind`; other
text is measured by grapheme, and may also break between wide characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final, NamedTuple, Protocol, TypeAlias

Breaker: TypeAlias = Callable[[str, int, int, int], int]

_GAP: Final = 5
_GAP_SHARE: Final = 0.15
"""Cells, and part of the line, from which a gap at its end is worth breaking a word for."""
_FLAG_FIRST: Final = "\U0001f1e6"
_FLAG_LAST: Final = "\U0001f1ff"
_IN_A_ROW: Final = 2
"""Lines in a row that may end in a broken word; those that end in a compound's own hyphen count too."""

_NOT_SIMPLE = re.compile(
    "[^\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482"
    "\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u2070-\u2071\u2074-\u208e\u20a0-\u20bf\u2100-\u2138"
    "\u2150-\u218b\u2200-\u22ff\u2500-\u259f\u25a0-\u25b5\u25e6\u2610-\u2612]"
)
# A line may end after a hyphen inside a word when both parts are words: Open-Source-|Modelle, but not o3-mini, GPT-4.
_HYPHEN = re.compile(r"(?<=[^\W\d_]{3}[-–])(?=[^\W\d_]{4})")
_ADDRESS: Final = "/@\\"
"""Signs of an address or path, whose own hyphens are no place to end a line: they would read as added."""


class Stretch(NamedTuple):
    """One line: a half-open range, and whether a hyphen is to be painted after it."""

    start: int
    end: int
    hyphen: bool = False


class Syllables(Protocol):
    """Where the words of a text may be broken with a hyphen."""

    @property
    def sparing(self) -> bool:
        """Whether only words longer than a line are to be broken."""

    def points(self, at: int) -> Sequence[int]:
        """Return the offsets in the text at which the word around `at` may be broken, in order."""


class _Rooms(NamedTuple):
    """Cells of the first line and of the others."""

    first: int
    rest: int


def is_simple(text: str) -> bool:
    """Return whether every character of `text` takes exactly one cell (line feeds aside)."""
    return text.isascii() or not _NOT_SIMPLE.search(text)


def width_of(text: str) -> int:
    """Return the cells that `text` takes; it must not hold a line feed."""
    if is_simple(text):
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415  (its tables take 10 ms, which simple text does without)

    return cell_len(text)


def wrap(text: str, width: int, hanging: int = 0) -> list[tuple[int, int]]:
    """Break `text` at spaces, after hyphens between words, and inside words only when one is longer than a line.

    Args:
        text: without control characters other than line feeds, which force a break.
        width: cells for the first line, at least 2.
        hanging: cells by which further lines are shorter.

    Returns:
        Half-open ranges; the spaces and line feeds between them are not shown. At least one range.
    """
    return [(start, end) for start, end, _ in stretches(text, width, hanging)]


def stretches(text: str, width: int, hanging: int = 0, syllables: Syllables | None = None) -> list[Stretch]:
    """Break `text` as `wrap` does, and words too where a line would else be left too short.

    A word is broken if the line would stay shorter by 15 % of its width, and 5 cells; never the last word before a
    forced break, and on no more than two lines in a row. A word that is longer than a line is broken in any case.

    Args:
        text: as for `wrap`.
        width: as for `wrap`.
        hanging: as for `wrap`.
        syllables: where words may be broken; None to keep them whole.
    """
    breaker = _simple_break if is_simple(text) else _measured_break
    lines: list[Stretch] = []
    at = 0
    while True:
        stop = text.find("\n", at)
        end = len(text) if stop < 0 else stop
        _paragraph(text, at, end, _Rooms(max(2, width), max(2, width - hanging)), breaker, syllables, lines)
        if stop < 0:
            return lines
        at = stop + 1


def wrap_verbatim(text: str, width: int) -> list[tuple[int, int]]:
    """Break code: at line feeds, and where a line is longer than `width`; every space is kept.

    A long line is cut after the last space in its second half, or hard where there is none.
    """
    width = max(2, width)
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        start = at
        while end - start > 0:
            cut = _hard_cut(text, start, end, width)
            if cut < end:
                space = text.rfind(" ", start + width // 2, cut)
                cut = space + 1 if space > start else cut
            lines.append((start, cut))
            start = cut
        if not line:
            lines.append((at, at))
        at = end + 1
    return lines


def _paragraph(
    text: str, at: int, end: int, rooms: _Rooms, breaker: Breaker, syllables: Syllables | None, lines: list[Stretch]
) -> None:
    first = len(lines)
    broken = 0
    while at < end:
        room = rooms.rest if lines else rooms.first
        cut = breaker(text, at, end, room)
        if syllables is not None and cut < end:
            point = _syllable(text, at, cut, end, room, broken, syllables)
            if point > 0:
                lines.append(Stretch(at, point, True))
                at = point
                broken += 1
                continue
            # A compound's own hyphen at the end of a line looks like one that was added.
            broken = broken + 1 if text[cut] != " " and text[cut - 1] in "-–" else 0
        stop = cut
        while stop > at and text[stop - 1] == " ":
            stop -= 1
        lines.append(Stretch(at, stop))
        at = cut
        while at < end and text[at] == " ":
            at += 1
    if len(lines) == first:
        lines.append(Stretch(at, at))


def _syllable(text: str, at: int, cut: int, end: int, room: int, broken: int, syllables: Syllables) -> int:
    """Return the offset at which a line is better broken with a hyphen than at `cut`, or -1."""
    if text[cut] == " ":
        gap = room - width_of(text[at:cut])
        if syllables.sparing or broken >= _IN_A_ROW or gap < max(_GAP, _GAP_SHARE * room):
            return -1
        inside = cut
        while inside < end and text[inside] == " ":
            inside += 1
        if text.find(" ", inside, end) < 0:
            return -1
    elif text[cut - 1] in "-–":
        return -1
    else:
        inside = at
    fits = (point for point in reversed(syllables.points(inside)) if point > inside)
    return next((point for point in fits if point < end and width_of(text[at:point]) < room), -1)


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
    while space > at and space + 1 < end and text[space + 1] != " " and width_of(text[space + 1]) == 0:
        space = text.rfind(" ", at, space)  # a mark on a space would begin the line
    wide = next((i for i in range(limit, max(at, space), -1) if _between_wide(text, i)), -1)
    return wide if wide > space else _better_cut(text, at, limit, space)


def _better_cut(text: str, at: int, limit: int, space: int) -> int:
    """Choose the last space, the last hyphen behind it, or a cut in a word that fills more than a line."""
    begin = max(at, space + 1)
    if not any(sign in text[begin : limit + 4] for sign in _ADDRESS):
        hyphen = max((m.start() for m in _HYPHEN.finditer(text, begin, limit + 4) if m.start() <= limit), default=-1)
        if hyphen > max(at, space):
            return hyphen
    if space > at:
        return space
    second_half = at + (limit - at) // 2
    for marks in ("/?&=.#", "_-"):
        mark = max(text.rfind(mark, second_half, limit) for mark in marks)
        if mark >= 0:
            return mark + 1
    return limit


def _between_wide(text: str, at: int) -> bool:
    """Return whether a line may end between two wide characters; Korean, which has spaces, breaks at them."""
    return (
        width_of(text[at - 1]) > 1
        and text[at] not in "、。，．・：；？！）」』】》〉…ー\u3000\u200d\ufe0f"
        and width_of(text[at]) > 1
        and not _FLAG_FIRST <= text[at - 1] <= _FLAG_LAST
        and not "\uac00" <= text[at - 1] <= "\ud7a3"
    )


def _hard_cut(text: str, at: int, end: int, width: int) -> int:
    """Return the offset after the last grapheme that fits into `width` cells; at least one grapheme is taken."""
    window = text[at : min(end, at + 4 * width + 8)]
    if is_simple(window):
        return min(end, at + width)
    from rich.cells import split_graphemes  # noqa: PLC0415  (see `width_of`)

    spans, _ = split_graphemes(window)
    for (start, _stop, _cells), total in zip(spans, accumulate(cells for _, _, cells in spans), strict=True):
        if total > width and start > 0:
            return at + start - _split_flag(window, start)
    return min(end, at + len(window))


def _split_flag(text: str, cut: int) -> int:
    """Return 1 if `cut` is in the middle of a flag, which is two characters of one cell each, else 0."""
    first = cut
    while first > 0 and _FLAG_FIRST <= text[first - 1] <= _FLAG_LAST:
        first -= 1
    inside = (cut - first) % 2 == 1 and cut < len(text) and _FLAG_FIRST <= text[cut] <= _FLAG_LAST
    return 1 if inside and cut > 1 else 0
