"""One state of the index, the part that is kept in memory: a few numbers for each document, and all words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefing.search.cache import Reader
from briefing.search.cache.blocks import Directory
from briefing.search.cache.nouns import Numbers
from briefing.search.database import CacheDamagedError
from briefing.search.drafts import begins
from briefing.search.query import Query
from briefing.search.vocabulary import Vocabulary

_MUCH = 4
"""A list of words of more than this part of the vocabulary is merged into it, not put beside it."""

Mask = NDArray[np.bool_]
"""For each document whether it is meant."""


class Snapshot:
    """One state of the index. Never changes; `load` and `grown` make it.

    Attributes:
        state: tells this state from every other.
        numbers: what ranking needs of every document.
        vocabulary: the words of all documents.
        live: number of documents that are there.
        lists: numbers of the lists of words that the vocabulary is made of.
        average: words of a document, on average.
        paired: whether any document has its other edition next to it.
        long: whether any document has not: it has none, or is a part of a long one.
        directories: where the postings are.
    """

    def __init__(
        self,
        state: tuple[int, int],
        numbers: Numbers,
        vocabulary: Vocabulary,
        lists: tuple[int, ...],
        directories: tuple[Directory, ...],
    ) -> None:
        self.state = state
        self.directories = directories
        self.numbers = numbers
        self.vocabulary = vocabulary
        self.lists = lists
        self._places: NDArray[np.uint32] | None = None
        self.there: Mask = numbers.codes != 0
        self.live = int(np.count_nonzero(self.there))
        self.average = float(numbers.sizes[self.there].mean()) if self.live else 1.0
        self.paired = bool((numbers.codes & 2).any())
        self.firsts = np.flatnonzero(begins(numbers.codes))
        self.long = bool((self.there & (numbers.codes & 2 == 0)).any())

    def places(self, reader: Reader) -> NDArray[np.uint32]:
        """Return for each document the place of its briefing among all by their ids; read when it is first asked for.

        Args:
            reader: at this state.

        Raises:
            CacheDamagedError: a briefing has documents that aren't there.
        """
        if self._places is None:
            found = np.zeros(len(self.there), np.uint32)
            for place, docs in enumerate(reader.briefings()):
                if docs.stop > len(found):
                    raise CacheDamagedError("a document beyond the last one")
                found[docs.start : docs.stop] = place
            self._places = found
        return self._places

    @property
    def has_gaps(self) -> bool:
        """Whether there are numbers of documents that are gone."""
        return self.live < len(self.there)

    @classmethod
    def load(cls, reader: Reader) -> Snapshot:
        """Read everything.

        Raises:
            CacheDamagedError: what was read contradicts itself.
        """
        vocabulary = Vocabulary(b"", np.zeros(0, np.int32))
        lists = []
        for number, joined, counts in reader.words():
            lists.append(number)
            vocabulary = _with(vocabulary, joined, counts)
        return cls(reader.state(), reader.numbers(), vocabulary, tuple(lists), reader.directories())

    def grown(self, reader: Reader) -> Snapshot:
        """Return the state of now, made of this one if that is possible: a changed file costs a few milliseconds.

        Raises:
            CacheDamagedError: what was read contradicts itself.
        """
        state, lists = reader.state(), tuple(reader.lists())
        known = len(self.lists)
        if state[0] != self.state[0] or lists[:known] != self.lists or reader.next_doc() < len(self.there):
            return Snapshot.load(reader)
        vocabulary = self.vocabulary
        for _, joined, counts in reader.words(self.lists[-1] if self.lists else 0):
            vocabulary = _with(vocabulary, joined, counts)
        new = reader.numbers(len(self.there))
        old = self.numbers
        numbers = Numbers(
            np.concatenate((old.codes, new.codes)),
            np.concatenate((old.sizes, new.sizes)),
            np.concatenate((old.dates, new.dates)),
            np.concatenate((old.ties, new.ties)),
        )
        numbers.codes[reader.gone()] = 0
        return Snapshot(state, numbers, vocabulary, lists, reader.directories())

    def filtered(self, reader: Reader, query: Query) -> list[Mask]:
        """Return for each filter of a query that needs no text the documents that pass it."""
        masks: list[Mask] = []
        if query.lang:
            masks.append((self.numbers.codes & 1) == (query.lang == "en"))
        for tag in query.tags:
            masks.append(self.holding(reader, f"tag:{tag}"))
        for tag in query.without_tags:
            masks.append(~self.holding(reader, f"tag:{tag}"))
        if query.after:
            masks.append(self.numbers.dates >= query.after)
        if query.before:
            masks.append((self.numbers.dates < query.before) & (self.numbers.dates > 0))
        for words in query.without:
            if len(words) == 1:
                masks.append(~self._in_whole_editions(self.holding(reader, words[0])))
        return masks

    def parts(self, doc: int) -> range:
        """Return the documents of the edition that a document is a part of."""
        at = int(np.searchsorted(self.firsts, doc, side="right"))
        return range(int(self.firsts[at - 1]), int(self.firsts[at]) if at < len(self.firsts) else len(self.there))

    def _in_whole_editions(self, mask: Mask) -> Mask:
        """Return the documents of all editions of which a mask has a part."""
        if len(self.firsts) == len(mask):
            return mask
        sizes = np.diff(np.append(self.firsts, len(mask)))
        return np.logical_or.reduceat(mask, self.firsts).repeat(sizes)

    def holding_all(self, reader: Reader, terms: Sequence[str]) -> Mask:
        """Return the documents that hold all of some terms."""
        mask = self.there.copy()
        for term in terms:
            mask &= self.holding(reader, term)
        return mask

    def holding(self, reader: Reader, term: str) -> Mask:
        """Return the documents that hold a term."""
        return self.mask(reader.gather(self.directories, [term]).docs)

    def mask(self, docs: NDArray[np.integer[Any]]) -> Mask:
        """Return a mask of some documents.

        Raises:
            CacheDamagedError: one is not among those of this state.
        """
        self.check(docs)
        mask = np.zeros(len(self.there), bool)
        mask[docs] = True
        return mask

    def check(self, docs: NDArray[np.integer[Any]]) -> None:
        """Make sure that documents are among those of this state.

        Raises:
            CacheDamagedError: one is not.
        """
        if len(docs) and (docs.max() >= len(self.there) or docs.min() < 0):
            raise CacheDamagedError("a posting beyond the last document")


def _with(vocabulary: Vocabulary, joined: bytes, counts: NDArray[np.int32]) -> Vocabulary:
    """Return a vocabulary with one more list of words."""
    try:
        if not len(vocabulary) and (not len(counts) or counts.min() > 0):
            return Vocabulary(joined, counts)
        words = joined.decode().split("\n")[:-1]
        changes = dict(zip(words, counts.tolist(), strict=True))
    except (ValueError, UnicodeDecodeError) as error:
        raise CacheDamagedError(str(error)) from error
    if len(changes) * _MUCH < len(vocabulary):
        return vocabulary.changed(changes)
    total = dict(vocabulary.items())
    for word, change in changes.items():
        total[word] = total.get(word, 0) + change
    return Vocabulary.of(total)
