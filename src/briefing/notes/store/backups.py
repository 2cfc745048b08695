"""Backups of the notes file beside it: when one is due, which are kept, and what is in them.

Each is checked before it counts, and only a backup that passes lets older ones go.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import monotonic, time
from typing import Final

from briefing.errors import NotFoundError, StoreError
from briefing.i18n import n_
from briefing.notes.stamps import now
from briefing.notes.store import opening, schema
from briefing.notes.store.copying import copy
from briefing.notes.store.failures import UNREADABLE
from briefing.notes.store.migrating import in_memory
from briefing.notes.store.records import Records

LATEST: Final = 5
DAYS: Final = 7
WEEKS: Final = 4
"""How many backups are kept: the latest, the last of each of as many days, the last of each of as many weeks."""
CHANGES: Final = 20
SECONDS: Final = 600.0
"""A backup is due after so many changes of notes, or that long after the first of them."""
FOLDER: Final = "backups"
NEWEST: Final = "latest"
"""What stands for the newest sound backup where a name is asked for."""
_FORGOTTEN = 86_400.0
"""Seconds after which nobody is still writing a part of a backup."""
_NAME = re.compile(r"notes-(\d{6,})\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """What is known of a backup.

    Attributes:
        path: the file.
        changed: when the notes in it were last changed, UTC ISO 8601 with milliseconds.
        size: of the file, bytes.
        notes: number of notes in use, 0 if it can't be read.
        sound: whether it passes SQLite's check.
    """

    path: Path
    changed: str
    size: int
    notes: int
    sound: bool


class Rhythm:
    """Tells when the next backup is due: after some changes, or some time after the first one.

    Args:
        clock: returns seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._changes = 0
        self._first = 0.0

    def change(self) -> None:
        """Count a change of a note."""
        if not self._changes:
            self._first = self._clock()
        self._changes += 1

    def begin(self) -> None:
        """Count anew: a backup was made, or tried."""
        self._changes = 0

    @property
    def due(self) -> bool:
        """Whether a backup should be made now."""
        return self._changes >= CHANGES or (self._changes > 0 and self._clock() - self._first >= SECONDS)


def existing(path: Path) -> list[Path]:
    """Return the backups of a notes file, oldest first; numbered, because a clock may be set back."""
    try:
        found = [(int(match[1]), entry) for entry in _folder(path).iterdir() if (match := _NAME.fullmatch(entry.name))]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [entry for _, entry in sorted(found)]


def _folder(path: Path) -> Path:
    return path.parent / FOLDER


def make(connection: sqlite3.Connection, path: Path, spared: Collection[Path] = ()) -> Path:
    """Return a checked backup of the notes as they are: a new one, unless the newest is of this very state.

    Args:
        connection: open on `path`.
        path: the notes file; it is not opened again.
        spared: backups that are not to be dropped, whatever their age.

    Raises:
        OSError, sqlite3.Error: there is no backup of this state; the older ones are all there.
    """
    backups = existing(path)
    changed = path.stat().st_mtime_ns
    if backups and backups[-1].stat().st_mtime_ns == changed and describe(backups[-1]).sound:
        return backups[-1]
    number = int(backups[-1].stem.removeprefix("notes-")) + 1 if backups else 1
    _folder(path).mkdir(mode=0o700, exist_ok=True)
    made = _folder(path) / f"notes-{number:06}.db"
    copy(connection, made, changed)
    if _is_readable(made):
        _drop_old(path, {made, *spared})
    return made


def _drop_old(path: Path, spared: Collection[Path]) -> None:
    dated = [(backup, datetime.fromtimestamp(backup.stat().st_mtime, UTC)) for backup in existing(path)]
    keep = kept(dated)
    for backup, _ in dated:
        if backup not in keep and backup not in spared:
            backup.unlink(missing_ok=True)
    for part in _folder(path).glob("notes-*.part"):  # what a run that was killed had begun
        if time() - part.stat().st_mtime > _FORGOTTEN:
            part.unlink(missing_ok=True)


def kept(backups: Sequence[tuple[Path, datetime]]) -> set[Path]:
    """Return those of some backups that stay: the latest, and the last of each of the last days and weeks.

    Args:
        backups: with their times, in the order in which they were made.
    """
    newest_first = list(reversed(backups))
    days: dict[object, Path] = {}
    weeks: dict[object, Path] = {}
    for backup, moment in newest_first:
        days.setdefault(moment.date(), backup)
        weeks.setdefault(moment.isocalendar()[:2], backup)
    latest = (backup for backup, _ in newest_first[:LATEST])
    return {*latest, *islice(days.values(), DAYS), *islice(weeks.values(), WEEKS)}


@contextmanager
def opened(backup: Path) -> Iterator[sqlite3.Connection]:
    """Lend a connection for reading a backup that passes SQLite's check.

    Raises:
        StoreError, sqlite3.Error: it is no backup of ours, or a damaged one.
    """
    found = opening.open_existing(backup, writable=False)
    if not found.empty and found.version < schema.VERSION:
        found = in_memory(found)
    with closing(found.connection) as connection:
        if found.empty:
            raise sqlite3.DatabaseError("there are no tables")
        yield connection


def _is_readable(backup: Path) -> bool:
    """Whether each note of a backup can be read, from its row or from its history."""
    lost: list[str] = []
    try:
        with opened(backup) as connection:
            records = Records(connection, "", now, lambda note, recovered: None if recovered else lost.append(note))
            for deleted in (False, True):
                records.all(None, deleted=deleted)
    except UNREADABLE:
        return False
    return not lost


def describe(backup: Path) -> Backup:
    """Return what is known of a backup, after a check of it.

    Raises:
        OSError: the file isn't there or may not be looked at.
    """
    status = backup.stat()
    moment = datetime.fromtimestamp(status.st_mtime, UTC)
    changed = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    try:
        with opened(backup) as connection:
            counted = sum(row["notes"] for row in connection.execute(schema.COUNTS).fetchall())
    except (*UNREADABLE, StoreError):
        return Backup(backup, changed, status.st_size, 0, sound=False)
    return Backup(backup, changed, status.st_size, counted, sound=True)


def find(path: Path, name: str) -> Path:
    """Return the backup of a notes file with a name, or the newest sound one for `NEWEST`.

    Raises:
        NotFoundError: there is none.
        StoreError: it is damaged.
    """
    backups = existing(path)
    if name == NEWEST:
        sound = next((backup for backup in reversed(backups) if describe(backup).sound), None)
        if sound is None:
            raise NotFoundError(n_("There is no sound backup of the notes."))
        return sound
    found = next((backup for backup in backups if name in (backup.name, backup.stem)), None)
    if found is None:
        raise NotFoundError(
            n_("There is no backup {name}."), n_("`briefing notes backup --list` names those there are."), name=name
        )
    if not describe(found).sound:
        raise StoreError(n_("The backup {name} is damaged; nothing was changed."), name=found.name)
    return found
