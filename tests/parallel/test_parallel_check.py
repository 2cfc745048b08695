from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.library.catalogue import Catalogue
from briefing.parallel import check as check_module
from briefing.parallel.check import MOST, check_briefing, check_library, gathered
from briefing.parallel.rules.codes import CODES
from parallel.checking import FRONT, library


def test_a_sound_pair_has_no_problem(tmp_path: Path) -> None:
    de = "## Eins\n\n„Zitat“, 1.234,5 und 54\u00a0%.[^1]\n\n[^1]: Quelle, 3.4.2026. [Zwei](b.md) ![Bild](b.png)\n"
    en = "## One\n\n“Quote”, 1,234.5 and 54%.[^1]\n\n[^1]: Source, 3\u00a0April 2026. [Two](b.md) ![Image](b.png)\n"
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
        ("a.de.md", 6, "quotes-straight", "note"),
        ("a.en.md", 2, "unreadable", "error"),
    ]


def test_endless_lists_are_cut_and_say_so(tmp_path: Path) -> None:
    made = library(tmp_path, {"a.de.md": FRONT.format("x") + "".join(f"Wort [^{n}]\n" for n in range(3_000))})
    found = check_briefing(made.briefings[0])
    assert sum(problem.code == "footnote-undefined" for problem in found) == MOST
    assert [problem.severity for problem in found if problem.code == "more"] == ["note"]
    assert len(found) == MOST + 1


def test_remarks_on_typography_are_told_once_for_each_file_unless_all_are_asked_for(tmp_path: Path) -> None:
    text = FRONT.format("x") + 'Geht\'s "gut"?\n\nNimm\'s mit "5 GB" und 6 GB.\n'
    made = library(tmp_path, {"a.de.md": text, "b.de.md": text})
    everything = check_library(made)
    assert {problem.severity for problem in everything} == {"note"}
    told = [(problem.path, problem.line, problem.code) for problem in gathered(everything)]
    assert told == [
        (path, line, code)
        for path in ("a.de.md", "b.de.md")
        for line, code in ((6, "apostrophe-straight"), (6, "quotes-straight"), (8, "space-breaks"))
    ]
    strict = check_library(made, strict=True)
    typographic = [problem for problem in strict if problem.code in {code for _, _, code in told}]
    assert len(typographic) == len(everything) == 2 * (2 + 2 + 2)
    assert {problem.severity for problem in strict} == {"warning"}


def test_every_finding_has_a_description(tmp_path: Path) -> None:
    rules = Path(check_module.__file__).parent / "rules"
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(rules.glob("*.py")) if path.name != "codes.py")
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source)) | {"hype", "words"}
    assert {code for code in CODES if code not in named} <= {"more", "counterpart-missing", "unreadable"}
    assert {code for code in named if code.split("-")[-1] in _ENDINGS} <= CODES.keys()


_ENDINGS = {"differ", "differs", "missing", "dead", "straight", "foreign", "undefined", "unused", "breaks", "length"}


HOSTILE = st.lists(
    st.sampled_from(
        [
            *"[]()!\"'`^:#>|-*<>\\{}%",
            "\n",
            "\n\n",
            "[^1]",
            "[^1]: ",
            "](x.md)",
            "„",
            "“",
            "1.5",
            "{x}",
            "ü",
            "| a | b |\n|---|---|\n",
            "](#x)",
            "5 GB",
            "o3-mini",
            "drei Mrd. ",
        ]
    ),
    max_size=40,
).map("".join)


@given(de=HOSTILE, en=HOSTILE)
def test_any_text_can_be_checked(de: str, en: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    made = library(tmp_path_factory.mktemp("lib"), {"a.de.md": de, "a.en.md": en})
    for problem in check_library(made, strict=True):
        assert problem.path in ("a.de.md", "a.en.md")
        assert problem.line >= 1
        assert "\n" not in problem.text
