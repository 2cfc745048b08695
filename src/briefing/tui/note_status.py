"""The line above the text: what the reader knows of the note at the cursor. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from briefing.i18n import Translator
from briefing.notes.model import NAMES, WHOLE, Category
from briefing.notes.placing import Placed
from briefing.notes.states import NAMES as STATE_NAMES
from briefing.notes.states import SIGNS, is_open
from briefing.text import one_line
from briefing.tui.lines import cut
from briefing.tui.paint import PLAIN, Tinted
from briefing.tui.wrap import width_of

_LEAST: Final = 12
"""Cells of the note's beginning below which what stands on the right is left out."""


def note_line(
    tr: Translator, notes: Sequence[Placed], symbols: Mapping[Category, str], width: int, *, key: str, here: str
) -> list[Tinted]:
    """Return the line on the first of the notes at the cursor: category, state, how it begins, what can be done.

    Args:
        tr: language of the interface.
        notes: those at the cursor, the one that counts first.
        symbols: one cell for each category.
        width: cells.
        key: what opens the comparison, as it is shown; empty if no key does.
        here: the language of the text at the cursor; a note on the other one says so.
    """
    if not notes:
        return []
    placed, note = notes[0], notes[0].note
    role = f"category-{note.category.value}"
    state = placed.anchor.state
    where = tr("on the whole text") if note.kind == WHOLE else f"{SIGNS[state]} {tr(STATE_NAMES[state])}"
    painted = [
        Tinted(f" {symbols[note.category]} {tr(NAMES[note.category])}", (role,)),
        Tinted(f" · {where} · ", ("title",) if is_open(placed) else PLAIN),
    ]
    begins = one_line(note.body) or tr("“{text}”", text=one_line(note.target.exact))
    if note.lang != here:
        begins = f"[{note.lang}] {begins}"
    right = [f"+{len(notes) - 1}"] if len(notes) > 1 else []
    if is_open(placed) and key:
        right.append(key + " " + tr("compare"))
    end = "  ".join(["", *right]) + " "
    used = sum(width_of(each.text) for each in painted)
    if used + _LEAST + width_of(end) > width:
        end = " "
    begins = cut(begins, max(0, width - used - width_of(end)))
    gap = max(0, width - used - width_of(begins) - width_of(end))
    return [*painted, Tinted(begins, ("quiet",)), Tinted(" " * gap, PLAIN), Tinted(end, ("title",))]
