"""All notes of the library, or of one briefing: filter, sort, mark, jump, edit, tag, delete, restore, undo, export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Label

from briefing.document.model import other
from briefing.notes.model import State
from briefing.tui.bindings import bindings_for
from briefing.tui.desk import Desk
from briefing.tui.messages import OpenBriefing
from briefing.tui.note_lines import HEIGHT, Item, note_lines
from briefing.tui.note_listing import Arranged, Order
from briefing.tui.screens.exchanging import ask_and_import, sync_notes
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.note_reviewing import review
from briefing.tui.screens.notes_acting import NotesActing
from briefing.tui.widgets.bars import KeyBar, TopBar
from briefing.tui.widgets.note_rows import NoteRows
from briefing.tui.widgets.query_line import QueryLine
from briefing.tui.widgets.row_list import LIST_VERBS, ItemLines, RowList

if TYPE_CHECKING:
    from briefing.search.completion import Values


class NotesScreen(NotesActing):
    """The notes as a list.

    Args:
        desk: services.
        briefing: show the notes of this one alone, or of all.
        export: ask for the export as soon as the notes are read.
    """

    NAME = "notes"
    CSS_PATH = "../lists.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("notes", skip=LIST_VERBS)]

    def __init__(self, desk: Desk, briefing: str | None = None, *, export: bool = False) -> None:
        super().__init__(desk, briefing)
        self._export = export

    def compose(self) -> ComposeResult:
        """Build the frame."""
        yield TopBar(self.tr("Notes"))
        yield QueryLine(self.tr, "", self._values, notes=True)
        yield Label("", id="empty", markup=False)
        yield NoteRows(self._lines, HEIGHT)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Read the notes."""
        self._line.display = False
        rows = self.query_one(RowList)
        rows.focus()
        self.watch(rows, "scroll_y", self.want_visible, init=False)
        self.load()

    @property
    def _line(self) -> QueryLine:
        return self.query_one(QueryLine)

    def _values(self) -> Values:
        return self._listing.filter.values

    # --- showing ----------------------------------------------------------------------------------------------------

    def arranged(self, before: Arranged) -> None:
        """Show other notes; the highlight stays on its note if that is still there, and where it is if nobody asked."""
        now, rows = self._arranged, self.query_one(RowList)
        at = rows.index or 0
        current = before.notes[at].id if at < len(before.notes) else None
        if before.wanted.listing is not self._listing and len(self.marking):
            self.marking.keep({note.id for note in self._listing.notes})
        found = now.places.get(current) if current else None
        if at == 0 and now.wanted.order is not before.wanted.order:
            found = 0  # who sorts from the top wants to see what comes first now
        unread = at >= len(before.notes) > 0
        steady = (found is not None or unread) and before.wanted[1:] == now.wanted[1:]
        # Those that aren't read yet have their place already, so that the end of the list is its end.
        count = len(now.notes) if now.wanted.text.strip() else max(len(now.notes), self._listing.total)
        rows.fill(count, at if found is None else found, steady=steady)
        self._line.say_mistakes(now.wanted.text, now.mistakes)
        self._say_facts()
        if self._export and now.wanted == self.wanted and self._listing.is_complete:
            self._export = False
            self.action_export()

    def filled_in(self) -> None:
        """Show what more is known of the notes."""
        self.query_one(RowList).repaint()
        self._say_facts()

    def show_marks(self) -> None:
        """Show which notes are marked."""
        self.filled_in()

    def want_visible(self) -> None:
        """Say which briefings' notes are on the screen."""
        if len(self._listing.pending):
            notes = self._arranged.notes
            visible = self.query_one(RowList).on_screen
            self._listing.pending.want(dict.fromkeys(notes[at].briefing for at in visible if at < len(notes)))

    def _say_facts(self) -> None:
        """Show what is listed, how many there are, and what there is to do."""
        listing, shown = self._listing, self._arranged.notes
        empty = self.query_one("#empty", Label)
        empty.display = not shown
        empty.update(self._why_empty())
        self.query_one(KeyBar).help_with("trash" if self._trash else self.NAME)
        count = listing.total if len(shown) == len(listing.notes) else len(shown)
        self.query_one(TopBar).say(self._title(), " · ".join(self._facts(count)))

    def _why_empty(self) -> str:
        tr = self.tr
        if self._listing.notes:
            return tr("No note matches yet; some are still to be placed.") if self._waits else tr("No note matches.")
        return tr("The trash is empty.") if self._trash else tr("No notes yet: press a on a sentence.")

    @property
    def _waits(self) -> bool:
        """Whether what is shown isn't all yet, since it isn't known of all notes where they stand."""
        return self._arranged.by_state and self._listing.unplaced > 0

    def _facts(self, count: int) -> Iterator[str]:
        tr, states = self.tr, self._listing.states
        yield tr.plural("{count} note", "{count} notes", count)
        if len(self.marking):
            yield tr("{count} selected", count=len(self.marking))
        if hidden := self._hidden_marks():
            yield tr("{count} of them not shown", count=hidden)
        if self.wanted.order is not Order.DOCUMENT:
            yield tr(self.wanted.order.value)
        if self._waits:
            yield tr("{count} not placed yet", count=self._listing.unplaced)
        if not self._trash and (review := states[State.REVIEW]):
            yield tr("{count} to review", count=review)
        if not self._trash and (gone := states[State.ORPHAN]):
            yield tr("{count} without a passage", count=gone)

    def _hidden_marks(self) -> int:
        """Return how many marked notes the filter hides."""
        return len(self.marking) - self.marking.shown_in(self._arranged.places) if len(self.marking) else 0

    def _title(self) -> str:
        if self._trash:
            return self.tr("Trash")
        briefing = self.desk.library.get(self._only) if self._only else None
        if briefing is None:
            return self.tr("Notes")
        return self.tr("Notes on “{title}”", title=briefing.edition(self.desk.lang).title)

    def _lines(self, index: int, width: int) -> ItemLines:
        if index >= len(self._arranged.notes):
            return []
        note = self._arranged.notes[index]
        briefing = self.desk.library.get(note.briefing)
        item = Item(
            note,
            self._listing.placed.get(note.id),
            self._arranged.marks(note),
            marked=note.id in self.marking,
            there=briefing is not None,
            other=other(note.lang) if briefing and other(note.lang) in briefing.langs else None,
        )
        return note_lines(item, self.tr, width, self.desk.symbols)

    # --- verbs ------------------------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def _jump(self) -> None:
        note = self.current
        if note is None:
            return
        if self._trash:
            self._say_trashed()
        elif self.desk.library.get(note.briefing):
            self.post_message(OpenBriefing(note.briefing, note=note.id))
        else:
            self.say(self.tr("“{id}” is not in the library any more.", id=note.briefing), error=True)

    def action_edit_note(self) -> None:
        """Edit the highlighted note."""
        note = self.current
        if self._trash:
            self._say_trashed()
        elif note:
            placed = self._listing.placed.get(note.id)
            other = placed.counterpart if placed else None
            self.app.push_screen(NoteEditor(self.desk, note, "", other or ""), self.note_written)

    def action_review_note(self) -> None:
        """Decide on the highlighted note, then on the others that are shown."""
        if self._trash:
            self._say_trashed()
            return
        placed = self._listing.placed
        shown = [placed[note.id] for note in self.shown if note.id in placed]
        review(self, shown, placed.get(self.current.id) if self.current else None)

    def action_sort(self) -> None:
        """Go on to the next order."""
        self._orders[self._trash] = self.wanted.order.next
        self.ask()

    def action_trash(self) -> None:
        """Show the trash instead of the notes, or the notes again."""
        self._trash = not self._trash
        self.query_one(RowList).highlight(0)
        self.load()

    def action_filter(self) -> None:
        """Show the filter line."""
        self._line.display = True
        self._line.input.focus()
        self.prepare_filter()

    @on(Input.Changed)
    def _filter_typed(self, event: Input.Changed) -> None:
        self._filter = event.value
        self.ask()

    @on(Input.Submitted)
    def _filter_done(self) -> None:
        if not self._filter.strip():
            self._line.input.value = ""
            self._line.display = False
        self.query_one(RowList).focus()

    def action_complete(self) -> None:
        """Put what Tab offers into the filter line."""
        if self._line.input.has_focus:
            self._line.take(1)

    def action_complete_back(self) -> None:
        """Put the offer before into the filter line."""
        if self._line.input.has_focus:
            self._line.take(-1)

    def action_back(self) -> None:
        """Leave the filter, then the trash, then the screen."""
        if self._line.display:
            self._line.input.value = ""
            self._line.display = False
            self.query_one(RowList).focus()
        elif self._trash:
            self.action_trash()
        else:
            self.app.pop_screen()

    def action_export(self) -> None:
        """Export notes, all of them: while they are being read or filtered, when that is done."""
        if self._arranged.wanted != self.wanted or not self._listing.is_complete:
            self._export = True
        else:
            super().action_export()

    def action_import(self) -> None:
        """Import notes from a file."""
        ask_and_import(self)

    def action_sync(self) -> None:
        """Exchange notes with other devices."""
        sync_notes(self)
