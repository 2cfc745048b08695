"""What to do with a damaged notes file: put it aside, go on with the newest sound backup, add what can be saved.

Nothing is deleted. The damaged file is kept as it was found.
"""

from __future__ import annotations

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from briefing.errors import StoreError
from briefing.i18n import n_
from briefing.notes.stamps import now
from briefing.notes.store import backups, opening, schema
from briefing.notes.store.failures import UNREADABLE
from briefing.notes.store.records import Records
from briefing.notes.store.salvage import salvage

FOLDER = "quarantine"
_COMPANIONS = ("-journal", "-wal", "-shm")


def recover(path: Path, found: tuple[int, int] | None) -> list[StoreError]:
    """Put a damaged file aside and bring back the newest sound backup; return what the user must know.

    Args:
        path: the notes file; no connection to it may be open.
        found: its identity when it was found damaged; if it has another one now, somebody else was quicker.

    Raises:
        OSError: it can't be moved; then it stays where it is.
    """
    if opening.identity(path) != found:
        return []
    folder = put_aside(path)
    notices = [StoreError(n_("The notes file was damaged; it is kept in {folder}."), folder=folder)]
    backup = restore(path)
    if backup:
        notices.append(StoreError(n_("The notes were restored from the backup {name}."), name=backup.name))
    try:
        count = _add_salvaged(folder / path.name, path)
    except (OSError, *UNREADABLE) as error:
        return [*notices, StoreError(n_("The damaged file could not be searched for notes: {reason}."), reason=error)]
    if count:
        notices.append(StoreError(n_("{count} notes were recovered from the damaged file."), count=count))
    elif not backup:
        notices.append(StoreError(n_("Nothing could be recovered: starting without notes.")))
    return notices


def _add_salvaged(damaged: Path, path: Path) -> int:
    """Put what can be read of the damaged file into the new one; return the number of notes."""
    with closing(opening.create_file(path).connection) as connection, opening.transaction(connection, schema.BEGIN):
        records = Records(connection, "recovery", now, lambda _note, _recovered: None)
        return salvage(damaged, connection, records)


def put_aside(path: Path) -> Path:
    """Move a notes file and what belongs to it to a new folder in the quarantine; return that folder.

    Raises:
        OSError: the file stays where it is.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    folder = path.parent / FOLDER / stamp
    folder.mkdir(mode=0o700, parents=True)
    # The journal goes first: a new file beside an old journal would be rolled back with it.
    for name in (*(path.name + companion for companion in _COMPANIONS), path.name):
        source = path.parent / name
        if source.exists():
            source.rename(folder / name)
    return folder


def restore(path: Path) -> Path | None:
    """Copy the newest sound backup to `path`; return it, or None if there is none."""
    for backup in reversed(backups.existing(path)):
        try:
            opened = opening.open_existing(backup)
        except (*UNREADABLE, StoreError):
            continue
        try:
            if not opened.empty and not opened.refusal and not os.path.lexists(path):
                backups.copy(opened.connection, path, backup.stat().st_mtime_ns)
                return backup
        except (OSError, *UNREADABLE):
            continue
        finally:
            opened.connection.close()
    return None
