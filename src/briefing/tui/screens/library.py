"""The library: every briefing with what a reader wants to know before opening it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Label

from briefing.errors import BriefingError
from briefing.library.address import find
from briefing.library.model import Briefing
from briefing.notes.model import Reading
from briefing.notes.stamps import now
from briefing.tui.bindings import bindings_for
from briefing.tui.desk import Desk
from briefing.tui.item_lines import Above, Even
from briefing.tui.messages import OpenBriefing, OpenNotes, OpenSearch, Rescan
from briefing.tui.row_text import ItemLines, Piece, fit
from briefing.tui.saved import Saved
from briefing.tui.screens.library_searches import SearchListing
from briefing.tui.screens.picker import Entry, Picker
from briefing.tui.screens.prompt import Prompt
from briefing.tui.widgets.bars import TopBar
from briefing.tui.widgets.row_list import RowList
from briefing.tui.wrap import width_of

WORDS_A_MINUTE = {"de": 180, "en": 200}
_LIST_VERBS = frozenset({"line-down", "line-up", "page-down", "page-up", "top", "bottom", "open"})
_NARROW = 100
"""Below this many columns the list leaves out what matters least."""
_NARROWEST = 56
"""Columns below which titles need the room."""
_HEIGHT = 3
"""Lines of a briefing."""


def reading_minutes(briefing: Briefing, lang: str) -> int:
    """Return the minutes that the edition in the interface's language takes to read, at least 1."""
    edition = briefing.edition("de" if lang == "de" else "en")
    return max(1, round(edition.words / WORDS_A_MINUTE[edition.lang]))


