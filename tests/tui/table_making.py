"""Tables for the tests: from rows of texts, and as hypothesis makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from briefing.document.model import Block, Cell, Kind, Mark, Span
from briefing.tui.shape import Run
from briefing.tui.table import TableLayout

NUMBERS = {"a": 1, "b": 12}


def table_of(rows: Sequence[Sequence[str]], *, aligns: Sequence[str] = (), spans: Sequence[Span] = ()) -> Block:
    """Return a table block; rows may be of any length."""
    parts: list[str] = []
    table: list[tuple[Cell, ...]] = []
    at = 0
    for row in rows:
        if table:
            parts.append("\n")
            at += 1
        cells: list[Cell] = []
        for column, text in enumerate(row):
            if cells:
                parts.append(" | ")
                at += 3
            parts.append(text)
            cells.append(Cell(at, at + len(text), aligns[column] if column < len(aligns) else "left"))
            at += len(text)
        table.append(tuple(cells))
    return Block(Kind.TABLE, "".join(parts), (1, len(rows)), spans=tuple(spans), table=tuple(table))


def shown(lines: Sequence[Sequence[Run]]) -> list[str]:
    """Return lines as they are painted, without what is empty at their ends."""
    return ["".join(run.text for run in line).rstrip() for line in lines]


_WORDS = st.sampled_from(
    (
        *("", "Ja", "1,5", "offen", "Verhältnismäßigkeit", "Lizenz mit Auflagen", "eins\nzwei", "x" * 70),
        *(
            "日本語の表",
            "👩\u200d👩\u200d👧",
            "e\u0301",
            "Open-Source-Modelle",
            "Gewichte unter einer hauseigenen Lizenz",
        ),
        "https://example.org/ein/langer/pfad.html",
    )
)
_CELLS = st.lists(_WORDS, max_size=4).map(" ".join)
_ALIGNS = st.lists(st.sampled_from(["left", "center", "right"]), max_size=14)


@st.composite
def tables(draw: st.DrawFn, most_columns: int = 14) -> Block:
    """Return a table with footnotes and images in its cells."""
    even = draw(st.booleans())
    columns = draw(st.integers(1, most_columns))
    least = columns if even else 0
    rows = draw(st.lists(st.lists(_CELLS, min_size=least, max_size=columns), min_size=1, max_size=5))
    block = table_of(rows, aligns=draw(_ALIGNS))
    cells = [cell for row in block.table for cell in row]
    spans: list[Span] = []
    for cell in draw(st.lists(st.sampled_from(cells), max_size=4, unique=True)) if cells else ():
        at = draw(st.integers(cell.start, cell.end))
        mark = draw(st.sampled_from([Mark.FOOTNOTE, Mark.FOOTNOTE, Mark.IMAGE]))
        end = at if mark is Mark.FOOTNOTE else cell.end
        spans.append(Span(mark, at, end, draw(st.sampled_from(["a", "b", "bild.png"]))))
    spans.sort(key=lambda span: span.start)
    return Block(block.kind, block.text, block.lines, spans=tuple(spans), table=block.table)


def table_shifts(block: Block, width: int, numbers: Mapping[str, int]) -> int:
    """Return the greatest shift that still brings something new into `width` cells; 0 for a table that fits."""
    return TableLayout(block, width, numbers).shifts
