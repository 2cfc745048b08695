"""Notes whose text has changed or is gone, one after the other: compare, confirm, put elsewhere, or leave as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from briefing.document.model import Document
from briefing.errors import BriefingError
from briefing.notes.model import Note, State
from briefing.notes.placing import Placed, place
from briefing.notes.retargeting import retargeted
from briefing.notes.suggesting import suggestions
from briefing.parallel.model import Parallel
from briefing.text import one_line
from briefing.tui.bindings import bindings_for
from briefing.tui.desk import Desk
from briefing.tui.keys import digit_of
from briefing.tui.messages import NotesChanged
from briefing.tui.paint import Tinted
from briefing.tui.review_sheet import Case, sheet
from briefing.tui.widgets.bars import KeyBar, TopBar
from briefing.tui.widgets.sheet_view import SheetView


class NoteReview(ModalScreen[Note | None]):
    """Decide on notes; returns the one that shall be put on a passage which the reader still has to select, or None.

    Args:
        desk: services.
        open_notes: the notes that ask for a decision, in order.
        index: the one to begin with.
        get_parallel: reads the texts of a briefing, on another thread; None where that isn't in the library.
    """

    CSS_PATH = "../dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("review")]

    def __init__(
        self, desk: Desk, open_notes: Sequence[Placed], index: int, get_parallel: Callable[[str], Parallel | None]
    ) -> None:
        super().__init__()
        self._desk, self._tr = desk, desk.tr
        self._cases = [Case(placed) for placed in open_notes]
        self._index = index
        self._get_parallel = get_parallel
        self._busy = False

    def compose(self) -> ComposeResult:
        """Build the frame."""
        with Vertical(id="review"):
            yield TopBar("", "", "sheet")
            yield SheetView(self._lines)
            yield KeyBar("review", self._tr, self._desk.settings.keys, "sheet")

    def on_mount(self) -> None:
        """Show the first note."""
        self._show()

    @property
    def _case(self) -> Case:
        return self._cases[self._index]

    def _lines(self, width: int) -> list[list[Tinted]]:
        return sheet(self._tr, self._case, self._desk.symbols, width)

    def _show(self) -> None:
        """Show the current note; its text is read first, if it isn't there yet."""
        title = self._tr("Note on “{title}”", title=one_line(self._case.placed.note.title))
        self.query_one(TopBar).say(title, self._tr("{at} of {count}", at=self._index + 1, count=len(self._cases)))
        self.query_one(SheetView).again(from_top=True)
        if self._case.document is None:
            self._read(self._case)

    @work(thread=True, group="review", exclusive=True)
    def _read(self, case: Case) -> None:
        note = case.placed.note
        try:
            parallel = self._get_parallel(note.briefing)
            snapshot = self._desk.store.snapshot(note.target.snapshot)
        except BriefingError as error:
            self.app.call_from_thread(self._say_error, error)
            return
        document = parallel.documents.get(note.lang) if parallel else None
        if parallel and document:
            # The file may have changed since the list was made: a place counts in the text that it was found in.
            placed = place(note, parallel, snapshot)
            places = suggestions(note, document) if placed.anchor.state is State.ORPHAN else ()
            self.app.call_from_thread(self._known, case, replace(case, placed=placed, document=document, places=places))

    def _known(self, case: Case, found: Case) -> None:
        """Show what was read, unless the note isn't asked about any more."""
        if case in self._cases and self.is_mounted:
            self._cases[self._cases.index(case)] = found
            self.query_one(SheetView).again()

    # --- going through them -----------------------------------------------------------------------------------------

    def action_case_next(self) -> None:
        """To the next note that asks for a decision."""
        self._step(1)

    def action_case_previous(self) -> None:
        """To the one before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if not self._busy:
            self._index = (self._index + step) % len(self._cases)
            self._show()

    def on_key(self, event: events.Key) -> None:
        """A digit chooses a suggested place."""
        if 1 <= digit_of(event.key) <= len(self._case.places):
            event.stop()
            self._choose(digit_of(event.key) - 1)

    def action_suggestion(self) -> None:
        """To the next suggested place."""
        if self._case.places:
            self._choose(0 if self._case.chosen is None else (self._case.chosen + 1) % len(self._case.places))

    def _choose(self, index: int) -> None:
        if not self._busy:
            self._cases[self._index] = replace(self._case, chosen=index)
            self.query_one(SheetView).again(from_top=True)

    def action_line_down(self) -> None:
        """One line down."""
        self.query_one(SheetView).scroll_by(1)

    def action_line_up(self) -> None:
        """One line up."""
        self.query_one(SheetView).scroll_by(-1)

    def action_page_down(self) -> None:
        """One page down."""
        self.query_one(SheetView).scroll_page(1)

    def action_page_up(self) -> None:
        """One page up."""
        self.query_one(SheetView).scroll_page(-1)

    # --- deciding ---------------------------------------------------------------------------------------------------

    def action_confirm(self) -> None:
        """Put the note on what stands there today; the earlier place stays in its history."""
        case = self._case
        if self._busy:
            return
        if case.document is None:
            self._say(self._tr("The text can’t be read now."))
        elif case.today is None:
            self._say(self._tr("Choose a place by its digit first, or select one in the text."))
        else:
            self._busy = True
            self._store(case, retargeted(case.placed.note, case.document, *case.today), case.document)

    @work(thread=True, group="store")
    def _store(self, case: Case, note: Note, document: Document) -> None:
        try:
            self._desk.store.edit(note, document.text)
        except BriefingError as error:
            self.app.call_from_thread(self._say_error, error)
            return
        self.app.call_from_thread(self._stored, case)

    def _stored(self, case: Case) -> None:
        self._busy = False
        self._say(self._tr("The note is on today’s text now. U undoes it."))
        self.app.post_message(NotesChanged())  # this screen may have been closed meanwhile
        if self.is_active:
            self._drop(case)

    def action_leave_it(self) -> None:
        """Leave the note as it is; it is asked about again the next time."""
        if not self._busy:
            self._drop(self._case)

    def _drop(self, case: Case) -> None:
        """Go on with the next note, or close when this was the last one."""
        self._cases.remove(case)
        if not self._cases:
            self.dismiss(None)
            return
        self._index %= len(self._cases)
        self._show()

    def action_reattach(self) -> None:
        """Close, so that the passage can be selected in the text."""
        if self._busy:
            return
        if self._desk.library.get(self._case.placed.note.briefing) is None:
            self._say(self._tr("“{id}” is not in the library any more.", id=self._case.placed.note.briefing))
        else:
            self.dismiss(self._case.placed.note)

    def action_back(self) -> None:
        """Close; nothing more is decided."""
        self.dismiss(None)

    async def action_quit(self) -> None:
        """Leave the app."""
        await self.app.action_quit()

    def _say(self, message: str) -> None:
        self.notify(message, timeout=2.5, markup=False)

    def _say_error(self, error: BriefingError) -> None:
        self._busy = False
        self.notify(self._tr.error(error), severity="error", markup=False)
