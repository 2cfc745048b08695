from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ConflictError
from briefing.notes.model import Note, Version
from briefing.notes.selectors import digest
from briefing.notes.store import Store, schema
from notes.strategies import NOTES

from .making import TEXT, note, target, ticking

NOW = "2026-11-22T10:00:00.000Z"


@pytest.fixture
def store() -> Store:
    times = ticking()
    return Store(None, instance="mine", clock=lambda: next(times))


def version(body: str = "theirs", updated: str = "2026-11-22T11:00:00.000Z", rev: int = 2, **values: object) -> Version:
    instance = str(values.pop("instance", "other"))
    made = note(body, id="n1", created="2026-11-01T00:00:00.000Z", updated=updated, rev=rev, **values)
    return Version(made, "edit", updated, instance)


def told(merged: object) -> dict[str, int]:
    names = ("added", "updated", "unchanged", "kept", "rejected", "clamped")
    return {name: len(found) for name in names if (found := getattr(merged, name))}


def bodies(store: Store, note_id: str = "n1") -> list[str]:
    return [each.note.body for each in store.versions(note_id)]


def test_a_note_comes_as_it_is(store: Store) -> None:
    came = version(tags=("a", "B"), kind="span", deleted="2026-11-22T10:30:00.000Z")
    merged = store.merge([came], [TEXT])
    assert (told(merged), merged.versions) == ({"added": 1}, 1)
    assert store.get("n1") == came.note
    assert store.notes() == []
    assert store.snapshot(digest(TEXT)) == TEXT
    assert store.versions("n1") == [came]
    assert store.all_versions() == {"n1": [came]}


def test_the_newest_wins_and_the_other_is_kept(store: Store) -> None:
    mine = store.add(note("mine", id="n1"), TEXT)
    assert told(store.merge([version("old", updated="2026-11-22T09:00:00.000Z", rev=9)])) == {"kept": 1}
    assert store.get("n1") == mine
    assert told(store.merge([version("new")])) == {"updated": 1}
    assert bodies(store) == ["old", "mine", "new"]
    assert [each.instance for each in store.versions("n1")] == ["other", "mine", "other"]
    current = store.get("n1")
    assert current and (current.body, current.rev, current.updated) == ("new", 2, "2026-11-22T11:00:00.000Z")


@pytest.mark.parametrize(
    ("greater", "lesser"),
    [
        (version("a", updated="2026-11-22T11:00:00.001Z", rev=1), version("b", rev=9)),
        (version("a", rev=3), version("b", rev=2)),
        (version("a", instance="z"), version("b", instance="y")),
        (version("b"), version("a")),
    ],
    ids=["time", "number", "installation", "content"],
)
def test_what_decides(greater: Version, lesser: Version) -> None:
    for order in ([greater, lesser], [lesser, greater]):
        for at_once in (True, False):
            store = Store(None, clock=lambda: NOW)
            for some in [order] if at_once else [[each] for each in order]:
                store.merge(some)
            found = store.get("n1")
            assert found and found.body == greater.note.body
            assert bodies(store) == [lesser.note.body, greater.note.body]


def test_what_comes_again_changes_nothing(store: Store) -> None:
    store.merge([version("old", updated="2026-11-22T09:00:00.000Z"), version()], [TEXT])
    before, revision = store.all_versions(), store.notes_version()
    assert told(store.merge([version()], [TEXT])) == {"unchanged": 1}
    assert told(store.merge([version("old", updated="2026-11-22T09:00:00.000Z")])) == {"kept": 1}
    assert (store.all_versions(), store.notes_version()) == (before, revision)


def test_deleting_is_a_change_that_neither_comes_back_nor_hides_a_later_one(store: Store) -> None:
    live = version("a", rev=1, updated="2026-11-22T09:00:00.000Z")
    gone = version("a", rev=2, updated="2026-11-22T09:30:00.000Z", deleted="2026-11-22T09:30:00.000Z")
    later = version("b", rev=3, updated="2026-11-22T09:40:00.000Z")
    for order in ([live, gone], [gone, live]):
        one = Store(None, clock=lambda: NOW)
        for each in order:
            one.merge([each])
        assert (one.notes(), len(one.notes(deleted=True))) == ([], 1)
        one.merge([later])
        one.merge([gone])
        assert [each.body for each in one.notes()] == ["b"]


def test_the_whole_import_is_undone_in_one_go(store: Store) -> None:
    mine = store.add(note("mine", id="n1"), TEXT)
    store.merge([version("old", updated="2026-11-22T09:00:00.000Z", rev=1), version("new"), new_note("n2")])
    assert store.undo() == "notes imported"
    found = store.get("n1")
    assert found and (found.body, found.deleted) == ("mine", "")
    assert found.rev > mine.rev
    assert [each.id for each in store.notes()] == ["n1"]
    assert store.redo() == "notes imported"
    assert {each.id: each.body for each in store.notes()} == {"n1": "new", "n2": "theirs"}
    assert store.undo() == "notes imported"
    assert store.undo() == "note added"
    assert store.undo() is None


