from __future__ import annotations

import os
import sqlite3
import stat
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import NotFoundError, StoreError
from briefing.notes.model import Note, Reading, Version
from briefing.notes.store import Store, opening, schema
from briefing.notes.store.backups import CHANGES, DAYS, LATEST, SECONDS, WEEKS, Rhythm, existing, kept
from briefing.notes.store.records import Records

from .files import filled, raw, read_only
from .making import TEXT, note

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


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


def test_a_backup_is_made_after_some_changes_of_notes(path: Path) -> None:
    with Store(path) as store:
        for number in range(CHANGES):
            assert existing(path) == []
            store.save_reading(Reading("a", number))
            store.add(note(str(number)), TEXT)
        (backup,) = existing(path)
        store.add(note("noch eine"), TEXT)
        assert existing(path) == [backup]
    with Store(backup, backup=False) as copy:
        assert [one.body for one in copy.notes()] == [str(number) for number in range(CHANGES)]


def test_a_backup_is_due_some_minutes_after_a_change() -> None:
    seconds = 0.0
    rhythm = Rhythm(lambda: seconds)
    seconds = 2 * SECONDS
    assert not rhythm.due, "nothing changed"
    rhythm.change()
    seconds += SECONDS - 1
    assert not rhythm.due
    rhythm.change()
    seconds += 1
    assert rhythm.due, "counted from the first change"
    rhythm.begin()
    assert not rhythm.due


def test_a_due_backup_is_made_when_somebody_asks(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path) as store:
        store.add(note(), TEXT)
        store.back_up_if_due()
        assert existing(path) == []
        monkeypatch.setattr("briefing.notes.store.backups.SECONDS", 0.0)
        store.back_up_if_due()
        store.back_up_if_due()
        assert len(existing(path)) == 1


def test_the_newest_are_kept_whatever_the_clock_says(path: Path) -> None:
    filled(path)
    for number in range(LATEST + 3):
        with Store(path) as store:
            store.save_reading(Reading("a", number))
    assert [file.name for file in existing(path)] == [f"notes-{number:06}.db" for number in range(4, 9)]
    assert sorted(entry.name for entry in (path.parent / "backups").iterdir()) == [file.name for file in existing(path)]


@given(st.lists(st.integers(-3, 80), max_size=60))
def test_the_last_of_each_day_and_week_are_kept(steps: list[int]) -> None:
    hours = 0
    dated = []
    for number, step in enumerate(steps):
        hours += step  # clocks are set back, too
        dated.append((Path(str(number)), BEGIN + timedelta(hours=hours)))
    found = kept(dated)
    assert len(found) <= LATEST + DAYS + WEEKS
    assert {path for path, _ in dated[-LATEST:]} <= found
    last_of_day = {time.date(): path for path, time in dated}
    last_of_week = {time.isocalendar()[:2]: path for path, time in dated}
    if all(step >= 0 for step in steps):
        assert {last_of_day[day] for day in sorted(last_of_day)[-DAYS:]} <= found
        assert {last_of_week[week] for week in sorted(last_of_week)[-WEEKS:]} <= found
    # Whatever is kept as it grows is what would be kept of what is left.
    assert kept([one for one in dated if one[0] in found]) == found


def test_days_and_weeks_of_backups(path: Path) -> None:
    filled(path)
    for day in range(60):
        with Store(path) as store:
            store.save_reading(Reading("a", day))
        moment = (BEGIN + timedelta(days=day)).timestamp()
        os.utime(path, (moment, moment))
    Store(path).close()
    ages = sorted(60 - round((file.stat().st_mtime - BEGIN.timestamp()) / 86_400) for file in existing(path))
    assert ages[:DAYS] == list(range(1, DAYS + 1))
    assert len(ages) <= DAYS + WEEKS
    assert 20 <= ages[-1] < 28, "a backup of the fourth week back"


def test_a_backup_that_fails_is_said_and_stops_nothing(path: Path) -> None:
    made = filled(path)
    (path.parent / "backups").touch()
    with Store(path) as store:
        assert [str(notice).startswith("No backup of the notes could be made") for notice in store.notices] == [True]
        assert store.notes() == made
        with pytest.raises(StoreError):
            store.backup()


