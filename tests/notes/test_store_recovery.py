"""What a recovery brings back of a damaged file: notes, every version of them, drafts, and what can be undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.errors import StoreError
from briefing.notes.model import Draft, Reading, Version
from briefing.notes.store import Store
from briefing.notes.store.quarantine import _add

from .files import damage, filled, raw
from .making import TEXT, note, target


def states(store: Store) -> dict[str, list[tuple[str, str, int, str, str]]]:
    """Return what is known of the versions of all notes."""
    return {
        note_id: [(each.op, each.instance, each.note.rev, each.note.body, each.note.deleted) for each in versions]
        for note_id, versions in store.all_versions().items()
    }


@pytest.mark.parametrize("backup", [False, True])
def test_every_version_outlives_a_destroyed_header_and_undo_goes_on(path: Path, backup: bool) -> None:
    made = filled(path, 3, backup=False)
    with Store(path, backup=False) as store:
        made[0] = store.edit(replace(made[0], body="eins"))
        if backup:
            store.backup()
        for body in ("zwei", "drei"):
            made[0] = store.edit(replace(made[0], body=body, target=target(TEXT, 4, 12)), TEXT)
        made[1] = store.delete(made[1].id)
        elsewhere = replace(made[2], body="anderswo", updated="2099-01-01T00:00:00.000Z", rev=7)
        store.merge([Version(elsewhere, "edit", elsewhere.updated, "tablet")], op="sync")
        store.undo()
        before, notes = states(store), store.notes()
    damage(path, 0, b"\xff" * 100)
    with Store(path, backup=False) as store:
        assert any("recovered from the damaged file" in str(notice) for notice in store.notices)
        assert states(store) == before
        assert store.notes() == notes
        assert store.redo() == "note deleted"
        assert [store.undo() for _ in range(3)] == ["note deleted", "note changed", "note changed"]
        assert {one.body for one in store.notes() if one.id == made[0].id} == {"eins"}


def test_a_version_is_read_off_the_change_after_it(path: Path) -> None:
    (made, *_) = filled(path, 1, backup=False)
    with Store(path, backup=False) as store:
        for body in ("zwei", "drei", "vier"):
            made = store.edit(replace(made, body=body))
    raw(path, "UPDATE history SET sum = 'x' WHERE seq IN (2, 4)")
    damage(path, 0, b"\xff" * 100)
    with Store(path, backup=False) as store:
        assert [one.body for one in store.notes()] == ["vier"]
        assert [each.note.body for each in store.versions(made.id)] == ["Notiz 0", "zwei", "drei", "vier"]


def test_a_recovery_keeps_the_damaged_file_and_nothing_of_its_own(path: Path) -> None:
    filled(path, 1, backup=False)
    damage(path, 0, b"\xff" * 100)
    damaged = path.read_bytes()
    with Store(path, backup=False) as store:
        assert str(store.notices[-1]) == "One note was recovered from the damaged file."
    (folder,) = (each for each in (path.parent / "quarantine").iterdir() if each.is_dir())
    assert {each.name for each in folder.iterdir()} <= {"notes.db", "notes.db-journal"}
    assert (folder / "notes.db").read_bytes() == damaged


def test_what_a_file_that_was_begun_meanwhile_has_stays_and_older_versions_are_kept(path: Path) -> None:
    """Somebody wrote to a new file while the damaged one was searched: its notes are newer."""
    (made,) = filled(path, 1, backup=False)
    with Store(path, backup=False) as store:
        made = store.edit(replace(made, body="alt"))
    pristine = path.read_bytes()
    with Store(path, backup=False) as store:
        newest = store.edit(replace(made, body="neu"))
    old = path.with_name("old.db")
    old.write_bytes(pristine)
    raw(path, "DELETE FROM history WHERE seq < 3")
    _add(old, path)
    with Store(path, backup=False) as store:
        assert store.notes() == [newest]
        assert [each.note.body for each in store.versions(made.id)] == ["Notiz 0", "alt", "neu"]


def test_a_draft_that_became_a_note_since_the_backup_does_not_come_back(path: Path) -> None:
    (old,) = filled(path, 1, backup=False)
    with Store(path, backup=False) as store:
        store.save_draft(Draft(old.id, replace(old, body="halb")))
        store.save_draft(Draft("neu", note("auch halb", target=target(TEXT, 3, 9))))
        store.save_draft(Draft("offen", note("bleibt", target=target(TEXT, 4, 9))))
        store.backup()
        store.edit(replace(old, body="ganz"))
        store.drop_draft(old.id)
        store.add(note("auch halb und ganz", target=target(TEXT, 3, 9)), TEXT)
        store.drop_draft("neu")
    damage(path, 0, b"\xff" * 100)
    with Store(path, backup=False) as store:
        assert sorted(one.body for one in store.notes()) == ["auch halb und ganz", "ganz"]
        assert [draft.key for draft in store.drafts()] == ["offen"]


@pytest.mark.parametrize(("place", "value"), [(18, 7), (47, 7), (59, 2), (56, 7)])
def test_a_header_that_is_wrong_in_one_byte_costs_nothing(path: Path, place: int, value: int) -> None:
    """A file that SQLite won't write, doesn't know, or takes for one in another encoding; its backup has it, too."""
    made = filled(path, 25, backup=False)
    damage(path, place, bytes([value]))
    (path.parent / "backups").mkdir()
    (path.parent / "backups" / "notes-000001.db").write_bytes(path.read_bytes())
    with Store(path) as store:
        try:
            store.save_reading(Reading("a", 1))
        except StoreError as error:
            assert "what could be read was recovered" in str(error)
        assert store.notes() == made
        assert store.add(note("geht"), TEXT) in store.notes()
