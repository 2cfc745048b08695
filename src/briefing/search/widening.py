"""The same query in other words: terms of a glossary in the place of those that were typed, words taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from briefing.search.glossary import Glossary
from briefing.search.query import MAX_WORDS, Query, Term
from briefing.search.vocabulary import Vocabulary

MOST: Final = 3
"""Other queries that one is widened by."""
_PARTS: Final = 4
"""Parts that a word is taken apart into at most."""
_TELLING: Final = 3
"""Letters that a part needs where no digit begins or ends."""


def widened(query: Query, glossary: Glossary) -> Iterator[tuple[str, Query]]:
    """Yield (term that is looked for besides, query with it), the terms of most words first."""
    for found in glossary.widen(query.terms)[:MOST]:
        there = {term.word for term in (*query.terms[: found.start], *query.terms[found.end :])}
        new = tuple(Term(word, word) for word in found.words if word not in there)
        terms = (*query.terms[: found.start], *new, *query.terms[found.end :])
        if new and len(terms) <= MAX_WORDS:
            yield found.counterpart, replace(query, terms=terms, joined=())


def split_words(query: Query, vocabulary: Vocabulary) -> Query | None:
    """Return a query with the words taken apart that the library writes apart ("o3mini" for "o3-mini"), or None.

    Only unknown words are, into known ones, which must then stand side by side.
    """
    terms: list[Term] = []
    phrases = list(query.phrases)
    for term in query.terms:
        known = term.literal or term.word in vocabulary or term.last and vocabulary.begins(term.word)
        parts = () if known else _parts(term.word, vocabulary, _PARTS)
        if len(parts) > 1:
            phrases.append(parts)
            terms += (Term(part, part) for part in parts)
        else:
            terms.append(term)
    unique = tuple({term.word: term for term in terms}.values())
    if len(phrases) == len(query.phrases) or len(unique) > MAX_WORDS:
        return None
    return replace(query, terms=unique, phrases=tuple(phrases), joined=())


def _parts(word: str, vocabulary: Vocabulary, most: int) -> tuple[str, ...]:
    """Return the fewest known words that a word is made of, those with the longest first part first; none if it can't be."""
    if word in vocabulary:
        return (word,)
    best: tuple[str, ...] = ()
    for at in range(len(word) - 1, 0, -1) if most > 1 else ():
        first, rest = word[:at], word[at:]
        if not _may_part(first, rest) or first not in vocabulary:
            continue
        parts = _parts(rest, vocabulary, most - 1)
        if parts and (not best or len(parts) + 1 < len(best)):
            best = (first, *parts)
    return best


def _may_part(first: str, rest: str) -> bool:
    """Return whether a word may be taken apart here: between letters and digits, or into parts that tell something."""
    if first[-1].isdigit() != rest[0].isdigit():
        return True
    return len(first) >= _TELLING and len(rest) >= _TELLING and not first[-1].isdigit()
