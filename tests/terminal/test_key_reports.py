"""Keys as terminals send them; in kitty's protocol, not asked for, they are right or harmless all the same."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from textual import constants
from textual.events import Key
from textual.message import Message

from briefing.tui.bindings import bindings_for
from briefing.tui.key_reports import CarefulParser
from briefing.tui.keys import VERBS
from conftest import ROOT
from terminal.conftest import Shell


@pytest.fixture(autouse=True, params=[True, False], ids=["off", "on"])
def _protocol(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", request.param)


def parsed(text: str) -> list[Message]:
    """Return what is read from what a terminal sends."""
    parser = CarefulParser()
    found = list(parser.feed(text)) if text else []
    return [*found, *parser.feed("")]


def keys(text: str) -> list[str]:
    """Return the names of the keys in what a terminal sends."""
    return [message.key for message in parsed(text) if isinstance(message, Key)]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("\x1b[103:71;2;71u", ["G"]),
        ("\x1b[103:71;2u", ["G"]),
        ("\x1b[103;2u", ["shift+g"]),
        ("\x1b[103;1:1u", ["g"]),
        ("\x1b[103:1:1u", ["g"]),
        ("\x1b[103;1:2u", ["g"]),
        ("\x1b[103;1:3u", []),
        ("\x1b[103;5u", ["ctrl+g"]),
        ("\x1b[228u", ["ä"]),
        ("\x1b[228::39;;228u", ["ä"]),
        ("\x1b[13u", ["enter"]),
        ("\x1b[27u", ["escape"]),
        ("\x1b[9;2u", ["shift+tab"]),
        ("\x1b[55296u", []),
        ("\x1b[9999999u", []),
        ("\x1b[103;;55296u", []),
        ("\x1b[?62;22c", []),
        ("\x1b[?0u", []),
        ("\x1b[>0;276;0c", []),
        ("\x1b[57444;1:3Z", []),
        ("\x1b[1;1:1A", ["up"]),
        ("\x1b[1;1:3A", []),
        ("\x1b[1;3:2D", ["alt+left"]),
        ("\x1b[15;1:1~", ["f5"]),
        ("\x1b[;u", []),
        ("\x1b[u", []),
        ("\x1b[A", ["up"]),
        ("\x1b[1;3D", ["alt+left"]),
        ("\x1b[1;3B", ["alt+down"]),
        ("\x1b[1;3C", ["alt+right"]),
        ("\x1b[1;5C", ["ctrl+right"]),
        ("\x1b[15~", ["f5"]),
        ("G", ["G"]),
    ],
)
def test_a_report_is_the_key_that_was_pressed(sent: str, expected: list[str]) -> None:
    assert keys(sent + "x") == [*expected, "x"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("\x1b[?<>=;:0123456789uABZ~cRMmytq$ \u00e4", max_size=40))
def test_nothing_that_comes_raises(sent: str) -> None:
    parsed(sent)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.integers(0, 2_000_000), min_size=1, max_size=3), min_size=1, max_size=3))
def test_no_report_is_taken_for_letters(parts: list[list[int]]) -> None:
    report = ";".join(":".join(map(str, part)) for part in parts)
    assume(len(report) < 30)  # Textual gives up looking for the end of a longer one
    assert len(keys(f"\x1b[{report}u")) <= max(1, *(len(part) for part in parts))


def test_the_protocol_is_not_asked_for(shell: Shell) -> None:
    program = shell()
    program.wait_for("A long text")
    program.press("\x11")
    assert program.wait_for_end() == 0
    assert b"u" not in {program.output[at : at + 1] for at in _ends_of(program.output, b"\x1b[>")}


def _ends_of(output: bytes, start: bytes) -> list[int]:
    """Return where each sequence that begins with `start` has its last byte."""
    ends = []
    at = output.find(start)
    while at >= 0:
        end = at + len(start)
        while output[end : end + 1] in b"0123456789;":
            end += 1
        ends.append(end)
        at = output.find(start, end)
    return ends


def test_the_protocol_is_off_before_the_framework_is_there() -> None:
    code = "import sys, briefing.tui.starting, textual.constants\nprint(textual.constants.DISABLE_KITTY_KEY)"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")}
    environ["PYTHONPATH"] = str(ROOT / "src")
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_reports_work_in_the_app(shell: Shell) -> None:
    program = shell()
    program.wait_for("A long text")
    program.press("\x1b[106u", "\x1b[13u")
    program.wait_for("lang#0 · both")
    program.press("\x1b[103:71;2;71u")
    program.wait_for(r"lang#\d\d · both")
    program.press("\x1b[103:1:1u", "\x1b[103;1:3u", "\x1b[57444;1:3Z", "\x1b[?1u")
    program.wait_for("lang#0 · both")
    program.press("\x1b[1;3B")
    program.wait_for("lang#1 · both")
    program.press("\x1b[1;3A")
    program.wait_for("lang#0 · both")
    program.press("\x1b[113;1:3u", "l")
    program.wait_for("lang#1 · both")
    program.press("\x1b[113;5u")
    assert program.wait_for_end() == 0
    assert program.leaves_terminal_clean()


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: f"{verb.id}-{verb.screens[0]}")
def test_a_capital_works_however_the_terminal_sends_it(verb: object) -> None:
    assert isinstance(verb, type(VERBS[0]))
    for screen in verb.screens:
        (bound,) = (each for each in bindings_for(screen) if each.id == verb.id)
        for key in verb.keys:
            if len(key) == 1 and key.isupper():
                plain, shifted = ord(key.lower()), ord(key)
                for sent in (key, f"\x1b[{plain};2u", f"\x1b[{plain}:{shifted};2u", f"\x1b[{plain};2;{shifted}u"):
                    (found,) = keys(sent)
                    assert found in bound.key.split(","), sent
