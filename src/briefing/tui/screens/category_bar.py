"""One line at the bottom after a highlight: a digit sets its category, any other key leaves it as it is."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.notes.model import NAMES, Category
from briefing.tui.desk import Desk
from briefing.tui.keys import digit_of
from briefing.tui.themes import is_plain

_ROOMY = 100
"""Columns from which on there is room for more than the categories."""


class CategoryBar(ModalScreen[Category | None]):
    """Choose a category by digit.

    Args:
        desk: services, for the categories' names, symbols and colours.
        current: what is chosen now; None if that is several.
        lead: what stands before the categories where there is room.
    """

    CSS_PATH = "../dialogs.tcss"

    def __init__(self, desk: Desk, current: Category | None, lead: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._lead = lead or desk.tr("Highlighted.")
        self._current = current

    def compose(self) -> ComposeResult:
        """Build the line."""
        width = self.app.size.width
        line = self._line(with_names=True)
        yield Static(line if line.cell_len <= width else self._line(with_names=False), id="categories")

    def _line(self, *, with_names: bool) -> Text:
        """Return the categories; without names where there is no room for them, but for the one that is chosen."""
        tr, symbols = self._desk.tr, self._desk.symbols
        colours = {} if is_plain(self.app.theme) else self._desk.category_colours
        line = Text(no_wrap=True)
        if self.app.size.width >= _ROOMY:
            line.append(" " + self._lead + "  ")
        for number, category in enumerate(Category, 1):
            style = "bold reverse" if category is self._current else "bold"
            line.append(f" {number} ", style)
            line.append(symbols[category], f"{style} {colours.get(category, '')}".rstrip())
            named = with_names or category is self._current
            line.append(f" {tr(NAMES[category])} " if named else " ", style)
        return line

    def on_key(self, event: events.Key) -> None:
        """Take one key."""
        event.stop()
        number = digit_of(event.key)
        self.dismiss(list(Category)[number - 1] if 1 <= number <= len(Category) else None)
