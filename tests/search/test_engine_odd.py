"""Libraries and moments that are easily forgotten: long editions, many candidates, batches, two processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.document.model import Lang
from briefing.search.engine import Engine

from .making import Lines, Shelf, places

Texts = dict[str, Mapping[Lang, Lines]]
LETTERS = "abcdefghij"


def word(number: int) -> str:
    """Return a word that is no misspelling of that of another number."""
    return "wort" + "".join(LETTERS[int(digit)] * 2 for digit in f"{number:04}") + "q"


def test_words_of_later_batches_are_found_by_who_searched_meanwhile() -> None:
    shelf = Shelf({f"t{number:04}": {"de": ["# Titel", word(number)]} for number in range(1200)})
    engine = Engine(None, shelf.open)
    asked: list[int] = []

    def ask(done: int, _total: int) -> None:
        if done == 300:
            asked.append(len(places(engine, "wort")))

    engine.update(shelf.library(), ask)
    assert asked[0]
    for number in (3, 299, 1099):
        assert places(engine, word(number)) == [(f"t{number:04}", 1, "de")]


def test_words_of_many_small_updates_by_another_process_are_found(tmp_path: Path) -> None:
    shelf = Shelf({"t": {"de": ["# Titel", "anfang"]}})
    one, other = Engine(tmp_path / "index", shelf.open), Engine(tmp_path / "index", shelf.open)
    one.update(shelf.library())
    assert places(other, "anfang")
    for number in range(130):
        shelf.texts[f"t{number:04}"] = {"de": ["# Titel", word(number)]}
        one.update(shelf.library())
    for number in (0, 64, 127, 129):
        assert places(other, word(number)) == [(f"t{number:04}", 1, "de")]


def test_an_index_that_another_library_was_written_into_is_not_called_complete(tmp_path: Path) -> None:
    old, new = Shelf({"a": {"de": ["# T", "vorher"]}}), Shelf({"a": {"de": ["# T", "nachher"]}})
    one, other = Engine(tmp_path / "index", new.open), Engine(tmp_path / "index", old.open)
    library = replace(new.library(), stamp="new")

    def overwrite(_done: int, _total: int) -> None:
        other.update(replace(old.library(), stamp="old"))

    one.update(library, overwrite)
    assert places(one, "nachher") == [], "the other one came later"
    assert not one.is_current("new")
    one.update(library)
    assert places(one, "nachher") == [("a", 1, "de")]
    assert one.is_current("new")


LONG = ["# Titel", *["das Land " + "wort " * 120] * 80, *["ein Modell " + "wort " * 120] * 80]


def test_what_stands_late_in_a_long_text_is_found() -> None:
    engine = Shelf({"a": {"de": [*LONG, "so groß ist das Modell", "## Das Modell"]}}).engine()
    last = len(LONG)
    assert {row for _, row, _ in places(engine, '"das Modell"')} == {last, last + 1}
    assert [row for _, row, _ in places(engine, "in:heading modell")] == [last + 1]
    assert len(places(engine, "modell")) == 82


def test_frequent_words_are_found_in_every_row_of_a_document() -> None:
    lines = ["# Titel", *["das"] * 70, *["Modell"] * 70, "das Modell"]
    engine = Shelf({"a": {"de": lines}}).engine()
    assert [row for _, row, _ in places(engine, '"das Modell"')] == [141]


@pytest.mark.parametrize("query", ["titel -geheim", 'titel -"ganz geheim"', "-geheim lang:de", '-"ganz geheim"'])
def test_what_is_excluded_stands_nowhere_in_an_edition(query: str) -> None:
    engine = Shelf({"a": {"de": [*LONG, "ganz geheim"]}, "b": {"de": ["# Titel", "geheim ganz"]}}).engine()
    found = {briefing for briefing, _, _ in places(engine, query)}
    assert found == ({"b"} if '"' in query else set())


@pytest.mark.parametrize("query", ['-"foo bar"', "-foo-bar"])
def test_exclusions_alone_find_all_the_others(query: str) -> None:
    engine = Shelf({"a": {"de": ["# Eins", "foo bar"]}, "b": {"de": ["# Zwei", "bar foo"]}}).engine()
    assert places(engine, query) == [("b", 0, "de")]


def test_a_phrase_is_found_behind_a_thousand_texts_with_its_words() -> None:
    texts: Texts = {f"t{number:04}": {"de": ["# neu", "neu alt"]} for number in range(1100)}
    engine = Shelf({**texts, "zz": {"de": ["# T", "es ist alt neu", *["wort"] * 50]}}).engine()
    assert places(engine, '"alt neu"') == [("zz", 1, "de")]


def test_filters_alone_list_every_briefing_once_whatever_the_limit() -> None:
    texts: Texts = {f"t{number:03}": {"de": ["# Gleich", "wort"]} for number in range(30)}
    shelf = Shelf({"lang": {"de": LONG * 20}, **texts})
    shelf.tags = dict.fromkeys(shelf.texts, ("x",))
    engine = shelf.engine()
    every = places(engine, "tag:x")
    assert every == [("lang", 0, "de"), *((f"t{number:03}", 0, "de") for number in range(30))]
    for limit in (1, 5, 20, 31):
        assert places(engine, "tag:x", limit) == every[:limit]


def test_the_best_come_first_however_many_are_asked_for() -> None:
    texts: Texts = {f"t{number:03}": {"de": ["# T", "wort", "noch ein wort"]} for number in range(130)}
    engine = Shelf(texts).engine()
    scores = [hit.score for hit in engine.search("wort", 1000).hits]
    assert len(scores) == 260
    assert scores == sorted(scores, reverse=True)
    assert places(engine, "wort", 150) == places(engine, "wort")[:150]


def test_a_filter_without_a_value_hides_nothing() -> None:
    engine = Shelf({"a": {"de": ["# T", "foo"]}}).engine()
    for query in ("tag: foo", 'org:"" foo'):
        answer = engine.search(query)
        assert [(hit.briefing, hit.row) for hit in answer.hits] == [("a", 1)]
        assert len(answer.mistakes) == 1


def test_a_long_phrase_counts_to_its_end() -> None:
    phrase = " ".join(word(number) for number in range(20))
    begun = " ".join(word(number) for number in range(14))
    engine = Shelf({"a": {"de": ["# T", phrase]}, "b": {"de": ["# T", begun]}}).engine()
    assert places(engine, f'"{phrase}"') == [("a", 1, "de")]
    assert places(engine, f'-"{phrase}"') == [("b", 0, "de")]


def test_the_order_of_equals_does_not_depend_on_the_order_of_reading() -> None:
    # These two have the same CRC-32.
    names = ["cecggaohml", "lnaodmpmjl"]
    shelf = Shelf({name: {"de": ["# Titel", "Lizenz"]} for name in names})
    other = Engine(None, shelf.open)
    other.update(shelf.library(order=names[::-1]))
    assert places(shelf.engine(), "lizenz") == places(other, "lizenz")
