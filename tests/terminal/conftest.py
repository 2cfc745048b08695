"""Starts real programs on the small library, and ends them after the test."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from terminal.running import Program, through_shell
from tui.library_making import write_library

collect_ignore_glob = ["*"] if sys.platform == "win32" else []


class Shell:
    """Runs lines of a shell in terminals of their own; BRIEFING stands for the program on the small library.

    Attributes:
        folder: where they run; the library is in "texts", notes are in "home".
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._programs: list[Program] = []

    def __call__(
        self, line: str = "exec BRIEFING", environ: Mapping[str, str] | None = None, size: tuple[int, int] = (120, 40)
    ) -> Program:
        argv = through_shell(line, "--ui", "en", "--library", str(self.folder / "texts"))
        home = {"BRIEFING_HOME": str(self.folder / "home")}
        self._programs.append(Program(argv, size, {**home, **(environ or {})}, self.folder))
        return self._programs[-1]

    def close(self) -> None:
        """End what still runs."""
        for program in self._programs:
            program.close()


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """Run the program on the small library."""
    write_library(tmp_path / "texts")
    found = Shell(tmp_path)
    yield found
    found.close()
