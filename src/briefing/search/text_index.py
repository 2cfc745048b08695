"""An index in memory over small texts such as notes: found as the library is, by words, beginnings, parts and typos."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from briefing.document.model import Range
from briefing.search.matching import highlight
from briefing.search.occurrences import held_by
from briefing.search.postings import Admit, Held, Postings, StoppedError, answering
from briefing.search.query import Query, words_of
from briefing.search.ranking import matched_parts, rows_of
from briefing.search.readings import Reading
from briefing.search.retrieval import Group
from briefing.search.units import Field

__all__ = ["Found", "Match", "StoppedError", "TextIndex"]

_RANKED: Final = 60
"""Matches whose order is told by how close together the words stand; those below keep the order of their words."""

Entry = Sequence[str]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that answers a query.

    Attributes:
        entry: its index.
        score: higher is better; comparable within one answer only.
    """

    entry: int
    score: float
    _texts: Entry
    _groups: Sequence[Group]

    @property
    def ranges(self) -> tuple[tuple[Range, ...], ...]:
        """For each text of the entry the matched characters: half-open code point ranges, ascending, not overlapping.

        Found when they are asked for: of ten thousand matches only a few are ever shown.
        """
        return _ranges(self._texts, self._groups)

    def held(self) -> tuple[float, ...]:
        """Return for each text how much of the query it holds: the sum of its words by how much they tell."""
        words = [frozenset(words_of(text)) for text in self._texts]
        return tuple(sum(g.idf for g in self._groups if not g.expansion.keys().isdisjoint(some)) for some in words)


@dataclass(frozen=True, slots=True)
class Found:
    """All entries that answer a query, as one thing: ten thousand of them are no work for the garbage collector.

    Attributes:
        entries: their indexes, ascending.
    """

    entries: Sequence[int]
    _texts: Sequence[Entry]
    _groups: Sequence[Group]

    def ranges(self, entry: int) -> tuple[tuple[Range, ...], ...]:
        """Return the matched characters of an entry, as `Match.ranges` has them."""
        return _ranges(self._texts[entry], self._groups)


def _ranges(texts: Entry, groups: Sequence[Group]) -> tuple[tuple[Range, ...], ...]:
    words = (word for text in texts for word in words_of(text))
    parts = matched_parts(groups, answering(groups, words))
    return tuple(highlight(text, parts) for text in texts)


class TextIndex:
    """Finds entries of several texts each; the texts of an entry count together. For one thread at a time.

    Args:
        entries: for each entry its texts as they are shown; they are kept, not copied.
        stopped: says whether to give up; building then raises a `StoppedError`.
    """

    def __init__(self, entries: Sequence[Entry], stopped: Callable[[], bool] = lambda: False) -> None:
        self._texts = entries
        self._words: list[str] = []
        self._postings = Postings(self._read(entries), stopped)

    def __len__(self) -> int:
        """The number of entries."""
        return len(self._texts)

    def find(self, query: Query, admit: Admit | None = None) -> list[Match]:
        """Return the entries that answer a query, best first.

        An entry must hold all words and quoted phrases, and nothing that was excluded. Where none does, corrections
        are tried, and of three or more words one may be missing. A query without words finds all that is admitted.

        Args:
            query: its other filters are the caller's.
            admit: says of an entry whether it passes those filters.
        """
        held = self._postings.find(query.terms, self._conditions(query, admit))
        scores = held.scores.astype(np.float64)
        order = np.lexsort((held.entries, -scores))
        if held.groups:
            self._rank(query, held, scores, order[:_RANKED])
            order = np.lexsort((held.entries, -scores))
        entries, ordered = held.entries[order].tolist(), scores[order].tolist()
        return [
            Match(entry, score, self._texts[entry], held.groups) for entry, score in zip(entries, ordered, strict=True)
        ]

    def find_all(self, query: Query, admit: Admit | None = None) -> Found:
        """Return the entries that `find` returns, in the order of their indexes."""
        held = self._postings.find(query.terms, self._conditions(query, admit))
        return Found(held.entries.tolist(), self._texts, held.groups)

    def _read(self, entries: Sequence[Entry]) -> Iterator[list[str]]:
        for texts in entries:
            lines = [words_of(text) for text in texts]
            self._words.append("\n".join(f" {' '.join(line)} " for line in lines))
            yield [word for line in lines for word in line]

    def _conditions(self, query: Query, admit: Admit | None) -> Admit | None:
        wanted = [f" {' '.join(words)} " for words in query.phrases]
        unwanted = [f" {' '.join(words)} " for words in query.without]
        if not wanted and not unwanted:
            return admit

        def admitted(entry: int) -> bool:
            words = self._words[entry]
            return (
                all(each in words for each in wanted)
                and not any(each in words for each in unwanted)
                and (admit is None or admit(entry))
            )

        return admitted

    def _rank(self, query: Query, found: Held, scores: NDArray[np.float64], best: NDArray[np.int64]) -> None:
        """Put the best ones before all others, in the order in which the library would have them."""
        entries = found.entries[best].tolist()
        joined = [" ".join(query.terms[at].word for at in run) for run in query.joined]
        # One line for all texts of the entry; the line feeds in it keep phrases from reaching across.
        readings = {at: Reading((0,), (Field.BODY,), self._words[at], (len(self._words[at]),)) for at in entries}
        held = held_by(found.groups, readings)
        for at, entry in zip(best.tolist(), entries, strict=True):
            rows = rows_of(found.groups, [some[entry] for some in held], readings[entry], {}, joined)
            scores[at] = 1 + (rows[0].score if rows else 0.0)
