"""From a query to hits: retrieval, ranking, texts and marks, all from one state of the index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Final, NamedTuple

import numpy as np

from briefing.document.model import other
from briefing.search.cache import Place, Reader, StoredText
from briefing.search.conditions import Conditions
from briefing.search.database import CacheDamagedError
from briefing.search.drafts import code_lang, code_other
from briefing.search.knowledge import Knowledge
from briefing.search.matching import highlight
from briefing.search.model import Hit
from briefing.search.occurrences import Held, held_by, words_of_all
from briefing.search.query import Query
from briefing.search.ranking import (
    Ranked,
    final_score,
    matched_parts,
    rows_of,
    shown_rows,
    weights_by_row,
)
from briefing.search.readings import Reading, Readings
from briefing.search.retrieval import Found, Group, Retriever, Scope, Scored
from briefing.search.units import Field
from briefing.search.widening import split_words, widened

POOL: Final = 60
"""Documents that are ranked by their text; those below keep the order of their first scores."""
_CHECKED: Final = 20_000
"""Documents that are read to see whether they fulfil what needs their text; so many take about a second."""
_CHECKED_ASIDE: Final = 1_000
"""The same for what nobody has typed: names written apart, terms of the glossary."""
_MORE_ROWS: Final = 0.85
"""What each further row of a document loses, so that one document doesn't fill the screen."""
_WIDENED: Final = 0.6
"""What a hit loses that has other words than those that were typed."""
_BELOW: Final = 0.999
"""How far below the last one the score of the next document is that isn't ranked by its text any more."""
_CHUNK: Final = 50
_SHOWN: Final = 100
"""Documents whose texts are remembered as they are shown."""


_UNSEEN: Final = (Field.TAG, Field.SUMMARY)
"""What no row shows."""


class RowHit(NamedTuple):
    """One row of one document, with the score that orders hits, and what of the document answers each word."""

    score: float
    doc: int
    line: int
    held: Sequence[Held] = ()


