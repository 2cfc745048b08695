"""How a view divides the width of the screen. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from briefing.document.model import Lang, other

MARK_CELLS = 2
"""Margin left of each column: the sign of a note and a space."""
GUTTER = 3
SIDE_BY_SIDE = 78
"""Cells that two columns need; a terminal of 80 columns has them."""


class View(StrEnum):
    """The five ways to look at a briefing."""

    GERMAN = "de"
    ENGLISH = "en"
    BOTH = "both"
    STACKED = "stacked"
    PEEK = "peek"


class Columns(NamedTuple):
    """How the width is divided.

    Attributes:
        view: the view that is really shown (side by side becomes peek where it does not fit).
        langs: the language of each column, or, in a view of one column, the leading language first.
        left: cells left of the first column's margin.
        width: cells of each column's text.
        total: cells of the whole line.
    """

    view: View
    langs: tuple[Lang, ...]
    left: int
    width: int
    total: int

    @property
    def sides(self) -> int:
        """Number of columns."""
        return 2 if self.view is View.BOTH else 1

    def text_x(self, column: int) -> int:
        """Return the first cell of a column's text."""
        return self.left + MARK_CELLS + column * (self.width + GUTTER + MARK_CELLS)


def columns_for(view: View, langs: tuple[Lang, ...], total: int, measure: int) -> Columns:
    """Divide `total` cells for a view, with columns of at most `measure` cells in the middle of the screen.

    Args:
        view: what the reader asked for.
        langs: the languages that are there, the leading one first.
        total: cells of the line.
        measure: the reader's widest column.
    """
    if len(langs) == 1:
        view = View.GERMAN if langs[0] == "de" else View.ENGLISH
    if view is View.BOTH and total < SIDE_BY_SIDE:
        view = View.PEEK
    if view in {View.GERMAN, View.ENGLISH} and len(langs) == 2:
        lead: Lang = "de" if view is View.GERMAN else "en"
        langs = (lead, other(lead))
    count = 2 if view is View.BOTH else 1
    room = (total - count * MARK_CELLS - (count - 1) * GUTTER - 1) // count
    width = max(4, min(measure, room))
    used = count * (width + MARK_CELLS) + (count - 1) * GUTTER
    return Columns(view, langs, max(0, (total - used) // 2), width, total)
