"""Asks which tags to add and which to remove; Tab completes the one that is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.suggester import Suggester
from textual.widgets import Input

from briefing.tui.bindings import bindings_for
from briefing.tui.screens.prompt import Prompt
from briefing.tui.tags import completed


class _Known(Suggester):
    """Completes the last tag of a line."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line with its last tag completed."""
        return completed(value, self._known)


class TagPrompt(Prompt):
    """Ask for tags.

    Args:
        title: what is asked for.
        hint: a second line of explanation.
        known: tags that there are, the likeliest first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("prompt")]

    def __init__(self, title: str, hint: str, known: Sequence[str]) -> None:
        super().__init__(title, "", hint, suggester=_Known(known))
        self._known = known

    def on_key(self, event: events.Key) -> None:
        """Take the completion with Tab."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            line = self.query_one(Input)
            found = completed(line.value, self._known)
            if found:
                line.value = found
                line.cursor_position = len(found)
