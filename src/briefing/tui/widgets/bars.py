"""The one-line bars above and below a screen: where you are, and which keys help here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from rich.text import Text
from textual import events
from textual.app import RenderResult
from textual.widget import Widget

from briefing.i18n import Translator
from briefing.text import one_line
from briefing.tui.keys import Verb, footer_for, shown
from briefing.tui.wrap import width_of

_BETWEEN = "   "
_Item: TypeAlias = tuple[str, str, Verb]


class TopBar(Widget):
    """A title on the left, facts about the place on the right; the title gives way when there is little room."""

    def __init__(self, left: str = "", right: str = "") -> None:
        super().__init__()
        self._left, self._right = left, right

    def say(self, left: str, right: str = "") -> None:
        """Show other texts; they are cleaned and never read as markup."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> RenderResult:
        """Return the line."""
        width = max(1, self.content_size.width)
        left, right = Text(one_line(self._left), style="bold"), Text(one_line(self._right))
        right.truncate(max(0, width - min(left.cell_len, width // 2) - 2), overflow="ellipsis")
        left.truncate(max(0, width - right.cell_len - 2), overflow="ellipsis")
        gap = max(1, width - left.cell_len - right.cell_len)
        return Text.assemble(left, " " * gap, right, no_wrap=True, end="")


class KeyBar(Widget):
    """The most useful keys of a screen, from the key table; a click does the same as the key."""

    def __init__(self, screen: str, tr: Translator, keys: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._tr = tr
        self._remapped = keys
        self._verbs = tuple(verb for verb in footer_for(screen) if keys.get(verb.id, verb.keys))
        self._places: list[tuple[int, int, Verb]] = []

    def render(self) -> RenderResult:
        """Return as many keys as fit."""
        width = max(1, self.content_size.width)
        items = [
            (shown(self._remapped.get(verb.id, verb.keys)[0], self._tr), self._tr(verb.label), verb)
            for verb in self._verbs
        ]
        line = Text(no_wrap=True, end="")
        self._places.clear()
        for key, label, verb in _fitting(items, width):
            self._places.append((line.cell_len, line.cell_len + width_of(key) + 1 + width_of(label), verb))
            line.append(key, "bold")
            line.append(f" {label}{_BETWEEN}", "dim")
        return line

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        for start, end, verb in self._places:
            if start <= event.x - self.content_offset.x < end:
                self.app.simulate_key(self._remapped.get(verb.id, verb.keys)[0])


def _fitting(items: list[_Item], width: int) -> list[_Item]:
    """Return as many items as fit, from the left; the last two, back and help, always stay."""
    cells = [width_of(key) + 1 + width_of(label) + len(_BETWEEN) for key, label, _ in items]
    while len(items) > 2 and sum(cells) - len(_BETWEEN) > width:
        del items[-3], cells[-3]
    return items
