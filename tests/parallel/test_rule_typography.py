from __future__ import annotations

from pathlib import Path

import pytest

from briefing.parallel.check import check_briefing
from parallel.checking import codes, library, problems, told


@pytest.mark.parametrize(
    ("de", "en", "expected"),
    [
        ('Das "Modell".', "The “model”.", [("a.de.md", 6, "quotes-straight")]),
        ("Das „Modell“.", 'First\nline, "second".', [("a.en.md", 7, "quotes-straight")]),
        ("Das 'Modell'.", "The “model”.", [("a.de.md", 6, "quotes-straight")]),
        ("Das “Modell”.", "The „model“.", [("a.de.md", 6, "quotes-foreign"), ("a.en.md", 6, "quotes-foreign")]),
        ("(“Modell“)", "The «model».", [("a.de.md", 6, "quotes-foreign"), ("a.en.md", 6, "quotes-foreign")]),
        (
            "„Ein ‘kleines’ Modell“",
            "“A ‚small‘ model”",
            [("a.de.md", 6, "quotes-foreign"), ("a.en.md", 6, "quotes-foreign")],
        ),
        ("„Ein ‚kleines‘ Modell“-Wort, »auch so«", "“A ‘small’ model”-word, the model’s", []),
        ("„‚Offen‘ heißt viel“, „Built with Llama“", "“‘Open’ means much”, the users’ ‘wish’", []),
        ("Das ist’s, Hans’ Text von ’99", "It’s the users’ text of ’99", []),
        ('`"code"` und 5" breit, <https://x.org/a"b>', '`"code"` and 5" wide', []),
        ('```\n"x"\n```\n', '```\n"x"\n```\n', []),
        ('<b class="x">fett</b>', '<b class="x">bold</b>', []),
        ('[Link](x.html "Titel")', '[Link](x.html "Title")', []),
    ],
)
def test_quotation_marks(tmp_path: Path, de: str, en: str, expected: list[tuple[str, int, str]]) -> None:
    assert told(tmp_path, de, en) == expected


def test_a_quoted_paragraph_has_the_marks_of_its_language(tmp_path: Path) -> None:
    english = "> We said that this is the “best” of all and it was not.\n"
    assert told(tmp_path, english, english) == []
    assert codes(tmp_path, "> Wir sagten, dass das „Beste“ nicht für alle ist.\n", english) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Wie geht's dir, sagt's Hans.", 2),
        ("It isn't the users' fault.", 2),
        ("In the '90s", 1),
        ("O'Reilly", 1),
        ("Wie geht’s, Hans’ Text", 0),
        ("5' 10\" hoch, 3'4", 0),
        ("`it's` <b title='x'>y</b> <https://x.org/it's>", 0),
        ("[Text](https://x.org/it's)", 0),
    ],
)
def test_straight_apostrophes(tmp_path: Path, text: str, count: int) -> None:
    found = [code for _, _, code in told(tmp_path, text + "\n") if code == "apostrophe-straight"]
    assert len(found) == count


def test_an_apostrophe_is_told_with_its_word_and_line(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "Eins.\n\nZwei und\n(geht's).\n")
    assert (problem.line, problem.text) == (9, "The apostrophe is ’, not ', in “geht's”.")


GERMAN_BREAKS = [
    *("54 %", "80 GB", "300 Mrd.", "3,5 Mio.", "20 Millionen", "5 €", "1.000 Euro", "10 km", "30 °C", "19 Uhr"),
    *("5. August", "12. Dez.", "Art. 53", "Abs. 2", "Nr. 7", "§ 5", "S. 12", "z. B.", "z.B.", "d. h.", "d.h."),
    *("u. a.", "i. d. R.", "Llama 4", "Grok 2.5", "Apache 2.0", "Kimi K2"),
]
ENGLISH_BREAKS = [
    *("80 GB", "300 billion", "3.5 million", "10 km", "5 August", "August 5, 2025", "1st May", "Art. 53", "No. 7"),
    *("p. 12", "Llama 4", "Grok 2.5", "Apache 2.0"),
]


