"""One process puts the notes file aside, another one goes on; a process is killed half way; everything is there."""

from __future__ import annotations

import runpy
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import BusyError, StoreError
from briefing.notes.store import Store, opening, quarantine, salvage
from conftest import ROOT

from .files import broken_off, damage, filled
from .making import TEXT, note


def test_a_write_that_waited_goes_to_the_file_that_took_its_place(path: Path) -> None:
    filled(path, backup=False)
    new = path.with_name("new.db")
    shutil.copyfile(path, new)
    with Store(path, backup=False) as store:
        old_inode = path.stat().st_ino
        with closing(sqlite3.connect(path, isolation_level=None)) as replacing:
            replacing.execute("BEGIN IMMEDIATE")
            waiting = threading.Thread(target=lambda: store.add(note("gewartet"), TEXT))
            waiting.start()
            new.replace(path)
            replacing.execute("ROLLBACK")
        waiting.join()
        assert path.stat().st_ino != old_inode
        assert "gewartet" in [one.body for one in store.notes()]
    with Store(path, backup=False) as store:
        assert "gewartet" in [one.body for one in store.notes()]


def test_a_write_to_a_file_that_was_put_aside_meanwhile_is_not_acknowledged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path, backup=False)
    aside = path.with_name("aside.db")
    real = opening.committing

    @contextmanager
    def late(connection: sqlite3.Connection) -> Iterator[None]:
        with real(connection):
            yield
            path.rename(aside)
            shutil.copyfile(aside, path)

    with Store(path, backup=False) as store:
        monkeypatch.setattr(opening, "committing", late)
        with pytest.raises(BusyError, match="was replaced"):
            store.add(note("verloren?"), TEXT)
        monkeypatch.setattr(opening, "committing", real)
        store.add(note("noch einmal"), TEXT)
        assert [one.body for one in store.notes()][-1] == "noch einmal"


STAGES = ("put_aside", "salvage", "put_in_place", "_notices")


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("after", [False, True])
def test_a_recovery_that_was_killed_is_finished_by_whoever_comes_next(
    path: Path, monkeypatch: pytest.MonkeyPatch, stage: str, after: bool
) -> None:
    filled(path, 30)  # with a backup of twenty
    damage(path, 0, b"\xff" * 100)
    real: Any = getattr(quarantine, stage)

    def killed(*arguments: object) -> object:
        if after:
            real(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(quarantine, stage, killed)
        Store(path)
    with Store(path, backup=False) as store:
        assert len(store.notes()) == 30
        assert store.add(note("neu"), TEXT) in store.notes()
    assert not list(path.parent.glob("quarantine/*.unfinished"))
    kept = [file for file in path.parent.glob("quarantine/*/notes.db") if file.read_bytes()[:100] == b"\xff" * 100]
    assert len(kept) == 1, "the damaged file is kept"


def test_a_file_that_was_begun_during_a_recovery_is_not_overwritten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path, 10, backup=False)
    damage(path, 0, b"\xff" * 100)
    real = salvage.salvage

    def slow(*arguments: Any) -> int:
        # Another program may make the file while it isn't there: one of ours waits for the recovery.
        with closing(opening.create_file(path).connection):
            pass
        with monkeypatch.context() as patch:
            patch.setattr(quarantine, "is_unfinished", lambda _: False)
            with Store(path, backup=False) as other:
                other.add(note("dazwischen"), TEXT)
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(quarantine, "salvage", slow)
        Store(path, backup=False).close()
    with Store(path, backup=False) as store:
        assert len(store.notes()) == 11
        assert "dazwischen" in [one.body for one in store.notes()]


def test_who_opens_the_notes_during_a_recovery_waits_for_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path, 10, backup=False)
    damage(path, 0, b"\xff" * 100)
    found: list[int] = []
    real, inside = salvage.salvage, threading.Event()

    def slow(*arguments: Any) -> int:
        inside.set()
        waiting.join(0.3)
        assert found == []
        return real(*arguments)

    def look() -> None:
        inside.wait()
        with Store(path, backup=False) as other:
            found.append(len(other.notes()))

    monkeypatch.setattr(quarantine, "salvage", slow)
    waiting = threading.Thread(target=look)
    waiting.start()
    Store(path, backup=False).close()
    waiting.join()
    assert found == [10]


def test_a_damaged_file_with_a_change_that_was_broken_off_is_taken_back_first(path: Path) -> None:
    made = filled(path, 40, backup=False)
    broken_off(path)
    # The change grew the file; damage behind the head, so that the journal still fits.
    damage(path, path.stat().st_size // 2 // 4096 * 4096, b"\x00" * 4096)
    with Store(path, backup=False) as store:
        try:
            notes = store.notes()
        except StoreError:
            notes = store.notes()
        assert {one.body for one in notes} == {one.body for one in made}


# --- small samples of the benchmarks ----------------------------------------------------------------------------------


def benchmark(name: str) -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "benchmarks" / "notes" / f"{name}.py"))


def test_kill_9_loses_nothing(tmp_path: Path) -> None:
    killing = benchmark("killing")
    report = killing["write_rounds"](tmp_path, 20, 7)
    assert report.failures == []
    assert report.counts["killed"] == 40 and report.counts["acknowledged"] >= 20


def test_kill_9_in_a_recovery_loses_nothing(tmp_path: Path) -> None:
    report = benchmark("killing")["recovery_rounds"](tmp_path, 12, 7)
    assert report.failures == []


def test_random_damage_loses_nothing_that_a_backup_has_and_shows_nothing_wrong(tmp_path: Path) -> None:
    corrupting = benchmark("corrupting")
    figures, failures = corrupting["damage_rounds"](tmp_path, 40, 7, 120, 20, 0)
    assert failures == []
    assert sum(count for name, count in figures.items() if name.endswith(": rounds")) == 40
