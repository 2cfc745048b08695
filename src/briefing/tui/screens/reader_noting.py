"""The reader's notes: highlight, write, mark in both languages, delete, copy as a citation."""

from __future__ import annotations

from dataclasses import replace

from textual import work

from briefing.document.model import Document
from briefing.errors import BriefingError, InputError
from briefing.export.citation import citation
from briefing.notes.model import SYMBOLS, Category, Note, State
from briefing.notes.notebook import place_all
from briefing.notes.placing import Placed, overlay, place
from briefing.notes.selectors import kind_of, make_target
from briefing.parallel.model import Parallel
from briefing.tui.lights import Mark, Spotted
from briefing.tui.messages import NotesChanged
from briefing.tui.navigate import place_at
from briefing.tui.screens.category_bar import CategoryBar
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.reader_base import ReaderBase


class Noting(ReaderBase):
    """Everything that writes a note from the text."""

    _placed: tuple[Placed, ...] = ()
    _land_on: str = ""

    # --- marks ------------------------------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="marks")
    def load_marks(self) -> None:
        """Read this briefing's notes and paint them in both languages."""
        briefing, parallel, store = self.briefing, self.view.parallel, self.desk.store
        if briefing is None or parallel is None:
            return
        try:
            placed = place_all(store.notes(briefing.id), parallel, store.snapshot)
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        self.app.call_from_thread(self._show_marks, parallel, tuple(placed))

    def _show_marks(self, parallel: Parallel, placed: tuple[Placed, ...]) -> None:
        """Paint the notes, unless another text is open by now."""
        if parallel is not self.view.parallel:
            return
        self._placed = placed
        marks: dict[Spotted, list[Mark]] = {}
        for each in placed:
            for mark in overlay(each, parallel):
                category = mark.category.value
                sign = SYMBOLS[mark.category] if not each.note.body else "✎"
                own = mark.lang == each.note.lang
                marks.setdefault((mark.lang, mark.block), []).append(
                    Mark(mark.start, mark.end, mark.note, category, sign if own else "·", own)
                )
        self.view.light(marks=marks)
        if self._land_on:
            self._go_to_note(self._land_on)

    def land_on_note(self, note: str) -> None:
        """Go to a note as soon as the notes are read."""
        self._land_on = note

    def on_notes_changed(self) -> None:
        """Paint the notes as they are now."""
        self.load_marks()

    def _note_here(self) -> Placed | None:
        """Return the note under the cursor or selection, the shortest where several overlap."""
        target, parallel = self.view.target, self.view.parallel
        if target is None or parallel is None:
            return None
        lang, start, end = target
        own = [
            each
            for each in self._placed
            if each.anchor.state is not State.ORPHAN
            and each.note.lang == lang
            and each.anchor.start < end
            and each.anchor.end > start
        ]
        return min(own, key=lambda each: each.anchor.end - each.anchor.start, default=None)

    def _same_range(self) -> Placed | None:
        """Return the note on exactly what is chosen now."""
        made = self.new_note()
        if made is None:
            return None
        # As the store would have it: in code, a selection is widened to whole lines.
        wanted = (made[0].lang, made[0].target.start, made[0].target.end)
        here = (each for each in self._placed if wanted == (each.note.lang, each.anchor.start, each.anchor.end))
        return next(here, None)

    # --- writing ----------------------------------------------------------------------------------------------------

    def new_note(self) -> tuple[Note, Document] | None:
        """Return an empty note on the selection or sentence, and the text that it is on."""
        target, parallel = self.view.target, self.view.parallel
        if target is None or parallel is None or self.briefing is None:
            return None
        lang, start, end = target
        document = parallel.documents[lang]
        try:
            selectors = make_target(document, start, end)
        except InputError:
            return None
        title = self.briefing.edition(lang).title
        kind = kind_of(document, selectors)
        return Note("", self.briefing.id, lang, title, selectors, kind), document

    def action_highlight(self) -> None:
        """Highlight what is chosen; the note is stored first, a digit then changes its category."""
        same = self._same_range()
        if same:
            self._ask_category(same.note)
            return
        made = self.new_note()
        if made:
            self._store_highlight(*made)

    @work(thread=True, group="store")
    def _store_highlight(self, note: Note, document: Document) -> None:
        try:
            stored = self.desk.store.add(note, document.text)
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        self.app.call_from_thread(self._highlighted, stored)

    def _highlighted(self, note: Note) -> None:
        self.view.select(None)
        self.post_message(NotesChanged())
        self._ask_category(note)

    def _ask_category(self, note: Note) -> None:
        def chosen(category: Category | None) -> None:
            if category and category is not note.category:
                self._store_edit(replace(note, category=category))

        self.app.push_screen(CategoryBar(self.tr, note.category), chosen)

    @work(thread=True, group="store")
    def _store_edit(self, note: Note) -> None:
        try:
            self.desk.store.edit(note)
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        self.post_message(NotesChanged())

    def action_annotate(self) -> None:
        """Write a note on what is chosen, or go on with the one that is there."""
        same = self._same_range() if self.view.selection else self._note_here()
        made = None if same else self.new_note()
        note = same.note if same else made[0] if made else None
        parallel = self.view.parallel
        if note is None or parallel is None:
            self.say(self.tr("There is nothing to annotate here."))
            return
        shown = same or place(note, parallel, parallel.documents[note.lang].text)
        text = parallel.documents[note.lang].text
        self.app.push_screen(NoteEditor(self.desk, note, text, shown.counterpart or ""), self.note_written)

    def note_written(self, note: Note | None) -> None:
        """The selection has become a note."""
        if note:
            self.view.select(None)
        super().note_written(note)

    def action_delete(self) -> None:
        """Delete the note under the cursor; undo brings it back."""
        here = self._note_here()
        if here:
            self.delete_note(here.note.id)
        else:
            self.say(self.tr("No note here."))

    # --- going to notes ---------------------------------------------------------------------------------------------

    def action_note_next(self) -> None:
        """To the next note in this text."""
        self._step_note(1)

    def action_note_previous(self) -> None:
        """To the previous note in this text."""
        self._step_note(-1)

    def _step_note(self, step: int) -> None:
        parallel, target = self.view.parallel, self.view.target
        shown = [each for each in self._placed if each.anchor.state is not State.ORPHAN]
        if parallel is None or target is None or not shown:
            self.say(self.tr("No notes in this text."))
            return
        lang, start, _ = target
        row = self.view.row

        def where(each: Placed) -> tuple[int, str, int]:
            return each.row or 0, each.note.lang, each.anchor.start

        order = sorted(shown, key=where, reverse=step < 0)
        here = (row, lang, start)
        ahead = [each for each in order if (where(each) > here if step > 0 else where(each) < here)]
        chosen = (ahead or order)[0]
        self.view.move_to(place_at(parallel.documents[chosen.note.lang], chosen.note.lang, chosen.anchor.start))

    def _go_to_note(self, note: str) -> None:
        self._land_on = ""
        parallel = self.view.parallel
        for each in self._placed:
            if each.note.id == note and parallel and each.note.lang in parallel.documents:
                self.view.move_to(place_at(parallel.documents[each.note.lang], each.note.lang, each.anchor.start))
                if each.anchor.state is State.ORPHAN:
                    self.say(self.tr("The noted passage is gone; this is where it last stood."), error=True)

    # --- copying ----------------------------------------------------------------------------------------------------

    def action_copy(self) -> None:
        """Copy a citation of what is chosen."""
        self._copy(both=False)

    def action_copy_both(self) -> None:
        """Copy the citation with its counterpart."""
        self._copy(both=True)

    def _copy(self, *, both: bool) -> None:
        made, parallel = self.new_note(), self.view.parallel
        if made is None or parallel is None or self.briefing is None:
            return
        placed = place(made[0], parallel, made[1].text)
        self.app.copy_to_clipboard(citation(placed, self.briefing, with_counterpart=both))
        self.say(self.tr("Citation sent to the terminal’s clipboard."))
