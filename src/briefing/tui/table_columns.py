"""How wide a table's columns are, and which of them a window shows. Pure arithmetic; knows no text.

Columns share the width while each of them stays readable. Otherwise the table takes the width it needs, and a window
shows the first column and as many of the others as fit, from any of them on. Where not even two columns would be
readable side by side there are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

GAP = 3
"""Cells between two columns."""
EDGE = 2
"""Cells kept at the right of a window for the sign that there is more."""
_NARROWEST = 10
"""Cells below which text is no longer read but spelled; columns of shorter cells take less."""
_WORD = 18
"""Cells of a longest word that a column still makes room for; longer ones are cut."""
_PROSE = 16
"""Cells that a column of long texts has at least."""
_SHORT = 20
"""Cells up to which a column that need not share doesn't wrap at all."""
_LOW = 2
"""Lines of a usual cell in a column that need not share: a tall one leaves gaps in all windows that don't show it."""
_PINNED = 3
"""The first column may take one part in so many of a window, and more only to be readable."""
_SAMPLE = 200
"""Rows that are looked at to compare divisions."""
_LEVELS = range(2, 13)


class Want(NamedTuple):
    """What the texts of a column would like, in cells.

    Attributes:
        most: the longest line of any cell, at least 1.
        word: the longest word.
        usual: a cell as long as most are; one outlier doesn't count for much.
    """

    most: int
    word: int
    usual: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table and the windows onto them.

    Attributes:
        widths: cells of each column.
        shifts: how many columns the last window has scrolled away; 0 where all of them are shown.
        room: cells that the columns of a window may take.
    """

    widths: tuple[int, ...]
    shifts: int
    room: int

    def shown(self, shift: int) -> tuple[int, ...]:
        """Return the columns that a window shows: the first one always, then those behind the ones scrolled away."""
        if not self.shifts:
            return tuple(range(len(self.widths)))
        at = 1 + max(0, min(shift, self.shifts))
        columns = [0]
        used = self.widths[0]
        while at < len(self.widths) and used + GAP + self.widths[at] <= self.room:
            used += GAP + self.widths[at]
            columns.append(at)
            at += 1
        return tuple(columns)

    def shift_showing(self, column: int, shift: int) -> int:
        """Return the shift nearest to `shift` whose window shows a column."""
        shift = max(0, min(shift, self.shifts))
        if column == 0:
            return shift
        if column <= shift:
            return column - 1
        while column not in self.shown(shift):
            shift += 1
        return shift


def divide(sizes: Sequence[Sequence[int]], words: Sequence[int], width: int) -> Columns | None:
    """Give each column of a table its width.

    Args:
        sizes: for each row, the cells that the longest line of each of its table cells takes.
        words: for each column, the cells of its longest word; at least one column.
        width: cells of the window.

    Returns:
        None where a column beside the first one would have too few cells to be read.
    """
    wants = [_want(sizes, column, word) for column, word in enumerate(words)]
    least = [_least(want) for want in wants]
    room = width - GAP * (len(wants) - 1)
    if sum(least) <= room or len(wants) == 1:
        return Columns(tuple(_share(sizes, wants, least, room)), 0, width)
    window = width - (EDGE if len(wants) > 2 else 0)
    left = window - GAP - max(least[1:])
    if left < min(wants[0].most, _NARROWEST):
        return None
    if len(wants) == 2:
        return Columns(tuple(_share(sizes, wants, [min(least[0], left), least[1]], room)), 0, width)
    pinned = min(wants[0].most, left, max(window // _PINNED, least[0]))
    limit = window - pinned - GAP
    widths = [pinned, *(_roomy(want, low, limit) for want, low in zip(wants[1:], least[1:], strict=True))]
    # From the last column to the left: how many of them fit behind the first one.
    taken = accumulate(GAP + cells for cells in reversed(widths[1:]))
    fitting = sum(1 for cells in taken if pinned + cells <= window)
    return Columns(tuple(widths), len(widths) - 1 - fitting, window)


def fill(widths: Sequence[int], wanted: Sequence[int], room: int) -> list[int]:
    """Widen columns towards what is wanted, those that lack least first, each by an equal part of what is left.

    Args:
        widths: cells that each column has.
        wanted: cells that each would like.
        room: cells of all of them together.
    """
    filled = list(widths)
    left = room - sum(filled)
    waiting = sorted(range(len(filled)), key=lambda column: wanted[column] - filled[column])
    for index, column in enumerate(waiting):
        more = max(0, min(wanted[column] - filled[column], left // (len(waiting) - index)))
        filled[column] += more
        left -= more
    return filled


def _want(sizes: Sequence[Sequence[int]], column: int, word: int) -> Want:
    cells = [row[column] for row in sizes if column < len(row)]
    most = max(1, max(cells, default=1))
    return Want(most, min(most, word), min(most, 4 * sum(cells) // max(1, len(sizes))))


def _least(want: Want) -> int:
    """Return the cells below which a column isn't readable."""
    return min(want.most, max(_NARROWEST, min(want.word, _WORD), _PROSE if want.usual > 4 * _PROSE else 0))


def _roomy(want: Want, least: int, limit: int) -> int:
    """Return the width of a column that need not share: no word is cut that fits, and few cells are tall."""
    return min(limit, want.most, max(least, want.word, _SHORT, _filled(want.usual) // _LOW))


def _share(sizes: Sequence[Sequence[int]], wants: Sequence[Want], least: Sequence[int], room: int) -> list[int]:
    """Divide `room`: first what is readable, then whole words, then as makes the table lowest."""
    most = [want.most for want in wants]
    if sum(most) <= room:
        return most
    least = [min(cells, room) for cells in least]
    base = fill(least, [max(low, want.word) for low, want in zip(least, wants, strict=True)], room)
    # Equal parts serve columns that are alike; a level of so many lines serves one long column among short ones.
    divisions = [fill(base, most, room)]
    for lines in _LEVELS:
        level = [max(has, min(want.most, _filled(want.usual) // lines)) for has, want in zip(base, wants, strict=True)]
        if sum(level) <= room:
            divisions.append(fill(level, most, room))
    sample = sizes[:: 1 + len(sizes) // _SAMPLE]
    return min(divisions, key=lambda widths: _height(sample, widths))


def _height(sizes: Sequence[Sequence[int]], widths: Sequence[int]) -> int:
    """Return about how many lines rows take."""
    return sum(
        max(
            (
                1 if cells <= width else -(-_filled(cells) // max(1, width))
                for cells, width in zip(row, widths, strict=False)
            ),
            default=1,
        )
        for row in sizes
    )


def _filled(cells: int) -> int:
    """Return the cells that a wrapped text takes: lines break at words, so that about one cell in eight stays empty."""
    return cells * 9 // 8
