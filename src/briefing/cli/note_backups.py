"""`briefing notes backup`: make one, or list those there are."""

from __future__ import annotations

from typing import Any

import click

from briefing.cli.output import write, write_json
from briefing.cli.services import Services
from briefing.cli.streams import say
from briefing.i18n import Translator
from briefing.notes.store.backups import Backup, describe


@click.command("backup")
@click.option("--list", "as_list", is_flag=True, help="List the backups, newest first, instead of making one.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(services: Services, as_list: bool, as_json: bool) -> int:
    """Make a backup of the notes, check it, and print where it is.

    If nothing changed since the newest backup and that is sound, it is named instead.
    """
    store = services.store()
    if as_list:
        found = store.backups()
        if as_json:
            write_json([backup_record(backup) for backup in found])
        for backup in () if as_json else found:
            write(_line(services.tr, backup))
        if not found and not as_json:
            say(services.tr("There are no backups yet."))
        return 0 if found else 1
    made = store.backup()
    if made is None:
        say(services.tr("There are no notes to back up."))
        return 1
    if as_json:
        write_json(backup_record(describe(made)))
    else:
        write(str(made))
    return 0


def backup_record(backup: Backup) -> dict[str, Any]:
    """Return a backup as JSON."""
    return {
        "name": backup.path.name,
        "path": str(backup.path),
        "changed": backup.changed,
        "bytes": backup.size,
        "notes": backup.notes,
        "sound": backup.sound,
    }


def _line(tr: Translator, backup: Backup) -> str:
    if not backup.sound:
        return f"{backup.path.name}  {backup.changed}  " + tr("damaged")
    return f"{backup.path.name}  {backup.changed}  " + tr.plural("{count} note", "{count} notes", backup.notes)
