"""All notes of the library, or of one briefing: filter, jump, edit, delete, undo, export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Label

from briefing.document.model import Range
from briefing.errors import BriefingError
from briefing.i18n import n_
from briefing.notes.model import SYMBOLS, State, tag_line
from briefing.notes.placing import Placed
from briefing.search.snippet import snippet
from briefing.text import one_line
from briefing.tui.bindings import bindings_for
from briefing.tui.desk import Desk
from briefing.tui.messages import OpenBriefing
from briefing.tui.note_filter import NoteFilter, marks_of
from briefing.tui.screens.base import DeskScreen
from briefing.tui.screens.exchanging import ask_and_import, sync_notes
from briefing.tui.screens.exporting import ask_and_export
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.note_reviewing import review
from briefing.tui.screens.picker import fit
from briefing.tui.widgets.bars import TopBar
from briefing.tui.widgets.one_line import OneLine
from briefing.tui.widgets.row_list import ItemLines, Piece, RowList

if TYPE_CHECKING:
    from briefing.search.filters import Mistake
    from briefing.search.text_index import Match

_LIST_VERBS = frozenset({"line-down", "line-up", "page-down", "page-up", "top", "bottom", "open"})
STATES = {
    State.EXACT: "",
    State.MOVED: n_("→ moved"),
    State.CHANGED: n_("≈ changed"),
    State.REVIEW: n_("? to check"),
    State.ORPHAN: n_("∅ passage gone"),
}


class NotesScreen(DeskScreen):
    """The notes, in document order.

    Args:
        desk: services.
        briefing: show the notes of this one alone, or of all.
        export: ask for the export as soon as the notes are read.
    """

    NAME = "notes"
    CSS_PATH = "../lists.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("notes", skip=_LIST_VERBS)]

    def __init__(self, desk: Desk, briefing: str | None = None, *, export: bool = False) -> None:
        super().__init__(desk)
        self._only = briefing
        self._export = export
        self._all: tuple[Placed, ...] = ()
        self._shown: tuple[Placed, ...] = ()
        self._filter = self._answered = self._wrong = ""
        self._filtering = NoteFilter()
        self._matches: Mapping[str, Match] = {}

    def compose(self) -> ComposeResult:
        """Build the frame."""
        yield TopBar(self.tr("Notes"))
        with Horizontal(id="ask"):
            yield Label("/", classes="sign")
            yield OneLine(placeholder=self.tr("words of quote, note, tag or title"), compact=True)
        yield Label("", id="empty", markup=False)
        yield RowList(self._lines, 5)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Read the notes."""
        self.query_one("#ask").display = False
        self.query_one(RowList).focus()
        self._load()

    def on_notes_changed(self) -> None:
        """Read the notes again."""
        self._load()

    def on_library_changed(self) -> None:
        """Place the notes in the texts as they are now."""
        self._load()

    @work(thread=True, exclusive=True, group="notes")
    def _load(self) -> None:
        try:
            placed = tuple(self.desk.notebook.placed(self.desk.library, self._only))
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        self.app.call_from_thread(self._loaded, placed)

    def _loaded(self, placed: tuple[Placed, ...]) -> None:
        self._all, self._filtering = placed, NoteFilter(placed)
        self._ask()

    def _ask(self) -> None:
        """Show the notes that pass the filter: at once when there is none, else when the answer is there."""
        if self._filter.strip():
            self._find(self._filter, self._filtering)
        else:
            self.workers.cancel_group(self, "filter")
            self._found(self._filter, self._filtering, None)

    @work(thread=True, exclusive=True, group="filter")
    def _find(self, text: str, filtering: NoteFilter) -> None:
        if text == self._filter and filtering is self._filtering:
            self.app.call_from_thread(self._found, text, filtering, filtering.find(text), filtering.mistakes(text))

    @work(thread=True, group="filter")
    def _prepare(self, filtering: NoteFilter) -> None:
        filtering.prepare()

    def _found(
        self,
        text: str,
        filtering: NoteFilter,
        found: Mapping[int, Match] | None,
        mistakes: Sequence[Mistake] = (),
    ) -> None:
        """Show what passed a filter, unless another one was typed or the notes changed meanwhile."""
        if text != self._filter or filtering is not self._filtering or not self.is_open:
            return
        current, self._answered = self._current(), text
        self._shown = self._all if found is None else tuple(self._all[index] for index in found)
        self._matches = {self._all[index].note.id: match for index, match in (found or {}).items()}
        self._wrong = " ".join(self.tr(each.message, **dict(each.values)) for each in mistakes)
        self._show(current)
        if self._export:
            self._export = False
            self.action_export()

    def _show(self, current: Placed | None) -> None:
        """Show the notes; the highlight stays on its note if that is still there."""
        ids = [each.note.id for each in self._shown]
        rows = self.query_one(RowList)
        old = rows.index or 0
        rows.fill(len(ids), ids.index(current.note.id) if current and current.note.id in ids else old)
        empty = self.query_one("#empty", Label)
        empty.display = not ids
        none = self.tr("No note matches.") if self._all else self.tr("No notes yet: press a on a sentence.")
        empty.update(f"{none} {self._wrong}".rstrip())
        library = self.desk.library
        gone = sum(each.anchor.state is State.ORPHAN and each.note.briefing in library.by_id for each in self._all)
        facts = [self.tr.plural("{count} note", "{count} notes", len(ids))]
        if gone:
            facts.append(self.tr("{count} without a passage", count=gone))
        self.query_one(TopBar).say(self._title(), " · ".join(facts))

    def _title(self) -> str:
        briefing = self.desk.library.get(self._only) if self._only else None
        if briefing is None:
            return self.tr("Notes")
        return self.tr("Notes on “{title}”", title=briefing.edition(self.desk.lang).title)

    def _current(self) -> Placed | None:
        index = self.query_one(RowList).index
        return self._shown[index] if index is not None and index < len(self._shown) else None

    def _lines(self, index: int, width: int) -> ItemLines:
        placed = self._shown[index]
        note, room = placed.note, max(10, width - 8)
        where = f"{note.briefing}#{placed.row}" if placed.row is not None else note.briefing
        marks = marks_of(self._matches.get(note.id))
        head: list[Piece] = [
            (f" {SYMBOLS[note.category]} ", "sign"),
            *_lit(note.title, marks.title, "title"),
            (f"  {where}  {note.updated[:10]}", "quiet"),
        ]
        if self.desk.library.get(note.briefing) is None:
            head.append(("  " + self.tr("∅ not in this library"), "warning"))
        elif placed.anchor.state is not State.EXACT:
            head.append(("  " + self.tr(STATES[placed.anchor.state]), "warning"))
        if note.tags:
            head.extend([("  ", ""), *_lit(tag_line(note), marks.tags, "accent")])
        text, ranges = snippet(note.target.exact, marks.quote, room)
        lines: list[list[Piece]] = [fit(head, width - 1), [(f"   {note.lang}  ", "accent"), *_lit(text, ranges)]]
        if placed.counterpart and placed.counterpart_lang:
            text, ranges = snippet(placed.counterpart, marks.counterpart, room)
            lines.append([(f"   {placed.counterpart_lang}  ", "quiet"), *_lit(text, ranges, "quiet")])
        if note.body:
            text, ranges = snippet(one_line(note.body), marks.body, room)
            lines.append([("   ✎   ", "sign"), *_lit(text, ranges)])
        return lines

    # --- verbs ------------------------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def _jump(self, event: RowList.Chosen) -> None:
        placed = self._shown[event.index]
        if self.desk.library.get(placed.note.briefing):
            self.post_message(OpenBriefing(placed.note.briefing, note=placed.note.id))
        else:
            self.say(self.tr("“{id}” is not in the library any more.", id=placed.note.briefing), error=True)

    def action_edit_note(self) -> None:
        """Edit the highlighted note."""
        current = self._current()
        if current:
            self.app.push_screen(NoteEditor(self.desk, current.note, "", current.counterpart or ""), self.note_written)

    def action_review_note(self) -> None:
        """Decide on the highlighted note, then on the others that are shown."""
        review(self, self._shown, self._current())

    def action_delete(self) -> None:
        """Delete the highlighted note; undo brings it back."""
        current = self._current()
        if current:
            self.delete_note(current.note.id)

    def action_filter(self) -> None:
        """Show the filter line."""
        self.query_one("#ask").display = True
        self.query_one(Input).focus()
        self._prepare(self._filtering)

    @on(Input.Changed)
    def _filter_typed(self, event: Input.Changed) -> None:
        self._filter = event.value
        self._ask()

    @on(Input.Submitted)
    def _filter_done(self) -> None:
        self.query_one(RowList).focus()

    def action_back(self) -> None:
        """Leave the filter, then the screen."""
        field = self.query_one(Input)
        if self.query_one("#ask").display:
            field.value = ""
            self.query_one("#ask").display = False
            self.query_one(RowList).focus()
        else:
            self.app.pop_screen()

    def action_export(self) -> None:
        """Export the notes that are shown; those of a filter whose answer is on its way when it is there."""
        if self._answered != self._filter:
            self._export = True
        elif self._shown:
            ask_and_export(self, self._shown, self._only)
        else:
            self.say(self.tr("There are no notes to export."))

    def action_import(self) -> None:
        """Import notes from a file."""
        ask_and_import(self)

    def action_sync(self) -> None:
        """Exchange notes with other devices."""
        sync_notes(self)


def _lit(text: str, ranges: Sequence[Range], role: str = "") -> list[Piece]:
    """Return a text in one role, with the ranges in that of a match."""
    pieces: list[Piece] = []
    at = 0
    for start, end in ranges:
        pieces.extend([(text[at:start], role), (text[start:end], "match")])
        at = end
    pieces.append((text[at:], role))
    return [piece for piece in pieces if piece[0]]
