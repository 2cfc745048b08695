"""`briefing notes edit`: another text, other tags, another category."""

from __future__ import annotations

from dataclasses import replace

import click

from briefing.cli.note_records import SHORT, find_note, show_changed
from briefing.cli.services import Services
from briefing.errors import UsageError
from briefing.i18n import n_
from briefing.notes.model import Category


@click.command("edit")
@click.argument("note_id", metavar="ID")
@click.option("--note", "body", metavar="TEXT", help="The new text.")
@click.option("--tag", "tags", metavar="T", multiple=True, help="The new tags, one at a time; '' for none.")
@click.option("--category", type=click.Choice([category.value for category in Category]), help="The new category.")
@click.option("--json", "as_json", is_flag=True, help="Print the note as JSON.")
@click.pass_obj
def command(
    services: Services, note_id: str, body: str | None, tags: tuple[str, ...], category: str | None, as_json: bool
) -> int:
    """Change a note's text, tags or category."""
    if body is None and not tags and category is None:
        raise UsageError(n_("Nothing to change: give --note, --tag or --category."))
    note = find_note(services, note_id)
    if note.deleted:
        raise UsageError(n_("The note {id} is in the trash: restore it first."), id=note.id[-SHORT:])
    changed = replace(
        note,
        body=note.body if body is None else body,
        tags=tags or note.tags,
        category=note.category if category is None else Category(category),
    )
    stored = services.store(writing=True).edit(changed)
    show_changed(services, stored, n_("Changed: note {id}."), as_json=as_json)
    return 0
