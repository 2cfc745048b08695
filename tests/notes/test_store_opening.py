from __future__ import annotations

import builtins
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from briefing.errors import StoreError
from briefing.notes.model import Reading
from briefing.notes.store import Store, schema

from .files import filled, raw
from .making import TEXT, note


def test_nothing_is_made_before_the_first_write(path: Path) -> None:
    with Store(path) as store:
        assert not (store.notes() or store.drafts() or store.notices)
        assert (store.counts(), store.readings(), store.get("x"), store.snapshot("x")) == ({}, {}, None, None)
        assert store.undo() is store.redo() is store.exported("x") is None
        assert not path.parent.exists()
        store.add(note(), TEXT)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_notes_and_undo_survive_a_restart(path: Path) -> None:
    made = filled(path)
    with Store(path) as store:
        assert store.notes() == made
        assert store.undo() == "note added"
    with Store(path) as store:
        assert store.notes() == made[:-1]
        assert store.redo() == "note added"
        assert [one.body for one in store.notes()] == [one.body for one in made]


def test_the_settings_are_the_safe_ones(path: Path) -> None:
    made = filled(path)
    with Store(path) as store, store._file.reading() as connection:
        assert connection is not None
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in (
            "journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout", "application_id",
            "user_version", "fullfsync",
        )}  # fmt: skip
    assert found == {
        "journal_mode": "truncate", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "busy_timeout": 5000,
        "application_id": 0x42524E31, "user_version": 1, "fullfsync": 1,
    }  # fmt: skip
    assert made


def test_no_table_that_the_plan_names_is_missing(path: Path) -> None:
    filled(path)
    with closing(sqlite3.connect(path)) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names >= {
        "document", "snapshot", "annotation", "target", "anchor", "annotation_tag", "history", "draft", "export_log",
        "reading",
    }  # fmt: skip


def test_only_one_module_speaks_sql() -> None:
    folder = Path(schema.__file__).parent
    words = ("SELECT ", "INSERT ", "UPDATE ", "DELETE ", "PRAGMA ", "CREATE ")
    speaking = {file.name for file in folder.glob("*.py") if any(word in file.read_text() for word in words)}
    assert speaking == {"schema.py"}


def test_the_file_is_never_opened_but_by_sqlite(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    opened: list[str] = []
    real_open, real_os_open = builtins.open, os.open

    def spy(file: object, *args: object, **options: object) -> object:
        opened.append(str(file))
        return real_open(file, *args, **options)  # type: ignore[call-overload]

    def spy_os(file: object, *args: object, **options: object) -> int:
        opened.append(str(file))
        return real_os_open(file, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "open", spy)
    monkeypatch.setattr("io.open", spy)
    monkeypatch.setattr(os, "open", spy_os)
    with Store(path) as store:
        store.add(note(), TEXT)
        store.undo()
    assert str(path) not in opened
    assert any("backups" in name for name in opened)


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with Store(path) as store:
        assert not (store.notes() or store.notices)
        assert store.add(note(), TEXT) in store.notes()


def test_a_file_that_disappears_is_made_anew(path: Path) -> None:
    with Store(path) as store:
        store.add(note("a"), TEXT)
        path.unlink()
        assert store.notes() == []
        store.add(note("b"), TEXT)
    with Store(path) as store:
        assert [one.body for one in store.notes()] == ["b"]


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    raw(path, "CREATE TABLE bookmarks(url TEXT)", "PRAGMA application_id=7")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store(path)
    assert path.read_bytes() == before
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["notes.db"]


def test_a_newer_store_can_be_read_but_not_written(path: Path) -> None:
    made = filled(path, backup=False)
    raw(path, "PRAGMA user_version=99")
    before = path.read_bytes()
    with Store(path) as store:
        assert store.notes() == made
        for write in (lambda: store.add(note(), TEXT), store.undo, lambda: store.save_reading(Reading("a"))):
            with pytest.raises(StoreError, match="newer version"):
                write()
        assert store.notes() == made
    assert path.read_bytes() == before
    assert not (path.parent / "backups").exists()
