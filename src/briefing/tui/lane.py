"""A part of the screen that scrolls as one: rows of one or both languages. Pure."""

from __future__ import annotations

from briefing.document.model import Lang
from briefing.parallel.bitext import RowKey
from briefing.tui.canvas import Canvas, Hit
from briefing.tui.columns import Columns
from briefing.tui.extras import Extras
from briefing.tui.geometry import Geometry
from briefing.tui.lights import Lights
from briefing.tui.lines import thumb
from briefing.tui.navigate import Place
from briefing.tui.paint import Tinted
from briefing.tui.places import edge_place, sentence_spots
from briefing.tui.viewport import Spot, Viewport


class Lane:
    """Geometry, window and paint of one division of the width.

    Args:
        lights: what is lit in the text.
        columns: the division; `columns.total` cells are painted.
        height: lines of the screen.
        peeked: rows whose counterpart is shown in place.
        extras: what rows show beside their text.
    """

    def __init__(
        self, lights: Lights, columns: Columns, height: int, peeked: frozenset[RowKey], extras: Extras
    ) -> None:
        self.columns = columns
        self.geometry = Geometry(lights.bitext, columns, peeked, extras)
        self.viewport = Viewport(self.geometry, height)
        self._canvas = Canvas(self.geometry, lights, extras.missing)
        self._spots: list[Spot] | None = None

    @property
    def spots(self) -> list[Spot]:
        """The lines on the screen, from the top."""
        if self._spots is None:
            self._spots = self.viewport.lines()
        return self._spots

    def moved(self) -> None:
        """Look anew which lines are on the screen."""
        self._spots = None

    def line(self, y: int) -> list[Tinted] | None:
        """Return the text of one screen line, exactly `columns.total` cells; None below the end of the text."""
        return self._canvas.line(self.spots[y]) if y < len(self.spots) else None

    def hit(self, x: int, y: int) -> Hit | None:
        """Return the character at a cell, or the nearest one on its line; None off the text."""
        return self._canvas.hit(self.spots[y], x) if 0 <= y < len(self.spots) else None

    def scroll(self, lines: int) -> int:
        """Move by lines; return how many it really moved."""
        moved = self.viewport.scroll(lines)
        self.moved()
        return moved

    def put(self, row: RowKey, line: int | None) -> None:
        """Put a row on a screen line, a quarter down when it has none."""
        height = self.viewport.height
        line = height // 4 if line is None else max(-height, min(line, height - 1))
        if line >= 0:
            self.viewport.to(Spot(row, 0), line)
        else:
            self.viewport.to(Spot(row, -line))
        self.moved()

    def reveal(self, place: Place, margin: int = 2) -> None:
        """Scroll as little as needed to have a sentence on the screen, with what is shown in place below its row."""
        first, last = sentence_spots(self.geometry, place)
        end = Spot(last.row, max(last.line, self.geometry.row(last.row).height - 1))
        if last.row in self.geometry.peeked and self.viewport.distance(first, end) < self.viewport.height - margin:
            last = end
        self.viewport.reveal(first, last, margin=margin)
        self.moved()

    def shows(self, place: Place) -> bool:
        """Return whether the first line of a sentence is on the screen."""
        first, _ = sentence_spots(self.geometry, place)
        return bool(self.spots) and self.spots[0] <= first <= self.spots[-1]

    def edge(self, lang: Lang, *, from_end: bool) -> Place | None:
        """Return the first or last sentence on the screen in a language."""
        return edge_place(self.geometry, self.spots, lang, from_end=from_end)

    def peek(self, rows: frozenset[RowKey], peeked: frozenset[RowKey]) -> None:
        """Show the counterparts of other rows in place; `rows` are those that change."""
        self.geometry.forget(rows, peeked)
        self.moved()

    def screen_line(self, row: RowKey) -> int:
        """Return the screen line on which a row begins; a bound where that is more than two screens away."""
        return self.viewport.screen_line(Spot(row, 0))

    def thumb(self) -> range:
        """Return the cells of the scroll bar that show where the screen is."""
        row, line = self.viewport.anchor
        return thumb(self.viewport.height, self.geometry.total, self.geometry.top(row) + line)

    def to_part(self, part: float) -> None:
        """Go to a part of the text, 0-1, as by the scroll bar."""
        if self.spots:
            row, line = self.geometry.locate(round(part * max(0, self.geometry.total - self.viewport.height)))
            self.viewport.to(Spot(row, line))
            self.moved()
