from __future__ import annotations

import builtins
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.errors import ConflictError, StoreError
from briefing.notes.model import Draft, Note, Reading
from briefing.notes.store import Store, opening, schema
from briefing.notes.store.backups import KEEP, existing
from briefing.notes.store.quarantine import put_aside

from .making import TEXT, note

ROOT = bool(hasattr(os, "geteuid") and os.geteuid() == 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notes.db"


def filled(path: Path, count: int = 3, *, backup: bool = True) -> list[Note]:
    """Make a store with some notes and return them."""
    with Store(path, backup=backup) as store:
        return [store.add(note(f"Notiz {number}", tags=(f"t{number}",)), TEXT) for number in range(count)]


def raw(path: Path, *statements: str) -> None:
    """Change a file behind the store's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@contextmanager
def closed_for(path: Path, mode: int) -> Iterator[None]:
    before = stat.S_IMODE(path.stat().st_mode)
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)


# --- making and opening ---------------------------------------------------------------------------------------------


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


# --- what can't be written ------------------------------------------------------------------------------------------


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


@pytest.mark.skipif(ROOT, reason="the superuser may write everywhere")
@pytest.mark.parametrize("mode", [0o500, 0o555])
def test_a_folder_that_may_not_be_written(path: Path, mode: int) -> None:
    made = filled(path)
    with closed_for(path.parent, mode), closed_for(path, 0o400), Store(path) as store:
        assert store.notes() == made
        with pytest.raises(StoreError, match="can't be written"):
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
    code = f"""
import resource, signal, sys
from pathlib import Path
from briefing.errors import StoreError
from briefing.notes.store import Store
from briefing.notes.model import *
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store(Path({str(path)!r}), backup=False)
resource.setrlimit(resource.RLIMIT_FSIZE, ({path.stat().st_size}, resource.RLIM_INFINITY))
note = Note("", "b", "de", "T", Target("x", "", "", 0, 1), body="y" * 200_000)
try:
    store.add(note)
except StoreError as error:
    print("refused", error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(len(store.notes()), len(store.add(note).body))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment())
    assert done.stdout.startswith("refused The notes in ")
    assert done.stdout.splitlines()[-1] == f"{len(made)} 200000"


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


def broken_off(path: Path) -> None:
    """Leave a file as a power cut in the middle of a change does: half written, with its journal."""
    code = f"""
import os, sqlite3
connection = sqlite3.connect({str(path)!r}, isolation_level=None)
connection.execute("PRAGMA cache_size=1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE annotation SET note = 'halb'")
for number in range(200):
    connection.execute("INSERT INTO export_log VALUES(?, 'x', ?, 'x')", (str(number), "y" * 2000))
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
    assert path.with_name(path.name + "-journal").stat().st_size > 0


# --- two at once ----------------------------------------------------------------------------------------------------


def test_two_windows_see_each_other(path: Path) -> None:
    with Store(path) as one, Store(path) as two:
        made = one.add(note("eins"), TEXT)
        assert two.notes() == [made]
        before = one.version()
        assert one.version() == before
        edited = two.edit(replace(made, body="zwei"))
        assert one.version() != before
        assert one.get(made.id) == edited
        with pytest.raises(ConflictError):
            one.edit(replace(made, body="drei"))
        assert two.delete(made.id) and one.notes() == []


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(schema.__file__).parents[3])}


WRITER = """
import sys
from pathlib import Path
from briefing.errors import StoreError
from briefing.notes.store import Store
from briefing.notes.model import Note, Target
text = "Das kleinere Modell."
store = Store(Path(sys.argv[1]), backup=False)
number = 0
while number < int(sys.argv[2]):
    body = f"{sys.argv[3]} {number} " + "x" * (number * 997 % 9000)
    note = Note("", "b", "de", "T", Target(text, "", "", 0, 20), body=body, tags=("a", str(number)))
    try:
        note = store.add(note, text)
    except StoreError as error:  # a writer without pause may keep another one waiting for more than five seconds
        if "in use" not in str(error):
            raise
        continue
    print(note.id, flush=True)
    number += 1
"""


def writer(path: Path, count: int, name: str) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-c", WRITER, str(path), str(count), name]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, bufsize=0, env=environment())


def test_two_processes_that_start_and_write_together(path: Path) -> None:
    writers = [writer(path, 25, name) for name in "ab"]
    ids = {line for one in writers for line in one.communicate()[0].decode().split()}
    assert [one.returncode for one in writers] == [0, 0]
    with Store(path) as store:
        assert {one.id for one in store.notes()} == ids
        assert len(ids) == 50


def kill_rounds(path: Path, rounds: int, seed: int, writers: int = 1) -> int:
    """Kill writers at random moments; check that all they had acknowledged is there; return how much that was."""
    rng = random.Random(seed)
    acknowledged: set[str] = set()
    for number in range(rounds):
        running = [writer(path, 10_000, f"w{number}-{n}") for n in range(writers)]
        wanted = rng.randrange(1, 12)
        output = b""
        pipe = running[0].stdout
        assert pipe is not None
        while output.count(b"\n") < wanted:
            chunk = pipe.read(37)
            assert chunk, "the writer died by itself"
            output += chunk
        for _ in range(rng.randrange(60_000)):  # somewhere in the middle of the next write
            pass
        for one in running:
            one.send_signal(signal.SIGKILL)
        for one in running:
            assert one.stdout is not None
            output += one.stdout.read() if one is running[0] else b"\n" + one.stdout.read()
            one.stdout.close()
            one.wait()
        acknowledged |= {line.decode() for line in output.split(b"\n") if len(line) == 36}
        with Store(path, backup=False) as store:
            notes = {one.id: one for one in store.notes()}
            assert acknowledged <= notes.keys()
            assert len(notes) <= len(acknowledged) + (number + 1) * writers
            assert all(sound(one) for one in notes.values())
            assert store.notices == []
    return len(acknowledged)


def sound(one: Note) -> bool:
    """Whether a note is as the writer made it."""
    number = int(one.body.split()[1])
    return (
        one.body.endswith("x" * (number * 997 % 9000)) and one.tags == ("a", str(number)) and bool(one.target.snapshot)
    )


def test_kill_9_loses_nothing_that_was_acknowledged(path: Path) -> None:
    assert kill_rounds(path, 30, seed=1) >= 30


def test_kill_9_with_two_writers(path: Path) -> None:
    assert kill_rounds(path, 5, seed=2, writers=2) >= 5


# --- damage ---------------------------------------------------------------------------------------------------------


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


def test_a_journal_goes_with_its_file(path: Path) -> None:
    filled(path)
    broken_off(path)
    files = {name: (path.parent / name).read_bytes() for name in ("notes.db", "notes.db-journal")}
    folder = put_aside(path)
    assert {entry.name: entry.read_bytes() for entry in folder.iterdir()} == files
    assert not path.exists() and not path.with_name("notes.db-journal").exists()


def test_a_destroyed_header_costs_nothing(path: Path) -> None:
    made = filled(path, 60)
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
        assert store.undo() is None
    assert len(quarantined(path)) == 1


def damage(path: Path, offset: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


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
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
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
            found = {one.id: one for one in store.notes()}
            for one in found.values():
                if one.id in made:
                    assert (one.body, one.tags) == (made[one.id].body, made[one.id].tags), store.notices
            missing = len(made.keys() - found.keys())
        lost += missing
        losing += missing > 0
    return losing, lost


def test_damage_to_one_page_costs_no_note(path: Path) -> None:
    assert corruptions(path, 25, seed=3) == (0, 0)


def test_a_flipped_bit_in_a_note_is_mended_from_its_history(path: Path) -> None:
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
    )
    with Store(path, backup=False) as store:
        found = store.notes()
        assert [one.body for one in found] == ["Notiz 0", "N\ufffd", "Notiz 2"]
        assert found[1].target.exact == TEXT[:50]
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


def test_another_window_recovered_the_file(path: Path) -> None:
    with Store(path, backup=False) as mine:
        mine.add(note("alt"), TEXT)
        path.rename(path.with_name("beiseite.db"))
        with Store(path, backup=False) as other:
            other.add(note("neu"), TEXT)
            assert [one.body for one in mine.notes()] == ["neu"]
            mine.add(note("mehr"), TEXT)
            assert [one.body for one in other.notes()] == ["neu", "mehr"]


# --- backups --------------------------------------------------------------------------------------------------------


def test_a_backup_is_made_when_something_changed(path: Path) -> None:
    made = filled(path)
    assert existing(path) == []
    Store(path, backup=False).close()
    assert existing(path) == []
    for _ in range(3):
        Store(path).close()
    assert len(existing(path)) == 1
    with Store(existing(path)[0], backup=False) as copy:
        assert copy.notes() == made


def test_the_newest_five_are_kept_whatever_the_clock_says(path: Path) -> None:
    filled(path)
    for number in range(KEEP + 3):
        with Store(path) as store:
            store.save_reading(Reading("a", number))
    assert [file.name for file in existing(path)] == [f"notes-{number:06}.db" for number in range(4, 9)]
    assert sorted(entry.name for entry in (path.parent / "backups").iterdir()) == [file.name for file in existing(path)]


def test_a_backup_that_fails_is_said_and_stops_nothing(path: Path) -> None:
    made = filled(path)
    (path.parent / "backups").touch()
    with Store(path) as store:
        assert [str(notice).startswith("No backup of the notes could be made") for notice in store.notices] == [True]
        assert store.notes() == made


def test_a_backup_is_private(path: Path) -> None:
    filled(path)
    Store(path).close()
    assert stat.S_IMODE((path.parent / "backups").stat().st_mode) == 0o700
