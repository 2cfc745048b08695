"""Rows to screen lines: how high each row is, which line of which row is where. Pure.

Rows near the screen are laid out exactly; the heights of all others are estimates until they come near, or until they
are measured in quiet moments. Whoever scrolls keeps (row, line in the row) as the truth and asks for absolute lines
only to draw the scroll bar.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from types import MappingProxyType
from typing import Final, NamedTuple

from briefing.document.model import Block, BlockKey, Lang
from briefing.parallel.bitext import Bitext, RowKey
from briefing.tui.columns import Columns, View
from briefing.tui.heights import estimate
from briefing.tui.hyphenation import Hyphenator
from briefing.tui.layout import Line, block_lines, estimate_lines, gap_before

INSET = 2
"""Cells by which the counterpart shown below a text is set in."""
KEPT: Final = 2048
"""Rows whose lines are kept; the one that was looked at longest ago goes first."""


class CellLine(NamedTuple):
    """One line of one column of a row.

    Attributes:
        lang: language of the text on it.
        block: its block, or None for a line that is empty or says that a side is missing.
        line: its runs.
        role: "" or "peek" for the counterpart shown in place, "missing" for the mark of a gap.
    """

    lang: Lang
    block: BlockKey | None
    line: Line
    role: str = ""


class RowLayout(NamedTuple):
    """A row, laid out: blank lines above it, then its columns, the shorter ones padded by the painter."""

    gap: int
    columns: tuple[tuple[CellLine, ...], ...]

    @property
    def height(self) -> int:
        """Screen lines, the gap included."""
        return self.gap + max((len(column) for column in self.columns), default=0)


class Geometry:
    """Heights and lines of all rows of one bitext in one division of the width.

    Args:
        bitext: the text.
        columns: from `columns_for`.
        peeked: rows whose counterpart is shown in place.
        hyphens: breaks words in narrow columns; None to keep them whole.
        shifts: columns of wide tables that are scrolled away.
    """

    def __init__(
        self,
        bitext: Bitext,
        columns: Columns,
        peeked: frozenset[RowKey] = frozenset(),
        hyphens: Hyphenator | None = None,
        shifts: Mapping[tuple[Lang, BlockKey], int] = MappingProxyType({}),
    ) -> None:
        self.shifts = shifts
        self._hyphens = hyphens
        self.bitext = bitext
        self.columns = columns
        self.peeked = peeked
        self._rows: dict[RowKey, RowLayout] = {}
        self._heights = estimate(bitext, columns)
        self._opened: dict[int, list[int]] = {}
        self._measured: set[int] = set()
        self._tops: list[int] | None = None
        self.laid_out = 0
        """How many rows were laid out so far; for tests that guard the work done."""

    def __len__(self) -> int:
        """The number of stretches."""
        return len(self._heights)

    @property
    def total(self) -> int:
        """Screen lines of all rows, as far as known."""
        return self._sums()[-1]

    def height(self, key: RowKey) -> int:
        """Return the lines of a row: exact once `row()` was asked for it, else an estimate."""
        return self._open(key.stretch)[key.item]

    def top(self, key: RowKey) -> int:
        """Return the absolute line at which a row begins, as far as known."""
        return self._sums()[key.stretch] + sum(self._opened.get(key.stretch, ())[: key.item])

    def locate(self, y: int) -> tuple[RowKey, int]:
        """Return (row, line in the row) for an absolute line, clamped to the text.

        Raises:
            IndexError: there are no rows.
        """
        sums = self._sums()
        y = max(0, min(y, sums[-1] - 1))
        stretch = min(bisect_right(sums, y) - 1, len(self) - 1)
        y -= sums[stretch]
        heights = self._open(stretch)
        for index, height in enumerate(heights):
            if y < height:
                return RowKey(stretch, index), y
            y -= height
        # The estimate was too high, or there are no rows here.
        key = self.bitext.step(RowKey(stretch, len(heights)), -1) or self.bitext.first()
        if key is None:
            raise IndexError("a text without rows has no lines")
        return key, max(0, self.height(key) - 1)

    def row(self, key: RowKey) -> RowLayout:
        """Lay out a row exactly, once."""
        layout = self._rows.pop(key, None)
        if layout is None:
            layout = self._lay_out(key)
            self._set_height(key, layout.height)
            if len(self._rows) >= KEPT:
                del self._rows[next(iter(self._rows))]
        self._rows[key] = layout
        return layout

    def measure(self, stretch: int) -> bool:
        """Make the heights of a stretch exact; return whether there was anything to do."""
        if stretch in self._measured:
            return False
        for index in range(len(self._open(stretch))):
            key = RowKey(stretch, index)
            if key not in self._rows:
                self._set_height(key, self._lay_out(key).height)
        self._measured.add(stretch)
        return True

    @property
    def exact(self) -> bool:
        """Whether every height is exact."""
        return len(self._measured) >= len(self)

    def forget(self, rows: frozenset[RowKey], peeked: frozenset[RowKey]) -> None:
        """Lay out `rows` anew because what is peeked at changed, or how they are shown."""
        self.peeked = peeked
        for key in rows:
            self._rows.pop(key, None)
            if key.stretch in self._opened and self.bitext.has(key):
                measured = key.stretch in self._measured
                self._set_height(key, self._lay_out(key).height if measured else self._estimate(key))

    def _sums(self) -> list[int]:
        if self._tops is None:
            self._tops = [0, *accumulate(self._heights)]
        return self._tops

    def _open(self, stretch: int) -> list[int]:
        """Return the heights of a stretch's rows, estimated from their text when they weren't yet."""
        heights = self._opened.get(stretch)
        if heights is None:
            count = len(self.bitext.rows(stretch))
            heights = self._opened[stretch] = [self._estimate(RowKey(stretch, index)) for index in range(count)]
            self._heights[stretch] = sum(heights)
            self._tops = None
        return heights

    def _set_height(self, key: RowKey, height: int) -> None:
        heights = self._open(key.stretch)
        if heights[key.item] != height:
            self._heights[key.stretch] += height - heights[key.item]
            heights[key.item] = height
            self._tops = None

    def _langs(self, row: RowKey) -> tuple[tuple[Lang, ...], ...]:
        """Return, for each column, the languages that it shows of this row."""
        columns = self.columns
        if columns.view is View.BOTH:
            return tuple((lang,) for lang in columns.langs)
        if columns.view is View.STACKED or row in self.peeked:
            return (columns.langs,)
        return ((columns.langs[0],),)

    def _estimate(self, row: RowKey) -> int:
        heights = []
        width = self.columns.width
        for langs in self._langs(row):
            blocks = [block for lang in langs for _, block in self.bitext.blocks(row, lang)]
            heights.append(sum(estimate_lines(block, width) + 1 for block in blocks))
        return max(heights, default=0)

    def _lay_out(self, row: RowKey) -> RowLayout:
        self.laid_out += 1
        columns = [self._column(row, langs) for langs in self._langs(row)]
        if not any(columns):
            return RowLayout(0, tuple(() for _ in columns))
        if self.columns.view is View.BOTH:
            columns = [
                column or (CellLine(lang, None, (), "missing"),)
                for column, lang in zip(columns, self.columns.langs, strict=True)
            ]
        return RowLayout(self._gap(row), tuple(columns))

    def _column(self, row: RowKey, langs: tuple[Lang, ...]) -> tuple[CellLine, ...]:
        lines: list[CellLine] = []
        for lang in langs:
            inset = lang != langs[0]
            width = self.columns.width - (INSET if inset else 0)
            role = "peek" if inset else ""
            previous: Block | None = None
            for key, block in self.bitext.blocks(row, lang):
                lines.extend(CellLine(lang, None, (), role) for _ in range(gap_before(block, previous)))
                lines.extend(CellLine(lang, key, line, role) for line in self._block_lines(lang, key, block, width))
                previous = block
        return tuple(lines)

    def _block_lines(self, lang: Lang, key: BlockKey, block: Block, width: int) -> tuple[Line, ...]:
        numbers: Mapping[str, int] = self.bitext.texts[lang].numbers
        shift = self.shifts.get((lang, key), 0)
        return block_lines(block, width, numbers, hyphens=self._hyphens, lang=lang, shift=shift)

    def _gap(self, row: RowKey) -> int:
        """Return the blank lines above a row: as many as its most demanding side needs."""
        gaps = []
        for lang in {lang for column in self._langs(row) for lang in column}:
            side = self.bitext.blocks(row, lang)
            if side:
                text, (key, block) = self.bitext.texts[lang], side[0]
                before = text.step(key, -1)
                gaps.append(gap_before(block, text.block(before) if before else None))
        if self.columns.view is View.STACKED and self.bitext.step(row, -1):
            return 1
        return max(gaps, default=0)
