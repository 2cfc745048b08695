from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefing.cli.services import Services
from briefing.notes.model import Note, Target, Version

from .conftest import Run

KEYS = [
    "id", "briefing", "lang", "row", "state", "quote", "current", "note", "category", "tags", "created", "updated",
    "counterpart",
]  # fmt: skip


def add(run: Run, *words: str) -> dict[str, Any]:
    result = run("notes", "add", *words, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def listed(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("notes", "list", "--json", *words).stdout)
    return found


# --- add ------------------------------------------------------------------------------------------------------------


def test_add_prints_the_agreed_shape_of_what_is_stored(run: Run) -> None:
    words = ["--quote", "Die Kühlung kostet mehr.", "--note", "Wie viel?", "--tag", "geld", "--category", "doubt"]
    note = add(run, "wolke#1", "--lang", "de", *words)
    assert list(note)[: len(KEYS)] == KEYS
    shown = {key: note[key] for key in KEYS if key not in ("id", "created", "updated")}
    assert shown == {
        "briefing": "wolke",
        "lang": "de",
        "row": 1,
        "state": "exact",
        "quote": "Die Kühlung kostet mehr.",
        "current": "Die Kühlung kostet mehr.",
        "note": "Wie viel?",
        "category": "doubt",
        "tags": ["geld"],
        "counterpart": "Cooling costs more.",
    }
    assert listed(run) == [note]
    stored = Services().store().get(note["id"])
    assert stored is not None
    assert stored.title == "Die Wolke"
    assert stored.target.heading_path == ("Die Wolke",)


def test_without_quote_the_whole_row_is_marked(run: Run) -> None:
    note = add(run, "wolke#1", "--lang", "en")
    assert note["quote"] == "Power costs 1,200 euros. Cooling costs more."
    assert (note["kind"], note["note"]) == ("paragraph", "")


def test_a_whole_briefing_is_noted(run: Run, library: Path) -> None:
    note = add(run, "wolke", "--lang", "de", "--note", "Alles gelesen")
    assert (note["quote"], note["kind"], note["row"], note["counterpart"]) == ("Die Wolke", "document", 0, "The cloud")
    file = library / "wolke.de.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Die Wolke", "Neuer Titel"), encoding="utf-8")
    (found,) = json.loads(run("notes", "list", "--json").stdout)
    assert (found["state"], found["current"], found["quote"]) == ("exact", "Neuer Titel", "Die Wolke")


def test_words_are_quoted_from_a_whole_briefing(run: Run) -> None:
    note = add(run, "wolke", "--lang", "de", "--quote", "Kühlung kostet")
    assert (note["quote"], note["kind"], note["row"]) == ("Kühlung kostet", "span", 1)


def test_the_only_language_need_not_be_named(run: Run) -> None:
    assert add(run, "notiz#0")["lang"] == "de"


