"""The line below the text in which a reader types what to find, with a counter."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from briefing.i18n import Translator
from briefing.tui.bindings import bindings_for
from briefing.tui.widgets.one_line import OneLine


class FindBar(Horizontal):
    """Hidden until it is asked for.

    Args:
        tr: language of the interface.
        hint: what stands in the line while it is empty.
    """

    BINDINGS: ClassVar[list[BindingType]] = [b for b in bindings_for("prompt") if b.id == "back"]

    class Typed(Message):
        """The text to find is another one."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Done(Message):
        """Enter: go on reading with the matches lit. Esc: forget them and go back to where the search began."""

        def __init__(self, *, keep: bool) -> None:
            super().__init__()
            self.keep = keep

    def __init__(self, tr: Translator, hint: str = "") -> None:
        super().__init__()
        self._hint = hint or tr("find in this text")
        self.display = False

    def fill(self) -> None:
        """Build the line, once; it isn't part of the first frame."""
        if not self.children:
            line = OneLine(placeholder=self._hint, compact=True, select_on_focus=True)
            self.mount(Label("/", classes="sign"), line, Label("", classes="count", markup=False))

    def ask(self) -> None:
        """Show the line and take the keys."""
        self.fill()
        self.display = True
        self.query_one(Input).focus()

    @property
    def text(self) -> str:
        """What is typed."""
        return next((line.value for line in self.query(Input)), "")

    def clear(self) -> None:
        """Forget what was typed and found."""
        for line in self.query(Input):
            line.value = ""
        self.say("")

    def close(self) -> None:
        """Hide the line."""
        self.display = False

    def say(self, text: str) -> None:
        """Show the counter."""
        for count in self.query(".count").results(Label):
            count.update(text)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Done(keep=True))

    def action_back(self) -> None:
        """Forget the matches."""
        self.post_message(self.Done(keep=False))
