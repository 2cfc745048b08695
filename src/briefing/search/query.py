"""What the reader typed, taken apart: words, phrases, filters.

`lang:de` and `tag:x` narrow the search, "quoted words" must stand together. Anything else that looks like a filter is
just a word, so that a colon in ordinary text never hides a result.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.document.model import LANGS, Lang
from briefing.search.filters import Mistake
from briefing.text import WORD, clean, fold, tokens

__all__ = ["MAX_LETTERS", "MAX_WORDS", "Mistake", "Query", "Term", "parse", "spellings_of", "words_of"]

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
        joined: indexes into `terms` of words that were typed as one, with a hyphen or the like between them
            ("o3-mini"), so that they are looked for side by side.
        phrases: folded quoted word sequences; each must stand in the row, word for word.
        without: folded words or word sequences that must not stand in the edition.
        lang: only this language, or None for both.
        tags: folded tags that a briefing must have, all of them.
        without_tags: folded tags that a briefing must not have.
        fields: where the words must stand, of "title", "heading" and "note"; empty for everywhere.
        after: 20250301 for on or after that day; 0 for no bound.
        before: 20250301 for before that day; 0 for no bound.
        orgs: folded names of organisations that must be spoken of, all of them.
        models: folded names of models that must be spoken of, all of them.
        mistakes: filters that can't be meant as they were typed; they have no effect.
    """

    terms: tuple[Term, ...] = ()
    joined: tuple[tuple[int, ...], ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    lang: Lang | None = None
    tags: tuple[str, ...] = ()
    without_tags: tuple[str, ...] = ()
    fields: frozenset[str] = frozenset()
    after: int = 0
    before: int = 0
    orgs: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    @property
    def filtered(self) -> bool:
        """Whether anything but words narrows it."""
        return bool(
            self.lang
            or self.tags
            or self.without
            or self.without_tags
            or self.fields
            or self.after
            or self.before
            or self.orgs
            or self.models
        )


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
    return Query(
        tuple(terms),
        phrases=tuple(phrases),
        lang=langs[-1] if langs else None,
        tags=tuple(dict.fromkeys(tags)),
    )


def _terms(text: str, *, literal: bool = False) -> list[Term]:
    """Pair each folded word of `text` with its spelling; they differ in number only for exotic characters."""
    words = words_of(text)
    spellings = spellings_of(text)
    if len(spellings) != len(words):
        spellings = words
    return [
        Term(word, spelling[:MAX_LETTERS], literal=literal) for word, spelling in zip(words, spellings, strict=True)
    ]
