"""Finding in the open text what is near to the query: other forms, compounds, misspellings, words in any order.

Whoever imports this imports numpy, so it is for workers alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.document.model import BlockKey, Lang, Range
from briefing.search.matching import highlight
from briefing.search.postings import Postings, answering, plain_terms
from briefing.search.query import MAX_LETTERS, MAX_WORDS, words_of
from briefing.search.ranking import matched_parts
from briefing.search.retrieval import Group
from briefing.text import tokens
from briefing.tui.finder import Folded

Spot = tuple[int, Lang, BlockKey]
"""A block, with the stretch that it is in."""


@dataclass(frozen=True, slots=True)
class Near:
    """The blocks that are near to a query.

    Attributes:
        blocks: in reading order.
        groups: the words of the query with what answers them.
    """

    blocks: Sequence[Spot] = ()
    groups: Sequence[Group] = ()

    @property
    def single(self) -> bool:
        """Whether the query is one word, so that each place of it counts."""
        return len(self.groups) == 1

    def ranges(self, text: str) -> tuple[Range, ...]:
        """Return what to mark in the text of one of the blocks, ascending, not overlapping."""
        return highlight(text, matched_parts(self.groups, answering(self.groups, words_of(text))))


class NearFinder:
    """The words of one open text, read when something is first asked. For one thread at a time.

    Args:
        stopped: says that the text is not on the screen any more.
    """

    def __init__(self, stopped: Callable[[], bool]) -> None:
        self._stopped = stopped
        self._spots: list[Spot] = []
        self._postings: Postings | None = None

    def find(self, query: str, folded: Folded, chunks: Mapping[Lang, Sequence[int]]) -> Near:
        """Return the blocks that hold all words of a query as it was typed, or words that may be meant by them.

        Args:
            query: words; nothing in it is a filter.
            folded: the folded text of every chunk.
            chunks: for each language the chunk of each stretch, or -1.

        Raises:
            StoppedError: the text is not wanted any more.
        """
        terms = plain_terms(query, MAX_WORDS)
        if not terms:
            return Near()
        if self._postings is None:
            self._spots = []
            self._postings = Postings(self._read(folded, chunks), self._stopped)
        held = self._postings.find(terms)
        return Near([self._spots[entry] for entry in held.entries.tolist()], held.groups)

    def _read(self, folded: Folded, chunks: Mapping[Lang, Sequence[int]]) -> Iterator[Collection[str]]:
        for stretch in range(max(map(len, chunks.values()), default=0)):
            for lang, side in chunks.items():
                for index, text in enumerate(folded.get((lang, side[stretch]), ())):
                    self._spots.append((stretch, lang, BlockKey(side[stretch], index)))
                    yield {word[:MAX_LETTERS] for word in tokens(text)}
