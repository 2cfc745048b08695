"""What stands in place of hits while nothing is typed: saved searches, and the last queries. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.i18n import Translator
from briefing.tui.item_lines import Item, Uneven
from briefing.tui.row_text import Piece, beside, fit
from briefing.tui.saved import Saved

STAR = " ★ "
"""The sign of a saved search."""


class Past:
    """Saved searches, and below them the last queries that aren't among them.

    Attributes:
        queries: what each item stands for.
    """

    def __init__(self, saved: Sequence[Saved], last: Sequence[str], tr: Translator) -> None:
        self._saved, self._tr = saved, tr
        known = {each.query for each in saved}
        self.queries = (*(each.query for each in saved), *(query for query in last if query not in known))
        self.heights = Uneven(self._item(index) for index in range(len(self.queries)))

    def _item(self, index: int) -> Item:
        if index not in (0, len(self._saved)):
            return Item(1)
        return Item(3, 2)

    def lines(self, index: int, width: int) -> list[list[Piece]]:
        """Return the lines of an item."""
        heads: list[list[Piece]] = []
        if index in (0, len(self._saved)):
            title = self._tr("Saved searches") if index < len(self._saved) else self._tr("Last searches")
            heads = [[], [(f" {title}", "quiet")]]
        if index < len(self._saved):
            return [*heads, named(self._saved[index], [], width)]
        return [*heads, fit([(f"   {self.queries[index]}", "")], width - 1)]


def named(search: Saved, facts: Sequence[Piece], width: int) -> list[Piece]:
    """Return the line of a saved search: its name, its query if that says more, and facts on the right."""
    left: list[Piece] = [(STAR, "sign"), (search.name, "title")]
    if search.query != search.name:
        left.append((f"  {search.query}", "quiet"))
    return beside(left, facts, width)


class Walk:
    """Goes through older queries from what is typed, and back to it.

    Args:
        typed: what stands in the line now.
        queries: the newest first.
    """

    def __init__(self, typed: str, queries: Sequence[str]) -> None:
        self._steps = (typed, *(query for query in queries if query != typed))
        self._at = 0

    @property
    def current(self) -> str:
        """What stands in the line where the walk is now."""
        return self._steps[self._at]

    def step(self, by: int) -> str:
        """Return the query that is so many steps older, or with a negative number newer; it ends at either end."""
        self._at = max(0, min(self._at + by, len(self._steps) - 1))
        return self.current