class LibraryScreen(SearchListing):
    """The list that the app opens with."""

    NAME = "library"
    CSS_PATH = "../lists.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("library", skip=_LIST_VERBS)]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._readings: dict[str, Reading] = {}
        self._counts: dict[str, int] = {}
        self._shown: Sequence[Briefing] = ()
        self._highlighted: Saved | Briefing | None = None

    def compose(self) -> ComposeResult:
        """Build the frame."""
        yield TopBar("briefing")
        yield Label("", id="empty", markup=False)
        yield RowList(self._lines)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Show what is known."""
        self._read_store()
        self.fill()
        self.query_one(RowList).focus()

    def on_screen_resume(self) -> None:
        """Reading positions, notes and saved searches may have changed meanwhile."""
        self._look_again()
        self.load_searches()

    def on_notes_changed(self) -> None:
        """Show counts and positions as they are now."""
        self.forget_deleted()
        self.count_notes()
        self._look_again()

    def on_reading_kept(self) -> None:
        """Show how far the text that was left has been read."""
        self._look_again()

    def _look_again(self) -> None:
        self._read_store()

    def on_library_changed(self) -> None:
        """Show the new list with the same briefing highlighted."""
        self.fill()

    def repaint_list(self) -> None:
        """Paint the list again."""
        self.query_one(RowList).repaint()

    def _read_store(self) -> None:
        self._read_for(self.app)

    @work(thread=True, exclusive=True, group="marks")
    def _read_for(self, app: App[object]) -> None:
        """Read positions and counts; another program may keep the notes waiting, but not the screen.

        Args:
            app: the screen's, which a screen that is being closed can't tell.
        """
        try:
            readings, counts = self.desk.store.readings(), self.desk.store.counts()
        except BriefingError as error:
            app.call_from_thread(self.say_error, error)
            return
        app.call_from_thread(self._show_store, readings, counts)

    def _show_store(self, readings: dict[str, Reading], counts: dict[str, int]) -> None:
        if self.is_open:
            self._readings, self._counts = readings, counts
            self._say_totals()
            self.query_one(RowList).repaint()

    def fill(self) -> None:
        """Show the list with the same item highlighted."""
        rows = self.query_one(RowList)
        current, library = self._highlighted, self.desk.library
        self._shown = library.briefings
        above = len(self.searches)
        if isinstance(current, Saved):
            index = next((at for at, each in enumerate(self.searches) if each.name == current.name), rows.index or 0)
        else:
            index = above + ((library.position(current.id) if current else None) or 0)
        rows.fill(Above(self.search_heights(), Even(len(self._shown), _HEIGHT)), index)
        self._highlighted = self._item(rows.index)
        empty = self.query_one("#empty", Label)
        empty.display = not self._shown
        paths = ", ".join(str(root) for root in self.desk.roots)
        if library.problems:
            empty.update(self.tr("No file in {path} can be read; P says why.", path=paths))
        else:
            empty.update(self.tr("No Markdown files in {path}", path=paths))
        self._say_totals()

    def _item(self, index: int | None) -> Saved | Briefing | None:
        """Return what an item of the list stands for."""
        if index is None:
            return None
        if index < len(self.searches):
            return self.searches[index]
        index -= len(self.searches)
        return self._shown[index] if index < len(self._shown) else None

    @on(RowList.Highlighted)
    def _remember(self, event: RowList.Highlighted) -> None:
        self._highlighted = self._item(self.query_one(RowList).index)

    def _current(self) -> Briefing | None:
        item = self._item(self.query_one(RowList).index)
        return None if isinstance(item, Saved) else item

    def _say_totals(self) -> None:
        library = self.desk.library
        # Those that were read are few, however many there are.
        read = sum(reading.read and library.position(name) is not None for name, reading in self._readings.items())
        facts = [
            self.tr.plural("{count} briefing", "{count} briefings", len(library.briefings)),
            self.tr("{count} unread", count=len(library.briefings) - read),
        ]
        if library.serious:
            facts.append(self.tr.plural("{count} problem (P)", "{count} problems (P)", library.serious))
        self.query_one(TopBar).say("briefing", " · ".join(facts))

    def _is_read(self, briefing: Briefing) -> bool:
        reading = self._readings.get(briefing.id)
        return bool(reading and reading.read)

    def _lines(self, index: int, width: int) -> ItemLines:
        if index < len(self.searches):
            return [self.search_line(index, width)]
        briefing = self._shown[index - len(self.searches)]
        edition = briefing.edition(self.desk.lang)
        facts = self._facts(briefing, width)
        used = sum(width_of(text) for text, _ in facts)
        dot: Piece = ("   ", "") if self._is_read(briefing) else (" ● ", "unread")
        title = fit([(edition.title, "title")], max(8, width - used - 4))
        gap = " " * max(1, width - 3 - used - sum(width_of(text) for text, _ in title))
        return [
            [dot, *title, (gap, ""), *facts],
            [("   ", ""), *fit([(edition.summary, "quiet")], max(1, width - 6))],
            [],
        ]

    def _facts(self, briefing: Briefing, width: int) -> list[Piece]:
        minutes = reading_minutes(briefing, self.tr.lang)
        count = self._counts.get(briefing.id, 0)
        reading = self._readings.get(briefing.id)
        progress = self.tr("{count}%", count=round(100 * reading.progress)) if reading and reading.progress > 0 else ""
        if width < _NARROWEST:
            return [(f" {'✎' + str(count)}" if count else "", "sign"), (f" {'·'.join(briefing.langs)}", "accent")]
        facts: list[Piece] = [
            (f"{'✎' + str(count) if count else '':>5}", "sign"),
            (f"{progress:>7}", "accent"),
            (f"{minutes:>5} min", "quiet"),
            (f"  {'·'.join(briefing.langs):<5} ", "accent"),
        ]
        if width >= _NARROW:
            facts.insert(2, (f"  {briefing.date:>10}", "quiet"))
        return facts

    @on(RowList.Chosen)
    def _open(self, event: RowList.Chosen) -> None:
        item = self._item(event.index)
        if isinstance(item, Saved):
            self.post_message(OpenSearch(item.query))
        elif item and item.kind == "timeline":
            self.action_timeline(item.id)
        elif item and item.kind == "register":
            self.action_register(item.id)
        elif item:
            self.post_message(OpenBriefing(item.id))

    def action_delete(self) -> None:
        """Delete the highlighted saved search."""
        item = self._item(self.query_one(RowList).index)
        if isinstance(item, Saved):
            self.delete_search(item)

    async def action_leave(self) -> None:
        """Quit: there is nothing behind the library."""
        await self.app.action_quit()

    def action_notes_here(self) -> None:
        """Open the notes of the highlighted briefing."""
        current = self._current()
        if current:
            self.post_message(OpenNotes(current.id))

    def action_toggle_read(self) -> None:
        """Mark the highlighted briefing as read or unread."""
        current = self._current()
        if current:
            before = self._readings.get(current.id, Reading(current.id))
            self._save(Reading(current.id, before.row, before.progress, not before.read, now()))

    @work(thread=True, group="store")
    def _save(self, reading: Reading) -> None:
        try:
            self.desk.store.save_reading(reading)
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        self.app.call_from_thread(self._look_again)

    def action_reload(self) -> None:
        """Read the files again."""
        self.post_message(Rescan())
        self.say(self.tr("Reading the library again …"))

    def action_export(self) -> None:
        """Export all notes."""
        self.post_message(OpenNotes(export=True))

    def action_go(self) -> None:
        """Ask for an address and open it."""

        def check(text: str) -> str | None:
            try:
                find(self.desk.library, text.strip())
            except BriefingError as error:
                return self.tr.error(error)
            return None

        def go(text: str | None) -> None:
            if text:
                briefing, row = find(self.desk.library, text.strip())
                self.post_message(OpenBriefing(briefing.id, row))

        self.app.push_screen(Prompt(self.tr("Go to an address"), hint=self.tr("slug or slug#12"), check=check), go)

    def action_problems(self) -> None:
        """List the files that could not be read, and why."""
        entries: list[Entry[int]] = [
            Entry(
                [
                    (f" {problem.path}" + (f":{problem.line}" if problem.line else ""), "title"),
                    (f"  {self.tr(problem.message, **dict(problem.values))}", "quiet"),
                ],
                index,
                f"{problem.path}: {self.tr(problem.message, **dict(problem.values))}",
            )
            for index, problem in enumerate(self.desk.library.problems)
        ]
        if entries:
            self.app.push_screen(Picker(self.tr("Problems"), entries))
        else:
            self.say(self.tr("All files could be read."))
