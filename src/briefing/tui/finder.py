"""Find in the open text, in both languages, a slice at a time: the first match shows at once, in a text of any size."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from briefing.document.model import Block, BlockKey, Lang, Range
from briefing.parallel.bitext import Bitext, RowKey
from briefing.search.matching import Needle
from briefing.text import fold
from briefing.tui.lights import Spotted
from briefing.tui.navigate import Place

if TYPE_CHECKING:
    from briefing.tui.near import Near, NearFinder

MOST: Final = 9_999
"""Matches that are kept; beyond that a number says nothing to a reader."""
_AT_ONCE: Final = 64
"""Stretches that are searched before the time is looked at."""
_FEW: Final = 4
"""Blocks that are marked before the time is looked at: that takes longer."""

Folded = Mapping[tuple[Lang, int], tuple[str, ...]]
"""The folded blocks of chunks, by language and chunk."""


class Found(NamedTuple):
    """One match; sorts in reading order, German before English."""

    row: RowKey
    lang: Lang
    block: BlockKey
    item: int


class Finds(Protocol):
    """Places of one text that are gone through: what was found in it, or the hits of a search."""

    there: bool
    """Whether the reader is at one of them already, so that finding it moves nothing."""
    ranges: dict[Spotted, tuple[Range, ...]]
    """What is lit, by block."""

    @property
    def bitext(self) -> Bitext:
        """The text."""

    @property
    def found(self) -> Sequence[Found]:
        """The places so far, in reading order."""

    @property
    def asked(self) -> bool:
        """Whether there is anything to look for."""

    @property
    def done(self) -> bool:
        """Whether all are there."""

    @property
    def full(self) -> bool:
        """Whether there may be more than what was found."""

    def advance(self, seconds: float) -> None:
        """Look on for about so long."""

    def forget(self) -> None:
        """Look for nothing any more."""


class Finder:
    """Searches one bitext; the folded text of a chunk is kept, so that the next letter costs little.

    When nothing reads like the query, `follow` takes what is near to it instead.

    Args:
        bitext: what to search.
    """

    there = False

    def __init__(self, bitext: Bitext) -> None:
        self._bitext = bitext
        self._folded: dict[tuple[Lang, int], tuple[str, ...]] = {}
        self._needle: Needle | None = None
        self._next = self._end = self._start = 0
        self.query = ""
        """What is looked for, as typed."""
        self.near: Near | None = None
        """What is near to the query, when nothing reads like it."""
        self._near_finder: NearFinder | None = None
        self._looking = Lock()
        self._closed = False
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
        self.query, self.near = query, None
        self._needle = Needle.of(query)
        self._start = self._next = start
        self._end = start + len(self._bitext)
        self.ranges = {}
        self._found = []

    def forget(self) -> None:
        """Look for nothing any more."""
        self.ask("", 0)

    @property
    def missed(self) -> bool:
        """Whether all was searched, nothing reads like the query, and nobody looked for what is near to it yet."""
        return self.asked and self.done and not self._found and self.near is None

    def to_look_near(self) -> Callable[[], Near]:
        """Return what finds the blocks that are near to the query: to be called in a worker, as it may take a second.

        It raises a `StoppedError` when the finder was closed meanwhile.
        """
        query, folded, bitext = self.query, dict(self._folded), self._bitext
        chunks = {lang: bitext.chunks(lang) for lang in bitext.langs}

        def look() -> Near:
            from briefing.tui.near import NearFinder  # noqa: PLC0415 - it imports numpy, which takes a while

            with self._looking:
                if self._near_finder is None:
                    self._near_finder = NearFinder(lambda: self._closed)
                return self._near_finder.find(query, folded, chunks)

        return look

    def close(self) -> None:
        """Let a worker give up: the text is another one now."""
        self._closed = True

    def follow(self, near: Near) -> None:
        """Go on with what is near to the query, from where the search began and round to it again."""
        self.near = near
        first = bisect_left(near.blocks, self._start, key=lambda each: each[0])
        self._next, self._end = first, first + len(near.blocks)

    def advance(self, seconds: float) -> None:
        """Search on for about so long."""
        until = perf_counter() + seconds
        step = 0
        while not self.done and (step < (_FEW if self.near else _AT_ONCE) or perf_counter() < until):
            if self.near:
                self._take(self.near, self._next % len(self.near.blocks))
            else:
                self._search(self._next % len(self._bitext))
            self._next += 1
            step += 1

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

    def _take(self, near: Near, index: int) -> None:
        """Keep a block that is near to the query: each place of a single word, of several words the passage."""
        _, lang, key = near.blocks[index]
        block = self._bitext.texts[lang].block(key)
        ranges = near.ranges(block.text)
        if not ranges:
            return
        self.ranges[lang, key] = ranges
        row = self._bitext.row_of(lang, key)
        items = range(len(ranges)) if near.single else (_densest(block, ranges),)
        for item in items[: MOST - len(self._found)]:
            insort(self._found, Found(row, lang, key, item))

    def _fold(self, lang: Lang, chunk: int) -> tuple[str, ...]:
        known = self._folded.get((lang, chunk))
        if known is None:
            blocks = self._bitext.texts[lang].blocks(chunk)
            known = self._folded[lang, chunk] = tuple(fold(block.text) for block in blocks)
        return known


def first_from(finds: Finds, place: Place | None) -> int:
    """Return the index of the first match at or after a place's row, in its language if that row has one in it."""
    if place is None:
        return 0
    found = finds.found
    row = finds.bitext.row_of(place.lang, place.block)
    after = bisect_left(found, row, key=lambda each: each.row)
    if after == len(found):
        return 0
    same = takewhile(lambda index: found[index].row == found[after].row, range(after, len(found)))
    return next((index for index in same if found[index].lang == place.lang), after)


def _densest(block: Block, ranges: Sequence[Range]) -> int:
    """Return the index of the first range in the sentence that holds most of them."""
    sentences = [block.sentence_at(start) for start, _ in ranges]
    return sentences.index(max(sentences, key=lambda sentence: (sentences.count(sentence), -sentence)))
