"""The order of the answers: the best units by their text, total and the same whenever they were indexed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from briefing.search.cache import StoredUnit
from briefing.search.query import words_of
from briefing.search.retrieval import Group, Retriever, Scored
from briefing.search.units import Field, code_field

POOL = 120
"""Units that are ranked by their text; those below keep their first score."""

_TITLED = 0.12
"""What a row gains when the title of its briefing has all words too."""
_LOOSE = 0.2
"""What is left of the score of a row whose words stand far apart and in another order."""
_READ = 20_000
"""Characters of a row that are looked at for closeness: a row may be a whole data file."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One unit with its final score."""

    score: float
    unit: int


def rank(
    retriever: Retriever, groups: Sequence[Group], pool: Sequence[Scored], texts: Mapping[int, StoredUnit]
) -> list[Ranked]:
    """Order units by how well they answer, best first.

    Args:
        retriever: knows titles, and the order of equals.
        groups: the words of the query.
        pool: units with their first scores, best first.
        texts: the units' texts; units without one keep their place after the others.
    """
    read = [pair for pair in pool if pair[1] in texts]
    rest = [pair for pair in pool if pair[1] not in texts]
    meanings = _meanings(groups)
    ranked = [
        Ranked(score * _text_factor(retriever, groups, meanings, unit, texts[unit]), unit) for score, unit in read
    ]
    ranked.sort(key=lambda one: (-one.score, retriever.snapshot.place(one.unit)))
    lowest = ranked[-1].score if ranked else 1.0
    highest = rest[0][0] if rest else 1.0
    return ranked + [Ranked(lowest * score / (highest * 1.001), unit) for score, unit in rest]


def _meanings(groups: Sequence[Group]) -> dict[str, list[tuple[int, float]]]:
    """Return for each word of the library which words of the query it answers, and how well."""
    found: dict[str, list[tuple[int, float]]] = {}
    for index, group in enumerate(groups):
        for word, match in group.expansion.items():
            found.setdefault(word, []).append((index, match.weight))
    return found


def _text_factor(
    retriever: Retriever,
    groups: Sequence[Group],
    meanings: Mapping[str, list[tuple[int, float]]],
    unit: int,
    stored: StoredUnit,
) -> float:
    factor = _closeness(words_of(stored.text[:_READ]), meanings, len(groups)) if len(groups) > 1 else 1.0
    if groups and code_field(retriever.snapshot.codes[unit]) in (Field.BODY, Field.HEADING):
        factor *= 1 + _TITLED * retriever.title_share(groups, unit)
    return factor


def _closeness(words: list[str], meanings: Mapping[str, list[tuple[int, float]]], count: int) -> float:
    """Return `_LOOSE` to 1 for how close together, and how much in the order of the query, its words stand in a row.

    Args:
        words: the row's words.
        meanings: which words of the query each word answers, and how well.
        count: number of words of the query.
    """
    places = [
        (at, index, weight) for at, word in enumerate(words) if word in meanings for index, weight in meanings[word]
    ]
    best: dict[int, tuple[float, int]] = {}
    for at, index, weight in places:
        if weight > best.get(index, (0.0, 0))[0]:
            best[index] = (weight, at)
    if not best:
        return _LOOSE
    start, end = _window([(at, index) for at, index, _ in places], len(best))
    query = " ".join(words[best[index][1]] for index in sorted(best))
    order = fuzz.partial_ratio(query, " ".join(words[start:end])) / 100
    held = len(best) / count
    return _LOOSE + (1 - _LOOSE) / 2 * (order * order * held + len(best) / max(count, end - start))


def _window(places: Sequence[tuple[int, int]], count: int) -> tuple[int, int]:
    """Return the shortest half-open range of places that holds all of `count` kinds; the first of equals.

    Args:
        places: (place, kind), ascending.
        count: number of different kinds among them.
    """
    held: dict[int, int] = {}
    first = 0
    shortest = (places[0][0], places[-1][0] + 1)
    for at, kind in places:
        held[kind] = held.get(kind, 0) + 1
        while len(held) == count:
            if at + 1 - places[first][0] < shortest[1] - shortest[0]:
                shortest = (places[first][0], at + 1)
            left = places[first][1]
            held[left] -= 1
            if not held[left]:
                del held[left]
            first += 1
    return shortest


def matched_parts(groups: Iterable[Group], words: Iterable[str]) -> dict[str, set[str]]:
    """Return for the words of a text that answer a query the parts of them that do.

    Where a word of the query stands in the text as it was typed, its corrections don't count.
    """
    found: dict[str, set[str]] = {}
    there = set(words)
    for group in groups:
        matches = {word: group.expansion[word].part for word in there if word in group.expansion}
        typed = {word: part for word, part in matches.items() if part == group.term.word}
        for word, part in (typed or matches).items():
            found.setdefault(word, set()).add(part)
    return found
