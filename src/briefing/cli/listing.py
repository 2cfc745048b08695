"""`briefing list`: the briefings in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click

from briefing.cli.output import write, write_json
from briefing.cli.services import Services
from briefing.cli.streams import say
from briefing.document.model import LANGS
from briefing.errors import StoreError
from briefing.i18n import Translator
from briefing.library.model import Briefing
from briefing.notes.model import Reading
from briefing.text import fold

_WIDEST = 40


@dataclass(frozen=True, slots=True)
class _Marks:
    """What the reader did: where they are, and how many notes each briefing has."""

    readings: Mapping[str, Reading]
    counts: Mapping[str, int]

    def is_unread(self, briefing: str) -> bool:
        """Return whether a briefing doesn't count as read."""
        reading = self.readings.get(briefing)
        return reading is None or not reading.read


@click.command("list")
@click.option("--tag", "tags", metavar="T", multiple=True, help="Only those with this tag; may be repeated.")
@click.option("--lang", type=click.Choice(LANGS), help="Only those that are there in this language.")
@click.option("--unread", is_flag=True, help="Only those that are not read yet.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(services: Services, tags: tuple[str, ...], lang: str | None, unread: bool, as_json: bool) -> int:
    """List the briefings in reading order."""
    return show_list(services, tags, lang, unread=unread, as_json=as_json)


def show_list(
    services: Services,
    tags: tuple[str, ...] = (),
    lang: str | None = None,
    *,
    unread: bool = False,
    as_json: bool = False,
) -> int:
    """Print the briefings; return the exit code.

    Args:
        services: the parts of this run.
        tags: only those that have all of them.
        lang: only those that are there in this language.
        unread: only those that are not read yet.
        as_json: whether to print JSON.

    Raises:
        StoreError: `unread` is asked for, and the notes can't be read.
    """
    tr = services.tr
    library = services.library
    marks = _marks(services, needed=unread)
    wanted = {fold(tag) for tag in tags}
    found = [
        briefing
        for briefing in library.briefings
        if (not wanted or wanted <= {fold(tag) for tag in briefing.tags})
        and (lang is None or lang in briefing.editions)
        and (not unread or (marks is not None and marks.is_unread(briefing.id)))
    ]
    if as_json:
        write_json([_record(briefing, marks) for briefing in found])
    else:
        width = min(_WIDEST, max((len(briefing.id) for briefing in found), default=0))
        for briefing in found:
            write(_line(tr, briefing, marks, width))
    broken = sum(problem.severity == "error" for problem in library.problems)
    if broken:
        unreadable = tr.plural("{count} file can’t be read.", "{count} files can’t be read.", broken)
        hint = tr("`briefing check` says why.")
        say(f"{unreadable} {hint}")
    if not found and not as_json:
        say(tr("There is no such briefing.") if library.briefings else tr("There are no briefings here."))
    return 0 if found else 1


def _marks(services: Services, *, needed: bool) -> _Marks | None:
    """Return what the reader did, or None if the notes can't be read: the list is worth having without them.

    Raises:
        StoreError: they can't be read, but are needed.
    """
    try:
        store = services.store()
        return _Marks(store.readings(), store.counts())
    except StoreError as error:
        if needed:
            raise
        say(services.tr.error(error))
        return None


def _record(briefing: Briefing, marks: _Marks | None) -> dict[str, Any]:
    """Return a briefing as JSON; a language that isn't there has null, and so has what can't be known."""
    editions = {lang: briefing.editions.get(lang) for lang in LANGS}
    return {
        "id": briefing.id,
        "title": {lang: edition.title if edition else None for lang, edition in editions.items()},
        "summary": {lang: edition.summary if edition else None for lang, edition in editions.items()},
        "date": briefing.date,
        "tags": list(briefing.tags),
        "languages": list(briefing.langs),
        "words": {lang: edition.words if edition else None for lang, edition in editions.items()},
        "unread": marks.is_unread(briefing.id) if marks else None,
        "notes": marks.counts.get(briefing.id, 0) if marks else None,
        "kind": briefing.kind,
    }


def _line(tr: Translator, briefing: Briefing, marks: _Marks | None, width: int) -> str:
    langs = "+".join(briefing.langs)
    edition = briefing.edition("de" if tr.lang == "de" else "en")
    line = f"{briefing.id:{width}}  {langs:5}  {briefing.date or '-':10}  {edition.title}"
    facts = []
    if marks and not marks.is_unread(briefing.id):
        facts.append(tr("read"))
    if marks and (count := marks.counts.get(briefing.id, 0)):
        facts.append(tr.plural("{count} note", "{count} notes", count))
    return f"{line} ({', '.join(facts)})" if facts else line