def new_note(note_id: str) -> Version:
    return replace(version(), note=replace(version().note, id=note_id))


def test_what_others_did_is_not_undone_here(store: Store) -> None:
    mine = store.add(note("mine"), TEXT)
    store.merge([replace(version(), instance="mine"), replace(version("b", rev=3), op="add")], op="sync")
    assert store.undo() == "note added"
    assert store.undo() is None
    assert [each.id for each in store.notes()] == ["n1"]
    assert mine.id != "n1"


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    given = [version(), version("x", updated="bad"), new_note("n2"), version(updated="2036-01-01T00:00:00.000Z")]
    store = Store(path, clock=lambda: NOW)
    said = store.merge(given, [TEXT], dry_run=True)
    assert not path.exists()
    assert store.merge(given, [TEXT]) == said
    before = path.read_bytes()
    more = [version("y"), new_note("n3")]
    said = store.merge(more, dry_run=True)
    assert path.read_bytes() == before
    assert store.merge(more) == said
    assert told(said) == {"added": 1, "updated": 1} or told(said) == {"added": 1, "kept": 1}


def test_times_far_ahead_are_taken_for_now_by_everybody() -> None:
    wrong = version("from tomorrow", updated="2027-01-01T00:00:00.000Z")
    stores = [Store(None, instance="a", clock=lambda: NOW), Store(None, instance="b", clock=lambda: NOW[:-2] + "1Z")]
    for store in stores:
        assert told(store.merge([wrong])) == {"added": 1, "clamped": 1}
        store.merge([wrong])
        assert len(store.versions("n1")) == 1
    assert [found.updated for store in stores if (found := store.get("n1"))] == [NOW, NOW[:-2] + "1Z"]
    for store, other in (stores, stores[::-1]):
        store.merge(other.versions("n1"))
    assert [found.updated for store in stores if (found := store.get("n1"))] == [NOW, NOW]
    # Where the clock is wrong it is told, and a later change elsewhere counts there too.
    far = Store(None, instance="far", clock=lambda: "2027-01-01T00:00:00.000Z")
    far.merge([wrong, version("later", updated="2026-11-22T10:00:05.000Z", rev=3)])
    found = far.get("n1")
    assert found and found.body == "from tomorrow"
    far.merge(stores[0].versions("n1"))
    found = far.get("n1")
    assert found and found.body == "later"
    near = version("near", updated="2026-11-23T09:59:59.999Z")
    assert told(stores[0].merge([near])) == {"updated": 1}


def test_the_earliest_moment_counts_also_where_one_does_not_say_where_it_was_made() -> None:
    wrong = version(updated="2027-01-01T00:00:00.000Z")
    early, late = Store(None, clock=lambda: NOW), Store(None, clock=lambda: NOW[:-2] + "1Z")
    early.merge([replace(wrong, instance="")])
    late.merge([wrong])
    for store, other in ((early, late), (late, early)):
        store.merge(other.versions("n1"))
        assert [(each.instance, each.note.updated) for each in store.versions("n1")] == [("other", NOW)]


def test_a_version_that_does_not_say_where_it_was_made(store: Store) -> None:
    anonymous = replace(version(), instance="")
    for order in ([anonymous, version()], [version(), anonymous]):
        one = Store(None, clock=lambda: NOW)
        for each in order:
            one.merge([each])
        assert one.versions("n1") == [version()]
    mine = store.add(note("mine"), TEXT)
    assert told(store.merge([Version(mine, "import", mine.updated, "")])) == {"unchanged": 1}
    assert [each.instance for each in store.versions(mine.id)] == ["mine"]


def test_a_note_without_a_time_is_of_now_once(store: Store) -> None:
    made = replace(version(), note=replace(version().note, updated="", created=""), at="")
    assert told(store.merge([made, made])) == {"added": 1}
    found = store.get("n1")
    assert found and found.updated == found.created != ""
    assert told(store.merge([made])) == {"unchanged": 1}
    assert store.get("n1") == found


def test_notes_without_a_time_are_all_kept_and_never_count_more_than_what_was_written_here(store: Store) -> None:
    undated = [
        replace(version(body, rev=rev), note=replace(version(body, rev=rev).note, updated="", created=""), at="")
        for body, rev in (("one", 1), ("two", 1), ("placed", 3))
    ]
    store.merge(undated[:2])
    assert sorted(bodies(store)) == ["one", "two"]
    first = store.get("n1")
    assert told(store.merge(undated)) == {"updated": 1}
    assert bodies(store)[-1] == "placed"
    found = store.get("n1")
    assert first and found and found.updated == first.updated
    store.edit(replace(found, body="mine"))
    before = store.all_versions()
    assert told(store.merge([*undated, replace(undated[0], note=replace(undated[0].note, body="late", rev=9))])) == {
        "kept": 1
    }
    assert sorted(bodies(store)) == ["late", "mine", "one", "placed", "two"]
    assert bodies(store)[-1] == "mine"
    assert all(each in store.all_versions()["n1"] for each in before["n1"])
    assert not store.merge(undated).is_news


