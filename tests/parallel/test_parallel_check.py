from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.library.catalogue import Catalogue
from briefing.library.model import Library
from briefing.parallel.check import MOST, check_briefing, check_library
from briefing.parallel.rules.figures import differences

FRONT = "---\ntitle: {}\nsummary: s\ndate: 2026-11-22\n---\n"


def library(folder: Path, files: dict[str, str]) -> Library:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Catalogue(None).scan([folder])


def told(folder: Path, de: str, en: str | None = None) -> list[tuple[str, int, str]]:
    """Check one briefing whose bodies begin on line 6."""
    files = {"a.de.md": FRONT.format("Titel") + de}
    if en is not None:
        files["a.en.md"] = FRONT.format("Title") + en
    (briefing,) = library(folder, files).briefings
    found = check_briefing(briefing)
    assert all(problem.severity == "warning" and problem.text for problem in found)
    return [(problem.path, problem.line, problem.code) for problem in found]


def test_a_sound_pair_has_no_problem(tmp_path: Path) -> None:
    de = "## Eins\n\n„Zitat“, 1.234,5 und 54 %.[^1]\n\n[^1]: Quelle, 3.4.2026. [Zwei](b.md) ![Bild](b.png)\n"
    en = "## One\n\n“Quote”, 1,234.5 and 54%.[^1]\n\n[^1]: Source, 3 April 2026. [Two](b.md) ![Image](b.png)\n"
    (tmp_path / "b.md").write_text("")
    (tmp_path / "b.png").write_text("")
    for name, text in (("a.de.md", FRONT.format("Titel") + de), ("a.en.md", FRONT.format("Title") + en)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    briefing = Catalogue(None).scan([tmp_path]).by_id["a"]
    assert briefing.langs == ("de", "en")
    assert check_briefing(briefing) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Text", ["date-missing", "summary-missing", "title-missing"]),
        ("---\ntitle: x\n---\nText", ["date-missing", "summary-missing"]),
        ("---\ntitle: x\ndescription: y\nupdated: 2026\n---\n", []),
        ("---\ntitle: ''\nsummary:\ndate: 2026\n---\n", ["summary-missing", "title-missing"]),
    ],
)
def test_missing_front_matter(tmp_path: Path, text: str, codes: list[str]) -> None:
    (briefing,) = library(tmp_path, {"a.de.md": text}).briefings
    assert [(problem.line, problem.code) for problem in check_briefing(briefing)] == [(1, code) for code in codes]


@pytest.mark.parametrize(
    ("de", "en", "line", "words"),
    [
        ("Eins.\n\n## Zwei\n", "One.\n\n- two\n", 8, ["heading 2 here", "list item 1 in a.en.md, line 8"]),
        ("Eins.\n\nZwei.\n", "One.\n", 8, ["paragraph here", "end in a.en.md, line 6"]),
        ("Eins.\n", "One.\n\n```\nx\n```\n", 6, ["end here", "code in a.en.md, line 8"]),
    ],
)
def test_the_first_difference_in_blocks(tmp_path: Path, de: str, en: str, line: int, words: list[str]) -> None:
    assert told(tmp_path, de, en) == [("a.de.md", line, "blocks-differ")]
    (problem,) = check_briefing(Catalogue(None).scan([tmp_path]).briefings[0])
    assert all(word in problem.text for word in words)


def test_figures_of_sure_rows_only(tmp_path: Path) -> None:
    de = "Eins.\n\nIm Jahr\n2024 waren es 5,5 Mio. Euro.\n\n```\nx = 1\n```\n"
    en = "One.\n\nIn 2025\nit was 5.5 million euros.\n\n```\nx = 2\n```\n"
    assert told(tmp_path, de, en) == [("a.de.md", 9, "figures-differ")]
    (problem,) = check_briefing(Catalogue(None).scan([tmp_path]).briefings[0])
    assert problem.text == "Figures differ: 2024 here, 2025 in a.en.md, line 8."
    assert told(tmp_path, de + "\n- Punkt\n", en) == [("a.de.md", 15, "blocks-differ")]