def test_what_is_saved_is_saved_though_a_backup_and_a_recovery_fail(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is told that it is not would save it twice."""

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    filled(path)
    with Store(path) as store, monkeypatch.context() as patch:
        patch.setattr("briefing.notes.store.backups.make", fails)
        patch.setattr("briefing.notes.store.quarantine.recover", fails)
        patch.setattr(opening, "is_sound", lambda _: False)
        patch.setattr("briefing.notes.store.backups.CHANGES", 1)
        made = store.add(note("gesichert"), TEXT)
        said = [str(notice) for notice in store.notices]
        assert any("No backup" in each for each in said) and any("disk is full" in each for each in said)
    with Store(path) as store:
        assert made in store.notes()


def test_a_copy_that_fails_its_check_replaces_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    for number in range(LATEST + 1):
        with Store(path) as store:
            store.save_reading(Reading("a", number))
    before = existing(path)
    real = opening.is_sound

    def fails_for_copies(connection: sqlite3.Connection) -> bool:
        file = connection.execute("PRAGMA database_list").fetchall()[0][2]
        return not file.endswith(".part") and real(connection)

    monkeypatch.setattr(opening, "is_sound", fails_for_copies)
    with Store(path) as store:
        assert ["No backup" in str(notice) for notice in store.notices] == [True]
        with pytest.raises(StoreError):
            store.backup()
    assert existing(path) == before
    assert len(list((path.parent / "backups").iterdir())) == len(before)


def test_notes_that_cannot_be_read_let_no_older_backup_go(path: Path) -> None:
    filled(path)
    for number in range(LATEST):
        with Store(path) as store:
            store.save_reading(Reading("a", number))
    first = existing(path)[0]
    raw(path, "UPDATE annotation SET note = 'x'", "UPDATE history SET after = '{'")
    for number in range(LATEST):
        with Store(path) as store:
            store.save_reading(Reading("b", number))
    assert first in existing(path)


def test_a_backup_is_private(path: Path) -> None:
    filled(path)
    Store(path).close()
    assert stat.S_IMODE((path.parent / "backups").stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in existing(path)] == [0o600]


def test_what_a_killed_run_left_half_done_goes_after_a_day(path: Path) -> None:
    filled(path)
    Store(path).close()
    old, new = (path.parent / "backups" / f"notes-000002.db.{name}.part" for name in "ab")
    for part in (old, new):
        part.touch()
    os.utime(old, (1, 1))
    with Store(path) as store:
        store.save_reading(Reading("a", 1))
        store.backup()
    assert (old.exists(), new.exists()) == (False, True)


def test_a_backup_is_made_before_an_import(path: Path) -> None:
    made = filled(path)
    with Store(path) as store:
        later = store.add(note("später"), TEXT)
        store.merge([Version(replace(made[0], id="fremd", body="fremd"))], dry_run=True)
        assert len(existing(path)) == 1
        store.merge([Version(replace(made[0], id="fremd", body="fremd"))])
        assert len(store.notes()) == 5
    with Store(existing(path)[-1], backup=False) as before:
        assert before.notes() == [*made, later]


# --- asked for ------------------------------------------------------------------------------------------------------


def test_a_backup_that_is_asked_for(path: Path) -> None:
    with Store(path, backup=False) as store:
        assert store.backup() is None
        assert store.backups() == []
        store.add(note("a"), TEXT)
        first = store.backup()
        assert first is not None and store.backup() == first, "nothing has changed"
        store.add(note("b"), TEXT)
        second = store.backup()
        assert [backup.path for backup in store.backups()] == [second, first]
        assert [backup.notes for backup in store.backups()] == [2, 1]
        assert all(backup.sound for backup in store.backups())


def test_a_newest_backup_that_has_rotted_is_made_again(path: Path) -> None:
    with Store(path, backup=False) as store:
        store.add(note("a"), TEXT)
        first = store.backup()
        assert first is not None
        status = first.stat()
        first.write_bytes(b"x" * status.st_size)
        os.utime(first, ns=(status.st_mtime_ns, status.st_mtime_ns))
        second = store.backup()
        assert second != first
        assert [backup.sound for backup in store.backups()] == [True, False]


def bodies(store: Store) -> list[str]:
    return sorted(one.body for one in store.notes())


def test_a_backup_is_put_back_and_nothing_is_lost(path: Path) -> None:
    with Store(path, backup=False) as store:
        made = [store.add(note(body), TEXT) for body in ("bleibt", "wird geändert", "wird gelöscht")]
        gone = store.delete(store.add(note("war im Papierkorb"), TEXT).id)
        backup = store.backup()
        store.edit(_changed(made[1], "geändert"))
        store.delete(made[2].id)
        store.restore(gone.id)
        store.add(note("neu"), TEXT)
        now = bodies(store)
        done = store.restore_backup()
        assert done.backup == backup
        assert (done.put_back, done.kept) == (3, 1)
        assert bodies(store) == ["bleibt", "neu", "wird gelöscht", "wird geändert"]
        assert [one.body for one in store.notes(deleted=True)] == ["war im Papierkorb"]
        assert done.before is not None
        with Store(done.before, backup=False) as before:
            assert bodies(before) == now
        assert store.undo() == "backup restored"
        assert bodies(store) == now


def _changed(one: Note, body: str) -> Note:
    return replace(one, body=body)


def test_the_backup_that_is_put_back_is_not_dropped_for_the_one_before(path: Path) -> None:
    filled(path)
    for number in range(LATEST):
        with Store(path) as store:
            store.save_reading(Reading("a", number))
    oldest = existing(path)[0]
    with Store(path, backup=False) as store:
        store.add(note("neu"), TEXT)
        assert store.restore_backup(oldest.name).backup == oldest
        assert oldest.exists()
        assert len(store.notes()) == 4


def test_a_backup_brings_the_versions_that_the_notes_lack(path: Path) -> None:
    """All was begun anew since: then the backup knows more of a note than what it was in the end."""
    with Store(path, backup=False) as store:
        made = store.add(note("eins"), TEXT)
        for body in ("zwei", "drei"):
            made = store.edit(replace(made, body=body))
        store.backup()
        before = store.versions(made.id)
    path.unlink()
    with Store(path, backup=False) as store:
        store.add(note("neu"), TEXT)
        store.restore_backup()
        assert [version.note.body for version in store.versions(made.id)] == ["eins", "zwei", "drei"]
        assert store.versions(made.id)[:2] == before[:2]
        store.restore_backup()
        assert len(store.versions(made.id)) == 3


def test_a_missing_file_comes_back_with_its_history(path: Path) -> None:
    made = filled(path)
    with Store(path) as store:
        store.save_reading(Reading("a", 7))
        store.backup()
    path.unlink()
    with Store(path) as store:
        assert ["is gone" in str(notice) for notice in store.notices] == [True]
        assert store.notes() == []
        done = store.restore_backup("latest")
        assert (done.put_back, done.kept, done.before) == (3, 0, None)
        assert store.notes() == made
        assert store.readings()["a"].row == 7
        assert store.undo() == "note added"


@pytest.mark.parametrize("name", ["latest", "notes-000009.db", "../notes.db", "", "notes-000001.db/.."])
def test_a_backup_that_is_not_there(path: Path, name: str) -> None:
    filled(path, backup=False)
    before = path.read_bytes()
    with Store(path, backup=False) as store, pytest.raises(NotFoundError, match="backup"):
        store.restore_backup(name)
    assert path.read_bytes() == before


def test_a_damaged_backup_is_not_put_back(path: Path) -> None:
    made = filled(path)
    with Store(path) as store:
        store.add(note("mehr"), TEXT)
        store.backup()
        first, second = existing(path)
        second.write_bytes(b"kaputt" * 1000)
        with pytest.raises(StoreError, match="is damaged; nothing was changed"):
            store.restore_backup(second.name)
        assert store.restore_backup().backup == first
        assert [one.body for one in store.notes()] == [*(one.body for one in made), "mehr"]


def test_a_write_that_fails_in_the_middle_of_putting_back_leaves_all_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(path, backup=False) as store:
        made = [store.add(note(body), TEXT) for body in "abc"]
        store.backup()
        changed = [store.edit(_changed(one, one.body * 2)) for one in made]
        calls = Counter[str]()
        real = Records.write

        def fails_at_last(self: Records, *arguments: object, **options: object) -> object:
            calls["write"] += 1
            if calls["write"] == 3:
                raise sqlite3.OperationalError("no")
            return real(self, *arguments, **options)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(Records, "write", fails_at_last)
            with pytest.raises(StoreError):
                store.restore_backup()
        assert store.notes() == changed


def test_where_nothing_can_be_written_nothing_is_put_back(open_path: Path) -> None:
    made = filled(open_path, backup=False)
    with Store(open_path, backup=False) as store:
        store.backup()
        later = store.add(note("später"), TEXT)
    open_path.parent.chmod(0o755)
    (open_path.parent / "backups").chmod(0o755)
    for backup in existing(open_path):
        backup.chmod(0o644)
    with read_only(open_path.parent), Store(open_path) as store:
        with pytest.raises(StoreError):
            store.restore_backup()
        assert store.notes() == [*made, later]


# --- older versions -------------------------------------------------------------------------------------------------

STEPS = {2: ("ALTER TABLE draft ADD COLUMN more TEXT", "UPDATE draft SET more = key")}


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "VERSION", 2)
    monkeypatch.setattr(schema, "STEPS", STEPS)


def version_of(file: Path) -> int:
    connection = sqlite3.connect(file)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def test_a_backup_is_made_before_the_tables_change(path: Path, request: pytest.FixtureRequest) -> None:
    made = filled(path)
    request.getfixturevalue("next_version")
    with Store(path, backup=False) as store:
        assert store.notes() == made
        assert store.add(note("geht"), TEXT) in store.notes()
    assert version_of(path) == 2
    (backup,) = existing(path)
    assert version_of(backup) == 1
    with Store(path, backup=False) as store:
        store.delete(made[0].id)
        assert store.restore_backup().put_back == 1
        assert len(store.notes()) == 4
    assert version_of(backup) == 1, "an old backup is read as it is"


def test_a_step_that_fails_leaves_the_old_version(path: Path, request: pytest.FixtureRequest) -> None:
    made = filled(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "VERSION", 2)
        patch.setattr(schema, "STEPS", {2: (*STEPS[2], "UPDATE nowhere SET x = 1")})
        with pytest.raises(StoreError):
            Store(path)
    assert version_of(path) == 1
    request.getfixturevalue("next_version")
    with Store(path) as store:
        assert store.notes() == made
    assert version_of(path) == 2


def test_an_older_file_that_cannot_be_written_is_read(open_path: Path, request: pytest.FixtureRequest) -> None:
    made = filled(open_path)
    open_path.parent.chmod(0o755)
    request.getfixturevalue("next_version")
    with read_only(open_path.parent), Store(open_path) as store:
        assert store.notes() == made
        with pytest.raises(StoreError, match="of an older version"):
            store.add(note(), TEXT)
    assert version_of(open_path) == 1
