"""Contrast of roles in the colours of a theme, as the framework resolves them."""

from __future__ import annotations

from functools import cache

from textual.color import Color
from textual.theme import BUILTIN_THEMES

from briefing.tui.looks import ink, looks_of
from briefing.tui.paint import Roles

READABLE = 4.5
"""WCAG 2.2, success criterion 1.4.3, level AA."""
MARKED = 3.0
"""WCAG 2.2, success criterion 1.4.11: signs, and text that is large or marked in another way too."""


@cache
def resolved(theme: str) -> dict[str, str]:
    """Return the colours of one of the framework's themes by name."""
    return BUILTIN_THEMES[theme].to_color_system().generate()


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast ratio of WCAG 2, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def contrast_of(roles: Roles, theme: str) -> float:
    """Return the contrast between text with some roles and its ground."""
    found = ink(roles, resolved(theme), looks_of(BUILTIN_THEMES[theme].dark, theme_is_plain=False))
    fg, bg = (Color.parse(colour).rgb for colour in (found.fg, found.bg))
    return contrast(fg, bg)
