from __future__ import annotations

import io
import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.cli import output
from briefing.text import clean


def captured(encoding: str, text: str) -> str:
    """Return what reaches a stream of an encoding when `text` is written as JSON."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        output.write_json(text)
    stream.seek(0)
    return stream.read()


@given(st.text(st.characters(codec=None)), st.sampled_from(["utf-8", "ascii", "iso-8859-1", "cp1252"]))
def test_json_keeps_every_character_and_steers_nothing(text: str, encoding: str) -> None:
    found = captured(encoding, text)
    assert json.loads(found) == text
    assert clean(found) == unicodedata.normalize("NFC", found)


@pytest.mark.parametrize(
    ("terminal", "variables", "styled"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_style_is_for_terminals_that_want_it(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, variables: dict[str, str], styled: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    monkeypatch.setattr(sys, "stdout", stream)
    output.write("a ", output.Bold("b\x1b[2J"))
    assert stream.getvalue() == ("a \x1b[1mb\x1b[22m\n" if styled else "a b\n")


@given(st.text(), st.data())
def test_bold_pieces_are_the_text(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), unique=True)))
    ranges = list(zip(cuts[::2], cuts[1::2], strict=False))
    pieces = output.with_bold(text, ranges)
    assert "".join(piece if isinstance(piece, str) else piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if isinstance(piece, output.Bold)] == [text[a:b] for a, b in ranges]


def test_progress_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    output.progress(lambda done, of: f"{done}/{of}")(40, 100)
    assert stream.getvalue() == ""
    monkeypatch.setattr(stream, "isatty", lambda: True)
    show = output.progress(lambda done, of: f"{done}/{of}")
    for done in (39, 40, 100):
        show(done, 100)
    assert stream.getvalue() == "\r\x1b[K40/100\r\x1b[K"
