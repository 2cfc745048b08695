"""`briefing notes restore`: a note out of the trash, all notes from a backup, or those of a copy of their file."""

from __future__ import annotations

import click

from briefing.cli.note_records import find_note, show_changed
from briefing.cli.output import write, write_json
from briefing.cli.services import Services
from briefing.errors import UsageError
from briefing.i18n import n_
from briefing.notes.exchange.telling import counts
from briefing.notes.store.copies import take_in


@click.command("restore")
@click.argument("note_id", metavar="[ID]", required=False)
@click.option("--backup", metavar="NAME", help="Put a backup back: its name, or latest. Newer notes stay.")
@click.option("--copy", metavar="NAME", help="Take in a copy of the notes file that lies beside it. Nothing is lost.")
@click.option("--json", "as_json", is_flag=True, help="Print the note, or what was done, as JSON.")
@click.pass_obj
def command(services: Services, note_id: str | None, backup: str | None, copy: str | None, as_json: bool) -> int:
    """Bring back a note, a backup or what a copy has.

    Before a backup is put back, one of the present notes is made. Notes that the backup lacks stay as they are.
    A copy is what a program that syncs folders leaves when two devices wrote; of each note the newer version counts.
    """
    if sum(each is not None for each in (note_id, backup, copy)) != 1:
        raise UsageError(n_("Name a note to take out of the trash, a backup to put back, or a copy to take in."))
    if copy is not None:
        return _take_in(services, copy, as_json=as_json)
    if backup is not None:
        return _put_back(services, backup, as_json=as_json)
    stored = services.store(writing=True).restore(find_note(services, note_id or "").id)
    show_changed(services, stored, n_("Restored: note {id}."), as_json=as_json)
    return 0


def _take_in(services: Services, name: str, *, as_json: bool) -> int:
    tr, merged = services.tr, take_in(services.store(writing=True), services.paths.notes_file, name)
    if as_json:
        write_json({"copy": name, "added": list(merged.added), "updated": list(merged.updated)})
    else:
        write(tr("Imported: {counts}.", counts=counts(tr, merged, 0)))
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
