"""The order of the answers: documents and their rows by their text, total and the same whenever they were indexed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
_JUDGED: Final = 4
"""Rows of a document whose words are looked at for how close they stand; to the others the worst is done."""
_FAINT: Final = 0.45
"""Share of the best row's words, by idf, below which a row that lacks words is not looked at."""
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
_FIELDS: Final[dict[int, float]] = {
    Field.TITLE: 1.4,
    Field.HEADING: 1.2,
    Field.TAG: 1.1,
    Field.BODY: 1.0,
    Field.SUMMARY: 1.05,
}

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


_NOWHERE: Final[tuple[list[_Event], dict[int, _Event]]] = ([], {})


class Ranked(NamedTuple):
    """One document with its final score, its rows, best first, and its words that answer."""

    score: float
    doc: int
    rows: Sequence[Row]
    words: Words


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
    if len(groups) == 1:
        return _rows_of_one(groups[0], doc, words, reading)
    idfs = [group.idf for group in groups]
    total = sum(group.idf for group in groups if len(group.docs)) or 1.0
    lines = {line: (events, _best(events)) for line, events in _by_line(groups, doc, words, reading).items()}
    titles = (best for line, (_, best) in lines.items() if reading.fields[line] == Field.TITLE)
    title = {index: event[2] * _IN_TITLE for index, event in next(titles, {}).items()}
    found: list[Row] = []
    for line, places in lines.items():
        best = places[1]
        share = 0.0
        for index, event in best.items():
            share += idfs[index] * event[2]
        held = len(best)
        if held < len(groups):
            beside = other.get(reading.rows[line], {}) if other else {}
            held += sum(index not in best for index in beside)
            for index in (beside.keys() | title.keys()) - best.keys():
                share += idfs[index] * max(beside.get(index, 0.0) * _OTHER_SIDE, title.get(index, 0.0))
        found.append(Row(line, share / total, held == len(groups), places))
    least = max((row.score for row in found), default=0.0) * _FAINT
    rows = [row._replace(score=_bound(reading, row)) for row in found if row.score >= least or row.whole]
    rows.sort(key=lambda row: (-row.score, row.line))
    rows = [_judged(reading, row, len(groups), joined) for row in rows[:_JUDGED]] + [
        row._replace(score=row.score * _LOOSE) for row in rows[_JUDGED:]
    ]
    rows.sort(key=lambda row: (-row.score, row.line))
    return rows


def _bound(reading: Reading, row: Row) -> float:
    """Return the score of a row, whose score is its share of the words so far, if they stand as close as can be."""
    return _FIELDS[reading.fields[row.line]] * row.score * row.score * _shortness(reading, row.line, len(row.found[1]))


def _judged(reading: Reading, row: Row, count: int, joined: Sequence[str]) -> Row:
    """Return a row, whose score is its bound so far, with its final score."""
    line, bound, _, (events, best) = row
    score = bound * (_LOOSE + (1 - _LOOSE) * closeness(reading.words, sorted(events), best, count))
    for run in joined:
        if not reading.holds_in(line, run):
            score *= _APART
    return row._replace(score=score)


def _rows_of_one(group: Group, doc: int, words: Words, reading: Reading) -> list[Row]:
    """Return the rows of a document for a query of one word: most keys are pressed while the first one is typed."""
    best: dict[int, float] = {}
    for _, word in words:
        weight = group.weight(word, doc)
        for at in reading.places(word):
            line = reading.line_at(at)
            if weight > best.get(line, 0.0):
                best[line] = weight
    rows = [
        Row(line, _FIELDS[reading.fields[line]] * weight * weight * _shortness(reading, line, 1), True, _NOWHERE)
        for line, weight in best.items()
    ]
    rows.sort(key=lambda row: (-row.score, row.line))
    return rows


def _best(events: Sequence[_Event]) -> dict[int, _Event]:
    """Return for each word of a query that is among some places the best of them."""
    found: dict[int, _Event] = {}
    for event in events:
        known = found.get(event[1])
        if known is None or event[2] > known[2]:
            found[event[1]] = event
    return found


def _by_line(groups: Sequence[Group], doc: int, words: Words, reading: Reading) -> dict[int, list[_Event]]:
    """Return for each line of a document where words of the query stand in it."""
    found: dict[int, list[_Event]] = {}
    for index, word in words:
        weight, size = groups[index].weight(word, doc), len(word)
        for at in reading.places(word):
            found.setdefault(reading.line_at(at), []).append((at, index, weight, at + size))
    return found


def weights_by_row(groups: Sequence[Group], doc: int, words: Words, reading: Reading) -> dict[int, dict[int, float]]:
    """Return for each row of a document that holds words of a query how well it holds each of them."""
    found: dict[int, dict[int, float]] = {}
    for line, events in _by_line(groups, doc, words, reading).items():
        held = found.setdefault(reading.rows[line], {})
        for index, event in _best(events).items():
            held[index] = max(held.get(index, 0.0), event[2])
    return found


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


def matched_parts(groups: Sequence[Group], words: Words) -> dict[str, set[str]]:
    """Return for the words of a text that answer a query the parts of them that do.

    Where a word of the query stands in the text as it was typed, its corrections don't count.

    Args:
        groups: the words of the query.
        words: those that stand in the text.
    """
    matches: dict[int, dict[str, str]] = {}
    for index, word in words:
        matches.setdefault(index, {})[word] = groups[index].expansion[word].part
    found: dict[str, set[str]] = {}
    for index, parts in matches.items():
        typed = {word: part for word, part in parts.items() if part == groups[index].term.word}
        for word, part in (typed or parts).items():
            found.setdefault(word, set()).add(part)
    return found
