from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.parallel.check import check_briefing
from briefing.parallel.rules.figures import differences
from briefing.parallel.rules.months import NAMES
from parallel.checking import library, problems, told


def test_figures_of_sure_rows_only(tmp_path: Path) -> None:
    de = "Eins.\n\nIm Jahr\n2024 waren es 5,5\u00a0Mio. Euro.\n\n```\nx = 1\n```\n"
    en = "One.\n\nIn 2025\nit was 5.5\u00a0million euros.\n\n```\nx = 2\n```\n"
    assert told(tmp_path, de, en) == [("a.de.md", 9, "figures-differ")]
    (problem,) = problems(tmp_path, de, en)
    assert problem.text == "Figures differ: 2024 here, 2025 in a.en.md, line 8."
    assert told(tmp_path, de + "\n- Punkt\n", en) == [("a.de.md", 15, "blocks-differ")]


def test_the_line_is_the_one_with_the_figure_however_often_it_stands_there(tmp_path: Path) -> None:
    de = "Im Jahr 2024 so,\nim Jahr 2023 so,\nim Jahr 2022 so.\n"
    en = "In 2024 so,\nin 2023 so,\nin 2021 so.\n"
    (problem,) = problems(tmp_path, de, en)
    assert (problem.line, problem.text) == (8, "Figures differ: 2022 here, 2021 in a.en.md, line 8.")


def test_a_table_is_compared_row_by_row(tmp_path: Path) -> None:
    de = "| Jahr | Zahl |\n| --- | --- |\n| 2024 | 5 |\n| 2025 | 6 |\n"
    en = "| year | number |\n| --- | --- |\n| 2024 | 6 |\n| 2025 | 5 |\n"
    assert told(tmp_path, de, en) == [("a.de.md", 8, "figures-differ"), ("a.de.md", 9, "figures-differ")]
    assert told(tmp_path, de, "| year | number |\n| --- | --- |\n| 2024 | 5 |\n| 2025 | 6 |\n") == []


def test_figures_of_summaries_and_titles(tmp_path: Path) -> None:
    front = "---\ntitle: {}\nsummary: {}\ndate: 2026-11-22\n---\nText.\n"
    made = library(
        tmp_path,
        {
            "a.de.md": front.format("Die 5 Wege", "Seit 2024 gibt es drei."),
            "a.en.md": front.format("The 6 ways", "Since 2025 there have been four."),
        },
    )
    found = check_briefing(made.by_id["a"])
    assert [(problem.line, problem.code) for problem in found] == [(2, "figures-differ"), (3, "figures-differ")]
    assert found[1].text == "Figures differ: 2024, drei here, 2025, four in a.en.md, line 3."


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
        ("2023-03", "March 2023"),
        ("im Mai und im August", "in May and in August"),
        ("Dez. 2024", "Dec 2024"),
        ("GPT-4.1, o3-mini, Python 3.11.7", "GPT-4.1, o3-mini, Python 3.11.7"),
        ("2019–2021", "2019 to 2021"),
        ("5–10 %", "5–10%"),
        ("zwei von 12", "2 of twelve"),
        ("erstmals", "for the 1st time"),
        ("im 21. Jahrhundert", "in the 21st century"),
        ("um 18 oder 19:30 Uhr", "at 6 or 7:30 p.m."),
        ("siehe https://x.org/2024/1", "see https://x.org/2023/9"),
        ("0,50", "0.5"),
        ("so[^77]", "so"),
        ("1.000 bis 2.000", "1,000 to 2,000"),
        ("300 Mrd. US-Dollar", "$300bn"),
        ("300\u00a0Milliarden", "300 billion"),
        ("5,6 bis rund 6 Mio. US-Dollar", "$5.6m to about $6m"),
        ("7 bis 8 Mrd. Dollar", "$7bn to $8bn"),
        ("7, 13 und 70 Mrd. Parameter", "7B, 13B and 70B parameters"),
        ("15 Bio. Token", "15 trillion tokens"),
        ("1,6 Billionen", "1.6tn"),
        ("1,5 Mrd. Parameter", "1.5B parameters"),
        ("2,788 Millionen", "2.788 million"),
        ("1.500.000", "1.5 million"),
        ("anderthalb Millionen", "1.5 million"),
        ("eine halbe Million", "500,000"),
        ("eine Milliarde", "a billion"),
        ("drei Milliarden", "3bn"),
        ("die 700-Millionen-Klausel", "the 700-million clause"),
        ("128.000 Token", "128k tokens"),
        ("gpt-oss-120b", "gpt-oss-120b"),
        ("100 m", "100m"),
        ("80 GB", "80GB"),
        ("drei Modelle, acht Experten", "three models, 8 experts"),
        ("ein Drittel, vierteljährlich", "a third, quarterly"),
        ("zum dritten Mal, ein Dutzend", "for the third time, twelve of them"),
        ("ein Modell, eine Frage, einer", "a model, one question, someone"),
        ("Nimm dich in Acht", "Take care"),
        ("So ist es. Acht Experten", "So it is. Eight experts"),
        ("das kann sein", "that may be, and they march"),
        ("der Beitrag „Three Million Models“", "the article “Three Million Models”"),
        ("die Kanzlei Slaughter and May", "the firm Slaughter and May, undated"),
        ("Art. 53 Abs. 2", "Article 53(2)"),
        ("1,4 Mia. Franken", "1.4 billion francs"),
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
        ("20 Mrd.", "120 billion", (["20 Mrd."], ["120 billion"])),
        ("20 Mrd.", "20 million", (["20 Mrd."], ["20 million"])),
        ("54 Billionen", "54 billion", (["54 Billionen"], ["54 billion"])),
        ("671B", "671M", (["671B"], ["671M"])),
        ("5,6 Mio. US-Dollar", "$5.6bn", (["5,6 Mio."], ["5.6bn"])),
        ("5,6 US-Dollar", "$5.6m", (["5,6"], ["5.6m"])),
        ("eine Milliarde", "one million", (["eine Milliarde"], ["one million"])),
        ("um 18 Uhr", "at 5 p.m.", (["18"], ["5"])),
        ("zwölf", "13", (["zwölf"], ["13"])),
        ("drei Modelle", "four models", (["drei"], ["four"])),
        ("drei Modelle", "some models", (["drei"], [])),
        ("keine Zahl", "99%", ([], ["99"])),
        ("am 5. August 2025", "on 5 July 2025", (["August"], ["July"])),
        ("am 2025-08-05", "on 5 July 2025", (["2025-08-05"], ["July"])),
        ("im Mai", "they may", (["Mai"], [])),
        ("im Juli, im Juli", "in July, in December", (["Juli"], ["December"])),
        ("Grok 2 zum dritten Mal", "Grok 3 for the third time", (["2"], ["3"])),
        ("Apache 2.0 zum dritten Mal", "Apache 3.0 for the third time", (["2.0"], ["3.0"])),
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
    if number >= 100 and number not in (100, 1000):
        assert differences(f"{number}", f"{number + 1}") == ([f"{number}"], [f"{number + 1}"])


