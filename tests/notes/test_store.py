from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.errors import ConflictError, NotFoundError, StoreError
from briefing.notes.model import Category, Draft, Reading
from briefing.notes.selectors import digest
from briefing.notes.store import Store

from .making import TEXT, note, target, ticking


@pytest.fixture
def store() -> Store:
    times = ticking()
    return Store(None, clock=lambda: next(times))


def test_what_was_written_is_read_back(store: Store) -> None:
    written = note(
        "Quelle prüfen:\n\n\tTabelle 3  \n",
        kind="span",
        category=Category.DOUBT,
        tags=("kosten", "zu prüfen", "Größe"),
        target=replace(target(), block=14, heading_path=("Ergebnisse", "Kosten"), lines=(41, 42), at="2026-11-22"),
    )
    stored = store.add(written, TEXT)
    assert stored == replace(written, id=stored.id, created=stored.created, updated=stored.created)
    assert stored.id and stored.created and stored.rev == 1
    assert store.get(stored.id) == stored
    assert store.notes() == store.notes("distillation") == [stored]
    assert store.notes("other") == []
    assert store.snapshot(stored.target.snapshot) == TEXT


def test_id_and_times_that_are_given_are_kept(store: Store) -> None:
    given = note(
        id="0190-x", created="2020-01-01T00:00:00.000Z", updated="2030-01-01T00:00:00.000Z", rev=7, deleted="x"
    )
    stored = store.add(given, TEXT)
    assert (stored.id, stored.created, stored.updated) == (given.id, given.created, given.updated)
    assert (stored.rev, stored.deleted) == (1, "")
    with pytest.raises(ConflictError):
        store.add(given, TEXT)
    assert store.notes() == [stored]


def test_texts_are_stored_in_nfc_without_lone_surrogates(store: Store) -> None:
    stored = store.add(note("u\u0308ber \udcff\x00 \x1b[31m", tags=("u\u0308",)), TEXT)
    assert stored.body == "über \ufffd\x00 \x1b[31m"
    assert stored.tags == ("ü",)
    assert store.get(stored.id) == stored


def test_names_may_hold_anything(store: Store) -> None:
    odd = "a\udcff'\x00%_\u202e"
    stored = store.add(note(id=odd, briefing=odd, title=odd, target=replace(target(), snapshot=odd, at=odd)))
    assert store.get(odd) == stored
    assert store.notes(odd) == [stored]
    assert store.snapshot(odd) is store.exported(odd) is None
    assert store.delete(odd).deleted
    assert store.counts() == {}


def test_tags_are_kept_as_typed_once_each(store: Store) -> None:
    stored = store.add(note(tags=("Kosten", " zu   prüfen ", "kosten", "", "Maße", "Masse")), TEXT)
    assert stored.tags == ("Kosten", "zu prüfen", "Maße", "Masse")
    again = store.edit(replace(stored, tags=("Masse", "Kosten")))
    assert again.tags == ("Masse", "Kosten")
    assert store.get(stored.id) == again


def test_notes_come_oldest_first(store: Store) -> None:
    late = store.add(note("b", created="2026-02-01T00:00:00.000Z"), TEXT)
    early = store.add(note("a", created="2026-01-01T00:00:00.000Z", lang="en"), TEXT)
    assert store.notes() == [early, late]


def test_an_edit_counts_up_and_keeps_what_is_not_the_users(store: Store) -> None:
    stored = store.add(note("a"), TEXT)
    edited = store.edit(replace(stored, body="b", created="1999", updated="1999", deleted="1999"))
    assert (edited.body, edited.rev, edited.created, edited.deleted) == ("b", 2, stored.created, "")
    assert edited.updated > stored.updated
    assert store.get(stored.id) == edited


def test_an_edit_that_changes_nothing_writes_nothing(store: Store) -> None:
    stored = store.add(note("a"), TEXT)
    version = store.version()
    assert store.edit(stored) == stored
    assert store.undo() == "note added"
    assert store.version() != version


