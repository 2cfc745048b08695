"""`briefing notes export`: notes as Markdown, Web Annotations or lines of JSON."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.output import write, write_json_text
from briefing.cli.services import Services
from briefing.cli.streams import say
from briefing.cli.texts import find_noted, make_notebook
from briefing.errors import UsageError
from briefing.export import FORMATS, render
from briefing.export.items import collect
from briefing.export.jsonl import render_full
from briefing.export.writing import write as write_file
from briefing.i18n import n_
from briefing.notes.exchange.knowing import known_of
from briefing.notes.stamps import now


@click.command("export")
@click.argument("address", metavar="[ADDRESS]", required=False)
@click.option(
    "--format",
    "fmt",
    type=click.Choice(list(FORMATS)),
    help="markdown to read, json for W3C Web Annotations, jsonl for everything; else as FILE ends, else markdown.",
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Where to write; - or nothing for stdout."
)
@click.option("--full", is_flag=True, help="With jsonl: also the trash, all versions, and the texts they are on.")
@click.pass_obj
def command(services: Services, address: str | None, fmt: str | None, output: Path | None, full: bool) -> int:
    """Export notes: all, or those of a briefing or row.

    A file that was edited since it was exported is kept: then another name is taken, and printed.
    """
    tr = services.tr
    briefing, row = find_noted(services, address) if address else (None, None)
    placed = make_notebook(services).placed(services.library, briefing)
    found = [one for one in placed if row is None or one.row == row]
    name = fmt or _format_of(output)
    if full and (name != "jsonl" or row is not None):
        raise UsageError(n_("--full is for whole briefings, in the format jsonl."))
    items = collect(found, services.library)
    known = known_of(services.store(), briefing) if full else None
    if not found and not (known and known.versions):
        say(tr("There are no such notes."))
        return 1
    text = render_full(items, known.versions, known.texts) if known else render(items, name, now(), tr)
    if output is None or str(output) == "-":
        if name == "markdown":
            write(text.removesuffix("\n"))
        else:
            write_json_text(text)
        return 0
    path = write_file(output, text, services.store(), name)
    count = len({version.note.id for version in known.versions}) if known else len(found)
    say(tr.plural("{count} note exported to {path}.", "{count} notes exported to {path}.", count, path=path))
    return 0


def _format_of(output: Path | None) -> str:
    """Return the format that a file name's ending stands for, or Markdown."""
    suffix = output.suffix.lower() if output else ""
    return next((name for name, ending in FORMATS.items() if ending == suffix), "markdown")
