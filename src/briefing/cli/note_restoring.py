"""`briefing notes restore`: a note out of the trash, or all notes from a backup."""

from __future__ import annotations

import click

from briefing.cli.note_records import find_note, show_changed
from briefing.cli.output import write, write_json
from briefing.cli.services import Services
from briefing.errors import UsageError
from briefing.i18n import n_


@click.command("restore")
@click.argument("note_id", metavar="[ID]", required=False)
@click.option("--backup", metavar="NAME", help="Put a backup back: its name, or latest. Newer notes stay.")
@click.option("--json", "as_json", is_flag=True, help="Print the note, or what was done, as JSON.")
@click.pass_obj
def command(services: Services, note_id: str | None, backup: str | None, as_json: bool) -> int:
    """Take a note out of the trash, or put a backup back.

    Before a backup is put back, one of the present notes is made. Notes that the backup lacks stay as they are.
    """
    if (note_id is None) == (backup is None):
        raise UsageError(n_("Name a note to take out of the trash, or a backup to put back."))
    if backup is not None:
        return _put_back(services, backup, as_json=as_json)
    stored = services.store(writing=True).restore(find_note(services, note_id or "").id)
    show_changed(services, stored, n_("Restored: note {id}."), as_json=as_json)
    return 0


def _put_back(services: Services, name: str, *, as_json: bool) -> int:
    tr, done = services.tr, services.store().restore_backup(name)
    before = done.before.name if done.before else None
    if as_json:
        counts = {"put_back": done.put_back, "kept": done.kept}
        write_json({"backup": done.backup.name, "before": before} | counts)
        return 0
    put_back = tr.plural("{count} note put back", "{count} notes put back", done.put_back)
    kept = tr.plural("{count} newer note kept", "{count} newer notes kept", done.kept)
    write(tr("From {name}: {put_back}, {kept}.", name=done.backup.name, put_back=put_back, kept=kept))
    if before:
        write(tr("The notes as they were before are in {name}.", name=before))
    return 0
