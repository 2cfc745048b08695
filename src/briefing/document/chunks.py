"""A Markdown body cut into chunks that can be parsed one by one, at a small part of the price of parsing it.

A top-level block of Markdown begins where the one before it ends, and nearly every block ends at the latest before a
line without indentation that follows a blank one. Such a line is a *border*, what stands between two borders a *piece*.
Three things can go on beyond a border: a list, if the next piece begins with a list marker; a definition list, if the
next piece is a definition or has one; and fenced code or HTML that waits for its end. Pieces in which none of them
can begin are found by scanning the bytes for the first characters of lines. Fences at the beginning of a piece are
followed to their end here; for everything else the block rules of the parser itself are asked (`chunk_oracle`), about
no more of the text than it takes.

To join two blocks in a chunk is always right, to cut one in two never is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from briefing.document.chunk_shapes import read_shapes
from briefing.document.reader import Reader

if TYPE_CHECKING:
    from briefing.document.chunk_oracle import Oracle

_LF: Final = 0x0A
_MAY_MARK: Final = frozenset(b"-+*0123456789")
_MARKER: Final = rb"(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t\n]|\Z)"
_REACHING: Final = (
    rb" {0,3}(?:```|~~~|<(?:[!?]|(?i:pre|script|style|textarea)))"  # ends where it says, not at a blank line
    rb"|[ \t]*[:~][ \t]"  # a definition: the parser takes it at any indentation
)
_RULED: Final = rb" {0,3}[|=:-][|=: \t-]*+(?=\n|\Z)"  # underlines of headings, second lines of tables

_PARTING = re.compile(rb"\n[ \t]*\n[ \t\n]*+")
_LINES = re.compile(rb"\n(?=[ \t`~<:=|-])(?=(" + _REACHING + rb")|(" + _RULED + rb"))")
_FIRST_REACHING = re.compile(_REACHING)
_FIRST_MARKER = re.compile(rb" {0,3}" + _MARKER)
_LATER_MARKER = re.compile(rb"\n {0,3}" + _MARKER)
_CLINGING = re.compile(_MARKER + rb"|[:~][ \t]")
_SINGLE_LINE = re.compile(
    rb"(?:#{1,6}(?:\n|[ \t](?:[^\n|]*\n|[^\n]*\n(?![|:-])))"  # with a delimiter row below, it is the head of a table
    rb"|(?:---+|\*\*\*+|___+)[ \t]*\n(?![|:-]))"
    rb"(?=[^ \t\n])"
)
"""A heading or a rule that something follows at once: a block of one line, whatever comes."""
_SINGLE_FIRST: Final = frozenset(b"#-*_")
_INNER_HEADING = re.compile(rb"\n#{1,6}[ \t\n]")
_FENCE = re.compile(rb"(```+)[^`\n|]*(?:\n|\Z)|(~~~+)[^\n|]*(?:\n|\Z)")
_FENCE_END = re.compile(rb"\n {0,3}(```+|~~~+)[ \t]*(?=\n|\Z)")
_BLANK = re.compile(rb"[ \t\n]*")


class Chunks(NamedTuple):
    """Where the chunks of a body begin, and what they begin with.

    Attributes:
        starts: byte offsets of the chunks, ascending, each the beginning of a line; the first is 0. Empty for a body
            without text.
        end: length of the body in bytes, where the last chunk ends.
        shapes: one code for each chunk, read off its first lines: `1` to `6` a heading of that level, `p` paragraph,
            `l` bullet list, `o` ordered list, `q` quote, `t` table, `c` code, `x` HTML, `n` footnote definition,
            `d` definition list, `r` rule. Good for comparing texts, not for knowing what the parser will say.
    """

    starts: Sequence[int]
    end: int
    shapes: bytes


def cut(data: bytes, reader: Reader | None = None) -> Chunks:
    """Cut a body where top-level blocks begin, so that its chunks parsed alone give the tokens of the whole.

    The maps of a chunk's tokens count from its first line, and links and footnotes need the definitions of the whole
    (`look_ahead`). Takes time in proportion to the length of `data`, and the parser is imported only if it is asked.

    Args:
        data: UTF-8 as `text.clean` leaves it: line feeds alone end lines, and there are no null characters.
        reader: one that no other thread uses now, for the few texts that need it; without, they make one.
    """
    end = len(data)
    if _end_of_blank(data, 0) == end:
        return Chunks((), end, b"")
    reaches: list[int] = [0] if _FIRST_REACHING.match(data) else []
    ruled: list[int] = []
    for match in _LINES.finditer(data):
        (reaches if match.lastindex == 1 else ruled).append(match.end())
    cutter = _Cutter(data, _borders(data), reader or Reader())
    cutter.run(reaches)
    starts = tuple(cutter.starts)
    return Chunks(starts, end, read_shapes(data, starts, reaches, ruled))


def _borders(data: bytes) -> list[int]:
    """Return 0, the lines without indentation after a blank line, and the end."""
    end = len(data)
    found = [at for match in _PARTING.finditer(data) if data[(at := match.end()) - 1] == _LF]
    if found and found[-1] == end:
        found.pop()
    if found and _end_of_blank(data, 0) >= found[0]:
        found[0] = 0  # blank lines at the top belong to what follows
        return [*found, end]
    return [0, *found, end]


def _end_of_blank(data: bytes, at: int) -> int:
    """Return the offset of the first character from `at` that is not white space, or the end."""
    match = _BLANK.match(data, at)
    return match.end() if match else at


@dataclass(slots=True)
class _Cutter:
    """The walk over a body; in its course `at` is always the certain beginning of a block, not yet written down.

    Attributes:
        borders: the pieces' beginnings, then the end of the body.
        reader: for the oracle.
        starts: the chunks found so far.
        inner: the lines inside of pieces that look like headings, ascending.
        oracle: the parser's rules, once they have been asked.
    """

    data: bytes
    borders: list[int]
    reader: Reader
    starts: list[int] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)
    oracle: Oracle | None = None

    def run(self, reaches: list[int]) -> None:
        """Find all chunks, given the lines with which something may begin that goes on beyond its piece."""
        at, end = 0, len(self.data)
        data = self.data
        found = (match.start() + 1 for match in _INNER_HEADING.finditer(data))
        self.inner = [line for line in found if line > 1 and data[line - 2] != _LF]  # else a border, nearly always
        index = 0
        while at < end:
            index = bisect_left(reaches, at, index)
            if index == len(reaches):
                self.take(at, end)
                return
            at = self.follow(at, reaches[index])

    def take(self, at: int, stop: int) -> None:
        """Write down the pieces from `at` to `stop`, in which nothing reaches over its end but lists."""
        data, starts, borders = self.data, self.starts, self.borders
        following = bisect_right(borders, at)
        starts.append(at)
        text = _end_of_blank(data, at)  # blank lines at the top belong to what follows
        if text < stop and data[text] in _SINGLE_FIRST and (text == at or data[text - 1] == _LF):
            self.part_lines(text, stop)
        if self.inner:
            self.part_inside(at, min(borders[following], stop))
        in_list = False
        for index in range(following, bisect_left(borders, stop)):
            begin = borders[index]
            first = data[begin]
            if first in _MAY_MARK and _FIRST_MARKER.match(data, begin):
                if in_list or self.has_list(starts[-1], begin):
                    in_list = True
                    if self.inner:
                        self.part_inside(begin, min(borders[index + 1], stop))
                    continue
                in_list = True
            else:
                in_list = False
            starts.append(begin)
            if first in _SINGLE_FIRST:
                self.part_lines(begin, stop)
            if self.inner:
                self.part_inside(begin, min(borders[index + 1], stop))

    def part_inside(self, begin: int, end: int) -> None:
        """Write down the headings that stand in a piece, and what directly follows them.

        A heading without indentation ends every paragraph, list, quote and note; but not a table or HTML, so pieces
        that may hold one of these stay whole.
        """
        first = bisect_left(self.inner, begin)
        if first == len(self.inner) or self.inner[first] >= end:
            return
        data = self.data
        if data.find(b"|", begin, end) >= 0 or data.find(b"<", begin, end) >= 0:
            return
        text = _end_of_blank(data, begin)
        for line in self.inner[first : bisect_left(self.inner, end)]:
            if line > max(self.starts[-1], text):
                self.starts.append(line)
                self.part_lines(line, end)

    def part_lines(self, at: int, stop: int) -> int:
        """Write down the lines that directly follow headings and rules from `at` on; return the last, or `at`."""
        while (match := _SINGLE_LINE.match(self.data, at)) and match.end() <= stop:
            at = match.end()
            self.starts.append(at)
        return at

    def has_list(self, start: int, end: int) -> bool:
        """Tell whether a list may be open at the end of a chunk."""
        return bool(_FIRST_MARKER.match(self.data, start) or _LATER_MARKER.search(self.data, start, end))

    def follow(self, at: int, reach: int) -> int:
        """Write down the pieces up to the one in which the line `reach` stands, and follow what begins there.

        Returns:
            The next certain beginning of a block, or the end.
        """
        data, borders = self.data, self.borders
        piece = bisect_right(borders, reach) - 1
        lowest = bisect_right(borders, at)
        while piece >= lowest and _CLINGING.match(data, borders[piece]):
            piece -= 1  # it may belong to the list or the term before it
        if piece >= lowest:
            self.take(at, borders[piece])
            at = borders[piece]
        self.starts.append(at)
        at = self.part_lines(at, reach)
        if at == reach and (fence := _FENCE.match(data, at)):
            return self.after_fence(fence)
        if self.oracle is None:
            from briefing.document.chunk_oracle import Oracle  # noqa: PLC0415 - few texts need it

            self.oracle = Oracle(data, borders, self.reader)
        found, resume = self.oracle.blocks(at, reach)
        self.starts += found
        return resume

    def after_fence(self, opening: re.Match[bytes]) -> int:
        """Return the line with text that follows fenced code, or the end."""
        data = self.data
        marks = opening[1] or opening[2]
        for closing in _FENCE_END.finditer(data, opening.end() - 1):
            if closing[1].startswith(marks):
                text = _end_of_blank(data, closing.end())
                return text if text == len(data) else data.rindex(b"\n", closing.start(), text) + 1
        return len(data)
