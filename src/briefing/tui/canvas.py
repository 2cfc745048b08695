"""Spots to tinted screen lines and back: columns, margins, marks of what is missing. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from briefing.document.model import BlockKey, Lang
from briefing.tui.columns import GUTTER, MARK_CELLS
from briefing.tui.geometry import INSET, CellLine, Geometry
from briefing.tui.layout import gap_prefix
from briefing.tui.lights import Lights, Mark
from briefing.tui.paint import PLAIN, Tinted, paint_line
from briefing.tui.viewport import Spot
from briefing.tui.wrap import is_simple, width_of


class Hit(NamedTuple):
    """The character under a cell: language, block, offset in the block's plain text."""

    lang: Lang
    block: BlockKey
    offset: int


class Canvas(NamedTuple):
    """Paints the lines of one geometry.

    Attributes:
        geometry: rows and columns.
        lights: what is lit.
        missing: what to say in a column whose side of the row is missing, by the language that is missing.
    """

    geometry: Geometry
    lights: Lights
    missing: Mapping[Lang, str]

    def line(self, spot: Spot) -> list[Tinted]:
        """Return the text of one screen line, exactly `columns.total` cells."""
        columns = self.geometry.columns
        layout = self.geometry.row(spot.row)
        painted = [Tinted(" " * columns.left, PLAIN)] if columns.left else []
        used = columns.left
        for index, column in enumerate(layout.columns):
            if index:
                painted.append(Tinted(" " * GUTTER, PLAIN))
            painted.extend(self._cell(column, spot.line - layout.gap))
            used += columns.width + MARK_CELLS + (GUTTER if index else 0)
        if used < columns.total:
            painted.append(Tinted(" " * (columns.total - used), PLAIN))
        return painted

    def hit(self, spot: Spot, x: int) -> Hit | None:
        """Return the character under cell `x` of a screen line, or the nearest one on its line; None off the text."""
        columns = self.geometry.columns
        layout = self.geometry.row(spot.row)
        index = min(len(layout.columns) - 1, max(0, (x - columns.left) // (columns.width + MARK_CELLS + GUTTER)))
        line = spot.line - layout.gap
        if index < 0 or not 0 <= line < len(layout.columns[index]):
            return None
        cell = layout.columns[index][line]
        if cell.block is None:
            return None
        x -= columns.text_x(index) + (INSET if cell.role == "peek" else 0)
        return Hit(cell.lang, cell.block, offset_at(cell, x))

    def _cell(self, column: tuple[CellLine, ...], line: int) -> list[Tinted]:
        width = self.geometry.columns.width
        if not 0 <= line < len(column):
            return self._blank(column[0] if column and line < 0 else None, width)
        cell = column[line]
        if cell.role == "missing":
            text = self.missing[cell.lang][:width]
            text += " " * (width - width_of(text))
            return [Tinted(" " * MARK_CELLS, PLAIN), Tinted(text, ("missing",))]
        inset = [Tinted("┆ ", ("bar",))] if cell.role == "peek" else []
        width -= INSET if inset else 0
        if cell.block is None:
            return [Tinted(" " * MARK_CELLS, PLAIN), *inset, Tinted(" " * width, PLAIN)]
        block = self.lights.bitext.texts[cell.lang].block(cell.block)
        base = ("peek",) if inset else ()
        lit = self.lights.of(cell.lang, cell.block)
        return [*self._margin(cell), *inset, *paint_line(cell.line, block, lit, width, base)]

    def _blank(self, below: CellLine | None, width: int) -> list[Tinted]:
        """Return a line without text; above a block in a quote that goes on, its bar goes on too."""
        bars = ""
        if below and below.block is not None and below.role != "peek":
            bars = gap_prefix(self.lights.bitext.texts[below.lang].block(below.block))[:width]
        rest = Tinted(" " * (width - len(bars)), PLAIN)
        return [Tinted(" " * MARK_CELLS, PLAIN), *([Tinted(bars, ("bar",))] if bars else []), rest]

    def _margin(self, cell: CellLine) -> list[Tinted]:
        """Return the sign of the note that begins on this line, or a bar where one goes on.

        Beside it there is room for one that asks for a decision: of those none is hidden by another note.
        """
        texts = [run for run in cell.line if not run.role]
        if texts and cell.block is not None:
            start, end = texts[0].start, texts[-1].start + len(texts[-1].text)
            marks = [m for m in self.lights.marks_of(cell.lang, cell.block) if _is_on(m, start, end)]
            signs = [(m.sign if start <= m.start else "▎", m) for m in marks]
            if signs:
                beside = [s for s in signs[1:] if s[0] != signs[0][0] and s[1].own and not s[1].sure][:1]
                painted = [Tinted(sign, (f"category-{mark.category}",)) for sign, mark in (signs[0], *beside)]
                return painted if beside else [*painted, Tinted(" ", PLAIN)]
        return [Tinted(" " * MARK_CELLS, PLAIN)]


def _is_on(mark: Mark, start: int, end: int) -> bool:
    """Return whether a mark is on a line from `start` to `end`; one without characters is on the line of its place."""
    return mark.start < end and mark.end > start if mark.start < mark.end else start <= mark.start <= end


def offset_at(cell: CellLine, x: int) -> int:
    """Return the plain offset of the character at cell `x` of a line, or of the nearest one."""
    best = 0
    for run in cell.line:
        cells = width_of(run.text)
        if run.role:
            best = run.start if x >= 0 else best
        elif x < 0:
            return run.start
        elif x < cells:
            return run.start + (x if is_simple(run.text) else _grapheme_at(run.text, x))
        else:
            best = run.start + len(run.text)
        x -= cells
        if x < 0:
            return best
    return best


def _grapheme_at(text: str, x: int) -> int:
    from rich.cells import split_graphemes  # noqa: PLC0415 - only text with wide characters needs it

    for start, _end, cells in split_graphemes(text)[0]:
        if x < cells:
            return start
        x -= cells
    return len(text)
