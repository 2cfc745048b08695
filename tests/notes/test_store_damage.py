from __future__ import annotations

import os
import random
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.errors import ConflictError, StoreError
from briefing.notes.model import Draft, Reading
from briefing.notes.store import Store, rows, schema
from briefing.notes.store.quarantine import put_aside
from briefing.notes.store.watching import Watch

from .files import broken_off, damage, filled, raw
from .making import TEXT, note


def quarantined(path: Path) -> list[Path]:
    return sorted((path.parent / "quarantine").glob("*/notes.db"))


def test_a_file_that_is_no_database_is_put_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"Das ist keine Datenbank. " * 100)
    with Store(path) as store:
        assert store.notes() == []
        assert [str(notice) for notice in store.notices][1:] == ["Nothing could be recovered: starting without notes."]
        store.add(note("neu"), TEXT)
    assert [file.read_bytes() for file in quarantined(path)] == [b"Das ist keine Datenbank. " * 100]
    with Store(path) as store:
        assert [one.body for one in store.notes()] == ["neu"]
        assert store.notices == []


@pytest.mark.parametrize("left", [0, 1, 99, 100, 4095, 4096])
def test_a_file_that_was_cut_off_comes_back_from_its_backup(path: Path, left: int) -> None:
    filled(path, 25)
    with Store(path) as store:
        made = store.notes()
        store.backup()
    os.truncate(path, left)
    with Store(path) as store:
        assert store.notes() == made
        assert any("restored from the backup" in str(notice) for notice in store.notices)
        assert store.add(note("neu"), TEXT) in store.notes()


