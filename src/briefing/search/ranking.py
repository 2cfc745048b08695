"""The order of the answers: documents and their rows by their text, total and the same whenever they were indexed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from briefing.search.occurrences import Held, Words
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

_Place = tuple[int, int, int]
"""Where a word stands that answers, where it ends, and the word of the query that it answers."""


class Row(NamedTuple):
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
    """One document with its final score, its rows, best first, and what of it answers each word of the query."""

    score: float
    doc: int
    rows: Sequence[Row]
    held: Sequence[Held]


def rows_of(
    groups: Sequence[Group],
    held: Sequence[Held],
    reading: Reading,
    other: Mapping[int, Mapping[int, float]],
    joined: Sequence[str] = (),
    *,
    narrowed: bool = False,
) -> list[Row]:
    """Return the rows of a document that answer, best first.

    Args:
        groups: the words of the query.
        held: what of the document answers each of them.
        reading: the document.
        other: for some rows, the weights of words of the query on the other side.
        joined: words that were typed as one.
        narrowed: whether not every row may be shown.
    """
    count = len(groups)
    if count == 1:
        return _rows_of_one(held[0], reading)
    rows = _bounds(groups, held, reading, other, narrowed=narrowed)
    judged = [_judged(reading, row, held, count, joined) for row in rows[:_JUDGED]]
    judged += [Row(line, score * _LOOSE, whole) for line, score, whole in rows[_JUDGED:]]
    judged.sort(key=_order)
    return judged


def _order(row: Row) -> tuple[float, int]:
    return -row.score, row.line


def _bounds(
    groups: Sequence[Group],
    held: Sequence[Held],
    reading: Reading,
    other: Mapping[int, Mapping[int, float]],
    *,
    narrowed: bool,
) -> list[Row]:
    """Return the rows of a document with the scores that they have if their words stand as close as can be."""
    idfs = [group.idf for group in groups]
    total = sum(group.idf for group in groups if len(group.docs)) or 1.0
    lines = _lines(held, reading, other, narrowed=narrowed)
    titles = (weights for line, weights in lines.items() if reading.fields[line] == Field.TITLE)
    title = {index: weight * _IN_TITLE for index, weight in next(titles, {}).items()}
    shares: list[tuple[int, float, bool]] = []
    for line, weights in lines.items():
        share, there = sum([idfs[index] * weight for index, weight in weights.items()]), len(weights)
        if there < len(groups):
            beside = other.get(reading.rows[line], {}) if other else {}
            there += sum(index not in weights for index in beside)
            for index in (beside.keys() | title.keys()) - weights.keys():
                share += idfs[index] * max(beside.get(index, 0.0) * _OTHER_SIDE, title.get(index, 0.0))
        shares.append((line, share / total, there == len(groups)))
    least = max([share for _, share, _ in shares], default=0.0) * _FAINT
    rows = [
        Row(line, _FIELDS[reading.fields[line]] * share * share * _shortness(reading, line, len(lines[line])), whole)
        for line, share, whole in shares
        if share >= least or whole
    ]
    rows.sort(key=_order)
    return rows


def _lines(
    held: Sequence[Held], reading: Reading, other: Mapping[int, Mapping[int, float]], *, narrowed: bool
) -> dict[int, dict[int, float]]:
    """Return for the lines of a document how well they hold which words of a query.

    Where some have every word, only those that may have are looked at: the others would not be shown.
    """
    whole = set.intersection(*(set(found.best) for found in held)) if not narrowed else set()
    if whole and other:
        whole.update(line for found in held for line in found.best if reading.rows[line] in other)
    lines: dict[int, dict[int, float]] = {}
    for index, found in enumerate(held):
        for line in whole & found.best.keys() if whole else found.best:
            if line in lines:
                lines[line][index] = found.best[line][1]
            else:
                lines[line] = {index: found.best[line][1]}
    return lines


def _judged(reading: Reading, row: Row, held: Sequence[Held], count: int, joined: Sequence[str]) -> Row:
    """Return a row, whose score is its bound so far, with its final score."""
    line, score, whole = row
    places: list[_Place] = []
    best: list[str] = []
    for index, found in enumerate(held):
        if line in found.best:
            places += [(at, end, index) for at, _, end in found.places[line]]
            at, _, end = found.best[line]
            best.append(reading.words[at:end])
    score *= _LOOSE + (1 - _LOOSE) * closeness(reading.words, sorted(places), best, count)
    for run in joined:
        if not reading.holds_in(line, run):
            score *= _APART
    return Row(line, score, whole)


def _rows_of_one(held: Held, reading: Reading) -> list[Row]:
    """Return the rows of a document for a query of one word: most keys are pressed while the first one is typed."""
    fields = reading.fields
    rows = [
        Row(line, _FIELDS[fields[line]] * weight * weight * _shortness(reading, line, 1), True)
        for line, (_, weight, _) in held.best.items()
    ]
    rows.sort(key=_order)
    return rows


def weights_by_row(held: Sequence[Held], reading: Reading) -> dict[int, dict[int, float]]:
    """Return for each row of a document that holds words of a query how well it holds each of them."""
    rows: dict[int, dict[int, float]] = {}
    for index, found in enumerate(held):
        for line, (_, weight, _) in found.best.items():
            weights = rows.setdefault(reading.rows[line], {})
            weights[index] = max(weights.get(index, 0.0), weight)
    return rows


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


def closeness(text: str, places: Sequence[_Place], best: Sequence[str], count: int) -> float:
    """Return 0-1 for how close together, and how much in the order of the query, its words stand in a line.

    Args:
        text: folded words with a blank between them.
        places: where its words stand, ascending.
        best: the best answer to each word of the query that is there, in the order of the query.
        count: number of words of the query.
    """
    start, end = _window(places, len(best))
    order = fuzz.partial_ratio(" ".join(best), text[start:end]) / 100
    held = len(best) / count
    return (order * order * held + len(best) / max(count, text.count(" ", start, end) + 1)) / 2


def _window(places: Sequence[_Place], count: int) -> tuple[int, int]:
    """Return the shortest half-open range of a text that holds all of `count` kinds; the first of equals.

    Args:
        places: where words of the query stand, ascending.
        count: number of different words of the query among them.
    """
    held: dict[int, int] = {}
    first = 0
    shortest = (places[0][0], places[-1][1])
    for _, end, kind in places:
        held[kind] = held.get(kind, 0) + 1
        while len(held) == count:
            start, _, left = places[first]
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
