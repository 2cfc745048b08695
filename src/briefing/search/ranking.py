"""The order of the answers: documents and their rows by their text, total and the same whenever they were indexed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np
from rapidfuzz import fuzz

from briefing.search.readings import Reading
from briefing.search.retrieval import Group
from briefing.search.units import Field

_OTHER_SIDE: Final = 0.8
"""What is left of a word that only the other side of the row has."""
_LOOSE: Final = 0.35
"""What is left of the score of a row whose words stand far apart and in another order."""
_APART: Final = 0.8
"""What is left of a row in which words that were typed as one don't stand side by side."""
_TEXT: Final = 2.5
"""How much the best row of a document counts, against the document's first score."""
_SCATTERED: Final = 3
"""Rows that stand for a document that holds the words in different rows."""
_SLIGHT: Final = 0.25
"""Part of the best row's score that such a row needs."""
_IN_TITLE: Final = 0.5
"""What is left of a word that a row lacks and the title has."""
_FIELDS: Final = {Field.TITLE: 1.4, Field.HEADING: 1.2, Field.TAG: 1.1, Field.BODY: 1.0, Field.SUMMARY: 1.05}

_WORD: Final = 7
"""Letters of a word with the blank behind it, on average."""

Words = Sequence[tuple[int, str]]
"""What of a document answers a query: pairs of (word of the query, word of the document)."""
_Event = tuple[int, int, float, int]
"""A place, the word of the query that it answers, how well, and where the answering word ends."""


class Row(NamedTuple):
    """One line of a document that answers.

    Attributes:
        line: its index.
        score: how well, 0 to about 1.4.
        whole: whether all words of the query are there.
        found: all places of words of the query, and for each of these the best.
    """

    line: int
    score: float
    whole: bool
    found: tuple[list[_Event], dict[int, _Event]]


class Ranked(NamedTuple):
    """One document with its final score and its rows, best first."""

    score: float
    doc: int
    rows: Sequence[Row]


def words_in(groups: Sequence[Group], docs: Sequence[int], size: int) -> dict[int, list[tuple[int, str]]]:
    """Return for some documents which of their words answer which words of a query.

    Args:
        groups: the words of the query.
        docs: the documents.
        size: number of documents in the index.
    """
    wanted = np.zeros(size, bool)
    wanted[list(docs)] = True
    found: dict[int, list[tuple[int, str]]] = {}
    for index, group in enumerate(groups):
        at = np.flatnonzero(wanted[group.docs])
        for doc, owner in zip(group.docs[at].tolist(), group.owners[at].tolist(), strict=True):
            found.setdefault(doc, []).append((index, group.words[owner]))
    return found


def rows_of(
    groups: Sequence[Group],
    doc: int,
    words: Words,
    reading: Reading,
    other: Mapping[int, Mapping[int, float]],
    joined: Sequence[str] = (),
) -> list[Row]:
    """Return the rows of a document that answer, best first.

    Args:
        groups: the words of the query.
        doc: number of the document.
        words: what of it answers.
        reading: the document.
        other: for some rows, the weights of words of the query on the other side.
        joined: words that were typed as one.
    """
    rows: list[Row] = []
    total = sum(group.idf for group in groups if len(group.docs)) or 1.0
    by_line = _events_by_line(groups, doc, words, reading)
    title = _weights(event for line, events in by_line if reading.fields[line] == Field.TITLE for event in events)
    for line, events in by_line:
        best: dict[int, _Event] = {}
        for event in events:
            known = best.get(event[1])
            if known is None or event[2] > known[2]:
                best[event[1]] = event
        share = sum(groups[index].idf * event[2] for index, event in best.items())
        held = len(best)
        if other and (beside := other.get(reading.rows[line])):
            more = {index: weight for index, weight in beside.items() if index not in best}
            share += sum(groups[index].idf * weight * _OTHER_SIDE for index, weight in more.items())
            held += len(more)
        if title and held < len(groups):
            share += sum(groups[index].idf * title[index] * _IN_TITLE for index in title.keys() - best.keys())
        share /= total
        score = _FIELDS[reading.fields[line]] * share * share * _shortness(reading, line, len(best))
        rows.append(Row(line, score, held == len(groups), (events, best)))
    if len(groups) > 1 and rows:
        least = max(row.score for row in rows) * _LOOSE
        rows = [row._replace(score=row.score * _closeness_factor(reading, row, least, len(groups))) for row in rows]
    for run in joined:
        rows = [row if reading.holds_in(row.line, run) else row._replace(score=row.score * _APART) for row in rows]
    rows.sort(key=lambda row: (-row.score, row.line))
    return rows


