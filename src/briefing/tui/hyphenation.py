"""Hyphenation of German and English in narrow columns: which words, and where. Pure but for loading the patterns.

Patterns are loaded on the first word of a language that asks for them, once for each `Hyphenator`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from briefing.document.model import Block, Kind, Lang, Mark
from briefing.tui.shape import Shaped

if TYPE_CHECKING:
    from briefing.tui.patterns import Level

HYPHENATED: Final = 48
"""Cells of the widest column whose words are broken: two columns on 100 cells.

In the German texts that come with the reader, 26 % of the lines of 38 cells end in a gap of more than 15 %, 17 % of
those of 45, and 7 % of those of 60; breaking words leaves 9, 3 and 0 %. Wider columns
are spared the loading of the patterns, which would be felt at the start.
"""
_LEAST: Final = 3
"""Letters that stay together at both ends of a word."""
_WORDS: Final = 4096
_LATIN: Final = "\u024f"
_DICTIONARIES: Final[dict[Lang, str]] = {"de": "de_DE", "en": "en_US"}
_AROUND: Final = "„“”‚‘’»«›‹\"'()[].,;:!?…⁰¹²³⁴⁵⁶⁷⁸⁹\u00a0"
"""What may stand before or after a word; with anything else in it, such as a digit or a slash, it is no word."""
_PROSE: Final = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE, Kind.DEFINITION, Kind.HEADING, Kind.FOOTNOTE})
_SPARED: Final = frozenset({Kind.HEADING, Kind.FOOTNOTE})
_PROTECTED: Final = frozenset({Mark.CODE, Mark.HTML})


class Hyphenator:
    """Knows where words may be broken; remembers the words it was asked for, the last few thousand of them."""

    def __init__(self) -> None:
        self._levels: dict[Lang, tuple[Level, ...]] = {}
        self._known = lru_cache(maxsize=_WORDS)(self._find)

    @property
    def loaded(self) -> frozenset[Lang]:
        """The languages whose patterns were needed so far."""
        return frozenset(self._levels)

    def points(self, word: str, lang: Lang) -> tuple[int, ...]:
        """Return the offsets at which `word`, letters only, may be broken, in order; at least three from its ends.

        Raises:
            OSError: the dictionary can't be read.
        """
        if len(word) < 2 * _LEAST or max(word) > _LATIN:
            return ()
        lower = word.lower()
        return self._known(lower, lang) if len(lower) == len(word) else ()

    def _find(self, word: str, lang: Lang) -> tuple[int, ...]:
        from briefing.tui.patterns import break_points  # noqa: PLC0415 - only narrow columns break words

        levels = self._levels.get(lang)
        if levels is None:
            levels = self._levels[lang] = _load(lang)
        return tuple(at for at in break_points(word, levels) if _LEAST <= at <= len(word) - _LEAST)


def _load(lang: Lang) -> tuple[Level, ...]:
    from pyphen import LANGUAGES  # noqa: PLC0415

    from briefing.tui.patterns import read_levels  # noqa: PLC0415

    return read_levels(LANGUAGES[_DICTIONARIES[lang]])


class BlockSyllables:
    """The break points of the words of one shaped block.

    Attributes:
        sparing: whether only words that are longer than a line are broken: in headings, and in footnotes, which are
            mostly names and titles in other languages.
    """

    def __init__(self, block: Block, shaped: Shaped, hyphens: Hyphenator, lang: Lang, *, sparing: bool = False) -> None:
        self.sparing = sparing or block.kind in _SPARED or (block.kind is Kind.DEFINITION and block.level == 0)
        self._block = block
        self._shaped = shaped
        self._hyphens = hyphens
        self._lang: Lang = lang

    def points(self, at: int) -> tuple[int, ...]:
        """Return the offsets at which the word around the shaped offset `at` may be broken, in order."""
        text = self._shaped.text
        start = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
        first, last = start, min(_find(text, " ", at), _find(text, "\n", at))
        word = text[first:last].lstrip(_AROUND)
        first = last - len(word)
        word = word.rstrip(_AROUND)
        if not (word.isalpha() and word[1:].islower() and self._may_break(start, first, first + len(word))):
            return ()
        return tuple(first + point for point in self._hyphens.points(word, self._lang))

    def _may_break(self, start: int, first: int, last: int) -> bool:
        """Return whether `text[first:last]` is prose, and no name in English, where names alone have capitals."""
        plain = self._shaped.plain_range(first, last)
        if plain is None:
            return False
        if any(s.mark in _PROTECTED and s.start < plain[1] and s.end > plain[0] for s in self._block.spans):
            return False
        if self._lang != "en" or self._shaped.text[first].islower():
            return True
        return any(plain[0] - (first - start) <= sentence[0] <= plain[0] for sentence in self._block.sentences)


def _find(text: str, char: str, at: int) -> int:
    found = text.find(char, at)
    return found if found >= 0 else len(text)


def syllables_of(
    block: Block, shaped: Shaped, hyphens: Hyphenator | None, lang: Lang, width: int
) -> BlockSyllables | None:
    """Return the break points of a block's words in a column, or None if no word is to be broken.

    Wide columns break only words that don't fit into a line at all.
    """
    if hyphens is None or block.kind not in _PROSE:
        return None
    if width > HYPHENATED and not any(len(word) > width for word in shaped.text.split(" ")):
        return None
    return BlockSyllables(block, shaped, hyphens, lang, sparing=width > HYPHENATED)
