"""Tables to lines: cells that wrap in columns that share the width; a window onto a table that is too wide. Pure.

Columns are narrowed, and cells wrapped, as long as every column stays readable. A table with more columns than that is
laid out wider than the window: its first column stays, and the others are scrolled away one by one. Its lines are as
many at every shift, so that nothing moves up or down. Where two columns aren't readable side by side, each row becomes
a record: a label and a value on each line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from briefing.document.model import Block
from briefing.tui.shape import Run
from briefing.tui.table_cells import Entry, cut_cells
from briefing.tui.table_columns import Columns, divide
from briefing.tui.table_window import Line, Window
from briefing.tui.wrap import wrap

_LABEL_LINES = 2
"""Lines that a column's name may take before each of its values in a record."""


def table_lines(block: Block, width: int, numbers: Mapping[str, int], *, shift: int = 0) -> tuple[Line, ...]:
    """Return the lines of a table block, none wider than `width` cells.

    Args:
        block: a block with a table.
        width: cells, at least 4.
        numbers: the number of each footnote by its label.
        shift: columns scrolled away behind the first one; more than there are is as many as there are.
    """
    return TableLayout(block, width, numbers).lines(shift)


class TableLayout:
    """One table in one width: measured at once, wrapped when lines are first asked for, each cell once for all shifts.

    Args:
        block: a block with a table.
        width: cells, at least 4.
        numbers: the number of each footnote by its label.
    """

    def __init__(self, block: Block, width: int, numbers: Mapping[str, int]) -> None:
        self._width = width
        self._rows = cut_cells(block, numbers)
        self._columns = _columns(self._rows, width)
        self._wrapped: list[list[list[tuple[int, int]]]] | None = None

    @property
    def shifts(self) -> int:
        """The greatest shift that still brings something new; 0 for a table that fits."""
        return self._columns.shifts if self._columns else 0

    def lines(self, shift: int = 0) -> tuple[Line, ...]:
        """Return the lines at a shift; there are as many at each."""
        if self._columns is None:
            return _records(self._rows, self._width)
        if self._wrapped is None:
            self._wrapped = [_wrap_row(row, self._columns.widths) for row in self._rows]
        window = Window(self._columns, shift)
        apart = self._apart()
        lines: list[Line] = []
        for index, (row, wrapped) in enumerate(zip(self._rows, self._wrapped, strict=True)):
            if apart and index > 1:
                lines.append(window.thin_rule(row))
            lines.extend(window.row(row, wrapped))
            if index == 0:
                lines.append(window.rule(row))
        return tuple(lines)

    def shift_showing(self, offset: int, shift: int) -> int:
        """Return the shift nearest to `shift` at which the character at a plain offset is shown."""
        if self._columns is None or not self.shifts:
            return 0
        row = max(0, bisect_right(self._rows, offset, key=_start) - 1)
        column = max(0, bisect_right(self._rows[row], offset, key=lambda entry: entry.cell.start) - 1)
        return self._columns.shift_showing(column, shift)

    def _apart(self) -> bool:
        """Return whether most rows take several lines, so that it would be hard to see where one ends."""
        body = (self._wrapped or [])[1:]
        tall = sum(1 for row in body if max(map(len, row), default=1) > 1)
        return len(body) > 1 and 2 * tall > len(body)


def _start(row: list[Entry]) -> int:
    return row[0].cell.start if row else 0


def _columns(rows: list[list[Entry]], width: int) -> Columns | None:
    """Return how a table divides `width`, or None where it is shown as records."""
    count = max((len(row) for row in rows), default=0)
    if not count:
        return None
    words = [1] * count
    for row in rows:
        for column, entry in enumerate(row):
            if entry.cells > words[column]:
                words[column] = max(words[column], entry.longest_word())
    return divide([[entry.cells for entry in row] for row in rows], words, width)


def _wrap_row(row: list[Entry], widths: tuple[int, ...]) -> list[list[tuple[int, int]]]:
    """Wrap the cells of a row; most fit into their column, and need no search for a break."""
    return [
        [(0, len(entry.text))] if entry.cells <= width and "\n" not in entry.text else wrap(entry.text, width)
        for entry, width in zip(row, widths, strict=False)
    ]


def _records(rows: list[list[Entry]], width: int) -> tuple[Line, ...]:
    """Return each row as lines of label and value, with the header as labels.

    A header of one row only, or one that is too long to be repeated in full, is a record itself.
    """
    header = [" ".join(entry.text.split()) for entry in rows[0]] if len(rows) > 1 else []
    long = [len(label) > _LABEL_LINES * width for label in header]
    header = [f"{label[:width]}…" if cut else label for label, cut in zip(header, long, strict=True)]
    lines: list[Line] = []
    for index, row in enumerate(rows):
        if index == 0 and header and not any(long):
            continue
        if lines:
            lines.append((Run("─" * min(width, 12), _start(row), "rule"),))
        for column in range(max(len(row), len(header))):
            label = f"{header[column]}: " if index and column < len(header) and header[column] else ""
            lines.extend(_record_lines(label, row[column] if column < len(row) else None, _start(row), width))
    return tuple(lines) or ((),)


def _record_lines(label: str, entry: Entry | None, start: int, width: int) -> Iterator[Line]:
    text = entry.text if entry else ""
    start = entry.cell.start if entry else start
    for at, (a, b) in enumerate(wrap(label + text, width)):
        runs = [Run(label[a : min(b, len(label))], start, "label")] if a < len(label) else []
        if entry:
            runs.extend(entry.runs(max(0, a - len(label)), max(0, b - len(label))))
        if runs or at == 0:
            yield tuple(runs)
