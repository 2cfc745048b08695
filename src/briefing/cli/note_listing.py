"""`briefing notes list`: the notes of the library or of one briefing, in their places."""

from __future__ import annotations

import click

from briefing.cli.note_records import place_notes, record, write_note
from briefing.cli.output import write_json
from briefing.cli.services import Services
from briefing.cli.streams import say
from briefing.cli.texts import find_noted, make_notebook
from briefing.document.model import LANGS
from briefing.notes.model import State
from briefing.notes.placing import Placed
from briefing.text import fold


@click.command("list")
@click.argument("address", metavar="[ADDRESS]", required=False)
@click.option("--tag", "tags", metavar="T", multiple=True, help="Only those with this tag; may be repeated.")
@click.option("--lang", type=click.Choice(LANGS), help="Only those on the text in this language.")
@click.option(
    "--state", "states", type=click.Choice([state.value for state in State]), multiple=True, help="Only in this state."
)
@click.option("--deleted", is_flag=True, help="Those in the trash instead.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(
    services: Services,
    address: str | None,
    tags: tuple[str, ...],
    lang: str | None,
    states: tuple[str, ...],
    deleted: bool,
    as_json: bool,
) -> int:
    """List notes: all, or those of a briefing or row.

    Each comes with the end of its id, which is enough to name it, and its place in the text as it is now.
    """
    wanted = {fold(tag) for tag in tags}
    found = [
        placed
        for placed in _placed(services, address, deleted=deleted)
        if wanted <= {fold(tag) for tag in placed.note.tags}
        and lang in (None, placed.note.lang)
        and (not states or placed.anchor.state.value in states)
    ]
    if as_json:
        write_json([record(placed) for placed in found])
    else:
        for placed in found:
            write_note(services.tr, placed)
        if not found:
            say(services.tr("There are no such notes."))
    return 0 if found else 1


def _placed(services: Services, address: str | None, *, deleted: bool) -> list[Placed]:
    """Return the notes at an address, or all."""
    briefing, row = find_noted(services, address) if address else (None, None)
    if deleted:
        found = place_notes(services, services.store().notes(briefing, deleted=True))
    else:
        found = make_notebook(services).placed(services.library, briefing)
    return [placed for placed in found if row is None or placed.row == row]
