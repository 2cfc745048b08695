"""The line between the upper bar and the text: the note at the cursor, or what a running action waits for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.strip import Strip
from textual.widget import Widget

from briefing.tui.lines import exactly
from briefing.tui.paint import Tinted
from briefing.tui.widgets.inking import Inking


class NoteLine(Inking, Widget):
    """Blank where there is no note, so that nothing moves when there is one.

    Args:
        make: returns the line for a width in cells; asked whenever it is painted.
    """

    def __init__(self, make: Callable[[int], Sequence[Tinted]]) -> None:
        super().__init__()
        self._make = make

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        width = self.content_size.width
        return self.inked(exactly(list(self._make(width)), width) if y == 0 else [], width)
