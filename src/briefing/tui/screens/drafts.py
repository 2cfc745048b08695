"""What was typed and not saved, in this run or one that ended early: listed, to go on with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from briefing.errors import BriefingError
from briefing.i18n import Translator
from briefing.notes.model import Category, Draft, Note
from briefing.notes.placing import place
from briefing.notes.selectors import digest
from briefing.text import one_line
from briefing.tui.desk import Desk
from briefing.tui.screens.base import DeskScreen
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.picker import Entry, Picker

_SHOWN: Final = 1_000
"""Characters of a text that are shown."""


def choose_draft(screen: DeskScreen) -> None:
    """Let the reader choose a draft and go on with it; what is read is read on another thread."""
    screen.run_worker(partial(_list, screen), thread=True, group="drafts", exclusive=True)


def _list(screen: DeskScreen) -> None:
    unkept = dict(screen.desk.unkept)
    stored: list[Draft] = []
    try:
        stored = screen.desk.store.drafts()
    except BriefingError as error:
        screen.app.call_from_thread(screen.say_error, error)
        if not unkept:
            return
    drafts = [*(draft for draft in stored if draft.key not in unkept), *unkept.values()]
    screen.app.call_from_thread(_offer, screen, drafts, frozenset(unkept))


def _offer(screen: DeskScreen, drafts: Sequence[Draft], unkept: Collection[str]) -> None:
    tr = screen.tr
    if not screen.is_active:
        return
    if not drafts:
        screen.say(tr("There are no drafts."))
        return

    def chosen(draft: Draft | None) -> None:
        if draft:
            screen.run_worker(partial(_read, screen, draft), thread=True, group="drafts", exclusive=True)

    entries = [_entry(tr, draft, draft.key in unkept) for draft in reversed(drafts)]
    screen.app.push_screen(Picker(tr("Typed and not saved"), entries, 0, str(len(entries))), chosen)


def _entry(tr: Translator, draft: Draft, is_unkept: bool) -> Entry[Draft]:
    note = draft.note
    quote = tr("“{text}”", text=one_line(note.target.exact[:_SHOWN]))
    pieces = [
        (f" {one_line(draft.updated[:16]).replace('T', ' ')}  ", "quiet"),
        (tr("not on the disk: ") if is_unkept else "", "accent"),
        (one_line(note.body[:_SHOWN]) or quote, ""),
        (f"  {one_line(note.title)}", "quiet"),
    ]
    return Entry([piece for piece in pieces if piece[0]], draft, quote)


def _read(screen: DeskScreen, draft: Draft) -> None:
    """Read what the editor needs: the note as it is stored, the text that a new one is on, the other language."""
    desk = screen.desk
    note, text, counterpart = _begun(draft, draft.note.id), "", ""
    try:
        stored = desk.store.get(draft.note.id) if draft.note.id else None
        note = stored or _begun(draft, "")
        text, counterpart = _texts(desk, note)
    except BriefingError as error:
        screen.app.call_from_thread(screen.say_error, error)
        if draft.key not in desk.unkept:
            return  # the editor could not read it either
    screen.app.call_from_thread(_edit, screen, note, text, counterpart, draft.key)


def _begun(draft: Draft, note_id: str) -> Note:
    """Return the note as it was before anything was typed, as far as that can be told."""
    return replace(draft.note, id=note_id, body="", tags=(), category=Category.CLAIM)


def _texts(desk: Desk, note: Note) -> tuple[str, str]:
    """Return the text that a new note is on, and what the other language says; each empty if that isn't known."""
    briefing = desk.library.get(note.briefing)
    parallel = desk.open_bitext(briefing).parallel() if briefing else None
    document = parallel.documents.get(note.lang) if parallel else None
    if parallel is None or document is None:
        return "", ""
    # A new note is on the text that was there when it was begun; its words find their place if that has changed.
    text = document.text if digest(document.text) == note.target.snapshot else ""
    return text, place(note, parallel, text or None).counterpart or ""


def _edit(screen: DeskScreen, note: Note, text: str, counterpart: str, key: str) -> None:
    if screen.is_active:  # else something else was opened meanwhile
        screen.app.push_screen(NoteEditor(screen.desk, note, text, counterpart, key), screen.note_written)
