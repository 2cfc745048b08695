"""Where keys come from and the screen goes to: pipes, redirected streams, locales, terminals that can do little."""

from __future__ import annotations

import io
import os
import pty
import sys
from pathlib import Path

import pytest

from briefing.errors import UsageError
from briefing.notes.store import Store
from briefing.tui import terminal
from terminal.conftest import Shell

QUIT = "\x11"
UNHELPED = {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
LIBRARY = ("What does open mean?", "A long text", "Nur auf Deutsch")


# --- keys -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["cat texts/nur.de.md | BRIEFING -", "BRIEFING - < texts/nur.de.md"])
def test_a_text_from_a_pipe_is_read_with_keys_from_the_terminal(shell: Shell, line: str) -> None:
    program = shell(f"{line}; echo left $?")
    program.wait_for(r"Nur auf Deutsch +stdin-\w+#0 · (.*\n)+.*Gegenstück")
    program.press("l")
    program.wait_for(r"stdin-\w+#1 · ")
    program.press("a")
    program.wait_for("Note on")
    program.press("aus der Pipe", "\x13")
    program.wait_for("Note saved")
    program.press(QUIT)
    program.wait_for("left 0")
    assert program.wait_for_end() == 0
    assert program.leaves_terminal_clean()
    again = shell(f"{line}; echo left $?")
    again.wait_for(r"stdin-\w+#0 · (.*\n)+.*✎ Ein Satz ohne")
    again.press("i")
    again.wait_for("aus der Pipe")
    again.press(QUIT)
    assert again.wait_for_end() == 0


def test_an_editor_gets_the_terminal_although_the_text_came_from_a_pipe(shell: Shell) -> None:
    script = shell.folder / "editor.sh"
    script.write_text('#!/bin/sh\nread -r line\necho "typed: $line" > "$1"\n', encoding="utf-8")
    script.chmod(0o755)
    program = shell("cat texts/nur.de.md | BRIEFING -", environ={"EDITOR": str(script)})
    program.wait_for(r"Nur auf Deutsch(.*\n)+.*Gegenstück")
    program.press("a")
    program.wait_for("Note on")
    before = len(program.output)
    program.press("\x05")
    while b"\x1b[?1049l" not in program.output[before:]:
        program.settle()
    program.press("hello\n")
    program.wait_for("typed: hello")
    program.press(QUIT)
    assert program.wait_for_end() == 0


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("BRIEFING -", "Nothing is piped; it goes like this: cat text.md | briefing -"),
        ("BRIEFING - < texts/kaputt.md", "standard input, line 1: not UTF-8"),
        ("BRIEFING - <&-", "Nothing is piped"),
        ("setsid -w /bin/sh -c 'cat texts/nur.de.md | BRIEFING -'", "There is no terminal to take keys from."),
        ("BRIEFING < texts/nur.de.md", "The app needs a terminal"),
        ("BRIEFING <&-", "The app needs a terminal"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(shell: Shell, line: str, sentence: str) -> None:
    if line.startswith("setsid") and not Path("/usr/bin/setsid").exists():
        pytest.skip("needs setsid")
    program = shell(f"{line}; echo left $?", size=(200, 24))
    screen = program.wait_for("left 2")
    assert program.wait_for_end() == 0
    assert screen.startswith(f"briefing: {sentence}")
    assert screen.splitlines()[1] == "left 2"
    assert b"\x1b" not in program.output


# --- screen ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("log", ["2>log", "2>>log", "2>/dev/null", "2>&-"])
def test_stderr_may_lead_elsewhere(shell: Shell, log: str) -> None:
    (shell.folder / "log").write_text("", encoding="utf-8")
    program = shell(f"exec BRIEFING {log}")
    for text in LIBRARY:
        program.wait_for(text.replace("?", r"\?"))
    program.press(QUIT)
    assert program.wait_for_end() == 0
    assert program.leaves_terminal_clean()
    assert (shell.folder / "log").read_text(encoding="utf-8") == ""


def test_what_is_said_after_the_run_goes_where_the_user_sent_it(shell: Shell) -> None:
    crash = (
        "import briefing.tui.screens.search as s\n"
        "def broken(self): raise RuntimeError('broken on purpose')\n"
        "s.SearchScreen.on_mount = broken\n"
        "from briefing.__main__ import main\nmain()\n"
    )
    (shell.folder / "crash.py").write_text(crash, encoding="utf-8")
    program = shell(f"exec {sys.executable} crash.py --library texts 2>log")
    program.wait_for("A long text")
    program.press("s")
    assert program.wait_for_end() == 1
    assert program.leaves_terminal_clean()
    assert "broken on purpose" in (shell.folder / "log").read_text(encoding="utf-8")
    assert b"broken on purpose" not in program.output


@pytest.mark.parametrize("environ", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "de_DE.ISO-8859-1"}], ids=str)
@pytest.mark.parametrize("unhelped", [{}, UNHELPED, {"PYTHONIOENCODING": "latin-1"}], ids=str)
def test_umlauts_and_lines_in_every_locale(shell: Shell, environ: dict[str, str], unhelped: dict[str, str]) -> None:
    program = shell("exec BRIEFING offen", environ={**environ, **unhelped})
    screen = program.wait_for(r"Größenordnung, Maßstab(.*\n)+.*─┼─")
    for text in ("Was heißt offen?", "Das Wort „offen“", "licence terms"):
        assert text in screen
    assert b"\\x" not in program.output
    program.press("a")
    program.wait_for("Note on")
    program.press("Übergröße")
    program.wait_for("Übergröße")
    program.press("\x13")
    program.wait_for("Note saved")
    program.press(QUIT)
    assert program.wait_for_end() == 0
    with Store(shell.folder / "home" / "data" / "notes.db") as store:
        assert [note.body for note in store.notes()] == ["Übergröße"]


