"""Tinted lines as what a terminal takes: text with escape sequences for colours and attributes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from briefing.tui.looks import Ink, Look, Variables, ink
from briefing.tui.paint import Roles, Tinted

_ATTRIBUTES: Final = {"bold": "1", "dim": "2", "italic": "3", "underline": "4", "reverse": "7", "strike": "9"}
_GREY: Final = 0.15
"""Saturation below which a colour is taken for a grey."""


def encode(
    lines: Iterable[Sequence[Tinted]], variables: Variables, looks: Mapping[str, Look], *, true_colour: bool
) -> str:
    """Return lines for a terminal, each put at its place on the screen, from the top.

    Args:
        lines: each exactly as wide as the screen.
        variables: the theme's colours, "#RRGGBB".
        looks: what roles look like.
        true_colour: whether the terminal knows 16 million colours; else each is replaced by the nearest of 256.
    """
    known: dict[Roles, str] = {}
    parts: list[str] = []
    for y, line in enumerate(lines, 1):
        parts.append(f"\x1b[{y};1H")
        for text, roles in line:
            code = known.get(roles)
            if code is None:
                code = known[roles] = _code(ink(roles, variables, looks), true_colour=true_colour)
            parts.append(f"{code}{text}")
    return "".join([*parts, "\x1b[0m"])


def _code(found: Ink, *, true_colour: bool) -> str:
    codes = ["0", *(_ATTRIBUTES[name] for name in found.attributes)]
    for first, colour in (("38", found.fg), ("48", found.bg)):
        rgb = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
        codes.append(f"{first};2;{rgb[0]};{rgb[1]};{rgb[2]}" if true_colour else f"{first};5;{eight_bit(*rgb)}")
    return f"\x1b[{';'.join(codes)}m"


def eight_bit(red: int, green: int, blue: int) -> int:
    """Return the nearest of xterm's 256 colours, by the rule of Rich (`Color.downgrade`), which paints later on.

    Args:
        red: 0-255.
        green: 0-255.
        blue: 0-255.
    """
    high, low = max(red, green, blue) / 255, min(red, green, blue) / 255
    light = (high + low) / 2
    spread = high - low
    saturation = spread / (high + low if light <= 0.5 else 2 - high - low) if spread else 0.0
    if saturation < _GREY:
        grey = round(light * 25)
        return 16 if grey == 0 else 231 if grey == 25 else 231 + grey
    steps = (value / 95 if value < 95 else 1 + (value - 95) / 40 for value in (red, green, blue))
    r, g, b = (round(step) for step in steps)
    return 16 + 36 * r + 6 * g + b
