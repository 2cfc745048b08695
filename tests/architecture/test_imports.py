"""What a command imports, seen in a fresh interpreter: a static graph can't see imports that are made later."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
PROGRAM = """
import sys
from briefing.cli.main import cli
try:
    cli.main(sys.argv[1:], prog_name="briefing")
except SystemExit as left:
    code = left.code
print(code, *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for lang, text in (("de", "# Hallo\n\nEin Satz.\n"), ("en", "# Hello\n\nA sentence.\n")):
        (tmp_path / f"a.{lang}.md").write_text(text, encoding="utf-8")
    return tmp_path


def imported(library: Path, *words: str, code: int = 0) -> set[str]:
    """Return the top-level modules that a command has imported."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "--library", str(library), *words],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    first, *modules = done.stderr.splitlines()[-1].split()
    assert int(first) == code, done.stderr
    return set(modules)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["list"], 0),
        (["show", "a"], 0),
        (["search", "sentence"], 0),
        (["notes", "add", "a#1", "--lang", "de"], 0),
        (["notes", "list"], 1),
        (["notes", "export"], 1),
        (["check"], 1),
        (["doctor"], 0),
        (["paths"], 0),
        (["--help"], 0),
        (["a"], 2),
    ],
)
def test_no_command_imports_the_terminal_libraries(library: Path, words: list[str], code: int) -> None:
    assert not imported(library, *words, code=code) & {"textual", "rich"}


def test_the_list_imports_neither_parser_nor_search_nor_templates(library: Path) -> None:
    assert not imported(library, "list") & {"markdown_it", "rapidfuzz", "jinja2", "numpy", "asyncio"}


def test_showing_does_without_templates(library: Path) -> None:
    assert "jinja2" not in imported(library, "show", "a")


def test_show_computes_nothing_with_arrays(library: Path) -> None:
    assert "numpy" not in imported(library, "show", "a")


@pytest.mark.parametrize("screen", ["library", "reader", "search"])
def test_a_screen_is_there_before_arrays_are(screen: str) -> None:
    """They are imported on another thread, after the first frame."""
    program = f"import sys, briefing.tui.app, briefing.tui.screens.{screen}; print('numpy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "False"
