"""One line to type: an address, a file name. Returns the text, or None after Esc."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Label

from briefing.tui.bindings import bindings_for
from briefing.tui.widgets.one_line import OneLine


class Prompt(ModalScreen[str | None]):
    """Ask for one line.

    Args:
        title: what is asked for.
        value: what stands there first.
        hint: a second line of explanation.
        check: returns a sentence when the text won't do, shown instead of closing.
        suggester: completes while typing.
    """

    CSS_PATH = "../dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("prompt")]

    def __init__(
        self,
        title: str,
        value: str = "",
        hint: str = "",
        check: Callable[[str], str | None] | None = None,
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__()
        self._title, self._value, self._hint = title, value, hint
        self._check = check
        self._suggester = suggester

    def compose(self) -> ComposeResult:
        """Build the frame."""
        with Vertical(id="prompt"):
            yield Label(self._title, classes="title", markup=False)
            yield OneLine(self._value, suggester=self._suggester)
            yield Label(self._hint, id="hint", markup=False)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        problem = self._check(event.value) if self._check else None
        if problem:
            self.query_one("#hint", Label).update(problem)
        else:
            self.dismiss(event.value)

    def action_back(self) -> None:
        """Ask no more."""
        self.dismiss(None)

    async def action_quit(self) -> None:
        """Leave the app."""
        await self.app.action_quit()
