"""What was typed and not saved, in this run or one that ended early: listed, to go on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

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


def choose_draft(screen: DeskScreen) -> None:
    """Let the reader choose a draft and go on with it; what is read is read on another thread."""
    screen.run_worker(partial(_list, screen), thread=True, group="drafts", exclusive=True)


def _list(screen: DeskScreen) -> None:
    try:
        drafts = screen.desk.drafts()
    except BriefingError as error:
        screen.app.call_from_thread(screen.say_error, error)
        return
    screen.app.call_from_thread(_offer, screen, drafts)


def _offer(screen: DeskScreen, drafts: Sequence[Draft]) -> None:
    tr = screen.tr
    if not drafts:
        screen.say(tr("There are no drafts."))
        return

    def chosen(draft: Draft | None) -> None:
        if draft:
            screen.run_worker(partial(_read, screen, draft), thread=True, group="drafts", exclusive=True)

    entries = [_entry(tr, draft) for draft in reversed(drafts)]
    screen.app.push_screen(Picker(tr("Typed and not saved"), entries, 0, str(len(entries))), chosen)


def _entry(tr: Translator, draft: Draft) -> Entry[Draft]:
    note = draft.note
    quote = tr("“{text}”", text=one_line(note.target.exact))
    pieces = [
        (f" {one_line(draft.updated[:16]).replace('T', ' ')}  ", "quiet"),
        (one_line(note.body) or quote, ""),
        (f"  {one_line(note.title)}", "quiet"),
    ]
    return Entry(pieces, draft, quote)


def _read(screen: DeskScreen, draft: Draft) -> None:
    """Read what the editor needs: the note as it is stored, the text that a new one is on, the other language."""
    try:
        note, text, counterpart = _editable(screen.desk, draft)
    except BriefingError as error:
        screen.app.call_from_thread(screen.say_error, error)
        return
    screen.app.call_from_thread(_edit, screen, note, text, counterpart, draft.key)


def _editable(desk: Desk, draft: Draft) -> tuple[Note, str, str]:
    note = desk.store.get(draft.note.id) if draft.note.id else None
    note = note or replace(draft.note, id="", body="", tags=(), category=Category.CLAIM)
    briefing = desk.library.get(note.briefing)
    parallel = desk.open_bitext(briefing).parallel() if briefing else None
    document = parallel.documents.get(note.lang) if parallel else None
    if parallel is None or document is None:
        return note, "", ""
    # A new note is on the text that was there when it was begun; its words find their place if that has changed.
    text = document.text if digest(document.text) == note.target.snapshot else ""
    return note, text, place(note, parallel, text or None).counterpart or ""


def _edit(screen: DeskScreen, note: Note, text: str, counterpart: str, key: str) -> None:
    screen.app.push_screen(NoteEditor(screen.desk, note, text, counterpart, key), screen.note_written)
