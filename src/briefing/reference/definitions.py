"""Definition lists and tables as the entries that they are, in one language or in both side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from briefing.document.model import Block, Box, Document, Kind, Lang, Mark
from briefing.parallel.model import Parallel

_MORE = re.compile(
    r"(?:\A|(?<=[.!?…:;)\]”“\"»])\s+|\n)(?:mehr|more|siehe(?: auch)?|see(?: also)?|weiter|read on)\s*:.*\Z", re.I | re.S
)
"""What leads on to another text, and says nothing about the entry itself."""
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class Item(NamedTuple):
    """One entry of a definition list or one line of a table.

    Attributes:
        head: index of the block that it is addressed by: the first term, or the table.
        line: which line of the table, 1 for the first below the header; 0 in a definition list.
        cells: what it says, in order, as plain text: the terms' and explanations' texts, or the line's cells.
        terms: how many of `cells` are terms; 0 in a table.
        targets: addresses of its links into the library, in order.
    """

    head: int
    line: int
    cells: tuple[str, ...]
    terms: int
    targets: tuple[str, ...]


class Pair(NamedTuple):
    """The same entry in the languages that have it.

    Attributes:
        row: of the parallel.
        sides: at least one.
    """

    row: int
    sides: Mapping[Lang, Item]


def lines_of(block: Block) -> list[list[str]]:
    """Return the cells of a table as plain text, the header first."""
    return [[block.text[cell.start : cell.end] for cell in line] for line in block.table]


def without_more(text: str) -> str:
    """Return an explanation without what leads on to another text at its end ("More: …")."""
    return _MORE.sub("", text).strip()


def listed(document: Document) -> list[Item]:
    """Return the entries of all definition lists; terms that share an explanation are one entry."""
    found: list[Item] = []
    terms: list[int] = []
    says: list[int] = []
    for index, block in enumerate(document.blocks):
        if block.kind is Kind.DEFINITION and block.level == 0:
            if says:
                found.append(_item(document.blocks, terms, says))
                terms, says = [], []
            terms.append(index)
        elif terms and any(container.box is Box.DEFINITION for container in block.containers):
            says.append(index)
        else:
            if says:
                found.append(_item(document.blocks, terms, says))
            terms, says = [], []
    if says:
        found.append(_item(document.blocks, terms, says))
    return found


def _item(blocks: Sequence[Block], terms: Sequence[int], says: Sequence[int]) -> Item:
    cells = tuple(blocks[index].text for index in (*terms, *says))
    targets = (target for index in (*terms, *says) for target in _targets(blocks[index], 0, len(blocks[index].text)))
    return Item(terms[0], 0, cells, len(terms), tuple(targets))


def lined(document: Document) -> Iterator[tuple[tuple[str, ...], list[Item]]]:
    """Yield each table as its header and its lines."""
    for index, block in enumerate(document.blocks):
        if block.kind is Kind.TABLE and block.table:
            header, *lines = (tuple(line) for line in lines_of(block))
            items = [
                Item(index, at, cells, 0, tuple(_targets(block, block.table[at][0].start, block.table[at][-1].end)))
                for at, cells in enumerate(lines, 1)
                if cells
            ]
            yield header, items


def _targets(block: Block, start: int, end: int) -> Iterator[str]:
    for span in block.spans:
        inside = start <= span.start and span.end <= end
        if span.mark is Mark.LINK and inside and span.target and not _ELSEWHERE.match(span.target):
            yield span.target


def side_by_side(parallel: Parallel, items: Mapping[Lang, Sequence[Item]]) -> list[Pair]:
    """Return the entries of both languages in pairs, in the order of the rows.

    Entries belong together that stand in the same row, in the order in which they stand there; what one language alone
    has in a row, or has more of, stays alone.

    Args:
        parallel: the two texts.
        items: for each language, entries in the order of the text.
    """
    found: list[Pair] = []
    places: dict[tuple[int, int], dict[Lang, Item]] = {}
    for lang, entries in items.items():
        counts: dict[int, int] = {}
        for item in entries:
            row = parallel.row_index[lang][item.head]
            # Lines of two tables that are not equally many can't be told apart by their number alone.
            at = counts[row] = counts.get(row, -1) + 1
            places.setdefault((row, at), {})[lang] = item
    uneven = _uneven(parallel, items)
    for (row, _), sides in sorted(places.items(), key=lambda one: one[0]):
        if row in uneven:
            found += (Pair(row, {lang: item}) for lang, item in sides.items())
        else:
            found.append(Pair(row, sides))
    return found


def _uneven(parallel: Parallel, items: Mapping[Lang, Sequence[Item]]) -> set[int]:
    """Return the rows in which one language has more entries than the other."""
    counts: dict[int, list[int]] = {}
    for lang, entries in items.items():
        for item in entries:
            counts.setdefault(parallel.row_index[lang][item.head], []).append(lang == "de")
    return {row for row, german in counts.items() if 0 < sum(german) < len(german) != 2 * sum(german)}


LABEL: Final = re.compile(r"\s*([^:\n]{1,40}?)\s*:\s+(.*)\Z", re.DOTALL)
"""A cell that names itself: "Licence: MIT"."""