class Answering:
    """Answers queries to one state of the index; remembers the documents it read.

    Args:
        retriever: for that state.
        knowledge: what glossaries and registers say in that state.
    """

    def __init__(self, retriever: Retriever, knowledge: Knowledge) -> None:
        self.retriever = retriever
        self.knowledge = knowledge
        self._readings = Readings()
        self._shown: dict[int, StoredText] = {}

    def answer(self, reader: Reader, query: Query, limit: int, within: str = "") -> list[Hit]:
        """Return the best `limit` hits, best first, at most one for each row and language.

        Args:
            reader: at the retriever's state.
            query: what is looked for, checked against the register.
            limit: greatest number of hits.
            within: id of the only briefing that is searched; empty for all.

        Raises:
            CacheError: the index can't be read.
        """
        scope = self._scope(reader, query, within)
        hits = self._found(reader, query, scope, limit)
        apart = split_words(query, self.retriever.snapshot.vocabulary)
        more = self._found(reader, apart, scope, limit, _CHECKED_ASIDE) if apart else []
        for term, other_query in widened(query, self.knowledge.glossary):
            found = self._found(reader, other_query, scope, limit, _CHECKED_ASIDE)
            more += [replace(hit, widened=term, score=hit.score * _WIDENED) for hit in found]
        return _merged(hits, more)[:limit] if more else hits

    def _scope(self, reader: Reader, query: Query, within: str) -> Scope:
        """Return what a query asks of documents besides words."""
        register = self.knowledge.register
        spoken_of = [register.names_for_org(org) for org in query.orgs]
        spoken_of += [register.names_for_model(model) for model in query.models]
        return Scope(spoken_of, reader.docs_of(within) if within else None)

    def _found(self, reader: Reader, query: Query, scope: Scope, limit: int, most: int = _CHECKED) -> list[Hit]:
        conditions = Conditions(query, scope.spoken_of)
        found = self.retriever.find(reader, query, scope)
        pool = self._pool(reader, conditions, found, limit, most)
        rows = self._rows(reader, conditions, found.groups, pool) if found.groups else self._titles(reader, pool)
        hits: list[Hit] = []
        seen: set[tuple[str, int, str]] = set()
        for hit in self._hits(reader, found.groups, rows, limit):
            if (key := (hit.briefing, hit.row, hit.lang)) not in seen:
                seen.add(key)
                hits.append(hit)
            if len(hits) >= limit:
                break
        return hits

    # --- documents --------------------------------------------------------------------------------------------------

    def _pool(self, reader: Reader, conditions: Conditions, found: Found, limit: int, most: int) -> list[Scored]:
        """Return the documents that may be shown, best first by their first score; at most so many are read."""
        size = max(POOL, limit)
        best = partial(self.retriever.titled, reader) if not found.groups else self.retriever.best
        if not conditions.need_text:
            return best(found.scores, size)
        kept: list[Scored] = []
        checked = best(found.scores, most)
        for start in range(0, len(checked), _CHUNK):
            some = checked[start : start + _CHUNK]
            readings = self._readings.of(reader, [scored.doc for scored in some])
            kept += [scored for scored in some if self._admits(reader, conditions, scored.doc, readings)]
            if len(kept) >= size:
                break
        return kept[:size]

    def _admits(self, reader: Reader, conditions: Conditions, doc: int, readings: Mapping[int, Reading]) -> bool:
        """Return whether a document fulfils what can be asked of it, and the other parts of its edition too."""
        if doc not in readings:
            return False
        query = conditions.query
        parts = self.retriever.snapshot.parts(doc) if query.without or not query.terms else range(doc, doc + 1)
        whole = list(self._readings.of(reader, parts).values()) if len(parts) > 1 else [readings[doc]]
        # Without words, the beginning of an edition answers for all of it.
        admitted = [readings[doc]] if query.terms else whole
        return conditions.spare(whole) and any(map(conditions.admit, admitted))

    def _rows(
        self, reader: Reader, conditions: Conditions, groups: Sequence[Group], pool: Sequence[Scored]
    ) -> Iterator[RowHit]:
        """Yield the rows of the pool, best first: of the first documents by their text, then of the others."""
        highest = pool[0].score if pool else 1.0
        first = self._ranked(reader, conditions, groups, pool[:POOL], highest)
        lowest = 1.0
        for hit in self._ordered(first):
            lowest = hit.score
            yield hit
        for start in range(POOL, len(pool), _CHUNK):
            for ranked in self._ranked(reader, conditions, groups, pool[start : start + _CHUNK], highest):
                top = lowest * _BELOW
                for row, share in zip(ranked.rows, _falling(ranked), strict=True):
                    lowest = top * share
                    yield RowHit(lowest, ranked.doc, row.line, ranked.held)

    def _ordered(self, documents: Sequence[Ranked]) -> Iterator[RowHit]:
        """Yield the rows of some documents, best first."""
        numbers = self.retriever.snapshot.numbers
        docs = np.array([ranked.doc for ranked in documents], np.int64)
        order = np.lexsort((numbers.ties[docs], -numbers.dates[docs])).tolist()
        rows = [
            (-round(documents[at].score * share, 9), place, row.line, at)
            for place, at in enumerate(order)
            for row, share in zip(documents[at].rows, _falling(documents[at]), strict=True)
        ]
        for score, _, line, at in sorted(rows):
            yield RowHit(-score, documents[at].doc, line, documents[at].held)

    def _ranked(
        self,
        reader: Reader,
        conditions: Conditions,
        groups: Sequence[Group],
        pool: Sequence[Scored],
        highest: float,
    ) -> list[Ranked]:
        others = self._others(groups, pool)
        docs = [*(scored.doc for scored in pool), *others.values()]
        readings = self._readings.of(reader, docs)
        held = held_by(groups, readings)
        joined, narrowed = conditions.joined, conditions.narrow_rows
        ranked: list[Ranked] = []
        for score, doc in pool:
            reading = readings.get(doc)
            if reading is None:
                raise CacheDamagedError("a document without text")
            own = [found[doc] for found in held]
            beside = others.get(doc)
            weights = weights_by_row([found[beside] for found in held], readings[beside]) if beside in readings else {}
            rows = rows_of(groups, own, reading, weights, joined, narrowed=narrowed)
            if narrowed:
                rows = conditions.rows(reading, rows)
            if rows:
                ranked.append(Ranked(final_score(score, highest, rows), doc, shown_rows(rows), own))
        return ranked

    def _others(self, groups: Sequence[Group], pool: Sequence[Scored]) -> dict[int, int]:
        """Return the other edition of each document, where it has a word that a row may lack."""
        codes = self.retriever.snapshot.numbers.codes
        found: dict[int, int] = {}
        for _, doc in pool if len(groups) > 1 else ():
            beside = doc + code_other(int(codes[doc]))
            if beside != doc and any(group.scores[beside] for group in groups):
                found[doc] = beside
        return found

    def _titles(self, reader: Reader, pool: Sequence[Scored]) -> Iterator[RowHit]:
        """Yield the titles of documents, for a query of filters only."""
        readings = self._readings.of(reader, [scored.doc for scored in pool])
        for score, doc in pool:
            reading = readings.get(doc)
            if reading is None:
                raise CacheDamagedError("a document without text")
            titles = [line for line, field in enumerate(reading.fields) if field == Field.TITLE]
            if titles:
                yield RowHit(score, doc, titles[0])

    # --- hits -------------------------------------------------------------------------------------------------------

    def _hits(self, reader: Reader, groups: Sequence[Group], rows: Iterator[RowHit], limit: int) -> Iterator[Hit]:
        """Turn rows into hits, reading their texts some at a time."""
        while some := list(islice(rows, min(limit, _CHUNK))):
            docs = list(dict.fromkeys(row.doc for row in some))
            places = reader.places(docs)
            beside = self._beside(reader, places)
            texts = self._texts(reader, {*docs, *(doc for found in beside.values() for doc in found)})
            readings = self._readings.of(reader, docs)
            for row in some:
                if row.doc not in texts or row.doc not in places or row.doc not in readings:
                    raise CacheDamagedError("a document without text")
                others = [texts[doc] for doc in beside.get(row.doc, ()) if doc in texts]
                there = [pair for pair in words_of_all(row.held) if readings[row.doc].holds_in(row.line, pair[1])]
                yield _hit(matched_parts(groups, there), row, places[row.doc], texts[row.doc], others)

    def _texts(self, reader: Reader, docs: set[int]) -> Mapping[int, StoredText]:
        """Return documents as they are shown; most of those that the next key press shows were shown before it."""
        known = {doc: self._shown[doc] for doc in docs if doc in self._shown}
        found = known | reader.plain(sorted(docs - known.keys()))
        self._shown = found if len(self._shown) > _SHOWN else self._shown | found
        return found

    def _beside(self, reader: Reader, places: Mapping[int, Place]) -> dict[int, list[int]]:
        """Return for each document those of the other edition."""
        codes = self.retriever.snapshot.numbers.codes
        found: dict[int, list[int]] = {}
        for doc, place in places.items():
            if step := code_other(int(codes[doc])):
                found[doc] = [doc + step]
            elif self.retriever.snapshot.long:
                lang = other(place.lang)
                found[doc] = [at for at in reader.docs_of(place.briefing) if code_lang(int(codes[at])) == lang]
        return found


