"""`briefing notes delete`: into the trash."""

from __future__ import annotations

import click

from briefing.cli.note_records import find_note, show_changed
from briefing.cli.services import Services
from briefing.i18n import n_


@click.command("delete")
@click.argument("note_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the note as JSON.")
@click.pass_obj
def command(services: Services, note_id: str, as_json: bool) -> int:
    """Put a note into the trash."""
    stored = services.store(writing=True).delete(find_note(services, note_id).id)
    show_changed(services, stored, n_("In the trash: note {id}."), as_json=as_json)
    return 0
