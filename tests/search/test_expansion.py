from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from briefing.search.expansion import expand
from briefing.search.query import Term
from briefing.search.vocabulary import Vocabulary

WORDS = sorted(
    [
        *("lizenz", "lizenzen", "lizenzbedingungen", "bedingung", "bedingungen", "nutzungsbedingung", "community"),
        *("softwarelizenz", "open", "source", "opensource", "aufsicht", "dienstaufsicht", "zahlung", "zuschlagzahlung"),
        *("2024", "2025", "straße", "ordnung", "gericht", "die", "der", "das", "und", "mini", "kimi"),
    ]
)
VOCABULARY = Vocabulary.of(dict.fromkeys(WORDS, 1))
words = st.text("abcd", min_size=1, max_size=7)


def best(word: str, *, last: bool = True, deep: bool = False, literal: bool = False) -> list[str]:
    found = expand(VOCABULARY, Term(word, word, last, literal), deep=deep)
    return sorted(found, key=lambda other: (-found[other].weight, other))


def test_the_word_itself_comes_first_then_longer_words_then_compounds() -> None:
    assert best("lizenz") == ["lizenz", "lizenzen", "lizenzbedingungen", "softwarelizenz"]
    assert best("bedingung") == ["bedingung", "bedingungen", "nutzungsbedingung", "lizenzbedingungen"]


def test_a_part_is_what_matched() -> None:
    found = expand(VOCABULARY, Term("bedingung", "bedingung"), deep=False)
    assert {match.part for match in found.values()} == {"bedingung"}


def test_only_the_word_being_typed_is_a_short_beginning() -> None:
    assert best("so") == ["source", "softwarelizenz"]
    assert best("so", last=False) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lizens", "lizenz"),
        ("kizenz", "lizenz"),
        ("comunity", "community"),
        ("commnuity", "community"),
        ("ommunity", "community"),
        ("bedignung", "bedingung"),
        ("ordnugn", "ordnung"),
        ("gericth", "gericht"),
    ],
)
def test_misspelt_words(typed: str, meant: str) -> None:
    assert best(typed)[0] == meant


def test_a_correction_stands_for_longer_words_and_compounds_too() -> None:
    found = expand(VOCABULARY, Term("lizens", "lizens", last=True), deep=False)
    assert {"lizenz", "lizenzen", "lizenzbedingungen", "softwarelizenz"} <= found.keys()
    assert found["lizenzbedingungen"].part == "lizenz"
    assert found["softwarelizenz"].weight < found["lizenz"].weight


def test_a_misspelt_part_of_a_compound() -> None:
    vocabulary = Vocabulary.of(dict.fromkeys(["lizenzbedingungen"], 1))
    found = expand(vocabulary, Term("bedignung", "bedignung"), deep=False)
    assert found["lizenzbedingungen"].part in {"bedingung", "bedingun", "edingung"}


def test_a_misspelt_beginning_of_the_word_being_typed() -> None:
    assert best("orndu") == ["ordnung"]
    assert best("orndu", last=False) == []


@pytest.mark.parametrize("nonsense", ["qzxvkj", "xxxx", "wvwvwvwvwv", "zzz", "ß"])
def test_nonsense_means_nothing(nonsense: str) -> None:
    assert best(nonsense, deep=True) == []


def test_figures_are_not_corrected() -> None:
    assert best("2023", deep=True) == []
    vocabulary = Vocabulary.of(dict.fromkeys(["llama2", "llama3", "llama3modell"], 1))
    assert expand(vocabulary, Term("lama3", "lama3", last=True), deep=False).keys() == {"llama3", "llama3modell"}


def test_quoted_words_mean_themselves() -> None:
    assert best("lizenz", deep=True, literal=True) == ["lizenz"]
    assert best("lizens", deep=True, literal=True) == []


def test_known_words_are_corrected_only_in_depth() -> None:
    vocabulary = Vocabulary.of(dict.fromkeys(["kimi", "mimi"], 1))
    assert expand(vocabulary, Term("kimi", "kimi"), deep=False).keys() == {"kimi"}
    assert expand(vocabulary, Term("kimi", "kimi"), deep=True).keys() == {"kimi", "mimi"}


