"""A short text in both languages: side by side, or one below the other where there is little room. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from briefing.document.model import LANGS, Lang
from briefing.i18n import Translator
from briefing.tui.paint import PLAIN, Roles, Tinted
from briefing.tui.status import missing_words
from briefing.tui.wrap import width_of, wrap

_SIDE_BY_SIDE: Final = 72
"""Cells from which on the languages stand side by side."""


def two_sides(texts: Mapping[Lang, str], tr: Translator, width: int, ground: Roles = PLAIN) -> list[list[Tinted]]:
    """Return a text in both languages, German first; what is missing is said.

    Args:
        texts: in the languages that have it; line feeds are kept.
        tr: language of the interface.
        width: cells of a line.
        ground: roles under all of it.
    """
    missing = missing_words(tr)
    sides = [
        (lang, texts.get(lang, missing[lang]), ground if lang in texts else (*ground, "missing")) for lang in LANGS
    ]
    return _beside(sides, width, ground) if width >= _SIDE_BY_SIDE else _stacked(sides, width, ground)


def _beside(sides: list[tuple[Lang, str, Roles]], width: int, ground: Roles) -> list[list[Tinted]]:
    room = (width - 4) // 2
    columns = [[(text[start:end], role) for start, end in wrap(text, room)] for _, text, role in sides]
    lines = []
    for at in range(max(map(len, columns))):
        (left, left_role), (right, right_role) = (side[at] if at < len(side) else ("", ground) for side in columns)
        pad = " " * (room - width_of(left))
        line = [Tinted(" ", ground), Tinted(left, left_role), Tinted(f"{pad}  ", ground)]
        lines.append([*line, Tinted(right, right_role)])
    return lines


def _stacked(sides: list[tuple[Lang, str, Roles]], width: int, ground: Roles) -> list[list[Tinted]]:
    lines: list[list[Tinted]] = []
    for lang, text, role in sides:
        for index, (start, end) in enumerate(wrap(text, max(10, width - 6))):
            label = f" {lang.upper()} " if index == 0 else "    "
            lines.append([Tinted(label, (*ground, "label")), Tinted(text[start:end], role)])
    return lines
