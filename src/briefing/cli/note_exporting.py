"""`briefing notes export`: notes as Markdown, Web Annotations or lines of JSON."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.output import write, write_json_text
from briefing.cli.services import Services
from briefing.cli.streams import say
from briefing.cli.texts import find_noted, make_notebook
from briefing.export import FORMATS, render
from briefing.export.items import collect
from briefing.export.writing import write as write_file
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
@click.pass_obj
def command(services: Services, address: str | None, fmt: str | None, output: Path | None) -> int:
    """Export notes: all, or those of a briefing or row.

    A file that was edited since it was exported is kept: then another name is taken, and printed.
    """
    tr = services.tr
    briefing, row = find_noted(services, address) if address else (None, None)
    placed = make_notebook(services).placed(services.library, briefing)
    found = [one for one in placed if row is None or one.row == row]
    if not found:
        say(tr("There are no such notes."))
        return 1
    name = fmt or _format_of(output)
    text = render(collect(found, services.library), name, now(), tr)
    if output is None or str(output) == "-":
        if name == "markdown":
            write(text.removesuffix("\n"))
        else:
            write_json_text(text)
        return 0
    path = write_file(output, text, services.store(), name)
    say(tr.plural("{count} note exported to {path}.", "{count} notes exported to {path}.", len(found), path=path))
    return 0


def _format_of(output: Path | None) -> str:
    """Return the format that a file name's ending stands for, or Markdown."""
    suffix = output.suffix.lower() if output else ""
    return next((name for name, ending in FORMATS.items() if ending == suffix), "markdown")
