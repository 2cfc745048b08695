"""The text of a note while it is written."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from briefing.text import clean


class NoteText(TextArea):
    """A text area that lets nothing in that steers a terminal: the framework paints what was pasted as it is."""

    def on_paste(self, event: events.Paste) -> None:
        """Clean what is pasted; the framework then puts it in."""
        event.text = clean(event.text)

    def go_on_with(self, text: str) -> None:
        """Show another text as if it had been there from the start, and go on at its end."""
        self.load_text(clean(text))
        self.move_cursor(self.document.end)

    def put(self, text: str) -> None:
        """Put a text in place of the one that is there, so that undo brings it back."""
        if text != self.text:
            self.replace(text, self.document.start, self.document.end)
            self.move_cursor(self.document.end)
