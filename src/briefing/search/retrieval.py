"""Which documents answer a query, with a first score that needs no text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.search.cache import Reader
from briefing.search.cache.nouns import Posting
from briefing.search.drafts import BODY, HEADING, TAG, TITLE
from briefing.search.expansion import Expansion, expand
from briefing.search.occurrences import Held
from briefing.search.query import Query, Term
from briefing.search.snapshot import Mask, Snapshot
from briefing.search.spelling import variant

# The weights here, in `expansion` and in `ranking` were tuned on known-item queries over real German and English texts.
OTHER_SPELLING = 0.75
"""What is left of a word in another spelling, where somebody uses the one that was typed."""
_OTHER_SIDE = 0.8
"""What is left of a word that only the other edition has."""
_KEPT = 24
"""Words of queries whose documents are remembered: a key press changes one of them."""

_KEPT_DOCS = 1_500_000
"""Documents of all these words together: some 9 MB."""
_NO_DOCS = np.zeros(0, np.int32)

Scores = NDArray[np.float32]


def _field_weights() -> Scores:
    """Return the weight of a term in a document by its flags; the part for the body saturates as in BM25."""
    flags = np.arange(256)
    often = flags >> 4
    weights = ((flags & BODY) > 0) * 1.5 * (0.55 + 0.45 * often / (often + 1.5))
    weights += ((flags & HEADING) > 0) * 1.5 + ((flags & TAG) > 0) * 1.5 + ((flags & TITLE) > 0) * 2.2
    return weights.astype(np.float32)


FIELD_WEIGHTS: Final = _field_weights()
_FIELD_BITS: Final = {"title": TITLE, "heading": HEADING}


@dataclass(frozen=True, slots=True)
class Group:
    """One word of a query with everything that answers it.

    Attributes:
        term: the word.
        expansion: the words of the library that it may stand for.
        scores: for each document how well it holds the best of them; 0 where it holds none.
        idf: how much the word tells: inverse document frequency (Robertson, Spärck Jones) over documents.
        words: the words of the library that it may stand for, as `owners` counts them.
        docs: for each of these words the documents that hold it, one after the other.
        owners: for each of `docs` the index of the word.
        strange: the documents that have the word in another spelling only, where some spell it as it was typed.
        held: what of the documents that were ranked last answers, see `occurrences`.
    """

    term: Term
    expansion: Expansion
    scores: Scores
    idf: float
    words: Sequence[str]
    docs: NDArray[np.int32]
    owners: NDArray[np.uint16]
    strange: frozenset[int] = frozenset()
    held: dict[int, Held] = field(default_factory=dict)

    def weight(self, word: str, doc: int) -> float:
        """Return how well a word of a document answers."""
        weight = self.expansion[word].weight
        return weight * OTHER_SPELLING if word == self.term.word and doc in self.strange else weight


class Scored(NamedTuple):
    """A document with its first score."""

    score: float
    doc: int


class Scope(NamedTuple):
    """Which documents are searched, besides what the query says.

    Attributes:
        spoken_of: for each organisation or model asked for, the names of which one must stand in the document.
        within: the only documents that are searched, or None.
    """

    spoken_of: Sequence[Sequence[Sequence[str]]] = ()
    within: range | None = None


class Found(NamedTuple):
    """What a query found.

    Attributes:
        groups: its words.
        scores: for each document its first score, 0 where it is no answer.
    """

    groups: Sequence[Group]
    scores: Scores


class Retriever:
    """Answers queries to one state of the index; remembers the last words, since a key press changes only one.

    Args:
        snapshot: that state; readers given to the methods must be at the same state.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._groups: dict[tuple[Term, bool, frozenset[str]], Group] = {}

    def find(self, reader: Reader, query: Query, scope: Scope) -> Found:
        """Return the documents that answer a query, and the words that led to them.

        Corrections of words that are in the library are tried when no document has all words.
        """
        admitted = self._admitted(reader, query, scope)
        if not query.terms:
            scores = np.zeros(len(self.snapshot.there), np.float32)
            # Of each edition its beginning answers for the whole.
            firsts = self.snapshot.firsts
            there = self.snapshot.there if admitted is None else admitted
            scores[firsts[np.logical_or.reduceat(there, firsts)] if len(firsts) else firsts] = 1.0
            return Found((), scores)
        found = Found((), np.zeros(0, np.float32))
        for deep in (False, True):
            groups = [self._group(reader, term, query.fields, deep=deep) for term in query.terms]
            scores, complete = self._scores(groups, admitted)
            found = Found(groups, scores)
            if complete:
                break
        return found

    def _admitted(self, reader: Reader, query: Query, scope: Scope) -> Mask | None:
        """Return the documents that may be an answer as far as that can be told without their text, or None for all."""
        snapshot = self.snapshot
        masks = snapshot.filtered(reader, query)
        for names in scope.spoken_of:
            holding = [snapshot.holding_all(reader, words) for words in names]
            masks.append(np.logical_or.reduce([np.zeros(len(snapshot.there), bool), *holding]))
        if scope.within is not None:
            inside = np.zeros(len(snapshot.there), bool)
            inside[scope.within.start : scope.within.stop] = True
            masks.append(inside)
        return np.logical_and.reduce([snapshot.there, *masks]) if masks else None

    def titled(self, reader: Reader, scores: Scores, count: int) -> list[Scored]:
        """Return `count` documents for a query without words: the newest first, those of one day by their names."""
        return self._first(scores, count, self.snapshot.places(reader))

    def best(self, scores: Scores, count: int) -> list[Scored]:
        """Return the `count` best documents, best first; equal ones in an order that doesn't depend on the index."""
        return self._first(scores, count, self.snapshot.numbers.ties)

    def _first(self, scores: Scores, count: int, ties: NDArray[np.unsignedinteger[Any]]) -> list[Scored]:
        docs = np.flatnonzero(scores)
        if len(docs) > count:
            least = np.partition(scores[docs], len(docs) - count)[len(docs) - count]
            docs = docs[scores[docs] >= least]
        numbers = self.snapshot.numbers
        order = np.lexsort((ties[docs], -numbers.dates[docs], -scores[docs]))[:count]
        return [Scored(float(scores[doc]), int(doc)) for doc in docs[order]]

    def _scores(self, groups: Sequence[Group], admitted: Mask | None) -> tuple[Scores, bool]:
        """Return the score of each document, and whether one of them has all words."""
        total = sum(group.idf for group in groups)
        there = [group.scores > 0 for group in groups]
        held = np.add.reduce(there, dtype=np.uint8) if len(there) > 1 else there[0].astype(np.uint8)
        scores = np.zeros(len(held), np.float32)
        share = np.zeros(len(held), np.float32)
        for group, holds in zip(groups, there, strict=True):
            scores += group.scores * np.float32(group.idf / total)
            share += holds * np.float32(group.idf / total)
        if self.snapshot.paired and len(groups) > 1:
            self._add_other_side(groups, total, scores, share, held)
        scores *= self._length_factors * share * share
        scores[held < needed(len(groups))] = 0
        if admitted is not None:
            scores[~admitted] = 0
        if self.snapshot.has_gaps:
            scores[~self.snapshot.there] = 0
        return scores, bool((scores[held == len(groups)] > 0).any())

    def _add_other_side(
        self, groups: Sequence[Group], total: float, scores: Scores, share: Scores, held: NDArray[np.uint8]
    ) -> None:
        """Let words that only the other edition has count for a document that has some itself."""
        codes = self.snapshot.numbers.codes
        some = np.flatnonzero((held > 0) & (held < len(groups)) & (codes & 2 > 0))
        others = some + np.where(codes[some] & 1, -1, 1)
        for group in groups:
            more = np.where(group.scores[some] > 0, 0, group.scores[others])
            holds = more > 0
            scores[some] += more * np.float32(_OTHER_SIDE * group.idf / total)
            share[some] += holds * np.float32(_OTHER_SIDE * group.idf / total)
            held[some] += holds

    @property
    def _length_factors(self) -> Scores:
        """Return for each document a factor that prefers neither short nor long ones."""
        sizes = self.snapshot.numbers.sizes.astype(np.float32)
        factors = 1.0 / (0.75 + 0.25 * sizes / np.float32(self.snapshot.average))
        clipped: Scores = np.clip(factors, 0.6, 1.25).astype(np.float32)
        return clipped

    # --- words ------------------------------------------------------------------------------------------------------

    def _group(self, reader: Reader, term: Term, fields: frozenset[str], *, deep: bool) -> Group:
        known = self._groups.pop((term, deep, fields), None)
        group = known or self._built(reader, term, fields, deep=deep)
        self._groups[term, deep, fields] = group
        while len(self._groups) > _KEPT or (
            len(self._groups) > 1 and sum(len(kept.docs) for kept in self._groups.values()) > _KEPT_DOCS
        ):
            del self._groups[next(iter(self._groups))]
        return group

    def _built(self, reader: Reader, term: Term, fields: frozenset[str], *, deep: bool) -> Group:
        expansion = expand(self.snapshot.vocabulary, term, deep=deep)
        words = sorted(expansion)
        docs, flags, owners = reader.gather(self.snapshot.directories, words)
        self.snapshot.check(docs)
        if self.snapshot.has_gaps:
            there = self.snapshot.there[docs]
            docs, flags, owners = docs[there], flags[there], owners[there]
        weights = np.array([expansion[word].weight for word in words], np.float32)
        scores = np.zeros(len(self.snapshot.there), np.float32)
        np.maximum.at(scores, docs, _weights_in(fields)[flags] * weights[owners])
        exact = docs[owners == words.index(term.word)] if term.word in expansion else _NO_DOCS
        strange = self._in_another_spelling(reader, term, exact) if len(exact) else _NO_DOCS
        scores[strange] *= OTHER_SPELLING
        held = len(exact) or int(np.count_nonzero(scores))
        idf = math.log(1 + (self.snapshot.live - held + 0.5) / (held + 0.5))
        return Group(term, expansion, scores, idf, words, docs, owners, frozenset(strange.tolist()))

    def _in_another_spelling(self, reader: Reader, term: Term, exact: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the documents with another spelling, where some have the typed one ("Goethe" comes before "Gothe")."""
        spellings = reader.spellings(self.snapshot.directories, term.word)
        if not spellings:
            return _NO_DOCS
        there = self.snapshot.mask(exact)
        if term.spelling == term.word:
            same = there.copy()
            for postings in spellings.values():
                same &= ~self._mask(postings)
        else:
            same = there & self._mask(spellings.get(variant(term.word, term.spelling), ()))
        return np.flatnonzero(there & ~same).astype(np.int32) if same.any() else _NO_DOCS

    def _mask(self, postings: Sequence[Posting]) -> Mask:
        mask = np.zeros(len(self.snapshot.there), bool)
        for posting in postings:
            mask |= self.snapshot.mask(posting.docs)
        return mask & self.snapshot.there


def needed(count: int) -> int:
    """Return how many of the words of a query a document must hold: of three or more, one may be missing."""
    return count if count < 3 else count - 1


def _weights_in(fields: frozenset[str]) -> Scores:
    """Return the weights of terms by their flags, within some fields only if any are given."""
    bits = sum(_FIELD_BITS.get(field, 0) for field in fields)
    return np.where(np.arange(256) & bits, FIELD_WEIGHTS, np.float32(0)) if bits else FIELD_WEIGHTS
