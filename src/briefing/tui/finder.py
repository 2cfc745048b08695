"""Find in the open text, in both languages, a slice at a time: the first match shows at once, in a text of any size."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from time import perf_counter
from typing import Final, NamedTuple

from briefing.document.model import BlockKey, Lang, Range
from briefing.parallel.bitext import Bitext, RowKey
from briefing.search.matching import Needle
from briefing.text import fold
from briefing.tui.lights import Spotted
from briefing.tui.navigate import Place

MOST: Final = 9_999
"""Matches that are kept; beyond that a number says nothing to a reader."""
_AT_ONCE: Final = 64
"""Stretches that are searched before the time is looked at."""


class Found(NamedTuple):
    """One match; sorts in reading order, German before English."""

    row: RowKey
    lang: Lang
    block: BlockKey
    item: int


class Finder:
    """Searches one bitext; the folded text of a chunk is kept, so that the next letter costs little.

    Args:
        bitext: what to search.
    """

    def __init__(self, bitext: Bitext) -> None:
        self._bitext = bitext
        self._folded: dict[tuple[Lang, int], tuple[str, ...]] = {}
        self._needle: Needle | None = None
        self._next = self._end = 0
        self.ranges: dict[Spotted, tuple[Range, ...]] = {}
        self._found: list[Found] = []

    @property
    def bitext(self) -> Bitext:
        """What is searched."""
        return self._bitext

    @property
    def found(self) -> Sequence[Found]:
        """The matches so far, in reading order."""
        return self._found

    @property
    def asked(self) -> bool:
        """Whether there is anything to look for."""
        return self._needle is not None

    @property
    def done(self) -> bool:
        """Whether everything was searched, or enough was found."""
        return self._needle is None or self._next >= self._end or self.full

    @property
    def full(self) -> bool:
        """Whether there may be more than what was found."""
        return len(self._found) >= MOST

    def ask(self, query: str, start: int) -> None:
        """Begin a search, at a stretch and round to it again; a blank query finds nothing."""
        self._needle = Needle.of(query)
        self._next, self._end = start, start + len(self._bitext)
        self.ranges = {}
        self._found = []

    def advance(self, seconds: float) -> None:
        """Search on for about so long."""
        until = perf_counter() + seconds
        step = 0
        while not self.done and (step < _AT_ONCE or perf_counter() < until):
            self._search(self._next % len(self._bitext))
            self._next += 1
            step += 1

    def first_from(self, place: Place | None) -> int:
        """Return the index of the first match at or after a place's row, in its language if that row has one in it."""
        if place is None:
            return 0
        row = self._bitext.row_of(place.lang, place.block)
        after = [index for index, each in enumerate(self._found) if each.row >= row]
        if not after:
            return 0
        first = self._found[after[0]].row
        same = (i for i in after if self._found[i].row == first and self._found[i].lang == place.lang)
        return next(same, after[0])

    def _search(self, stretch: int) -> None:
        needle = self._needle
        for lang in self._bitext.langs:
            chunk = self._bitext.chunk(stretch, lang)
            if chunk < 0 or needle is None:
                continue
            for index, folded in enumerate(self._fold(lang, chunk)):
                if needle.is_in(folded):
                    self._keep(needle, lang, BlockKey(chunk, index))

    def _keep(self, needle: Needle, lang: Lang, key: BlockKey) -> None:
        ranges = needle.ranges(self._bitext.texts[lang].block(key).text)
        if not ranges:
            return
        self.ranges[lang, key] = ranges
        row = self._bitext.row_of(lang, key)
        for index in range(min(len(ranges), MOST - len(self._found))):
            insort(self._found, Found(row, lang, key, index))

    def _fold(self, lang: Lang, chunk: int) -> tuple[str, ...]:
        known = self._folded.get((lang, chunk))
        if known is None:
            blocks = self._bitext.texts[lang].blocks(chunk)
            known = self._folded[lang, chunk] = tuple(fold(block.text) for block in blocks)
        return known
