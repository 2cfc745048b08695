"""What is seen of a file at first sight must be what the library's rules say of it later."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.cli.glimpse import glimpse
from briefing.cli.one_text import OneText

GERMAN = "# Ein *Titel* mit `Code`\n\nDer Text steht hier, und das ist nicht viel. Er ist aber da.\n"
ENGLISH = "# A title\n\nThe text is here, and that is not much. But it is there.\n"


@pytest.mark.parametrize("name", ["text.de.md", "text.en.md", "ein-langer.name.de.md"])
def test_it_is_what_the_library_says(tmp_path: Path, name: str) -> None:
    base = name.rsplit(".", 2)[0]
    (tmp_path / f"{base}.de.md").write_text(GERMAN, encoding="utf-8")
    (tmp_path / f"{base}.en.md").write_text(ENGLISH, encoding="utf-8")
    seen = glimpse(tmp_path / name)
    assert seen is not None
    (known,) = OneText(tmp_path / name).scan(()).briefings
    assert seen[0] == known
    assert seen[1].langs == ("de", "en")


def test_one_language_alone(tmp_path: Path) -> None:
    file = tmp_path / "text.de.md"
    file.write_text(GERMAN, encoding="utf-8")
    seen = glimpse(file)
    assert seen is not None
    assert seen[0] == OneText(file).scan(()).briefings[0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("text.md", GERMAN),
        ("text.fr.md", GERMAN),
        ("text.de.txt", GERMAN),
        ("text.de.md", f"---\ntitle: Anders\n---\n{GERMAN}"),
        ("text.de.md", f"\ufeff{GERMAN}"),
        ("text.de.md", "Kein Titel.\n"),
        ("text.de.md", "## Kein Titel erster Stufe\n"),
        ("text.de.md", ""),
    ],
)
def test_where_rules_are_needed_it_says_nothing(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    assert glimpse(file) is None


def test_what_cannot_be_read_is_left_to_the_long_way(tmp_path: Path) -> None:
    file = tmp_path / "text.de.md"
    file.write_bytes(b"# Gr\xfc\xdfe\n")
    assert glimpse(file) is None
    assert glimpse(tmp_path / "nix.de.md") is None
