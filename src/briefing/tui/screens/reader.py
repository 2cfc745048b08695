"""The reader: opens a briefing in the reading view and keeps the way through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from briefing.errors import BriefingError
from briefing.library.model import Briefing
from briefing.parallel.bitext import Bitext
from briefing.tui.bindings import bindings_for
from briefing.tui.columns import View
from briefing.tui.desk import Desk
from briefing.tui.history import History
from briefing.tui.landing import landing, matches_at
from briefing.tui.lights import Matches
from briefing.tui.messages import OpenBriefing, OpenNotes, Rescan
from briefing.tui.navigate import Place, first_place, moved, still_there
from briefing.tui.opened import Opened
from briefing.tui.scene import Scene
from briefing.tui.screens.reader_defining import Defining
from briefing.tui.screens.reader_finding import Finding
from briefing.tui.screens.reader_linking import Linking
from briefing.tui.screens.reader_noting import Noting
from briefing.tui.screens.reader_progress import Progressing
from briefing.tui.status import missing_words, reader_line
from briefing.tui.widgets.bars import TopBar
from briefing.tui.widgets.find_bar import FindBar
from briefing.tui.widgets.reading_view import VERBS as VIEW_VERBS
from briefing.tui.widgets.reading_view import ReadingView

_LATER = 0.15
"""Seconds after the first frame until what isn't part of it is made."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A place in a briefing, as the history keeps it."""

    briefing: str
    place: Place | None
    screen_line: int | None


