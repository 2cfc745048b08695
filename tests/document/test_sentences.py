"""The corpus of hard cases, and what holds for every split."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.document.model import LANGS, Lang, Range
from briefing.document.ranges import split_lines, whole
from briefing.document.sentences import split_markup, split_sentences

from .strategies import ENGLISH, GERMAN, HOSTILE

DATA = Path(__file__).parents[1] / "data" / "document"
BOUNDARY = " ‖ "


def corpus(lang: Lang) -> list[str]:
    lines = (DATA / f"sentences.{lang}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def split(text: str, lang: Lang, protect: list[Range] | None = None) -> str:
    return BOUNDARY.join(text[start:end] for start, end in split_sentences(text, lang, protect or []))


@pytest.mark.parametrize("case", corpus("de"))
def test_german(case: str) -> None:
    assert split(case.replace(BOUNDARY, " "), "de") == case


@pytest.mark.parametrize("case", corpus("en"))
def test_english(case: str) -> None:
    assert split(case.replace(BOUNDARY, " "), "en") == case


@pytest.mark.parametrize("lang", LANGS)
def test_the_corpus_is_large(lang: Lang) -> None:
    assert len(set(corpus(lang))) >= 60


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\n", "  "])
def test_any_white_space_will_do(space: str) -> None:
    text = f"Das gilt z.{space}B. heute.{space}Morgen nicht."
    assert split_sentences(text, "de")[1] == (len(text) - 13, len(text))
    assert len(split_sentences(text, "de")) == 2


def test_protected_ranges_are_never_cut() -> None:
    text = "Tippe git add . Dann weiter. Ende."
    assert split(text, "de", [(6, 15)]) == "Tippe git add . Dann weiter. ‖ Ende."
    assert split("Nimm wohl. Dann geht es.", "de", [(5, 15)]) == "Nimm wohl. Dann geht es."
    assert split("Er sagt: „Nein.“ Danach mehr.", "de", [(15, 23)]) == "Er sagt: „Nein.“ Danach mehr."
    assert split("Nimm config. Danach mehr.", "de", [(5, 11)]) == "Nimm config. ‖ Danach mehr."
    assert split("Das hilft. make ist gut.", "de", [(11, 15)]) == "Das hilft. ‖ make ist gut."


def test_abbreviations_in_code_arent_any() -> None:
    assert split("Nimm usw. Kinder lachen.", "de", [(5, 8)]) == "Nimm usw. ‖ Kinder lachen."
    assert split("Nimm bzw. Kinder lachen.", "de", [(5, 8)]) == "Nimm bzw. ‖ Kinder lachen."


def test_tags_close_and_open_around_a_boundary() -> None:
    text = "Das ist <b>gut.</b> <i>Neu</i> ist es.<br> Ende."
    tags = [(8, 11), (15, 19), (20, 23), (26, 30), (38, 42)]
    assert split(text, "de", tags) == "Das ist <b>gut.</b> ‖ <i>Neu</i> ist es.<br> ‖ Ende."


def test_a_tag_as_code_begins_a_sentence() -> None:
    assert split("Das ist neu. <div> öffnet es.", "de", [(13, 18)]) == "Das ist neu. ‖ <div> öffnet es."
    assert split("Das ist z. B. <b>fett</b>.", "de", [(14, 17), (21, 25)]) == "Das ist z. B. <b>fett</b>."
    assert split("Das ist so. <b>und</b> so.", "de", [(12, 15), (18, 22)]) == "Das ist so. <b>und</b> so."


def test_overlapping_and_empty_protection() -> None:
    assert split("Ein a. B. Ende.", "de", [(4, 8), (6, 9), (2, 2), (4, 5)]) == "Ein a. B. Ende."


def test_lines_and_wholes() -> None:
    text = "  a \n\n\tb. C\n"
    assert [text[a:b] for a, b in split_lines(text)] == ["a", "b. C"]
    assert whole("  x. Y ") == ((2, 6),)
    assert whole(" \n") == ()


def test_markup_splits_by_lines_and_keeps_tags_whole() -> None:
    text = "<p title='A. B'>Eins. Zwei\ndrei.</p>"
    assert [text[a:b] for a, b in split_markup(text, "de")] == ["<p title='A. B'>Eins.", "Zwei", "drei.</p>"]


_alphabet = "aZ.!?… \n„“\"'()[]*<>1\u00a0ß"
_texts = st.lists(st.sampled_from(GERMAN + ENGLISH + HOSTILE) | st.text(_alphabet, max_size=8), max_size=8).map(
    " ".join
)


@given(_texts, st.sampled_from(LANGS), st.data())
def test_ranges_are_in_order_and_hold_everything(text: str, lang: Lang, data: st.DataObject) -> None:
    offsets = st.integers(0, len(text))
    protect = data.draw(st.lists(st.tuples(offsets, offsets).map(lambda pair: (min(pair), max(pair))), max_size=4))
    ranges = split_sentences(text, lang, protect)
    held: set[int] = set()
    for start, end in ranges:
        assert text[start:end] == text[start:end].strip() != ""
        held.update(range(start, end))
    assert all(first[1] < second[0] for first, second in pairwise(ranges))
    assert all(at in held for at, char in enumerate(text) if not char.isspace())
    for _, end in ranges[:-1]:
        assert not any(start < end < stop for start, stop in protect if text[start:stop].strip())


@given(st.sampled_from(LANGS), st.data())
def test_a_corpus_case_splits_the_same_in_front_of_another_paragraph(lang: Lang, data: st.DataObject) -> None:
    first, second = (data.draw(st.sampled_from(corpus(lang))) for _ in range(2))
    assert split_markup((first + "\n" + second).replace(BOUNDARY, " "), lang)[
        : first.count("‖") + 1
    ] == split_sentences(first.replace(BOUNDARY, " "), lang)
