"""`briefing notes import`, `sync` and the full export, with each of their options."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from briefing.cli.main import cli
from briefing.cli.services import Services

from .conftest import Run

FOREIGN = [
    {
        "type": "Annotation",
        "created": "2026-11-20T07:00:00Z",
        "body": {"value": "Wie \x1b[31mviel?"},
        "target": {
            "source": "wolke.de.md",
            "selector": {"type": "TextQuoteSelector", "exact": "Die Kühlung kostet mehr."},
        },
    }
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "annotations.json"
    path.write_text(json.dumps(FOREIGN), encoding="utf-8")
    return path


def listed(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("notes", "list", "--json").stdout or "[]")
    return found


def test_importing_once_and_again(run: Run, file: Path) -> None:
    done = run("notes", "import", str(file))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "Imported: 1 added.\n", "")
    (note,) = listed(run)
    assert (note["briefing"], note["row"], note["state"], note["note"]) == ("wolke", 1, "exact", "Wie viel?")
    assert note["counterpart"] == "Cooling costs more."
    assert run("notes", "import", str(file)).stdout == "Imported: 1 unchanged.\n"
    assert listed(run) == [note]


def test_a_dry_run_reports_what_the_real_one_does(run: Run, file: Path) -> None:
    file.write_text(json.dumps([*FOREIGN, 7]), encoding="utf-8")
    data = Services().paths.data
    dry = run("notes", "import", str(file), "--dry-run", "--json")
    assert not data.exists()
    assert dry.exit_code == 1
    assert run("notes", "import", str(file), "--dry-run").stdout == "This would be imported: 1 added, 1 set aside.\n"
    real = run("notes", "import", str(file), "--json")
    said, done = json.loads(dry.stdout), json.loads(real.stdout)
    assert (said.pop("dry_run"), done.pop("dry_run")) == (True, False)
    assert said.pop("quarantine") is None
    kept = json.loads(Path(done.pop("quarantine")).read_text(encoding="utf-8"))
    assert kept["entries"][0]["entry"] == 7
    assert said == done
    assert done["files"] == [{"file": str(file), "format": "json"}]
    assert done["rejected"] == [{"file": str(file), "where": 2, "reason": "it is no annotation"}]
    assert f"{file}, entry 2: it is no annotation." in real.stderr
    assert "What was set aside is in " in real.stderr
    assert list((data / "quarantine").iterdir()) == [next((data / "quarantine").glob("import-*.json"))]


def test_several_files_and_stdin(run: Run, file: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Highlight,Title\nEin Satz von anderswo,Ein Buch\n", encoding="utf-8")
    assert run("notes", "import", str(table), "-", stdin=json.dumps(FOREIGN)).stdout == "Imported: 2 added.\n"
    assert {note["briefing"] for note in listed(run)} == {"wolke", "ein-buch"}


def test_a_format_that_is_named_counts(run: Run, file: Path) -> None:
    done = run("notes", "import", str(file), "--format", "jsonl")
    assert (done.exit_code, done.stdout) == (1, "Imported: 1 set aside.\n")
    done = run("notes", "import", str(file), "--format", "kindle")
    assert done.exit_code == 2


def test_a_file_that_can_not_be_read_stops_all(run: Run, file: Path, tmp_path: Path) -> None:
    for bad in (tmp_path / "weg.json", tmp_path):
        done = run("notes", "import", str(file), str(bad))
        assert (done.exit_code, done.stdout) == (2, "")
        assert str(bad) in done.stderr
    (tmp_path / "x").write_text("x")
    assert run("notes", "import", str(file), str(tmp_path / "x")).exit_code == 2
    assert run("notes", "import").exit_code == 2
    assert listed(run) == []


def test_times_far_ahead_are_told(run: Run, file: Path) -> None:
    file.write_text(json.dumps([FOREIGN[0] | {"modified": "2226-01-01T00:00:00Z"}]), encoding="utf-8")
    done = run("notes", "import", str(file))
    assert done.exit_code == 0
    assert "1 note has a time more than a day ahead" in done.stderr


def test_many_bad_entries_are_not_all_told(run: Run, file: Path) -> None:
    file.write_text(json.dumps([*FOREIGN, *range(50)]), encoding="utf-8")
    done = run("notes", "import", str(file))
    assert len(done.stderr.splitlines()) == 22
    assert "… and 30 more." in done.stderr


def test_a_full_export_brings_everything_to_another_place(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("notes", "import", str(file))
    note = listed(run)[0]["id"]
    run("notes", "edit", note, "--note", "zwei")
    run("notes", "delete", note)
    out = tmp_path / "all.jsonl"
    assert run("notes", "export", "--format", "jsonl").exit_code == 1
    done = run("notes", "export", "--full", "-o", str(out))
    assert (done.exit_code, "1 note exported" in done.stderr) == (0, True)
    before = Services().store().all_versions()
    monkeypatch.setenv("BRIEFING_HOME", str(tmp_path / "elsewhere"))
    assert run("notes", "import", str(out)).stdout == "Imported: 1 added.\n"
    assert Services().store().all_versions() == before
    assert [each.note.body for each in before[note]] == ["Wie viel?", "zwei", "zwei"]
    assert run("notes", "export", "notiz", "--format", "jsonl", "--full").exit_code == 1
    assert run("notes", "export", "wolke", "--format", "jsonl", "--full").exit_code == 0
    for words in (["--format", "json", "--full"], ["wolke#1", "--format", "jsonl", "--full"]):
        assert run("notes", "export", *words).exit_code == 2


def sync(run: Run, home: Path, *words: str) -> dict[str, Any]:
    """Sync the device whose files are below `home`."""
    result = CliRunner(env={"BRIEFING_HOME": str(home)}).invoke(cli, ["notes", "sync", *words, "--json"])
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_syncing_two_devices(run: Run, file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    run("notes", "import", str(file))
    done = run("notes", "sync", str(folder))
    assert (done.exit_code, done.stdout) == (0, "0 files of other devices read: nothing new.\n")
    there = sync(run, tmp_path / "other", str(folder))
    assert (len(there["added"]), there["written"], len(there["read"])) == (1, True, 1)
    run("notes", "edit", there["added"][0], "--note", "neu")
    run("notes", "sync", str(folder))
    assert sync(run, tmp_path / "other", str(folder))["updated"] == there["added"]
    done = run("notes", "sync", str(folder))
    assert done.stdout == "1 file of other devices read: nothing new.\n"
    assert len(list(folder.iterdir())) == 2


def test_what_is_wrong_in_a_folder_is_told(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / "briefing-x.jsonl").write_text('{"format":"briefing-journal","version":9}\n')
    (folder / "briefing-y.jsonl").write_text('{"format":"briefing-journal","version":1}\nx\n')
    (folder / "briefing-z\x1b[31m.jsonl").write_text('{"format":"briefing-journal","version":1}\n{"format":"brie')
    (folder / "briefing-w.jsonl").symlink_to(tmp_path)
    done = run("notes", "sync", str(folder), "--json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert found["newer"] == ["briefing-x.jsonl"]
    assert [(each["file"], each["where"]) for each in found["broken"]] == [("briefing-y.jsonl", 2)]
    assert "briefing-x.jsonl was written by a newer version" in done.stderr
    assert "briefing-y.jsonl, line 2: " in done.stderr
    assert "briefing-z.jsonl ends in the middle of a line" in done.stderr
    assert "briefing-w.jsonl can't be read: links are not followed" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_the_folder_of_the_settings(run: Run, tmp_path: Path) -> None:
    done = run("notes", "sync")
    assert (done.exit_code, "Which folder?" in done.stderr) == (2, True)
    settings = tmp_path / "c.toml"
    settings.write_text('[notes]\nsync = "shared"\n')
    result = CliRunner().invoke(cli, ["--config", str(settings), "notes", "sync"])
    assert (result.exit_code, "no folder" in result.stderr) == (2, True)
    (tmp_path / "shared").mkdir()
    assert CliRunner().invoke(cli, ["--config", str(settings), "notes", "sync"]).exit_code == 0
    assert len(list((tmp_path / "shared").iterdir())) == 1
