"""The real program in a pseudo-terminal of its own, read through a terminal emulator."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shlex
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte

from conftest import ROOT

_ANSWERS = (
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;0$y"),
)
"""What a program asks a terminal, and what a plain one answers."""
_UNKNOWN = re.compile(
    rb"\x1b\[[<=>?][0-9;]*\$?[a-zA-Z](?<![hl])|\x1b\[[0-9;]* q|\x1b\](?:[^\x07\x1b]|\x1b(?!\\))*(?:\x07|\x1b\\)"
    rb"|\x1bP(?:[^\x1b]|\x1b(?!\\))*\x1b\\|\x1b\[[0-9;]+t"
)
"""Sequences that the emulator would print or trip over."""
_OPEN_TAIL = re.compile(rb"\x1b[^a-zA-Z\x07\\]{0,60}$")
DEADLINE = 45.0
"""Seconds after which a marker that doesn't show fails a test; the machine may be busy."""


_DIM, _BLINK = 2, 5


class _Screen(pyte.Screen):
    """Shows dim as blinking, for the emulator knows no dim and nothing here blinks."""

    def select_graphic_rendition(self, *attributes: int, **options: object) -> None:
        """Take attributes and colours; in those that are no extended colours, 2 means dim."""
        if not {38, 48} & set(attributes):
            attributes = tuple(_BLINK if each == _DIM else each for each in attributes)
        super().select_graphic_rendition(*attributes, **options)


