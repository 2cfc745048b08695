"""Rows to screen lines: which columns a view has, how high each row is, which line of which row is where. Pure.

Rows near the screen are laid out exactly; the heights of all others are estimates until they come near. Whoever scrolls
keeps (row, line in the row) as the truth and asks for absolute lines only to draw the scroll bar.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from briefing.document.model import Block, Lang, other
from briefing.parallel.model import Parallel
from briefing.tui.layout import Line, block_lines, estimate_lines, gap_before

MARK_CELLS = 2
"""Margin left of each column: the sign of a note and a space."""
GUTTER = 3
SIDE_BY_SIDE = 78
"""Cells that two columns need; a terminal of 80 columns has them."""
INSET = 2
"""Cells by which the counterpart shown below a text is set in."""


class View(StrEnum):
    """The five ways to look at a briefing."""

    GERMAN = "de"
    ENGLISH = "en"
    BOTH = "both"
    STACKED = "stacked"
    PEEK = "peek"


@dataclass(frozen=True, slots=True)
class Columns:
    """How the width is divided.

    Attributes:
        view: the view that is really shown (side by side becomes peek where it does not fit).
        langs: the language of each column, or, in a view of one column, the leading language first.
        left: cells left of the first column's margin.
        width: cells of each column's text.
        total: cells of the whole line.
    """

    view: View
    langs: tuple[Lang, ...]
    left: int
    width: int
    total: int

    @property
    def count(self) -> int:
        """Number of columns."""
        return 2 if self.view is View.BOTH else 1

    def text_x(self, column: int) -> int:
        """Return the first cell of a column's text."""
        return self.left + MARK_CELLS + column * (self.width + GUTTER + MARK_CELLS)


