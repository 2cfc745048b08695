"""The editor of a note: the quote above, the text, tags and category below. Nothing typed is ever lost.

What is typed is kept as a draft within a second; Esc leaves the draft for next time, Ctrl+S stores the note, and the
screen closes only after the store has said so.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import ClassVar

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Label, Static, TextArea
from textual.worker import get_current_worker

from briefing.errors import BriefingError, BusyError
from briefing.notes.model import NAMES, WHOLE, Category, Draft, Note
from briefing.notes.selectors import digest
from briefing.notes.stamps import now
from briefing.notes.tagging import known_tags
from briefing.text import clean, one_line
from briefing.tui.bindings import bindings_for
from briefing.tui.desk import Desk
from briefing.tui.keys import digit_of
from briefing.tui.messages import NotesChanged
from briefing.tui.widgets.bars import KeyBar, TopBar
from briefing.tui.widgets.tag_line import TagLine

_AUTOSAVE = 0.7
"""Seconds after which what was typed is kept as a draft, also while typing goes on."""
_AGAIN = 5.0
"""Seconds after which keeping it is tried again."""


class CategoryPicker(Static, can_focus=True):
    """The categories on one line; digits or arrows choose."""

    def __init__(self, names: Sequence[str], symbols: Mapping[Category, str], chosen: Category) -> None:
        super().__init__()
        self._names, self._symbols = names, symbols
        self.category = chosen

    def on_mount(self) -> None:
        """Show the choice."""
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Choose by digit or arrow."""
        order = list(Category)
        at = order.index(self.category)
        if 1 <= digit_of(event.key) <= len(order):
            at = digit_of(event.key) - 1
        elif event.key in {"right", "left"}:
            at = (at + (1 if event.key == "right" else -1)) % len(order)
        else:
            return
        event.stop()
        self.category = order[at]
        self._show()

    def _show(self) -> None:
        from_theme = [
            (f" {number}{self._symbols[category]} {name} ", "reverse bold" if category is self.category else "")
            for number, (category, name) in enumerate(zip(Category, self._names, strict=True), 1)
        ]
        self.update(Text.assemble(*from_theme, no_wrap=True))


