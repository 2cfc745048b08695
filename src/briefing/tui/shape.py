"""What a block shows instead of what it says: footnote numbers, image paths. Pure.

The plain text stays free of decoration; a shaped text adds it and maps both ways.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from briefing.document.model import Block, Mark
from briefing.text import one_line

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Run(NamedTuple):
    """Characters on a painted line.

    Attributes:
        text: what is shown.
        start: plain offset of its first character, or of what it decorates.
        role: "" for the block's own text, otherwise what the decoration is.
    """

    text: str
    start: int
    role: str = ""


class _Piece(NamedTuple):
    at: int  # offset in the shaped text
    plain: int  # offset in the plain text
    role: str  # "" for plain text


class Shaped(NamedTuple):
    """A range of a block's plain text with its decoration in place."""

    text: str
    pieces: tuple[_Piece, ...]

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        """Return the shaped range as runs, each either plain text or one decoration."""
        if len(self.pieces) == 1:
            piece = self.pieces[0]
            return (Run(self.text[start:end], piece.plain + start - piece.at, piece.role),) if start < end else ()
        runs = []
        index = bisect_right(self.pieces, start, key=lambda piece: piece.at) - 1
        while start < end:
            piece = self.pieces[index]
            stop = min(end, self.pieces[index + 1].at if index + 1 < len(self.pieces) else len(self.text))
            offset = 0 if piece.role else start - piece.at
            if start < stop:
                runs.append(Run(self.text[start:stop], piece.plain + offset, piece.role))
            start = stop
            index += 1
        return tuple(runs)

    def plain_range(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the plain range of `text[start:end]`, or None where it isn't one piece of the block's own text."""
        following = bisect_right(self.pieces, start, key=lambda piece: piece.at)
        piece = self.pieces[following - 1]
        stop = self.pieces[following].at if following < len(self.pieces) else len(self.text)
        if piece.role or end > stop:
            return None
        return piece.plain + start - piece.at, piece.plain + end - piece.at


def superscript(number: str) -> str:
    """Return a number in raised digits; anything else as it is."""
    return number.translate(_SUPERSCRIPT)


def shape(block: Block, numbers: Mapping[str, int], start: int = 0, end: int | None = None) -> Shaped:
    """Return `block.text[start:end]` with footnote numbers and image paths in place.

    Args:
        block: the block.
        numbers: the number of each footnote by its label.
        start: where to begin in the plain text.
        end: where to stop; None for its end.
    """
    end = len(block.text) if end is None else end
    inserts = list(_inserts(block, numbers, start, end))
    if not inserts:
        return Shaped(block.text[start:end], (_Piece(0, start, ""),))
    parts: list[str] = []
    pieces: list[_Piece] = []
    length = 0
    at = start
    for offset, text, role in inserts:
        if offset > at or not pieces:
            pieces.append(_Piece(length, at, ""))
            parts.append(block.text[at:offset])
            length += offset - at
            at = offset
        pieces.append(_Piece(length, offset, role))
        parts.append(text)
        length += len(text)
    if at < end:
        pieces.append(_Piece(length, at, ""))
        parts.append(block.text[at:end])
    return Shaped("".join(parts), tuple(pieces))


def _inserts(block: Block, numbers: Mapping[str, int], start: int, end: int) -> list[tuple[int, str, str]]:
    found: list[tuple[int, str, str]] = []
    for span in block.spans:
        if span.mark is Mark.FOOTNOTE and start <= span.start <= end:
            number = superscript(str(numbers[span.target])) if span.target in numbers else f"[{span.target}]"
            follows = bool(found) and found[-1][0] == span.start and found[-1][2] == "reference"
            found.append((span.start, f"\u00a0{number}" if follows else number, "reference"))
        elif span.mark is Mark.IMAGE and start <= span.start and span.end <= end:
            path = one_line(span.target)
            label = f" ({path})" if span.end > span.start else f"({path})"
            found.append((span.end, label, "path"))
    return sorted(found, key=lambda insert: insert[0])
