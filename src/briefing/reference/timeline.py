"""Events of a timeline: when, whose lane, what happened, and where it is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from briefing.document.model import LANGS, Document, Lang
from briefing.parallel.model import Parallel
from briefing.reference.dates import Day, read_date
from briefing.reference.definitions import Item, lined, listed, side_by_side, without_more
from briefing.text import fold, one_line

_JOINT = re.compile(r"\s*[·•|]\s*|\s+[–—-]\s+|[:,]\s+")
_DATES: Final = frozenset(map(fold, ("Datum", "Date", "Wann", "When", "Tag", "Day", "Zeit", "Time", "Monat", "Month")))
_LANES: Final = frozenset(
    map(
        fold,
        (
            "Akteur",
            "Actor",
            "Wer",
            "Who",
            "Spur",
            "Lane",
            "Kategorie",
            "Category",
            "Bereich",
            "Area",
            "Organisation",
            "Organization",
            "Thema",
            "Topic",
        ),
    )
)
_EVENTS: Final = frozenset(map(fold, ("Ereignis", "Event", "Was", "What", "Geschehen", "Beschreibung", "Description")))


class Told(NamedTuple):
    """An event in one language.

    Attributes:
        date: as the text writes it.
        lane: whose event it is, or empty.
        text: what happened.
        target: address of the passage that tells it, relative to the edition, or empty.
    """

    date: str
    lane: str
    text: str
    target: str


class Event(NamedTuple):
    """Something that happened.

    Attributes:
        day: when.
        row: of the text that lists it.
        sides: at least one.
    """

    day: Day
    row: int
    sides: Mapping[Lang, Told]

    def side(self, lang: Lang) -> Told:
        """Return the event in a language, or in the one that it is told in."""
        return self.sides.get(lang) or next(iter(self.sides.values()))


def events_of(parallel: Parallel) -> list[Event]:
    """Return the events of a timeline, in order of time, those of one day as they stand in the text.

    Entries of definition lists whose term begins with a date ("5 August 2025 · OpenAI"), and lines of tables with a
    column of dates and one of events. The two languages tell one event where they stand side by side and give the same
    date; otherwise each tells its own.
    """
    told = {lang: dict(_told(parallel.documents[lang])) for lang in parallel.langs}
    found: list[Event] = []
    for row, sides in side_by_side(parallel, {lang: list(told[lang]) for lang in told}):
        dated = {lang: told[lang][item] for lang, item in sides.items()}
        days = {day for day, _ in dated.values()}
        if len(days) == 1:
            found.append(Event(days.pop(), row, {lang: side for lang, (_, side) in dated.items()}))
        else:
            found += (Event(day, row, {lang: side}) for lang, (day, side) in dated.items())
    return sorted(found, key=lambda event: event.day)


class Lanes:
    """Whose events a timeline tells, in the order of their first events.

    A lane that one event calls by a German and an English name is the same lane everywhere.

    Args:
        events: in order of time.
    """

    def __init__(self, events: Sequence[Event]) -> None:
        self._names: list[dict[Lang, str]] = []
        known: dict[tuple[Lang, str], int] = {}
        for event in sorted(events, key=lambda one: len(one.sides) < len(LANGS)):
            keys = _lane_keys(event)
            lane = next((known[key] for key in keys if key in known), None)
            if lane is None:
                lane = len(self._names)
                self._names.append({})
            for key, side in zip(keys, event.sides.items(), strict=True):
                self._names[lane].setdefault(side[0], side[1].lane)
                known.setdefault(key, lane)
        order = dict.fromkeys(known[_lane_keys(event)[0]] for event in events)
        places = {lane: place for place, lane in enumerate(order)}
        self._places = {key: places[lane] for key, lane in known.items()}
        self._names = [self._names[lane] for lane in order]

    def __len__(self) -> int:
        return len(self._names)

    def of(self, event: Event) -> int:
        """Return the number of an event's lane, from 0."""
        return self._places[_lane_keys(event)[0]]

    def name(self, lane: int, lang: Lang) -> str:
        """Return what a lane is called in a language, or in the other one."""
        names = self._names[lane]
        return names.get(lang) or next(iter(names.values()))


def _lane_keys(event: Event) -> list[tuple[Lang, str]]:
    return [(lang, fold(side.lane)) for lang, side in event.sides.items()]


def _told(document: Document) -> Iterable[tuple[Item, tuple[Day, Told]]]:
    for item in listed(document):
        headed = next(filter(None, map(_headed, item.cells[: item.terms])), None)
        if headed:
            day, date, lane = headed
            text = " ".join(filter(None, map(without_more, item.cells[item.terms :])))
            yield item, (day, Told(date, lane, text, _target(item)))
    for header, lines in lined(document):
        yield from _of_table(header, lines)


def _headed(term: str) -> tuple[Day, str, str] | None:
    """Return the date of a term, as written too, and the lane before or behind it: "5 August 2025 · OpenAI"."""
    for start in (0, *(joint.end() for joint in _JOINT.finditer(term))):
        dated = read_date(term[start:])
        if dated:
            day, rest = dated
            joint = _JOINT.match(rest)
            behind = rest[joint.end() :] if joint else rest
            before = _JOINT.split(term[:start])[0] if start else ""
            return day, one_line(term[start : len(term) - len(rest)]), one_line(before or behind)
    return None


def _of_table(header: tuple[str, ...], lines: list[Item]) -> Iterable[tuple[Item, tuple[Day, Told]]]:
    when, lane, what = (_column(header, names) for names in (_DATES, _LANES, _EVENTS))
    if when is None:
        return
    rest = [at for at in range(len(header)) if at not in (when, lane)]
    what = what if what is not None else (rest[0] if rest else None)
    if what is None:
        return
    for item in lines:
        dated = read_date(item.cells[when]) if len(item.cells) > when else None
        if dated and len(item.cells) > what:
            name = one_line(item.cells[lane]) if lane is not None and lane < len(item.cells) else ""
            yield (
                item,
                (dated[0], Told(one_line(item.cells[when]), name, without_more(item.cells[what]), _target(item))),
            )


def _column(header: tuple[str, ...], names: frozenset[str]) -> int | None:
    return next((at for at, cell in enumerate(header) if " ".join(fold(cell).split()) in names), None)


def _target(item: Item) -> str:
    return item.targets[-1] if item.targets else ""
