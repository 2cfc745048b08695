"""The one-line bars above and below a screen: where you are, and which keys help here."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from briefing.i18n import Translator
from briefing.tui.lines import BETWEEN, key_line, top_line
from briefing.tui.status import footer_keys
from briefing.tui.widgets.inking import Inking


class TopBar(Inking, Widget):
    """A title on the left, facts about the place on the right; the title gives way when there is little room."""

    def __init__(self, left: str = "", right: str = "", ground: str = "panel") -> None:
        super().__init__()
        self._left, self._right = left, right
        self._ground = ground

    def say(self, left: str, right: str = "") -> None:
        """Show other texts; they are cleaned and never read as markup."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        width = self.content_size.width
        return self.inked(top_line(self._left, self._right, width, self._ground) if y == 0 else [], width)


class KeyBar(Inking, Widget):
    """The most useful keys of a screen, from the key table; a click does the same as the key."""

    def __init__(self, screen: str, tr: Translator, keys: Mapping[str, tuple[str, ...]], ground: str = "panel") -> None:
        super().__init__()
        self._ground = ground
        self._screen, self._tr, self._remapped = screen, tr, keys

    def help_with(self, screen: str) -> None:
        """Show other keys.

        Args:
            screen: name of a footer in the key table.
        """
        if screen != self._screen:
            self._screen = screen
            self.refresh()

    def on_mount(self) -> None:
        """Follow the focus: letters that are typed into a line are no keys."""
        self.watch(self.screen, "focused", self._focus_moved, init=False)

    def _focus_moved(self) -> None:
        self.refresh()

    @property
    def _table(self) -> str:
        """Which keys help now; those of the search and the editor are made for typing."""
        typing = self._screen not in ("search", "editor") and isinstance(self.screen.focused, Input)
        return "prompt" if typing else self._screen

    def render_line(self, y: int) -> Strip:
        """Return as many keys as fit."""
        width = self.content_size.width
        keys = footer_keys(self._table, self._tr, self._remapped, width)
        return self.inked(key_line([key for key, _ in keys], width, self._ground) if y == 0 else [], width)

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        at = 1
        for key, name in footer_keys(self._table, self._tr, self._remapped, self.content_size.width):
            if at <= event.x < at + key.width:
                self.app.simulate_key(name)
            at += key.width + len(BETWEEN)
