"""Completion at the cursor: what is offered, and which of it stands in the line. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.search.pieces import What, pieces

if TYPE_CHECKING:
    from briefing.search.completion import Completion


class Completing:
    """The offers for one state of the line, gone through one by one.

    Attributes:
        offers: the likeliest first.
        at: index of the one that stands in the line, or None.
    """

    def __init__(self) -> None:
        self.offers: Sequence[Completion] = ()
        self.at: int | None = None
        self._line: tuple[str, int] | None = None

    def offer(self, line: str, cursor: int, offers: Sequence[Completion]) -> None:
        """Offer ways to go on from a line and a cursor in it."""
        self.offers, self.at, self._line = offers, None, (line, cursor)

    def take(self, step: int) -> Completion | None:
        """Return the next offer, or with -1 the one before; None if there is none."""
        if not self.offers:
            return None
        first = 0 if step > 0 else len(self.offers) - 1
        self.at = first if self.at is None else (self.at + step) % len(self.offers)
        taken = self.offers[self.at]
        self._line = taken.line, taken.cursor
        return taken

    def knows(self, line: str, cursor: int) -> bool:
        """Return whether the offers are for this line, or one of them made it; a single one that was taken is done."""
        return (line, cursor) == self._line and not (self.at is not None and len(self.offers) == 1)


def is_in_filter(line: str, cursor: int, *, notes: bool = False) -> bool:
    """Return whether the cursor stands in a filter, of notes or of the library: its values are worth being shown."""
    return any(piece.what is What.FILTER and piece.start < cursor <= piece.end for piece in pieces(line, notes=notes))
