"""A note on today's text: what is stored when a reader confirms a place or picks another one. Pure."""

from __future__ import annotations

from dataclasses import replace

from briefing.document.model import Document
from briefing.notes.model import Note
from briefing.notes.selectors import kind_of, make_target


def retargeted(note: Note, document: Document, start: int, end: int) -> Note:
    """Return a note whose target is made on a range of today's text; id, text, tags and revision stay.

    To be stored with `Store.edit(note, document.text)`, which keeps the earlier target and its snapshot.

    Args:
        note: the note as it was read.
        document: today's text, in the note's language.
        start: one end of the half-open range in `document.text`.
        end: the other end.

    Raises:
        InputError: there is no text in the range.
        ValueError: the document is in another language than the note.
    """
    if document.lang != note.lang:
        raise ValueError(f"a note on {note.lang} can't be put on {document.lang}")
    target = make_target(document, start, end)
    return replace(note, target=target, kind=kind_of(document, target))
