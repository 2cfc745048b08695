"""Text that is being typed when the program is killed: a second of it is lost at most, and the rest offered again."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from briefing.notes.store import Store
from terminal.conftest import Shell

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
SECOND = 1.0
"""Seconds of typing that a kill may cost."""


def kept(folder: Path) -> str:
    """Return what a process that was killed left behind."""
    with Store(folder / "home" / "data" / "notes.db") as store:
        return next((draft.note.body for draft in store.drafts()), "")


def test_a_kill_while_typing_costs_a_second_and_the_draft_is_offered(shell: Shell) -> None:
    program = shell()
    program.wait_for("A long text")
    program.press("\r")
    program.wait_for("offen#0 · both")
    program.press("a")
    program.wait_for("Note on")
    shown: list[tuple[float, str]] = []
    text = ""
    end = time.monotonic() + 4
    while time.monotonic() < end:  # one word after the other, never a pause that would be a rest
        text += f"w{len(shown)} "
        program.press(f"w{len(shown)} ")
        program.wait_for(rf"w{len(shown)}\b")
        shown.append((time.monotonic(), text))
    program.signal(signal.SIGKILL)
    killed = time.monotonic()
    assert program.wait_for_end() != 0
    found = kept(shell.folder)
    # What was on the screen a second before it was killed is there; a busy machine commits a little later.
    must = max((text.strip() for at, text in shown if at < killed - SECOND - 0.5), key=len)
    assert text.startswith(found)
    assert len(found) >= len(must), (found, must)
    again = shell()
    again.wait_for("1 note was typed and not saved. D goes on.")
    again.press("D")
    again.wait_for("Typed and not saved")
    again.press("\r")
    again.wait_for("draft restored")
    again.press("\x13")
    again.wait_for("Note saved")
    with Store(shell.folder / "home" / "data" / "notes.db") as store:
        (note,) = store.notes()
        assert note.body.strip() == found.strip()
        assert store.drafts() == []
    again.press("\x11")
    assert again.wait_for_end() == 0
