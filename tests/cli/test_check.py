from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .conftest import Run

FINE = {
    "a.de.md": "---\ntitle: Eins\nsummary: s\ndate: 2026-11-22\n---\n\nText.\n",
    "a.en.md": "---\ntitle: One\nsummary: s\ndate: 2026-11-22\n---\n\nText.\n",
}


@pytest.fixture
def fine(tmp_path: Path) -> Path:
    folder = tmp_path / "fine"
    folder.mkdir()
    for name, text in FINE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_nothing_to_fix_is_silent(run: Run, fine: Path) -> None:
    result = run("check", on=fine)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    result = run("check", "--json", on=fine)
    assert (result.exit_code, result.stdout) == (0, "[]\n")


def test_problems_come_with_path_line_and_code(run: Run, fine: Path) -> None:
    (fine / "a.en.md").write_text(FINE["a.en.md"].replace("2026-11-22", "soon") + "[^1] is gone.\n", encoding="utf-8")
    (fine / "b.de.md").write_bytes("Übel".encode("cp1252"))
    result = run("--ui", "en", "check", on=fine)
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert all(re.fullmatch(r"[ab]\.(de|en)\.md:\d+: (error|warning) [a-z-]+ \S.*", line) for line in lines)
    assert "b.de.md:1: error encoding" in result.stdout
    assert "a.en.md:4: warning front-matter-date" in result.stdout
    assert result.stderr == f"briefing: {len(lines)} problems found.\n"


def test_json_has_the_agreed_shape(run: Run, fine: Path) -> None:
    (fine / "b.de.md").write_bytes("Übel".encode("cp1252"))
    result = run("check", "--json", on=fine)
    assert (result.exit_code, result.stderr) == (1, "")
    problem = next(problem for problem in json.loads(result.stdout) if problem["code"] == "encoding")
    assert list(problem) == ["path", "line", "code", "severity", "message"]
    assert (problem["path"], problem["line"], problem["severity"]) == ("b.de.md", 1, "error")


def test_notes_alone_are_fine(run: Run, fine: Path) -> None:
    (fine / ".hidden.md").write_text("x", encoding="utf-8")
    result = run("--ui", "en", "check", on=fine)
    assert result.exit_code == 0
    assert result.stdout.startswith(".hidden.md:0: note hidden ")


def test_strictness_tells_all_remarks_and_makes_them_count(run: Run, fine: Path) -> None:
    (fine / "a.de.md").write_text(FINE["a.de.md"] + "\nGeht's mit 5 GB?\n\nGeht's mit 5 GB?\n", encoding="utf-8")
    (fine / "a.en.md").write_text(FINE["a.en.md"] + "\nMit 5\u00a0GB.\n\nMit 5\u00a0GB?\n", encoding="utf-8")
    result = run("--ui", "en", "check", on=fine)
    assert result.exit_code == 0
    assert [line.split()[:3] for line in result.stdout.splitlines()] == [
        ["a.de.md:9:", "note", "apostrophe-straight"],
        ["a.de.md:9:", "note", "space-breaks"],
    ]
    assert result.stderr == "briefing: 2 more remarks like these; see --strict.\n"
    assert len(json.loads(run("check", "--json", on=fine).stdout)) == 2
    result = run("--ui", "en", "check", "--strict", on=fine)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert sum(" warning apostrophe-straight " in line or " warning space-breaks " in line for line in lines) == 4
    assert {"state-missing", "sources-few", "words", "summary-length"} <= {line.split()[2] for line in lines}
    assert "more remark" not in result.stderr


def test_kinds_of_blocks_are_in_the_language_of_the_interface(run: Run, fine: Path) -> None:
    (fine / "a.de.md").write_text(FINE["a.de.md"] + "\n- Punkt\n", encoding="utf-8")
    assert "for this list item; its" in run("--ui", "en", "check", on=fine).stdout
    assert "a.en.md: Listenpunkt; der" in run("--ui", "de", "check", on=fine).stdout


def test_a_path_instead_of_the_library(run: Run, fine: Path, library: Path) -> None:
    (library / "alt.de.md").write_bytes("Übel".encode("cp1252"))
    assert run("check").exit_code == 1
    assert run("check", str(fine)).exit_code == 0
    assert run("check", str(fine / "a.de.md")).exit_code == 0
    result = run("--ui", "en", "check", str(fine / "absent"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "There is no file or folder" in result.stderr


def test_a_file_is_checked_with_its_other_language_only(run: Run, fine: Path) -> None:
    (fine / "b.de.md").write_bytes("Übel".encode("cp1252"))
    (fine / "a.en.md").write_text(FINE["a.en.md"] + "\nOne more.\n", encoding="utf-8")
    paths = {problem["path"] for problem in json.loads(run("check", "--json", str(fine / "a.de.md")).stdout)}
    assert paths
    assert paths <= {"a.de.md", "a.en.md"}
    result = run("check", str(fine / "b.de.md"))
    assert result.exit_code == 2
