"""Terms of a sentence with their definitions as tinted lines. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.document.model import LANGS
from briefing.i18n import Translator
from briefing.reference.glossary import Entry
from briefing.tui.lines import cut
from briefing.tui.paint import Tinted
from briefing.tui.two_sides import two_sides


def glossary_sheet(entries: Sequence[Entry], current: int, tr: Translator, width: int) -> list[list[Tinted]]:
    """Return each term in both languages, then its definitions; the current one has a sign before it."""
    lines: list[list[Tinted]] = []
    for at, entry in enumerate(entries):
        terms = " – ".join(entry.sides[lang].term for lang in LANGS if lang in entry.sides)
        sign = " ▸ " if at == current and len(entries) > 1 else "   " if len(entries) > 1 else " "
        roles = ("sheet", "title") if at == current else ("sheet-text", "title")
        lines.append([Tinted(cut(f"{sign}{terms}", width), roles)])
        lines += two_sides({lang: side.says for lang, side in entry.sides.items()}, tr, width, ("sheet-text",))
        lines.append([Tinted("", ("sheet-text",))])
    return lines


def line_of(entries: Sequence[Entry], current: int, tr: Translator, width: int) -> int:
    """Return the number of the line on which an entry begins."""
    return len(glossary_sheet(entries[:current], -1, tr, width))
