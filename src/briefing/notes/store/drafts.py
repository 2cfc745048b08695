"""Drafts that came back from an older file: those that have become notes since are none any more."""

from __future__ import annotations

from briefing.notes.model import Draft
from briefing.notes.store.records import Records


def is_superseded(draft: Draft, records: Records) -> bool:
    """Whether a draft that an older file has is in a note by now: it was saved, or its note was written anew since.

    Args:
        draft: as it was kept.
        records: the notes as they are.
    """
    typed = draft.note
    if typed.id:
        note = records.find(typed.id)
        return note is not None and note.updated >= draft.updated
    place = typed.lang, typed.kind, typed.target.start, typed.target.exact
    return any(
        (note.lang, note.kind, note.target.start, note.target.exact) == place and typed.body.strip() in note.body
        for deleted in (False, True)
        for note in records.all(typed.briefing, deleted=deleted)
    )
