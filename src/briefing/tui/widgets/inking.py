"""Tinted text as Textual's strips, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from briefing.tui.looks import Look, ink, looks_of, with_categories
from briefing.tui.paint import PLAIN, Roles, Tinted
from briefing.tui.themes import is_plain

if TYPE_CHECKING:
    from textual.app import App


def category_style(app: App[Any], role: str) -> Style:
    """Return what the role of a category adds to text on any ground."""
    found = ink((role,), app.theme_variables, _looks(app))
    return Style(color=Color.parse(found.fg).rich_color) + Style.parse(" ".join(found.attributes))


def _looks(app: App[Any]) -> Mapping[str, Look]:
    looks = looks_of(app.current_theme.dark, theme_is_plain=is_plain(app.theme))
    return with_categories(looks, getattr(app, "category_colours", {}))


class Inking(Widget):
    """A widget that paints tinted text; styles are made once for each combination of roles and theme."""

    _styles: dict[Roles, Style] | None = None

    def inked(self, painted: Sequence[Tinted], width: int) -> Strip:
        """Return a line of exactly `width` cells."""
        segments = [Segment(text, self.style_of(roles)) for text, roles in painted]
        return Strip(segments).adjust_cell_length(width, self.style_of(painted[-1].roles if painted else PLAIN))

    def style_of(self, roles: Roles) -> Style:
        """Return what a combination of roles looks like now."""
        if self._styles is None:
            self._styles = {}
        style = self._styles.get(roles)
        if style is None:
            found = ink(roles, self.app.theme_variables, _looks(self.app))
            colours = (Color.parse(colour).rich_color for colour in (found.fg, found.bg))
            style = self._styles[roles] = Style.from_color(*colours) + Style.parse(" ".join(found.attributes))
        return style

    def notify_style_update(self) -> None:
        """Forget the styles when the theme changes."""
        super().notify_style_update()
        self._styles = None
