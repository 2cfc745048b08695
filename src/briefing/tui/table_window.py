"""Rows of a table to painted lines, as far as a window shows them, with signs at the edges of what it doesn't. Pure."""

from __future__ import annotations

from typing import Final, TypeAlias

from briefing.tui.shape import Run
from briefing.tui.table_cells import Entry
from briefing.tui.table_columns import GAP, Columns
from briefing.tui.wrap import width_of

Line: TypeAlias = tuple[Run, ...]

_BETWEEN: Final = " │ "
_LEFT: Final = " ‹ "
_RIGHT: Final = " ›"


class Window:
    """Paints what is shown of a table at one shift.

    Args:
        columns: from `divide`.
        shift: columns scrolled away behind the first one.
    """

    def __init__(self, columns: Columns, shift: int) -> None:
        shift = max(0, min(shift, columns.shifts))
        self._widths = columns.widths
        self._shown = columns.shown(shift)
        self._left = shift > 0
        self._right = shift < columns.shifts

    def rule(self, row: list[Entry]) -> Line:
        """Return the line below the header; in a window it also says which columns are shown."""
        line = self._rule("─")
        if self._left or self._right:
            first, last = self._shown[1] + 1, self._shown[-1] + 1
            place = f" {first}–{last}/{len(self._widths)}" if first < last else f" {first}/{len(self._widths)}"
            if self._widths[0] + GAP + len(place) < len(line):
                line = f"{line[: -len(place)]}{place}"
        return self._decoration(line + (_RIGHT if self._right else ""), row)

    def thin_rule(self, row: list[Entry]) -> Line:
        """Return the line between two rows of several lines each."""
        return self._decoration(self._rule("┄"), row)

    def row(self, row: list[Entry], wrapped: list[list[tuple[int, int]]]) -> list[Line]:
        """Return the lines of a row; as many as its tallest cell has, shown or not."""
        return [self._line(row, wrapped, index) for index in range(max(map(len, wrapped), default=1))]

    def _line(self, row: list[Entry], wrapped: list[list[tuple[int, int]]], index: int) -> Line:
        runs: list[Run] = []
        for column in self._shown:
            at = row[min(column, len(row) - 1)].cell.start if row else 0
            if runs:
                first = index == 0 and column == self._shown[1]
                runs.append(Run(_LEFT if first and self._left else _BETWEEN, at, "rule"))
            width = self._widths[column]
            if column < len(wrapped) and index < len(wrapped[column]):
                runs.extend(_aligned(row[column], wrapped[column][index], width))
            else:
                runs.append(Run(" " * width, at, "space"))
        if self._right and index == 0:
            runs.append(Run(_RIGHT, runs[-1].start, "rule"))
        return tuple(runs)

    def _rule(self, line: str) -> str:
        return f"{line}┼{line}".join(line * self._widths[column] for column in self._shown)

    def _decoration(self, text: str, row: list[Entry]) -> Line:
        return (Run(text, row[0].cell.start if row else 0, "rule"),)


def _aligned(entry: Entry, part: tuple[int, int], width: int) -> list[Run]:
    runs = entry.runs(*part)
    spare = width - sum(width_of(run.text) for run in runs)
    align = entry.cell.align
    before = spare if align == "right" else spare // 2 if align == "center" else 0
    out = [Run(" " * before, entry.cell.start, "space")] if before > 0 else []
    out.extend(runs)
    if spare - before > 0:
        out.append(Run(" " * (spare - before), entry.cell.end, "space"))
    return out
