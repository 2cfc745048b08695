"""What to do with a damaged notes file: put it aside, go on with the newest sound backup, add what can be saved.

Nothing is deleted: the damaged file is kept as it was found. One process does this at a time. It may be killed at
any moment: while a recovery isn't finished its folder says so, and whoever comes next finishes it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from briefing.errors import StoreError
from briefing.i18n import n_
from briefing.notes.stamps import now
from briefing.notes.store import backups, opening, schema
from briefing.notes.store.copying import copy, put_in_place
from briefing.notes.store.failures import UNREADABLE
from briefing.notes.store.locking import alone
from briefing.notes.store.pouring import pour
from briefing.notes.store.records import Records
from briefing.notes.store.remains import read_remains
from briefing.notes.store.salvage import salvage

FOLDER = "quarantine"
_LOCK = "lock"
_UNFINISHED = ".unfinished"
_COMPANIONS = ("-journal", "-wal", "-shm")


@dataclass(slots=True)
class Recovered:
    """What a recovery found.

    Attributes:
        backup: name of the backup it began with, or empty.
        count: notes that came from the damaged file.
        failure: why that could not be searched, or None.
    """

    backup: str = ""
    count: int = 0
    failure: Exception | None = None


def recover(path: Path, found: tuple[int, int] | None) -> list[StoreError]:
    """Put a damaged file aside and make a sound one of backup and remains; return what the user must know.

    Args:
        path: the notes file; no connection to it may be open.
        found: its identity when it was found damaged; if it has another one now, somebody else was quicker.

    Raises:
        OSError, sqlite3.Error: it can't be moved; then it stays where it is.
    """
    with _order(path):
        if opening.identity(path) != found:
            return []
        return _finish(put_aside(path), path)


def finish(path: Path) -> list[StoreError]:
    """Wait for a recovery that another process has begun, and finish one that was killed.

    Returns:
        What the user must know; nothing if there is nothing to do.

    Raises:
        OSError, sqlite3.Error: it can't be finished.
    """
    if not (path.parent / FOLDER / _LOCK).exists():
        return []
    with _order(path):
        return [notice for folder in _unfinished(path) for notice in _finish(folder, path)]


def is_unfinished(path: Path) -> bool:
    """Whether a recovery was begun and isn't finished."""
    return any(_unfinished(path))


def _unfinished(path: Path) -> list[Path]:
    return sorted((path.parent / FOLDER).glob(f"*{_UNFINISHED}"))


@contextmanager
def _order(path: Path) -> Iterator[None]:
    folder = path.parent / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    with alone(folder / _LOCK):
        yield


def put_aside(path: Path) -> Path:
    """Move a notes file and what belongs to it to a new folder in the quarantine; return that folder.

    Raises:
        OSError: the file stays where it is.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    folder = path.parent / FOLDER / f"{stamp}{_UNFINISHED}"
    folder.mkdir(mode=0o700, parents=True)
    # The journal goes first: a new file beside an old journal would be rolled back with it.
    for name in (*(path.name + companion for companion in _COMPANIONS), path.name):
        source = path.parent / name
        if source.exists():
            source.rename(folder / name)
    return folder


def _finish(folder: Path, path: Path) -> list[StoreError]:
    """Make a sound file of what was put aside and the newest backup, and give it its name."""
    if not (folder / path.name).exists() and path.exists():  # who began was killed between journal and file
        path.rename(folder / path.name)
    new = folder / f"{path.name}.new"
    journal = new.with_name(f"{new.name}-journal")
    for left in (new, journal):
        left.unlink(missing_ok=True)
    recovered = _rebuilt(new, folder / path.name, path)
    journal.unlink(missing_ok=True)
    if not put_in_place(new, path):
        _add(new, path)  # somebody has begun a new file meanwhile
        new.unlink()
    done = folder.with_name(folder.name.removesuffix(_UNFINISHED))
    folder.rename(done)
    return list(_notices(recovered, done))


def _rebuilt(new: Path, damaged: Path, path: Path) -> Recovered:
    """Make a new file of the newest sound backup and what can be read of the damaged one."""
    recovered = Recovered(_begin(new, path))
    with closing(opening.create_file(new).connection) as connection:
        try:
            with opening.transaction(connection, schema.BEGIN):
                recovered.count = salvage(damaged, connection, _records(connection))
        except (OSError, *UNREADABLE) as error:
            recovered.failure = error
    return recovered


def _begin(new: Path, path: Path) -> str:
    """Copy the newest sound backup; return its name, or nothing if there is none."""
    for backup in reversed(backups.existing(path)):
        try:
            with backups.opened(backup) as connection:
                copy(connection, new, backup.stat().st_mtime_ns)
                return backup.name
        except (OSError, StoreError, *UNREADABLE):
            continue
    return ""


def _add(new: Path, path: Path) -> None:
    """Put the notes of one sound file into another."""
    source = opening.open_existing(new, writable=False).connection
    with (
        closing(source),
        closing(opening.create_file(path).connection) as connection,
        opening.transaction(connection, schema.BEGIN),
    ):
        pour(read_remains(source), connection, _records(connection))


def _records(connection: sqlite3.Connection) -> Records:
    return Records(connection, "recovery", now, lambda _note, _recovered: None)


def _notices(recovered: Recovered, folder: Path) -> Iterator[StoreError]:
    yield StoreError(n_("The notes file was damaged; it is kept in {folder}."), folder=folder)
    if recovered.backup:
        yield StoreError(n_("The notes were restored from the backup {name}."), name=recovered.backup)
    if recovered.failure:
        reason = recovered.failure
        yield StoreError(n_("The damaged file could not be searched for notes: {reason}."), reason=reason)
    elif recovered.count == 1:
        yield StoreError(n_("One note was recovered from the damaged file."))
    elif recovered.count:
        yield StoreError(n_("{count} notes were recovered from the damaged file."), count=recovered.count)
    elif not recovered.backup:
        yield StoreError(n_("Nothing could be recovered: starting without notes."))
