"""Which of Textual's themes to use, by what the reader wants and what the terminal can show."""

from __future__ import annotations

from typing import Final

from briefing.tui.terminal import Colours

_THEMES: Final = {"dark": "textual-dark", "light": "textual-light"}
_ANSI: Final = "ansi-"
_OTHER: Final = {"textual-dark": "textual-light", "ansi-dark": "ansi-light", "ansi-light": "ansi-dark"}


def theme_for(wanted: str, colours: Colours) -> str:
    """Return the name of the theme; it may be one that Textual doesn't know.

    Args:
        wanted: "dark", "light" or the name of a theme, which counts however few colours there are.
        colours: what the terminal can show; where there are no colours no theme brings them back.
    """
    if wanted in _THEMES:
        return _THEMES[wanted] if colours is Colours.MANY else _ANSI + wanted
    return f"{_ANSI}dark" if colours is Colours.NONE and not is_plain(wanted) else wanted


def is_plain(theme: str) -> bool:
    """Return whether a theme has the terminal's own colours only, so that tints can't tell one thing from another."""
    return theme.startswith(_ANSI)


def other_theme(theme: str, *, dark: bool) -> str:
    """Return the theme to switch to: light for a dark one, and the other way round, of the same kind."""
    return _OTHER.get(theme, "textual-light" if dark else "textual-dark")
