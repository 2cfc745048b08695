"""The categories of notes on one line, one of them chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Static

from briefing.notes.model import Category
from briefing.tui.keys import digit_of


class CategoryPicker(Static, can_focus=True):
    """The categories on one line; digits or arrows choose.

    Args:
        names: of all categories, in their order.
        symbols: one cell for each.
        chosen: the one to begin with.
    """

    class Changed(Message):
        """Another category was chosen."""

    def __init__(self, names: Sequence[str], symbols: Mapping[Category, str], chosen: Category) -> None:
        super().__init__()
        self._names, self._symbols = names, symbols
        self.category = chosen

    def on_mount(self) -> None:
        """Show the choice."""
        self._show()

    def choose(self, category: Category) -> None:
        """Choose a category."""
        if category is not self.category:
            self.category = category
            self._show()
            self.post_message(self.Changed())

    def on_key(self, event: events.Key) -> None:
        """Choose by digit or arrow."""
        order = list(Category)
        at = order.index(self.category)
        if 1 <= digit_of(event.key) <= len(order):
            at = digit_of(event.key) - 1
        elif event.key in {"right", "left"}:
            at = (at + (1 if event.key == "right" else -1)) % len(order)
        else:
            return
        event.stop()
        self.choose(order[at])

    def on_resize(self) -> None:
        """Leave names out where there is no room for all."""
        self._show()

    def _show(self) -> None:
        line = self._line(self._names)
        if 0 < self.content_size.width < line.cell_len:
            chosen = list(Category).index(self.category)
            line = self._line([name if index == chosen else "" for index, name in enumerate(self._names)])
        self.update(line)

    def _line(self, names: Sequence[str]) -> Text:
        line = Text(no_wrap=True)
        for number, (category, name) in enumerate(zip(Category, names, strict=True), 1):
            style = "reverse bold" if category is self.category else ""
            line.append(f" {number}{self._symbols[category]} {name}".rstrip() + " ", style)
        return line