SCALES = [
    (3, "Tsd.", "thousand"),
    *((6, german, english) for german in ("Mio.", "Millionen") for english in ("million", "m", "mn")),
    *((9, german, english) for german in ("Mrd.", "Milliarden") for english in ("billion", "bn", "B")),
    *((12, german, english) for german in ("Bio.", "Billionen") for english in ("trillion", "tn", "T")),
]


@given(
    tenths=st.integers(11, 9_999),
    one=st.sampled_from(SCALES),
    two=st.sampled_from(SCALES),
    space=st.sampled_from("  \u00a0"),
)
def test_millions_and_billions_are_the_same_only_where_they_are(
    tenths: int, one: tuple[int, str, str], two: tuple[int, str, str], space: str
) -> None:
    german = f"{tenths / 10:.1f}".replace(".", ",")
    english = f"${tenths / 10:.1f}" + ("" if len(two[2]) < 3 else space) + two[2]
    de, en = f"etwa {german}{space}{one[1]} Dollar", f"about {english} in all"
    assert (differences(de, en) == ([], [])) == (one[0] == two[0])


@given(day=st.integers(13, 31), month=st.integers(0, 11), year=st.integers(1990, 2035), other=st.integers(0, 11))
def test_dates_are_the_same_only_where_they_are(day: int, month: int, year: int, other: int) -> None:
    german, english = (NAMES[lang][month].split("|")[0] for lang in ("de", "en"))
    wrong = NAMES["en"][other].split("|")[0]
    de = [f"am {day}. {german} {year}", f"am {year}-{month + 1:02}-{day:02}", f"am {day}.{month + 1}.{year}"]
    for said in de:
        for en in (f"on {day} {english} {year}", f"on {english} {day}, {year}", f"{year}-{month + 1:02}-{day:02}"):
            assert differences(said, en) == ([], [])
        assert (differences(said, f"on {day} {wrong} {year}") == ([], [])) == (month == other)
        assert differences(said, f"on {day} {english} {year + 1}") != ([], [])


@given(
    de=st.text("0123456789.,’ %-:exbBMrd\u202f", max_size=30), en=st.text("0123456789.,’ %-:exbnm$\u202f", max_size=30)
)
def test_any_text_can_be_compared(de: str, en: str) -> None:
    here, there = differences(de, en)
    assert all(figure in de for figure in here)
    assert all(figure in en for figure in there)
    assert differences(de, de.translate(str.maketrans(",.", ".,")))[0] is not None


def test_a_library_of_one_language_has_nothing_to_compare(tmp_path: Path) -> None:
    assert told(tmp_path, "Im Jahr 2024.\n") == []
