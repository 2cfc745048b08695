"""What the picture of a timeline shows: which events, which of them is chosen, at what scale. No screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from briefing.document.model import LANGS, Lang
from briefing.reference.collecting import Placed
from briefing.reference.timeline import Event, Lanes
from briefing.text import fold
from briefing.tui.narrowing import narrowed
from briefing.tui.timeline.axis import SCALES, Axis, axis_for, fitting

_YEAR: Final = 12 * 31


class Timeline:
    """Events in order of time, a choice of them, and one that is current.

    Args:
        events: of all timelines of the library.
    """

    def __init__(self, events: Sequence[Placed[Event]]) -> None:
        self.events = sorted(events, key=lambda placed: placed.entry.day)
        self.lanes = Lanes([placed.entry for placed in self.events])
        self._lane_of = [self.lanes.of(placed.entry) for placed in self.events]
        ends = [placed.entry.day for placed in self.events]
        self._days = [min(ends), max(ends)] if ends else []
        self._texts = [_words(placed.entry) for placed in self.events]
        self.shown: list[int] = list(range(len(self.events)))
        self.query = ""
        self.current = len(self.events) - 1 if self.events else None
        self._zoom: int | None = None
        self._shown_lanes = self._lanes_shown()

    # --- what is shown ----------------------------------------------------------------------------------------------

    def narrow(self, query: str) -> None:
        """Show the events that have all words of a query, or of which some words are nearly those."""
        self.query = query
        found = narrowed(self._texts, query, range(len(self.events)))
        self.shown = found
        self._shown_lanes = self._lanes_shown()
        if self.current not in found:
            here = self.current if self.current is not None else 0
            self.current = min(found, key=lambda at: (abs(at - here), at), default=None)

    def _lanes_shown(self) -> list[int]:
        return sorted({self.lane_of(at) for at in self.shown})

    @property
    def shown_lanes(self) -> Sequence[int]:
        """The lanes that have an event which is shown, by number, in order."""
        return self._shown_lanes

    def lane_of(self, at: int) -> int:
        """Return the number of an event's lane."""
        return self._lane_of[at]

    def lane_name(self, lane: int, lang: Lang) -> str:
        """Return what a lane is called."""
        return self.lanes.name(lane, lang)

    @property
    def event(self) -> Placed[Event] | None:
        """The current event."""
        return None if self.current is None else self.events[self.current]

    # --- the scale --------------------------------------------------------------------------------------------------

    def axis(self, width: int) -> Axis:
        """Return the axis of all events; the whole span fits the width unless another scale was asked for."""
        return axis_for(self._days, SCALES[fitting(self._days, width) if self._zoom is None else self._zoom])

    def zoom(self, step: int, width: int) -> bool:
        """Go to a finer (1) or coarser (-1) scale; return whether there was one."""
        fit = fitting(self._days, width)
        now = fit if self._zoom is None else self._zoom
        new = max(min(fit, now), min(now + step, len(SCALES) - 1))
        self._zoom = None if new == fit else new
        return new != now

    def whole(self) -> None:
        """Show the whole span."""
        self._zoom = None

    # --- going through it -------------------------------------------------------------------------------------------

    def choose(self, at: int) -> None:
        """Make an event the current one, if it is shown."""
        if at in self.shown:
            self.current = at

    def step(self, steps: int) -> bool:
        """Go on by some of the events that are shown; return whether that led to another one."""
        if self.current is None:
            return False
        here = self.shown.index(self.current)
        there = max(0, min(here + steps, len(self.shown) - 1))
        self.current = self.shown[there]
        return there != here

    def step_lane(self, step: int) -> bool:
        """Go to the event of the lane above (-1) or below (1) that is nearest in time; return whether there is one."""
        if self.current is None:
            return False
        lanes = self._shown_lanes
        place = lanes.index(self.lane_of(self.current)) + step
        if not 0 <= place < len(lanes):
            return False
        now = _days(self.events[self.current].entry)
        those = [at for at in self.shown if self.lane_of(at) == lanes[place]]
        self.current = min(those, key=lambda at: abs(_days(self.events[at].entry) - now))
        return True

    def step_years(self, years: int) -> bool:
        """Go to the first event at least so many years on or back, or to the last one that way."""
        if self.current is None:
            return False
        here, now = self.current, _days(self.events[self.current].entry)
        way, sign = (self.shown, 1) if years > 0 else (self.shown[::-1], -1)
        enough = abs(years) * _YEAR
        beyond = (at for at in way if (_days(self.events[at].entry) - now) * sign >= enough)
        self.current = next(beyond, way[-1])
        return self.current != here


def _days(event: Event) -> int:
    """Return about how many days after the year 0 an event was: near enough to compare."""
    return event.day.months * 31 + event.day.day


def _words(event: Event) -> str:
    sides = [event.sides[lang] for lang in LANGS if lang in event.sides]
    return fold(" ".join([event.day.iso, *(f"{side.date} {side.lane} {side.text}" for side in sides)]))
