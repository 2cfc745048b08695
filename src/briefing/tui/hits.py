"""The hits of a search in the open text, to be gone through; found in slices, since a row's place must be counted."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Final

from briefing.document.model import LANGS, Range
from briefing.parallel.bitext import Bitext, RowKey
from briefing.search.model import Hit
from briefing.tui.finder import Found
from briefing.tui.landing import JOINT, spotted
from briefing.tui.lights import Spotted

MOST: Final = 500
"""Hits that are gone through."""
_SEEN: Final = ("title", "heading", "body")
"""Where a hit stands in the text; tags and summaries don't."""


class Hits:
    """Hits of one briefing as places of its text, in reading order, German before English.

    Args:
        bitext: the text.
        hits: the hits, in any order; those that don't stand in the text are left out.
    """

    there = True

    def __init__(self, bitext: Bitext, hits: Sequence[Hit]) -> None:
        self._bitext = bitext
        places = {(hit.row, LANGS.index(hit.lang)): hit for hit in hits if hit.field in _SEEN and hit.row >= 0}
        self._hits = [places[place] for place in sorted(places)]
        self._next = 0
        self.ranges: dict[Spotted, tuple[Range, ...]] = {}
        self._found: list[Found] = []

    @property
    def bitext(self) -> Bitext:
        """The text."""
        return self._bitext

    @property
    def found(self) -> Sequence[Found]:
        """The places so far, in reading order; of each hit its first match."""
        return self._found

    @property
    def asked(self) -> bool:
        """Whether there are any hits."""
        return bool(self._hits)

    @property
    def done(self) -> bool:
        """Whether the places of all hits are known."""
        return self._next >= len(self._hits)

    @property
    def full(self) -> bool:
        """Whether there may be more."""
        return len(self._hits) >= MOST

    def forget(self) -> None:
        """Have no hits any more."""
        self._hits, self._found, self.ranges, self._next = [], [], {}, 0

    def advance(self, seconds: float) -> None:
        """Look for their places for about so long."""
        until = perf_counter() + seconds
        while not self.done:
            hit, bitext = self._hits[self._next], self._bitext
            row = bitext.find(hit.row, parse=False)
            if row is None and bitext.counted < len(bitext):
                bitext.rows(bitext.counted)
            else:
                self._next += 1
                if row:
                    self._keep(row, hit)
            if perf_counter() >= until:
                return

    def _keep(self, row: RowKey, hit: Hit) -> None:
        blocks = self._bitext.blocks(row, hit.lang)
        if not blocks:
            return
        # The text may have changed since it was indexed, and a title may stand in no row.
        same = JOINT.join(block.text for _, block in blocks) == hit.text
        if not same and hit.field == "body":
            return
        found = spotted(self._bitext, row, hit.lang, hit.ranges) if same else {}
        self.ranges.update((spot, tuple(ranges)) for spot, ranges in found.items())
        self._found.append(Found(row, hit.lang, next(iter(found), (hit.lang, blocks[0][0]))[1], 0))