@pytest.mark.parametrize(
    ("de", "en"),
    [
        ("1.234,5", "1,234.5"),
        ("1.234.567", "1,234,567"),
        ("12 345 und 12\u202f345", "12 345 and 12,345"),
        ("1’234", "1,234"),
        ("54 %", "54%"),
        ("54\u00a0% von 3,50 €", "54% of €3.5"),
        ("am 22. November 2026", "on November 22, 2026"),
        ("am 22.11.2026", "on 22 November 2026"),
        ("am 2026-11-22", "on 22 November 2026"),
        ("GPT-4.1, o3-mini, Python 3.11.7", "GPT-4.1, o3-mini, Python 3.11.7"),
        ("2019–2021", "2019 to 2021"),
        ("zwei von 12", "2 of twelve"),
        ("erstmals", "for the 1st time"),
        ("um 18 oder 19:30 Uhr", "at 6 or 7:30 p.m."),
        ("siehe https://x.org/2024/1", "see https://x.org/2023/9"),
        ("0,50", "0.5"),
        ("so[^77]", "so"),
        ("1.000 bis 2.000", "1,000 to 2,000"),
    ],
)
def test_the_same_number_written_in_each_language(de: str, en: str) -> None:
    assert differences(de, en) == ([], [])


@pytest.mark.parametrize(
    ("de", "en", "expected"),
    [
        ("1.500 Stück", "1.500 pieces", (["1.500"], ["1.500"])),
        ("1,5 und 3", "1,5 and 3", (["1,5"], ["1", "5"])),
        ("im Jahr 2024", "in 2025", (["2024"], ["2025"])),
        ("5 und 5", "5", (["5"], [])),
        ("20 Mrd.", "120 billion", (["20"], ["120"])),
        ("um 18 Uhr", "at 5 p.m.", (["18"], ["5"])),
        ("zwölf", "13", ([], ["13"])),
        ("keine Zahl", "99%", ([], ["99"])),
    ],
)
def test_numbers_that_differ(de: str, en: str, expected: tuple[list[str], list[str]]) -> None:
    assert differences(de, en) == expected


@given(number=st.integers(0, 10**9), cents=st.integers(0, 99), percent=st.booleans())
def test_any_number_is_the_same_in_both_spellings(number: int, cents: int, percent: bool) -> None:
    english = f"{number:,}.{cents:02}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert differences(f"rund {german}{' %' * percent}.", f"about {english}{'%' * percent}.") == ([], [])
    assert differences(f"{number:,}".replace(",", "."), f"{number}") == ([], [])
    if number >= 13:
        assert differences(f"{number}", f"{number + 1}") == ([f"{number}"], [f"{number + 1}"])


@given(de=st.text("0123456789.,’ %-:ex\u202f", max_size=30), en=st.text("0123456789.,’ %-:ex\u202f", max_size=30))
def test_any_text_can_be_compared(de: str, en: str) -> None:
    here, there = differences(de, en)
    assert all(figure in de for figure in here)
    assert all(figure in en for figure in there)
    assert differences(de, de.translate(str.maketrans(",.", ".,")))[0] is not None


def test_footnotes(tmp_path: Path) -> None:
    de = "Text[^1]\nund [^fehlt] und `[^code]`.\n\n[^1]: Eins.\n[^2]: Zwei.\n"
    en = "Text[^1]\nand [^3].\n\n[^1]: One.\n[^3]: Three.\n"
    assert told(tmp_path, de, en) == [
        ("a.de.md", 7, "footnote-undefined"),
        ("a.de.md", 10, "footnote-differs"),
        ("a.de.md", 10, "footnote-unused"),
        ("a.en.md", 10, "footnote-differs"),
    ]


def test_dead_links(tmp_path: Path) -> None:
    (tmp_path / "da.md").write_text("---\ntitle: t\nsummary: s\ndate: 2026\nlang: de\n---\n")
    (tmp_path / "ein bild.png").write_text("")
    body = f"""\
[da](da.md#x) ![da](ein%20bild.png) [fort](fort.md)
[Seite](../anderswo/) [Netz](https://x.org/a.md) [Wurzel](/a.md) [Anker](#a)
![fort](bilder/fort.svg?x) [Post](mailto:a@b.md) [fort](zwei%20teile.markdown)
[Netz](\\\\\\\\host\\\\a.md) [lang]({"x" * 5_000}.md)
"""
    found = library(tmp_path, {"a.de.md": FRONT.format("Titel") + body})
    told = [(problem.line, problem.text) for problem in check_briefing(found.by_id["a"])]
    assert told[:3] == [
        (6, "There is no file fort.md."),
        (8, "There is no file bilder/fort.svg?x."),
        (8, "There is no file zwei%20teile.markdown."),
    ]
    assert [line for line, _ in told[3:]] == [9]


