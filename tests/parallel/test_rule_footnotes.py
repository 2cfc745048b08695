from __future__ import annotations

from pathlib import Path

import pytest

from parallel.checking import problems, told


def test_footnotes_that_lead_nowhere_or_stand_in_one_language(tmp_path: Path) -> None:
    de = "Text[^1]\nund [^fehlt] und `[^code]`.\n\n[^1]: Eins.\n[^2]: Mehr.\n"
    en = "Text[^1]\nand [^3].\n\n[^1]: One.\n[^3]: More.\n"
    assert told(tmp_path, de, en) == [
        ("a.de.md", 7, "footnote-undefined"),
        ("a.de.md", 10, "footnote-differs"),
        ("a.de.md", 10, "footnote-unused"),
        ("a.en.md", 10, "footnote-differs"),
    ]


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ("[^1]: Ohne Adresse.\n", []),
        ("[^1]:\n", [(8, "footnote-empty")]),
        ("[^1]:\n    Eingerückt.\n", []),
        ("[^1]: Eins.\n[^1]: Zwei.\n", [(9, "footnote-repeated")]),
        ("[^1]: Eins.\n\n    Noch ein Absatz.\n", []),
    ],
)
def test_footnotes_without_text_or_with_a_label_that_is_taken(
    tmp_path: Path, notes: str, expected: list[tuple[int, str]]
) -> None:
    assert [(line, code) for _, line, code in told(tmp_path, f"Text.[^1]\n\n{notes}")] == expected


NOTES = "\n[^1]: A, <https://x.org/a>.\n[^2]: B, <https://x.org/b>.\n"


def test_references_in_another_row(tmp_path: Path) -> None:
    de, en = "Eins.[^1]\n\nZwei\nund.[^2]\n" + NOTES, "One.[^1][^2]\n\nTwo\nand.\n" + NOTES
    assert told(tmp_path, de, en) == [("a.de.md", 9, "footnote-place"), ("a.en.md", 6, "footnote-place")]
    assert problems(tmp_path, de, en)[0].text == "The footnote “2” stands here, but not in a.en.md, line 8."
    assert told(tmp_path, de, "One.[^1]\n\nTwo\nand.[^2]\n" + NOTES) == []


def test_a_reference_that_is_missing_where_the_note_is_used_elsewhere(tmp_path: Path) -> None:
    de, en = "Eins.[^1][^2]\n\nZwei.[^2]\n" + NOTES, "One.[^1][^2]\n\nTwo.\n" + NOTES
    assert told(tmp_path, de, en) == [("a.de.md", 8, "footnote-place")]


def test_references_in_another_sentence_are_told_if_strictness_is_asked_for(tmp_path: Path) -> None:
    de, en = "Eins ist es.[^1]\nZwei ist es.\n" + NOTES, "It is one.\nIt is two.[^1]\n" + NOTES
    assert "footnote-sentence" not in {code for _, _, code in told(tmp_path, de, en)}
    strict = [(path, line) for path, line, code in told(tmp_path, de, en, strict=True) if code == "footnote-sentence"]
    assert strict == [("a.de.md", 6), ("a.en.md", 7)]


def test_the_order_of_footnotes(tmp_path: Path) -> None:
    de, en = "Eins[^1] und zwei.[^2]\n" + NOTES, "Two[^2] and one.[^1]\n" + NOTES
    assert told(tmp_path, de, en) == [("a.de.md", 8, "footnote-number")]
    assert problems(tmp_path, de, en)[0].text == "The footnote “1” is number 1 here and number 2 in a.en.md."


@pytest.mark.parametrize(
    ("one", "two", "differs"),
    [
        ("<https://x.org/a>", "<https://x.org/a>", False),
        ("<https://x.org/a>", "<https://x.org/b>", True),
        ("<https://x.org/a>", "<https://y.org/a>", True),
        ("<https://x.org/a>", "without address", False),
        ("<https://x.org/a/>", "<https://x.org/a#part>", False),
        ("<https://de.wikipedia.org/wiki/Modell>", "<https://en.wikipedia.org/wiki/Model>", False),
        ("<https://x.org/de/seite>", "<https://x.org/en/page>", False),
        ("<https://x.org/en/page>", "<https://x.org/en/other>", True),
        ("<https://x.org/a>, <https://x.org/b>", "<https://x.org/a>", True),
    ],
)
def test_addresses_of_footnotes(tmp_path: Path, one: str, two: str, differs: bool) -> None:
    found = told(tmp_path, f"Text.[^1]\n\n[^1]: Quelle, {one}.\n", f"Text.[^1]\n\n[^1]: Source, {two}.\n")
    assert found == ([("a.de.md", 8, "footnote-source")] if differs else [])
