"""Blocks to lines of a given width: prefixes of lists and quotes, wrapping, tables. Pure; knows no colours.

A line is a tuple of runs. Runs without a role hold the block's own text at a known offset, so that a cell of the screen
always leads back to the character under it; all other runs are decoration.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from briefing.document.model import Block, Box, Container, Kind, Lang
from briefing.tui.hyphenation import Hyphenator, syllables_of
from briefing.tui.shape import Run, Shaped, shape
from briefing.tui.wrap import Stretch, is_simple, stretches, width_of, wrap_verbatim

if TYPE_CHECKING:
    from briefing.tui.table import TableLayout

Numbers: TypeAlias = Mapping[str, int]
Line: TypeAlias = tuple[Run, ...]

_LEFT_TO_RIGHT = "\u200e"
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_BAR = "▌ "
_LEAST = 10
"""Cells that nesting always leaves for the text."""


class Prefix(NamedTuple):
    """What stands before a block's lines."""

    first: Line
    rest: Line
    width: int


def block_lines(
    block: Block, width: int, numbers: Numbers, *, hyphens: Hyphenator | None = None, lang: Lang = "de", shift: int = 0
) -> tuple[Line, ...]:
    """Return the lines that `block` takes in a column of `width` cells, none of them wider; at least one.

    Args:
        block: what to lay out.
        width: cells, at least 4.
        numbers: the number of each footnote by its label, for references.
        hyphens: breaks words in columns of at most `HYPHENATED` cells; None to keep them whole.
        lang: language of the block, for `hyphens`.
        shift: columns of a wide table that are scrolled away.
    """
    prefix = _prefix(block, width)
    room = width - prefix.width
    if block.kind is Kind.RULE:
        body: tuple[Line, ...] = ((Run("─" * room, 0, "rule"),),)
    elif block.kind is Kind.TABLE and block.table:
        from briefing.tui.table import table_lines  # noqa: PLC0415 - few texts have tables

        body = table_lines(block, room, numbers, shift=shift)
    elif block.kind is Kind.CODE:
        body = tuple((Run(block.text[a:b], a),) if a < b else () for a, b in wrap_verbatim(block.text, room))
    else:
        shaped = shape(block, numbers)
        syllables = syllables_of(block, shaped, hyphens, lang, width)
        body = tuple(_text_line(shaped, stretch) for stretch in stretches(shaped.text, room, syllables=syllables))
    lines = tuple((*(prefix.rest if i else prefix.first), *line) for i, line in enumerate(body))
    return lines if is_simple(block.text) else tuple(_fenced(line) for line in lines)


def _text_line(shaped: Shaped, stretch: Stretch) -> Line:
    runs = shaped.runs(stretch.start, stretch.end)
    # The hyphen leads back to the letter before it, and is lit with that one.
    return (*runs, Run("-", runs[-1].start + len(runs[-1].text) - 1, "hyphen")) if stretch.hyphen else runs


def _fenced(line: Line) -> Line:
    """Return a line with Hebrew or Arabic on it between left-to-right marks, which take no cell.

    Terminals that reorder text take a whole screen line for one paragraph: without the marks, the end of such a line
    and digits, or more Hebrew, in the other column are one run for them, and change places across the gutter. What is
    between the marks is left to the terminal, in the order in which it is written.
    """
    if not any(_FROM_RIGHT.search(run.text) for run in line if not is_simple(run.text)):
        return line
    end = line[-1].start + (0 if line[-1].role else max(0, len(line[-1].text) - 1))
    return Run(_LEFT_TO_RIGHT, line[0].start, "direction"), *line, Run(_LEFT_TO_RIGHT, end, "direction")


def table_of(block: Block, width: int, numbers: Numbers) -> TableLayout | None:
    """Return how a table block is laid out in a column of `width` cells; None for any other block."""
    if block.kind is not Kind.TABLE or not block.table:
        return None
    from briefing.tui.table import TableLayout  # noqa: PLC0415

    return TableLayout(block, width - _prefix(block, width).width, numbers)


def gap_before(block: Block, previous: Block | None) -> int:
    """Return the blank lines between `previous` and `block`: none inside tight lists and between notes."""
    if previous is None:
        return 0
    if block.kind is Kind.FOOTNOTE and previous.kind is Kind.FOOTNOTE:
        return 0
    if block.kind is Kind.DEFINITION and block.level == 1:
        # A second paragraph of one explanation stands apart; a second explanation doesn't.
        return 0 if block.containers and block.containers[-1].opens else 1
    items = [c for c in block.containers if c.box is Box.ITEM]
    above = [c for c in previous.containers if c.box is Box.ITEM]
    if items and above and items[-1].opens and items[-1].tight and not _new_list(items, above):
        return 0
    return 1


def _new_list(items: list[Container], above: list[Container]) -> bool:
    """Return whether bullets follow numbers or the other way round: two lists, not one."""
    depth = min(len(items), len(above)) - 1
    return items[depth].marker[:1].isdigit() != above[depth].marker[:1].isdigit()


def gap_prefix(block: Block) -> str:
    """Return what stands on the blank line above a block: the bars of quotes that were open before it."""
    bars = 0
    for container in block.containers:
        if container.box is not Box.QUOTE or container.opens:
            break
        bars += 1
    return _BAR * bars


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
            lead, follow, role = _BAR, _BAR, "bar"
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
