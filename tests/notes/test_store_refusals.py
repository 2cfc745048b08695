from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from briefing.errors import StoreError
from briefing.notes.store import Store, opening, schema

from .files import broken_off, damage, filled, read_only, without_room
from .making import TEXT, note


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file" / "notes.db")
    assert store.notes() == []
    with pytest.raises(StoreError, match=r"file/notes\.db"):
        store.add(note(), TEXT)
    assert (tmp_path / "file").read_bytes() == b""


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Store(tmp_path)


def test_a_folder_that_may_not_be_written(open_path: Path) -> None:
    made = filled(open_path)
    open_path.parent.chmod(0o755)
    with read_only(open_path.parent), Store(open_path) as store:
        assert store.notes() == made
        with pytest.raises(StoreError, match="can't be written"):
            store.add(note(), TEXT)
        assert store.notes() == made
    with Store(open_path) as store:
        assert store.add(note("wieder"), TEXT) in store.notes()


@pytest.mark.parametrize("broken", [False, True])
def test_who_makes_the_folder_writable_again_can_save_at_once(open_path: Path, broken: bool) -> None:
    made = filled(open_path)
    if broken:
        broken_off(open_path)
    open_path.parent.chmod(0o755)
    with read_only(open_path.parent):
        store = Store(open_path)
        with pytest.raises(StoreError, match="can't be written"):
            store.add(note(), TEXT)
    with store:
        assert store.add(note("wieder"), TEXT) in store.notes()
        assert len(store.notes()) == len(made) + 1
        assert not list(open_path.parent.glob("quarantine/*/notes.db")), "that is no damage"


def test_a_folder_that_may_not_be_written_with_a_change_broken_off(open_path: Path) -> None:
    made = filled(open_path)
    broken_off(open_path)
    open_path.parent.chmod(0o755)
    with read_only(open_path.parent), Store(open_path) as store:
        assert store.notes() == made
        with pytest.raises(StoreError, match="was broken off"):
            store.add(note(), TEXT)
    with Store(open_path) as store:
        assert store.notes() == made


def test_a_damaged_file_where_nothing_can_be_written_is_said_and_stays(open_path: Path) -> None:
    made = filled(open_path)
    damage(open_path, 0, b"\xff" * 100)
    damaged = open_path.read_bytes()
    open_path.parent.chmod(0o755)
    with read_only(open_path.parent), pytest.raises(StoreError, match=r"are damaged and can't be .* Make the folder"):
        Store(open_path)
    assert open_path.read_bytes() == damaged
    with Store(open_path) as store:
        assert store.notes() == made


def test_a_folder_that_cannot_be_made(open_path: Path) -> None:
    open_path.parent.mkdir(mode=0o755)
    with read_only(open_path.parent), Store(open_path.parent / "data" / "notes.db") as store:
        assert store.notes() == []
        with pytest.raises(StoreError, match="Permission denied"):
            store.add(note(), TEXT)


def test_a_file_that_may_not_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = filled(path, backup=False)
    with monkeypatch.context() as closed:
        closed.setattr(schema, "SETTINGS", (*schema.SETTINGS, "PRAGMA query_only=ON"))  # what also stops the superuser
        with Store(path, backup=False) as store:
            with pytest.raises(StoreError, match=r"notes\.db or its folder can't be written"):
                store.add(note(), TEXT)
            assert store.notes() == made
    with Store(path, backup=False) as store:
        assert store.add(note("wieder"), TEXT) in store.notes()


def test_a_full_disk_is_said_and_nothing_is_lost(path: Path) -> None:
    made = filled(path)
    code = """
note = replace(note, body="y" * 200_000)
try:
    store.add(note)
except StoreError as error:
    print("refused", error)
limit(resource.RLIM_INFINITY)
print(len(store.notes()), len(store.add(note).body))
"""
    printed = without_room(path, "from dataclasses import replace\n" + code, path.stat().st_size)
    assert printed.startswith("refused The note isn't saved: ")
    assert "Make room and save again." in printed
    assert printed.splitlines()[-1] == f"{len(made)} 200000"


def test_disk_full_has_its_own_words(path: Path) -> None:
    with Store(path) as store:
        store.add(note(), TEXT)
        with store._file.reading() as connection:
            assert connection is not None
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={pages}")
        with pytest.raises(StoreError, match="disk is full"):
            store.add(note("y" * 100_000), TEXT)
        assert len(store.notes()) == 1


def test_a_lock_that_is_held_too_long(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = filled(path, backup=False)
    quick = tuple("PRAGMA busy_timeout=50" if "busy_timeout" in line else line for line in schema.SETTINGS)
    monkeypatch.setattr(schema, "SETTINGS", quick)
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    with Store(path, backup=False) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use by another program"):
            store.add(note(), TEXT)
        assert store.notes() == made
        other.execute("ROLLBACK")
        assert store.add(note("jetzt"), TEXT) in store.notes()


def test_a_broken_off_change_is_taken_back_where_nothing_can_be_written(path: Path) -> None:
    made = filled(path)
    broken_off(path)
    journal = path.with_name(path.name + "-journal")
    before = path.read_bytes(), journal.read_bytes()
    opened = opening.open_rolled_back(path)
    try:
        bodies = [row["note"] for row in opened.connection.execute(schema.LIVE_NOTES).fetchall()]
    finally:
        opened.connection.close()
    assert bodies == [one.body for one in made]
    assert opened.refusal is not None
    assert (path.read_bytes(), journal.read_bytes()) == before
    with Store(path) as store:
        assert store.notes() == made
