"""Hits with the reader's own notes above them, each on one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from briefing.i18n import Translator
from briefing.notes.model import SYMBOLS, Category
from briefing.search.model import Hit
from briefing.search.snippet import snippet
from briefing.text import one_line
from briefing.tui.hit_list import NARROW, HitList, marked
from briefing.tui.item_lines import Item, Uneven
from briefing.tui.lines import cut
from briefing.tui.row_text import Piece, beside

if TYPE_CHECKING:
    from briefing.notes.finding import NoteHit

MOST: Final = 5
"""Notes that are shown: the notes screen has all of them."""


class NotedList:
    """A list of hits with the notes that answer too above it; without notes it is as it was.

    Attributes:
        notes: the best first.
        hits: those of the list below, in its order.
        heights: how high the items are: notes, then hits.

    Args:
        notes: them.
        below: the list of hits.
        tr: language of the interface.
        symbols: one cell for each category.
    """

    def __init__(
        self, notes: Sequence[NoteHit], below: HitList, tr: Translator, symbols: Mapping[Category, str] = SYMBOLS
    ) -> None:
        self.notes, self.hits = tuple(notes), below.hits
        self._below, self._tr, self._symbols = below, tr, symbols
        last = len(notes) - 1
        # A heading above the first one, a blank line below the last one.
        above = [Item(1 + (index == 0) + (index == last), int(index == 0)) for index in range(len(notes))]
        tall = below.heights
        rest = [Item(tall.top(index + 1) - tall.top(index), tall.lead(index)) for index in range(tall.count)]
        self.heights = Uneven([*above, *rest])

    @property
    def first_hit(self) -> int:
        """The item to highlight first: the best hit, or a note where there are only notes."""
        return len(self.notes) if self.hits else 0

    def note_at(self, index: int | None) -> NoteHit | None:
        """Return the note that is an item, or None if it is a hit."""
        return self.notes[index] if index is not None and index < len(self.notes) else None

    def hit_at(self, index: int | None) -> Hit | None:
        """Return the hit that is an item, or None if it is a note."""
        return self.hits[index - len(self.notes)] if index is not None and index >= len(self.notes) else None

    def index_of(self, hit: Hit | None) -> int | None:
        """Return the item of a hit that may be of another answer, or None."""
        found = self._below.index_of(hit)
        return None if found is None else found + len(self.notes)

    def lines(self, index: int, width: int) -> list[list[Piece]]:
        """Return the lines of a note or hit."""
        note = self.note_at(index)
        if note is None:
            return self._below.lines(index - len(self.notes), width)
        head: list[list[Piece]] = [[(" ", ""), (self._tr("Notes"), "title")]] if index == 0 else []
        return [*head, _line(note, self._symbols[note.category], self._tr("“{text}”").partition("{text}"), width)]


def _line(note: NoteHit, symbol: str, marks: tuple[str, str, str], width: int) -> list[Piece]:
    """Return the line of a note: what the mark means, what was found, where it belongs.

    Args:
        note: the note.
        symbol: of its category.
        marks: the quotation marks, the first and the last of three.
        width: of the line.
    """
    where = cut(one_line(note.briefing), width // 3) if width >= NARROW else ""
    right: list[Piece] = [(f"  {where} ", "quiet")] if where else []
    begin, _, end = marks if note.field == "quote" else ("", "", "")
    text, ranges = snippet(note.text, note.ranges, max(10, width - 8 - len(where)))
    left: list[Piece] = [
        (f" {symbol} ", f"category-{note.category.value}"),
        (begin, ""),
        *marked(text, ranges),
        (end, ""),
    ]
    return beside([piece for piece in left if piece[0]], right, width)