def test_a_note_with_the_highest_number_can_still_be_changed_and_undone(store: Store) -> None:
    store.merge([version(rev=2**40, updated=NOW)])
    found = store.get("n1")
    assert found
    store.edit(replace(found, body="mine"))
    assert bodies(store) == ["theirs", "mine"]
    assert store.undo() == "note changed"
    assert bodies(store) == ["theirs", "mine", "theirs"]


def test_a_text_may_come_later_than_its_note(store: Store) -> None:
    store.merge([version()])
    found = store.get("n1")
    assert found and found.target.snapshot == ""
    assert told(store.merge([version()], [TEXT, "another text"])) == {"updated": 1}
    found = store.get("n1")
    assert found and found.target.snapshot == digest(TEXT)
    assert store.snapshot(digest("another text")) is None
    assert told(store.merge([version()], [TEXT])) == {"unchanged": 1}


def test_a_text_that_is_another_is_not_taken(store: Store) -> None:
    other = TEXT.replace("Genauigkeit", "genauigkeit")
    claims = replace(version(), note=replace(version().note, target=replace(target(), snapshot=digest(other))))
    store.merge([claims], [other])
    found = store.get("n1")
    assert found and found.target.snapshot == ""


@pytest.mark.parametrize(
    "values",
    [
        {"id": ""},
        {"id": "a b"},
        {"id": "\x1b[31m"},
        {"id": "x" * 201},
        {"briefing": ""},
        {"briefing": "a\nb"},
        {"rev": 0},
        {"rev": 2**53},
        {"updated": "zzzz"},
        {"created": "\x1b[31m"},
        {"deleted": "yes"},
        {"updated": "2026-11-22T10:00:00Z"},
        {"updated": "2026-13-22T10:00:00.000Z"},
        {"target": replace(target(), start=5, end=5)},
        {"target": replace(target(), start=-1)},
    ],
    ids=str,
)
def test_what_can_be_no_version_is_refused_alone(store: Store, values: dict[str, object]) -> None:
    bad = replace(version(), note=replace(version().note, **values))  # type: ignore[arg-type]
    merged = store.merge([bad, new_note("n2")])
    assert told(merged) == {"added": 1, "rejected": 1}
    assert merged.rejected[0].number == 0
    assert merged.rejected[0].reason
    assert [each.id for each in store.notes()] == ["n2"]


@given(st.lists(NOTES, max_size=5))
def test_anything_can_be_offered(notes: list[Note]) -> None:
    store = Store(None, clock=lambda: NOW)
    given = [Version(one, "edit", "", "x") for one in notes]
    said = store.merge(given, dry_run=True)
    merged = store.merge(given)
    assert merged == said
    assert not store.merge(given).is_news
    assert {one.id for one in (*store.notes(), *store.notes(deleted=True))} == set(merged.added)
    assert store.notices == []


def test_an_editor_that_was_open_meanwhile_overwrites_nothing(store: Store) -> None:
    opened = store.add(note("mine", id="n1"), TEXT)
    store.merge([version("theirs", rev=1)])
    with pytest.raises(ConflictError):
        store.edit(replace(opened, body="typed"))
    found = store.get("n1")
    assert found
    edited = store.edit(replace(found, body="typed"))
    assert (edited.rev, bodies(store)) == (2, ["mine", "theirs", "typed"])


def test_a_damaged_note_is_read_from_its_newest_version(path: Path) -> None:
    with Store(path, clock=lambda: NOW) as store:
        store.merge([version("new")])
        store.merge([version("old", updated="2026-11-22T09:00:00.000Z")])
        with store._file.writing() as connection:
            connection.execute("UPDATE annotation SET note = 'broken'")
        found = store.get("n1")
        assert found and found.body == "new"
        with store._file.writing() as connection:
            connection.execute("UPDATE history SET sum = 'x' WHERE op = 'kept:edit'")
            connection.execute("UPDATE history SET sum = 'x' WHERE op = 'import'")
        assert bodies(store) == ["broken"]
        assert schema.VERSION == 1, "the history has had room for versions from the beginning"


def test_a_title_is_that_which_the_newest_note_saw(store: Store) -> None:
    store.add(note("mine", title="Alt"), TEXT)
    store.merge([version(title="Neu")])
    assert {each.title for each in store.notes()} == {"Neu"}
    store.merge([replace(new_note("n0"), note=replace(version("x", updated=NOW, title="Uralt").note, id="n0"))])
    assert {each.title for each in store.notes()} == {"Neu"}