def _merged(hits: Sequence[Hit], more: Sequence[Hit]) -> list[Hit]:
    """Return hits with those of widened queries between them; what was found as it was typed counts as that."""
    known = {(hit.briefing, hit.row, hit.lang) for hit in hits}
    merged = list(hits)
    for hit in more:
        key = (hit.briefing, hit.row, hit.lang)
        if key not in known:
            known.add(key)
            merged.append(hit)
    return sorted(merged, key=lambda hit: -hit.score)


def _falling(ranked: Ranked) -> Iterator[float]:
    """Yield for each row of a document which part of the document's score it has; they fall from 1."""
    best = ranked.rows[0].score or 1.0
    factor = 1.0
    for row in ranked.rows:
        yield row.score / best * factor
        factor *= _MORE_ROWS


def _hit(
    matched: Mapping[str, set[str]], row: RowHit, place: Place, text: StoredText, others: Sequence[StoredText]
) -> Hit:
    if row.line >= len(text.rows):
        raise CacheDamagedError("a line without text")
    number, shown = text.rows[row.line], text.texts[row.line]
    field = text.fields[row.line]
    return Hit(
        briefing=place.briefing,
        path=place.path,
        row=number,
        lang=place.lang,
        score=row.score,
        field=Field(field).name.lower(),
        text=shown,
        ranges=highlight(shown, matched),
        counterpart=_counterpart(number, field, others),
        title=place.title,
        section=text.sections[row.line],
    )


def _counterpart(number: int, field: int, others: Sequence[StoredText]) -> str | None:
    """Return what the other edition has in the same place, or None."""
    shown: str | None = None
    for text in others:
        for row, kind, candidate in zip(text.rows, text.fields, text.texts, strict=True):
            if row != number or (kind != field and (kind in _UNSEEN or field in _UNSEEN)):
                continue
            if kind == field:
                return candidate
            shown = candidate  # a title that no row shows stands before row 0
    return shown
