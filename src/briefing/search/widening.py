"""The same query in other words: terms of a glossary in the place of those that were typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from briefing.search.glossary import Glossary
from briefing.search.query import MAX_WORDS, Query, Term

MOST: Final = 3
"""Other queries that one is widened by."""


def widened(query: Query, glossary: Glossary) -> Iterator[tuple[str, Query]]:
    """Yield (term that is looked for besides, query with it), the terms of most words first."""
    for found in glossary.widen(query.terms)[:MOST]:
        there = {term.word for term in (*query.terms[: found.start], *query.terms[found.end :])}
        new = tuple(Term(word, word) for word in found.words if word not in there)
        terms = (*query.terms[: found.start], *new, *query.terms[found.end :])
        if new and len(terms) <= MAX_WORDS:
            yield found.counterpart, replace(query, terms=terms, joined=())
