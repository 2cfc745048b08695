"""A table's cells as they are shown, with their size. Pure; its cost is linear in the table's text and spans."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import NamedTuple

from briefing.document.model import Block, Cell, Mark, Span
from briefing.tui.shape import Run, Shaped, shape
from briefing.tui.wrap import is_simple, width_of


class Entry(NamedTuple):
    """A cell, ready to be wrapped.

    Attributes:
        cell: where it is in the block's plain text.
        text: what is shown.
        simple: whether each of its characters takes one cell of the terminal.
        cells: cells of its longest line.
        shaped: how offsets map; None where text and plain text are the same, as in most cells.
    """

    cell: Cell
    text: str
    simple: bool
    cells: int
    shaped: Shaped | None

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        """Return a range of the shown text as runs."""
        if self.shaped is not None:
            return self.shaped.runs(start, end)
        return (Run(self.text[start:end], self.cell.start + start),) if start < end else ()

    def longest_word(self) -> int:
        """Return the cells of the longest part between spaces."""
        words = self.text.replace("\n", " ").split(" ")
        return max(map(len if self.simple else width_of, words))


def cut_cells(block: Block, numbers: Mapping[str, int]) -> list[list[Entry]]:
    """Return the rows of a table with footnote numbers and image paths in place.

    Args:
        block: a block with a table.
        numbers: the number of each footnote by its label.
    """
    simple = is_simple(block.text)
    decorating = [span for span in block.spans if span.mark in {Mark.FOOTNOTE, Mark.IMAGE}]
    starts = [span.start for span in decorating]
    rows = []
    for row in block.table:
        entries = []
        for cell in row:
            first = bisect_left(starts, cell.start) if starts else 0
            if first < len(starts) and starts[first] <= cell.end:
                entries.append(_decorated(block, cell, _within(decorating, first, cell), numbers))
            else:
                text = block.text[cell.start : cell.end]
                entries.append(Entry(cell, text, simple, _cells(text, simple), None))
        rows.append(entries)
    return rows


def _within(spans: list[Span], first: int, cell: Cell) -> tuple[Span, ...]:
    last = first
    while last < len(spans) and spans[last].start <= cell.end:
        last += 1
    return tuple(spans[first:last])


def _decorated(block: Block, cell: Cell, spans: tuple[Span, ...], numbers: Mapping[str, int]) -> Entry:
    # Shaping looks at all spans of its block; it gets those of the cell, so that a long table costs no square.
    shaped = shape(block._replace(spans=spans), numbers, cell.start, cell.end)
    simple = is_simple(shaped.text)
    return Entry(cell, shaped.text, simple, _cells(shaped.text, simple), shaped)


def _cells(text: str, simple: bool) -> int:
    measure = len if simple else width_of
    return max(map(measure, text.split("\n"))) if "\n" in text else measure(text)
