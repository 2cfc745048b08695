"""Search over the library: results as you type, the newest query wins, Enter lands on the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Label

from briefing.search.model import Answer, Hit
from briefing.tui.bindings import bindings_for
from briefing.tui.desk import Desk
from briefing.tui.hit_list import hit_list, marked
from briefing.tui.messages import OpenBriefing
from briefing.tui.newest import Newest
from briefing.tui.noted_list import MOST, NotedList
from briefing.tui.past import Past
from briefing.tui.screens.search_past import PastSearching
from briefing.tui.widgets.bars import TopBar
from briefing.tui.widgets.query_line import QueryLine
from briefing.tui.widgets.row_list import ItemLines, RowList

if TYPE_CHECKING:
    from briefing.notes.finding import NoteHit
    from briefing.search.completion import Values

__all__ = ["SearchScreen", "marked"]

LIMITS: Final = (20, 80, 200)
"""Hits that are asked for first, and when the reader comes near the end of the list."""
_AGAIN: Final = 1.0
"""Seconds between two searches for the same while the index grows."""
_IN_THE_TEXT: Final = frozenset({"title", "heading", "body"})
"""Fields whose text is a row of the briefing, so that what is matched can be lit there."""


class Wanted(NamedTuple):
    """What the engine is asked.

    Attributes:
        query: as typed.
        limit: hits.
    """

    query: str
    limit: int


class SearchScreen(PastSearching):
    """One line to type in, and the hits below.

    Args:
        desk: services.
        query: what stands in the line first.
    """

    NAME = "search"
    CSS_PATH = "../lists.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("search")]

    def __init__(self, desk: Desk, query: str = "") -> None:
        super().__init__(desk, query)
        self._requests: Newest[Wanted] = Newest()
        self._limit = LIMITS[0]
        self._answer: Answer | None = None
        self._notes: Sequence[NoteHit] = ()
        self._list: NotedList | Past = Past((), (), self.tr)
        self._placed: tuple[int | None, int] = (None, 0)
        """The highlighted item and the scroll as the list was filled; what differs, the reader has moved."""
        self._moved = False
        self._by_briefing = desk.by_briefing
        """The order of the hits that are shown."""
        self._open_when_answered = False
        self._asked_at = 0.0

    def compose(self) -> ComposeResult:
        """Build the frame."""
        yield TopBar(self.tr("Search"))
        yield QueryLine(self.tr, self.query_text, self._values)
        yield Label("", id="empty", markup=False)
        yield RowList(self._lines)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(RowList).can_focus = False
        self.query_one(Input).focus()
        self._show_list()
        self.load_past()
        self.read_notes()

    def _values(self) -> Values:
        return self.desk.engine.values

    # --- asking -----------------------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.query_text = event.value
        self._open_when_answered = False
        self._limit, self._moved = LIMITS[0], False
        self.stop_walking(event.value)
        if event.value.strip():
            self._ask()
        else:
            self._requests.forget()
            self._answer = None
            self._show_list()

    def _ask(self) -> None:
        """Ask for what is typed, behind a search that is running, and instead of all others that wait for it."""
        self._asked_at = monotonic()
        if self._requests.put(Wanted(self.query_text, self._limit)):
            self._search()

    @work(thread=True, group="search")
    def _search(self) -> None:
        while (wanted := self._requests.take()) is not None:
            answer = self.desk.engine.search(wanted.query, wanted.limit)
            self.app.call_from_thread(self._answered, answer, self.notes_for(wanted.query))

    def past_ready(self) -> None:
        """Show what was searched for before, where nothing is typed."""
        if self.is_open and not self.query_text.strip():
            self._show_list()

    def notes_ready(self) -> None:
        """Show the notes too."""
        if self.is_open and self.query_text.strip():
            self._ask()

    def _answered(self, answer: Answer, notes: Sequence[NoteHit] = ()) -> None:
        """Show the hits of a query, unless another one was typed meanwhile."""
        if answer.query != self.query_text or not self.is_open:
            return
        same = self._answer is not None and self._answer.query == answer.query
        self._look_where_the_reader_is()
        self._answer, self._notes = answer, notes
        self._show_list(steady=same and self._moved)
        if self._open_when_answered:
            self._open_when_answered = False
            self.action_open()

    def _look_where_the_reader_is(self) -> None:
        rows = self.query_one(RowList)
        self._moved = self._moved or (rows.index, rows.scroll_offset.y) != self._placed

    @on(RowList.NearEnd)
    def _near_the_end(self) -> None:
        """Ask for more, if there may be more."""
        more = next((limit for limit in LIMITS if limit > self._limit), None)
        if more and self._answer and self._answer.query == self.query_text and len(self._answer.hits) >= self._limit:
            self._limit = more
            self._ask()

    def on_notes_changed(self) -> None:
        """Search again in the notes as they are now."""
        if self.query_text.strip():
            self._ask()

    def on_index_grows(self) -> None:
        """Show how far it is, and now and then what can be found meanwhile."""
        self._say_facts()
        if self.desk.indexing and self.desk.indexing.changed and monotonic() - self._asked_at >= _AGAIN:
            self.on_index_changed()

    def on_index_changed(self) -> None:
        """Search again in what is indexed now."""
        self._say_facts()
        if self.query_text.strip():
            self._ask()

    # --- showing ----------------------------------------------------------------------------------------------------

    def _show_list(self, *, steady: bool = False) -> None:
        """Show the hits with the best one highlighted, or what was searched for before.

        Args:
            steady: keep the hit that is highlighted, and its place on the screen.
        """
        rows = self.query_one(RowList)
        hit, index = self._hit, 0
        if self._answer is None:
            self._list = self.past()
        else:
            hits, width = self._answer.hits, rows.scrollable_content_region.width
            self._by_briefing = self.desk.by_briefing
            below = hit_list(hits, self.tr, width, by_briefing=self._by_briefing)
            found = NotedList(self._notes[:MOST], below, self.tr, self.desk.symbols)
            self._list = found
            same = found.index_of(hit if steady else hits[0] if hits else None)
            index = (rows.index or 0 if steady else found.first_hit) if same is None else same
        if not steady:
            rows.scroll_to(y=0, animate=False, immediate=True)
        rows.fill(self._list.heights, index, steady=steady)
        self._placed = rows.index, rows.scroll_offset.y
        self.query_one(QueryLine).say_mistakes(self.query_text, self._answer.mistakes if self._answer else ())
        self._say_facts()

    @property
    def _hit(self) -> Hit | None:
        """The highlighted hit."""
        index = self.query_one(RowList).index
        return self._list.hit_at(index) if isinstance(self._list, NotedList) else None

    def _say_facts(self) -> None:
        """Show how many hits there are, and how far the index is."""
        facts: list[str] = []
        indexing = self.desk.indexing
        found = self._answer.hits if self._answer else None
        if found is not None and len(found) >= self._limit:
            facts.append(self.tr("{count}+ hits", count=len(found)))
        elif found or (found is not None and not self._notes):
            facts.append(self.tr.plural("{count} hit", "{count} hits", len(found)))
        if found is not None and len(self._notes) > MOST:
            facts.append(self.tr("{count}+ notes", count=MOST))
        elif found is not None and self._notes:
            facts.append(self.tr.plural("{count} note", "{count} notes", len(self._notes)))
        if self._by_briefing and found:
            facts.append(self.tr("by briefing"))
        if indexing and indexing.percent is not None:
            facts.append(self.tr("{count} % indexed", count=indexing.percent))
        self.query_one(TopBar).say(self.tr("Search"), " · ".join(facts))
        empty = self.query_one("#empty", Label)
        empty.display = found == () and not self._notes
        empty.update(self.tr("Not found yet; texts are still being read.") if indexing else self.tr("Nothing found."))

    def on_resize(self) -> None:
        """Lay the hits out for the new width."""
        if self._answer:
            self.call_after_refresh(self._show_list, steady=True)

    def on_screen_resume(self) -> None:
        """Another search may have changed the order of hits, and queries may have been kept."""
        super().on_screen_resume()
        if self.is_open and self._answer and self._by_briefing != self.desk.by_briefing:
            self._show_list(steady=True)

    def _lines(self, index: int, width: int) -> ItemLines:
        return self._list.lines(index, width)

    # --- choosing ---------------------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    @on(Input.Submitted)
    def action_open(self) -> None:
        """Land on the highlighted hit; when Enter comes before the answer, on its first one. Or take a search."""
        index = self.query_one(RowList).index
        if not self.query_text.strip():
            if isinstance(self._list, Past) and index is not None:
                self.query_one(QueryLine).put(self._list.queries[index])
        elif self._answer is None or self._answer.query != self.query_text:
            self._open_when_answered = True
        elif isinstance(self._list, NotedList) and (note := self._list.note_at(index)):
            self.keep_query()
            self.post_message(OpenBriefing(note.briefing, note=note.note, query=self.query_text))
        elif hit := self._hit:
            self.keep_query()
            ranges = hit.ranges if hit.field in _IN_THE_TEXT else ()
            self.post_message(OpenBriefing(hit.briefing, hit.row, hit.lang, ranges, query=self.query_text))

    def action_line_down(self) -> None:
        """To the next hit."""
        self.query_one(RowList).action_line_down()

    def action_line_up(self) -> None:
        """To the previous hit."""
        self.query_one(RowList).action_line_up()

    def action_page_down(self) -> None:
        """One page down."""
        self.query_one(RowList).action_page_down()

    def action_page_up(self) -> None:
        """One page up."""
        self.query_one(RowList).action_page_up()

    def action_group_hits(self) -> None:
        """Show the best hits first, or those of each briefing together."""
        self.desk.by_briefing = not self.desk.by_briefing
        if self._answer:
            self._look_where_the_reader_is()
            self._show_list(steady=self._moved)

    def action_complete(self) -> None:
        """Put what Tab offers into the line."""
        self.query_one(QueryLine).take(1)

    def action_complete_back(self) -> None:
        """Put the offer before into the line."""
        self.query_one(QueryLine).take(-1)
