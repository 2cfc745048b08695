"""The timeline as a picture: lanes over an axis of months, the current event in both languages, the way to its text."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Label

from briefing.document.model import Lang, other
from briefing.library.model import Library
from briefing.reference.collecting import Collected, Placed, collect
from briefing.reference.timeline import Event, events_of
from briefing.tui.bindings import bindings_for
from briefing.tui.contents import internal
from briefing.tui.desk import Desk
from briefing.tui.messages import OpenBriefing
from briefing.tui.screens.base import DeskScreen
from briefing.tui.timeline.axis import Axis
from briefing.tui.timeline.state import Timeline
from briefing.tui.widgets.bars import TopBar
from briefing.tui.widgets.find_bar import FindBar
from briefing.tui.widgets.timeline_view import TimelineView


class TimelineScreen(DeskScreen):
    """All timelines of the library as one.

    Args:
        desk: services.
        instead: id of the briefing to open as a text where it lists no event.
    """

    NAME = "timeline"
    CSS_PATH = "../views.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("timeline")]

    def __init__(self, desk: Desk, instead: str = "") -> None:
        super().__init__(desk)
        self._instead = instead
        self._view = TimelineView(desk.tr, desk.lang)

    def compose(self) -> ComposeResult:
        """Build the frame."""
        yield TopBar(self.tr("Timeline"), self.tr("reading …"))
        yield Label("", id="empty", markup=False)
        yield self._view
        yield FindBar(self.tr, self.tr("words, years or names"))
        yield self.key_bar()

    def on_mount(self) -> None:
        """Read the timelines."""
        self.query_one("#empty").display = False
        self.query_one(FindBar).fill()
        self._view.focus()
        self._read(self.desk.library)

    def on_library_changed(self) -> None:
        """Read the timelines again."""
        self._read(self.desk.library)

    @work(thread=True, exclusive=True, group="timeline")
    def _read(self, library: Library) -> None:
        found = collect(library, "timeline", events_of)
        self.app.call_from_thread(self._known, library, found)

    def _known(self, library: Library, found: Collected[Event]) -> None:
        """Show what was read; the current event stays, if it is still there."""
        if library is not self.desk.library or not self.is_open:
            return
        if self._instead and not found.entries:
            self.app.pop_screen()
            self.app.post_message(OpenBriefing(self._instead))
            return
        before = self._view.timeline
        timeline = Timeline(found.entries)
        timeline.narrow(before.query)
        here = before.event
        same = [at for at in timeline.shown if here and _same(timeline.events[at], here)]
        if same:
            timeline.choose(same[0])
        empty = self.query_one("#empty", Label)
        empty.display = not timeline.events
        empty.update(self._why_empty())
        self._view.display = bool(timeline.events)
        self._view.show(timeline)
        for error in found.unread:
            self.say_error(error)

    def _why_empty(self) -> str:
        return self.tr(
            "This library has no timeline. A text with “kind: timeline” in its front matter is one; each entry "
            "begins with a date and a name, such as “5 August 2025 · OpenAI”."
        )

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

    # --- the filter -------------------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Type words that an event must have."""
        self.query_one(FindBar).ask()

    @on(FindBar.Typed)
    def _typed(self, message: FindBar.Typed) -> None:
        self._view.timeline.narrow(message.text)
        count = len(self._view.timeline.shown)
        self.query_one(FindBar).say(str(count) if message.text.strip() else "")
        self._view.again()

    @on(FindBar.Done)
    def _done(self, message: FindBar.Done) -> None:
        bar = self.query_one(FindBar)
        if not message.keep:
            bar.clear()
        bar.close()
        self._view.focus()

    def action_back(self) -> None:
        """Show all events again, then leave."""
        if self._view.timeline.query:
            self.query_one(FindBar).clear()
            self._view.timeline.narrow("")
            self._view.again()
        else:
            super().action_back()

    # --- opening ----------------------------------------------------------------------------------------------------

    @on(TimelineView.Chosen)
    def action_open(self) -> None:
        """Open the passage that tells the event, or where the timeline lists it."""
        placed = self._view.timeline.event
        if placed:
            told = self._told(placed, self.desk.lang) or self._told(placed, other(self.desk.lang))
            self.post_message(told or self._listed(placed))

    def action_open_text(self) -> None:
        """Open the timeline where it lists the event."""
        placed = self._view.timeline.event
        if placed:
            self.post_message(self._listed(placed))

    def _told(self, placed: Placed[Event], lang: Lang) -> OpenBriefing | None:
        side = placed.entry.sides.get(lang)
        if side is None or not side.target:
            return None
        inside = internal(self.desk.library, placed.briefing.id, lang, side.target)
        return OpenBriefing(inside[0], lang=lang, heading=inside[1]) if inside else None

    def _listed(self, placed: Placed[Event]) -> OpenBriefing:
        return OpenBriefing(placed.briefing.id, placed.entry.row)


def _same(one: Placed[Event], two: Placed[Event]) -> bool:
    return one.briefing.id == two.briefing.id and one.entry.day == two.entry.day and one.entry.sides == two.entry.sides
