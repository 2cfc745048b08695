"""Tables to lines: columns that share the width, cells that wrap; records where columns would be too narrow. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.document.model import Block, Cell
from briefing.tui.shape import Run, Shaped, shape
from briefing.tui.wrap import width_of, wrap

_SEPARATOR = " │ "
_NARROWEST = 8
"""A column below this many cells would cut most German words; such a table is shown as records."""


def table_lines(block: Block, width: int, numbers: Mapping[str, int]) -> tuple[tuple[Run, ...], ...]:
    """Return the lines of a table block in `width` cells."""
    columns = max(len(row) for row in block.table)
    shaped = [[shape(block, numbers, cell.start, cell.end) for cell in row] for row in block.table]
    natural = [max((width_of(row[c].text) for row in shaped if c < len(row)), default=1) or 1 for c in range(columns)]
    room = width - len(_SEPARATOR) * (columns - 1)
    words = [max((_longest_word(row[c].text) for row in shaped if c < len(row)), default=1) for c in range(columns)]
    widths = share(natural, words, room)
    if any(given < min(wanted, _NARROWEST) for given, wanted in zip(widths, natural, strict=True)):
        return _records(block, shaped, width)
    lines: list[tuple[Run, ...]] = []
    for index, row in enumerate(block.table):
        lines.extend(_row_lines(row, shaped[index], widths))
        if index == 0:
            lines.append((Run("─┼─".join("─" * w for w in widths), row[0].start if row else 0, "rule"),))
    return tuple(lines)


def share(natural: list[int], least: list[int], room: int) -> list[int]:
    """Divide `room` cells among columns.

    Each gets at least its longest word where all of them fit; beyond that, what it wants, or an equal part of what the
    smaller ones leave.

    Args:
        natural: cells that each column would like.
        least: cells of its longest word.
        room: cells to divide.
    """
    widths = list(least) if sum(least) <= room else [0] * len(natural)
    left = room - sum(widths)
    waiting = sorted(range(len(natural)), key=lambda column: natural[column] - widths[column])
    while waiting:
        fair = left // len(waiting)
        column = waiting.pop(0)
        more = max(0, min(natural[column] - widths[column], fair))
        widths[column] += more
        left -= more
    return widths


def _longest_word(text: str) -> int:
    return max((width_of(word) for word in text.split(" ")), default=1)


def _row_lines(row: tuple[Cell, ...], shaped: list[Shaped], widths: list[int]) -> list[tuple[Run, ...]]:
    wrapped = [wrap(cell.text, width) for cell, width in zip(shaped, widths, strict=False)]
    lines: list[tuple[Run, ...]] = []
    for index in range(max((len(cell) for cell in wrapped), default=1)):
        runs: list[Run] = []
        for column, width in enumerate(widths):
            if column:
                runs.append(Run(_SEPARATOR, row[min(column, len(row) - 1)].start, "rule"))
            if column < len(wrapped) and index < len(wrapped[column]):
                runs.extend(_cell_runs(shaped[column].runs(*wrapped[column][index]), row[column], width))
            else:
                runs.append(Run(" " * width, row[min(column, len(row) - 1)].start if row else 0, "space"))
        lines.append(tuple(runs))
    return lines


def _cell_runs(runs: tuple[Run, ...], cell: Cell, width: int) -> list[Run]:
    spare = width - sum(width_of(run.text) for run in runs)
    before = spare if cell.align == "right" else spare // 2 if cell.align == "center" else 0
    out = [Run(" " * before, cell.start, "space")] if before else []
    out.extend(runs)
    if spare - before > 0:
        out.append(Run(" " * (spare - before), cell.end, "space"))
    return out


def _records(block: Block, shaped: list[list[Shaped]], width: int) -> tuple[tuple[Run, ...], ...]:
    lines: list[tuple[Run, ...]] = []
    header = [" ".join(cell.text.split()) for cell in shaped[0]]
    for index, row in enumerate(block.table):
        if index == 0 and len(block.table) > 1:
            continue
        if lines:
            lines.append((Run("─" * min(width, 12), row[0].start if row else 0, "rule"),))
        for column, cell in enumerate(row):
            label = f"{header[column]}: " if index and column < len(header) and header[column] else ""
            for at, (a, b) in enumerate(wrap(label + shaped[index][column].text, width)):
                runs = []
                if a < len(label):
                    runs.append(Run(label[a : min(b, len(label))], cell.start, "label"))
                runs.extend(shaped[index][column].runs(max(0, a - len(label)), max(0, b - len(label))))
                if runs or at == 0:
                    lines.append(tuple(runs))
    return tuple(lines) or ((),)
