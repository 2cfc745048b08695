"""Which units answer a query, with a first score that needs no text."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from itertools import repeat
from operator import add, mul

from briefing.search.cache import Reader, Stored
from briefing.search.database import CacheDamagedError
from briefing.search.expansion import Expansion, expand
from briefing.search.query import Query, Term
from briefing.search.snapshot import Snapshot
from briefing.search.units import Field, code_field, code_other, code_size

# The weights here, in `expansion` and in `ranking` were tuned on known-item queries over real German and English texts.
_ENOUGH = 50
"""With so many rows that hold all words, briefings that hold them in different rows are not looked for."""
_SCATTERED = 3
"""Rows that stand for a briefing that holds the words in different rows."""
_BRIEFINGS = 60
"""Such briefings."""
_SLIGHT = 0.5
"""Share of the best row's words, by idf, that such a row needs."""
_OTHER_SPELLING = 0.75
"""A title in another spelling must come after body text in the one that was typed."""
_OTHER_SIDE = 0.8
_ELSEWHERE = 0.25
_KEPT_WEIGHTS = 400_000
"""Units in all remembered words together: some 40 MB."""
_FIELDS = {Field.TITLE: 1.35, Field.HEADING: 1.2, Field.TAG: 1.1, Field.BODY: 1.0}
_FRONT = 6
"""Titles and tags are among the first units of a briefing: two tags, two hidden titles, row 0."""


def _boost(code: int) -> float:
    """Return the weight of a unit's place: field, and for body text a slight preference for short rows."""
    field = code_field(code)
    short = 1.0 - 0.012 * min(code_size(code), 8) if field is Field.BODY else 1.0
    return _FIELDS[field] * short


BOOST = tuple(_boost(code) for code in range(256))
"""The weight of a unit's place by its code byte."""

Scored = tuple[float, int]
"""Score and unit."""
Postings = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Group:
    """One word of a query with everything that answers it.

    Attributes:
        term: the word.
        expansion: the words of the library that it may stand for.
        weights: for each unit that holds one of them, the weight of the best.
        idf: how much the word tells: inverse document frequency (Robertson, Spärck Jones) over units.
    """

    term: Term
    expansion: Expansion
    weights: dict[int, float]
    idf: float


