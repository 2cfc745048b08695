"""What the reader typed, taken apart: words, phrases, exclusions, filters.

A plain query needs none of it. `tag:x`, `lang:de`, `in:title`, `after:2025-03`, `before:2026`, `org:x` and `model:x`
narrow the search, "quoted words" must stand together, `-x` must not be there. Anything else that looks like a filter
is just words, so that a colon in ordinary text never hides a result; a filter that can't be meant as it was typed has
no effect, and is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from briefing.document.model import Lang
from briefing.search.filters import MAX_FILTERS, Mistake, Named, Narrowing
from briefing.search.note_filters import Choice
from briefing.search.pieces import Piece, What, pieces
from briefing.text import WORD, clean, fold, tokens

__all__ = ["MAX_LETTERS", "MAX_WORDS", "Mistake", "Named", "Query", "Term", "parse", "spellings_of", "words_of"]

MAX_WORDS = 12
"""Words of a query that count; a pasted page must not stall the search."""
MAX_LETTERS = 80
"""Letters of a word that count, for queries and indexed texts alike: a line of base64 is no vocabulary."""

_JOINED = re.compile(r"[^\W_]+(?:[-‐‑‒–—−._/’':*]{1,2}[^\W_]+)*")
"""Words that were typed as one; "Nutzer*innen" and "Nutzer:innen" too."""


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
        named: where the organisations, models and briefings were typed; only who has them can say whether there are
            such.
        choices: what the filters that only notes have ask for.
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
    named: tuple[Named, ...] = field(default=(), compare=False)
    choices: tuple[Choice, ...] = ()

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
            or self.choices
        )


def words_of(text: str) -> list[str]:
    """Return the words of a plain text as the index knows them: folded, cut at `MAX_LETTERS`, in order."""
    return [word[:MAX_LETTERS] for word in tokens(fold(text))]


def spellings_of(text: str) -> list[str]:
    """Return the words of a plain text as they are spelt: lower case, nothing folded."""
    return WORD.findall(text.lower())


def parse(text: str, *, notes: bool = False, categories: Mapping[str, str] = MappingProxyType({})) -> Query:
    """Take a query apart; every text is a query, the empty one finds nothing.

    What stands at the end is still being typed: an unclosed quote runs to the end and its last word stands for what
    begins with it; a filter that can still become right is no mistake.

    Args:
        text: as typed.
        notes: whether it filters a list of notes, which has filters of its own, instead of searching the library.
        categories: what the reader calls categories of notes, by their ids.
    """
    words = _Words()
    narrowing = Narrowing(len(text), notes, categories)
    end = len(text.rstrip())
    for piece in pieces(text, notes=notes):
        if piece.what is What.FILTER and narrowing.take(piece, last=piece.end >= end):
            continue
        if piece.what is What.WORDS:
            narrowing.suspect(text, piece)
        plain = text[piece.start : piece.end] if piece.what is What.FILTER else piece.value
        words.take(piece, clean(plain), typing=piece.end == len(text) and not plain[-1:].isspace())
    named = narrowing.named[:MAX_FILTERS]
    return Query(
        terms=tuple(words.terms.values()),
        joined=words.joined(),
        phrases=tuple(dict.fromkeys(words.phrases))[:MAX_FILTERS],
        without=tuple(dict.fromkeys(words.without))[:MAX_FILTERS],
        lang=narrowing.lang,
        tags=tuple(dict.fromkeys(narrowing.tags))[:MAX_FILTERS],
        without_tags=tuple(dict.fromkeys(narrowing.without_tags))[:MAX_FILTERS],
        fields=frozenset(narrowing.fields),
        after=narrowing.after,
        before=narrowing.before,
        orgs=tuple(dict.fromkeys(one.value for one in named if one.name == "org")),
        models=tuple(dict.fromkeys(one.value for one in named if one.name == "model")),
        mistakes=tuple(narrowing.mistakes),
        named=tuple(named),
        choices=tuple(dict.fromkeys(narrowing.choices))[:MAX_FILTERS],
    )


class _Words:
    """The words of a line as they come.

    Attributes:
        terms: by folded word, in order.
        phrases: quoted word sequences.
        without: what must not be there.
    """

    def __init__(self) -> None:
        self.terms: dict[str, Term] = {}
        self.phrases: list[tuple[str, ...]] = []
        self.without: list[tuple[str, ...]] = []
        self._runs: list[list[str]] = []

    def take(self, piece: Piece, text: str, *, typing: bool) -> None:
        """Take words or quoted words; `typing` says whether the line ends with them and another letter may follow."""
        if piece.minus:
            if words := words_of(text):
                self.without.append(tuple(words))
            return
        quoted = piece.what is What.QUOTE
        terms = _terms(text, literal=quoted)
        if typing and terms and (piece.unclosed or not quoted):
            terms[-1] = replace(terms[-1], last=True, literal=False)
        if quoted:
            # A word that isn't complete can't stand in a phrase yet, but near its other words.
            if phrase := tuple(term.word for term in terms if not term.last):
                self.phrases.append(phrase)
            if piece.unclosed:
                self._runs.append([term.word for term in terms])
        elif len(self.terms) < MAX_WORDS:
            self._runs += [_cut(tokens(run)) for run in _JOINED.findall(fold(text))]
        for term in terms:
            self._add(term)

    def _add(self, term: Term) -> None:
        """Add a word; of two that fold alike the later spelling counts, but a quoted one stays as it is."""
        known = self.terms.get(term.word)
        if known is None:
            if len(self.terms) < MAX_WORDS:
                self.terms[term.word] = term
        elif not known.literal:
            self.terms[term.word] = term

    def joined(self) -> tuple[tuple[int, ...], ...]:
        """Return the runs of words that were typed as one, as far as the words count, as indexes into the terms."""
        places = {word: at for at, word in enumerate(self.terms)}
        runs = (tuple(dict.fromkeys(places[word] for word in run if word in places)) for run in self._runs)
        return tuple(dict.fromkeys(run for run in runs if len(run) > 1))


def _cut(words: list[str]) -> list[str]:
    return [word[:MAX_LETTERS] for word in words]


def _terms(text: str, *, literal: bool = False) -> list[Term]:
    """Pair each folded word of `text` with its spelling; they differ in number only for exotic characters."""
    words = words_of(text)
    spellings = spellings_of(text)
    if len(spellings) != len(words):
        spellings = words
    return [
        Term(word, spelling[:MAX_LETTERS], literal=literal) for word, spelling in zip(words, spellings, strict=True)
    ]
