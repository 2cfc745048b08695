"""Tinted lines that can be higher than the screen: scrolled by line and page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from textual.strip import Strip
from textual.widget import Widget

from briefing.tui.paint import Tinted
from briefing.tui.widgets.inking import Inking

Lines: TypeAlias = Sequence[Sequence[Tinted]]


class SheetView(Inking, Widget):
    """Shows lines that depend on the width.

    Args:
        make: returns them, for a width in cells.
    """

    def __init__(self, make: Callable[[int], Lines]) -> None:
        super().__init__()
        self._make = make
        self._lines: Lines = ()
        self._top = 0

    def again(self, *, from_top: bool = False) -> None:
        """Make the lines anew."""
        self._lines = self._make(max(20, self.content_size.width))
        self.scroll_by(-self._top if from_top else 0)

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self.again()

    def scroll_by(self, lines: int) -> None:
        """Scroll, as far as there is something."""
        self._top = max(0, min(self._top + lines, len(self._lines) - self.content_size.height))
        self.refresh()

    def bring_up(self, line: int) -> None:
        """Scroll so that a line is on the screen, with as much below it as there is room for."""
        self.scroll_by(line - self._top)

    def scroll_page(self, pages: int) -> None:
        """Scroll by pages; one line stays."""
        self.scroll_by(pages * max(1, self.content_size.height - 1))

    def render_line(self, y: int) -> Strip:
        """Return a line."""
        at = self._top + y
        return self.inked(
            self._lines[at] if at < len(self._lines) else [Tinted("", ("sheet-text",))], self.content_size.width
        )
