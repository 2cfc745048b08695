"""A text from a pipe: shown as a file is, known again by its content, kept nowhere."""

from __future__ import annotations

import io
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from briefing.cli.app_start import PIPED
from briefing.cli.piped import piped
from briefing.cli.services import Services
from briefing.errors import InputError, UsageError
from briefing.library import source
from briefing.notes.model import Note, Target

from .conftest import Run
from .test_front import Terminal, terminal

__all__ = ["terminal"]  # a fixture

GERMAN = "# Die Wolke\n\nDas ist der Text, und er ist nicht lang. Übermaß.\n".encode()


@pytest.fixture(autouse=True)
def _there_is_a_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stdin__", sys.stdin or io.TextIOWrapper(io.BytesIO()))


def test_it_opens_like_a_file(run: Run, terminal: Terminal) -> None:
    seen: list[Any] = []
    terminal.run_app = lambda **parts: seen.append(parts) or 7  # type: ignore[method-assign, func-returns-value]
    sys.modules["briefing.tui.starting"].run_app = terminal.run_app  # type: ignore[attr-defined]
    result = run("--ui", "de", PIPED, stdin=GERMAN)
    assert (result.exit_code, result.stderr) == (7, "")
    (parts,) = seen
    (briefing,) = parts["library"].briefings
    assert parts["address"] == (briefing.id, None)
    assert briefing.langs == ("de",)
    assert briefing.editions["de"].title == "Die Wolke"
    assert not Path(briefing.editions["de"].path).exists(), "nothing stays behind"


def test_the_same_text_has_the_same_id_and_another_has_another() -> None:
    assert _id(GERMAN) == _id(GERMAN)
    assert _id(GERMAN) != _id(GERMAN + b"Mehr.\n")
    assert _id(b"---\nid: meins\n---\n\nText.\n") == "meins"


def _id(data: bytes) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        with piped(Services()) as there:
            return there.library.briefings[0].id


def test_notes_on_it_are_kept_and_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GERMAN), encoding="utf-8"))
        with piped(Services()) as there:
            briefing = there.library.briefings[0].id
            if not there.store().notes(briefing):
                target = Target("Übermaß.", "", "", 0, 8)
                there.store(writing=True).add(Note("", briefing, "de", title="Die Wolke", target=target), "")
                continue
            assert [note.target.exact for note in there.store().notes(briefing)] == ["Übermaß."]
            return
    pytest.fail("the note was lost")


@pytest.mark.parametrize(("ui", "name"), [("de", "Standardeingabe"), ("en", "standard input")])
def test_a_text_without_heading_is_named_after_where_it_comes_from(run: Run, ui: str, name: str) -> None:
    result = run("--ui", ui, "show", PIPED, stdin="Ein Satz.\n")
    assert result.stdout == f"#0  {name}\n\n#1  Ein Satz.\n"


def test_show_prints_it(run: Run) -> None:
    record = json.loads(run("show", PIPED, "--json", stdin=GERMAN).stdout)
    assert record["id"].startswith("stdin-")
    assert [row["de"] for row in record["rows"]] == ["Die Wolke", "Das ist der Text, und er ist nicht lang. Übermaß."]
    assert run("show", PIPED, "--lang", "en", stdin=GERMAN).exit_code == 1


@pytest.mark.parametrize("words", [["show", PIPED], [PIPED]])
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            "Zeile\nÜbel".encode("cp1252"),
            "standard input, line 2: not UTF-8 (byte 0xDC, as in Windows-1252 or Latin-1).",
        ),
        (b"\xff\xfea\0", "standard input, line 1: this is UTF-16, not UTF-8."),
        (b"x" * 11, "standard input is larger than 0 MiB."),
    ],
)
def test_errors_are_those_of_files(
    run: Run, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, words: list[str], data: bytes, message: str
) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 10)
    result = run("--ui", "en", *words, stdin=data)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"briefing: {message}")
    assert not terminal.calls


def test_a_pipe_that_breaks_is_said() -> None:
    class Broken(io.RawIOBase):
        def read(self, _size: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(InputError, match="standard input can't be read: Input/output error"):
        source.read_stream(Broken(), "standard input")  # type: ignore[arg-type]


def test_a_terminal_is_no_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b""), encoding="utf-8")
    monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", stream)
    with pytest.raises(UsageError, match="Nothing is piped"), piped(Services()):
        pass


def test_its_folder_goes_whatever_happens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GERMAN), encoding="utf-8"))
    with pytest.raises(RuntimeError), piped(Services()) as there:
        assert there.index_file.is_relative_to(tmp_path), "its index is of no use to another run"
        assert list(tmp_path.iterdir())
        raise RuntimeError
    assert not list(tmp_path.iterdir())