def test_of_three_letters_only_a_lost_or_swapped_one_is_corrected() -> None:
    vocabulary = Vocabulary.of(dict.fromkeys(["aber", "and", "any", "open", "own"], 1))
    assert expand(vocabulary, Term("opn", "opn"), deep=True).keys() == {"open"}
    assert expand(vocabulary, Term("adn", "adn"), deep=True).keys() == {"and"}
    assert expand(vocabulary, Term("amd", "amd"), deep=True).keys() == set()


@given(st.lists(words, unique=True, max_size=25).map(sorted), words)
def test_beginnings_and_parts_are_those_of_a_plain_search(vocabulary: list[str], part: str) -> None:
    counts = [len(word) for word in vocabulary]
    found = Vocabulary.of(dict(zip(vocabulary, counts, strict=True)))
    order = sorted(vocabulary, key=lambda word: (-len(word), word))
    assert found.beginning(part, 99) == [word for word in order if word.startswith(part) and word != part]
    assert found.containing(part, 99) == [word for word in order if part in word and not word.startswith(part)]
    assert found.containing(part, 2) == found.containing(part, 99)[:2]
    assert found.count(part) == (len(part) if part in vocabulary else 0)


@given(st.lists(words, unique=True, max_size=25).map(sorted), words, st.integers(1, 3))
def test_near_words_are_those_of_a_plain_search(vocabulary: list[str], word: str, edits: int) -> None:
    found = Vocabulary.of(dict.fromkeys(vocabulary, 1)).near(word, edits)
    assert found == {other: distance for other in vocabulary if 0 < (distance := OSA.distance(word, other)) <= edits}


@given(st.lists(words, unique=True, max_size=25).map(sorted), words, st.integers(1, 2))
def test_near_beginnings_are_those_of_a_plain_search(vocabulary: list[str], prefix: str, edits: int) -> None:
    found = Vocabulary.of(dict.fromkeys(vocabulary, 1)).near_beginning(prefix, edits)
    sizes = range(max(edits + 1, len(prefix) - 1), len(prefix) + 2)
    beginnings = {word[:size] for word in vocabulary for size in sizes if len(word) >= size}
    plain = {other: distance for other in beginnings if (distance := OSA.distance(prefix, other)) <= edits}
    assert found == plain


@given(
    st.dictionaries(words, st.integers(1, 3), max_size=20),
    st.lists(st.dictionaries(st.text("abcdü", min_size=1, max_size=7), st.integers(-2, 2), max_size=9), max_size=4),
    words,
)
def test_a_changed_vocabulary_equals_a_new_one(
    counts: dict[str, int], changes: list[dict[str, int]], word: str
) -> None:
    changed = Vocabulary.of(counts)
    total = dict(counts)
    for change in changes:
        changed.near(word, 1), changed.containing(word, 9)  # what is made on demand goes on to the next one
        least = {other: max(by, -total.get(other, 0)) for other, by in change.items()}
        changed = changed.changed(least)
        total = {other: total.get(other, 0) + least.get(other, 0) for other in total.keys() | least.keys()}
    new = Vocabulary.of(total)
    assert dict(changed.items()) == dict(new.items()) == {other: count for other, count in total.items() if count}
    assert len(changed) == len(new)
    assert changed.beginning(word[:2], 5) == new.beginning(word[:2], 5)
    assert changed.containing(word[:2], 5) == new.containing(word[:2], 5)
    assert changed.near(word, 2) == new.near(word, 2)
    assert changed.holding_half(word, 1, 9) == new.holding_half(word, 1, 9)
    assert all(changed.count(other) == new.count(other) for other in total)


@given(st.lists(words, unique=True, min_size=1, max_size=25).map(sorted), words, st.booleans(), st.booleans())
def test_weights_and_parts(vocabulary: list[str], word: str, last: bool, deep: bool) -> None:
    found = expand(Vocabulary.of(dict.fromkeys(vocabulary, 1)), Term(word, word, last), deep=deep)
    assert found.keys() <= set(vocabulary)
    assert (word in found) == (word in vocabulary)
    for other, match in found.items():
        assert 0 < match.weight <= 1
        assert (match.weight == 1) == (other == word)
        assert match.part
        assert match.part in other
