"""`briefing timeline`: the events of the library's timelines."""

from __future__ import annotations

from typing import Any

import click

from briefing.cli.output import write, write_json
from briefing.cli.services import Services
from briefing.cli.streams import say
from briefing.document.model import LANGS, Lang
from briefing.errors import UsageError
from briefing.i18n import n_
from briefing.reference.collecting import Placed, collect
from briefing.reference.dates import Day, read_date
from briefing.reference.timeline import Event, Lanes, events_of

_WIDEST = 20


@click.command("timeline")
@click.option("--from", "first", metavar="DATE", help="Only what was then or later: 2025-08-05, 2025-08, 2025.")
@click.option("--to", "last", metavar="DATE", help="Only what was then or earlier.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with both languages.")
@click.pass_obj
def command(services: Services, first: str | None, last: str | None, as_json: bool) -> int:
    """Print the events of all timelines, in order of time.

    A timeline is a text with "kind: timeline" in its front matter.
    """
    earliest, latest = _day("--from", first), _day("--to", last)
    found = collect(services.library, "timeline", events_of)
    placed = sorted(found.entries, key=lambda one: one.entry.day)
    lanes = Lanes([one.entry for one in placed])
    chosen = [one for one in placed if _is_between(one.entry.day, earliest, latest)]
    lang: Lang = "de" if services.tr.lang == "de" else "en"
    if as_json:
        write_json([_record(one, lanes) for one in chosen])
    else:
        names = [lanes.name(lanes.of(one.entry), lang) for one in chosen]
        width = min(_WIDEST, max(map(len, names), default=0))
        for one, name in zip(chosen, names, strict=True):
            write(f"{one.entry.day.iso:10}  {name:{width}}  {one.entry.side(lang).text}")
    for error in found.unread:
        say(services.tr.error(error))
    if not chosen and not as_json:
        say(services.tr("There is no such event.") if placed else services.tr("There is no timeline here."))
    return 0 if chosen else 1


def _day(option: str, text: str | None) -> Day | None:
    """Return the date that an option names.

    Raises:
        UsageError: it is none.
    """
    if text is None:
        return None
    dated = read_date(text)
    if dated is None or dated[1].strip():
        raise UsageError(
            n_("{option}: “{text}” is no date; 2025-08-05, 2025-08 and 2025 are."), option=option, text=text
        )
    return dated[0]


def _is_between(day: Day, first: Day | None, last: Day | None) -> bool:
    """Return whether a date may lie in a span, ends included; known to the month only, it may be any of its days."""
    earliest, latest = (day.year, day.month or 1, day.day or 1), (day.year, day.month or 12, day.day or 31)
    if first and latest < (first.year, first.month or 1, first.day or 1):
        return False
    return not last or earliest <= (last.year, last.month or 12, last.day or 31)


def _record(placed: Placed[Event], lanes: Lanes) -> dict[str, Any]:
    """Return an event as JSON; a language that does not tell it has null."""
    event = placed.entry
    sides = {lang: event.sides.get(lang) for lang in LANGS}
    return {
        "date": event.day.iso,
        "lane": {lang: lanes.name(lanes.of(event), lang) for lang in LANGS},
        "text": {lang: side.text if side else None for lang, side in sides.items()},
        "told": {lang: (side.target or None) if side else None for lang, side in sides.items()},
        "id": placed.briefing.id,
        "row": event.row,
    }
