"""Documents as lists of folded words, line by line: what ranking looks at. The last ones are remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from briefing.search.cache import Reader

_KEPT_WORDS: Final = 250_000
"""Words of remembered documents together: some 20 MB."""
_READ: Final = 10_000
"""Words of a line that are looked at: a row may be a whole data file."""


class Reading(NamedTuple):
    """One document, unit by unit.

    Attributes:
        rows: the row of each unit.
        fields: the `Field` of each unit.
        lines: the words of each unit in order.
        words: all words without repetition.
        size: number of words.
    """

    rows: Sequence[int]
    fields: Sequence[int]
    lines: Sequence[Sequence[str]]
    words: frozenset[str]
    size: int

    def holds(self, phrase: Sequence[str]) -> bool:
        """Return whether words stand side by side in one of the lines."""
        return self.words.issuperset(phrase) and any(stands(phrase, line) for line in self.lines)


def stands(phrase: Sequence[str], line: Sequence[str]) -> bool:
    """Return whether words stand side by side in a line."""
    first, size = phrase[0], len(phrase)
    wanted = list(phrase)
    return any(word == first and line[at : at + size] == wanted for at, word in enumerate(line))


class Readings:
    """Reads documents of one state of the index; a key press needs mostly those that the last one needed."""

    def __init__(self) -> None:
        self._kept: dict[int, Reading] = {}
        self._size = 0

    def of(self, reader: Reader, docs: Iterable[int]) -> dict[int, Reading]:
        """Return documents; those that aren't in the index are left out."""
        found: dict[int, Reading] = {}
        missing: list[int] = []
        for doc in docs:
            known = self._kept.pop(doc, None)
            if known is None:
                missing.append(doc)
            else:
                self._kept[doc] = found[doc] = known
        for doc, folded in reader.folded(missing).items():
            lines = [line[:_READ] for line in folded.lines]
            words = frozenset().union(*lines)
            found[doc] = self._kept[doc] = Reading(folded.rows, folded.fields, lines, words, sum(map(len, lines)))
            self._size += found[doc].size
        while self._size > _KEPT_WORDS and len(self._kept) > len(found):
            self._size -= self._kept.pop(next(iter(self._kept))).size
        return found