class Retriever:
    """Answers queries to one state of the index; remembers the last words, since a key press changes only one.

    Args:
        snapshot: that state; readers given to the methods must be at the same state.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._groups: dict[tuple[Term, bool], Group] = {}

    def find(self, reader: Reader, query: Query) -> tuple[list[Group], list[Scored]]:
        """Return the units that answer a query, in no order, and the words that led to them.

        All words must be there: on one side of a row, on both together, or in different rows of a briefing that has
        no such row. Corrections of words that are in the library are tried when nothing has all words; then, of three
        words or more, one may be missing.
        """
        admits = self.snapshot.admits(query)
        if not query.terms:
            return [], self._titles(admits) if admits else []
        groups: list[Group] = []
        for deep in (False, True):
            groups = [self._group(reader, term, deep=deep) for term in query.terms]
            if admits:
                groups = [_narrowed(group, admits) for group in groups]
            found = self._all(groups, len(groups))
            if found:
                return groups, found
        return groups, self._all(groups, len(groups) - 1) if len(groups) >= 3 else []

    def title_share(self, groups: Sequence[Group], unit: int) -> float:
        """Return how much of a query the title and tags of a unit's briefing answer, 0-1."""
        front = self._front(self.snapshot.stored(unit))
        total = sum(group.idf for group in groups)
        return sum(group.idf * max(map(group.weights.get, front, repeat(0.0)), default=0.0) for group in groups) / total

    def best(self, scored: list[Scored], count: int) -> list[Scored]:
        """Return the `count` best, best first; equal ones by briefing and place."""
        if len(scored) > count:
            threshold = nlargest(count, (score for score, _ in scored))[-1]
            scored = [pair for pair in scored if pair[0] >= threshold]
        return sorted(scored, key=lambda pair: (-pair[0], self.snapshot.place(pair[1])))[:count]

    def _titles(self, admits: Callable[[int], bool]) -> list[Scored]:
        """Return the titles of the briefings that pass the filters."""
        codes = self.snapshot.codes
        units = (u for u in range(len(codes)) if self.snapshot.owner[u] >= 0 and code_field(codes[u]) is Field.TITLE)
        return [(1.0, unit) for unit in units if admits(unit)]

    def _group(self, reader: Reader, term: Term, *, deep: bool) -> Group:
        known = self._groups.pop((term, deep), None)
        group = known or self._built(reader, term, deep=deep)
        self._groups[term, deep] = group
        while len(self._groups) > 1 and sum(len(kept.weights) for kept in self._groups.values()) > _KEPT_WEIGHTS:
            del self._groups[next(iter(self._groups))]
        return group

    def _built(self, reader: Reader, term: Term, *, deep: bool) -> Group:
        expansion = expand(self.snapshot.vocabulary, term, deep=deep)
        postings = reader.postings(expansion)
        weights: dict[int, float] = {}
        for word, match in sorted(expansion.items(), key=lambda item: (item[1].weight, item[0])):
            for units in postings.get(word, ()):
                weights.update(zip(units, repeat(match.weight)))
        self._bury(weights)
        exact = postings.get(term.word, ())
        held = sum(map(len, exact)) if not self.snapshot.has_gaps else len(self._alive(exact))
        if exact:
            self._prefer_spelling(reader, term, exact, weights)
        held = held or len(weights)
        return Group(term, expansion, weights, math.log(1 + (self.snapshot.live - held + 0.5) / (held + 0.5)))

    def _bury(self, weights: dict[int, float]) -> None:
        """Take out the units that are gone."""
        owner = self.snapshot.owner
        if weights and max(weights) >= len(owner):
            raise CacheDamagedError("a posting beyond the last unit")
        if self.snapshot.has_gaps:
            for unit in [unit for unit in weights if owner[unit] < 0]:
                del weights[unit]

    def _alive(self, postings: Postings) -> set[int]:
        owner = self.snapshot.owner
        return {unit for units in postings for unit in units if owner[unit] >= 0}

    def _prefer_spelling(self, reader: Reader, term: Term, postings: Postings, weights: dict[int, float]) -> None:
        """Where some rows spell the word as it was typed, let the others come after them ("Goethe" before "Gothe")."""
        spellings = reader.spellings(term.word)
        if not spellings:
            return
        exact = self._alive(postings)
        if term.spelling == term.word:
            same = exact.difference(*(self._alive(units) for units in spellings.values()))
        else:
            same = self._alive(spellings.get(f"{term.word}/{term.spelling}", ()))
        if same:
            weights.update(zip(exact - same, repeat(_OTHER_SPELLING)))

    def _all(self, groups: list[Group], needed: int) -> list[Scored]:
        """Return units of briefings that hold at least `needed` of the words."""
        if not all(group.weights for group in groups) and needed == len(groups):
            return []
        first, *others = sorted(groups, key=lambda group: len(group.weights))
        full = list(first.weights)
        for group in others:
            full = list(filter(group.weights.__contains__, full))
        scored = self._scored(groups, full)
        if len(groups) == 1 or len(full) >= _ENOUGH:
            return scored
        scored += self._across(groups, set(full))
        return scored + self._scattered(groups, needed, {self.snapshot.owner[unit] for _, unit in scored})

    def _scored(self, groups: list[Group], units: list[int]) -> list[Scored]:
        """Score units that hold all words: squared mean weight by idf, times the weight of the place."""
        total = sum(group.idf for group in groups)
        sums: Iterable[float] = repeat(0.0, len(units))
        for group in groups:
            sums = list(map(add, sums, map(mul, map(group.weights.__getitem__, units), repeat(group.idf / total))))
        shares = list(sums)
        boosts = map(BOOST.__getitem__, map(self.snapshot.codes.__getitem__, units))
        return list(zip(map(mul, map(mul, shares, shares), boosts), units, strict=True))

    def _across(self, groups: list[Group], full: set[int]) -> list[Scored]:
        """Return the units of rows that hold all words on both sides together, but on neither alone."""
        codes = self.snapshot.codes
        first, *others = sorted(groups, key=lambda group: len(group.weights))
        sides = {unit: unit + code_other(codes[unit]) for unit in first.weights}
        sides |= {other: unit for unit, other in sides.items()}
        for group in others:
            held = group.weights
            sides = {unit: other for unit, other in sides.items() if unit in held or other in held}
        units = [unit for unit, other in sides.items() if unit not in full and other not in full]
        nowhere = [0.0] * len(groups)
        return [
            (self._partial(groups, unit, nowhere), unit)
            for unit in units
            if any(unit in group.weights for group in groups)
        ]

    def _scattered(self, groups: list[Group], needed: int, done: set[int]) -> list[Scored]:
        """Return the best units of briefings that hold the words, but in no row together.

        Which briefings are best is told by their rows with a word that tells much.
        """
        owner = self.snapshot.owner
        telling = sorted(groups, key=lambda group: len(group.weights))[: 1 + len(groups) - needed]
        wanted = {index for group in telling for index in set(map(owner.__getitem__, group.weights))} - done
        wanted = {index for index in wanted if self._held(groups, index) >= needed}
        best: dict[int, float] = {}
        for unit in {unit for group in telling for unit in group.weights if owner[unit] in wanted}:
            value = sum(group.idf * group.weights.get(unit, 0.0) for group in groups)
            if value > best.get(owner[unit], 0.0):
                best[owner[unit]] = value
        keys = self.snapshot.briefings
        chosen = nsmallest(_BRIEFINGS, best, key=lambda index: (-best[index], keys[index].key))
        return [scored for index in chosen for scored in self._best_rows(groups, index)]

    def _held(self, groups: list[Group], index: int) -> int:
        """Return how many words of a query a briefing holds."""
        stored = self.snapshot.briefings[index]
        units = range(stored.first, stored.first + len(stored.codes))
        return sum(any(map(group.weights.__contains__, units)) for group in groups)

    def _best_rows(self, groups: list[Group], index: int) -> list[Scored]:
        """Return the few units that stand for a briefing that holds the words in different rows.

        Those with small words only don't.
        """
        stored = self.snapshot.briefings[index]
        units = range(stored.first, stored.first + len(stored.codes))
        own: dict[int, float] = {}
        around: list[float] = []
        for group in groups:
            get = group.weights.get
            for unit in filter(group.weights.__contains__, units):
                own[unit] = own.get(unit, 0.0) + group.idf * group.weights[unit]
            around.append(max(map(get, units, repeat(0.0))) * _ELSEWHERE)
        least = max(own.values(), default=0.0) * _SLIGHT
        telling = [unit for unit, value in own.items() if value >= least]
        return self.best([(self._partial(groups, unit, around), unit) for unit in telling], _SCATTERED)

    def _partial(self, groups: list[Group], unit: int, around: list[float]) -> float:
        """Score a unit that lacks words; those on its other side count less, those around it as much as is given."""
        code = self.snapshot.codes[unit]
        other = unit + code_other(code)
        share = 0.0
        for group, elsewhere in zip(groups, around, strict=True):
            get = group.weights.get
            share += group.idf * max(get(unit, 0.0), get(other, 0.0) * _OTHER_SIDE, elsewhere)
        return (share / sum(group.idf for group in groups)) ** 2 * BOOST[code]

    def _front(self, stored: Stored) -> list[int]:
        """Return the units with the titles and tags of a briefing."""
        last = stored.first + min(len(stored.codes), _FRONT)
        codes = self.snapshot.codes
        return [u for u in range(stored.first, last) if code_field(codes[u]) in (Field.TITLE, Field.TAG)]


def _narrowed(group: Group, admits: Callable[[int], bool]) -> Group:
    weights = {unit: weight for unit, weight in group.weights.items() if admits(unit)}
    return Group(group.term, group.expansion, weights, group.idf)
