from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.errors import NotFoundError, StoreError
from briefing.notes.store import Store
from briefing.notes.store.copies import take_in

from .files import damage, filled
from .making import TEXT, note


@pytest.mark.parametrize(
    "name",
    ["notes (Konflikt).db", "notes.sync-conflict-20261122-101112-ABCDEFG.db", "notes_conflict-1.db", "notes 2.db"],
)
def test_a_conflict_copy_is_said_and_taken_in(path: Path, name: str) -> None:
    (both, *_) = filled(path, 2, backup=False)
    copy = path.with_name(name)
    shutil.copyfile(path, copy)
    with Store(copy, backup=False, instance="other") as other:
        theirs = other.edit(replace(both, body="dort"))
        there = other.add(note("nur dort"), TEXT)
    with Store(path, backup=False) as store:
        assert any(f'--copy "{name}"' in str(notice) for notice in store.notices)
        here = store.add(note("nur hier"), TEXT)
        done = take_in(store, path, name)
        assert (done.added, done.updated) == ((there.id,), (theirs.id,))
        assert {one.body for one in store.notes()} == {"dort", "Notiz 1", "nur hier", "nur dort"}
        assert store.get(here.id) == here
        assert store.snapshot(there.target.snapshot) == TEXT
        assert [each.note.body for each in store.versions(both.id)] == ["Notiz 0", "dort"]
        assert not take_in(store, path, name).is_news
        assert store.undo() == "notes imported"
    copy.unlink()
    with Store(path, backup=False) as store:
        assert store.notices == []


def test_what_is_no_sound_copy_changes_nothing(path: Path) -> None:
    made = filled(path, 2, backup=False)
    copy = path.with_name("notes (1).db")
    shutil.copyfile(path, copy)
    damage(copy, 0, b"\xff" * 100)
    with Store(path, backup=False) as store:
        with pytest.raises(StoreError, match="is damaged; nothing was changed"):
            take_in(store, path, copy.name)
        for name in ("notes.db", "../data/notes (1).db", "x"):
            with pytest.raises(NotFoundError):
                take_in(store, path, name)
        assert store.notes() == made