class Program:
    """A child process with a terminal; keys go in, the screen can be read.

    Args:
        argv: what to run.
        size: (columns, lines).
        environ: variables beside the plain ones.
        folder: working folder.
    """

    def __init__(self, argv: Sequence[str], size: tuple[int, int], environ: Mapping[str, str], folder: Path) -> None:
        self.output = b""
        self.status: int | None = None
        self._fed = 0
        self._screen = _Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        plain = {
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT / "src"),
        }
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execve(argv[0], list(argv), {**plain, **environ})
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def press(self, *keys: str) -> None:
        """Send keys, as the bytes that a terminal sends."""
        os.write(self._terminal, "".join(keys).encode())

    def send(self, data: bytes) -> None:
        """Send bytes, whatever they are."""
        os.write(self._terminal, data)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the terminal; the system tells the program."""
        self._screen.resize(lines, columns)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def text(self) -> str:
        """Return the screen, line by line."""
        # screen.display trips over the empty half of a wide character, so the buffer is read.
        lines, columns = range(self._screen.lines), range(self._screen.columns)
        return "\n".join("".join(self._screen.buffer[y][x].data for x in columns).rstrip() for y in lines)

    def attributes(self, text: str) -> frozenset[str]:
        """Return what the first `text` on the screen is, of bold, italic, underline, reverse, dim and strike.

        Raises:
            AssertionError: it isn't on the screen, or not all of it looks the same.
        """
        for y, line in enumerate(self.text().splitlines()):
            x = line.find(text)
            if x >= 0:
                found = {_attributes(self._screen.buffer[y][column]) for column in range(x, x + len(text))}
                assert len(found) == 1, f"{text!r} is {found}"
                return found.pop()
        raise AssertionError(f"no {text!r} on:\n{self.text()}")

    def wait_for_look(self, text: str, *attributes: str) -> None:
        """Read until `text` looks like this, all of it.

        Raises:
            AssertionError: it does not within `DEADLINE`.
        """
        end = time.monotonic() + DEADLINE
        while True:
            try:
                found = self.attributes(text)
                wrong = "" if found == set(attributes) else f"{text!r} is {set(found)}"
            except AssertionError as error:
                wrong = str(error)
            if not wrong:
                return
            assert self._read(0.1), f"ended: {wrong}"
            assert time.monotonic() < end, wrong

    def vanish(self) -> None:
        """Close the terminal, as a window does or a connection that breaks."""
        os.close(self._terminal)
        self._terminal = -1

    def wait_without_terminal(self) -> int:
        """Return the exit code once the program has ended; it has no terminal any more.

        Raises:
            AssertionError: it still runs after `DEADLINE`.
        """
        end = time.monotonic() + DEADLINE
        while self.status is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self.status = status
            assert time.monotonic() < end, "still running"
            time.sleep(0.02)
        return os.waitstatus_to_exitcode(self.status)

    def wait_until_stopped(self) -> None:
        """Read until the program has been stopped by a signal.

        Raises:
            AssertionError: it has not within `DEADLINE`.
        """
        end = time.monotonic() + DEADLINE
        while not os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)[0]:
            self._read(0.05)
            assert time.monotonic() < end, "not stopped"
        while select.select([self._terminal], [], [], 0)[0]:
            self._read(0)

    def wipe(self) -> None:
        """Empty the emulated screen, so that only what is painted from now on is there."""
        self._screen.reset()

    def wait_for(self, pattern: str) -> str:
        """Read until the screen shows `pattern`; return the screen.

        Raises:
            AssertionError: it did not within `DEADLINE`.
        """
        end = time.monotonic() + DEADLINE
        while not re.search(pattern, self.text()):
            alive = self._read(0.1)
            assert alive or re.search(pattern, self.text()), f"ended without {pattern!r}:\n{self.text()}"
            assert time.monotonic() < end, f"no {pattern!r} on:\n{self.text()}"
        return self.text()

    def wait_until_gone(self, pattern: str) -> None:
        """Read until the screen no longer shows `pattern`.

        Raises:
            AssertionError: it still does after `DEADLINE`.
        """
        end = time.monotonic() + DEADLINE
        while re.search(pattern, self.text()):
            self._read(0.1)
            assert time.monotonic() < end, f"still {pattern!r} on:\n{self.text()}"

    def wait_until_ready(self) -> None:
        """Read until the app takes keys itself: its first frame is there before.

        Raises:
            AssertionError: it does not within `DEADLINE`.
        """
        end = time.monotonic() + DEADLINE
        while b"\x1b[?2004h" not in self.output:
            assert self._read(0.1), f"ended:\n{self.text()}"
            assert time.monotonic() < end, f"not ready:\n{self.text()}"
        self.settle()

    def settle(self) -> None:
        """Read until nothing has come for a moment."""
        before = -1
        while before != len(self.output):
            before = len(self.output)
            for _ in range(3):
                self._read(0.05)

    def wait_until_equal(self, expected: str) -> None:
        """Read until the screen is just this.

        Raises:
            AssertionError: it is another one after `DEADLINE`.
        """
        end = time.monotonic() + DEADLINE
        while self.text() != expected:
            self._read(0.1)
            assert time.monotonic() < end, f"not the expected screen, but:\n{self.text()}"

    def wait_for_end(self) -> int:
        """Read until the program ends; return its exit code, negative for a signal."""
        end = time.monotonic() + DEADLINE
        while self._read(0.1):
            assert time.monotonic() < end, f"still running:\n{self.text()}"
        if self.status is None:
            self.status = os.waitpid(self.pid, 0)[1]
        return os.waitstatus_to_exitcode(self.status)

    def leaves_terminal_clean(self) -> bool:
        """Return whether the program took back all that it had switched on in the terminal."""
        pairs = ((b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?25l", b"\x1b[?25h"), (b"\x1b[?1003h", b"\x1b[?1003l"))
        return all(self.output.rfind(on) <= self.output.rfind(off) for on, off in pairs)

    def close(self) -> None:
        """End the program if it still runs."""
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            self.status = os.waitpid(self.pid, 0)[1]
        if self._terminal >= 0:
            os.close(self._terminal)

    def _read(self, seconds: float) -> bool:
        """Read what is there; return False once the program has closed its terminal."""
        ready, _, _ = select.select([self._terminal], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self._terminal, 65536)
        except OSError:
            return False
        for question, answer in _ANSWERS:
            if question.search(data):
                os.write(self._terminal, answer)
        self.output += data
        self._feed()
        return bool(data)

    def _feed(self) -> None:
        """Show the emulator what is complete; a sequence cut in two waits for its rest."""
        waiting = _OPEN_TAIL.search(self.output)
        end = waiting.start() if waiting else len(self.output)
        if end > self._fed:
            self._stream.feed(_UNKNOWN.sub(b"", self.output[self._fed : end]))
            self._fed = end


def _attributes(cell: pyte.screens.Char) -> frozenset[str]:
    names = {
        "bold": cell.bold, "italic": cell.italics, "underline": cell.underscore, "reverse": cell.reverse,
        "dim": cell.blink, "strike": cell.strikethrough,
    }  # fmt: skip
    return frozenset(name for name, there in names.items() if there)


def through_shell(line: str, *arguments: str) -> list[str]:
    """Return the command line of a shell that runs `line`; BRIEFING in it stands for the program with `arguments`."""
    return ["/bin/sh", "-c", line.replace("BRIEFING", shlex.join(briefing(*arguments)))]


def briefing(*arguments: str) -> list[str]:
    """Return the command line of the real program."""
    return [sys.executable, "-m", "briefing", *arguments]
