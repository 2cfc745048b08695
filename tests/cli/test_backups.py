from __future__ import annotations

import json
import os
from pathlib import Path

from .conftest import Run
from .test_notes import add, listed


def data() -> Path:
    return Path(os.environ["BRIEFING_HOME"]) / "data"


def test_a_backup_is_made_checked_and_named(run: Run) -> None:
    assert run("notes", "backup").exit_code == 1
    add(run, "wolke#1", "--lang", "de", "--note", "eins")
    done = run("notes", "backup")
    assert done.exit_code == 0
    made = Path(done.stdout.strip())
    assert made.parent == data() / "backups" and made.is_file()
    record = json.loads(run("notes", "backup", "--json").stdout)
    assert record == {
        "name": made.name,
        "path": str(made),
        "changed": record["changed"],
        "bytes": made.stat().st_size,
        "notes": 1,
        "sound": True,
    }
    assert record["changed"].endswith("Z")


def test_the_backups_are_listed_newest_first(run: Run) -> None:
    nothing = run("notes", "backup", "--list")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert json.loads(run("notes", "backup", "--list", "--json").stdout) == []
    for text in ("eins", "zwei"):
        add(run, "wolke#1", "--lang", "de", "--note", text)
        run("notes", "backup")
    found = json.loads(run("notes", "backup", "--list", "--json").stdout)
    assert [backup["notes"] for backup in found] == [2, 1]
    (data() / "backups" / found[1]["name"]).write_bytes(b"kaputt" * 999)
    lines = run("notes", "backup", "--list").stdout.splitlines()
    assert lines[0].startswith(found[0]["name"]) and lines[0].endswith("2 notes")
    assert lines[1].startswith(found[1]["name"]) and lines[1].endswith("damaged")


def test_a_backup_is_put_back_and_newer_notes_stay(run: Run) -> None:
    old = add(run, "wolke#1", "--lang", "de", "--note", "alt")
    name = Path(run("notes", "backup").stdout.strip()).name
    run("notes", "edit", old["id"], "--note", "verschlimmbessert")
    add(run, "wolke#3", "--lang", "de", "--note", "neu")
    done = run("notes", "restore", "--backup", name)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == f"From {name}: 1 note put back, 1 newer note kept."
    assert sorted(note["note"] for note in listed(run)) == ["alt", "neu"]
    before = done.stdout.split()[-1].rstrip(".")
    again = json.loads(run("notes", "restore", "--backup", before, "--json").stdout)
    assert (again["backup"], again["put_back"], again["kept"]) == (before, 1, 0)
    assert sorted(note["note"] for note in listed(run)) == ["neu", "verschlimmbessert"]


def test_notes_whose_file_is_gone_come_back(run: Run) -> None:
    note = add(run, "wolke#1", "--lang", "de", "--note", "alt")
    run("notes", "backup")
    (data() / "notes.db").unlink()
    gone = run("notes", "list")
    assert gone.exit_code == 1
    assert "restore --backup latest" in gone.stderr
    assert run("notes", "restore", "--backup", "latest").exit_code == 0
    assert listed(run) == [note]


def test_a_conflict_copy_is_named_and_taken_in(run: Run) -> None:
    add(run, "wolke#1", "--lang", "de", "--note", "da")
    (data() / "notes (Konflikt).db").write_bytes((data() / "notes.db").read_bytes())
    run("notes", "delete", listed(run)[0]["id"])
    assert '--copy "notes (Konflikt).db"' in run("notes", "list").stderr
    done = run("notes", "restore", "--copy", "notes (Konflikt).db")
    assert (done.exit_code, done.stdout) == (0, "Imported: 1 newer here.\n")
    assert json.loads(run("notes", "restore", "--copy", "notes (Konflikt).db", "--json").stdout)["added"] == []
    missing = run("notes", "restore", "--copy", "\x1b[31mx")
    assert missing.exit_code == 1 and "\x1b" not in missing.stderr
    assert run("notes", "restore", "--copy", "x", "--backup", "latest").exit_code == 2


def test_what_cannot_be_restored_is_said(run: Run) -> None:
    add(run, "wolke#1", "--lang", "de")
    assert run("notes", "restore", "--backup", "latest").exit_code in (0, 1)
    for words in ((), ("abcd1234", "--backup", "latest")):
        done = run("notes", "restore", *words)
        assert done.exit_code == 2
        assert "Name a note" in done.stderr
    missing = run("notes", "restore", "--backup", "\x1b[31mx")
    assert missing.exit_code == 1
    assert "\x1b" not in missing.stderr
    assert "backup --list" in missing.stderr