def test_an_empty_file_without_a_backup_is_a_beginning(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with Store(path) as store:
        assert store.add(note("neu"), TEXT) in store.notes()
        assert store.notices == []


def test_a_journal_goes_with_its_file(path: Path) -> None:
    filled(path)
    broken_off(path)
    files = {name: (path.parent / name).read_bytes() for name in ("notes.db", "notes.db-journal")}
    folder = put_aside(path)
    assert {entry.name: entry.read_bytes() for entry in folder.iterdir()} == files
    assert not path.exists() and not path.with_name("notes.db-journal").exists()


def test_a_destroyed_header_costs_nothing(path: Path) -> None:
    made = filled(path, 60, backup=False)
    with Store(path, backup=False) as store:
        store.save_draft(Draft("k", note("Entwurf")))
        made[3] = store.delete(made[3].id)
        made[4] = store.edit(replace(made[4], body="geändert"))
    damage(path, 0, b"\xff" * 100)
    with Store(path, backup=False) as store:
        assert [replace(one, rev=0) for one in store.notes()] == [
            replace(one, rev=0) for one in made if not one.deleted
        ]
        assert [one.id for one in store.notes(deleted=True)] == [made[3].id]
        assert [draft.note.body for draft in store.drafts()] == ["Entwurf"]
        assert store.snapshot(made[0].target.snapshot) == TEXT
        assert len(store.notices) == 2
    assert len(quarantined(path)) == 1


def test_the_newest_sound_backup_comes_back_with_what_is_newer(path: Path) -> None:
    filled(path, 40)
    with Store(path) as store:  # makes a backup of the forty
        made = [*store.notes(), *(store.add(note(f"später {number}"), TEXT) for number in range(20))]
    size = path.stat().st_size
    damage(path, 4096, b"\x00" * (size // 2 - 4096))
    with Store(path) as store:
        assert {one.id for one in store.notes()} >= {one.id for one in made[:40]}
        assert any("restored from the backup" in str(notice) for notice in store.notices)
        assert all(one.body.startswith(("Notiz", "später")) for one in store.notes())


def test_damage_that_shows_only_in_use_is_recovered_then(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = filled(path, 60, backup=False)
    size = path.stat().st_size
    with monkeypatch.context() as blind:
        blind.setattr("briefing.notes.store.opening.is_sound", lambda _: True)
        damage(path, size // 4096 // 2 * 4096, b"\x00" * 4096 * 4)
        store = Store(path, backup=False)
    with store:
        with pytest.raises(StoreError, match="what could be read was recovered"):
            for one in made:
                store.edit(replace(one, body="neu"))
        assert len(quarantined(path)) == 1
        assert {one.id for one in store.notes()} == {one.id for one in made}
        assert store.add(note("geht wieder"), TEXT) in store.notes()


def corruptions(path: Path, rounds: int, seed: int) -> tuple[int, int]:
    """Damage a store with a backup in random ways; return (rounds in which notes were lost, notes lost)."""
    rng = random.Random(seed)
    made = {one.id: one for one in filled(path, 60)}
    with Store(path) as store:
        made |= {one.id: one for one in (store.add(note(f"neu {number} " + "y" * 300), TEXT) for number in range(10))}
    pristine = path.read_bytes()
    losing = lost = 0
    for _ in range(rounds):
        data = bytearray(pristine)
        page = rng.randrange(len(data) // 4096) * 4096
        kind = rng.randrange(4)
        if kind == 0:
            for _ in range(rng.randrange(1, 20)):
                data[page + rng.randrange(4096)] ^= 1 << rng.randrange(8)
        elif kind == 1:
            data[page : page + 4096] = bytes(4096)
        elif kind == 2:
            data[:100] = rng.randbytes(100)
        else:
            other = rng.randrange(len(data) // 4096) * 4096
            data[page : page + 4096], data[other : other + 4096] = data[other : other + 4096], data[page : page + 4096]
        path.write_bytes(data)
        path.with_name("notes.db-journal").unlink(missing_ok=True)
        with Store(path, backup=False) as store:
            try:
                notes = store.notes()
            except StoreError as error:
                assert "damaged" in str(error)
                notes = store.notes()
            for one in notes:
                if one.id in made and not any(one.id in str(notice) for notice in store.notices):
                    assert (one.body, one.tags) == (made[one.id].body, made[one.id].tags)
            # A bit may have flipped in an id; what the user wrote is there all the same.
            missing = len({one.body for one in made.values()} - {one.body for one in notes})
        lost += missing
        losing += missing > 0
    return losing, lost


def test_damage_to_one_page_costs_no_note(path: Path) -> None:
    assert corruptions(path, 25, seed=3) == (0, 0)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE annotation SET note = 'Notix'",
        "UPDATE annotation SET color = 'doubt'",
        "UPDATE annotation SET created_at = '1999'",
        "UPDATE annotation SET document_id = 'x'",
        "UPDATE annotation_tag SET tag = 'x'",
        "DELETE FROM annotation_tag",
        "UPDATE target SET exact = 'x'",
        "UPDATE target SET start = 1",
        "UPDATE target SET snapshot_hash = NULL",
        "DELETE FROM target",
        "UPDATE document SET slug = 'x'",
        "UPDATE document SET lang = 'en'",
        "DELETE FROM document",
    ],
)
def test_whatever_is_damaged_in_a_note_is_mended_from_its_history(path: Path, change: str) -> None:
    made = filled(path)
    raw(path, change)
    with Store(path, backup=False) as store:
        assert store.notes() == made
        assert [str(notice).endswith("as its history knows it.") for notice in store.notices] == [True] * 3
        assert store.mend() == 3
        assert store.notes("distillation") == store.notes() == made
        assert store.mend() == 0
    with Store(path, backup=False) as store:
        assert store.notes("distillation") == made
        assert store.notices == []


def test_the_first_look_of_a_window_mends_what_is_damaged(path: Path) -> None:
    made = filled(path)
    with Store(path, backup=False) as store:
        watch = Watch(store)
        raw(path, "UPDATE annotation SET document_id = 'x' WHERE rowid = 2")
        assert watch.changed()
        assert not watch.changed()
        assert store.notes("distillation") == made


def test_a_file_of_the_first_version_is_no_damage(path: Path) -> None:
    """Its checksums don't say on which document a note is."""
    made = filled(path)
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.row_factory = sqlite3.Row
        for row in connection.execute(schema.LIVE_NOTES).fetchall():
            tags = [tag["tag"] for tag in connection.execute(schema.TAGS_OF, {"id": row["id"]}).fetchall()]
            connection.execute("UPDATE annotation SET sum = ? WHERE id = ?", (rows._note_sum(row, tags), row["id"]))
    connection.close()
    with Store(path, backup=False) as store:
        assert store.notes() == made
        assert store.mend() == 0
        assert store.notices == []


def test_many_damaged_notes_are_few_messages(path: Path) -> None:
    made = filled(path, 9)
    raw(path, "UPDATE annotation SET note = 'x'")
    with Store(path, backup=False) as store:
        assert store.notes() == made
        assert len(store.notices) == 6
        assert str(store.notices[-1]).startswith("More notes than these")


def test_a_mended_note_can_be_edited(path: Path) -> None:
    made = filled(path)
    raw(
        path,
        "UPDATE annotation SET note = 'Notix 1' WHERE note = 'Notiz 1'",
        "UPDATE target SET start = 1 WHERE start = 0",
    )
    with Store(path, backup=False) as store:
        assert store.notes() == made
        assert [str(notice).endswith("as its history knows it.") for notice in store.notices] == [True] * 3
        edited = store.edit(replace(made[1], body="neu"))
        assert store.notes() == [made[0], edited, made[2]]
        assert len(store.notices) == 3


def test_a_note_without_sound_history_is_shown_as_it_is(path: Path) -> None:
    filled(path)
    raw(
        path,
        "UPDATE annotation SET note = CAST(x'4eff' AS TEXT), color = 'x' WHERE note = 'Notiz 1'",
        "UPDATE history SET after = '{' WHERE seq = 2",
        "UPDATE target SET heading_path = 'x'",
        "UPDATE annotation_tag SET tag = x'74ff' WHERE tag = 't1'",
    )
    with Store(path, backup=False) as store:
        found = store.notes()
        assert [one.body for one in found] == ["Notiz 0", "N\ufffd", "Notiz 2"]
        assert found[1].target.exact == TEXT[:50]
        assert found[1].tags == ("t\ufffd",)
        assert any("what is left of it" in str(notice) for notice in store.notices)


def test_a_damaged_record_is_not_undone(path: Path) -> None:
    filled(path)
    raw(path, "UPDATE history SET before = NULL, after = replace(after, 'Notiz', 'Notix') WHERE seq = 3")
    with Store(path, backup=False) as store:
        with pytest.raises(ConflictError):
            store.undo()
        assert store.undo() == "note added"
        assert [one.body for one in store.notes()] == ["Notiz 0", "Notiz 2"]


def test_a_damaged_snapshot_is_none(path: Path) -> None:
    made = filled(path)
    raw(path, "UPDATE snapshot SET text = x'00'")
    with Store(path, backup=False) as store:
        assert store.snapshot(made[0].target.snapshot) is None
        store.add(note("heilt"), TEXT)
        assert store.snapshot(made[0].target.snapshot) == TEXT


def test_a_draft_that_cannot_be_read_hides_no_other(path: Path) -> None:
    with Store(path) as store:
        store.save_draft(Draft("a", note("a")))
        store.save_draft(Draft("b", note("b")))
        raw(path, "UPDATE draft SET payload = '{' WHERE key = 'a'")
        assert [draft.key for draft in store.drafts()] == ["b"]
        assert store.notices == []


def test_a_draft_that_is_not_what_was_typed_is_shown_and_said(path: Path) -> None:
    with Store(path) as store:
        store.save_draft(Draft("a", note("genau")))
        raw(path, "UPDATE draft SET payload = replace(payload, 'genau', 'genaz')")
        assert [draft.note.body for draft in (*store.drafts(), *store.drafts())] == ["genaz"] * 2
        assert [str(notice).startswith("A draft on “T” was damaged") for notice in store.notices] == [True]


def test_a_reading_position_that_cannot_be_read_hides_no_other(path: Path) -> None:
    with Store(path) as store:
        store.save_reading(Reading("a", 1))
        store.save_reading(Reading("b", 2))
        raw(path, "UPDATE reading SET \"row\" = 'x' WHERE briefing = 'a'")
        assert list(store.readings()) == ["b"]


def test_another_window_recovered_the_file(path: Path) -> None:
    with Store(path, backup=False) as mine:
        mine.add(note("alt"), TEXT)
        path.rename(path.with_name("beiseite.db"))
        with Store(path, backup=False) as other:
            other.add(note("neu"), TEXT)
            assert [one.body for one in mine.notes()] == ["neu"]
            mine.add(note("mehr"), TEXT)
            assert [one.body for one in other.notes()] == ["neu", "mehr"]
