"""Editions that don't have the same blocks in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from briefing.document.model import Block, Kind, Range
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.parallel.pairing import shape
from briefing.parallel.rules.alignment import Gap, cues, gaps, likeness
from briefing.parallel.rules.case import Case, Text
from briefing.parallel.rules.kinds import END, KINDS

_MARKUP: Final = frozenset({Kind.CODE, Kind.HTML, Kind.RULE})
_SAME: Final = 0.6
"""Likeness from which on two blocks without a counterpart are taken for the same at different places."""
_CUES: Final = 3
"""Cues that blocks need for that."""


def differing_blocks(case: Case) -> Iterator[Problem]:
    """Yield the places at which blocks of one language have no counterpart in the other."""
    if case.both is None:
        return
    one, two = case.both
    blocks, others = one.document.blocks, two.document.blocks
    if list(map(shape, blocks)) == list(map(shape, others)):
        return
    found = gaps(blocks, others)
    if found is None:
        shared = min(len(blocks), len(others))
        at = next((index for index in range(shared) if shape(blocks[index]) != shape(others[index])), shared)
        yield _differs(one, two, Gap((at, at), (at, at)))
        return
    moved = _moved(one, two, found)
    for number, gap in enumerate(found):
        if number in moved:
            if moved[number] > number:
                yield _elsewhere(one, two, gap, found[moved[number]])
        elif _size(gap.there) == 0:
            yield _alone(one, gap.here, two, gap.there[0])
        elif _size(gap.here) == 0:
            yield _alone(two, gap.there, one, gap.here[0])
        else:
            yield _differs(one, two, gap)


def differing_tables(case: Case) -> Iterator[Problem]:
    """Yield tables that don't have as many rows and columns as their counterpart."""
    if case.both is None:
        return
    one, two = case.both
    for (here,), (there,) in case.sure_rows():
        if here.kind is Kind.TABLE and there.kind is Kind.TABLE and (_extent(here) != _extent(there)):
            message = n_("This table has {here} rows and columns, that in {path}, line {line}, has {there}.")
            values = {"path": two.edition.rel, "line": there.lines[0]}
            sizes = {"here": "×".join(map(str, _extent(here))), "there": "×".join(map(str, _extent(there)))}
            yield one.problem(_odd_row(one, here, there), "table-differs", message, **sizes, **values)


def _extent(table: Block) -> Range:
    return len(table.table), max(map(len, table.table), default=0)


def _odd_row(text: Text, here: Block, there: Block) -> int:
    """Return the line of the first row of a table that the other one doesn't have, or before which one is missing."""
    ours, theirs = _rows(here), _rows(there)
    gap = next(iter(gaps(ours, theirs) or ()), Gap((0, 0), (0, 0)))
    row = here.table[min(gap.here[0], len(here.table) - 1)] if here.table else ()
    return text.line_at(here, row[0].start, row[0].end) if row else here.lines[0]


def _rows(table: Block) -> list[Block]:
    """Return the rows of a table as paragraphs."""
    return [
        Block(Kind.PARAGRAPH, table.text[row[0].start : row[-1].end] if row else "", table.lines) for row in table.table
    ]


def _moved(one: Text, two: Text, found: list[Gap]) -> dict[int, int]:
    """Return which gaps hold the same block, missing at one place and too many at another, both ways."""
    ours = {n: one.document.blocks[gap.here[0]] for n, gap in enumerate(found) if not _size(gap.there)}
    theirs = {n: two.document.blocks[gap.there[0]] for n, gap in enumerate(found) if not _size(gap.here)}
    cued = {n: cues(block) for n, block in theirs.items()}
    moved: dict[int, int] = {}
    for number, here in ours.items():
        mine = cues(here)
        if here.kind in _MARKUP or len(mine) < _CUES:
            continue
        same = (place for place, there in theirs.items() if place not in moved and shape(there) == shape(here))
        place = next((place for place in same if likeness(mine, cued[place]) >= _SAME), None)
        if place is not None:
            moved[number] = place
            moved[place] = number
    return moved


def _elsewhere(one: Text, two: Text, gap: Gap, other: Gap) -> Problem:
    """Return that a block stands at another place in the other language."""
    if not _size(gap.here):
        gap, other = other, gap
    block, there = one.document.blocks[gap.here[0]], two.document.blocks[other.there[0]]
    message = n_("This {kind} stands at another place in {path}: on line {line}.")
    values = {"kind": KINDS[block.kind], "path": two.edition.rel, "line": there.lines[0]}
    return one.problem(block.lines[0], "block-moved", message, **values)


def _alone(text: Text, place: Range, other: Text, at: int) -> Problem:
    """Return that blocks have no counterpart, and where it would stand."""
    block = text.document.blocks[place[0]]
    before = other.document.blocks[at - 1].lines[1] if at else 0
    values = {"kind": KINDS[block.kind], "path": other.edition.rel, "line": before, "count": _size(place)}
    message = n_("No counterpart in {path} for this {kind}; its place is behind line {line} there.")
    if _size(place) > 1:
        message = n_(
            "No counterpart in {path} for {count} blocks from here on; their place is behind line {line} there."
        )
    return text.problem(block.lines[0], "blocks-differ", message, **values)


def _differs(one: Text, two: Text, gap: Gap) -> Problem:
    """Return that blocks of different kinds stand at the same place."""
    return one.problem(
        _line(one, gap.here[0]),
        "blocks-differ",
        n_("Here the languages differ: {kind} here, {other} in {path}, line {line}."),
        kind=_kind(one, gap.here[0]),
        other=_kind(two, gap.there[0]),
        path=two.edition.rel,
        line=_line(two, gap.there[0]),
    )


def _line(text: Text, at: int) -> int:
    """Return the first line of a block, or the last line of a text that has ended."""
    blocks = text.document.blocks
    return blocks[at].lines[0] if at < len(blocks) else blocks[-1].lines[1] if blocks else 1


def _kind(text: Text, at: int) -> str:
    return KINDS[text.document.blocks[at].kind] if at < len(text.document.blocks) else END


def _size(place: Range) -> int:
    return place[1] - place[0]