@pytest.mark.parametrize("place", GERMAN_BREAKS)
def test_german_spaces_that_must_not_break(tmp_path: Path, place: str) -> None:
    (problem,) = problems(tmp_path, f"Eins.\n\nZwei\nund {place} so.\n")
    assert (problem.line, problem.code) == (9, "space-breaks")
    assert f"“{place.split(',', maxsplit=1)[0].removesuffix('Dez.')}" in problem.text
    joined = place.replace(" ", "\u00a0") if " " in place else place.replace(".", ".\u00a0", 1)
    assert told(tmp_path, f"Eins.\n\nZwei\nund {joined} so.\n") == []
    assert told(tmp_path, f"Eins.\n\nZwei\nund {joined.replace(chr(0xA0), chr(0x202F))} so.\n") == []


@pytest.mark.parametrize("place", ENGLISH_BREAKS)
def test_english_spaces_that_must_not_break(tmp_path: Path, place: str) -> None:
    def spaces(text: str) -> list[int]:
        found = told(tmp_path, "Eins.\n", f"One {text} so.\n")
        return [line for path, line, code in found if code == "space-breaks" and path == "a.en.md"]

    assert spaces(place) == [6]
    assert spaces(place.replace(" ", "\u00a0")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Im Jahr 2025 gab es 5 Modelle und 3 gute Gründe, 2 m breit ist\u00a0es nicht.".replace("2 m", "2\u00a0m"),
        "Das geschah 2024 in Berlin. Art und Nummer 5.",
        "Am 5. kam er. August war es.",
        "Bei DALL·E 2021 und Llama 2023 nicht.",
        "`5 GB` und `z. B.` und <https://x.org/Llama 4>",
        "Version 1.2.3 und 10.000 Leute",
        "Er hat 3 Tassen, 4 gehen, 5 Tage",
    ],
)
def test_spaces_that_may_break(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text + "\n") == []


def test_the_families_of_a_register(tmp_path: Path) -> None:
    assert told(tmp_path, "Das Modell Zeta 3 kam.\n") == []
    assert told(tmp_path, "Das Modell Zeta 3 kam.\n", names=frozenset({"Zeta 3 Pro"})) == [
        ("a.de.md", 6, "space-breaks")
    ]


@pytest.mark.parametrize(
    ("de", "en", "expected"),
    [
        ("Ein bahnbrechendes Modell.", "A cutting-edge model.", ["a.de.md", "a.en.md"]),
        ("Der Gamechanger.", "A game-changing model.", ["a.de.md", "a.en.md"]),
        (
            "Revolutionär und beispiellos.",
            "Revolutionary and unprecedented.",
            ["a.de.md", "a.de.md", "a.en.md", "a.en.md"],
        ),
        ("Er nannte es „bahnbrechend“.", "He called it “groundbreaking”.", []),
        ("> bahnbrechend", "> groundbreaking", []),
        ("Die Revolution von 1848.", "The revolution of 1848.", []),
    ],
)
def test_hype_words_only_if_strictness_is_asked_for(tmp_path: Path, de: str, en: str, expected: list[str]) -> None:
    assert "hype" not in codes(tmp_path, de, en)
    assert [path for path, _, code in told(tmp_path, de, en, strict=True) if code == "hype"] == expected


def test_the_spaces_of_title_and_summary_are_looked_at_as_they_are_written(tmp_path: Path) -> None:
    front = "---\ntitle: Llama{0}4 und Grok{0}2\nsummary: Rund 5{0}GB.\ndate: 2026-11-22\n---\n\nText.\n"
    for space, wrong in (("\u00a0", False), (" ", True)):
        folder = tmp_path / str(wrong)
        found = check_briefing(library(folder, {"a.de.md": front.format(space)}).by_id["a"], strict=True)
        assert any(each.code == "space-breaks" for each in found) is wrong
