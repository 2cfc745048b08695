"""From a query to hits: retrieval, ranking, texts and marks, all from one state of the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.search.cache import Reader, StoredUnit
from briefing.search.database import CacheDamagedError
from briefing.search.matching import highlight
from briefing.search.model import Hit
from briefing.search.query import Query, words_of
from briefing.search.ranking import POOL, Ranked, matched_parts, rank
from briefing.search.retrieval import Group, Retriever, Scored
from briefing.search.snapshot import Snapshot, unpack_cards
from briefing.search.units import code_field, code_lang, code_other

_CHUNK = 100
_PHRASED = 2000
"""Rows that are read to see whether they hold a quoted phrase."""
_SAME_ROW = 3
"""Units that may share a row and language: tags, a hidden title, the row itself."""


def answer(retriever: Retriever, reader: Reader, query: Query, limit: int) -> tuple[Hit, ...]:
    """Return the best `limit` hits, best first, at most one for each row and language.

    Raises:
        CacheError: the index can't be read.
    """
    groups, found = retriever.find(reader, query)
    if query.phrases:
        found = _with_phrases(retriever, reader, query, found)
    pool = retriever.best(found, max(POOL, _SAME_ROW * limit))
    texts = reader.units([unit for _, unit in pool[:POOL]])
    ranked = rank(retriever, groups, pool, texts)
    hits: list[Hit] = []
    seen: set[tuple[str, int, str]] = set()
    for hit in _hits(retriever.snapshot, reader, groups, ranked):
        if len(hits) >= limit:
            break
        if (key := (hit.briefing, hit.row, hit.lang)) not in seen:
            seen.add(key)
            hits.append(hit)
    return tuple(hits)


def _with_phrases(retriever: Retriever, reader: Reader, query: Query, found: list[Scored]) -> list[Scored]:
    """Keep the units in which every quoted phrase stands word for word."""
    best = retriever.best(found, _PHRASED)
    texts = reader.units([unit for _, unit in best])
    wanted = [f" {' '.join(phrase)} " for phrase in query.phrases]

    def holds(text: str) -> bool:
        line = f" {' '.join(words_of(text))} "
        return all(phrase in line for phrase in wanted)

    return [(score, unit) for score, unit in best if unit in texts and holds(texts[unit].text)]


def _hits(snapshot: Snapshot, reader: Reader, groups: Sequence[Group], ranked: Sequence[Ranked]) -> Iterator[Hit]:
    """Turn ranked units into hits, reading their texts some at a time."""
    for start in range(0, len(ranked), _CHUNK):
        some = ranked[start : start + _CHUNK]
        others = [one.unit + code_other(snapshot.codes[one.unit]) for one in some]
        texts = reader.units(sorted({*(one.unit for one in some), *others}))
        for one, other in zip(some, others, strict=True):
            if one.unit not in texts or other not in texts:
                raise CacheDamagedError("a unit without text")
            yield _hit(snapshot, groups, one, texts[one.unit], texts[other] if other != one.unit else None)


def _hit(
    snapshot: Snapshot, groups: Sequence[Group], ranked: Ranked, stored: StoredUnit, other: StoredUnit | None
) -> Hit:
    briefing = snapshot.stored(ranked.unit)
    code = snapshot.codes[ranked.unit]
    lang = code_lang(code)
    card = unpack_cards(briefing.info).get(lang)
    if card is None:
        raise CacheDamagedError("a unit without edition")
    return Hit(
        briefing=briefing.key,
        path=card.path,
        row=stored.row,
        lang=lang,
        score=ranked.score,
        field=code_field(code).name.lower(),
        text=stored.text,
        ranges=highlight(stored.text, matched_parts(groups, words_of(stored.text))),
        counterpart=other.text if other else None,
        title=card.title,
        section=stored.section,
    )
