"""What part of the rows is on the screen. Pure; the anchor is (row, line in the row), never an absolute line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from briefing.parallel.bitext import TOP, RowKey
from briefing.tui.geometry import Geometry


class Spot(NamedTuple):
    """One screen line of the text."""

    row: RowKey
    line: int


START = Spot(TOP, 0)


class Viewport:
    """A window of `height` lines on a geometry.

    Only rows that come into the window are laid out, so scrolling costs what is on the screen, whatever the document.
    """

    def __init__(self, geometry: Geometry, height: int, anchor: Spot = START) -> None:
        self.geometry = geometry
        self.height = max(1, height)
        self.anchor = anchor
        self._clamp()

    def resize(self, height: int) -> None:
        """Change the height; the anchor stays."""
        self.height = max(1, height)
        self._clamp()

    def scroll(self, lines: int) -> int:
        """Move by `lines` (negative is up); return how many it really moved."""
        before = self.anchor
        if lines >= 0:
            target = self._forward(before, lines)
            self.anchor = max(before, self._filled(target))
        else:
            self.anchor = self._backward(before, -lines)
        return self.distance(before, self.anchor)

    def to(self, spot: Spot, screen_line: int = 0) -> None:
        """Put a spot on a screen line, or as near as the ends of the text allow."""
        self.anchor = self._backward(spot, max(0, screen_line))
        self._clamp()

    def lines(self) -> list[Spot]:
        """Return the spots on the screen, from the top; fewer than the height when the text ends before."""
        spots: list[Spot] = []
        line = self.anchor.line
        for row in self._rows_from(self.anchor.row):
            height = self.geometry.row(row).height
            take = min(height - line, self.height - len(spots))
            spots.extend(Spot(row, line + i) for i in range(take))
            line = 0
            if len(spots) >= self.height:
                break
        return spots

    def screen_line(self, spot: Spot) -> int:
        """Return the screen line of a spot, negative above the screen; exact within two screens, else a bound."""
        if spot < self.anchor:
            return -self.distance(spot, self.anchor, 2 * self.height)
        return self.distance(self.anchor, spot, 2 * self.height)

    def reveal(self, first: Spot, last: Spot, margin: int = 2) -> None:
        """Scroll as little as needed to have `first` to `last` on the screen with some lines around them."""
        margin = min(margin, max(0, (self.height - 1) // 3))
        top, bottom = self.screen_line(first), self.screen_line(last)
        spare = max(0, self.height - 1 - self.distance(first, last, 2 * self.height))
        if top < -self.height or bottom > 2 * self.height - 1:
            self.to(first, min(self.height // 4, spare))
        elif top < margin or bottom - top >= self.height - 2 * margin:
            if top < margin or bottom > self.height - 1 - margin:
                self.to(first, min(margin, spare))
        elif bottom > self.height - 1 - margin:
            self.scroll(bottom - (self.height - 1 - margin))

    def distance(self, first: Spot, second: Spot, limit: int | None = None) -> int:
        """Return the lines between two spots, `first` not after `second`; counting stops at `limit`."""
        if second < first:
            return -self.distance(second, first, limit)
        count = -first.line
        for row in self._rows_from(first.row):
            if row >= second.row or (limit is not None and count > limit):
                break
            count += self.geometry.row(row).height
        return count + (second.line if limit is None or count <= limit else 0)

    def _rows_from(self, row: RowKey, step: int = 1) -> Iterator[RowKey]:
        bitext = self.geometry.bitext
        return bitext.walk(row, step) if bitext.has(row) else iter(())

    def _forward(self, spot: Spot, lines: int) -> Spot:
        line, last = spot.line, spot
        for row in self._rows_from(spot.row):
            height = self.geometry.row(row).height
            if lines < height - line:
                return Spot(row, line + lines)
            lines -= height - line
            line, last = 0, Spot(row, max(0, height - 1))
        return last

    def _backward(self, spot: Spot, lines: int) -> Spot:
        row, line = spot
        while lines > line:
            before = self.geometry.bitext.step(row, -1)
            if before is None:
                return Spot(row, 0)
            lines -= line
            row, line = before, self.geometry.row(before).height
        return Spot(row, line - lines)

    def _filled(self, anchor: Spot) -> Spot:
        """Return an anchor, or the last one that fills the screen; the end is looked at only when it is near."""
        count = -anchor.line
        for row in self._rows_from(anchor.row):
            count += self.geometry.row(row).height
            if count >= self.height:
                return anchor
        return min(anchor, self._last_anchor())

    def _last_anchor(self) -> Spot:
        """Return the anchor at which the last line of the text is the last line of the screen."""
        bitext = self.geometry.bitext
        last = bitext.last()
        count = 0
        for row in self._rows_from(last, -1) if last else ():
            count += self.geometry.row(row).height
            if count >= self.height:
                return Spot(row, count - self.height)
        return Spot(bitext.first() or TOP, 0)

    def _clamp(self) -> None:
        bitext, anchor = self.geometry.bitext, self.anchor
        row: RowKey | None = anchor.row
        if not bitext.has(anchor.row):
            row = bitext.step(anchor.row, -1) or bitext.first()
        if row is None:
            self.anchor = START
            return
        line = min(max(0, anchor.line), max(0, self.geometry.row(row).height - 1))
        self.anchor = self._filled(Spot(row, line))