def columns_for(view: View, langs: tuple[Lang, ...], total: int, measure: int) -> Columns:
    """Divide `total` cells for a view, with columns of at most `measure` cells in the middle of the screen.

    Args:
        view: what the reader asked for.
        langs: the languages that are there, the leading one first.
        total: cells of the line.
        measure: the reader's widest column.
    """
    if len(langs) == 1:
        view = View.GERMAN if langs[0] == "de" else View.ENGLISH
    if view is View.BOTH and total < SIDE_BY_SIDE:
        view = View.PEEK
    if view in {View.GERMAN, View.ENGLISH} and len(langs) == 2:
        lead: Lang = "de" if view is View.GERMAN else "en"
        langs = (lead, other(lead))
    count = 2 if view is View.BOTH else 1
    room = (total - count * MARK_CELLS - (count - 1) * GUTTER - 1) // count
    width = max(4, min(measure, room))
    used = count * (width + MARK_CELLS) + (count - 1) * GUTTER
    return Columns(view, langs, max(0, (total - used) // 2), width, total)


class CellLine(NamedTuple):
    """One line of one column of a row.

    Attributes:
        lang: language of the text on it.
        block: index of its block, or -1 for a line that is empty or says that a side is missing.
        line: its runs.
        role: "" or "peek" for the counterpart shown in place, "missing" for the mark of a gap.
    """

    lang: Lang
    block: int
    line: Line
    role: str = ""


@dataclass(frozen=True, slots=True)
class RowLayout:
    """A row, laid out: blank lines above it, then its columns, the shorter ones padded by the painter."""

    gap: int
    columns: tuple[tuple[CellLine, ...], ...]

    @property
    def height(self) -> int:
        """Screen lines, the gap included."""
        return self.gap + max((len(column) for column in self.columns), default=0)


class Geometry:
    """Heights and lines of all rows of one parallel in one division of the width.

    Args:
        parallel: the text.
        columns: from `columns_for`.
        peeked: rows whose counterpart is shown in place.
    """

    def __init__(self, parallel: Parallel, columns: Columns, peeked: frozenset[int] = frozenset()) -> None:
        self.parallel = parallel
        self.columns = columns
        self.peeked = peeked
        self._rows: dict[int, RowLayout] = {}
        self._heights = [self._estimate(row) for row in range(len(parallel.rows))]
        self._tops: list[int] | None = None

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total(self) -> int:
        """Screen lines of all rows, as far as known."""
        return self._sums()[-1]

    def height(self, row: int) -> int:
        """Return the lines of a row: exact once `row()` was asked for it, else an estimate."""
        return self._heights[row]

    def top(self, row: int) -> int:
        """Return the absolute line at which a row begins, as far as known."""
        return self._sums()[row]

    def locate(self, y: int) -> tuple[int, int]:
        """Return (row, line in the row) for an absolute line, clamped to the text."""
        if not self._heights:
            return 0, 0
        sums = self._sums()
        y = max(0, min(y, sums[-1] - 1))
        row = min(bisect_right(sums, y) - 1, len(self._heights) - 1)
        return row, y - sums[row]

    def row(self, row: int) -> RowLayout:
        """Lay out a row exactly, once."""
        layout = self._rows.get(row)
        if layout is None:
            layout = self._rows[row] = self._lay_out(row)
            if layout.height != self._heights[row]:
                self._heights[row] = layout.height
                self._tops = None
        return layout

    def forget(self, rows: frozenset[int], peeked: frozenset[int]) -> None:
        """Lay out `rows` anew because what is peeked at changed."""
        self.peeked = peeked
        for row in rows:
            self._rows.pop(row, None)
            self._heights[row] = self._estimate(row)
        self._tops = None

    @property
    def laid_out(self) -> int:
        """How many rows were laid out so far; for tests that guard the work done."""
        return len(self._rows)

    def _sums(self) -> list[int]:
        if self._tops is None:
            self._tops = [0, *accumulate(self._heights)]
        return self._tops

    def _langs(self, row: int) -> tuple[tuple[Lang, ...], ...]:
        """Return, for each column, the languages that it shows of this row."""
        columns = self.columns
        lead = columns.langs[0]
        if columns.view is View.BOTH:
            return tuple((lang,) for lang in columns.langs)
        if columns.view is View.STACKED or row in self.peeked:
            return (columns.langs,)
        return ((lead,),)

    def _estimate(self, row: int) -> int:
        heights = []
        width = self.columns.width
        for langs in self._langs(row):
            blocks = [block for lang in langs for block in self.parallel.blocks(row, lang)]
            heights.append(sum(estimate_lines(block, width) + 1 for block in blocks))
        return max(heights, default=0)

    def _lay_out(self, row: int) -> RowLayout:
        columns = [self._column(row, langs) for langs in self._langs(row)]
        if not any(columns):
            return RowLayout(0, tuple(() for _ in columns))
        if self.columns.view is View.BOTH:
            columns = [
                column or (CellLine(lang, -1, (), "missing"),)
                for column, lang in zip(columns, self.columns.langs, strict=True)
            ]
        return RowLayout(self._gap(row), tuple(columns))

    def _column(self, row: int, langs: tuple[Lang, ...]) -> tuple[CellLine, ...]:
        lines: list[CellLine] = []
        for lang in langs:
            inset = lang != langs[0]
            width = self.columns.width - (INSET if inset else 0)
            role = "peek" if inset else ""
            previous: Block | None = None
            for index in self.parallel.rows[row].side(lang):
                document = self.parallel.documents[lang]
                block = document.blocks[index]
                lines.extend(CellLine(lang, -1, (), role) for _ in range(gap_before(block, previous)))
                lines.extend(
                    CellLine(lang, index, line, role) for line in block_lines(block, width, document.footnotes)
                )
                previous = block
        return tuple(lines)

    def _gap(self, row: int) -> int:
        """Return the blank lines above a row: as many as its most demanding side needs."""
        gaps = []
        for lang in {lang for column in self._langs(row) for lang in column}:
            side = self.parallel.rows[row].side(lang)
            if side:
                blocks = self.parallel.documents[lang].blocks
                gaps.append(gap_before(blocks[side[0]], blocks[side[0] - 1] if side[0] else None))
        if self.columns.view is View.STACKED and row:
            return 1
        return max(gaps, default=0)
