"""Laws of the picture: every event has its mark, the current one is on the screen, each line fits."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.i18n import Translator
from briefing.library.model import Briefing
from briefing.reference.collecting import Placed
from briefing.reference.dates import Day
from briefing.reference.timeline import Event, Told
from briefing.tui.timeline.axis import SCALES, Scale, axis_for, fitting
from briefing.tui.timeline.picture import events_at, frame_of, picture
from briefing.tui.timeline.state import Timeline
from briefing.tui.wrap import width_of

DAYS = st.builds(Day, st.integers(1950, 2049), st.integers(0, 12), st.just(0)) | st.builds(
    Day, st.integers(1950, 2049), st.integers(1, 12), st.integers(0, 28)
)
LANES = st.sampled_from(["OpenAI", "Meta", "Ein recht langer Name einer Spur", "", "開"])


def events(days: list[tuple[Day, str]]) -> list[Placed[Event]]:
    book = Briefing("zeiten", {})
    return [
        Placed(book, Event(day, at, {"de": Told(day.iso, lane, f"Ereignis {at} mit einem Satz.", "")}))
        for at, (day, lane) in enumerate(days)
    ]


@given(st.lists(st.tuples(DAYS, LANES), min_size=1, max_size=40), st.integers(1, 200), st.integers(1, 60), st.data())
@settings(max_examples=150)
def test_lines_fit_and_the_current_event_is_on_the_screen(
    days: list[tuple[Day, str]], width: int, height: int, data: st.DataObject
) -> None:
    timeline = Timeline(events(days))
    for _ in range(data.draw(st.integers(0, 9))):
        timeline.zoom(1, width)
    timeline.choose(data.draw(st.integers(0, len(days) - 1)))
    frame = frame_of(timeline, "de", width, height, data.draw(st.integers(0, 400)))
    lines = picture(timeline, frame, Translator("de"), "de", width, height)
    assert len(lines) <= height
    assert all(sum(width_of(text) for text, _ in line) == width for line in lines)
    if width > 30 and height > 8:
        spots = [
            (x, y) for y in range(height) for x in range(width) if timeline.current in events_at(timeline, frame, x, y)
        ]
        assert len(spots) == 1


@given(st.lists(DAYS, min_size=1, max_size=30), st.sampled_from(SCALES))
def test_a_later_day_is_never_further_left(days: list[Day], scale: Scale) -> None:
    axis = axis_for(days, scale)
    columns = [axis.column(day) for day in sorted(days)]
    assert columns == sorted(columns)
    assert 0 <= columns[0] <= columns[-1] < axis.width + scale.columns


@given(st.lists(DAYS, min_size=1, max_size=30), st.integers(1, 300))
def test_the_whole_span_fits_where_any_scale_does(days: list[Day], width: int) -> None:
    number = fitting(days, width)
    widths = [axis_for(days, scale).width for scale in SCALES]
    assert widths == sorted(widths)
    assert widths[number] <= width or number == 0
    assert number == len(SCALES) - 1 or widths[number + 1] > width


@given(st.lists(st.tuples(DAYS, LANES), min_size=1, max_size=30), st.lists(st.sampled_from("lrudyYzZ0"), max_size=30))
def test_no_way_leaves_what_is_shown(days: list[tuple[Day, str]], keys: list[str]) -> None:
    timeline = Timeline(events(days))
    timeline.narrow("ereignis 1")
    moves = {
        "l": lambda: timeline.step(-1),
        "r": lambda: timeline.step(1),
        "u": lambda: timeline.step_lane(-1),
        "d": lambda: timeline.step_lane(1),
        "y": lambda: timeline.step_years(1),
        "Y": lambda: timeline.step_years(-1),
        "z": lambda: timeline.zoom(1, 80),
        "Z": lambda: timeline.zoom(-1, 80),
        "0": timeline.whole,
    }
    for key in keys:
        moves[key]()
        assert timeline.current in timeline.shown or not timeline.shown


def test_over_centuries_only_the_years_that_are_named_have_a_mark() -> None:
    axis = axis_for([Day(1000), Day(2025)], SCALES[0])
    named = {column for column, _ in axis.years(0, axis.width)}
    marks = {column for column, sign in enumerate(axis.rule(0, axis.width)) if sign == "┬"}
    assert named <= marks
    assert len(marks) <= len(named) + 2
