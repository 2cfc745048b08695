"""Documents as folded words: what ranking looks at. The last ones are remembered."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from briefing.search.cache import Reader

_KEPT: Final = 4_000_000
"""Characters of remembered documents together."""
_OFTEN: Final = 12
"""Places of a word in a unit that are looked at."""


class Reading(NamedTuple):
    """One document, unit by unit.

    Attributes:
        rows: the row of each unit.
        fields: the `Field` of each unit.
        words: the folded words in order, each with a blank before and behind it; a line feed stands between units.
        breaks: where the line feeds are, and the end.
    """

    rows: Sequence[int]
    fields: Sequence[int]
    words: str
    breaks: Sequence[int]

    def places(self, words: str) -> list[tuple[int, int]]:
        """Return where some words stand side by side: pairs of (index of the unit, place in `words`), ascending.

        Of each unit the first places only, where they are many.
        """
        wanted, find, breaks = f" {words} ", self.words.find, self.breaks
        found: list[tuple[int, int]] = []
        step, line, end, count = len(words) + 1, 0, -1, 0
        at = find(wanted)
        while at >= 0:
            if at >= end:
                line, count = bisect_left(breaks, at, line), 0
                end = breaks[line]
            found.append((line, at + 1))
            count += 1
            at = find(wanted, at + step if count < _OFTEN else end)
        return found

    def holds(self, words: Sequence[str]) -> bool:
        """Return whether words stand side by side in one of the units."""
        return f" {' '.join(words)} " in self.words

    def holds_in(self, line: int, words: str) -> bool:
        """Return whether words stand side by side in a unit."""
        start = self.breaks[line - 1] if line else 0
        return self.words.find(f" {words} ", start, self.breaks[line]) >= 0

    def length_of(self, line: int) -> int:
        """Return the number of characters of a unit."""
        return self.breaks[line] - (self.breaks[line - 1] if line else 0)


class Readings:
    """Reads documents of one state of the index; a key press needs mostly those that the last one needed."""

    def __init__(self) -> None:
        self._kept: dict[int, Reading] = {}
        self._size = 0

    def of(self, reader: Reader, docs: Iterable[int]) -> dict[int, Reading]:
        """Return documents; those that aren't in the index are left out."""
        found: dict[int, Reading] = {}
        missing: dict[int, None] = {}
        for doc in docs:
            known = self._kept.pop(doc, None)
            if known is None:
                missing[doc] = None
            else:
                self._kept[doc] = found[doc] = known
        for doc, (rows, fields, words) in reader.folded(list(missing)).items():
            found[doc] = self._kept[doc] = Reading(rows, fields, words, _breaks(words))
            self._size += len(words)
        while self._size > _KEPT and len(self._kept) > len(found):
            self._size -= len(self._kept.pop(next(iter(self._kept))).words)
        return found


def _breaks(words: str) -> list[int]:
    found: list[int] = []
    at = words.find("\n")
    while at >= 0:
        found.append(at)
        at = words.find("\n", at + 1)
    return [*found, len(words)]