def test_bytes_that_are_no_utf8_end_nothing(shell: Shell) -> None:
    program = shell()
    program.wait_for("A long text")
    program.send(b"\xfc\xff\xc3")
    program.press("j")
    program.wait_for("A long text")
    program.press(QUIT)
    assert program.wait_for_end() == 0


# --- dumb terminals -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "shown", "sentence"),
    [
        ("BRIEFING", "nur    de     -           Nur auf Deutsch", "`briefing show` prints one of these."),
        ("BRIEFING nur#1", "#1  Ein Satz ohne Gegenstück. Und noch einer.", "so here is the text."),
        ("BRIEFING texts/nur.de.md", "#0  Nur auf Deutsch", "so here is the text."),
        ("BRIEFING texts/offen.de.md", "[de] Das Wort „offen“ meint dreierlei.", "so here is the text."),
        ("cat texts/nur.de.md | BRIEFING -", "#1  Ein Satz ohne Gegenstück.", "so here is the text."),
    ],
)
def test_a_dumb_terminal_gets_plain_text(shell: Shell, line: str, shown: str, sentence: str) -> None:
    program = shell(f"{line} 2>log", environ={"TERM": "dumb"}, size=(150, 60))
    program.wait_for_end()
    assert shown in program.output.decode()
    assert b"\x1b" not in program.output
    said = (shell.folder / "log").read_text(encoding="utf-8").splitlines()[-1]
    assert said.startswith("briefing: This terminal can’t show the app (TERM=dumb)")
    assert said.endswith(sentence)


# --- the streams, taken and given back ------------------------------------------------------------------------------


def test_streams_are_put_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Runs on descriptors of its own, for those of the tests belong to pytest."""
    master, slave = pty.openpty()
    log = os.open(tmp_path / "log", os.O_RDWR | os.O_CREAT)
    err = io.TextIOWrapper(io.FileIO(log, "wb"), encoding="latin-1", errors="strict")
    with os.fdopen(os.dup(slave), "w") as out, os.fdopen(os.dup(slave)) as keys:
        for name, stream in (("__stdin__", keys), ("__stdout__", out), ("__stderr__", err), ("stderr", err)):
            monkeypatch.setattr(sys, name, stream)
        monkeypatch.setenv("NO_COLOR", "")
        with terminal.prepared():
            assert os.isatty(err.fileno())
            assert err.encoding == "utf-8"
            assert "NO_COLOR" not in os.environ
            err.write("Größe ✎")
            print("to the log", file=sys.stderr)
        assert not os.isatty(err.fileno())
        assert (err.encoding, err.errors) == ("latin-1", "strict")
        assert sys.stderr is err
        assert os.environ["NO_COLOR"] == ""
    assert os.read(master, 100).decode() == "Größe ✎"
    assert (tmp_path / "log").read_text(encoding="utf-8") == "to the log\n"
    os.close(master)
    os.close(slave)


def test_without_a_terminal_nothing_is_changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(terminal, "DEVICE", str(tmp_path / "absent"))
    file = tmp_path / "text"
    file.write_text("text", encoding="utf-8")
    with file.open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "__stdin__", stream)
        with pytest.raises(UsageError, match="no terminal to take keys from"), terminal.prepared():
            pytest.fail("there is none")
        assert stream.read() == "text"
