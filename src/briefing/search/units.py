"""What of a briefing is searched: a unit for each side of each row, and for titles, tags and summaries besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import Final, NamedTuple

from briefing.document.model import LANGS, Block, Kind, Lang
from briefing.library.model import Briefing
from briefing.parallel.model import Parallel
from briefing.text import fold

INDEXER: Final = 3
"""Raise it when folding, tokens, or what is kept for each unit change: older caches are then rebuilt."""


class Field(IntEnum):
    """Where a unit stands; the numbers are those in the cache, not of rank."""

    BODY = 0
    TAG = 1
    HEADING = 2
    TITLE = 3
    SUMMARY = 4


class Unit(NamedTuple):
    """One side of one row, the smallest thing that can be found.

    Attributes:
        row: number of the row; 0 for tags, the summary, and a title that no row shows.
        lang: its language.
        field: where it stands.
        section: the heading above it, or empty.
        text: its plain text.
    """

    row: int
    lang: Lang
    field: Field
    section: str
    text: str


def units_of(briefing: Briefing, parallel: Parallel) -> list[Unit]:
    """Return everything of a briefing that can be found: tags, hidden titles, summaries, then the rows in order."""
    tags = {lang: ", ".join(briefing.editions[lang].tags) for lang in briefing.langs}
    titles = {lang: _hidden_title(briefing, parallel, lang) for lang in briefing.langs}
    units = list(_sides(0, Field.TAG, tags))
    units += _sides(0, Field.TITLE, titles)
    units += _sides(0, Field.SUMMARY, {lang: briefing.editions[lang].summary for lang in briefing.langs})
    sides = [_Side(lang, parallel.documents[lang].blocks) for lang in LANGS if lang in parallel.documents]
    for number, row in enumerate(parallel.rows):
        for side in sides:
            if text := side.move(row.side(side.lang)):
                units.append(Unit(number, side.lang, side.field, side.section, text))
    return units


def _sides(row: int, field: Field, texts: dict[Lang, str]) -> Iterator[Unit]:
    for lang in LANGS:
        if text := texts.get(lang):
            yield Unit(row, lang, field, "", text)


def _hidden_title(briefing: Briefing, parallel: Parallel, lang: Lang) -> str:
    """Return the edition's title if its first heading doesn't show it."""
    title = briefing.editions[lang].title
    document = parallel.documents.get(lang)
    first = document.blocks[0] if document and document.blocks else None
    shown = fold(first.text) if first and first.kind is Kind.HEADING else ""
    return "" if fold(title) in shown else title


class _Side:
    """One language of the rows, from the first to the last: what the current row says in it.

    Attributes:
        lang: the language.
        field: where the current row stands.
        section: the heading above it, or empty; the title doesn't count.
    """

    def __init__(self, lang: Lang, blocks: Sequence[Block]) -> None:
        self.lang: Lang = lang
        self.field = Field.BODY
        self.section = ""
        self._blocks = blocks
        self._headings: list[tuple[int, str]] = []

    def move(self, indexes: Sequence[int]) -> str:
        """Go on to the next row, which has the blocks with these indexes; return its text, or "" if it is blank."""
        if not indexes:
            return ""
        if len(indexes) == 1 and self._blocks[indexes[0]].kind is not Kind.HEADING:  # nearly all rows
            self.field = Field.BODY
            self.section = self._headings[-1][1] if self._headings else ""
            text = self._blocks[indexes[0]].text
            return "" if text.isspace() else text
        blocks = [self._blocks[index] for index in indexes]
        text = "\n\n".join([block.text for block in blocks])
        self.field = Field.BODY
        if Kind.HEADING in [block.kind for block in blocks]:
            title = indexes[0] == 0 and blocks[0].kind is Kind.HEADING and blocks[0].level == 1
            self.field = Field.TITLE if title else Field.HEADING
            self._pass(blocks)
        else:
            self.section = self._headings[-1][1] if self._headings else ""
        return "" if text.isspace() else text

    def _pass(self, blocks: Sequence[Block]) -> None:
        """Remember the headings of a row; the first block's section is the row's."""
        for number, block in enumerate(blocks):
            if block.kind is Kind.HEADING:
                while self._headings and self._headings[-1][0] >= block.level:
                    self._headings.pop()
            if number == 0:
                self.section = self._headings[-1][1] if self._headings else ""
            if block.kind is Kind.HEADING and self.field is not Field.TITLE:
                self._headings.append((block.level, block.text))
