"""Blocks to lines of a given width: prefixes of lists and quotes, wrapping, tables. Pure; knows no colours.

A line is a tuple of runs. Runs without a role hold the block's own text at a known offset, so that a cell of the screen
always leads back to the character under it; all other runs are decoration.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from briefing.document.model import Block, Box, Container, Kind
from briefing.tui.shape import Run, shape
from briefing.tui.table import table_lines
from briefing.tui.wrap import width_of, wrap, wrap_verbatim

Numbers: TypeAlias = Mapping[str, tuple[int, int]]
Line: TypeAlias = tuple[Run, ...]

_LEAST = 10
"""Cells that nesting always leaves for the text."""


class Prefix(NamedTuple):
    """What stands before a block's lines."""

    first: Line
    rest: Line
    width: int


def block_lines(block: Block, width: int, numbers: Numbers) -> tuple[Line, ...]:
    """Return the lines that `block` takes in a column of `width` cells, none of them wider; at least one.

    Args:
        block: what to lay out.
        width: cells, at least 4.
        numbers: `Document.footnotes`, for the numbers of references.
    """
    prefix = _prefix(block, width)
    room = width - prefix.width
    if block.kind is Kind.RULE:
        body: tuple[Line, ...] = ((Run("─" * room, 0, "rule"),),)
    elif block.kind is Kind.TABLE and block.table:
        body = table_lines(block, room, numbers)
    elif block.kind is Kind.CODE:
        body = tuple((Run(block.text[a:b], a),) if a < b else () for a, b in wrap_verbatim(block.text, room))
    else:
        shaped = shape(block, numbers)
        body = tuple(shaped.runs(a, b) for a, b in wrap(shaped.text, room))
    return tuple((*(prefix.rest if i else prefix.first), *line) for i, line in enumerate(body))


def gap_before(block: Block, previous: Block | None) -> int:
    """Return the blank lines between `previous` and `block`: none inside tight lists and between notes."""
    if previous is None:
        return 0
    if block.kind is Kind.FOOTNOTE and previous.kind is Kind.FOOTNOTE:
        return 0
    if block.kind is Kind.DEFINITION and block.level == 1:
        return 0
    items = [c for c in block.containers if c.box is Box.ITEM]
    above = [c for c in previous.containers if c.box is Box.ITEM]
    if items and above and items[-1].opens and items[-1].tight and not _new_list(items, above):
        return 0
    return 1


def _new_list(items: list[Container], above: list[Container]) -> bool:
    """Return whether bullets follow numbers or the other way round: two lists, not one."""
    depth = min(len(items), len(above)) - 1
    return items[depth].marker[:1].isdigit() != above[depth].marker[:1].isdigit()


def estimate_lines(block: Block, width: int) -> int:
    """Return about how many lines `block` takes, without wrapping it: for rows that are far from the screen."""
    room = max(_LEAST, width - 2 * len(block.containers))
    if block.kind in {Kind.CODE, Kind.HTML}:
        return block.text.count("\n") + 1
    if block.kind is Kind.TABLE and block.table:
        columns = max(len(row) for row in block.table)
        cell = max(4, room // max(1, columns) - 3)
        return 1 + sum(max((1 + (c.end - c.start) // cell for c in row), default=1) for row in block.table)
    # A line is filled to about 95 %: the last word of each rarely fits exactly.
    return 1 + block.text.count("\n") + int(len(block.text) / (room * 0.95))


def _prefix(block: Block, width: int) -> Prefix:
    first: list[Run] = []
    rest: list[Run] = []
    used = 0
    for container in block.containers:
        if container.box is Box.QUOTE:
            lead, follow, role = "▌ ", "▌ ", "bar"
        elif container.box is Box.DEFINITION:
            lead = follow = "  " if block.level else ""
            role = "marker"
        else:
            mark = f"{container.marker or '•'} "
            follow, role = " " * width_of(mark), "marker"
            lead = mark if container.opens else follow
        cells = width_of(lead)
        if used + cells > width - _LEAST:
            break
        if lead:
            first.append(Run(lead, 0, role))
            rest.append(Run(follow, 0, role if follow.strip() else "space"))
            used += cells
    if block.kind is Kind.CODE and used + 2 <= width - _LEAST:
        first.append(Run("  ", 0, "space"))
        rest.append(Run("  ", 0, "space"))
        used += 2
    return Prefix(tuple(first), tuple(rest), used)
