from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.search.query import MAX_LETTERS, MAX_WORDS, parse, words_of


def words(text: str) -> list[str]:
    return [term.word for term in parse(text).terms]


def test_words_are_folded_and_keep_their_spelling() -> None:
    query = parse("Straße  UEBERBLICK, Goethe")
    assert [(term.word, term.spelling) for term in query.terms] == [
        ("strasse", "straße"),
        ("uberblick", "ueberblick"),
        ("gothe", "goethe"),
    ]


def test_only_a_word_without_space_behind_it_is_being_typed() -> None:
    assert [term.last for term in parse("eine Lizenz").terms] == [False, True]
    assert [term.last for term in parse("eine Lizenz ").terms] == [False, False]
    assert [term.last for term in parse("eine Lizenz.").terms] == [False, True]


def test_decomposed_letters_are_composed() -> None:
    assert parse("U\u0308ber").terms[0].spelling == "über"


def test_a_word_counts_once() -> None:
    assert words("neu Neu NEUE neu") == ["neu"]


def test_filters_are_taken_out() -> None:
    query = parse("lang:DE offen tag:Recht TAG:law/eu")
    assert (words("lang:DE offen tag:Recht TAG:law/eu"), query.lang, query.tags) == (
        ["offen"],
        "de",
        ("recht", "law/eu"),
    )
    assert parse('tag:"open source" x').tags == ("open source",)
    assert query.filtered
    assert not parse("offen").filtered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lang:fr", ["lang", "fr"]),
        ("lang:", ["lang"]),
        ("tag: recht", ["tag", "recht"]),
        ("author:smith", ["author", "smith"]),
        ("https://a.example/lang:de", ["https", "a", "example", "lang", "de"]),
        ("Merkmal:tag:x", ["merkmal", "tag", "x"]),
    ],
)
def test_what_only_looks_like_a_filter_is_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert not parse(text).filtered


@pytest.mark.parametrize("text", ['"offene Gewichte" Modell', "„offene Gewichte“ Modell", "Modell »offene Gewichte«"])
def test_quoted_words_stand_together(text: str) -> None:
    query = parse(text)
    assert query.phrases == (("offene", "gewichte"),)
    assert {term.word: term.literal for term in query.terms} == {"offene": True, "gewichte": True, "modell": False}


def test_an_open_quote_is_not_a_phrase_yet() -> None:
    query = parse('"offene Gew')
    assert query.phrases == ()
    assert [term.word for term in query.terms] == ["offene", "gew"]
    assert parse('"" x').phrases == ()


def test_bounds() -> None:
    assert len(parse(" ".join(f"wort{n}" for n in range(99))).terms) == MAX_WORDS
    assert words("x" * 9999) == ["x" * MAX_LETTERS]
    assert words_of("x" * 9999) == ["x" * MAX_LETTERS]


@given(st.text(st.characters(), max_size=60))
def test_every_text_is_a_query(text: str) -> None:
    query = parse(text)
    assert all(term.word and term.word == term.word.lower() and len(term.word) <= MAX_LETTERS for term in query.terms)
    assert len({term.word for term in query.terms}) == len(query.terms) <= MAX_WORDS


@given(st.lists(st.text("abcäöüß", min_size=1, max_size=8), max_size=6), st.sampled_from(["", " "]))
def test_plain_words_keep_their_order(typed: list[str], end: str) -> None:
    text = " ".join(typed) + end
    assert words(text) == list(dict.fromkeys(words_of(text)))
