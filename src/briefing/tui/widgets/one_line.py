"""A line to type in that takes pasted text as a whole."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from briefing.text import one_line


class OneLine(Input):
    """An input that takes several pasted lines as one; the framework's takes the first alone, even a blank one."""

    def on_paste(self, event: events.Paste) -> None:
        """Put the text in place of the selection, or where the cursor is."""
        event.stop()
        event.prevent_default()
        text = one_line(event.text)
        if text:
            self.replace(text, *self.selection)
