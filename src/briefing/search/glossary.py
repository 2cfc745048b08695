"""Terms that say the same in German and English, read from a glossary, and where a query uses one of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Final, NamedTuple

from briefing.document.model import LANGS, Block, Kind, Lang
from briefing.parallel.model import UNSURE, Parallel
from briefing.reference.definitions import lines_of
from briefing.reference.terms import stems, variants
from briefing.search.query import Term, words_of

_PREFIX: Final = 5
"""Letters that must be typed of a term's last word."""

_LANG_WORDS: Final[dict[str, Lang]] = {
    **dict.fromkeys(("de", "deutsch", "deutsche", "deutscher", "deutsches", "german"), "de"),
    **dict.fromkeys(("en", "englisch", "englische", "englischer", "englisches", "english"), "en"),
}

Words = tuple[str, ...]


class Widening(NamedTuple):
    """A run of query words that is a term of the glossary, with one counterpart in the other language.

    Attributes:
        start, end: half-open range of indexes into the query's terms.
        term: as the glossary spells it.
        counterpart: as the glossary spells it.
        words: the counterpart's folded words.
    """

    start: int
    end: int
    term: str
    counterpart: str
    words: Words


# --- reading --------------------------------------------------------------------------------------------------------


def pairs_of(parallel: Parallel) -> list[tuple[str, str]]:
    """Return the terms of a glossary in pairs, German first, each variant with each.

    Terms of definition lists that stand side by side; lines of tables with a German and an English column; the first
    columns of other tables that stand side by side. What is spelt alike in both languages is left out.
    """
    found: dict[tuple[str, str], None] = {}
    for german, english in _cells(parallel):
        if words_of(german) != words_of(english):
            for pair in product(variants(german), variants(english)):
                if words_of(pair[0]) != words_of(pair[1]):
                    found[pair] = None
    return list(found)


def _cells(parallel: Parallel) -> Iterator[tuple[str, str]]:
    """Yield German and English terms as they stand in the text."""
    for row, place in enumerate(parallel.rows):
        german, english = (_tables(parallel.blocks(row, lang)) for lang in LANGS)
        named = [pair for block in (*german, *english) for pair in _named_columns(block)]
        yield from named
        if place.confidence < UNSURE:
            continue
        if not named:
            for one, two in zip(german, english, strict=False):
                yield from _first_columns(one, two)
        terms = [_terms(parallel.blocks(row, lang)) for lang in LANGS]
        if len(terms[0]) == len(terms[1]):
            yield from zip(*terms, strict=True)


def _tables(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if block.kind is Kind.TABLE]


def _terms(blocks: Iterable[Block]) -> list[str]:
    return [block.text for block in blocks if block.kind is Kind.DEFINITION and block.level == 0]


def _named_columns(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the cells of the columns whose headers name the two languages, if there are two such."""
    lines = lines_of(block)
    columns: dict[Lang, int] = {}
    for column, header in enumerate(lines[0]):
        langs = {_LANG_WORDS[word] for word in words_of(header) if word in _LANG_WORDS}
        if len(langs) == 1:
            columns.setdefault(langs.pop(), column)
    if len(columns) == len(LANGS):
        for line in lines[1:]:
            if len(line) > max(columns.values()):
                yield line[columns["de"]], line[columns["en"]]


def _first_columns(german: Block, english: Block) -> Iterator[tuple[str, str]]:
    """Yield the first cells of two tables line by line, if they have equally many lines."""
    ones, twos = lines_of(german), lines_of(english)
    if len(ones) == len(twos):
        yield from ((one[0], two[0]) for one, two in zip(ones[1:], twos[1:], strict=True) if one and two)


# --- looking up -----------------------------------------------------------------------------------------------------


class _Entry(NamedTuple):
    words: Words
    term: str
    counterpart: str
    counterwords: Words


class Glossary:
    """The terms of all glossaries of a library, in both directions.

    Args:
        pairs: German and English terms, as `pairs_of` returns them.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        entries: dict[tuple[Words, Words], _Entry] = {}
        for pair in pairs:
            for term, counterpart in (pair, pair[::-1]):
                words, counterwords = tuple(words_of(term)), tuple(words_of(counterpart))
                if words and counterwords and not _same_run(words, counterwords):
                    entries.setdefault((words, counterwords), _Entry(words, term, counterpart, counterwords))
        self._entries = tuple(entries.values())
        self._by_first: dict[str, list[int]] = {}
        for at, entry in enumerate(self._entries):
            for stem in stems(entry.words[0]):
                self._by_first.setdefault(stem, []).append(at)
        # The one word of a term is also its last one, of which the beginning will do.
        self._single = sorted((entry.words[0], at) for at, entry in enumerate(self._entries) if len(entry.words) == 1)

    def __len__(self) -> int:
        return len(self._entries)

    def widen(self, terms: Sequence[Term]) -> list[Widening]:
        """Return every run of words that is a term, once for each counterpart; the longest runs first.

        Words may end otherwise than in the glossary ("offenen Gewichten"); of a term's last word five letters will do
        while it is being typed. Quoted words are meant as they are: they widen nothing. More terms in the glossary
        never take a widening away.
        """
        found = [widening for start in range(len(terms)) for widening in self._at(terms, start)]
        return sorted(found, key=lambda one: (one.start - one.end, one.start))

    def _at(self, terms: Sequence[Term], start: int) -> Iterator[Widening]:
        """Yield the terms of the glossary that begin at a word of the query, those spelt alike first."""
        candidates = {at for stem in stems(terms[start].word) for at in self._by_first.get(stem, ())}
        candidates.update(self._begun(terms[start]))
        matching: list[tuple[bool, int]] = []
        for at in candidates:
            words = self._entries[at].words
            run = terms[start : start + len(words)]
            if len(run) == len(words) and not any(term.literal for term in run) and _is_term(run, words):
                matching.append((tuple(term.word for term in run) != words, at))
        for _, at in sorted(matching):
            entry = self._entries[at]
            yield Widening(start, start + len(entry.words), entry.term, entry.counterpart, entry.counterwords)

    def _begun(self, term: Term) -> Iterator[int]:
        """Yield the terms of one word that begin like the word being typed."""
        if not _may_go_on(term):
            return
        for word, at in islice(self._single, bisect_left(self._single, (term.word, -1)), None):
            if not word.startswith(term.word):
                break
            yield at


def _same(one: str, two: str) -> bool:
    return one == two or not stems(one).isdisjoint(stems(two))


def _same_run(ones: Words, twos: Words) -> bool:
    return len(ones) == len(twos) and all(map(_same, ones, twos))


def _may_go_on(term: Term) -> bool:
    return term.last and len(term.word) >= _PREFIX


def _is_term(run: Sequence[Term], words: Words) -> bool:
    """Return whether as many words of a query are a term's, but for endings; the one being typed may be a beginning."""
    *before, last = run
    if not (_same(last.word, words[-1]) or (_may_go_on(last) and words[-1].startswith(last.word))):
        return False
    return all(_same(term.word, word) for term, word in zip(before, words, strict=False))
