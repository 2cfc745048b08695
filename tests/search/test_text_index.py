"""The index over small texts: found as in the library, whatever the order, the spelling or the place of the words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.search import text_index
from briefing.search.postings import Postings, StoppedError, plain_terms
from briefing.search.query import Query, parse, words_of
from briefing.search.ranking import rows_of
from briefing.search.text_index import Match, TextIndex

NOTES = (
    ("Die Straße zum Modell ist lang.", "The road to the model is long.", "Preis prüfen", "#Kosten"),
    ("Offene Gewichte sind noch keine Lizenz.", "Open weights are no licence yet.", "", "#recht"),
    ("Lizenzbedingungen entscheiden über den Verkauf.", "", "Gewichte, dann offene Fragen", ""),
    ("Das kleinere Modell kostet ein Zehntel.", "The smaller model costs a tenth.", "", "#Kosten"),
)


def found(query: str, entries: tuple[tuple[str, ...], ...] = NOTES) -> list[int]:
    return [match.entry for match in TextIndex(entries).find(parse(query))]


def marked(query: str, entries: tuple[tuple[str, ...], ...] = NOTES) -> list[str]:
    """Return the marked parts of the best match."""
    match = TextIndex(entries).find(parse(query))[0]
    texts = entries[match.entry]
    return [text[start:end] for text, ranges in zip(texts, match.ranges, strict=True) for start, end in ranges]


@pytest.mark.parametrize(
    ("query", "entries"),
    [
        ("strasse ", [0]),
        ("STRASSE lang", [0]),
        ("pruefen", [0]),
        ("prufen ", [0]),
        ("gewichte offene", [1, 2]),
        ("offene gewichte", [1, 2]),
        ('"offene gewichte"', [1]),
        ("bedingungen ", [2]),
        ("lizens", [1, 2]),
        ("modell zehntel", [3]),
        ("modell -zehntel", [0]),
        ('modell -"kostet ein"', [0]),
        ("model strasse kosten", [0]),
        ("modell strasse verkauf", [0]),
        ("modell verkauf", []),
        ("modell strasse prüfen verkauf", [0]),
        ("modell nirgends", []),
        ("kosten", [3, 0]),
        ("z", [3, 0]),
        ("qqqqxyz", []),
        ("...", [0, 1, 2, 3]),
    ],
)
def test_what_is_found(query: str, entries: list[int]) -> None:
    assert sorted(found(query)) == sorted(entries)


def test_words_close_together_come_first() -> None:
    assert found("offene gewichte")[0] == 1
    assert found("licence weights")[0] == 1


def test_the_last_word_is_being_typed() -> None:
    assert found("lizenzb") == [2]
    assert set(found("gew")) == {1, 2}
    assert found("gew ") == [], "somebody who typed a blank means the word"


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("strasse lang", ["Straße", "lang"]),
        ("bedingungen ", ["bedingungen"]),
        ("zehntl", ["Zehntel"]),
        ("preis road", ["road", "Preis"]),
        ("recht", ["recht"]),
    ],
)
def test_what_is_marked(query: str, parts: list[str]) -> None:
    assert marked(query) == parts


def test_the_callers_filters_count_before_corrections_are_tried() -> None:
    index = TextIndex(NOTES)
    assert [match.entry for match in index.find(parse("kosten"), lambda entry: entry == 0)] == [0]
    assert index.find(parse("kosten"), lambda entry: False) == []
    assert len(index.find(Query())) == len(NOTES)
    assert [match.entry for match in index.find(Query(), lambda entry: entry > 1)] == [2, 3]


def test_only_entries_that_hold_the_words_are_asked_about() -> None:
    asked: list[int] = []

    def admit(entry: int) -> bool:
        asked.append(entry)
        return True

    TextIndex(NOTES).find(parse("verkauf "), admit)
    assert asked == [2]


@pytest.mark.parametrize(
    "query", ["offene gewichte", "preis", "kostet zehntel", "nirgends", "", "-modell", '"keine Lizenz"']
)
def test_all_that_are_found_as_one(query: str) -> None:
    index = TextIndex(NOTES)
    matches = {match.entry: match.ranges for match in index.find(parse(query))}
    found = index.find_all(parse(query))
    assert list(found.entries) == sorted(matches)
    assert {entry: found.ranges(entry) for entry in found.entries} == matches


def test_no_entries() -> None:
    for query in ("", "wort", "falsch geschriben", '"a b"'):
        assert TextIndex(()).find(parse(query)) == []
        assert TextIndex(((), ("",))).find(parse(query or "x")) == []


def test_how_much_each_text_holds() -> None:
    (match,) = TextIndex(NOTES).find(parse("preis strasse prüfen"))
    quote, counterpart, note, tags = match.held()
    assert note > quote > counterpart == tags == 0


def test_marks_are_looked_for_only_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def highlight(text: str, _parts: object) -> tuple[()]:
        calls.append(text)
        return ()

    monkeypatch.setattr(text_index, "highlight", highlight)
    matches = TextIndex([("gleich", "anders")] * 500).find(parse("gleich"))
    assert (len(matches), calls) == (500, [])
    assert matches[7].ranges == ((), ())
    assert calls == ["gleich", "anders"]


def test_only_the_first_ones_are_ranked_by_their_text(monkeypatch: pytest.MonkeyPatch) -> None:
    ranked: list[int] = []

    def counting(groups: Any, held: Any, reading: Any, *others: Any) -> Any:
        ranked.append(int(reading.words.split()[1]))
        return rows_of(groups, held, reading, *others)

    monkeypatch.setattr(text_index, "rows_of", counting)
    matches = TextIndex([(f"gleich {number}",) for number in range(500)]).find(parse("gleich"))
    assert len(ranked) == 60
    assert {match.entry for match in matches[:60]} == set(ranked)
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)


def test_building_can_be_given_up() -> None:
    read: list[int] = []

    def words() -> Iterator[set[str]]:
        for number in range(10_000):
            read.append(number)
            yield {"wort"}

    with pytest.raises(StoppedError):
        Postings(words(), lambda: len(read) > 1000)
    assert len(read) < 2000


def test_plain_words() -> None:
    assert [(term.word, term.last) for term in plain_terms("-Straße tag:x Straße", 12)] == [
        ("strasse", True),
        ("tag", False),
        ("x", False),
    ]
    assert [term.last for term in plain_terms("zwei Worte ", 12)] == [False, False]
    assert [term.word for term in plain_terms("a b c d", 2)] == ["a", "b"]
    assert plain_terms(" -- ", 12) == ()


# --- laws -----------------------------------------------------------------------------------------------------------

WORDS = (
    "Straße",
    "strasse",
    "größe",
    "groesse",
    "Modell",
    "modelle",
    "Lizenz",
    "o3",
    "x",
    "ein",
    "e\u0301t",
    "ﬁn",
    "Ⅳ",
)
texts = st.lists(st.sampled_from([*WORDS, "-", "\n", "🎉", "ß"]), max_size=6).map(" ".join) | st.text(max_size=12)
entries = st.lists(st.lists(texts, max_size=3).map(tuple), max_size=8)
queries = st.lists(st.sampled_from([*WORDS, "modele", "mod", "lzenz"]), min_size=1, max_size=4).map(" ".join)


def matches(given: list[tuple[str, ...]], query: str) -> list[Match]:
    return TextIndex(given).find(parse(query))


@given(entries, queries)
def test_an_entry_that_holds_all_words_is_found(given_entries: list[tuple[str, ...]], query: str) -> None:
    wanted = set(words_of(query))
    literal = {
        index
        for index, some in enumerate(given_entries)
        if wanted <= {word for text in some for word in words_of(text)}
    }
    assert literal <= {match.entry for match in matches(given_entries, query)}


@given(entries, texts)
def test_marks_are_inside_the_texts_and_ascending(given_entries: list[tuple[str, ...]], query: str) -> None:
    for match in matches(given_entries, query):
        for text, ranges in zip(given_entries[match.entry], match.ranges, strict=True):
            ends = [-1]
            for start, end in ranges:
                assert ends[-1] < start < end <= len(text)
                ends.append(end)


@given(entries, queries, st.lists(texts, max_size=3).map(tuple))
def test_another_entry_removes_no_literal_match(
    given_entries: list[tuple[str, ...]], query: str, other: tuple[str, ...]
) -> None:
    wanted = set(words_of(query))
    before = {match.entry for match in matches(given_entries, query)}
    after = {match.entry for match in matches([*given_entries, other], query)}
    for index in before - after:
        words = {word for text in given_entries[index] for word in words_of(text)}
        assert not wanted <= words


@given(entries, queries)
def test_each_entry_at_most_once_and_best_first(given_entries: list[tuple[str, ...]], query: str) -> None:
    answer = matches(given_entries, query)
    assert len({match.entry for match in answer}) == len(answer)
    assert [match.score for match in answer] == sorted((match.score for match in answer), reverse=True)
