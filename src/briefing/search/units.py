"""What of a briefing is searched: one unit for each side of each row, and for what no row shows: titles, tags, summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from briefing.document.model import LANGS, Block, Kind, Lang
from briefing.library.model import Briefing
from briefing.parallel.model import Parallel
from briefing.text import fold

INDEXER: Final = 2
"""Raise it when folding, tokens, or what is kept for each unit change: older caches are then rebuilt."""


class Field(IntEnum):
    """Where a unit stands; the numbers are those in the cache, not of rank."""

    BODY = 0
    TAG = 1
    HEADING = 2
    TITLE = 3
    SUMMARY = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """One side of one row, the smallest thing that can be found.

    Attributes:
        row: number of the row; 0 for tags, the summary, and a title that no row shows.
        lang: its language.
        field: where it stands.
        section: the heading above it, or empty.
        text: its plain text.
        paired: whether its other side is the unit next to it: German first, English second.
    """

    row: int
    lang: Lang
    field: Field
    section: str
    text: str
    paired: bool


def units_of(briefing: Briefing, parallel: Parallel) -> list[Unit]:
    """Return everything of a briefing that can be found, tags, hidden titles and summaries first, then the rows in order."""
    tags = {lang: ", ".join(briefing.editions[lang].tags) for lang in briefing.langs}
    titles = {lang: _hidden_title(briefing, parallel, lang) for lang in briefing.langs}
    units = list(_sides(0, Field.TAG, tags))
    units += _sides(0, Field.TITLE, titles)
    units += _sides(0, Field.SUMMARY, {lang: briefing.editions[lang].summary for lang in briefing.langs})
    sections = {lang: _Sections() for lang in LANGS}
    for row in range(len(parallel.rows)):
        texts = {lang: parallel.text(row, lang) or "" for lang in LANGS}
        paired = all(text.strip() for text in texts.values())
        for lang in LANGS:
            blocks = parallel.blocks(row, lang)
            field = _field(parallel, row, lang, blocks)
            section = sections[lang].above(blocks, title=field is Field.TITLE)
            if texts[lang].strip():
                units.append(Unit(row, lang, field, section, texts[lang], paired))
    return units


def _sides(row: int, field: Field, texts: dict[Lang, str]) -> Iterator[Unit]:
    there = [(lang, texts[lang]) for lang in LANGS if texts.get(lang)]
    for lang, text in there:
        yield Unit(row, lang, field, "", text, len(there) == len(LANGS))


def _hidden_title(briefing: Briefing, parallel: Parallel, lang: Lang) -> str:
    """Return the edition's title if its first heading doesn't show it."""
    title = briefing.editions[lang].title
    document = parallel.documents.get(lang)
    first = document.blocks[0] if document and document.blocks else None
    shown = fold(first.text) if first and first.kind is Kind.HEADING else ""
    return "" if fold(title) in shown else title


def _field(parallel: Parallel, row: int, lang: Lang, blocks: tuple[Block, ...]) -> Field:
    if not any(block.kind is Kind.HEADING for block in blocks):
        return Field.BODY
    first = parallel.rows[row].side(lang)[0] == 0 and blocks[0].kind is Kind.HEADING and blocks[0].level == 1
    return Field.TITLE if first else Field.HEADING


class _Sections:
    """The headings above the current row of one language; the title doesn't count."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def above(self, blocks: tuple[Block, ...], *, title: bool) -> str:
        """Return the heading above `blocks`, and remember the headings among them."""
        found: str | None = None
        for block in blocks:
            if block.kind is Kind.HEADING:
                while self._open and self._open[-1][0] >= block.level:
                    self._open.pop()
            if found is None:
                found = self._open[-1][1] if self._open else ""
            if block.kind is Kind.HEADING and not title:
                self._open.append((block.level, block.text))
        return found or ""
