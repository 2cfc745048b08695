"""What rows show beside their own text: hyphens, footnotes in place, the shift of wide tables. One owner for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.document.model import BlockKey, Lang
from briefing.parallel.bitext import RowKey
from briefing.tui.hyphenation import Hyphenator
from briefing.tui.lights import Spotted


class Extras:
    """Kept while one text is shown.

    Args:
        missing: what to say where a side of a row is missing, by the missing language.

    Attributes:
        hyphens: breaks words in narrow columns.
        shifts: columns of wide tables that are scrolled away.
        below: blocks that are shown below a row: the footnotes that were asked for.
    """

    def __init__(self, missing: Mapping[Lang, str] | None = None) -> None:
        self.missing: Mapping[Lang, str] = missing or {}
        self.hyphens = Hyphenator()
        self.shifts: dict[Spotted, int] = {}
        self.below: dict[RowKey, tuple[Spotted, ...]] = {}

    def clear(self) -> None:
        """Forget what belongs to the text that was shown."""
        self.shifts.clear()
        self.below.clear()

    def toggle(self, row: RowKey, lang: Lang, keys: Sequence[BlockKey]) -> None:
        """Show blocks of a language below a row, or hide them again."""
        spots = tuple((lang, key) for key in keys)
        there = self.below.get(row, ())
        kept = tuple(spot for spot in there if spot not in spots)
        self.below[row] = kept if len(kept) < len(there) else (*there, *spots)

    def hide(self) -> set[RowKey]:
        """Show nothing below any row; return the rows that change."""
        rows = {row for row, spots in self.below.items() if spots}
        self.below.clear()
        return rows
