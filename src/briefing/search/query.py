"""What the reader typed, taken apart: words, phrases, filters.

`lang:de` and `tag:x` narrow the search, "quoted words" must stand together. Anything else that looks like a filter is
just a word, so that a colon in ordinary text never hides a result.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.document.model import LANGS, Lang
from briefing.text import WORD, clean, fold, tokens

MAX_WORDS = 12
"""Words of a query that count; a pasted page must not stall the search."""
MAX_LETTERS = 80
"""Letters of a word that count, for queries and indexed texts alike: a line of base64 is no vocabulary."""

_FILTER = re.compile(r'(?<!\S)(tag|lang):("[^"]+"|\S+)', re.IGNORECASE)
_PHRASE = re.compile(r'["„“”«»]([^"„“”«»]*)["„“”«»]')


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query.

    Attributes:
        word: folded, at most `MAX_LETTERS` long.
        spelling: as typed, in lower case and NFC; tells "Maße" from "Masse", which fold to the same word.
        last: whether it is the word being typed, so that it stands for everything that begins with it.
        literal: whether it was quoted: no longer words, no corrections.
    """

    word: str
    spelling: str
    last: bool = False
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query, ready to be answered.

    Attributes:
        terms: its words without repetition, in order.
        phrases: folded quoted word sequences; each must stand in the row, word for word.
        lang: only this language, or None for both.
        tags: folded tags that a briefing must have, all of them.
    """

    terms: tuple[Term, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    lang: Lang | None = None
    tags: tuple[str, ...] = ()

    @property
    def filtered(self) -> bool:
        """Whether anything but words narrows it."""
        return self.lang is not None or bool(self.tags)


def words_of(text: str) -> list[str]:
    """Return the words of a plain text as the index knows them: folded, cut at `MAX_LETTERS`, in order."""
    return [word[:MAX_LETTERS] for word in tokens(fold(text))]


def spellings_of(text: str) -> list[str]:
    """Return the words of a plain text as they are spelt: lower case, nothing folded."""
    return WORD.findall(text.lower())


def parse(text: str) -> Query:
    """Take a query apart; every text is a query, the empty one finds nothing."""
    rest = clean(text)
    langs: list[Lang] = []
    tags: list[str] = []

    def take(match: re.Match[str]) -> str:
        value = fold(match[2].strip('"')).strip()
        if match[1].lower() == "tag" and value:
            tags.append(value)
            return " "
        known = [lang for lang in LANGS if lang == value]
        if match[1].lower() == "lang" and known:
            langs.extend(known)
            return " "
        return match[0]

    rest = _FILTER.sub(take, rest)
    phrases = [phrase for match in _PHRASE.finditer(rest) if (phrase := tuple(words_of(match[1])[:MAX_WORDS]))]
    quoted = [term for match in _PHRASE.finditer(rest) for term in _terms(match[1], literal=True)]
    rest = _PHRASE.sub(" ", rest)
    plain = _terms(rest)
    if plain and not rest[-1].isspace():
        plain[-1] = Term(plain[-1].word, plain[-1].spelling, last=True)
    terms = list({term.word: term for term in (*plain, *quoted)}.values())[:MAX_WORDS]
    return Query(tuple(terms), tuple(phrases), langs[-1] if langs else None, tuple(dict.fromkeys(tags)))


def _terms(text: str, *, literal: bool = False) -> list[Term]:
    """Pair each folded word of `text` with its spelling; they differ in number only for exotic characters."""
    words = words_of(text)
    spellings = spellings_of(text)
    if len(spellings) != len(words):
        spellings = words
    return [
        Term(word, spelling[:MAX_LETTERS], literal=literal) for word, spelling in zip(words, spellings, strict=True)
    ]
