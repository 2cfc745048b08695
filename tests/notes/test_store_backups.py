from __future__ import annotations

import stat
from pathlib import Path

from briefing.notes.model import Reading
from briefing.notes.store import Store
from briefing.notes.store.backups import KEEP, existing

from .files import filled


def test_a_backup_is_made_when_something_changed(path: Path) -> None:
    made = filled(path)
    assert existing(path) == []
    Store(path, backup=False).close()
    assert existing(path) == []
    for _ in range(3):
        Store(path).close()
    assert len(existing(path)) == 1
    with Store(existing(path)[0], backup=False) as copy:
        assert copy.notes() == made


def test_the_newest_five_are_kept_whatever_the_clock_says(path: Path) -> None:
    filled(path)
    for number in range(KEEP + 3):
        with Store(path) as store:
            store.save_reading(Reading("a", number))
    assert [file.name for file in existing(path)] == [f"notes-{number:06}.db" for number in range(4, 9)]
    assert sorted(entry.name for entry in (path.parent / "backups").iterdir()) == [file.name for file in existing(path)]


def test_a_backup_that_fails_is_said_and_stops_nothing(path: Path) -> None:
    made = filled(path)
    (path.parent / "backups").touch()
    with Store(path) as store:
        assert [str(notice).startswith("No backup of the notes could be made") for notice in store.notices] == [True]
        assert store.notes() == made


def test_a_backup_is_private(path: Path) -> None:
    filled(path)
    Store(path).close()
    assert stat.S_IMODE((path.parent / "backups").stat().st_mode) == 0o700
