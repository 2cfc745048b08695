"""The whole program from outside: keys in, screen, files and exit code out."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.notes.store import Store
from terminal.running import Program, briefing
from tui.making import ENGLISH, GERMAN

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

ENTER, ESCAPE, SAVE, QUIT = "\r", "\x1b", "\x13", "\x11"
CRASH = """
import briefing.tui.screens.search as search
def broken(self): raise RuntimeError("broken on purpose")
search.SearchScreen.on_mount = broken
from briefing.__main__ import main
main()
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with one briefing in two languages."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "offen.de.md").write_text(GERMAN, encoding="utf-8")
    (folder / "offen.en.md").write_text(ENGLISH, encoding="utf-8")
    return folder


class Starter:
    """Starts programs on one library and one home, and ends them after the test."""

    def __init__(self, library: Path, home: Path) -> None:
        self.library, self.home = library, home
        self._programs: list[Program] = []

    def __call__(self, *argv: str, size: tuple[int, int] = (120, 40), ui: str = "en") -> Program:
        command = list(argv) or briefing("--ui", ui, "--library", str(self.library))
        program = Program(command, size, {"BRIEFING_HOME": str(self.home)}, self.home.parent)
        self._programs.append(program)
        return program

    def close(self) -> None:
        """End what still runs."""
        for program in self._programs:
            program.close()


@pytest.fixture
def start(library: Path, tmp_path: Path) -> Iterator[Starter]:
    """Start the program."""
    starter = Starter(library, tmp_path / "home")
    yield starter
    starter.close()


def test_the_whole_trip(start: Starter, tmp_path: Path) -> None:
    program = start()
    program.wait_for("What does open mean")
    program.press("s")
    program.wait_for("a few letters")
    program.press("lizens")
    program.wait_for(r"offen#9")
    program.press(ENTER)
    screen = program.wait_for(r"offen#9 · both(.*\n)+.*Lizenzbedingungen")  # the bar is painted before the text
    line = next(line for line in screen.splitlines() if "Lizenzbedingungen" in line)
    assert "licence terms" in line
    program.press("a")
    program.wait_for("Note on")
    program.press("Prüfen: gilt das „überall“?")
    program.wait_for("überall")
    program.press(SAVE)
    program.wait_for("Note saved")
    program.press("A")
    program.wait_for(r"✎ +Prüfen: gilt das")
    program.press("e")
    program.wait_for("Export 1 note to")
    program.press(ENTER)
    program.wait_for("Exported to")
    program.press(QUIT)
    assert program.wait_for_end() == 0
    assert program.leaves_terminal_clean()
    exported = (tmp_path / "briefing-notes.md").read_text(encoding="utf-8")
    for part in (
        "> Gewichte unter einer hauseigenen Lizenz",
        "> weights under the maker’s own licence",
        "Prüfen: gilt das „überall“?",
        "offen#9",
    ):
        assert part in exported


def test_a_confirmed_note_survives_sigkill(start: Starter) -> None:
    program = start()
    program.wait_for("What does open mean")
    program.press(ENTER)
    program.wait_for("offen#0")
    program.press("l", "a")
    program.wait_for("Note on")
    program.press("kept for good")
    program.wait_for("kept for good")
    program.press(SAVE)
    program.wait_for("Note saved")
    program.signal(signal.SIGKILL)
    assert program.wait_for_end() == -signal.SIGKILL
    with Store(start.home / "data" / "notes.db") as store:
        assert [note.body for note in store.notes()] == ["kept for good"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals_leave_the_terminal_clean_and_keep_the_draft(start: Starter, number: signal.Signals) -> None:
    program = start()
    program.wait_for("What does open mean")
    program.press(ENTER)
    program.wait_for("offen#0")
    program.press("l", "a")
    program.wait_for("Note on")
    program.press("half a thought")
    program.wait_for("half a thought")
    program.signal(number)
    assert program.wait_for_end() == 128 + number
    assert program.leaves_terminal_clean()
    with Store(start.home / "data" / "notes.db") as store:
        assert [draft.note.body for draft in store.drafts()] == ["half a thought"]


def test_an_internal_error_leaves_the_terminal_clean(start: Starter) -> None:
    program = start(sys.executable, "-c", CRASH, "--library", str(start.library))
    program.wait_for("What does open mean")
    program.press("s")
    assert program.wait_for_end() == 1
    assert program.leaves_terminal_clean()
    assert b"broken on purpose" in program.output


def test_german_on_a_small_screen(start: Starter) -> None:
    program = start(size=(80, 24), ui="de")
    program.wait_for("Was heißt offen")
    program.press(ENTER)
    screen = program.wait_for(r"offen#0 · beide(.*\n)+.*Satz.*Hilfe")
    assert "Satz" in screen.splitlines()[-1]
    assert "Hilfe" in screen.splitlines()[-1]
    program.press("?")
    program.wait_for("Tasten dieser Ansicht")
    program.press(ESCAPE)
    program.wait_until_gone("Tasten dieser Ansicht")
    program.press("q")
    program.wait_for("1 Briefing")
    program.press("q")
    assert program.wait_for_end() == 0
    assert program.leaves_terminal_clean()


def test_without_a_terminal_it_says_so(start: Starter, library: Path) -> None:
    program = start(*briefing("--ui", "en", "--library", str(library), "list"))
    assert program.wait_for_end() == 0
    assert b"offen" in program.output
    assert b"\x1b[?1049h" not in program.output
