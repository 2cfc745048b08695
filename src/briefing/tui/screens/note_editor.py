"""The editor of a note: the quote above, the text, tags and category below. Nothing typed is ever lost.

What is typed is kept as a draft within a second; Esc leaves the draft for next time, Ctrl+S stores the note, and the
screen closes only after the store has said so.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Input, TextArea
from textual.worker import get_current_worker

from briefing.errors import BriefingError, BusyError, ConflictError, NotFoundError
from briefing.notes.model import WHOLE, Draft, Note
from briefing.tui.bindings import bindings_for
from briefing.tui.desk import Desk
from briefing.tui.drafting import Drafting, content_of, draft_key
from briefing.tui.keys import key_for
from briefing.tui.messages import NotesChanged
from briefing.tui.screens.note_form import NoteForm
from briefing.tui.widgets.category_picker import CategoryPicker

_AUTOSAVE = 0.7
"""Seconds after which what was typed is kept as a draft, also while typing goes on."""
_AGAIN = 5.0
"""Seconds after which keeping it is tried again."""


class NoteEditor(NoteForm):
    """Write or change a note; returns it once it is stored, or None.

    Args:
        desk: services.
        note: the note as it is; a new one has no id.
        snapshot: `Document.text` that a new note is on.
        counterpart: the passage in the other language, shown for orientation.
        key: of the draft to go on with; that of the note by default.
    """

    CSS_PATH = "../dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("editor")]

    def __init__(self, desk: Desk, note: Note, snapshot: str, counterpart: str, key: str = "") -> None:
        super().__init__(desk, note, counterpart)
        self._snapshot = snapshot
        self._drafting = Drafting(desk, key or draft_key(note))
        self._was_read = asyncio.Event()
        """Set when it is known whether there is a draft; until then none is written."""
        self._autosave: Timer | None = None
        self._keeping = False
        self._saving = False
        self._warned = False
        self._failing = ""

    def on_mount(self) -> None:
        """Look for a draft while the reader can already type."""
        self._read_draft()

    # --- drafts -----------------------------------------------------------------------------------------------------

    @work(thread=True, group="draft")
    def _read_draft(self) -> None:
        stored, draft = None, None
        try:
            draft = self._drafting.read()
            # A list that this note was chosen from may be some seconds old.
            stored = self._desk.store.get(self._note.id) if self._note.id else None
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
        self.app.call_from_thread(self._draft_read, stored, draft)

    def _draft_read(self, stored: Note | None, draft: Draft | None) -> None:
        self._was_read.set()
        if not self.is_mounted:
            return
        self.go_on_with(stored, draft.note if draft else None)
        if self._saving:  # asked for before it was known
            self._saving = draft is None
            if self._saving:
                self._store(self.typed())
        elif self.is_changed(self.typed()):
            self._keep_soon(_AUTOSAVE)

    @on(TextArea.Changed)
    @on(Input.Changed)
    @on(CategoryPicker.Changed)
    def _changed(self) -> None:
        self._keep_soon(_AUTOSAVE)

    def _keep_soon(self, seconds: float) -> None:
        """Keep a draft in a while; who types on doesn't put it off."""
        if self._autosave is None:
            self._autosave = self.set_timer(seconds, self._autosave_draft)

    def _autosave_draft(self) -> None:
        self._autosave = None
        if self._saving or self._keeping or not self._was_read.is_set():
            return  # each of them looks again when it is done
        typed = self.typed()
        if self._drafting.is_new(typed) and (self.is_changed(typed) or self._drafting.exists):
            self._keeping = True
            self._drafting.typed(typed)
            self._keep_draft()

    @work(thread=True, group="store")
    def _keep_draft(self) -> None:
        error = self._drafting.keep()
        self.app.call_from_thread(self._draft_tried, error)

    def _draft_tried(self, error: BriefingError | None) -> None:
        self._keeping = False
        self._say_kept(error)
        if self.is_mounted:
            self._keep_soon(_AGAIN if error else _AUTOSAVE)

    def _say_kept(self, error: BriefingError | None) -> None:
        """Say why a draft can't be kept, once for each reason until one is kept again."""
        said = self._tr.error(error) if error else ""
        if error and said != self._failing:
            self.notify(said, severity="error", markup=False)
        self._failing = said

    # --- verbs ------------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Store the note; the screen closes when it is safe."""
        self.after_typing(self._save)

    def _save(self) -> None:
        if not self._saving:
            self._saving = True
            if self._was_read.is_set():
                self._store(self.typed())

    @work(thread=True, group="store")
    def _store(self, typed: Note) -> None:
        """Store the note; while another program has the file, again and again until the editor is left."""
        worker, said = get_current_worker(), False
        while True:
            try:
                stored = self._write(typed)
                break
            except BusyError as error:
                if worker.is_cancelled:
                    return
                if not said:
                    self.app.call_from_thread(self._say_busy, error)
                said = True
            except (ConflictError, NotFoundError) as error:
                self.app.call_from_thread(self._conflict, error, self._other_version(typed))
                return
            except BriefingError as error:
                self.app.call_from_thread(self._not_stored, error)
                return
        problem = self._drafting.stored(typed, stored)
        if problem:
            self.app.call_from_thread(self.say_error, problem)
        self.app.call_from_thread(self._stored, typed, stored)

    def _write(self, note: Note) -> Note:
        store = self._desk.store
        if not note.id:
            return store.add(note, self._snapshot)
        if note.deleted:  # the reader was told, and saves it nevertheless
            back = store.restore(note.id)
            note = replace(note, rev=back.rev, updated=back.updated, deleted="")
        return store.edit(note)

    def _other_version(self, note: Note) -> Note | None:
        """Return the note as somebody else left it; None if it is gone."""
        try:
            return self._desk.store.get(note.id)
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return self._note  # the next attempt to save looks again

    def _stored(self, typed: Note, stored: Note) -> None:
        """Close, unless more was typed meanwhile: then that is stored, too."""
        if not self.is_mounted or self not in self.app.screen_stack:  # it was left meanwhile
            self.app.post_message(NotesChanged())
            return
        more = self.typed()
        if content_of(more) == content_of(typed):
            self.dismiss(stored)
            return
        self._note, self._saving = stored, True
        self._store(self.typed())

    def _not_stored(self, error: BriefingError) -> None:
        """Show what went wrong; what was typed while the note was being stored becomes a draft."""
        self.say_error(error)
        self._saving = False
        if self.is_mounted:
            self._keep_soon(_AUTOSAVE)

    def _conflict(self, error: BriefingError, other: Note | None) -> None:
        """Show what the note has become elsewhere; saving again then puts this text in its place."""
        if not self.is_mounted:
            self.say_error(error)  # its text is among the drafts
            return
        self._saving = False
        # Where it is gone for good, this one becomes a new one.
        self._note = other or replace(self._note, id="", rev=1, deleted="")
        if other:
            self.show_stored(other)
        hint = self._tr(
            "{key} again saves yours; the other version stays in the history.",
            key=key_for("editor", "save", self._desk.settings.keys, self._tr),
        )
        self.notify(f"{self._tr.error(error)} {hint}", severity="warning", timeout=12, markup=False)
        self._keep_soon(_AUTOSAVE)

    def _say_busy(self, error: BusyError) -> None:
        trying = self._tr("Your text is kept, and saving it goes on.")
        self.notify(f"{self._tr(error.message)} {trying}", severity="warning", markup=False)

    async def keep(self) -> bool:
        """Keep what was typed as a draft, off the UI thread; return whether it is safe."""
        if self._autosave:
            self._autosave.stop()
            self._autosave = None
        if self.is_changed(self.typed()):
            await self._was_read.wait()
        typed = self.typed()
        if not self.is_changed(typed):
            if self._drafting.exists:  # it was taken back letter by letter
                await asyncio.to_thread(self._drafting.forget)
            return True
        self._drafting.typed(typed)
        error = await asyncio.to_thread(self._drafting.keep)
        self._say_kept(error)
        return error is None

    async def may_leave(self) -> bool:
        """Keep what was typed as a draft; return False, once, when that fails, so that nothing is lost unasked."""
        if self._saving and not self._warned:
            self._warned = True
            self.notify(
                self._tr("Still being saved. The same key again leaves; the draft is kept."),
                severity="warning",
                markup=False,
            )
            return False
        if await self.keep() or self._warned:
            return True
        self._warned = True
        said = self._tr(
            "This can’t be kept on the disk now. The same key again leaves; {key} lists it.", key=self._drafts
        )
        self.notify(said, severity="warning", markup=False)
        return False

    @property
    def _drafts(self) -> str:
        return key_for("reader", "drafts", self._desk.settings.keys, self._tr)

    def action_back(self) -> None:
        """Leave; what was typed stays as a draft."""
        self.after_typing(lambda: self.run_worker(self._leave(), group="leave", exclusive=True))

    async def _leave(self) -> None:
        if self.is_active and await self.may_leave() and self.is_active:
            if self.is_changed(self.typed()) and not self._drafting.is_new(self.typed()):
                verb = "annotate-whole" if self._note.kind == WHOLE else "annotate"
                key = key_for("reader", verb, self._desk.settings.keys, self._tr)
                self.app.notify(
                    self._tr("Draft kept; {key} on the same passage goes on with it.", key=key), markup=False
                )
            self.dismiss(None)

    async def action_quit(self) -> None:
        """Leave the app; the draft is kept first."""
        self.after_typing(lambda: self.app.run_worker(self.app.action_quit(), group="leave", exclusive=True))

    def action_external(self) -> None:
        """Go on in the reader's own editor; the text comes back when it closes."""
        self.after_typing(lambda: self.run_worker(self._go_outside(), group="outside", exclusive=True))

    async def _go_outside(self) -> None:
        await self.keep()  # nothing is kept while the other editor has the terminal
        if self.is_active:
            self.edit_outside()
