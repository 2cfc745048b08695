"""Every size of terminal: nothing ends the program, and from 40 columns on it can be used."""

from __future__ import annotations

import pytest

from terminal.conftest import Shell

QUIT = "\x11"


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (20, 5), (40, 12), (80, 24), (250, 60)], ids=str)
def test_no_size_ends_it(shell: Shell, size: tuple[int, int]) -> None:
    program = shell("exec BRIEFING offen", size=size)
    program.settle()
    for keys in ("l", "J", "3", "4", "5", "1", "t", "\x1b", "?", "\x1b", "/", "x\r", "v", "m", "1", "q"):
        program.press(keys)
        program.settle()
    program.resize(100, 30)
    program.wait_for(r"offen#\d+ · |A long text")
    program.press(QUIT)
    assert program.wait_for_end() == 0
    assert program.leaves_terminal_clean()
    assert b"Traceback" not in program.output


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (250, 60)], ids=str)
def test_it_can_be_used(shell: Shell, size: tuple[int, int]) -> None:
    program = shell(size=size)
    program.wait_for("● What")
    program.press("\r")
    program.wait_for(r"#0 · (.*\n)+.*The word “open”")
    program.press("l", "a")
    program.wait_for("Note on")
    program.press("kurz")
    program.wait_for("kurz")
    program.press("\x13")
    program.wait_for("Note saved")
    program.press("s")
    program.wait_for("a few letters")
    program.press("lizens")
    program.wait_for("› lizens(.*\n)+.*Lizenz")
    assert len(program.text().splitlines()) <= size[1]
    program.press(QUIT)
    assert program.wait_for_end() == 0
