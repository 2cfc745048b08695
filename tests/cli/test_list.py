from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.cli.services import Services
from briefing.notes.model import Reading

from .conftest import Run

KEYS = ["id", "title", "summary", "date", "tags", "languages", "words", "unread", "notes"]


def ids(text: str) -> list[str]:
    return [record["id"] for record in json.loads(text)]


def test_text_is_one_line_for_each_briefing(run: Run) -> None:
    result = run("--ui", "de", "list")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == ("wolke  de+en  2026-11-02  Die Wolke\nnotiz  de     2026-10     Nur deutsch\n")


def test_titles_are_in_the_language_of_the_interface(run: Run) -> None:
    assert "The cloud" in run("--ui", "en", "list").stdout
    assert "Nur deutsch" in run("--ui", "en", "list").stdout


def test_json_has_the_agreed_shape(run: Run) -> None:
    result = run("list", "--json")
    both, single = json.loads(result.stdout)
    assert list(both)[: len(KEYS)] == KEYS
    assert {key: both[key] for key in KEYS} == {
        "id": "wolke",
        "title": {"de": "Die Wolke", "en": "The cloud"},
        "summary": {"de": "Was in der Cloud liegt.", "en": "What is in the cloud."},
        "date": "2026-11-02",
        "tags": ["cloud", "kosten", "costs"],
        "languages": ["de", "en"],
        "words": {"de": 21, "en": 19},
        "unread": True,
        "notes": 0,
    }
    assert single["title"] == {"de": "Nur deutsch", "en": None}
    assert single["languages"] == ["de"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--tag", "cloud"], ["wolke"]),
        (["--tag", "CLOUD", "--tag", "costs"], ["wolke"]),
        (["--tag", "cloud", "--tag", "absent"], []),
        (["--lang", "de"], ["wolke", "notiz"]),
        (["--lang", "en"], ["wolke"]),
        (["--unread"], ["wolke", "notiz"]),
    ],
)
def test_filters(run: Run, words: list[str], found: list[str]) -> None:
    result = run("list", "--json", *words)
    assert ids(result.stdout) == found
    assert result.exit_code == (0 if found else 1)


def test_what_is_read_is_marked_and_left_out_on_request(run: Run) -> None:
    Services().store().save_reading(Reading("wolke", 3, 1.0, True))
    assert ids(run("list", "--json", "--unread").stdout) == ["notiz"]
    assert json.loads(run("list", "--json").stdout)[0]["unread"] is False
    assert "The cloud (read)\n" in run("--ui", "en", "list").stdout


def test_notes_are_counted(run: Run) -> None:
    run("notes", "add", "wolke#1", "--lang", "de")
    run("notes", "add", "wolke#1", "--lang", "en")
    assert [record["notes"] for record in json.loads(run("list", "--json").stdout)] == [2, 0]
    assert "The cloud (2 notes)" in run("--ui", "en", "list").stdout


def test_an_empty_folder_is_said(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    result = run("--ui", "en", "list", on=empty)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "briefing: There are no briefings here.\n")
    assert run("list", "--json", on=empty).stdout == "[]\n"


def test_files_that_cannot_be_read_are_said_and_hide_nothing(run: Run, library: Path) -> None:
    (library / "alt.de.md").write_bytes("Übel".encode("cp1252"))
    result = run("--ui", "en", "list")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == "briefing: 1 file can’t be read. `briefing check` says why.\n"


def test_hostile_titles_and_names_are_cleaned(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    title = "\x1b]0;owned\x07\x1b[31mRed\x1b[0m \u202egnirts \x9b2J \u200bend\x07"
    (folder / "böse\x1b[2Jname.de.md").write_text(f"# {title}\n\nText\n", encoding="utf-8")
    for words in (["list"], ["list", "--json"], ["check"], ["show", "böse-name"]):
        result = run(*words, on=folder)
        assert not set(result.stdout + result.stderr) & set("\x1b\x07\x9b\u202e\u200b"), words
    assert "Red" in run("list", on=folder).stdout


def test_the_list_does_without_notes_that_cannot_be_read(run: Run) -> None:
    notes = Services().paths.notes_file
    notes.mkdir(parents=True)
    result = run("list", "--json")
    assert result.exit_code == 0
    assert [(record["unread"], record["notes"]) for record in json.loads(result.stdout)] == [(None, None)] * 2
    assert result.stderr.startswith("briefing: ")
    assert run("list", "--unread").exit_code == 2
