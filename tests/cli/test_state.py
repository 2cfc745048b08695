"""`doctor` and `paths`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from .conftest import Run


def settings(text: str) -> Path:
    path = Path(os.environ["BRIEFING_HOME"]) / "config" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_paths(run: Run, library: Path) -> None:
    home = Path(os.environ["BRIEFING_HOME"])
    found = json.loads(run("paths", "--json").stdout)
    assert found == {
        "settings": str(home / "config" / "config.toml"),
        "notes": str(home / "data" / "notes.db"),
        "backups": str(home / "data" / "backups"),
        "data": str(home / "data"),
        "state": str(home / "state"),
        "cache": str(home / "cache"),
        "libraries": [str(library)],
    }
    result = run("paths")
    assert [line.split()[-1] for line in result.stdout.splitlines()] == [*list(found.values())[:-1], str(library)]
    assert result.exit_code == 0
    assert not home.exists()  # asking creates nothing


def test_doctor_reports_and_creates_nothing_but_the_cache(run: Run) -> None:
    result = run("--ui", "en", "doctor")
    assert (result.exit_code, result.stderr) == (0, "")
    for part in ("Python", "SQLite", "textual", "Terminal", "utf-8", "2 briefings, 1 in both languages", "0 notes"):
        assert part in result.stdout
    assert not any(line.startswith("!") for line in result.stdout.splitlines())
    assert not (Path(os.environ["BRIEFING_HOME"]) / "data").exists()


def test_doctor_tells_what_needs_attention(run: Run, library: Path) -> None:
    (library / "alt.de.md").write_bytes("Übel".encode("cp1252"))
    result = run("--ui", "en", "doctor")
    assert result.exit_code == 1
    assert [line for line in result.stdout.splitlines() if line.startswith("!")] == [
        "! Library         1 file can’t be read. `briefing check` says why."
    ]
    assert result.stderr == "briefing: 1 line needs attention.\n"


def test_doctor_and_paths_survive_settings_with_a_mistake(run: Run) -> None:
    path = settings("wdth = 80\n")
    result = run("--ui", "en", "doctor")
    assert result.exit_code == 1
    assert "! Settings" in result.stdout
    assert "“width”" in result.stdout
    result = run("--ui", "en", "list")
    assert (result.exit_code, result.stdout) == (2, "")
    message = f"briefing: {path}, line 1: there is no setting “wdth”. Did you mean “width”?\n"
    assert result.stderr == message


def test_doctor_survives_notes_of_another_program(run: Run) -> None:
    path = Path(os.environ["BRIEFING_HOME"]) / "data" / "notes.db"
    path.mkdir(parents=True)
    result = run("--ui", "en", "doctor")
    assert result.exit_code == 1
    assert "! Problem" in result.stdout
    assert "2 briefings" in result.stdout


def test_doctor_counts_notes_and_finds_the_index(run: Run) -> None:
    run("notes", "add", "wolke#1", "--lang", "de")
    run("search", "wolke")
    result = run("--ui", "en", "doctor")
    assert "1 note, 0 in the trash" in result.stdout
    assert ".sqlite (" in result.stdout


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"NO_COLOR": "1"}, "switched off by NO_COLOR"),
        ({"COLORTERM": "truecolor"}, "16 million"),
        ({"TERM": "xterm-256color"}, "256"),
    ],
)
def test_colours(run: Run, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str) -> None:
    monkeypatch.delenv("COLORTERM", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert expected in run("--ui", "en", "doctor").stdout