@pytest.mark.parametrize(
    ("de", "en", "expected"),
    [
        ('Das "Modell".', "The “model”.", [("a.de.md", 6, "quotes-straight")]),
        ("Das „Modell“.", 'First\nline, "second".', [("a.en.md", 7, "quotes-straight")]),
        ("Das “Modell”.", "The „model“.", [("a.de.md", 6, "quotes-foreign"), ("a.en.md", 6, "quotes-foreign")]),
        ("(“Modell“)", "The «model».", [("a.de.md", 6, "quotes-foreign"), ("a.en.md", 6, "quotes-foreign")]),
        ("„Ein ‚kleines‘ Modell“-Wort, »auch so«", "“A ‘small’ model”-word, the model’s", []),
        ('`"code"` und 5" breit, <https://x.org/a"b>', '`"code"` and 5" wide', []),
        ('```\n"x"\n```\n', '```\n"x"\n```\n', []),
    ],
)
def test_quotation_marks(tmp_path: Path, de: str, en: str, expected: list[tuple[str, int, str]]) -> None:
    assert told(tmp_path, de, en) == expected


def test_missing_counterparts_where_most_have_one(tmp_path: Path) -> None:
    sound = FRONT.format("x") + "Text\n"
    files = dict.fromkeys(["a.de.md", "a.en.md", "b.de.md", "b.en.md", "c.de.md"], sound)
    found = check_library(library(tmp_path / "one", files))
    assert [(p.path, p.line, p.code, p.severity) for p in found] == [("c.de.md", 1, "counterpart-missing", "note")]
    assert "no English" in found[0].text
    assert check_library(library(tmp_path / "two", dict.fromkeys(["a.de.md", "a.en.md", "b.de.md"], sound))) == []


def test_a_library_tells_its_own_problems_once_and_in_order(tmp_path: Path) -> None:
    made = library(
        tmp_path,
        {"b.de.md": "---\ntitle: x\nsummary: s\ndate: 2026\nweight: heavy\n---\n", "a.de.md": "Text", ".hidden.md": ""},
    )
    steps: list[tuple[int, int]] = []
    found = check_library(made, lambda done, total: steps.append((done, total)))
    assert [(p.path, p.line, p.code) for p in found] == [
        (".hidden.md", 0, "hidden"),
        ("a.de.md", 1, "date-missing"),
        ("a.de.md", 1, "summary-missing"),
        ("a.de.md", 1, "title-missing"),
        ("b.de.md", 5, "front-matter-type"),
    ]
    assert steps == [(1, 2), (2, 2)]


def test_a_text_that_went_away_is_an_error_and_hides_nothing(tmp_path: Path) -> None:
    made = library(tmp_path, {"a.de.md": "Text", "b.de.md": FRONT.format("x") + "Text\n"})
    (tmp_path / "a.de.md").unlink()
    found = check_library(made)
    assert [(p.path, p.code, p.severity) for p in found] == [("a.de.md", "unreadable", "error")]
    assert "can't be read" in found[0].text


def test_one_unreadable_language_does_not_hide_the_other(tmp_path: Path) -> None:
    made = library(tmp_path, {"a.de.md": FRONT.format("x") + 'Ein "Wort".', "a.en.md": FRONT.format("x") + "A word."})
    (tmp_path / "a.en.md").write_bytes(b"one\n\xe4")
    assert [(p.path, p.line, p.code, p.severity) for p in check_briefing(made.briefings[0])] == [
        ("a.de.md", 6, "quotes-straight", "warning"),
        ("a.en.md", 2, "unreadable", "error"),
    ]


def test_endless_lists_are_cut_and_say_so(tmp_path: Path) -> None:
    made = library(tmp_path, {"a.de.md": FRONT.format("x") + "".join(f"Wort [^{n}]\n" for n in range(3_000))})
    found = check_briefing(made.briefings[0])
    assert sum(problem.code == "footnote-undefined" for problem in found) == MOST
    assert [problem.severity for problem in found if problem.code == "more"] == ["note"]
    assert len(found) == MOST + 1


HOSTILE = st.lists(
    st.sampled_from(
        [*"[]()!\"'`^:#>|-*<>\\{}%", "\n", "\n\n", "[^1]", "[^1]: ", "](x.md)", "„", "“", "1.5", "{x}", "ü"]
    ),
    max_size=40,
).map("".join)


@given(de=HOSTILE, en=HOSTILE)
def test_any_text_can_be_checked(de: str, en: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    made = library(tmp_path_factory.mktemp("lib"), {"a.de.md": de, "a.en.md": en})
    for problem in check_library(made):
        assert problem.path in ("a.de.md", "a.en.md")
        assert problem.line >= 1
        assert "\n" not in problem.text
