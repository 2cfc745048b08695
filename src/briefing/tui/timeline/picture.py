"""The picture of a timeline as tinted lines: years, months, lanes with marks, and the current event's text. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from briefing.document.model import Lang
from briefing.i18n import Translator
from briefing.tui.lines import cut, exactly
from briefing.tui.paint import PLAIN, Tinted, joined
from briefing.tui.timeline.axis import Axis
from briefing.tui.timeline.state import Timeline
from briefing.tui.two_sides import two_sides
from briefing.tui.wrap import width_of

_HEAD: Final = 2
"""Lines above the lanes: years, and months or a rule."""
_CARD: Final = 8
"""Lines that the event's text has at least, if there is room for three lanes."""
_LEAST_LANES: Final = 3
_LABEL: Final = (8, 20)
"""Cells that the names of lanes take, at least and at most."""
_COLOURS: Final = 6
_DATE: Final = 17
"""Cells of a date: "27. September 2023"."""


class Frame(NamedTuple):
    """Where things are on the screen.

    Attributes:
        label: cells of the lanes' names.
        left: first column of the axis that is shown.
        columns: how many are.
        lanes: numbers of the lanes that are shown, from the top.
        pitch: lines from one lane to the next.
        axis: the axis.
    """

    label: int
    left: int
    columns: int
    lanes: Sequence[int]
    pitch: int
    axis: Axis


