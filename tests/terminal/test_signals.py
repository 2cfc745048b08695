"""What the system does to a program in a terminal: signals, other sizes, a terminal that goes away."""

from __future__ import annotations

import os
import pty
import signal
import threading
import time
from pathlib import Path

import pytest

from briefing.notes.store import Store
from briefing.tui.driver import CarefulDriver, PatientStream
from terminal.conftest import Shell
from terminal.running import DEADLINE, Program

READING = r"offen#0 · both · \d+%\n(.*\n)+.*Drei Stufen"


def reading(shell: Shell, line: str = "exec BRIEFING offen", size: tuple[int, int] = (120, 40)) -> Program:
    """Return a program that shows the first briefing."""
    program = shell(line, size=size)
    program.wait_for(READING)
    program.wait_until_ready()
    return program


def test_stopping_gives_the_terminal_back_and_going_on_paints_again(shell: Shell) -> None:
    program = reading(shell)
    program.signal(signal.SIGTSTP)
    program.wait_until_stopped()
    assert program.leaves_terminal_clean()
    program.wipe()
    program.signal(signal.SIGCONT)
    program.wait_for(READING)
    program.press("l")
    program.wait_for("offen#1 · both")
    program.press("\x11")
    assert program.wait_for_end() == 0
    assert program.leaves_terminal_clean()


def test_an_interrupt_from_outside_ends_it_cleanly(shell: Shell) -> None:
    program = reading(shell)
    program.press("l", "a")
    program.wait_for("Note on")
    program.press("half a thought")
    program.wait_for("half a thought")
    program.signal(signal.SIGINT)
    assert program.wait_for_end() == 128 + signal.SIGINT
    assert program.leaves_terminal_clean()
    assert b"Traceback" not in program.output
    with Store(shell.folder / "home" / "data" / "notes.db") as store:
        assert [draft.note.body for draft in store.drafts()] == ["half a thought"]


def test_the_stop_key_is_undo(shell: Shell) -> None:
    program = reading(shell)
    program.press("\x1a")
    program.wait_for("Nothing to undo")
    program.press("\x11")
    assert program.wait_for_end() == 0


def test_a_storm_of_sizes_leaves_the_right_screen(shell: Shell) -> None:
    quiet = reading(shell, size=(100, 30))
    quiet.settle()
    expected = quiet.text()
    quiet.press("\x11")
    assert quiet.wait_for_end() == 0
    program = reading(shell)
    for step in range(50):
        program.resize(40 + 2 * step, 12 + step % 20)
    program.resize(100, 30)
    program.wait_until_equal(expected)
    program.press("\x11")
    assert program.wait_for_end() == 0


@pytest.mark.parametrize("line", ["exec BRIEFING offen", "BRIEFING offen; true", "trap '' HUP; BRIEFING offen; true"])
def test_a_terminal_that_goes_away_ends_it_and_keeps_the_draft(shell: Shell, line: str) -> None:
    program = reading(shell, f"exec 2>>log; {line.replace('offen', 'offen 2>>log')}")
    program.press("l", "a")
    program.wait_for("Note on")
    program.press("half a thought")
    program.wait_for("half a thought")
    program.vanish()
    program.wait_without_terminal()
    data = shell.folder / "home" / "data" / "notes.db"
    deadline = time.monotonic() + DEADLINE
    # What ended may be the shell alone, a moment before the program.
    while not (data.exists() and _drafts(data) == ["half a thought"]) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert _drafts(data) == ["half a thought"]
    assert "Traceback" not in (shell.folder / "log").read_text(encoding="utf-8")


def test_its_exit_code_is_that_of_a_hang_up(shell: Shell) -> None:
    program = reading(shell)
    program.vanish()
    assert program.wait_without_terminal() == 128 + signal.SIGHUP


class _Reader(CarefulDriver):
    """Reads from a descriptor, with no app around it; counts its reads and hang-ups."""

    def __init__(self, number: int) -> None:
        self.fileno = number
        self.exit_event = threading.Event()
        self.reads = self.hang_ups = 0

    def _read(self) -> bytes:
        self.reads += 1
        return super()._read()

    def _hang_up(self) -> None:
        self.hang_ups += 1


def test_reading_ends_with_the_terminal_and_does_not_spin() -> None:
    master, slave = pty.openpty()
    reader = _Reader(slave)
    os.close(master)
    reader.run_input_thread()
    assert (reader.reads, reader.hang_ups) == (1, 1)
    os.close(slave)


def test_reading_ends_at_the_end_of_a_pipe() -> None:
    out, into = os.pipe()
    os.close(into)
    reader = _Reader(out)
    reader.run_input_thread()
    assert (reader.reads, reader.hang_ups) == (1, 1)
    os.close(out)


def test_what_is_written_after_the_terminal_has_gone_is_dropped(tmp_path: Path) -> None:
    out, into = os.pipe()
    stream = os.fdopen(into, "w")
    patient = PatientStream(stream)
    patient.write("seen")
    patient.flush()
    assert os.read(out, 10) == b"seen"
    os.close(out)
    for _ in range(100):  # more than a queue of writes holds
        assert patient.write("x" * 10_000) == 10_000
        patient.flush()
    assert not patient.isatty()
    stream.close()


def test_killed_while_typing_it_offers_what_was_typed_until_a_second_before(shell: Shell) -> None:
    program = reading(shell)
    program.press("l", "a")
    program.wait_for("Note on")
    data = shell.folder / "home" / "data" / "notes.db"
    program.press("half a thought")
    program.wait_for("half a thought")
    deadline = time.monotonic() + DEADLINE
    while not (data.exists() and _drafts(data)) and time.monotonic() < deadline:
        program.press(".")  # whoever types on is not waited for
        time.sleep(0.05)
    program.signal(signal.SIGKILL)
    program.wait_for_end()
    (draft,) = _drafts(data)
    assert draft.startswith("half a thought")
    again = reading(shell)
    again.press("l", "a")
    again.wait_for("draft restored")
    again.wait_for("half a thought")


def _drafts(data: Path) -> list[str]:
    with Store(data, backup=False) as store:
        return [draft.note.body for draft in store.drafts()]
