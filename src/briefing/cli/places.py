"""`briefing paths`: where the files are."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.output import write, write_json
from briefing.cli.services import Services
from briefing.cli.streams import say
from briefing.errors import BriefingError
from briefing.i18n import n_
from briefing.notes.store.backups import FOLDER as BACKUPS

LABELS = {
    "settings": n_("Settings"),
    "notes": n_("Notes"),
    "backups": n_("Backups"),
    "data": n_("Data"),
    "state": n_("State"),
    "cache": n_("Cache"),
}


@click.command("paths")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(services: Services, as_json: bool) -> int:
    """Say where the files are, or would be."""
    tr = services.tr
    found = locations(services)
    libraries: tuple[Path, ...] = ()
    code = 0
    try:
        libraries = services.roots
    except BriefingError as error:
        say(tr.error(error))
        code = error.exit_code
    if as_json:
        write_json(
            {**{name: str(path) for name, path in found.items()}, "libraries": [str(path) for path in libraries]}
        )
        return code
    labelled = [(tr(LABELS[name]), path) for name, path in found.items()]
    labelled += [(tr("Library"), path) for path in libraries]
    width = max(len(label) for label, _ in labelled)
    for label, path in labelled:
        write(f"{label:{width}}  {path}")
    return code


def locations(services: Services) -> dict[str, Path]:
    """Return where the user's files are or would be, by the keys of `LABELS`."""
    paths = services.paths
    return {
        "settings": services.settings_file,
        "notes": paths.notes_file,
        "backups": paths.data / BACKUPS,
        "data": paths.data,
        "state": paths.state,
        "cache": paths.cache,
    }
