"""`briefing notes`: the table of what can be done with notes."""

from __future__ import annotations

import click

from briefing.cli.loading import CommandTable

MODULES = {
    "list": "briefing.cli.note_listing",
    "add": "briefing.cli.note_adding",
    "edit": "briefing.cli.note_editing",
    "delete": "briefing.cli.note_deleting",
    "restore": "briefing.cli.note_restoring",
    "backup": "briefing.cli.note_backups",
    "export": "briefing.cli.note_exporting",
    "import": "briefing.cli.note_importing",
    "sync": "briefing.cli.note_syncing",
}


@click.group("notes", cls=CommandTable, modules=MODULES)
def command() -> None:
    """List, write, change, export, import, sync and back up notes."""
