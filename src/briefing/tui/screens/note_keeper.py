"""The reader's notes: highlight, write, mark in both languages, delete, go to them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from briefing.document.model import Document, Lang
from briefing.errors import BriefingError, InputError
from briefing.notes.model import WHOLE, Category, Note, State
from briefing.notes.notebook import place_all
from briefing.notes.placing import Placed, place
from briefing.notes.selectors import kind_of, make_target, whole_target
from briefing.notes.states import counted, counted_briefly
from briefing.parallel.bitext import Bitext
from briefing.parallel.model import Parallel
from briefing.tui.marking import Known, Marks, marks_of, notes_at, spot_of
from briefing.tui.messages import NotesChanged
from briefing.tui.navigate import Place, Point, place_at
from briefing.tui.screens.category_bar import CategoryBar
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.note_reviewing import Reviewing
from briefing.tui.screens.reader_base import ReaderBase
from briefing.tui.screens.whole_text import Chosen, WholeText

_SMALL: Final = 200
"""Stretches of a text up to which all of it is read when it is opened, so that the first note finds it ready."""


class NoteKeeper:
    """Everything that a reader's screen does with notes; made when the first one is read or written.

    Args:
        reader: the screen.
    """

    def __init__(self, reader: ReaderBase) -> None:
        self._reader = reader
        self._known: Known | None = None
        """What was read of the notes, and the text in which they were placed."""
        self.whole = WholeText(reader)
        """The open text and all of it: notes refer to the whole text."""
        self._asked = 0
        """How often notes were asked for."""
        self.land_on = ""
        """Id of the note to go to as soon as notes are read."""
        self.attach_there = False
        """Whether that note then waits for a passage to be put on."""
        self.reviewing = Reviewing(reader, self)

    # --- what is there ----------------------------------------------------------------------------------------------

    @property
    def _notes(self) -> Known | None:
        """What is known of the notes; nothing while those of the open text are still being read."""
        known = self._known
        return known if known and known.bitext is self._reader.view.bitext else None

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The notes on the open text, in their places; orphans last."""
        return self._notes.placed if self._notes else ()

    @property
    def facts(self) -> tuple[str, str]:
        """How many notes there are, in words and in signs."""
        return self._notes.facts if self._notes else ("", "")

    def here(self) -> list[Placed]:
        """Return the notes at the cursor: those made on its sentence, then those whose counterpart it is."""
        cursor, known = self._reader.view.cursor, self._notes
        if cursor is None or known is None:
            return []
        return [known.by_id[note] for note, _ in notes_at(known.bitext, cursor, known.marks)]

    # --- marks ------------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read this briefing's notes and paint them in both languages."""
        briefing, bitext = self._reader.briefing, self._reader.view.bitext
        if briefing is None or bitext is None:
            return
        # A thread can't be stopped: of several, only the one that was asked last is listened to.
        self._asked += 1
        load = partial(self._load, self._asked, briefing.id, bitext)
        self._reader.run_worker(load, thread=True, exclusive=True, group="marks")

    def _load(self, asked: int, briefing: str, bitext: Bitext) -> None:
        store, app = self._reader.desk.store, self._reader.app
        try:
            notes = store.notes(briefing)
            if not notes and len(bitext) > _SMALL:
                app.call_from_thread(self._show_marks, asked, bitext, None, (), {})
                return
            parallel = self.whole.read(bitext)
            placed = place_all(notes, parallel, store.snapshot)
            marks = marks_of(placed, parallel, self._reader.desk.symbols)
        except BriefingError as error:
            app.call_from_thread(self._reader.say_error, error)
            return
        app.call_from_thread(self._show_marks, asked, bitext, parallel, tuple(placed), marks)

    def _show_marks(
        self, asked: int, bitext: Bitext, parallel: Parallel | None, placed: tuple[Placed, ...], marks: Marks
    ) -> None:
        """Paint the notes, unless another text is open by now, or they were asked for again."""
        if asked != self._asked or bitext is not self._reader.view.bitext or not self._reader.is_open:
            return
        facts = counted(self._reader.tr, placed), counted_briefly(placed)
        self._known = Known(bitext, placed, {each.note.id: each for each in placed}, marks, facts)
        self.whole.known = (bitext, parallel) if parallel else None
        self._reader.view.light(marks=marks)
        self._reader.notes_read()
        if self.land_on:
            self._go_to_note(self.land_on)

    def offsets(self, parallel: Parallel) -> tuple[Lang, int, int] | None:
        """Return (language, start, end) of what is chosen, in the text of the whole document."""
        target = self._reader.view.target
        if target is None:
            return None
        lang, passage = target
        document = parallel.documents[lang]
        start, end = (document.starts[document.index_of(point.block)] + point.offset for point in passage)
        return lang, start, end

    def _note_here(self, parallel: Parallel) -> Placed | None:
        """Return the note under the cursor or selection, the shortest where several overlap."""
        chosen = self.offsets(parallel)
        if chosen is None:
            return None
        lang, start, end = chosen
        own = [
            each
            for each in self.placed
            if each.anchor.state is not State.ORPHAN
            and each.note.kind != WHOLE
            and each.note.lang == lang
            and each.anchor.start < end
            and each.anchor.end > start
        ]
        return min(own, key=lambda each: each.anchor.end - each.anchor.start, default=None)

    def _same_range(self, parallel: Parallel) -> Placed | None:
        """Return the note on exactly what is chosen now."""
        made = self.new_note(parallel)
        if made is None:
            return None
        # As the store would have it: in code, a selection is widened to whole lines.
        wanted = (made[0].lang, made[0].target.start, made[0].target.end)
        words = (each for each in self.placed if each.note.kind != WHOLE)
        return next((e for e in words if wanted == (e.note.lang, e.anchor.start, e.anchor.end)), None)

    # --- writing ----------------------------------------------------------------------------------------------------

    def new_note(self, parallel: Parallel) -> tuple[Note, Document] | None:
        """Return an empty note on the selection or sentence, and the text that it is on."""
        chosen = self.offsets(parallel)
        if chosen is None or self._reader.briefing is None:
            return None
        lang, start, end = chosen
        document = parallel.documents[lang]
        try:
            selectors = make_target(document, start, end)
        except InputError:
            return None
        title = self._reader.briefing.edition(lang).title
        kind = kind_of(document, selectors)
        return Note("", self._reader.briefing.id, lang, title, selectors, kind), document

    def highlight(self) -> None:
        """Highlight what is chosen; the note is stored first, a digit then changes its category."""
        self.whole.then(self._highlight)

    def _highlight(self, parallel: Parallel) -> None:
        same = self._same_range(parallel)
        if same:
            self._ask_category(same.note)
            return
        made = self.new_note(parallel)
        if made:
            store = partial(self._store_highlight, *made, self._reader.view.target)
            self._reader.run_worker(store, thread=True, group="store")

    def _store_highlight(self, note: Note, document: Document, chosen: Chosen) -> None:
        try:
            stored = self._reader.desk.store.add(note, document.text)
        except BriefingError as error:
            self._reader.app.call_from_thread(self._reader.say_error, error)
            return
        self._reader.app.call_from_thread(self._highlighted, stored, chosen)

    def _highlighted(self, note: Note, chosen: Chosen) -> None:
        self._reader.post_message(NotesChanged())
        if self._reader.is_active and self._reader.view.target == chosen:  # else the reader has gone on
            self._reader.view.select(None)
            self._ask_category(note)

    def _ask_category(self, note: Note) -> None:
        def chosen(category: Category | None) -> None:
            if category and category is not note.category:
                changed = replace(note, category=category)
                self._reader.run_worker(partial(self._store_edit, changed), thread=True, group="store")

        self._reader.app.push_screen(CategoryBar(self._reader.desk, note.category), chosen)

    def _store_edit(self, note: Note) -> None:
        try:
            self._reader.desk.store.edit(note)
        except BriefingError as error:
            self._reader.app.call_from_thread(self._reader.say_error, error)
            return
        self._reader.post_message(NotesChanged())

    def annotate(self) -> None:
        """Write a note on what is chosen, or go on with the one that is there."""
        self.whole.then(self._annotate)

    def _annotate(self, parallel: Parallel) -> None:
        same = self._same_range(parallel) if self._reader.view.selection else self._note_here(parallel)
        made = None if same else self.new_note(parallel)
        self._write(parallel, same, made[0] if made else None)

    def annotate_whole(self) -> None:
        """Write a note on the whole briefing, or go on with the one that is there."""
        self.whole.then(self._annotate_whole)

    def _annotate_whole(self, parallel: Parallel) -> None:
        briefing, cursor = self._reader.briefing, self._reader.view.cursor
        if briefing is None or cursor is None:
            return
        same = next((each for each in self.placed if each.note.kind == WHOLE), None)
        made: Note | None = None
        try:
            target = whole_target(parallel.documents[cursor.lang])
            made = Note("", briefing.id, cursor.lang, briefing.edition(cursor.lang).title, target, WHOLE)
        except InputError as error:
            self._reader.say_error(error)
            return
        self._write(parallel, same, made)

    def _write(self, parallel: Parallel, same: Placed | None, made: Note | None) -> None:
        """Open the editor on a note that is there, or on a new one."""
        note = same.note if same else made
        if note is None:
            self._reader.say(self._reader.tr("There is nothing to annotate here."))
            return
        text = parallel.documents[note.lang].text
        shown = same or place(note, parallel, text)
        self._reader.app.push_screen(
            NoteEditor(self._reader.desk, note, text, shown.counterpart or ""), self._reader.note_written
        )

    def delete(self) -> None:
        """Delete the note under the cursor; undo brings it back."""
        self.whole.then(self._delete)

    def _delete(self, parallel: Parallel) -> None:
        here = self._note_here(parallel) or next(iter(self.here()), None)
        if here:
            self._reader.delete_note(here.note.id)
        else:
            self._reader.say(self._reader.tr("No note here."))

    # --- going to notes ---------------------------------------------------------------------------------------------

    def step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) note in this text; an orphan is where it last stood."""
        if self._notes is None:
            return  # they are still being read
        if not self.placed:
            self._reader.say(self._reader.tr("No notes in this text."))
            return
        self.whole.then(lambda parallel: self._go_to_neighbour(parallel, step))

    def _go_to_neighbour(self, parallel: Parallel, step: int) -> None:
        cursor, bitext = self._reader.view.cursor, self._reader.view.bitext
        if cursor is None or bitext is None:
            return

        def where(place: Place) -> tuple[int, str, int, int]:
            block = parallel.documents[place.lang].index_of(place.block)
            return parallel.row_index[place.lang][block], place.lang, block, place.sentence

        places = {where(place) for place in (self._place_of(parallel, each) for each in self.placed) if place}
        here, order = where(cursor), sorted(places, reverse=step < 0)
        if not order:
            self._reader.say(self._reader.tr("No notes in this text."))
            return
        _, lang, block, sentence = next((e for e in order if (e > here if step > 0 else e < here)), order[0])
        side = next(each for each in parallel.langs if each == lang)
        self._reader.view.move_to(Place(side, parallel.documents[side].key_of(block), sentence))

    def _place_of(self, parallel: Parallel, placed: Placed) -> Place | None:
        """Return the sentence at which a note is shown."""
        lang, bitext = placed.note.lang, self._reader.view.bitext
        document = parallel.documents.get(lang)
        spot = spot_of(placed, document) if document else None
        if spot is None or document is None or bitext is None:
            return None
        return place_at(bitext.texts[lang], Point(document.key_of(spot[0]), spot[1]))

    def _go_to_note(self, note: str) -> None:
        self.land_on, attach, self.attach_there = "", self.attach_there, False
        parallel = self.whole.known[1] if self.whole.known else None
        for each in self.placed:
            if each.note.id == note and parallel and each.note.lang in parallel.documents:
                self.go_to(parallel, each)
                if attach:
                    self.reviewing.begin(each.note)
                elif each.anchor.state is State.ORPHAN:
                    self._reader.say(
                        self._reader.tr("The noted passage is gone; this is where it last stood."), error=True
                    )

    def go_to(self, parallel: Parallel, placed: Placed) -> None:
        """Put the cursor on the sentence at which a note is shown."""
        place = self._place_of(parallel, placed)
        if place:
            self._reader.view.move_to(place)
