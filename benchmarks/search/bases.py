"""Where queries come from: words that stand together in one document and in no other."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from corpus import LANGS, WORD, Corpus, Document, Facts, fold, unit, words_in
from damage import damageable, spell

TRIES = 6000
"""Bases that are looked at for one query at most."""
MIXED_TRIES = 400
"""Documents that are looked at for a query of both languages."""
FILTERS = ("lang", "tag", "after")
_COMMON = 8
"""A word of more than one document in so many neither begins nor ends what someone types."""


@dataclass(frozen=True, slots=True)
class Base:
    """Words of a document that stand together in it and, all of them, in no other.

    Attributes:
        document: where.
        source: "title", "heading" or "body".
        words: as they are spelt there.
    """

    document: Document
    source: str
    words: tuple[str, ...]

    @property
    def lang(self) -> str:
        """Language of the document."""
        return self.document.facts.lang

    def change(self, at: int, word: str) -> Base:
        """Return it with another word."""
        return replace(self, words=(*self.words[:at], word, *self.words[at + 1 :]))


class Finder:
    """Finds bases in a corpus.

    Args:
        corpus: what was read.
        filters: the filters that may be used.
    """

    def __init__(self, corpus: Corpus, filters: tuple[str, ...] = FILTERS) -> None:
        self.corpus = corpus
        self.filters = filters
        self._words: dict[tuple[str, str], list[str]] = {}

    def unique(self, base: Base) -> bool:
        """Tell whether no other document has all the words in one place of that sort."""
        return self.holders(base) == {self.corpus.units[unit(base.document.facts.path)]}

    def holders(self, base: Base) -> set[int] | None:
        """Return the documents that have all the words in one place of that sort."""
        words = [fold(word) for word in base.words]
        if base.source == "body":
            return self.corpus.in_paragraphs(words)
        return self.corpus.in_headers(words)

    def common(self, word: str) -> bool:
        """Tell whether a word stands in so many documents that it says nothing."""
        return len(self.corpus.bodies.get(fold(word), ())) * _COMMON > len(self.corpus.units)

    def candidates(self, rng: random.Random, lang: str, source: str, most: int = 5) -> Iterator[Base]:
        """Yield runs of words as someone would remember them, unique or not."""
        documents = self.corpus.targets[lang]
        for _ in range(TRIES if documents else 0):
            document = rng.choice(documents)
            lines = document.lines[source]
            line = rng.choice(lines) if lines else ""
            words = WORD.findall(line)
            if len(words) < 2 or "`" in line or "{" in line:
                continue
            size = min(len(words), rng.randint(2, most))
            at = rng.randint(0, len(words) - size)
            chosen = words[at : at + size]
            while chosen and (len(chosen[-1]) < 4 or self.common(chosen[-1])):
                chosen.pop()
            while chosen and (len(chosen[0]) < 2 + 2 * chosen[0].isalpha() or self.common(chosen[0])):
                chosen.pop(0)
            if sum(damageable(word, 4) for word in chosen) >= 2:
                yield Base(document, source, tuple(chosen))

    def bases(self, rng: random.Random, lang: str, source: str, fits: Callable[[Base], bool]) -> Iterator[Base]:
        """Yield runs of words that fit and are unique."""
        return (base for base in self.candidates(rng, lang, source) if fits(base) and self.unique(base))

    def rare_words(self, rng: random.Random, lang: str, least: int) -> Iterator[tuple[str, Document]]:
        """Yield words that stand in the prose of one document only."""
        for _ in range(TRIES if self.corpus.targets[lang] else 0):
            document = rng.choice(self.corpus.targets[lang])
            lines = [line for line in document.lines["body"] if "`" not in line]
            words = [word for word in words_in(lines) if damageable(word, least) and word[1:].islower()]
            alone = sorted(
                {word for word in words if len(self.corpus.bodies.get(fold(word), ())) == 1 and len(word) <= 24}
            )
            if alone:
                yield rng.choice(alone), document

    def mixtures(self, rng: random.Random, lang: str) -> Iterator[tuple[list[str], Document]]:
        """Yield words of both languages that only one document holds, in its two editions or in one text."""
        for _ in range(MIXED_TRIES if self.corpus.targets[lang] else 0):
            document = rng.choice(self.corpus.targets[lang])
            fitting = [self.words_of(each, document) for each in LANGS]
            chosen = [rng.sample(words, min(2, len(words))) for words in fitting]
            words = [word for each in chosen for word in each]
            if not all(chosen) or len(words) < 3:
                continue
            rng.shuffle(words)
            if len(self.corpus.with_all([fold(word) for word in words], headers=False)) == 1:
                yield words, document

    def words_of(self, lang: str, document: Document) -> list[str]:
        """Return the words of one language, not too frequent, of a document or its other edition."""
        path = document.facts.path
        if (lang, path) in self._words:
            return self._words[lang, path]
        own = self.corpus.paths[self.corpus.units[unit(path)]]
        others = [] if len(own) == 1 else [d for d in self.corpus.targets[lang] if d.facts.path in own]
        most = max(3, len(self.corpus.units) // 30)
        lines = (line for each in others or [document] for line in each.lines["body"])
        words = {word for word in words_in(lines) if damageable(word) and word.islower()}
        self._words[lang, path] = sorted(
            word
            for word in words
            if 2 <= len(self.corpus.bodies.get(fold(word), ())) <= most and self.corpus.share(fold(word), lang) > 0.95
        )
        return self._words[lang, path]

    def left(self, holders: set[int], filters: dict[str, str]) -> set[str]:
        """Return the documents among some that pass filters."""
        facts = [self.corpus.facts[path] for holder in holders for path in self.corpus.paths[holder]]
        return {unit(each.path) for each in facts if passes(each, filters)}

    def filters_of(self, rng: random.Random, document: Document, number: int) -> dict[str, str]:
        """Return one or two filters that a document passes."""
        facts = document.facts
        values = {"lang": facts.lang, "tag": rng.choice(facts.tags) if facts.tags else "", "after": ""}
        if facts.date[:4].isdigit():
            values["after"] = f"{facts.date[:4]}-01-01" if rng.random() < 0.5 else facts.date[:7] + "-01"
        first = self.filters[number % len(self.filters)]
        chosen = {first, rng.choice(self.filters)}
        if any(not values[name] or " " in values[name] for name in chosen):
            return {}
        return {name: values[name] for name in sorted(chosen)}


def respell(base: Base, *, double: bool) -> Base | None:
    """Type umlauts as a keyboard without them does, if there are any."""
    words = tuple(spell(word, double=double) for word in base.words)
    return replace(base, words=words) if words != base.words else None


def passes(facts: Facts, filters: dict[str, str]) -> bool:
    """Tell whether a document passes filters."""
    tags = {fold(tag) for tag in facts.tags}
    wanted = fold(filters.get("tag", ""))
    return (
        facts.lang == filters.get("lang", facts.lang)
        and facts.date >= filters.get("after", "")
        and (not wanted or any(tag == wanted or tag.startswith(wanted + "/") for tag in tags))
    )