def frame_of(timeline: Timeline, lang: Lang, width: int, height: int, left: int) -> Frame:
    """Return where things are, so that the current event is on the screen.

    Args:
        timeline: what is shown.
        lang: language of the lanes' names.
        width: cells of the screen.
        height: its lines.
        left: first column that was shown before; it stays if it can.
    """
    names = [width_of(timeline.lane_name(lane, lang)) for lane in timeline.shown_lanes]
    label = max(_LABEL[0], min(max(names, default=0), _LABEL[1], width // 4))
    columns = max(1, width - label - 3)
    axis = timeline.axis(columns)
    lanes = _lanes(timeline, height)
    pitch = 2 if height >= _HEAD + 2 * len(lanes) + 2 * _CARD else 1
    return Frame(label, _left(timeline, axis, columns, left), columns, lanes, pitch, axis)


def _left(timeline: Timeline, axis: Axis, columns: int, left: int) -> int:
    most = max(0, axis.width - columns)
    if timeline.event is None:
        return max(0, min(left, most))
    column = axis.column(timeline.event.entry.day)
    margin = min(columns // 6, 8)
    return max(0, min(max(min(left, column - margin), column - columns + 1 + margin), most))


def _lanes(timeline: Timeline, height: int) -> Sequence[int]:
    """Return the lanes that there is room for, around that of the current event."""
    lanes = timeline.shown_lanes
    room = max(min(_LEAST_LANES, height - _HEAD), height - _HEAD - _CARD)
    if len(lanes) <= room or timeline.current is None:
        return lanes[: max(0, room)]
    place = lanes.index(timeline.lane_of(timeline.current))
    first = max(0, min(place - room // 2, len(lanes) - room))
    return lanes[first : first + room]


def events_at(timeline: Timeline, frame: Frame, x: int, y: int) -> list[int]:
    """Return the events whose mark stands in a cell of the screen."""
    lane, beside = divmod(y - _HEAD, frame.pitch)
    column = x - frame.label - 2 + frame.left
    if beside or not 0 <= lane < len(frame.lanes) or not frame.left <= column < frame.left + frame.columns:
        return []
    return [
        at
        for at in timeline.shown
        if timeline.lane_of(at) == frame.lanes[lane] and frame.axis.column(timeline.events[at].entry.day) == column
    ]


def picture(
    timeline: Timeline, frame: Frame, tr: Translator, lang: Lang, width: int, height: int
) -> list[list[Tinted]]:
    """Return the lines of the screen."""
    counts = _counts(timeline, frame)
    lines = _head(timeline, frame, tr)
    for lane in frame.lanes:
        lines.append(_lane(timeline, frame, lane, counts[lane], lang))
        lines += [_between(frame)] * (frame.pitch - 1)
    if frame.pitch == 1:
        lines.append([])
    lines += card(timeline, tr, lang, width, height - len(lines))
    if height - len(lines) > _HEAD:
        lines.append([])
        lines += neighbours(timeline, lang, width, height - len(lines))
    return [exactly(line or [Tinted("", PLAIN)], width) for line in lines[:height]]


def _between(frame: Frame) -> list[Tinted]:
    """Return the line between two lanes: where the years begin."""
    years = {column for column, _ in frame.axis.years(frame.left, frame.columns)}
    line = "".join("┊" if column in years else " " for column in range(frame.columns))
    return [Tinted(" " * (frame.label + 2), PLAIN), Tinted(line, ("rule",))]


def _head(timeline: Timeline, frame: Frame, tr: Translator) -> list[list[Tinted]]:
    label = Tinted(" " * (frame.label + 2), PLAIN)
    years = _set(frame.columns, frame.axis.years(frame.left, frame.columns))
    months = frame.axis.months(frame.left, frame.columns, month_names(tr))
    rule = _set(frame.columns, months) if months else frame.axis.rule(frame.left, frame.columns)
    second = [label, Tinted(rule, ("rule",))]
    if timeline.event is not None:
        column = frame.axis.column(timeline.event.entry.day) - frame.left
        second = [
            label,
            Tinted(rule[:column], ("rule",)),
            Tinted("▼", ("marker",)),
            Tinted(rule[column + 1 :], ("rule",)),
        ]
    return [[label, Tinted(years, ("title",))], second]


def _set(width: int, texts: Sequence[tuple[int, str]]) -> str:
    """Return a line with texts at their columns."""
    line = [" "] * width
    for column, text in texts:
        line[column : column + len(text)] = text
    return "".join(line[:width])


def _counts(timeline: Timeline, frame: Frame) -> dict[int, dict[int, int]]:
    """Return, for each lane that is shown, how many events stand in which column of the screen."""
    found: dict[int, dict[int, int]] = {lane: {} for lane in frame.lanes}
    for at in timeline.shown:
        columns = found.get(timeline.lane_of(at))
        if columns is not None:
            column = frame.axis.column(timeline.events[at].entry.day) - frame.left
            columns[column] = columns.get(column, 0) + 1
    return found


def _lane(timeline: Timeline, frame: Frame, lane: int, counts: Mapping[int, int], lang: Lang) -> list[Tinted]:
    """Return a lane: its name, a thread from its first event to its last, and a mark for each event.

    Several events in one column are a digit, from ten on a plus sign.
    """
    current = timeline.event.entry if timeline.event else None
    here = current is not None and timeline.lanes.of(current) == lane
    now = frame.axis.column(current.day) - frame.left if here and current else None
    name = cut(timeline.lane_name(lane, lang) or "–", frame.label)
    gap = " " * (frame.label - width_of(name))
    look = lane_role(lane)
    line = [Tinted(f" {name}{gap} ", ("title", look) if here else (look,))]
    years = {column for column, _ in frame.axis.years(frame.left, frame.columns)}
    first, last = min(counts), max(counts)
    for column in range(frame.columns):
        if column in counts:
            sign = "●" if counts[column] == 1 else str(counts[column]) if counts[column] < 10 else "+"
            line.append(Tinted(sign, ("match-current",) if column == now else (look, "title")))
        elif first < column < last:
            line.append(Tinted("┼" if column in years else "─", ("rule",)))
        else:
            line.append(Tinted("┊" if column in years else " ", ("rule",)))
    return joined(line)


def lane_role(lane: int) -> str:
    """Return the role that tells a lane from its neighbours."""
    return f"lane-{lane % _COLOURS}"


def card(timeline: Timeline, tr: Translator, lang: Lang, width: int, height: int) -> list[list[Tinted]]:
    """Return the current event: date, lane and place among those that are shown, then its text in both languages."""
    if timeline.event is None or timeline.current is None or height < 1:
        return []
    event = timeline.event.entry
    at = tr("{at} of {count}", at=timeline.shown.index(timeline.current) + 1, count=len(timeline.shown))
    lane = timeline.lane_name(timeline.lane_of(timeline.current), lang)
    head = [Tinted(" ", PLAIN), Tinted(event.side(lang).date, ("title",))]
    head.append(Tinted(f"  {lane}  " if lane else "  ", (lane_role(timeline.lane_of(timeline.current)), "title")))
    head.append(Tinted(at, ("label",)))
    lines = [head, *two_sides({each: side.text for each, side in event.sides.items()}, tr, width)]
    if len(lines) > height:
        lines = lines[:height]
        lines[-1] = [Tinted(" …", ("label",))] if height > 1 else lines[-1]
    return lines


def neighbours(timeline: Timeline, lang: Lang, width: int, height: int) -> list[list[Tinted]]:
    """Return what was before and after the current event, a line for each, itself among them."""
    if timeline.current is None:
        return []
    here = timeline.shown.index(timeline.current)
    first = max(0, min(here - height // 2, len(timeline.shown) - height))
    listed = timeline.shown[first : first + height]
    names = [timeline.lane_name(timeline.lane_of(at), lang) for at in listed]
    label = min(_LABEL[1], max(map(width_of, names), default=0))
    return [
        _line_of(timeline, at, cut(name, label), label, lang, width) for at, name in zip(listed, names, strict=True)
    ]


def _line_of(timeline: Timeline, at: int, name: str, label: int, lang: Lang, width: int) -> list[Tinted]:
    side = timeline.events[at].entry.side(lang)
    sign, role = (" ▸ ", "title") if at == timeline.current else ("   ", "label")
    date = " " * max(0, _DATE - width_of(side.date)) + side.date
    look = lane_role(timeline.lane_of(at))
    gap = " " * (label - width_of(name) + 2)
    room = width - width_of(f"{sign}{date}  {name}{gap}") - 1
    text = Tinted(cut(side.text, max(0, room)), ("title",) if role == "title" else PLAIN)
    return [Tinted(f"{sign}{date}  ", (role,)), Tinted(name, (look,)), Tinted(gap, PLAIN), text]


def month_names(tr: Translator) -> Sequence[str]:
    """Return the names of the months, short."""
    return tr("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
