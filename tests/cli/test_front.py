"""Global options, errors, and what opens the app."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from briefing.__main__ import main
from briefing.cli import app_start
from briefing.cli.main import cli
from briefing.cli.services import Services, index_name
from briefing.errors import InputError, UsageError

from .conftest import Run
from .test_state import settings


class Terminal:
    """Stands for the app and for a terminal: keeps what the app was started with."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []

    def run_app(self, **parts: Any) -> int:
        self.calls.append(parts)
        return 7

    @property
    def address(self) -> object:
        return self.calls[-1]["address"]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    found = Terminal()
    module = ModuleType("briefing.tui.starting")
    module.run_app = found.run_app  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "briefing.tui.starting", module)
    monkeypatch.setattr(app_start, "has_terminal", lambda **_: True)
    monkeypatch.setattr(app_start, "prepared", nullcontext)
    # With few colours there is no first frame, which would be written on the terminal that runs the tests.
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("COLORTERM", raising=False)
    return found


# --- opening --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [[], ["wolke"], ["wolke#1"]])
def test_without_a_terminal_one_sentence_names_the_list(run: Run, words: list[str]) -> None:
    result = run("--ui", "en", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "briefing: The app needs a terminal; `briefing list` prints what there is to read.\n"


@pytest.mark.parametrize(
    ("keys", "screen", "piped", "expected"),
    [(True, True, False, True), (False, True, False, False), (True, False, False, False), (False, True, True, True),
     (False, False, True, False)],
)  # fmt: skip
def test_what_counts_as_a_terminal(
    monkeypatch: pytest.MonkeyPatch, keys: bool, screen: bool, piped: bool, expected: bool
) -> None:
    class Stream:
        def __init__(self, terminal: bool) -> None:
            self.isatty = lambda: terminal

    monkeypatch.setattr(sys, "stdin", Stream(keys))
    monkeypatch.setattr(sys, "stdout", Stream(screen))
    assert app_start.has_terminal(piped=piped) is expected


@pytest.mark.parametrize(
    ("words", "shown", "why"),
    [
        ([], "wolke  de+en", "can’t show the app (TERM=dumb); `briefing show` prints one of these.\n"),
        (["wolke#2"], "#2  [de] Öl und Straße\n    [en] Oil and road\n", "(TERM=dumb), so here is the text.\n"),
    ],
)
def test_a_dumb_terminal_gets_the_text_and_the_reason(
    run: Run, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, words: list[str], shown: str, why: str
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    result = run("--ui", "en", *words)
    assert result.exit_code == 0
    assert result.stdout.startswith(shown)
    assert result.stderr.startswith("briefing: This terminal")
    assert result.stderr.endswith(why)
    assert result.stderr.count("\n") == 1
    assert not terminal.calls


def test_a_dumb_terminal_opens_files_and_folders(
    run: Run, terminal: Terminal, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert run(str(library / "notiz.de.md")).stdout.startswith("#0  Nur deutsch\n")
    assert "notiz" in run(str(library)).stdout
    assert run("absent").exit_code == 1


def test_the_app_gets_everything_and_decides_the_exit_code(run: Run, terminal: Terminal, library: Path) -> None:
    result = run("--ui", "de")
    assert (result.exit_code, result.stderr) == (7, "")
    (parts,) = terminal.calls
    assert set(parts) == {
        "tr", "settings", "roots", "catalogue", "engine", "store", "open_bitext", "library", "address", "opened",
    }  # fmt: skip
    assert parts["address"] is None
    assert parts["opened"] is None
    assert parts["roots"] == (library,)
    assert parts["tr"].lang == "de"
    assert [briefing.id for briefing in parts["library"].briefings] == ["wolke", "notiz"]


@pytest.mark.parametrize(
    ("word", "address"), [("wolke", ("wolke", None)), ("wolke#3", ("wolke", 3)), ("WOLKE", ("wolke", None))]
)
def test_an_address_is_opened(run: Run, terminal: Terminal, word: str, address: object) -> None:
    assert run(word).exit_code == 7
    assert terminal.address == address


def test_an_address_that_is_not_there(run: Run, terminal: Terminal) -> None:
    for word in ("wlke", "", "w" * 5000):
        result = run("--ui", "en", word)
        assert result.exit_code == 1
        assert result.stderr.startswith("briefing: There is no briefing")
    assert not terminal.calls


def test_the_library_is_taken_as_last_known_but_a_new_address_is_looked_for(
    run: Run, terminal: Terminal, library: Path
) -> None:
    run("list")
    (library / "neu.de.md").write_text("# Neu\n", encoding="utf-8")
    run()
    assert "neu" not in terminal.calls[-1]["library"].by_id
    assert run("neu").exit_code == 7
    assert terminal.address == ("neu", None)


def test_a_folder_is_opened_as_a_library(run: Run, terminal: Terminal, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.de.md").write_text("# X\n", encoding="utf-8")
    assert run(str(other)).exit_code == 7
    assert terminal.address is None
    assert terminal.calls[-1]["roots"] == (other,)
    assert list(terminal.calls[-1]["library"].by_id) == ["x"]


@pytest.mark.parametrize("name", ["wolke.de.md", "wolke.en.md"])
def test_a_file_is_opened_with_its_other_language(run: Run, terminal: Terminal, library: Path, name: str) -> None:
    assert run(str(library / name)).exit_code == 7
    parts = terminal.calls[-1]
    assert parts["address"] == ("wolke", None)
    assert parts["library"].by_id["wolke"].langs == ("de", "en")
    assert len(parts["library"].briefings) == 1
    again = parts["catalogue"]().scan(parts["roots"])
    assert again == parts["library"]


def test_a_file_that_cannot_be_read_is_said(run: Run, terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "alt.de.md"
    path.write_bytes("Zeile\nÜbel".encode("cp1252"))
    result = run("--ui", "en", str(path))
    assert result.exit_code == 2
    assert f"{path}, line 2: not UTF-8" in result.stderr
    assert not terminal.calls


def test_a_relative_path(run: Run, terminal: Terminal, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(library)
    run("notiz.de.md")
    assert terminal.address == ("notiz", None)


# --- files by name --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "asked", "expected"),
    [
        (["a.md"], "a.md", ["a.md"]),
        (["a.de.md", "a.md"], "a.de.md", ["a.de.md", "a.md"]),
        (["a.en.md", "a.md"], "a.md", ["a.en.md", "a.md"]),
        (["a.DE.md", "a.en.md"], "a.DE.md", ["a.DE.md", "a.en.md"]),
        (["de/a.md", "en/a.md", "en/b.md"], "de/a.md", ["de/a.md", "en/a.md"]),
        (["de/a.md"], "de/a.md", ["a.md"]),
        (["a.fr.md", "a.de.md"], "a.fr.md", ["a.fr.md"]),
        (["README"], "README", ["README"]),
    ],
)
def test_which_files_are_one_text(tmp_path: Path, files: list[str], asked: str, expected: list[str]) -> None:
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# 2026\n", encoding="utf-8")
    (briefing,) = Services().at(tmp_path / asked).library.briefings
    assert sorted(edition.rel for edition in briefing.editions.values()) == expected


def test_a_counterpart_that_cannot_be_read_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.de.md").write_text("# A\n", encoding="utf-8")
    (tmp_path / "a.en.md").write_bytes(b"\xff\xfe")
    (briefing,) = Services().at(tmp_path / "a.de.md").library.briefings
    assert briefing.langs == ("de",)
    with pytest.raises(InputError):
        Services().at(tmp_path / "a.en.md")


# --- global options -------------------------------------------------------------------------------------------------


def test_libraries_are_the_bundled_one_and_those_in_the_settings(library: Path) -> None:
    settings(f"libraries = ['{library}']\n")
    services = Services()
    assert services.roots[-1] == library
    assert "wolke" in services.library.by_id
    assert Services([library]).roots == (library,)
    with pytest.raises(UsageError):
        _ = Services([library / "absent"]).roots


def test_several_libraries(run: Run, library: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.de.md").write_text("# X\n", encoding="utf-8")
    words = ["--library", str(library), "--library", str(other), "list"]
    assert len(CliRunner().invoke(cli, words).stdout.splitlines()) == 3
    result = CliRunner().invoke(cli, ["--ui", "en", "--library", str(tmp_path / "absent"), "list"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"briefing: There is no file or folder {tmp_path / 'absent'}.\n"


def test_the_language_of_messages(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Services(environ={"LANG": "de_DE.UTF-8"}).tr.lang == "de"
    assert Services(environ={"LANG": "fr_FR.UTF-8"}).tr.lang == "en"
    path = settings("ui = 'de'\n")
    assert Services(environ=os.environ).tr.lang == "de"
    assert Services(ui="en").tr.lang == "en"
    path.write_text("ui = 'xx'\n", encoding="utf-8")
    assert Services(environ=os.environ).tr.lang == "en"


def test_another_settings_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    result = run("--config", str(path), "--ui", "en", "list")
    assert (result.exit_code, result.stderr) == (2, f"briefing: There is no settings file {path}.\n")
    path.write_text("width = 3\n", encoding="utf-8")
    assert run("--config", str(path), "list").exit_code == 2
    path.write_text("width = 80\n", encoding="utf-8")
    assert run("--config", str(path), "list").exit_code == 0


def test_version(run: Run) -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.split()[0] == "briefing"
    assert len(result.stdout.split()) == 2


def test_wrong_usage_is_told_on_stderr(run: Run) -> None:
    for words in (["list", "--nonsense"], ["shwo", "wolke"], ["-x"], ["--nonsense"], ["--ui", "fr", "list"], ["show"]):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (2, ""), words
        assert "Usage: briefing" in result.stderr
    assert "Did you mean 'show'?" in run("shwo", "wolke").stderr


def test_an_interrupt_is_silent(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_services: Services) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(Services, "library", property(interrupt))
    result = run("list")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "")


def test_the_entry_point_leaves_with_the_exit_code(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    monkeypatch.setattr(sys, "argv", ["briefing", "--library", str(library), "show", "absent"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1


def test_the_index_is_named_after_the_folders(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    assert index_name([tmp_path]) == index_name([tmp_path / "link"])
    assert index_name([tmp_path]) != index_name([tmp_path / "other"])
    assert index_name([tmp_path, tmp_path / "a"]) != index_name([tmp_path / "a", tmp_path])
    assert index_name([tmp_path / "\udcff"]).endswith(".sqlite")
