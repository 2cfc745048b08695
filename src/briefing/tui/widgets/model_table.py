"""A table of which all keys are the screen's."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import DataTable

_STEP = 8
"""Cells by which it is scrolled sideways."""


class ModelTable(DataTable[Text], inherit_bindings=False):
    """The framework's table without keys of its own, so that those of the key table are the only ones."""

    class Chosen(Message):
        """The current line was clicked again."""

    def __init__(self) -> None:
        super().__init__(cursor_type="row")

    async def _on_click(self, event: events.Click) -> None:
        """Choose the clicked line if it is the current one already; the framework then makes it that."""
        if event.style.meta.get("row") == self.cursor_row:
            self.post_message(self.Chosen())

    def scroll_sideways(self, steps: int) -> None:
        """Show columns further right, or further left."""
        self.scroll_relative(x=steps * _STEP, animate=False)
