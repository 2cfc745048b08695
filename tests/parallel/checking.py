"""Small libraries to hold against the author's checks."""

from __future__ import annotations

from pathlib import Path

from briefing.library.catalogue import Catalogue
from briefing.library.model import Library, Problem
from briefing.parallel.check import check_briefing

FRONT = "---\ntitle: {}\nsummary: s\ndate: 2026-11-22\n---\n"


def library(folder: Path, files: dict[str, str]) -> Library:
    """Write files below a folder and return it as a library."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Catalogue(None).scan([folder])


def problems(
    folder: Path, de: str, en: str | None = None, *, strict: bool = False, names: frozenset[str] = frozenset()
) -> list[Problem]:
    """Check one briefing whose bodies begin on line 6."""
    files = {"a.de.md": FRONT.format("Titel") + de}
    if en is not None:
        files["a.en.md"] = FRONT.format("Title") + en
    return check_briefing(library(folder, files).by_id["a"], strict=strict, names=names)


def told(
    folder: Path, de: str, en: str | None = None, *, strict: bool = False, names: frozenset[str] = frozenset()
) -> list[tuple[str, int, str]]:
    """Return file, line and code of what is wrong with one briefing."""
    found = problems(folder, de, en, strict=strict, names=names)
    assert all(problem.text and "\n" not in problem.text for problem in found)
    return [(problem.path, problem.line, problem.code) for problem in found]


def codes(folder: Path, de: str, en: str | None = None, *, strict: bool = False) -> list[str]:
    """Return the codes of what is wrong with one briefing, each once, in order."""
    return sorted({code for _, _, code in told(folder, de, en, strict=strict)})
