"""From notes in their places to what is lit for them, and to the notes that are where the reader is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from briefing.document.model import Document
from briefing.notes.model import Category, State
from briefing.notes.placing import Placed, overlay
from briefing.notes.states import SIGNS, is_open
from briefing.parallel.bitext import Bitext
from briefing.parallel.model import Parallel
from briefing.tui.lights import Mark, Spotted
from briefing.tui.navigate import Place, Point, place_at, sentence_range

Marks: TypeAlias = Mapping[Spotted, Sequence[Mark]]

WRITTEN: Final = "✎"
"""Sign of a mark with something written."""
COUNTERPART: Final = "·"
"""Sign of a note's counterpart in the other language."""


class Known(NamedTuple):
    """What is known of the notes on a text.

    Attributes:
        bitext: the text.
        placed: the notes in their places, orphans last.
        by_id: the same by id.
        marks: what is lit for them.
        facts: how many there are, in words and in signs.
    """

    bitext: Bitext
    placed: tuple[Placed, ...]
    by_id: Mapping[str, Placed]
    marks: Marks
    facts: tuple[str, str]


def marks_of(
    placed: Iterable[Placed], parallel: Parallel, symbols: Mapping[Category, str]
) -> dict[Spotted, list[Mark]]:
    """Return the marks of all notes in both languages; an orphan has one without characters, where it last stood.

    Args:
        placed: the notes.
        parallel: the texts in which they were placed.
        symbols: one cell for each category.
    """
    marks: dict[Spotted, list[Mark]] = {}
    for each in placed:
        document = parallel.documents.get(each.note.lang)
        category = each.note.category.value
        if each.anchor.state is State.ORPHAN and document:
            found = spot_of(each, document)
            if found:
                block, offset = found
                mark = Mark(offset, offset, each.note.id, category, SIGNS[State.ORPHAN], sure=False)
                marks.setdefault((each.note.lang, document.key_of(block)), []).append(mark)
        for lit in overlay(each, parallel):
            own = lit.lang == each.note.lang
            sign = sign_of(each, symbols) if own else COUNTERPART
            mark = Mark(lit.start, lit.end, lit.note, category, sign, own, lit.sure)
            marks.setdefault((lit.lang, parallel.documents[lit.lang].key_of(lit.block)), []).append(mark)
    return marks


def sign_of(placed: Placed, symbols: Mapping[Category, str]) -> str:
    """Return what stands in the margin for a note: its state if that asks for a decision, else what it is."""
    if is_open(placed):
        return SIGNS[placed.anchor.state]
    return WRITTEN if placed.note.body else symbols[placed.note.category]


def spot_of(placed: Placed, document: Document) -> tuple[int, int] | None:
    """Return (block, offset in it) where a note is shown in its text; None where there is no text to show it in."""
    if placed.anchor.state is State.ORPHAN:
        return _last_place(document, placed.anchor.start)
    return document.locate(placed.anchor.start) if document.blocks else None


def _last_place(document: Document, offset: int) -> tuple[int, int] | None:
    """Return (block, offset in it) of a place in a text, in the nearest block that shows text; None if none does."""
    block, inside = document.locate(offset) if document.blocks else (0, 0)
    if block < len(document.blocks) and document.blocks[block].sentences:
        return block, inside
    order = (*range(block - 1, -1, -1), *range(block + 1, len(document.blocks)))
    near = next((index for index in order if document.blocks[index].sentences), None)
    return None if near is None else (near, len(document.blocks[near].text) if near < block else 0)


def notes_at(bitext: Bitext, cursor: Place, marks: Marks) -> list[tuple[str, bool]]:
    """Return the ids of the notes on a sentence, each with whether it was made on this side.

    Those that were made here come first, and of these the shortest; those that only stood here once come after them.
    """
    start, end = sentence_range(bitext, cursor)
    text = bitext.texts[cursor.lang]
    found: dict[str, tuple[bool, bool, int]] = {}
    for mark in marks.get((cursor.lang, cursor.block), ()):
        if mark.start < mark.end:
            here = mark.start < end and mark.end > start
        else:
            here = place_at(text, Point(cursor.block, mark.start)) == cursor
        if here:
            found.setdefault(mark.note, (not mark.own, mark.start == mark.end, mark.end - mark.start))
    return [(note, not found[note][0]) for note in sorted(found, key=lambda note: found[note])]
