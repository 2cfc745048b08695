"""What other processes do is noticed, and only that. A second store stands for them: SQLite sees no difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.notes.model import Draft, Reading
from briefing.notes.store import Store
from briefing.notes.store.watching import Watch

from .files import damage, filled
from .making import TEXT, note


@pytest.fixture
def mine(path: Path) -> Iterator[Store]:
    filled(path, backup=False)
    with Store(path, backup=False) as store:
        yield store


@pytest.fixture
def other(mine: Store, path: Path) -> Iterator[Store]:
    with Store(path, backup=False) as store:
        yield store


@pytest.mark.parametrize(
    "change",
    [
        lambda store: store.add(note("neu"), TEXT),
        lambda store: store.edit(replace(store.notes()[0], body="anders")),
        lambda store: store.delete(store.notes()[0].id),
        lambda store: store.undo(),
        lambda store: (store.backup(), store.delete(store.notes()[0].id), store.restore_backup()),
    ],
)
def test_changes_of_others_are_noticed_once(mine: Store, other: Store, change: Callable[[Store], object]) -> None:
    watch = Watch(mine)
    assert not watch.changed()
    change(other)
    assert watch.changed()
    assert not watch.changed()


def test_own_changes_and_what_is_no_change_of_a_note_are_not_told(mine: Store, other: Store) -> None:
    watch = Watch(mine)
    mine.add(note("von mir"), TEXT)
    assert not watch.changed()
    other.save_reading(Reading("a", 3))
    other.save_draft(Draft("k", note("Entwurf")))
    assert not watch.changed()
    mine.add(note("von mir"), TEXT)
    other.add(note("von dir"), TEXT)
    assert watch.changed()


def test_a_file_that_was_replaced_deleted_or_made_is_noticed(path: Path, mine: Store, other: Store) -> None:
    watch = Watch(mine)
    size = path.stat().st_size
    damage(path, 0, b"\xff" * 100)
    other.close()
    assert len(other.notes()) == 3, "recovered"
    assert watch.changed()
    assert len(mine.notes()) == 3
    assert path.stat().st_size == size
    path.unlink()
    assert watch.changed() and mine.notes() == []
    other.add(note("neu"), TEXT)
    assert watch.changed() and len(mine.notes()) == 1


def test_notes_that_begin_elsewhere_are_noticed(path: Path) -> None:
    with Store(path, backup=False) as mine, Store(path, backup=False) as other:
        watch = Watch(mine)
        assert not watch.changed()
        other.add(note("die erste"), TEXT)
        assert watch.changed()


def test_a_closed_store_opens_again_when_it_is_looked_at(mine: Store, other: Store) -> None:
    watch = Watch(mine)
    mine.close()
    other.add(note("neu"), TEXT)
    watch.changed()
    assert len(mine.notes()) == 4


def test_what_the_store_says_is_told_once(path: Path, mine: Store) -> None:
    watch = Watch(mine)
    assert watch.notices() == []
    damage(path, 0, b"\xff" * 100)
    mine.close()
    mine.notes()
    assert [str(notice).split()[0] for notice in watch.notices()] == ["The", "3"]
    assert watch.notices() == []


def test_looking_makes_the_backup_that_is_due(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.notes.store.backups.SECONDS", 0.0)
    filled(path)
    with Store(path) as store:
        before = len(store.backups())
        watch = Watch(store)
        store.add(note("neu"), TEXT)
        watch.changed()
        assert len(store.backups()) > before