class NoteEditor(ModalScreen[Note | None]):
    """Write or change a note; returns it once it is stored, or None.

    Args:
        desk: services.
        note: the note as it is; a new one has no id.
        snapshot: `Document.text` that a new note is on.
        counterpart: the passage in the other language, shown for orientation.
        draft_key: of the draft to go on with; that of the note by default.
    """

    CSS_PATH = "../dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("editor")]

    def __init__(self, desk: Desk, note: Note, snapshot: str, counterpart: str, draft_key: str = "") -> None:
        super().__init__()
        self._desk, self._tr = desk, desk.tr
        self._note = note
        self._snapshot = snapshot
        self._counterpart = counterpart
        self._draft_key = draft_key
        self._autosave: Timer | None = None
        self._saving = False
        self._warned = False
        self._failing = ""
        self._newest: Draft | None = None
        self._drafting = Lock()
        """Held while a draft is written or dropped: one that is late must not come back after its note is stored."""
        self._is_stored = False
        self._drafted = False

    @property
    def draft_key(self) -> str:
        """One key for each note, or for each passage without one.

        The words count, not the place alone: when the text has changed, another passage may stand there, and neither
        its draft nor the old one must take the other's place.
        """
        note, target = self._note, self._note.target
        if self._draft_key or note.id:
            return self._draft_key or note.id
        whole = f":{WHOLE}" if note.kind == WHOLE else ""
        return f"{note.briefing}:{note.lang}:{target.start}:{digest(target.exact)[:16]}{whole}"

    def compose(self) -> ComposeResult:
        """Build the frame."""
        tr, note = self._tr, self._note
        draft = self._draft()
        self._drafted = draft is not None
        shown = replace(note, body=draft.body, tags=draft.tags, category=draft.category) if draft else note
        with Vertical(id="editor"):
            yield TopBar(tr("Note on “{title}”", title=note.title), tr("draft restored") if draft else "", "sheet")
            yield Label(one_line(note.target.exact), classes="quote", markup=False)
            if self._counterpart:
                yield Label(one_line(self._counterpart), classes="counterpart", markup=False)
            yield TextArea(shown.body, soft_wrap=True, tab_behavior="focus", id="body")
            with Horizontal(classes="field"):
                yield Label(tr("Tags"), markup=False)
                yield TagLine(", ".join(shown.tags), placeholder=tr("separated by commas"), compact=True, id="tags")
            names = [tr(NAMES[category]) for category in Category]
            yield CategoryPicker(names, self._desk.symbols, shown.category)
            yield KeyBar("editor", tr, self._desk.settings.keys, "sheet")

    def _draft(self) -> Note | None:
        """Return what was typed here before and not stored."""
        unkept = self._desk.unkept.get(self.draft_key)
        if unkept:
            return unkept.note
        try:
            return next((draft.note for draft in self._desk.store.drafts() if draft.key == self.draft_key), None)
        except BriefingError as error:
            self.app.notify(self._tr.error(error), severity="error", markup=False)
            return None

    def on_mount(self) -> None:
        """Type at once, at the end of what is there."""
        body = self.query_one("#body", TextArea)
        body.move_cursor(body.document.end)
        body.focus()
        self._read_tags()

    @work(thread=True, group="tags")
    def _read_tags(self) -> None:
        """Learn which tags there are; without them nothing is completed."""
        try:
            notes = self._desk.store.notes()
        except BriefingError as error:
            self.app.call_from_thread(self._say_error, error)
            return
        self.app.call_from_thread(self._tags_known, known_tags(notes))

    def _tags_known(self, tags: Sequence[str]) -> None:
        if self.is_mounted:
            self.query_one(TagLine).known = tags

    def _typed(self) -> Note:
        tags = [one_line(tag).lstrip("#").strip() for tag in self.query_one("#tags", Input).value.split(",")]
        return replace(
            self._note,
            body=clean(self.query_one("#body", TextArea).text).strip("\n"),
            tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
            category=self.query_one(CategoryPicker).category,
        )

    # --- drafts -----------------------------------------------------------------------------------------------------

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _changed(self) -> None:
        self._keep_soon(_AUTOSAVE)

    def _keep_soon(self, seconds: float) -> None:
        """Keep a draft in a while; who types on doesn't put it off."""
        if self._autosave is None:
            self._autosave = self.set_timer(seconds, self._autosave_draft)

    def _autosave_draft(self) -> None:
        self._autosave = None
        typed = self._typed()
        if not self._saving and typed != self._note:
            self._drafted = True
            self._store_draft(self._draft_of(typed))

    def _draft_of(self, typed: Note) -> Draft:
        self._newest = Draft(self.draft_key, typed, now())
        return self._newest

    @work(thread=True, group="store")
    def _store_draft(self, draft: Draft) -> None:
        error = self._try_to_keep(draft)
        self.app.call_from_thread(self._draft_tried, error)

    def _try_to_keep(self, draft: Draft) -> BriefingError | None:
        """Store a draft, off the UI thread; where that fails it is kept in memory, and the reason returned.

        Threads may come to it in any order, so each stores what was typed last.
        """
        try:
            with self._drafting:
                draft = self._newest or draft
                if not self._is_stored:
                    self._desk.store.save_draft(draft)
        except BriefingError as error:
            self._desk.unkept[draft.key] = draft
            return error
        self._desk.unkept.pop(draft.key, None)
        return None

    def _draft_tried(self, error: BriefingError | None) -> None:
        said = self._tr.error(error) if error else ""
        if error and said != self._failing:
            self.notify(said, severity="error", markup=False)
        self._failing = said
        if error:
            self._keep_soon(_AGAIN)

    # --- verbs ------------------------------------------------------------------------------------------------------

    def _after_typing(self, do: Callable[[], object]) -> None:
        """Do something once all keys before this one have arrived: those of the editor overtake those that type."""
        (self.focused or self).call_later(do)

    def action_complete(self) -> None:
        """Complete the tag at the cursor, or go on to the next field."""
        self._after_typing(self._complete)

    def _complete(self) -> None:
        if not (isinstance(self.focused, TagLine) and self.focused.complete()):
            self.focus_next()

    @on(Input.Submitted)
    def _tags_done(self) -> None:
        """Enter goes on from the tags to the category."""
        self.focus_next()

    def action_save(self) -> None:
        """Store the note; the screen closes when it is safe."""
        self._after_typing(self._save)

    def _save(self) -> None:
        if not self._saving:
            self._saving = True
            self._store(self._typed())

    @work(thread=True, group="store")
    def _store(self, note: Note) -> None:
        """Store the note; while another program has the file, again and again until the editor is left."""
        worker, key, said = get_current_worker(), self.draft_key, False
        while True:
            try:
                stored = self._desk.store.edit(note) if note.id else self._desk.store.add(note, self._snapshot)
                break
            except BusyError as error:
                if worker.is_cancelled:
                    return
                if not said:
                    self.app.call_from_thread(self._say_busy, error)
                said = True
            except BriefingError as error:
                self.app.call_from_thread(self._say_error, error)
                return
        self._forget_draft(key)
        if worker.is_cancelled:  # the editor was left meanwhile
            self.app.post_message(NotesChanged())
        else:
            self.app.call_from_thread(self._stored, note, stored)

    def _forget_draft(self, key: str) -> None:
        self._desk.unkept.pop(key, None)
        try:
            with self._drafting:
                self._is_stored = True
                self._desk.store.drop_draft(key)
        except BriefingError as error:
            # The note is safe; a draft that stays behind is offered again and does no harm.
            self.app.call_from_thread(self._say_error, error)

    def _stored(self, note: Note, stored: Note) -> None:
        """Close, unless more was typed meanwhile: then that is stored, too."""
        if not self.is_mounted or self not in self.app.screen_stack:  # it was left meanwhile
            self.app.post_message(NotesChanged())
            return
        typed = self._typed()
        if typed == note:
            self.dismiss(stored)
            return
        self._note, self._is_stored = stored, False
        self._store(self._typed())

    def _say_busy(self, error: BusyError) -> None:
        trying = self._tr("Your text is kept, and saving it goes on.")
        self.notify(f"{self._tr(error.message)} {trying}", severity="warning", markup=False)

    def _say_error(self, error: BriefingError) -> None:
        self._saving = False
        self.notify(self._tr.error(error), severity="error", markup=False)

    async def keep(self) -> bool:
        """Keep what was typed as a draft, off the UI thread; return whether it is safe."""
        if self._autosave:
            self._autosave.stop()
            self._autosave = None
        typed = self._typed()
        if typed == self._note:
            if self._drafted:  # it was taken back letter by letter
                await asyncio.to_thread(self._forget_draft, self.draft_key)
            return True
        error = await asyncio.to_thread(self._try_to_keep, self._draft_of(typed))
        if error:
            self.notify(self._tr.error(error), severity="error", markup=False)
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
        self.notify(self._tr("Not kept. The same key again leaves without it."), severity="warning", markup=False)
        return False

    def action_back(self) -> None:
        """Leave; what was typed stays as a draft."""
        self._after_typing(lambda: self.run_worker(self._leave(), group="leave", exclusive=True))

    async def _leave(self) -> None:
        if self.is_current and await self.may_leave() and self.is_current:
            if self._typed() != self._note and self.draft_key not in self._desk.unkept:
                self.app.notify(self._tr("Draft kept; a on the same passage goes on with it."), markup=False)
            self.dismiss(None)

    async def action_quit(self) -> None:
        """Leave the app; the draft is kept first."""
        self._after_typing(lambda: self.app.run_worker(self.app.action_quit(), group="leave", exclusive=True))

    def action_external(self) -> None:
        """Go on in the reader's own editor; the text comes back when it closes."""
        self._after_typing(self._edit_outside)

    def _edit_outside(self) -> None:
        command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        body = self.query_one("#body", TextArea)
        if not command:
            self.notify(self._tr("Set $VISUAL or $EDITOR to use your own editor."), severity="warning", markup=False)
            return
        with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
            file = Path(folder) / "note.md"
            file.write_text(body.text + "\n" if body.text else "", encoding="utf-8")
            try:
                with self.app.suspend():
                    done = subprocess.run([*shlex.split(command), str(file)], check=False)  # noqa: S603
                text = file.read_text(encoding="utf-8", errors="replace")
            except (OSError, ValueError) as error:
                self.notify(
                    self._tr("The editor did not start: {reason}", reason=str(error)), severity="error", markup=False
                )
                return
        if done.returncode == 0:
            body.text = clean(text).rstrip("\n")
        self.refresh()
