"""Terms of a glossary with their definitions in both languages, and where a text uses them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from briefing.document.model import Document, Lang
from briefing.parallel.model import Parallel
from briefing.reference.collecting import Placed
from briefing.reference.definitions import Item, lined, listed, side_by_side, without_more
from briefing.reference.terms import stems, variants
from briefing.text import WORD, fold, fold_map, one_line, tokens


class Defined(NamedTuple):
    """A term in one language.

    Attributes:
        term: as the glossary writes it.
        says: its definition, without what leads on to other texts.
        targets: addresses of its links into the library.
    """

    term: str
    says: str
    targets: tuple[str, ...]


class Entry(NamedTuple):
    """A term in the languages that define it.

    Attributes:
        row: of the glossary.
        sides: at least one.
    """

    row: int
    sides: Mapping[Lang, Defined]


class Use(NamedTuple):
    """A term that a text uses: half-open range in the text, and the entry with the glossary that has it."""

    start: int
    end: int
    placed: Placed[Entry]


def entries_of(parallel: Parallel) -> list[Entry]:
    """Return the terms of a glossary, in the order of the text.

    Entries of definition lists; lines of tables of two columns or more, the first the term, the second its definition.
    """
    said = {lang: dict(_defined(parallel.documents[lang])) for lang in parallel.langs}
    pairs = side_by_side(parallel, {lang: list(said[lang]) for lang in said})
    return [Entry(row, {lang: said[lang][item] for lang, item in sides.items()}) for row, sides in pairs]


def _defined(document: Document) -> Iterable[tuple[Item, Defined]]:
    for item in listed(document):
        says = " ".join(filter(None, map(without_more, item.cells[item.terms :])))
        terms = " / ".join(map(one_line, item.cells[: item.terms]))
        if says:
            yield item, Defined(terms, says, item.targets)
    for header, lines in lined(document):
        if len(header) > 1:
            for item in lines:
                if len(item.cells) > 1 and one_line(item.cells[0]) and one_line(item.cells[1]):
                    yield item, Defined(one_line(item.cells[0]), without_more(item.cells[1]), item.targets)


class Terms:
    """The terms of glossaries, to be found in running text.

    Args:
        entries: of all glossaries; the first of two entries that spell a term alike counts.
    """

    def __init__(self, entries: Iterable[Placed[Entry]]) -> None:
        self._by_first: dict[tuple[Lang, str], list[tuple[tuple[str, ...], Placed[Entry]]]] = {}
        seen: set[tuple[Lang, tuple[str, ...]]] = set()
        for placed in entries:
            for lang, side in placed.entry.sides.items():
                for variant in variants(side.term):
                    words = tuple(tokens(fold(variant)))
                    if words and (lang, words) not in seen:
                        seen.add((lang, words))
                        for stem in stems(words[0]):
                            self._by_first.setdefault((lang, stem), []).append((words, placed))

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def within(self, text: str, lang: Lang) -> list[Use]:
        """Return the terms that a plain text uses, in the order of the text, none inside another.

        Words may end otherwise than in the glossary ("offenen Gewichten"). Of terms that begin at the same word the
        longest counts; each entry is told once, where it is used first.
        """
        folded = fold_map(text)
        words = [(*match.span(), match.group()) for match in WORD.finditer(folded.text)]
        found: list[Use] = []
        told: set[int] = set()
        at = 0
        while at < len(words):
            best = self._longest(words, at, lang)
            if best is None:
                at += 1
                continue
            length, placed = best
            if id(placed) not in told:
                told.add(id(placed))
                start, end = folded.plain(words[at][0], words[at + length - 1][1])
                found.append(Use(start, end, placed))
            at += length
        return found

    def _longest(self, words: Sequence[tuple[int, int, str]], at: int, lang: Lang) -> tuple[int, Placed[Entry]] | None:
        best: tuple[int, Placed[Entry]] | None = None
        for stem in stems(words[at][2]):
            for term, placed in self._by_first.get((lang, stem), ()):
                run = words[at : at + len(term)]
                longer = best is None or len(term) > best[0]
                if (
                    longer
                    and len(run) == len(term)
                    and all(_same(one[2], two) for one, two in zip(run, term, strict=True))
                ):
                    best = len(term), placed
        return best


def _same(one: str, two: str) -> bool:
    return one == two or not stems(one).isdisjoint(stems(two))
