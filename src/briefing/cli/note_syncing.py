"""`briefing notes sync`: the same notes on several devices, through a folder that they share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from briefing.cli.output import write, write_json
from briefing.cli.services import Services
from briefing.cli.streams import say
from briefing.errors import UsageError
from briefing.i18n import n_
from briefing.notes.exchange.syncing import Synced, sync
from briefing.notes.exchange.telling import clamped, counts, reason
from briefing.notes.installation import name_of_installation
from briefing.text import one_line

_TOLD = 20


@click.command("sync")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_obj
def command(services: Services, folder: Path | None, as_json: bool) -> int:
    """Exchange notes with other devices in a folder.

    Any tool may carry the folder from one device to the other. Each device writes one file there, and reads those of
    the others. Without DIR the folder from the settings is used.
    """
    place = folder or services.settings.sync
    if place is None:
        raise UsageError(n_("Which folder? Name one, or set “sync” under [notes] in the settings."))
    store = services.store(writing=True)
    synced = sync(store, place, name_of_installation(services.paths.instance_file))
    if as_json:
        write_json(_record(synced))
    else:
        _tell(services, synced)
    _complain(services, synced)
    return 1 if synced.newer or synced.unread or synced.broken else 0


def _tell(services: Services, synced: Synced) -> None:
    tr, merged = services.tr, synced.merged
    news = merged._replace(unchanged=(), kept=())
    files = tr.plural("{count} file of other devices", "{count} files of other devices", len(synced.read))
    write(
        tr("{files} read: {counts}.", files=files, counts=counts(tr, news))
        if news.is_news
        else tr("{files} read: nothing new.", files=files)
    )


def _record(synced: Synced) -> dict[str, Any]:
    merged = synced.merged
    return {
        "read": list(synced.read),
        "written": synced.written,
        "added": list(merged.added),
        "updated": list(merged.updated),
        "versions": merged.versions,
        "clamped": list(merged.clamped),
        "newer": list(synced.newer),
        "unread": [{"file": name, "reason": why} for name, why in synced.unread],
        "cut_off": list(synced.cut),
        "broken": [{"file": name, "where": each.where, "reason": each.reason} for name, each in synced.broken],
    }


def _complain(services: Services, synced: Synced) -> None:
    tr = services.tr
    if synced.merged.clamped:
        say(clamped(tr, synced.merged))
    for name in synced.newer:
        say(tr("{file} was written by a newer version of this program; it was left alone.", file=one_line(name)))
    for name, why in synced.unread:
        say(tr("{path} can't be read: {reason}.", path=one_line(name), reason=tr(why)))
    for name in synced.cut:
        say(tr("{file} ends in the middle of a line; the rest comes with a later sync.", file=one_line(name)))
    for name, reject in synced.broken[:_TOLD]:
        say(reason(tr, name, reject))
    if len(synced.broken) > _TOLD:
        say(tr("… and {count} more.", count=len(synced.broken) - _TOLD))