class ReaderScreen(Defining, Finding, Linking, Noting, Progressing):
    """Reads one briefing at a time; others open in its place, with a way back."""

    NAME = "reader"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("reader", skip=VIEW_VERBS)]

    def __init__(self, desk: Desk, request: OpenBriefing, opened: Opened | None = None) -> None:
        super().__init__(desk)
        scene = Scene(View(desk.settings.view), desk.settings.width, missing_words(self.tr), desk.lang)
        self._opened_before = opened
        self._view = ReadingView(opened.scene if opened else scene, self._moved)
        self._request = request
        self._briefing: Briefing | None = None
        self._history: History[Visit] = History()
        self._restore: Visit | None = None
        self._fell_back = False

    # --- what is open -----------------------------------------------------------------------------------------------

    @property
    def briefing(self) -> Briefing | None:
        """The briefing on the screen."""
        return self._briefing

    @property
    def view(self) -> ReadingView:
        """The text."""
        return self._view

    def compose(self) -> ComposeResult:
        """Build the frame."""
        before = self._opened_before
        yield TopBar(*(reader_line(self.tr, before.briefing, before.scene, self.desk.lang) if before else ("", "")))
        yield self.note_line
        yield self._view
        yield FindBar(self.tr)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Open what was asked for."""
        self.view.focus()
        self.set_timer(_LATER, self.query_one(FindBar).fill)
        before = self._opened_before
        if before and before.scene.bitext:
            self._briefing = self.desk.library.get(self._request.briefing) or before.briefing
            self.set_timer(_LATER, self.load_marks)
        else:
            self.open(self._request)

    def open(self, request: OpenBriefing, *, remember: bool = True) -> None:
        """Open a briefing, or another place of the one that is open; the way back is remembered."""
        if remember and self._briefing:
            self._history.leave(self._here(self._briefing))
        self._request = request
        self._restore = None
        self.query_one(TopBar).say(request.briefing, self.tr("opening …"))
        self._load(request)

    @work(thread=True, exclusive=True, group="open")
    def _load(self, request: OpenBriefing) -> None:
        briefing = self.desk.library.get(request.briefing)
        try:
            bitext = self.desk.open_bitext(briefing) if briefing else None
        except BriefingError as error:
            self.app.call_from_thread(self._failed, request, error)
            return
        # Here and not on the screen's thread, for finding a row may mean to parse all that stands before it.
        place = self._place_for(request, bitext) if bitext else None
        matches = matches_at(bitext, request) if bitext else Matches()
        self.app.call_from_thread(self._opened, request, briefing, bitext, place, matches)

    def _failed(self, request: OpenBriefing, error: BriefingError) -> None:
        if request is self._request and self.is_open:
            self.say_error(error)
            self._stay(request)

    def _stay(self, request: OpenBriefing) -> None:
        """Nothing was opened: the text that is there keeps its title."""
        if self._briefing is None and self.is_active:
            self.action_back()
            return
        self.query_one(TopBar).say(request.briefing, "")
        self._moved()

    def _opened(
        self,
        request: OpenBriefing,
        briefing: Briefing | None,
        bitext: Bitext | None,
        place: Place | None,
        matches: Matches,
    ) -> None:
        """Show what was loaded, unless something else was asked for meanwhile."""
        if request is not self._request or not self.is_open:
            return
        if briefing is None or bitext is None:
            self.say(self.tr("“{id}” is not in the library any more.", id=request.briefing), error=True)
            self._stay(request)
            return
        same = self._briefing is not None and self._briefing.id == briefing.id
        if not same:
            self.leave_text()
        self.forget_find()
        before = self.view.bitext if same else None
        self._briefing = briefing
        visit, self._restore = self._restore, None
        back = (before and visit and moved(before, bitext, visit.place)) or (
            still_there(bitext, visit.place) if visit else None
        )
        if visit and back:
            self.view.show(bitext, back, visit.screen_line)
        else:
            self.view.show(bitext, place)
            self.view.light(matches=matches)
        if request.note:
            self.notes.land_on, self.notes.attach_there = request.note, request.attach
        self.load_marks()
        self.ask_hits(request)

    def _place_for(self, request: OpenBriefing, bitext: Bitext) -> Place | None:
        """Return where to land: the passage, the row, or where reading stopped last time; notes come later."""
        if request.note:
            return None
        place = landing(bitext, request, self.desk.lang)
        if place or request.row is not None:
            return place
        try:
            reading = self.desk.store.readings().get(request.briefing)
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return None
        row = bitext.find(reading.row) if reading and reading.row > 0 and not reading.read else None
        return first_place(bitext, row, self.desk.lang) if row else None

    # --- where we are -----------------------------------------------------------------------------------------------

    def _moved(self) -> None:
        bitext = self.view.bitext
        if self._briefing is None or bitext is None or not self.is_open:
            return
        self.came_to(bitext)
        self.say_place()
        self.note_line.refresh()
        self._say_fallback(self.view.columns.view)

    def _say_fallback(self, view: View) -> None:
        """Say once that side by side needs more room."""
        fell_back = self.view.wanted is View.BOTH and view is View.PEEK
        if fell_back and not self._fell_back:
            self.say(
                self.tr("Side by side needs 80 columns; showing the counterpart of the current paragraph instead.")
            )
        self._fell_back = fell_back

    def _here(self, briefing: Briefing) -> Visit:
        return Visit(briefing.id, self.view.cursor, self.view.cursor_line)

    def on_library_changed(self) -> None:
        """Read the open briefing again when its files changed; the cursor stays on its row."""
        if self._briefing is None:
            return
        fresh = self.desk.library.get(self._briefing.id)
        if fresh is None or fresh == self._briefing:
            return
        here = self._here(self._briefing)
        self.open(OpenBriefing(fresh.id, self.row_number, query=self.hits_query(fresh.id)), remember=False)
        self._restore = here

    # --- verbs ------------------------------------------------------------------------------------------------------

    def action_back(self) -> None:
        """End the selection, what waits for one, footnotes, matches, then leave: one step for each key press."""
        if self.view.selection:
            self.view.select(None)
        elif self.end_attaching():
            return
        elif self.view.scene.hide_below():
            self.view.changed()
        elif not self.clear_find():
            super().action_back()

    def action_briefing_next(self) -> None:
        """Open the next briefing in reading order."""
        self._neighbour(1)

    def action_briefing_previous(self) -> None:
        """Open the previous briefing in reading order."""
        self._neighbour(-1)

    def _neighbour(self, step: int) -> None:
        library = self.desk.library
        here = library.position(self._briefing.id) if self._briefing else None
        if here is None:
            return
        if 0 <= here + step < len(library.briefings):
            self.open(OpenBriefing(library.briefings[here + step].id))
        else:
            self.say(self.tr("This is the last briefing.") if step > 0 else self.tr("This is the first briefing."))

    def action_history_back(self) -> None:
        """Back to where the last jump came from."""
        self._travel(back=True)

    def action_history_forward(self) -> None:
        """Forward again."""
        self._travel(back=False)

    def _travel(self, *, back: bool) -> None:
        if self._briefing is None:
            return
        here = self._here(self._briefing)
        visit = self._history.back(here) if back else self._history.forward(here)
        if visit is None:
            self.say(self.tr("Nothing further back.") if back else self.tr("Nothing further ahead."))
        else:
            self.open(OpenBriefing(visit.briefing, query=self.hits_query(visit.briefing)), remember=False)
            self._restore = visit

    def jump(self, place: Place) -> None:
        """Move the cursor within the text, with a way back."""
        if self._briefing:
            self._history.leave(self._here(self._briefing))
        self.view.select(None)
        self.view.move_to(place)

    def action_go(self) -> None:
        """Ask for an address; a bare number is a row of this briefing."""

        def full(text: str) -> str:
            text = text.strip()
            return f"{self._briefing.id}#{text}" if text.isdigit() and self._briefing else text

        def check(text: str) -> str | None:
            try:
                find(self.desk.library, full(text))
            except BriefingError as error:
                return self.tr.error(error)
            return None

        def go(text: str | None) -> None:
            if text:
                briefing, row = find(self.desk.library, full(text))
                self.open(OpenBriefing(briefing.id, row))

        from briefing.library.address import find  # noqa: PLC0415 - few start with it
        from briefing.tui.screens.prompt import Prompt  # noqa: PLC0415

        hint = self.tr("A row of this briefing such as 12, or slug#12")
        self.app.push_screen(Prompt(self.tr("Go to an address"), hint=hint, check=check), go)

    def action_text_only(self) -> None:
        """Hide everything but the text, or show it again."""
        self.toggle_class("focus")

    def action_reload(self) -> None:
        """Read the files again."""
        self.post_message(Rescan())
        self.say(self.tr("Reading the library again …"))

    def action_notes_here(self) -> None:
        """Open the notes of this briefing."""
        if self._briefing:
            self.post_message(OpenNotes(self._briefing.id))

    def action_export(self) -> None:
        """Export the notes of this briefing."""
        if self._briefing:
            self.post_message(OpenNotes(self._briefing.id, export=True))
