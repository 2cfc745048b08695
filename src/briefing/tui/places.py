"""Which screen lines a sentence is on, and which sentence is on a screen line. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.document.model import Lang
from briefing.parallel.bitext import Bitext
from briefing.tui.geometry import CellLine, Geometry
from briefing.tui.navigate import Place, first_place, row_of, sentence_range
from briefing.tui.viewport import Spot


def sentence_spots(geometry: Geometry, place: Place) -> tuple[Spot, Spot]:
    """Return the first and the last line of a sentence; the row's first line where it isn't shown."""
    row = row_of(geometry.bitext, place)
    start, end = sentence_range(geometry.bitext, place)
    layout = geometry.row(row)
    found = [
        index + layout.gap
        for column in layout.columns
        for index, cell in enumerate(column)
        if (cell.lang, cell.block) == (place.lang, place.block) and _touches(cell, start, end)
    ]
    return Spot(row, min(found, default=0)), Spot(row, max(found, default=0))


def edge_place(geometry: Geometry, spots: Sequence[Spot], lang: Lang, *, from_end: bool) -> Place | None:
    """Return the first (or last) sentence that begins on these lines in `lang`, else one that is at least on them."""
    cells = [cell for spot in spots for cell in _cells(geometry, spot) if cell.lang == lang and cell.block is not None]
    if from_end:
        cells.reverse()
    for begins in (True, False):
        for cell in cells:
            place = _sentence_on(geometry.bitext, cell, last=from_end, begins=begins)
            if place:
                return place
    return first_place(geometry.bitext, spots[0].row, lang) if spots else None


def _cells(geometry: Geometry, spot: Spot) -> list[CellLine]:
    layout = geometry.row(spot.row)
    line = spot.line - layout.gap
    return [column[line] for column in layout.columns if 0 <= line < len(column)]


def _touches(cell: CellLine, start: int, end: int) -> bool:
    end = max(end, start + 1)
    return any(not run.role and run.start < end and run.start + len(run.text) > start for run in cell.line)


def _sentence_on(bitext: Bitext, cell: CellLine, *, last: bool, begins: bool) -> Place | None:
    texts = [run for run in cell.line if not run.role]
    if not texts or cell.block is None:
        return None
    sentences = bitext.texts[cell.lang].block(cell.block).sentences
    start, end = texts[0].start, texts[-1].start + len(texts[-1].text)
    found = [i for i, (a, b) in enumerate(sentences) if (start <= a < end if begins else a < end and b > start)]
    return Place(cell.lang, cell.block, found[-1 if last else 0]) if found else None