def _weights(events: Iterable[_Event]) -> dict[int, float]:
    """Return for each word of a query that is among some places how well the best of them answers it."""
    found: dict[int, float] = {}
    for _, index, weight, _ in events:
        found[index] = max(found.get(index, 0.0), weight)
    return found


def _events_by_line(
    groups: Sequence[Group], doc: int, words: Words, reading: Reading
) -> list[tuple[int, list[_Event]]]:
    events: list[_Event] = []
    for index, word in words:
        weight = groups[index].weight(word, doc)
        events += [(at, index, weight, at + len(word)) for at in reading.places(word)]
    events.sort()
    return [(line, list(some)) for line, some in groupby(events, key=lambda event: reading.line_at(event[0]))]


def _closeness_factor(reading: Reading, row: Row, least: float, count: int) -> float:
    """Return what is left of a row's score for how its words stand; those that can't be first are not looked at."""
    if row.score < least:
        return _LOOSE
    return _LOOSE + (1 - _LOOSE) * closeness(reading.words, row.found[0], row.found[1], count)


def weights_by_row(groups: Sequence[Group], doc: int, words: Words, reading: Reading) -> dict[int, dict[int, float]]:
    """Return for each row of a document that holds words of a query how well it holds each of them."""
    by_row: dict[int, list[_Event]] = {}
    for line, events in _events_by_line(groups, doc, words, reading):
        by_row.setdefault(reading.rows[line], []).extend(events)
    return {row: _weights(events) for row, events in by_row.items()}


def shown_rows(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows that stand for a document: all with every word, else the few best."""
    whole = [row for row in rows if row.whole]
    if whole:
        return whole
    least = rows[0].score * _SLIGHT if rows else 0.0
    return [row for row in rows if row.score >= least][:_SCATTERED]


def _shortness(reading: Reading, line: int, held: int) -> float:
    """Return a factor that prefers rows with little besides the words that were looked for."""
    size = max(1, reading.length_of(line) // _WORD)
    if reading.fields[line] == Field.BODY:
        return 0.85 + 0.15 * min(1.0, 6 * held / size)
    return 0.88 + 0.12 * min(1.0, held / size)


def closeness(text: str, events: Sequence[_Event], best: Mapping[int, _Event], count: int) -> float:
    """Return 0-1 for how close together, and how much in the order of the query, its words stand in a line.

    Args:
        text: folded words with a blank between them.
        events: where its words stand, ascending.
        best: for each word of the query that is there its best answer.
        count: number of words of the query.
    """
    start, end = _window(events, len(best))
    query = " ".join(text[best[index][0] : best[index][3]] for index in sorted(best))
    order = fuzz.partial_ratio(query, text[start:end]) / 100
    held = len(best) / count
    return (order * order * held + len(best) / max(count, text.count(" ", start, end) + 1)) / 2


def _window(events: Sequence[_Event], count: int) -> tuple[int, int]:
    """Return the shortest half-open range of places that holds all of `count` kinds; the first of equals.

    Args:
        events: where words of the query stand, ascending.
        count: number of different words of the query among them.
    """
    held: dict[int, int] = {}
    first = 0
    shortest = (events[0][0], events[-1][3])
    for _, kind, _, end in events:
        held[kind] = held.get(kind, 0) + 1
        while len(held) == count:
            start, left, _, _ = events[first]
            if end - start < shortest[1] - shortest[0]:
                shortest = (start, end)
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
