"""What only a real terminal shows: other sizes, the mouse, pasting, another program on the same screen, no terminal."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.notes.store import Store
from conftest import ROOT
from terminal.running import Program, briefing
from tui.library_making import write_library

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

EDITOR = """#!/bin/sh
printf 'in the editor\\n' > /dev/tty
printf 'from outside: Größe' >> "$1"
"""


class Terminal:
    """One program on the small library."""

    def __init__(self, folder: Path, **environ: str) -> None:
        write_library(folder / "texts")
        self.home = folder / "home"
        self.argv = briefing("--ui", "en", "--library", str(folder / "texts"))
        self.environ = {"BRIEFING_HOME": str(self.home), **environ}
        self.program = Program(self.argv, (120, 40), self.environ, folder)

    def open_long(self, row: int) -> Program:
        """Open the long briefing at a row; return the program."""
        self.program.wait_for("A long text")
        self.program.press(":")
        self.program.wait_for("Go to an address")
        self.program.press(f"lang#{row}\r")
        self.program.wait_for(rf"lang#{row} · both(.*\n)+.*Passage 4\.4")
        return self.program

    def leave(self) -> None:
        """Leave by key and check what is left behind."""
        self.program.press("\x11")
        assert self.program.wait_for_end() == 0
        assert self.program.leaves_terminal_clean()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A running program with an editor of its own."""
    script = tmp_path / "editor.sh"
    script.write_text(EDITOR, encoding="utf-8")
    script.chmod(0o755)
    started = Terminal(tmp_path, EDITOR=str(script))
    yield started
    started.program.close()


def test_another_editor_takes_the_terminal_and_gives_it_back(terminal: Terminal) -> None:
    program = terminal.open_long(19)
    program.press("a")
    program.wait_for("Note on")
    program.press("mine, ")
    program.wait_for("mine, ")
    before = len(program.output)
    program.press("\x05")
    program.wait_for("from outside: Größe")
    outside = program.output[before:]
    left, shown, back = (outside.find(each) for each in (b"\x1b[?1049l", b"in the editor", b"\x1b[?1049h"))
    assert -1 < left < shown < back, "the editor has the plain screen for itself"
    program.press("\x13")
    program.wait_for("Note saved")
    with Store(terminal.home / "data" / "notes.db") as store:
        assert "".join(store.notes()[0].body.splitlines()) == "mine, from outside: Größe"
    terminal.leave()


def test_resizing_keeps_the_place(terminal: Terminal) -> None:
    program = terminal.open_long(19)
    program.resize(60, 20)
    screen = program.wait_for("lang#19 · peek")
    assert "Passage 4.3" in screen
    program.resize(100, 30)
    screen = program.wait_for("lang#19 · both")
    assert "Passage 4.3" in screen
    assert len(screen.splitlines()) == 30
    terminal.leave()


def test_the_mouse_reaches_the_sentence_and_the_footer(terminal: Terminal) -> None:
    program = terminal.open_long(19)
    lines = program.text().splitlines()
    y = next(index for index, line in enumerate(lines) if "Passage 4.4" in line)
    x = lines[y].index("Passage 4.4")
    program.press(f"\x1b[<0;{x + 1};{y + 1}M", f"\x1b[<0;{x + 1};{y + 1}m")
    program.wait_for("lang#20 · both")
    x = lines[-1].index("t outline")
    program.press(f"\x1b[<0;{x + 1};{len(lines)}M", f"\x1b[<0;{x + 1};{len(lines)}m")
    program.wait_for("Chapter 1\n|Outline")
    program.press("\x1b")
    program.wait_until_gone("Outline")
    terminal.leave()


def test_pasting_into_a_note_is_text_not_keys(terminal: Terminal) -> None:
    program = terminal.open_long(19)
    program.press("a")
    program.wait_for("Note on")
    program.press("\x1b[200~Übergrößen [/] {0}\nzweite Zeile q\x1b[201~")
    program.wait_for("zweite Zeile q")
    program.press("\x13")
    program.wait_for("Note saved")
    with Store(terminal.home / "data" / "notes.db") as store:
        (note,) = store.notes()
    assert note.body == "Übergrößen [/] {0}\nzweite Zeile q"
    terminal.leave()


def test_ending_it_in_the_reader_keeps_the_position(terminal: Terminal) -> None:
    program = terminal.open_long(19)
    program.signal(signal.SIGTERM)
    assert program.wait_for_end() == 128 + signal.SIGTERM
    assert program.leaves_terminal_clean()
    with Store(terminal.home / "data" / "notes.db") as store:
        assert store.readings()["lang"].row == 19


def test_keys_typed_ahead_are_not_lost(terminal: Terminal) -> None:
    program = terminal.program
    program.press("j")
    program.wait_for("A long text")
    program.press("\r")
    program.wait_for("lang#0 · both")
    program.press("J" * 7)
    program.wait_for("lang#7 · both")
    terminal.leave()


def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    write_library(tmp_path / "texts")
    done = subprocess.run(
        briefing("--ui", "en", "--library", str(tmp_path / "texts")),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env={"BRIEFING_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"needs a terminal" in done.stderr
    assert b"\x1b" not in done.stderr
