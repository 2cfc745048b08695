"""Several notes changed as one action, and what a note was before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ConflictError, NotFoundError
from briefing.notes.model import Category, Note
from briefing.notes.store import Store

from .making import TEXT, note, target, ticking


@pytest.fixture
def store() -> Iterator[Store]:
    ticks = ticking()
    with Store(None, clock=lambda: next(ticks)) as made:
        for name in "abc":
            made.add(note(name, id=name), TEXT)
        yield made


def test_an_edit_of_several_is_undone_as_one(store: Store) -> None:
    before = store.notes()
    stored = store.edit_many([replace(each, tags=("neu",)) for each in before[:2]])
    assert store.notes() == [*stored, before[2]]
    assert [each.tags for each in stored] == [("neu",), ("neu",)]
    assert store.undo() == "note changed"
    assert [each.tags for each in store.notes()] == [(), (), ()]
    assert store.redo() == "note changed"
    assert [each.tags for each in store.notes()] == [("neu",), ("neu",), ()]


def test_a_conflict_leaves_all_of_them_as_they_were(store: Store) -> None:
    first, second, _ = store.notes()
    elsewhere = store.edit(replace(second, body="anders"))
    with pytest.raises(ConflictError):
        store.edit_many([replace(first, body="x"), replace(second, body="y")])
    with pytest.raises(NotFoundError):
        store.delete_many(["a", "nirgends"])
    assert store.notes()[:2] == [first, elsewhere]


def test_deleting_and_restoring_several(store: Store) -> None:
    assert [bool(each.deleted) for each in store.delete_many(["a", "c"])] == [True, True]
    assert [each.id for each in store.notes()] == ["b"]
    assert [each.id for each in store.notes(deleted=True)] == ["a", "c"]
    # One that is there already stays as it is, and isn't taken out by the undo.
    store.delete_many(["a", "b"])
    assert store.undo() == "note deleted"
    assert [each.id for each in store.notes()] == ["b"]
    assert store.undo() == "note deleted"
    assert [each.id for each in store.notes()] == ["a", "b", "c"]
    store.redo()
    assert [each.deleted for each in store.restore_many(["a", "c"])] == ["", ""]
    assert store.undo() == "note restored"
    assert [each.id for each in store.notes()] == ["b"]


def test_the_versions_of_a_note(store: Store) -> None:
    first = store.notes()[0]
    second = store.edit(replace(first, body="zwei", category=Category.DOUBT))
    store.delete("a")
    store.undo()
    versions = store.versions("a")
    assert [(each.op, each.note.body, bool(each.note.deleted)) for each in versions] == [
        ("add", "a", False),
        ("edit", "zwei", False),
        ("delete", "zwei", True),
        ("undo", "zwei", False),
    ]
    assert [each.note for each in versions[:2]] == [first, second]
    assert [each.at for each in versions] == sorted(each.at for each in versions)
    assert {each.instance for each in versions} == {store.instance}
    assert store.versions("nirgends") == []
    assert Store(None).versions("a") == []


@pytest.mark.parametrize(("rows", "left"), [("2", ["eins", "zwei", "drei"]), ("2, 3", ["eins", "drei"])])
def test_a_damaged_version_is_read_off_the_next_change_or_left_out(tmp_path: Path, rows: str, left: list[str]) -> None:
    path = tmp_path / "notes.db"
    with Store(path) as store:
        made = store.add(note("eins", id="a"), TEXT)
        store.edit(replace(store.edit(replace(made, body="zwei")), body="drei"))
    with sqlite3.connect(path) as connection:
        for column in ("before", "after"):
            wrong = f"{column} = replace({column}, 'zwei', 'böse')"
            connection.execute(f"UPDATE history SET {wrong} WHERE seq IN ({rows})")
    connection.close()
    with Store(path) as store:
        assert [each.note.body for each in store.versions("a")] == left


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True), max_size=6))
def test_each_action_on_several_is_one_step_back(actions: list[list[str]]) -> None:
    ticks = ticking()
    with Store(None, clock=lambda: next(ticks)) as store:
        for name in "abc":
            store.add(note(name, id=name, target=target()), TEXT)
        states: list[list[tuple[str, ...]]] = [tags(store)]
        for number, ids in enumerate(actions):
            some = [each for each in store.notes() if each.id in ids]
            store.edit_many([replace(each, tags=(*each.tags, f"t{number}")) for each in some])
            states.append(tags(store))
        for state in reversed(states[:-1]):
            store.undo()
            assert tags(store) == state


def tags(store: Store) -> list[tuple[str, ...]]:
    """Return the tags of all notes."""
    found: list[Note] = store.notes()
    return [each.tags for each in found]
