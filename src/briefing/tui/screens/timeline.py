"""The timeline as a picture: lanes over an axis of months, the current event in both languages, the way to its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Label

from briefing.document.model import Lang
from briefing.parallel.model import Parallel
from briefing.reference.collecting import Placed
from briefing.reference.timeline import Event, events_of
from briefing.tui.bindings import bindings_for
from briefing.tui.desk import Desk
from briefing.tui.screens.reference import ReferenceScreen
from briefing.tui.timeline.axis import Axis
from briefing.tui.timeline.state import Timeline
from briefing.tui.widgets.bars import TopBar
from briefing.tui.widgets.find_bar import FindBar
from briefing.tui.widgets.timeline_view import TimelineView


class TimelineScreen(ReferenceScreen[Event]):
    """All timelines of the library as one.

    Args:
        desk: services.
        instead: id of the briefing to open as a text where it lists no event.
    """

    NAME = "timeline"
    KIND = "timeline"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("timeline")]

    def __init__(self, desk: Desk, instead: str = "") -> None:
        super().__init__(desk, instead)
        self._view = TimelineView(desk.tr, desk.lang)

    def compose(self) -> ComposeResult:
        """Build the frame."""
        yield TopBar(self.tr("Timeline"), self.tr("reading …"))
        yield Label("", id="empty", markup=False)
        yield self._view
        yield FindBar(self.tr, self.tr("words, years or names"))
        yield self.key_bar()

    @property
    def main(self) -> TimelineView:
        """The picture."""
        return self._view

    @property
    def reader(self) -> Callable[[Parallel], Iterable[Event]]:
        """What finds the events of a text."""
        return events_of

    @property
    def current(self) -> Placed[Event] | None:
        """The current event."""
        return self._view.timeline.event

    def why_empty(self) -> str:
        """Return how a library gets a timeline."""
        return self.tr(
            "This library has no timeline. A text with “kind: timeline” in its front matter is one; each entry "
            "begins with a date and a name, such as “5 August 2025 · OpenAI”."
        )

    def entries_read(self, entries: Sequence[Placed[Event]]) -> None:
        """Show these events; the current one stays, if it is still there."""
        before = self._view.timeline
        timeline = Timeline(entries)
        timeline.narrow(before.query)
        here = before.event
        same = [at for at in timeline.shown if here and _same(timeline.events[at], here)]
        if same:
            timeline.choose(same[0])
        self._view.show(timeline)

    def narrow(self, query: str) -> int:
        """Show the events that have these words; return how many."""
        self._view.timeline.narrow(query)
        self._view.again()
        return len(self._view.timeline.shown)

    def clear(self) -> bool:
        """Show all events again; return whether some were not shown."""
        had = bool(self._view.timeline.query)
        if had:
            self.narrow("")
        return had

    def place_of(self, entry: Event, lang: Lang) -> tuple[int, Sequence[str]]:
        """Return the row that lists an event, and where it is told."""
        side = entry.sides.get(lang)
        return entry.row, (side.target,) if side and side.target else ()

    @on(TimelineView.Changed)
    def _say_facts(self) -> None:
        timeline = self._view.timeline
        if not timeline.events:
            self.query_one(TopBar).say(self.tr("Timeline"), "")
            return
        facts = [self.tr.plural("{count} event", "{count} events", len(timeline.shown))]
        first, last = (timeline.events[at].entry.day.year for at in (0, -1))
        facts.append(f"{first}–{last}" if first != last else str(first))
        facts.append(self._say_scale(timeline.axis(self._view.columns)))
        self.query_one(TopBar).say(self._title(), " · ".join(facts))

    def _title(self) -> str:
        query = self._view.timeline.query.strip()
        title = self.tr("Timeline")
        return f"{title} / {query}" if query else title

    def _say_scale(self, axis: Axis) -> str:
        columns, months = axis.scale
        if months > 1:
            return self.tr("a column is {count} months", count=months)
        return self.tr.plural("{count} column a month", "{count} columns a month", columns)

    # --- going through it -------------------------------------------------------------------------------------------

    def _go(self, moved: bool) -> None:
        if moved:
            self._view.again()

    def action_event_next(self) -> None:
        """To the next event."""
        self._go(self._view.timeline.step(1))

    def action_event_previous(self) -> None:
        """To the previous event."""
        self._go(self._view.timeline.step(-1))

    def action_lane_down(self) -> None:
        """To the lane below."""
        self._go(self._view.timeline.step_lane(1))

    def action_lane_up(self) -> None:
        """To the lane above."""
        self._go(self._view.timeline.step_lane(-1))

    def action_years_on(self) -> None:
        """A year later."""
        self._go(self._view.timeline.step_years(1))

    def action_years_back(self) -> None:
        """A year earlier."""
        self._go(self._view.timeline.step_years(-1))

    def action_top(self) -> None:
        """To the first event."""
        self._go(self._view.timeline.step(-len(self._view.timeline.events)))

    def action_bottom(self) -> None:
        """To the last event."""
        self._go(self._view.timeline.step(len(self._view.timeline.events)))

    def action_zoom_in(self) -> None:
        """More room for each month."""
        self._go(self._view.timeline.zoom(1, self._view.columns))

    def action_zoom_out(self) -> None:
        """Less room for each month."""
        self._go(self._view.timeline.zoom(-1, self._view.columns))

    def action_zoom_all(self) -> None:
        """The whole span."""
        self._view.timeline.whole()
        self._view.again()

    @on(TimelineView.Chosen)
    def _clicked(self) -> None:
        self.action_open()


def _same(one: Placed[Event], two: Placed[Event]) -> bool:
    return one.briefing.id == two.briefing.id and one.entry.day == two.entry.day and one.entry.sides == two.entry.sides
