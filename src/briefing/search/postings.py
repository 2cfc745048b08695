"""Which of some small texts hold which words, in memory, matched as the library is: for notes and the open text."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.search.expansion import Expansion, Match, expand
from briefing.search.query import Term, spellings_of, words_of
from briefing.search.retrieval import Group, Scores, needed
from briefing.search.vocabulary import Vocabulary

_KEPT: Final = 24
"""Words of queries that are remembered: a key press changes one of them."""
_BEGUN: Final = 2000
"""Words that a single typed letter may stand for."""
_OFTEN: Final = 256
"""Entries that are read between two looks at whether they are still wanted."""

Admit = Callable[[int], bool]


class StoppedError(Exception):
    """Nobody wants the answer any more."""


class Held(NamedTuple):
    """The entries that answer some words.

    Attributes:
        groups: the words, each with what answers it.
        entries: indexes of the entries, ascending.
        scores: for each of them 0-1, how well it holds the words.
    """

    groups: Sequence[Group]
    entries: NDArray[np.int64]
    scores: Scores


class Postings:
    """The words of some entries. Never changes, except for what it remembers; for one thread at a time.

    Args:
        entries: the folded words of each entry, in any order.
        stopped: says whether to give up; building then raises a `StoppedError`.
    """

    def __init__(self, entries: Iterable[Collection[str]], stopped: Callable[[], bool] = lambda: False) -> None:
        numbers: dict[str, int] = {}
        flat, sizes = array("i"), array("i")
        for words in entries:
            if len(sizes) % _OFTEN == 0 and stopped():
                raise StoppedError
            different = set(words)
            flat.extend([numbers.setdefault(word, len(numbers)) for word in different])
            sizes.append(len(different))
        self._size = len(sizes)
        self._numbers = numbers
        owners = np.frombuffer(flat, np.int32) if flat else np.zeros(0, np.int32)
        counts = np.bincount(owners, minlength=len(numbers))
        self._ends = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        entry_of = np.repeat(np.arange(self._size, dtype=np.int32), sizes)
        self._entries = entry_of[np.argsort(owners, kind="stable")]
        order = _sorted(numbers)
        joined = "".join([f"{word}\n" for word in order]).encode()
        ordered = np.fromiter((numbers[word] for word in order), np.int64, len(order))
        self._vocabulary = Vocabulary(joined, counts[ordered].astype(np.int32))
        self._groups: dict[tuple[Term, bool], Group] = {}

    def __len__(self) -> int:
        """The number of entries."""
        return self._size

    def find(self, terms: Sequence[Term], admit: Admit | None = None) -> Held:
        """Return the entries that hold all words, whatever their order.

        Corrections of words that are there are tried when no entry holds all; then of three or more words one may be
        missing. Without words, all entries answer that are admitted.

        Args:
            terms: the words.
            admit: says of an entry whether it may be an answer; asked only of those that hold the words.
        """
        if not terms:
            return self._admitted((), np.ones(self._size, np.uint8), 0, admit)
        groups: list[Group] = []
        held = np.zeros(self._size, np.uint8)
        for deep in (False, True):
            groups = [self._group(term, deep=deep) for term in terms]
            held = np.add.reduce([group.scores > 0 for group in groups], dtype=np.uint8)
            found = self._admitted(groups, held, len(groups), admit)
            if len(found.entries):
                return found
        return self._admitted(groups, held, needed(len(groups)), admit)

    def _admitted(self, groups: Sequence[Group], held: NDArray[np.uint8], least: int, admit: Admit | None) -> Held:
        entries = np.flatnonzero(held >= least)
        if admit is not None and len(entries):
            entries = entries[np.fromiter(map(admit, entries.tolist()), bool, len(entries))]
        scores = np.zeros(len(entries), np.float32)
        total = sum(group.idf for group in groups)
        for group in groups:
            scores += group.scores[entries] * np.float32(group.idf / total)
        return Held(groups, entries, scores)

    def _group(self, term: Term, *, deep: bool) -> Group:
        group = self._groups.pop((term, deep), None) or self._built(term, deep=deep)
        self._groups[term, deep] = group
        if len(self._groups) > _KEPT:
            del self._groups[next(iter(self._groups))]
        return group

    def _built(self, term: Term, *, deep: bool) -> Group:
        expansion = self._expanded(term, deep=deep)
        words = sorted(expansion, key=lambda word: (expansion[word].weight, word))
        parts = [self._holding(word) for word in words]
        docs = np.concatenate(parts) if parts else np.zeros(0, np.int32)
        owners = np.repeat(np.arange(len(words), dtype=np.uint16), [len(part) for part in parts])
        scores = np.zeros(self._size, np.float32)
        # Of several words in an entry the best one counts: they come in the order of their weights.
        scores[docs] = np.array([expansion[word].weight for word in words], np.float32)[owners]
        held = len(self._holding(term.word)) or int(np.count_nonzero(scores))
        idf = math.log(1 + (self._size - held + 0.5) / (held + 0.5))
        return Group(term, expansion, scores, idf, words, docs, owners)

    def _expanded(self, term: Term, *, deep: bool) -> Expansion:
        """Return what a word may mean; unlike in the library, a first letter stands for all that begins with it."""
        expansion = expand(self._vocabulary, term, deep=deep)
        if term.last and len(term.word) == 1:
            for longer in self._vocabulary.beginning(term.word, _BEGUN):
                expansion.setdefault(longer, Match(0.5, term.word))
        return expansion

    def _holding(self, word: str) -> NDArray[np.int32]:
        number = self._numbers.get(word, -1)
        return self._entries[self._ends[number] : self._ends[number + 1]] if number >= 0 else self._entries[:0]


def answering(groups: Sequence[Group], words: Iterable[str]) -> list[tuple[int, str]]:
    """Return which words of a text answer which words of a query: pairs of (index of the group, word)."""
    there = set(words)
    return [(index, word) for index, group in enumerate(groups) for word in there if word in group.expansion]


def _sorted(words: Iterable[str]) -> list[str]:
    """Sort words by code point in small parts: while a hundred thousand are sorted at once, no key is answered."""
    parts: dict[str, list[str]] = {}
    for word in words:
        parts.setdefault(word[:2], []).append(word)
    return [word for start in sorted(parts) for word in sorted(parts[start])]


def plain_terms(text: str, most: int) -> tuple[Term, ...]:
    """Return the words of a text in which nothing is a filter or an exclusion, at most `most` of them.

    The last one stands for what begins with it, unless something stands behind it.
    """
    words, spellings = words_of(text), spellings_of(text)
    if len(spellings) != len(words):
        spellings = words
    found = {word: Term(word, spelling) for word, spelling in zip(words[:most], spellings[:most], strict=True)}
    if words and words[-1] in found and text[-1:].isalnum():
        found[words[-1]] = Term(words[-1], found[words[-1]].spelling, last=True)
    return tuple(found.values())
