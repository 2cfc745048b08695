"""Texts of the interface stand where they are collected for translation."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "briefing"
MARKS = {"tr", "_tr", "n_", "plural"}


def test_no_text_hides_in_an_f_string() -> None:
    """Babel reads f-strings as one token before Python 3.12, so that a text inside one is never translated."""
    hidden = [
        f"{path.relative_to(SOURCE).as_posix()}:{call.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        for joined in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and _marks_a_text(call)
    ]
    assert hidden == []


def _marks_a_text(call: ast.Call) -> bool:
    function = call.func
    name = (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )
    return name in MARKS and bool(call.args) and isinstance(call.args[0], ast.Constant)
