"""Which screen lines a sentence is on, and which sentence is on a screen line. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.document.model import Lang
from briefing.parallel.model import Parallel
from briefing.tui.geometry import CellLine, Geometry
from briefing.tui.navigate import Place, first_place, row_of, sentence_range
from briefing.tui.viewport import Spot


def sentence_spots(geometry: Geometry, place: Place) -> tuple[Spot, Spot]:
    """Return the first and the last line of a sentence; the row's first line where it isn't shown."""
    row = row_of(geometry.parallel, place)
    start, end = sentence_range(geometry.parallel, place)
    layout = geometry.row(row)
    found = [
        index + layout.gap
        for column in layout.columns
        for index, cell in enumerate(column)
        if (cell.lang, cell.block) == (place.lang, place.block) and _touches(cell, start, end)
    ]
    return Spot(row, min(found, default=0)), Spot(row, max(found, default=0))


def edge_place(geometry: Geometry, spots: Sequence[Spot], lang: Lang, *, from_end: bool) -> Place | None:
    """Return the first (or last) sentence on these lines in `lang`, or another language's where it has none there."""
    for spot in reversed(spots) if from_end else spots:
        layout = geometry.row(spot.row)
        for column in layout.columns:
            line = spot.line - layout.gap
            cell = column[line] if 0 <= line < len(column) else None
            if cell and cell.lang == lang and cell.block >= 0:
                place = _sentence_on(geometry.parallel, cell, last=from_end)
                if place:
                    return place
    return first_place(geometry.parallel, spots[0].row, lang) if spots else None


def _touches(cell: CellLine, start: int, end: int) -> bool:
    end = max(end, start + 1)
    return any(not run.role and run.start < end and run.start + len(run.text) > start for run in cell.line)


def _sentence_on(parallel: Parallel, cell: CellLine, *, last: bool) -> Place | None:
    block = parallel.documents[cell.lang].blocks[cell.block]
    texts = [run for run in cell.line if not run.role]
    if not texts or not block.sentences:
        return None
    offset = texts[-1].start + len(texts[-1].text) - 1 if last else texts[0].start
    return Place(cell.lang, cell.block, max(0, block.sentence_at(offset)))
