"""Starts of the program on one file, recorded chunk by chunk, and the screens on the way."""

from __future__ import annotations

import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pyte

from terminal.running import _UNKNOWN, DEADLINE, Program, _Screen, briefing

Row: TypeAlias = tuple[tuple[str, ...], ...]
"""Each cell of a line: its text, colours and attributes."""

FRAMEWORK = b"\x1b[?1000h"
"""The first that the framework sends after it has entered the other screen."""
ENTER, LEAVE = b"\x1b[?1049h", b"\x1b[?1049l"


class Start(Program):
    """A start that keeps what came, piece by piece, and the terminal's settings from before.

    Attributes:
        chunks: what was read at once.
        before: attributes of the terminal that the program found.
    """

    def __init__(self, argv: Sequence[str], size: tuple[int, int], environ: Mapping[str, str], folder: Path) -> None:
        super().__init__(argv, size, environ, folder)
        self.size = size
        self.chunks: list[bytes] = []
        self.before = self.modes()

    def modes(self) -> list[Any]:
        """Return the terminal's settings."""
        return termios.tcgetattr(self._terminal)

    def _read(self, seconds: float) -> bool:
        known = len(self.output)
        alive = super()._read(seconds)
        if len(self.output) > known:
            self.chunks.append(self.output[known:])
        return alive

    def wait_for_bytes(self, wanted: bytes) -> None:
        """Read until these bytes have come.

        Raises:
            AssertionError: they have not within `DEADLINE`.
        """
        end = time.monotonic() + DEADLINE
        while wanted not in self.output:
            assert self._read(0.1) or wanted in self.output, f"ended without {wanted!r}: {self.output!r}"
            assert time.monotonic() < end, f"no {wanted!r}"

    def read_for(self, seconds: float) -> None:
        """Read for some time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)

    def at_frame(self) -> bytes:
        """Return what came before the framework's first byte."""
        self.wait_for_bytes(FRAMEWORK)
        return self.output[: self.output.index(FRAMEWORK)]

    def painted(self, pattern: bytes) -> list[Row]:
        """Wait until the framework alone has painted the screen; return that, without what was there before.

        Args:
            pattern: what the screen shows.
        """
        self.wait_for_bytes(FRAMEWORK)
        end = time.monotonic() + DEADLINE
        while pattern not in self.output[self.output.index(FRAMEWORK) :]:
            assert self._read(0.1), "ended"
            assert time.monotonic() < end, f"the framework never painted {pattern!r}"
        self.read_for(0.5)  # what can wait is done soon after the first frame, and must change nothing
        self.settle()
        return cells(self.output[self.output.index(FRAMEWORK) :], self.size)


class Replay:
    """An emulated screen that takes bytes piece by piece."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._screen = _Screen(*size)
        self._stream = pyte.ByteStream(self._screen)

    def feed(self, data: bytes) -> None:
        """Take bytes; sequences must be whole."""
        self._stream.feed(_UNKNOWN.sub(b"", data))

    def rows(self) -> list[Row]:
        """Return every cell."""
        buffer, columns = self._screen.buffer, range(self._screen.columns)
        return [tuple(_cell(buffer[y][x]) for x in columns) for y in range(self._screen.lines)]


def _cell(char: pyte.screens.Char) -> tuple[str, ...]:
    """Return what can be seen of a cell: of an empty one neither its text's colour nor its weight."""
    fg, bg = (char.bg, char.fg) if char.reverse else (char.fg, char.bg)
    lines = [name for name in ("underscore", "strikethrough") if getattr(char, name)]
    if char.data in ("", " "):
        return (char.data, fg, bg, *lines) if lines else (char.data, "", bg)
    return (char.data, fg, bg, *lines, *(name for name in ("bold", "italics", "blink") if getattr(char, name)))


def cells(data: bytes, size: tuple[int, int]) -> list[Row]:
    """Return the screen after some bytes."""
    replay = Replay(size)
    replay.feed(data)
    return replay.rows()


def words(rows: Sequence[Row]) -> list[str]:
    """Return the text of a screen."""
    return ["".join(cell[0] for cell in row).rstrip() for row in rows]


def differences(one: Sequence[Row], other: Sequence[Row]) -> list[str]:
    """Return what is different, for the message of a test that fails; empty if nothing is."""
    return [
        f"{x},{y}: {a} is not {b}"
        for y, (left, right) in enumerate(zip(one, other, strict=True))
        for x, (a, b) in enumerate(zip(left, right, strict=True))
        if a != b
    ][:8]


def steps(start: Start) -> list[list[Row]]:
    """Return the screen after each chunk; a sequence that is cut in two waits for its rest."""
    replay, waiting, out = Replay(start.size), b"", []
    for chunk in start.chunks:
        data = waiting + chunk
        cut = data.rfind(b"\x1b")
        whole = data if cut < 0 or len(data) - cut > 60 else data[:cut]
        waiting = data[len(whole) :]
        replay.feed(whole)
        out.append(replay.rows())
    return out


class Opener:
    """Starts the program on files of one folder; ends what still runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._number = 0
        self._started: list[Start] = []

    def __call__(
        self,
        *arguments: str,
        size: tuple[int, int] = (120, 40),
        config: str = "",
        environ: Mapping[str, str] | None = None,
        command: Sequence[str] | None = None,
    ) -> Start:
        """Start the program, with a home of its own, so that no start knows of the one before."""
        self._number += 1
        settings = self.folder / f"config-{self._number}.toml"
        settings.write_text(config, encoding="utf-8")
        argv = [*(command or briefing()), "--ui", "de", "--config", str(settings), *arguments]
        given = {"BRIEFING_HOME": str(self.folder / f"home-{self._number}"), "COLORTERM": "truecolor"}
        chosen = {name: value for name, value in {**given, **(environ or {})}.items() if value}
        self._started.append(Start(argv, size, chosen, self.folder))
        return self._started[-1]

    def close(self) -> None:
        """End what still runs."""
        for start in self._started:
            start.close()
