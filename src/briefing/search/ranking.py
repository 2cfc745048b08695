"""The order of the answers: documents and their rows by their text, total and the same whenever they were indexed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from briefing.search.readings import Reading
from briefing.search.retrieval import Group
from briefing.search.units import Field

_OTHER_SIDE: Final = 0.8
"""What is left of a word that only the other side of the row has."""
_LOOSE: Final = 0.35
"""What is left of the score of a row whose words stand far apart and in another order."""
_TEXT: Final = 2.5
"""How much the best row of a document counts, against the document's first score."""
_SCATTERED: Final = 3
"""Rows that stand for a document that holds the words in different rows."""
_SLIGHT: Final = 0.5
"""Share of the best row's words, by idf, that such a row needs."""
_FIELDS: Final = {Field.TITLE: 1.4, Field.HEADING: 1.2, Field.TAG: 1.1, Field.BODY: 1.0, Field.SUMMARY: 1.05}

Meanings = Mapping[str, Sequence[tuple[int, float]]]
"""For each word of the library which words of the query it answers, and how well."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a document that answers.

    Attributes:
        line: its index.
        score: how well, 0 to about 1.4.
        whole: whether all words of the query are there.
    """

    line: int
    score: float
    whole: bool


class Ranked(NamedTuple):
    """One document with its final score and its rows, best first."""

    score: float
    doc: int
    rows: Sequence[Row]


def meanings_of(groups: Sequence[Group], doc: int, words: frozenset[str]) -> dict[str, list[tuple[int, float]]]:
    """Return which words of a document answer which words of a query, and how well."""
    found: dict[str, list[tuple[int, float]]] = {}
    for index, group in enumerate(groups):
        for word in group.expansion.keys() & words:
            found.setdefault(word, []).append((index, group.weight(word, doc)))
    return found


def rows_of(
    groups: Sequence[Group], doc: int, reading: Reading, other: Mapping[int, Mapping[int, float]]
) -> list[Row]:
    """Return the rows of a document that answer, best first.

    Args:
        groups: the words of the query.
        doc: number of the document.
        reading: the document.
        other: for some rows, the weights of words of the query on the other side.
    """
    meanings = meanings_of(groups, doc, reading.words)
    if not meanings:
        return []
    total = sum(group.idf for group in groups)
    rows: list[Row] = []
    for index, line in enumerate(reading.lines):
        if meanings.keys().isdisjoint(line):
            continue
        best: dict[int, tuple[float, int]] = {}
        places: list[tuple[int, int]] = []
        for at, word in enumerate(line):
            for group, weight in meanings.get(word, ()):
                places.append((at, group))
                if weight > best.get(group, (0.0, 0))[0]:
                    best[group] = (weight, at)
        share = sum(groups[group].idf * weight for group, (weight, _) in best.items())
        beside = {group: weight for group, weight in other.get(reading.rows[index], {}).items() if group not in best}
        share += sum(groups[group].idf * weight * _OTHER_SIDE for group, weight in beside.items())
        share /= total
        close = closeness(line, places, best, len(groups)) if len(groups) > 1 else 1.0
        field = Field(reading.fields[index])
        score = _FIELDS[field] * share * share * (_LOOSE + (1 - _LOOSE) * close) * _shortness(field, len(line), len(best))
        rows.append(Row(index, score, len(best) + len(beside) == len(groups)))
    rows.sort(key=lambda row: (-row.score, row.line))
    return rows


def weights_by_row(groups: Sequence[Group], doc: int, reading: Reading) -> dict[int, dict[int, float]]:
    """Return for each row of a document that holds words of a query how well it holds each of them."""
    meanings = meanings_of(groups, doc, reading.words)
    found: dict[int, dict[int, float]] = {}
    for row, line in zip(reading.rows, reading.lines, strict=True):
        for word in meanings.keys() & set(line):
            held = found.setdefault(row, {})
            for group, weight in meanings[word]:
                held[group] = max(held.get(group, 0.0), weight)
    return found


def shown_rows(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows that stand for a document: all with every word, else the few best."""
    whole = [row for row in rows if row.whole]
    if whole:
        return whole
    least = rows[0].score * _SLIGHT if rows else 0.0
    return [row for row in rows if row.score >= least][:_SCATTERED]


def _shortness(field: Field, size: int, held: int) -> float:
    return 0.88 + 0.12 * min(1.0, held / max(1, size)) if field is not Field.BODY else 0.85 + 0.15 * min(1.0, 6 * held / size)


def closeness(
    line: Sequence[str], places: Sequence[tuple[int, int]], best: Mapping[int, tuple[float, int]], count: int
) -> float:
    """Return 0-1 for how close together, and how much in the order of the query, its words stand in a line.

    Args:
        line: the words.
        places: (place, word of the query), ascending by place.
        best: for each word of the query that is there (weight, place) of its best answer.
        count: number of words of the query.
    """
    start, end = _window(places, len(best))
    query = " ".join(line[best[index][1]] for index in sorted(best))
    order = fuzz.partial_ratio(query, " ".join(line[start:end])) / 100
    held = len(best) / count
    return (order * order * held + len(best) / max(count, end - start)) / 2


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


def final_score(first: float, highest: float, rows: Sequence[Row]) -> float:
    """Return the score that orders documents.

    Args:
        first: the document's first score.
        highest: the highest first score of all.
        rows: its rows, best first.
    """
    return first / highest + _TEXT * (rows[0].score if rows else 0.0)


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
