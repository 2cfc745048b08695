"""What part of the rows is on the screen. Pure; the anchor is (row, line in the row), never an absolute line."""

from __future__ import annotations

from typing import NamedTuple

from briefing.tui.geometry import Geometry


class Spot(NamedTuple):
    """One screen line of the text."""

    row: int
    line: int


TOP = Spot(0, 0)


class Viewport:
    """A window of `height` lines on a geometry.

    Only rows that come into the window are laid out, so scrolling costs what is on the screen, whatever the document.
    """

    def __init__(self, geometry: Geometry, height: int, anchor: Spot = TOP) -> None:
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
            last = self._last_anchor()
            self.anchor = min(target, max(last, before))
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
        row, line = self.anchor
        while row < len(self.geometry) and len(spots) < self.height:
            height = self.geometry.row(row).height
            take = min(height - line, self.height - len(spots))
            spots.extend(Spot(row, line + i) for i in range(take))
            row, line = row + 1, 0
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
        if top < -self.height or bottom > 2 * self.height - 1:
            self.to(first, self.height // 4)
        elif top < margin or bottom - top >= self.height - 2 * margin:
            if top < margin or bottom > self.height - 1 - margin:
                self.to(first, margin)
        elif bottom > self.height - 1 - margin:
            self.scroll(bottom - (self.height - 1 - margin))

    def distance(self, first: Spot, second: Spot, limit: int | None = None) -> int:
        """Return the lines between two spots, `first` not after `second`; counting stops at `limit`."""
        if second < first:
            return -self.distance(second, first, limit)
        count = -first.line
        for row in range(first.row, second.row):
            count += self.geometry.row(row).height
            if limit is not None and count > limit:
                return count
        return count + second.line

    def _forward(self, spot: Spot, lines: int) -> Spot:
        row, line = spot
        while lines > 0 and row < len(self.geometry):
            left = self.geometry.row(row).height - line
            if lines < left:
                return Spot(row, line + lines)
            lines -= left
            row, line = row + 1, 0
        if row < len(self.geometry) or not row:
            return Spot(row, line)
        return Spot(row - 1, max(0, self.geometry.row(row - 1).height - 1))

    def _backward(self, spot: Spot, lines: int) -> Spot:
        row, line = spot
        while lines > line:
            if row == 0:
                return Spot(0, 0)
            lines -= line
            row -= 1
            line = self.geometry.row(row).height
        return Spot(row, line - lines)

    def _last_anchor(self) -> Spot:
        """Return the anchor at which the last line of the text is the last line of the screen."""
        count = 0
        for row in range(len(self.geometry) - 1, -1, -1):
            count += self.geometry.row(row).height
            if count >= self.height:
                return Spot(row, count - self.height)
        return Spot(0, 0)

    def _clamp(self) -> None:
        if not len(self.geometry):
            self.anchor = Spot(0, 0)
            return
        row = min(max(0, self.anchor.row), len(self.geometry) - 1)
        line = min(max(0, self.anchor.line), max(0, self.geometry.row(row).height - 1))
        self.anchor = min(Spot(row, line), self._last_anchor())
