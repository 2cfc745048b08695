"""`briefing search`: ranked hits, for one query or one query a line."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.note_records import SHORT
from briefing.cli.output import progress, with_bold, write, write_json
from briefing.cli.services import Services
from briefing.cli.streams import say
from briefing.errors import UsageError
from briefing.i18n import Translator, n_
from briefing.search.engine import Engine
from briefing.search.model import Answer, Hit
from briefing.search.snippet import snippet
from briefing.text import one_line

if TYPE_CHECKING:
    from briefing.notes.finding import NoteHit

_WIDTH = 160
_NARROWEST = 20
_INDENT = "    "
_NOTES = 5
"""Notes that are shown besides what is found in texts."""


class _Querying(click.Command):
    """A command whose arguments may begin with a hyphen: `-word` excludes."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take options and words apart, so that "-hello" isn't taken for `-h`."""
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for arg in rest:
            if arg == "--":
                words += rest
            elif arg.startswith("--") or arg == "-h":
                options.append(arg)
                if arg == "--limit":
                    options += islice(rest, 1)
            else:
                words.append(arg)
        return super().parse_args(ctx, [*options, "--", *words])


@click.command("search", cls=_Querying)
@click.argument("query", nargs=-1, metavar="QUERY...")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Greatest number of hits.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--batch", is_flag=True, help="Read one query a line from stdin; print one line of JSON for each.")
@click.pass_obj
def command(services: Services, query: tuple[str, ...], limit: int, as_json: bool, batch: bool) -> int:
    """Search in both languages; typos are forgiven.

    The best hits come first, and your notes after them. A plain query needs nothing else; "quoted words" stand
    together, -word must not be there, and these narrow the search: tag:x, lang:de, in:title, in:heading, in:note,
    after:2025-03, before:2026, and where the library has a register org:x and model:x.
    """
    if batch == bool(query):
        raise UsageError(n_("Give a query, or --batch to read queries from stdin."))
    engine = services.engine()
    _update(services, engine)
    if batch:
        return _batch(services, engine, limit)
    text = " ".join(query)
    answer, notes = engine.search(text, limit), _notes(services, text)
    if as_json:
        write_json(_record(services.tr, answer, notes))
    else:
        _print(services.tr, answer, notes)
    return 0 if answer.hits or notes else 1


def _notes(services: Services, text: str) -> Sequence[NoteHit]:
    """Return the reader's notes that answer; who never wrote one waits for nothing."""
    return services.note_finder.find(text, _NOTES) if services.paths.notes_file.is_file() else ()


def _update(services: Services, engine: Engine) -> None:
    """Bring the index up to date; who waits at a terminal sees how far it is.

    A library that is what it was when it was indexed isn't even loaded.
    """
    if engine.is_current(services.catalogue.stamp(services.roots)):
        return
    tr = services.tr
    engine.update(services.library, progress(lambda done, of: tr("Indexing {done} of {of} ...", done=done, of=of)))
    if engine.problems:
        count = len(engine.problems)
        unread = tr.plural("{count} briefing can’t be searched.", "{count} briefings can’t be searched.", count)
        hint = tr("`briefing check` says why.")
        say(f"{unread} {hint}")


def _batch(services: Services, engine: Engine, limit: int) -> int:
    for line in sys.stdin:
        text = line.rstrip("\r\n")
        write_json(_record(services.tr, engine.search(text, limit), _notes(services, text)))
        sys.stdout.flush()
    return 0


def _record(tr: Translator, answer: Answer, notes: Sequence[NoteHit]) -> dict[str, Any]:
    return {
        "query": answer.query,
        "took_ms": round(answer.took_ms, 3),
        "hits": [
            {
                "id": hit.briefing,
                "path": hit.path,
                "row": hit.row,
                "lang": hit.lang,
                "score": hit.score,
                "field": hit.field,
                "text": hit.text,
                "ranges": [list(found) for found in hit.ranges],
                "counterpart": hit.counterpart,
                "title": hit.title,
                "section": hit.section,
                "widened": hit.widened or None,
            }
            for hit in answer.hits
        ],
        "mistakes": _told(tr, answer),
        "notes": [
            {
                "id": hit.note,
                "briefing": hit.briefing,
                "lang": hit.lang,
                "field": hit.field,
                "text": hit.text,
                "ranges": [list(found) for found in hit.ranges],
                "quote": hit.quote,
            }
            for hit in notes
        ],
    }


def _told(tr: Translator, answer: Answer) -> list[str]:
    """Return what is wrong with the filters of a query, in the language of messages."""
    return [tr(mistake.message, **dict(mistake.values)) for mistake in answer.mistakes]


def _print(tr: Translator, answer: Answer, notes: Sequence[NoteHit]) -> None:
    for told in _told(tr, answer):
        say(told)
    width = shutil.get_terminal_size((_WIDTH, 24)).columns if sys.stdout.isatty() else _WIDTH
    for hit in answer.hits:
        write(f"{hit.briefing}#{hit.row}  [{hit.lang}]  {_place(hit)}")
        write(_INDENT, *with_bold(*snippet(hit.text, hit.ranges, max(_NARROWEST, width - len(_INDENT)))))
    for note in notes:
        kind = tr("Note")
        write(f"{note.briefing}  [{note.lang}]  {kind} {one_line(note.note[-SHORT:])}")
        write(_INDENT, *with_bold(*snippet(note.text, note.ranges, max(_NARROWEST, width - len(_INDENT)))))
    if not (answer.hits or notes):
        say(tr("Nothing found."))


def _place(hit: Hit) -> str:
    place = " › ".join(part for part in (hit.title, hit.section) if part)
    return f"{place}  ≈ {hit.widened}" if hit.widened else place