def test_a_stale_edit_is_refused_and_both_versions_remain(store: Store) -> None:
    stored = store.add(note("a"), TEXT)
    mine = store.edit(replace(stored, body="meine"))
    with pytest.raises(ConflictError):
        store.edit(replace(stored, body="deine"))
    assert store.get(stored.id) == mine


def test_a_new_target_needs_its_own_text(store: Store) -> None:
    stored = store.add(note("a"), TEXT)
    text = "Neu: " + TEXT
    moved = store.edit(replace(stored, target=target(text, 5, 55)), text)
    assert moved.target == target(text, 5, 55)
    assert store.snapshot(digest(text)) == text
    unknown = store.edit(replace(moved, target=replace(moved.target, start=6, exact="x", snapshot="?")))
    assert unknown.target.snapshot == ""
    assert store.undo() and store.undo()
    assert store.get(stored.id) == replace(stored, rev=5, updated=store.notes()[0].updated)


@pytest.mark.parametrize(
    "text", ["", "Ein anderer Text als der, auf dem die Notiz gemacht wurde.", TEXT[:50] + " anders"]
)
def test_a_text_that_is_not_the_annotated_one_is_no_snapshot(store: Store, text: str) -> None:
    stored = store.add(note(), text)
    assert stored.target == replace(target(), snapshot="")
    assert store.snapshot(target().snapshot) is None


def test_a_target_without_text_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        store.add(note(target=replace(target(), start=5, end=5)), TEXT)
    with pytest.raises(StoreError):
        store.add(note(target=replace(target(), end=10**30)), TEXT)
    assert store.notes() == []


def test_deleted_notes_are_in_the_trash_and_come_back(store: Store) -> None:
    one, two = store.add(note("a"), TEXT), store.add(note("b"), TEXT)
    gone = store.delete(one.id)
    assert gone.deleted and gone.rev == 2
    assert store.delete(one.id) == gone
    assert store.notes() == [two]
    assert store.notes(deleted=True) == store.notes("distillation", deleted=True) == [gone]
    assert store.get(one.id) == gone
    assert store.counts() == {"distillation": 1}
    back = store.restore(one.id)
    assert (back.deleted, back.rev) == ("", 3)
    assert store.restore(one.id) == back
    assert store.notes() == [back, two]


def test_counts_are_by_briefing(store: Store) -> None:
    for briefing, lang in (("a", "de"), ("a", "en"), ("b", "de")):
        store.add(note(briefing=briefing, lang=lang), TEXT)
    assert store.counts() == {"a": 2, "b": 1}


@pytest.mark.parametrize("call", ["delete", "restore"])
def test_a_note_that_is_not_there(store: Store, call: str) -> None:
    with pytest.raises(NotFoundError):
        getattr(store, call)("none")
    with pytest.raises(NotFoundError):
        store.edit(note(id="none"))
    assert store.get("none") is None


def test_the_title_is_the_one_last_seen(store: Store) -> None:
    first = store.add(note(title="Alt"), TEXT)
    store.add(note(title="Neu"), TEXT)
    store.add(note(title=""), TEXT)
    assert {one.title for one in store.notes()} == {"Neu"}
    assert store.edit(replace(first, body="x")).title == "Neu"
    assert {one.title for one in store.notes()} == {"Neu"}


def test_time_never_goes_back_for_a_note() -> None:
    times = iter(["2026-05-05T00:00:00.000Z", "2026-01-01T00:00:00.000Z", "2026-05-06T00:00:00.000Z"])
    store = Store(None, clock=lambda: next(times))
    stored = store.add(note("a"), TEXT)
    edited = store.edit(replace(stored, body="b"))
    assert edited.updated == stored.updated
    assert store.edit(replace(edited, body="c")).updated > stored.updated


def test_undo_and_redo(store: Store) -> None:
    assert store.undo() is store.redo() is None
    stored = store.add(note("a"), TEXT)
    store.edit(replace(stored, body="b"))
    store.delete(stored.id)
    store.restore(stored.id)
    done = ["note restored", "note deleted", "note changed", "note added"]
    assert [store.undo() for _ in range(5)] == [*done, None]
    assert store.notes() == []
    assert [store.redo() for _ in range(5)] == [*reversed(done), None]
    assert [one.body for one in store.notes()] == ["b"]


