"""What is shown and typed in the editor of a note: its quote, the text, tags and category."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from briefing.errors import BriefingError
from briefing.notes.model import NAMES, Note
from briefing.notes.tagging import known_tags
from briefing.text import clean, one_line
from briefing.tui.desk import Desk
from briefing.tui.drafting import Content, content_of
from briefing.tui.outside import edit_outside
from briefing.tui.widgets.bars import KeyBar, TopBar
from briefing.tui.widgets.category_picker import CategoryPicker
from briefing.tui.widgets.note_text import NoteText
from briefing.tui.widgets.tag_line import TagLine

_SHOWN = 2_000
"""Characters of a quote or of another version that are shown: there is room for four lines."""


class NoteForm(ModalScreen[Note | None]):
    """The fields of a note, and what helps to fill them.

    Args:
        desk: services.
        note: the note as it is.
        counterpart: the passage in the other language, shown for orientation.
    """

    def __init__(self, desk: Desk, note: Note, counterpart: str) -> None:
        super().__init__()
        self._desk, self._tr = desk, desk.tr
        self._note = note
        self._counterpart = counterpart

    def compose(self) -> ComposeResult:
        """Build the frame."""
        tr, note = self._tr, self._note
        with Vertical(id="editor"):
            yield TopBar(self._title, "", "sheet")
            yield Label(one_line(note.target.exact[:_SHOWN]), classes="quote", markup=False)
            if self._counterpart:
                yield Label(one_line(self._counterpart[:_SHOWN]), classes="counterpart", markup=False)
            yield NoteText(clean(note.body), soft_wrap=True, tab_behavior="focus", id="body")
            with Horizontal(classes="field"):
                yield Label(tr("Tags"), markup=False)
                yield TagLine(", ".join(note.tags), placeholder=tr("separated by commas"), compact=True, id="tags")
            names = [tr(name) for name in NAMES.values()]
            yield CategoryPicker(names, self._desk.symbols, note.category)
            yield KeyBar("editor", tr, self._desk.settings.keys, "sheet")

    @property
    def _title(self) -> str:
        return self._tr("Note on “{title}”", title=self._note.title)

    def on_mount(self) -> None:
        """Type at once, at the end of what is there."""
        body = self.query_one(NoteText)
        body.move_cursor(body.document.end)
        body.focus()
        self._read_tags()

    # --- what is typed ----------------------------------------------------------------------------------------------

    def typed(self) -> Note:
        """Return the note with what is typed now."""
        tags = [one_line(tag).lstrip("#").strip() for tag in self.query_one(TagLine).value.split(",")]
        return replace(
            self._note,
            body=clean(self.query_one(NoteText).text).strip("\n"),
            tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
            category=self.query_one(CategoryPicker).category,
        )

    def is_changed(self, typed: Note) -> bool:
        """Return whether something else was typed than is stored."""
        return content_of(typed) != content_of(self._note)

    def go_on_with(self, stored: Note | None, draft: Note | None) -> None:
        """Show what was read: what was typed since the editor opened comes behind it.

        Args:
            stored: the note as it is now; None if it is new or gone.
            draft: what was typed here before and not stored.
        """
        was, typed = content_of(self._note), content_of(self.typed())
        self._note = stored or self._note
        found = content_of(draft or self._note)
        if found != was:
            shown = _joined(was, typed, found)
            self.query_one(NoteText).go_on_with(shown.body)
            self.query_one(TagLine).value = ", ".join(shown.tags)
            self.query_one(CategoryPicker).choose(shown.category)
        if draft:
            self.query_one(TopBar).say(self._title, self._tr("draft restored"))
        if self._note.deleted or (draft and stored and (draft.rev, draft.updated) != (stored.rev, stored.updated)):
            self.show_stored(self._note)

    def show_stored(self, note: Note) -> None:
        """Show what is stored, where that isn't what the text was typed on."""
        text = one_line(note.body[:_SHOWN]) or "–"
        said = (
            self._tr("in the trash: {text}", text=text) if note.deleted else self._tr("stored now: {text}", text=text)
        )
        self.query(".counterpart, .stored-now").remove()
        self.query_one("#editor").mount(Label(said, classes="stored-now", markup=False), before="#body")

    # --- tags -------------------------------------------------------------------------------------------------------

    @work(thread=True, group="tags")
    def _read_tags(self) -> None:
        """Learn which tags there are; without them nothing is completed."""
        try:
            notes = self._desk.store.notes()
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        self.app.call_from_thread(self._tags_known, known_tags(notes))

    def _tags_known(self, tags: Sequence[str]) -> None:
        if self.is_mounted:
            self.query_one(TagLine).known = tags

    def after_typing(self, do: Callable[[], object]) -> None:
        """Do something once all keys before this one have arrived: those of the editor overtake those that type."""
        (self.focused or self).call_later(do)

    def action_complete(self) -> None:
        """Complete the tag at the cursor, or go on to the next field."""
        self.after_typing(self._complete)

    def _complete(self) -> None:
        if not (isinstance(self.focused, TagLine) and self.focused.complete()):
            self.focus_next()

    @on(Input.Submitted)
    def _tags_done(self) -> None:
        """Enter goes on from the tags to the category."""
        self.focus_next()

    # --- another editor ---------------------------------------------------------------------------------------------

    def edit_outside(self) -> None:
        """Go on in the reader's own editor; the text comes back when it closes. Blocks until then."""
        body = self.query_one(NoteText)
        try:
            body.put(edit_outside(body.text, os.environ, self.app.suspend))
        except BriefingError as error:
            self.say_error(error)
        self.refresh()

    def say_error(self, error: BriefingError) -> None:
        """Show what went wrong in the interface's language."""
        self.notify(self._tr.error(error), severity="error", markup=False)


def _joined(was: Content, typed: Content, draft: Content) -> Content:
    """Return a draft with what was typed before it was there: behind it where only the end of the note grew."""
    if typed == was:
        return draft
    body = draft.body
    if typed.body != was.body:
        body += typed.body[len(was.body) :] if typed.body.startswith(was.body) else f"\n\n{typed.body}"
    return Content(
        body,
        draft.tags if typed.tags == was.tags else tuple(dict.fromkeys((*draft.tags, *typed.tags))),
        draft.category if typed.category is was.category else typed.category,
    )
