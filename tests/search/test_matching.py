from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.document.model import Range
from briefing.search.matching import highlight
from briefing.search.query import words_of
from briefing.text import clean, fold

from .making import find_ranges

ATOMS = [
    *("Straße", "ß", "ẞ", "SS", "ä", "ae", "AE", "A\u0308", "Über", "ue", "u\u0308", "e\u0301", "é", "e", "a", "s"),
    *("🎉", "👩\u200d🚀", "ﬁ", "İ", "ſ", "½", "´", "\u0308", "-", "_", "„", "“", "–", ".", "x", "Lizenz", "7"),
    *(" ", "  ", "\n", "\t", "\u00a0"),
]
texts = st.lists(st.sampled_from(ATOMS), max_size=25).map("".join) | st.text(max_size=30)


def cut(text: str, ranges: tuple[Range, ...]) -> list[str]:
    return [text[start:end] for start, end in ranges]


def assert_in_order(text: str, ranges: tuple[Range, ...]) -> None:
    ends = [0]
    for start, end in ranges:
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("strasse", "Die Straße und die STRASSE", ["Straße", "STRASSE"]),
        ("Straße", "strasse", ["strasse"]),
        ("ueber", "Über über uber u\u0308ber UEBER", ["Über", "über", "uber", "u\u0308ber", "UEBER"]),
        ("U\u0308ber", "über", ["über"]),
        ("cafe", "Cafe\u0301, Café", ["Cafe\u0301", "Café"]),
        ("offene  gewichte", "offene\nGewichte, offene\u00a0Gewichte", ["offene\nGewichte", "offene\u00a0Gewichte"]),
        (" offen ", "offen", ["offen"]),
        ("a.b", "axb a.b", ["a.b"]),
        ("aa", "aaaa", ["aa", "aa"]),
        ("zenz", "Lizenzen", ["zenz"]),
        ("s", "aßa", ["ß"]),
        ("as", "Maß", ["aß"]),
        ("🎉", "ja 🎉🎉", ["🎉", "🎉"]),
        ("", "text", []),
        (" \n", "text", []),
        ("fehlt", "text", []),
    ],
)
def test_find_ranges(query: str, text: str, expected: list[str]) -> None:
    assert cut(text, find_ranges(query, text)) == expected


@given(texts, texts)
@example("s", "ßß")
@example("ae", "aée")
def test_found_ranges_read_like_the_query(query: str, text: str) -> None:
    ranges = find_ranges(query, text)
    assert_in_order(text, ranges)
    wanted = fold(clean(query)).split()
    for found in cut(text, ranges):
        assert " ".join(wanted) in " ".join(fold(found).split())


@given(texts, texts)
def test_nothing_is_missed(query: str, text: str) -> None:
    words = fold(clean(query)).split()
    there = words and re.search(r"\s+".join(map(re.escape, words)), fold(text))
    assert bool(find_ranges(query, text)) == bool(there)


@given(texts, texts, texts)
def test_a_text_is_found_between_others(before: str, query: str, after: str) -> None:
    query = clean(query).strip()
    if not fold(query).split():
        return
    text = f"{before} {query} {after}"
    start = len(before) + 1
    ranges = find_ranges(query, text)
    assert ranges
    whole = [(a, b) for a, b in ranges if a <= start < b]
    first = next((at for at in range(start, start + len(query)) if fold(text[at]).strip()), None)
    if first is not None and not whole:
        # A match further left reaches into this one, or its first characters fold to nothing.
        assert any(a < start + len(query) and b > start for a, b in ranges)


@pytest.mark.parametrize(
    ("matched", "text", "expected"),
    [
        ({"strasse": {"strasse"}}, "Straße, STRASSE; Straßen", ["Straße", "STRASSE"]),
        ({"lizenzbedingungen": {"bedingung"}}, "Die Lizenzbedingungen.", ["bedingung"]),
        ({"lizenzbedingungen": {"bedingung", "lizenz"}}, "Lizenzbedingungen", ["Lizenzbedingung"]),
        ({"dienstaufsicht": {"aufsicht"}}, "Dienstaufsicht", ["aufsicht"]),
        (
            {"uberblicke": {"uberblick"}},
            "Ueberblicke Überblicke U\u0308berblicke",
            ["Ueberblick", "Überblick", "U\u0308berblick"],
        ),
        ({"a": {"a"}}, "a-a_a b", ["a", "a", "a"]),
        ({"wort": {"wort"}}, "„Wort“ (wort) 🎉wort", ["Wort", "wort", "wort"]),
        ({"wort": {"fehlt"}}, "Wort", []),
        ({"testtest": {"test"}}, "Testtest", ["Test"]),
        ({"worte": {"worte"}}, "Neue true Worte", ["Worte"]),
        ({}, "Wort", []),
    ],
)
def test_highlight(matched: dict[str, set[str]], text: str, expected: list[str]) -> None:
    assert cut(text, highlight(text, matched)) == expected


def test_only_the_letters_that_count_of_an_endless_word_are_marked() -> None:
    text = "x" * 500
    assert highlight(text, {"x" * 80: {"x" * 80}}) == ((0, 80),)


@given(texts, st.data())
def test_every_word_of_a_text_can_be_marked(text: str, data: st.DataObject) -> None:
    words = words_of(text)
    if not words:
        assert highlight(text, {"x": {"x"}}) == ()
        return
    word = data.draw(st.sampled_from(words))
    ranges = highlight(text, {word: {word}})
    assert_in_order(text, ranges)
    assert sum(fold(found).count(word) for found in cut(text, ranges)) >= words.count(word)


@given(st.text("abcdeäéßÜ -🎉", max_size=20), st.data())
def test_nothing_but_the_part_is_marked(text: str, data: st.DataObject) -> None:
    words = sorted(set(words_of(text)))
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    start = data.draw(st.integers(0, len(word) - 1))
    part = word[start : data.draw(st.integers(start + 1, len(word)))]
    for found in cut(text, highlight(text, {word: {part}})):
        assert part in fold(found)
        assert set(fold(found)) <= set(part) | {"s"}


def test_a_long_text_is_marked_everywhere() -> None:
    text = "Straße und Wörter, viele; " * 2000
    assert cut(text, highlight(text, {"worter": {"worter"}})) == ["Wörter"] * 2000