def test_a_new_action_ends_redo(store: Store) -> None:
    stored = store.add(note("a"), TEXT)
    store.edit(replace(stored, body="b"))
    store.undo()
    current = store.notes()[0]
    assert current.body == "a"
    store.edit(replace(current, body="c"))
    assert store.redo() is None
    assert store.undo() == "note changed"
    assert store.notes()[0].body == "a"


def test_undo_brings_back_tags_category_and_target(store: Store) -> None:
    stored = store.add(note("a", tags=("x", "y")), TEXT)
    text = "Neu: " + TEXT
    store.edit(replace(stored, tags=("y",), category=Category.TODO, target=target(text, 5, 55)), text)
    store.undo()
    back = store.notes()[0]
    assert replace(back, rev=1, updated=stored.updated) == stored


def test_undo_refuses_what_was_changed_elsewhere_and_then_steps_over_it(tmp_path: Path) -> None:
    mine, other = Store(tmp_path / "n.db", instance="a"), Store(tmp_path / "n.db", instance="b")
    first, second = mine.add(note("1"), TEXT), mine.add(note("2"), TEXT)
    other.edit(replace(second, body="two"))
    with pytest.raises(ConflictError):
        mine.undo()
    assert {one.body for one in mine.notes()} == {"1", "two"}
    assert mine.undo() == "note added"
    assert [one.body for one in mine.notes()] == ["two"]
    assert mine.undo() is None
    assert mine.get(first.id)
    assert other.undo() == "note changed"
    assert [one.body for one in mine.notes()] == ["2"]


def test_reading_positions(store: Store) -> None:
    store.save_reading(Reading("a", 3, 0.5, False, "2026"))
    store.save_reading(Reading("b"))
    store.save_reading(Reading("a", 4, 0.75, True, "2027"))
    found = store.readings()
    assert found["a"] == Reading("a", 4, 0.75, True, "2027")
    assert found["b"].updated and replace(found["b"], updated="") == Reading("b")
    assert store.undo() is None


def test_drafts(store: Store) -> None:
    store.save_draft(Draft("new:a:1", note("halb")))
    store.save_draft(Draft("new:a:1", note("halb fertig \ud800"), "2026"))
    store.save_draft(Draft("id", note("x", id="id", tags=("t",)), "2025"))
    assert store.drafts() == [
        Draft("id", note("x", id="id", tags=("t",)), "2025"),
        Draft("new:a:1", note("halb fertig \ufffd"), "2026"),
    ]
    store.drop_draft("id")
    store.drop_draft("id")
    assert [draft.key for draft in store.drafts()] == ["new:a:1"]
    assert store.notes() == []


def test_the_log_of_exports(store: Store) -> None:
    assert store.exported("/x/a.md") is None
    store.log_export("/x/a.md", "markdown", "1")
    store.log_export("/x/a.md", "markdown", "2")
    assert store.exported("/x/a.md") == "2"


def test_many_threads_may_write(tmp_path: Path) -> None:
    store = Store(tmp_path / "n.db")
    done: list[str] = []

    def work(name: str) -> None:
        for number in range(8):
            store.edit(replace(store.add(note(f"{name}{number}"), TEXT), tags=(name,)))
        done.append(name)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["a", "b", "c", "d"]
    assert sorted(one.body for one in store.notes()) == sorted(f"{name}{n}" for name in "abcd" for n in range(8))
    assert all(one.tags == (one.body[0],) for one in store.notes())
    store.close()


def test_a_write_that_fails_in_the_middle_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = store.add(note("a", tags=("t",)), TEXT)

    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr("briefing.notes.store.rows.history_row", fail)
        store.edit(replace(stored, body="b", tags=("u",)))
    assert store.get(stored.id) == stored
    assert store.edit(replace(stored, body="b")).body == "b"
