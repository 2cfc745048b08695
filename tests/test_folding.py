"""Folding and its offset map, against a slow map that is plainly right."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text import WORD, fold, fold_map, tokens

ODD = [
    "ß",
    "ẞ",
    "ä",
    "Ü",
    "e",
    "a",
    "o",
    "u",
    "s",
    "\u0308",
    "\u0301",
    "ﬁ",
    "½",
    "İ",
    "ı",
    "ŉ",
    "…",
    "é",
    "🦙",
    "\ufe0f",
    "\u200d",
    "ϒ",
    "\u0345",
    "한",
    "\u1100",
    "Æ",
    "þ",
    " ",
    "“",
]
TEXTS = st.text(st.sampled_from(ODD)) | st.text()


def slow_map(text: str) -> tuple[str, list[int], list[int]]:
    """Return the folded text with the plain start and end of each of its characters, found one by one."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, source in enumerate(text):
        folded = fold(source)
        if not folded:
            ends = [at + 1 if end == at else end for end in ends]
        for char in folded:
            chars.append(char)
            starts.append(at)
            ends.append(at + 1)
    joined = "".join(chars)
    dropped = {match.start() + 1 for match in re.finditer("[aou]e", joined)}
    kept = [at for at in range(len(joined)) if at not in dropped]
    final = [ends[at + 1] if at + 1 in dropped else ends[at] for at in kept]
    return "".join(joined[at] for at in kept), [starts[at] for at in kept], final


@given(TEXTS)
def test_the_map_folds_as_folding_does(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert fold_map(text).text == fold(text)


@given(TEXTS, st.data())
def test_ranges_come_from_the_characters_that_made_them(text: str, data: st.DataObject) -> None:
    folded, starts, ends = slow_map(text)
    mapped = fold_map(text)
    assert mapped.text == folded
    if folded:
        start = data.draw(st.integers(0, len(folded) - 1))
        end = data.draw(st.integers(start + 1, len(folded)))
        assert mapped.plain(start, end) == (starts[start], ends[end - 1])


@pytest.mark.parametrize(
    ("text", "part", "shown"),
    [
        ("Die Straße", "s", "S"),
        ("Die Straße", "strasse", "Straße"),
        ("Die Straße", "se", "ße"),
        ("Neue Bräuche", "neu", "Neue"),
        ("Ueberblick u\u0308ber", "uberblick", "Ueberblick"),
        ("Cafe\u0301 hier", "cafe", "Cafe\u0301"),
        ("Aerger", "a", "Ae"),
        ("ﬁnden", "f", "ﬁ"),
    ],
)
def test_what_a_part_of_the_folded_text_shows(text: str, part: str, shown: str) -> None:
    mapped = fold_map(text)
    at = mapped.text.index(part)
    start, end = mapped.plain(at, at + len(part))
    assert text[start:end] == shown


@given(st.text() | st.text(st.characters()) | st.text(st.sampled_from("aä_-–ß1²½\u0301\u00a0\n\t\x1f\x85\ud800一🦙ⅣⒶ")))
def test_words_are_cut_as_the_pattern_says(text: str) -> None:
    assert tokens(text) == WORD.findall(text)