@pytest.mark.parametrize("quote", ["Kühlung  kostet\n\tmehr", "  Kühlung kostet mehr", "Ku\u0308hlung kostet mehr"])
def test_white_space_and_decomposed_letters_of_a_quote_do_not_count(run: Run, quote: str) -> None:
    assert add(run, "wolke#1", "--lang", "de", "--quote", quote)["quote"] == "Kühlung kostet mehr"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["wolke#1", "--lang", "de", "--quote", "Nebel"], 1, "“Nebel” is not in this row."),
        (["wolke#1", "--lang", "de", "--quote", "kühlung"], 1, "“kühlung” is not in this row."),
        (["wolke#1", "--lang", "en", "--quote", "Kühlung"], 1, "“Kühlung” is not in this row."),
        (["notiz#1", "--quote", "ein Satz"], 2, "“ein Satz” stands 2 times"),
        (["notiz#1", "--quote", " "], 2, "The quote is empty."),
        (["wolke", "--lang", "de", "--quote", "Nebel"], 1, "“Nebel” is not in this text."),
        (
            ["notiz", "--quote", "ein Satz"],
            2,
            "“ein Satz” stands 2 times in this text: quote more of it, or name a row.",
        ),
        (["wolke#1"], 2, "wolke has two languages"),
        (["wolke#99", "--lang", "de"], 1, "wolke has no row 99."),
        (["notiz#1", "--lang", "en"], 1, "notiz is not there in English."),
        (["nebel#1", "--lang", "de"], 1, "There is no briefing “nebel”."),
    ],
)
def test_what_cannot_be_marked_is_said_and_stored_nowhere(run: Run, words: list[str], code: int, message: str) -> None:
    result = run("--ui", "en", "notes", "add", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith(f"briefing: {message}")
    assert run("notes", "list", "--json").stdout == "[]\n"


def test_overlapping_places_are_two(run: Run, library: Path) -> None:
    (library / "na.de.md").write_text("# Na\n\nna na na\n", encoding="utf-8")
    assert run("notes", "add", "na#1", "--quote", "na na").exit_code == 2


def test_a_row_without_text_in_the_language(run: Run, library: Path) -> None:
    with (library / "wolke.de.md").open("a", encoding="utf-8") as file:
        file.write("\n## Nur hier\n\nNur deutsch.\n")
    rows = json.loads(run("show", "wolke", "--json").stdout)["rows"]
    (row,) = [row["row"] for row in rows if row["de"] == "Nur deutsch."]
    result = run("--ui", "en", "notes", "add", f"wolke#{row}", "--lang", "en")
    assert (result.exit_code, result.stderr) == (1, f"briefing: Row {row} has no text in English.\n")
    assert run("notes", "add", f"wolke#{row}", "--lang", "de").exit_code == 0


def test_add_says_where_the_note_is(run: Run) -> None:
    result = run("--ui", "en", "notes", "add", "wolke#1", "--lang", "de")
    assert result.stdout == f"Stored: note {listed(run)[0]['id'][-8:]} on wolke#1.\n"


# --- list -----------------------------------------------------------------------------------------------------------


def test_filters(run: Run) -> None:
    first = add(run, "wolke#1", "--lang", "de", "--tag", "Öl")["id"]
    second = add(run, "wolke#3", "--lang", "en", "--tag", "oil")["id"]
    third = add(run, "notiz#0")["id"]

    def ids(*words: str) -> list[str]:
        return [note["id"] for note in listed(run, *words)]

    assert ids() == [first, second, third]
    assert ids("wolke") == [first, second]
    assert ids("wolke#3") == [second]
    assert ids("--tag", "oel") == [first]
    assert ids("--lang", "en") == [second]
    assert ids("--state", "exact") == [first, second, third]
    assert ids("--state", "orphan") == []
    assert run("notes", "list", "--state", "orphan").exit_code == 1
    assert run("notes", "list", "nebel").exit_code == 1


def test_text_shows_place_quote_note_and_tags(run: Run) -> None:
    note = add(run, "wolke#1", "--lang", "de", "--quote", "Kühlung", "--note", "eins\nzwei", "--tag", "geld")
    result = run("notes", "list")
    head = f"{note['id'][-8:]}  wolke#1  [de]  claim\n    > Kühlung\n    [en] > Cooling costs more.\n"
    assert result.stdout == f"{head}    eins\n    zwei\n    #geld\n"


def test_notes_follow_a_text_that_changes_and_outlive_one_that_goes(run: Run, library: Path) -> None:
    add(run, "wolke#1", "--lang", "de", "--quote", "Die Kühlung kostet mehr.")
    german = library / "wolke.de.md"
    german.write_text(german.read_text(encoding="utf-8").replace("kostet mehr", "kostet jetzt mehr"), encoding="utf-8")
    (changed,) = listed(run)
    assert (changed["state"], changed["current"]) == ("changed", "Die Kühlung kostet jetzt mehr.")
    shown = run("--ui", "en", "notes", "list").stdout
    assert "  changed\n" in shown
    assert "    > Die Kühlung kostet mehr.\n    ≈ > Die Kühlung kostet jetzt mehr.\n" in shown
    german.unlink()
    (library / "wolke.en.md").unlink()
    for words in ([], ["wolke"]):
        (orphan,) = listed(run, *words)
        assert (orphan["state"], orphan["row"], orphan["current"]) == ("orphan", None, None)
        assert orphan["quote"] == "Die Kühlung kostet mehr."


def test_control_characters_of_notes_stay_off_the_screen_but_not_out_of_json(run: Run) -> None:
    evil = "rot \x1b[31m \x9b2J \u202e"
    Services().store().add(Note("", "wolke", "de", "t", Target(evil, "", "", 0, 3), body=evil, tags=("\x1b[2J",)), "")
    assert not set(run("notes", "list").stdout) & set("\x1b\x9b\u202e")
    as_json = run("notes", "list", "--json").stdout
    assert not set(as_json) & set("\x1b\x9b\u202e")
    assert json.loads(as_json)[0]["note"] == evil
    assert not set(run("notes", "export").stdout) & set("\x1b\x9b\u202e")
    lines = run("notes", "export", "--format", "jsonl").stdout
    assert not set(lines) & set("\x1b\x9b\u202e")
    assert json.loads(lines)["body"] == evil


# --- edit, delete, restore ------------------------------------------------------------------------------------------


def test_edit_changes_what_is_given_and_nothing_else(run: Run) -> None:
    note = add(run, "wolke#1", "--lang", "de", "--note", "alt", "--tag", "eins")
    changed = json.loads(run("notes", "edit", note["id"], "--note", "neu", "--json").stdout)
    assert changed == {**note, "note": "neu", "updated": changed["updated"]}
    run("notes", "edit", note["id"], "--tag", "zwei", "--tag", "drei", "--category", "figure")
    (changed,) = listed(run)
    assert (changed["note"], changed["tags"], changed["category"]) == ("neu", ["zwei", "drei"], "figure")
    run("notes", "edit", note["id"], "--tag", "", "--note", "")
    (changed,) = listed(run)
    assert (changed["note"], changed["tags"]) == ("", [])


def test_deleted_notes_wait_in_the_trash(run: Run) -> None:
    note = add(run, "wolke#1", "--lang", "de")
    deleted = json.loads(run("notes", "delete", note["id"], "--json").stdout)
    assert deleted["deleted"]
    assert listed(run) == []
    assert [(one["id"], one["row"], one["state"]) for one in listed(run, "--deleted")] == [(note["id"], 1, "exact")]
    assert listed(run, "wolke", "--deleted")
    when = deleted["deleted"][:16].replace("T", " ")
    assert f"  deleted {when}\n" in run("notes", "list", "--deleted").stdout
    assert run("--ui", "en", "notes", "edit", note["id"], "--note", "x").exit_code == 2
    assert run("notes", "delete", note["id"]).exit_code == 0
    restored = json.loads(run("notes", "restore", note["id"], "--json").stdout)
    assert restored["deleted"] is None
    assert [one["id"] for one in listed(run)] == [note["id"]]


def test_ids_may_be_shortened_to_what_is_unambiguous(run: Run) -> None:
    first, second = "01a20652-e58a-7bdd-8d44-7d3bfa0e6ccd", "01a20652-ff20-7d64-a6d6-f3c2a32b04d2"
    for note_id in (first, second):
        Services().store().add(Note(note_id, "wolke", "de", "t", Target("Die Wolke", "", "", 0, 9)))
    assert run("notes", "edit", first[-8:].upper(), "--note", "eins").exit_code == 0
    assert run("notes", "edit", second[:35], "--note", "zwei").exit_code == 0
    assert [note["note"] for note in listed(run)] == ["eins", "zwei"]
    for part, code, message in (
        (first[:8], 2, "2 notes have such an id"),
        (first[-3:], 2, "Give at least 4 characters"),
        ("", 2, "Give at least 4 characters"),
        ("zzzz", 1, "There is no note with the id zzzz."),
    ):
        result = run("--ui", "en", "notes", "delete", part)
        assert (result.exit_code, result.stdout) == (code, "")
        assert result.stderr.startswith(f"briefing: {message}")
    assert len(listed(run)) == 2


def test_ids_of_other_tools_may_have_capital_letters(run: Run) -> None:
    made = add(run, "wolke#1", "--lang", "de")
    with Services().store(writing=True) as store:
        (note,) = store.notes()
        store.merge([Version(replace(note, id="Tool-ABCD-Xyz", updated="", created=""))])
    for part in ("Tool-ABCD-Xyz", "Tool", "CD-Xyz"):
        assert json.loads(run("notes", "edit", part, "--note", part, "--json").stdout)["id"] == "Tool-ABCD-Xyz"
    assert json.loads(run("notes", "edit", made["id"][-8:].upper(), "--note", "x", "--json").stdout)["id"] == made["id"]


def test_an_edit_needs_a_change(run: Run) -> None:
    note = add(run, "wolke#1", "--lang", "de")
    assert run("notes", "edit", note["id"]).exit_code == 2
    assert run("notes", "edit", note["id"], "--category", "nonsense").exit_code == 2


def test_changes_are_said(run: Run) -> None:
    short = add(run, "wolke#1", "--lang", "de")["id"][-8:]
    assert run("--ui", "en", "notes", "edit", short, "--note", "x").stdout == f"Changed: note {short}.\n"
    assert run("--ui", "en", "notes", "delete", short).stdout == f"In the trash: note {short}.\n"
    assert run("--ui", "en", "notes", "restore", short).stdout == f"Restored: note {short}.\n"


# --- export ---------------------------------------------------------------------------------------------------------


def test_export_to_stdout(run: Run) -> None:
    first = add(run, "wolke#1", "--lang", "de", "--quote", "Kühlung")["id"]
    second = add(run, "notiz#1", "--quote", "noch ein Satz")["id"]
    markdown = run("notes", "export").stdout
    assert "> Kühlung" in markdown
    assert "> noch ein Satz" in markdown
    assert "noch ein Satz" not in run("notes", "export", "wolke").stdout
    assert run("notes", "export", "wolke#2").exit_code == 1
    lines = run("notes", "export", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [first, second]
    annotations = json.loads(run("notes", "export", "--format", "json").stdout)
    assert first in json.dumps(annotations)
    assert second in json.dumps(annotations)


def test_export_to_a_file_in_the_format_of_its_ending(run: Run, tmp_path: Path) -> None:
    note = add(run, "wolke#1", "--lang", "de")
    path = tmp_path / "notes.jsonl"
    result = run("--ui", "en", "notes", "export", "-o", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"briefing: 1 note exported to {path}.\n"
    assert json.loads(path.read_text(encoding="utf-8"))["id"] == note["id"]
    markdown = tmp_path / "notes.md"
    run("notes", "export", "-o", str(markdown))
    assert markdown.read_text(encoding="utf-8").startswith("---\n")


def test_an_export_that_was_edited_is_kept(run: Run, tmp_path: Path) -> None:
    add(run, "wolke#1", "--lang", "de")
    path = tmp_path / "notes.md"
    run("notes", "export", "-o", str(path))
    add(run, "wolke#2", "--lang", "de")
    assert run("notes", "export", "-o", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8").count("briefing:note") == 2
    path.write_text("mine", encoding="utf-8")
    assert "notes-2.md" in run("notes", "export", "-o", str(path)).stderr
    assert path.read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "notes-2.md").is_file()


def test_export_of_nothing_or_into_nowhere(run: Run, tmp_path: Path) -> None:
    assert run("notes", "export").exit_code == 1
    add(run, "wolke#1", "--lang", "de")
    result = run("--ui", "en", "notes", "export", "-o", str(tmp_path / "absent" / "notes.md"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "can't be written" in result.stderr
    assert run("notes", "export", "--format", "odt").exit_code == 2


# --- categories as the reader calls them ----------------------------------------------------------------------------


def test_names_of_categories_are_the_settings_and_ids_stay(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[categories]\nclaim = { name = "These" }\n', encoding="utf-8")
    note = add(run, "wolke#1", "--lang", "de", "--quote", "Kühlung")
    assert note["category"] == "claim"
    for ui in ("de", "en"):
        result = run("--config", str(config), "--ui", ui, "notes", "list")
        assert result.stdout.splitlines()[0].endswith("[de]  These")
        assert "\nThese · " in run("--config", str(config), "--ui", ui, "notes", "export").stdout
    assert json.loads(run("--config", str(config), "notes", "list", "--json").stdout) == [note]
    config.write_text("[categories]\nclaim = 3\n", encoding="utf-8")
    result = run("--config", str(config), "--ui", "en", "notes", "list")
    assert result.exit_code == 2
    assert f"{config}, line 2: claim must be a table" in result.stderr


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (["wolke#1", "--quote", "Strom"], "span"),
        (["wolke#1", "--quote", "Der Strom kostet"], "span"),
        (["wolke#1", "--quote", "Die Kühlung kostet mehr."], "sentence"),
        (["wolke#1"], "paragraph"),
        (["wolke#2"], "heading"),
        (["wolke#3"], "sentence"),
        (["wolke#5", "--quote", "= 1"], "code"),
        (["wolke#5"], "code"),
        (["wolke"], "document"),
    ],
)
def test_every_kind_of_passage(run: Run, words: list[str], kind: str) -> None:
    note = add(run, *words, "--lang", "de")
    assert note["kind"] == kind
    if words[-1] == "= 1":
        assert note["quote"] == "x = 1", "code is taken by whole lines"
