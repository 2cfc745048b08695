"""Finding in the open text: all matches, in order, from where the reader is, and never more than a reader can use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.parallel.bitext import Bitext, RowKey
from briefing.search.postings import StoppedError
from briefing.text import tokens
from briefing.tui import finder as finding
from briefing.tui import near as nearness
from briefing.tui.finder import MOST, Finder, Found, first_from
from briefing.tui.navigate import Place
from search.making import find_ranges
from tui.making import bitext_of, block_key, blocks_of, place_of, row_key, row_number, rows_of
from tui.test_navigate import FEW, bitexts

GERMAN = "Größe zählt.\n\n- Eins größe\n- Zwei\n\nNichts.\n\nStraße, Straße und strasse."
ENGLISH = "Size counts.\n\n- One größe\n- Two\n\nNothing.\n\nStreet, straße."
QUERIES = st.sampled_from(["e", "die", "the", "a b", "Modell", "[", "x", "ß", ".", "größe", " ", "o3", "„ist"])


def asked(bitext: Bitext, query: str, start: int = 0) -> Finder:
    """Return a finder that has found everything."""
    finder = Finder(bitext)
    finder.ask(query, start)
    while not finder.done:
        finder.advance(10)
    return finder


def numbered(finder: Finder) -> list[tuple[int, str, int]]:
    """Return row, language and index in the block of each match, the row as a running number."""
    return [(row_number(finder.bitext, each.row), each.lang, each.item) for each in finder.found]


def test_matches_are_in_reading_order_german_before_english() -> None:
    finder = asked(bitext_of(GERMAN, ENGLISH, titled=False), "größe")
    assert numbered(finder) == [(0, "de", 0), (1, "de", 0), (1, "en", 0)]
    finder = asked(bitext_of(GERMAN, ENGLISH, titled=False), "straße")
    assert numbered(finder) == [(4, "de", 0), (4, "de", 1), (4, "de", 2), (4, "en", 0)]


def test_the_query_is_folded_like_the_search() -> None:
    bitext = bitext_of(GERMAN, ENGLISH, titled=False)
    for query in ("strasse", "STRASSE", "Straße"):
        assert len(asked(bitext, query).found) == 4
    for query in ("groesse", "grosse", "GRÖSSE"):
        assert numbered(asked(bitext, query)) == [(0, "de", 0), (1, "de", 0), (1, "en", 0)]
    key = block_key(bitext, "de", 4)
    finder = asked(bitext, "strasse")
    text = bitext.texts["de"].block(key).text
    assert [text[start:end] for start, end in finder.ranges["de", key]] == ["Straße", "Straße", "strasse"]


@pytest.mark.parametrize("query", ["", " ", "\n\t", "\u200b"])
def test_a_blank_query_finds_nothing(query: str) -> None:
    finder = asked(bitext_of(), query)
    assert (finder.asked, finder.done, list(finder.found), finder.ranges) == (False, True, [], {})


def test_before_anything_is_asked() -> None:
    finder = Finder(bitext_of())
    assert (finder.asked, finder.done, list(finder.found)) == (False, True, [])
    finder.advance(1)
    assert list(finder.found) == []
    assert first_from(finder, None) == 0


@FEW
@given(bitexts(), QUERIES, st.integers(0, 30))
def test_everything_is_found_from_wherever_it_begins(bitext: Bitext, query: str, start: int) -> None:
    finder = asked(bitext, query, start % max(1, len(bitext)))
    wanted = []
    for lang in bitext.langs:
        for key in blocks_of(bitext.texts[lang]):
            ranges = find_ranges(query, bitext.texts[lang].block(key).text)
            assert finder.ranges.get((lang, key), ()) == ranges
            row = bitext.row_of(lang, key)
            wanted += [Found(row, lang, key, item) for item in range(len(ranges))]
    assert list(finder.found) == sorted(wanted)
    assert finder.asked is bool(query.strip())


@FEW
@given(bitexts(), QUERIES, QUERIES)
def test_a_new_question_forgets_the_old_one(bitext: Bitext, first: str, second: str) -> None:
    finder = asked(bitext, first)
    finder.ask(second, 0)
    assert (list(finder.found), finder.ranges) == ([], {})
    while not finder.done:
        finder.advance(10)
    fresh = asked(bitext, second)
    assert list(finder.found) == list(fresh.found)
    assert finder.ranges == fresh.ranges


# --- where it begins ------------------------------------------------------------------------------------------------


def long_bitext(count: int) -> Bitext:
    """Return a text of many paragraphs that each hold "Wort" or "word" once."""
    german = "\n\n".join(f"Ein Wort {index}." for index in range(count))
    english = "\n\n".join(f"A word {index}." for index in range(count))
    return bitext_of(german, english, titled=False)


def test_the_search_goes_round_from_where_it_begins() -> None:
    bitext = long_bitext(1000)
    finder = Finder(bitext)
    finder.ask("wort", 900)
    finder.advance(0)
    rows = [each.row.stretch for each in finder.found]
    assert rows[0] == 900, "what is near comes first"
    assert rows == list(range(900, 900 + len(rows)))
    assert len(rows) < 100
    while rows[0]:
        finder.advance(0)
        rows = [each.row.stretch for each in finder.found]
        assert rows == sorted(rows), "in reading order all the while"
    while not finder.done:
        finder.advance(0)
    assert [each.row.stretch for each in finder.found] == list(range(1000))


def test_a_slice_reads_no_more_than_it_searches() -> None:
    bitext = long_bitext(2000)
    finder = Finder(bitext)
    finder.ask("nirgends", 1000)
    finder.advance(0)
    assert sum(text.parsed for text in bitext.texts.values()) <= 2 * 64
    assert not finder.done


def test_the_first_match_from_a_place() -> None:
    bitext = bitext_of(GERMAN, ENGLISH, titled=False)
    finder = asked(bitext, "größe")
    at = [numbered(finder)[first_from(finder, place_of(bitext, "de", block))] for block in range(2)]
    assert at == [(0, "de", 0), (1, "de", 0)]
    assert numbered(finder)[first_from(finder, place_of(bitext, "en", 0))] == (0, "de", 0), "its row has no English one"
    assert numbered(finder)[first_from(finder, place_of(bitext, "en", 1))] == (1, "en", 0), (
        "in the language that is read"
    )
    for block in (2, 3, 4):
        assert first_from(finder, place_of(bitext, "de", block)) == 0, "from the end to the beginning"
    assert first_from(finder, None) == 0


@FEW
@given(bitexts(), QUERIES, st.integers(0, 200))
def test_the_first_match_is_the_next_one(bitext: Bitext, query: str, row: int) -> None:
    finder = asked(bitext, query)
    rows = rows_of(bitext)
    if not finder.found or not rows:
        return
    key = rows[row % len(rows)]
    for lang in bitext.langs:
        for block, _ in bitext.blocks(key, lang)[:1]:
            first = finder.found[first_from(finder, Place(lang, block, 0))]
            after = [each for each in finder.found if each.row >= key]
            assert first.row == (after[0].row if after else finder.found[0].row)
            same = [each for each in after if each.row == first.row and each.lang == lang]
            assert not same or first == same[0]


# --- how much -------------------------------------------------------------------------------------------------------


def test_enough_is_enough() -> None:
    block = "wort " * 4000
    bitext = bitext_of("\n\n".join([block] * 5), None, titled=False)
    finder = asked(bitext, "wort")
    assert len(finder.found) == MOST
    assert finder.done
    assert bitext.texts["de"].parsed == 3, "the rest is not read for nothing"
    assert finder.found[-1] == Found(row_key(bitext, 2), "de", block_key(bitext, "de", 2), MOST - 8000 - 1)


def test_every_match_that_counts_is_lit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST", 5)
    finder = asked(long_bitext(30), "wort", 28)
    assert [each.row for each in finder.found] == [RowKey(at, 0) for at in (0, 1, 2, 28, 29)]
    for each in finder.found:
        assert finder.ranges[each.lang, each.block][each.item]


def test_texts_without_rows() -> None:
    for bitext in (bitext_of("", "", titled=False), bitext_of("[a]: /u", None, titled=False)):
        finder = asked(bitext, "u")
        assert list(finder.found) == []
        assert finder.done


# --- what is near ---------------------------------------------------------------------------------------------------


def near(bitext: Bitext, query: str, start: int = 0) -> Finder:
    """Return a finder that has looked for what is near to a query which nothing reads like."""
    finder = asked(bitext, query, start)
    assert finder.missed
    finder.follow(finder.to_look_near()())
    assert not finder.missed
    while not finder.done:
        finder.advance(10)
    return finder


def marked(finder: Finder) -> list[list[str]]:
    """Return what is marked in each block, in reading order."""
    texts = [(lang, key, finder.bitext.texts[lang].block(key).text) for lang, key in finder.ranges]
    ordered = sorted(texts, key=lambda each: (finder.bitext.row_of(each[0], each[1]), each[0]))
    return [[text[start:end] for start, end in finder.ranges[lang, key]] for lang, key, text in ordered]


@pytest.mark.parametrize(
    ("query", "rows", "parts"),
    [
        ("zählt größe", [(0, "de")], [["Größe", "zählt"]]),
        ("zahlt grosse", [(0, "de")], [["Größe", "zählt"]]),
        ("counts sizes", [(0, "en")], [["Size", "counts"]]),
        ("nihts", [(3, "de")], [["Nichts"]]),
        ("eins gröse", [(1, "de")], [["Eins", "größe"]]),
        ("street -straße", [(4, "en")], [["Street", "straße"]]),
        ("größe street", [], []),
        ("qqqqxyz", [], []),
        ("„…“ !", [], []),
    ],
)
def test_what_is_near(query: str, rows: list[tuple[int, str]], parts: list[list[str]]) -> None:
    finder = near(bitext_of(GERMAN, ENGLISH, titled=False), query)
    assert [(row, lang) for row, lang, _ in numbered(finder)] == rows
    assert marked(finder) == parts


def test_of_a_single_word_each_place_counts_of_several_the_passage() -> None:
    bitext = bitext_of("Die Lizenz. Eine Lizenz.\n\nKein Wort. Die Lizenz und der Verkauf.", None, titled=False)
    assert numbered(near(bitext, "lizens")) == [(0, "de", 0), (0, "de", 1), (1, "de", 0)]
    finder = near(bitext, "verkauf lizens")
    assert numbered(finder) == [(1, "de", 0)]
    assert marked(finder) == [["Lizenz", "Verkauf"]]
    bitext = bitext_of("Verkauf allein. Dann kommt die Lizenz mit dem Verkauf.", None, titled=False)
    assert numbered(near(bitext, "verkauf lizens")) == [(0, "de", 1)], "in the sentence that holds most of it"


def test_what_is_near_comes_round_too() -> None:
    bitext = long_bitext(300)
    finder = asked(bitext, "wrot", 200)
    finder.follow(finder.to_look_near()())
    finder.advance(0)
    rows = [each.row.stretch for each in finder.found]
    assert rows[0] == 200
    assert len(rows) < 10, "a slice marks no more than it has time for"
    while not finder.done:
        finder.advance(0)
    assert [each.row.stretch for each in finder.found if each.lang == "de"] == list(range(300))


def test_nothing_is_near_to_what_is_there_or_blank() -> None:
    bitext = bitext_of(GERMAN, ENGLISH, titled=False)
    assert not asked(bitext, "größe").missed
    assert not asked(bitext, " ").missed
    finder = Finder(long_bitext(500))
    finder.ask("nirgends", 0)
    finder.advance(0)
    assert not finder.missed, "the whole text is searched first"


def test_the_words_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counting(text: str) -> list[str]:
        read.append(1)
        return tokens(text)

    monkeypatch.setattr(nearness, "tokens", counting)
    bitext = long_bitext(50)
    finder = asked(bitext, "wrot")
    finder.follow(finder.to_look_near()())
    for query in ("wrott", "wrotte"):
        finder.ask(query, 0)
        while not finder.done:
            finder.advance(10)
        finder.follow(finder.to_look_near()())
    assert len(read) == 100


def test_a_new_question_forgets_what_was_near() -> None:
    finder = near(long_bitext(20), "wrot")
    finder.ask("wort", 0)
    assert (finder.near, list(finder.found)) == (None, [])
    finder.advance(10)
    assert len(finder.found) == 20


def test_a_closed_finder_gives_up() -> None:
    finder = asked(long_bitext(20), "wrot")
    look = finder.to_look_near()
    finder.close()
    with pytest.raises(StoppedError):
        look()


@FEW
@given(bitexts(), st.sampled_from(["modelle die", "the is", "ist das", "ofen", "modle", "zzz"]))
def test_marks_of_what_is_near_are_in_order(bitext: Bitext, query: str) -> None:
    finder = asked(bitext, query)
    if not finder.missed:
        return
    finder.follow(finder.to_look_near()())
    while not finder.done:
        finder.advance(10)
    assert list(finder.found) == sorted(finder.found)
    for (lang, key), ranges in finder.ranges.items():
        ends = [-1]
        for start, end in ranges:
            assert ends[-1] < start < end <= len(bitext.texts[lang].block(key).text)
            ends.append(end)
    assert all(each.item < len(finder.ranges[each.lang, each.block]) for each in finder.found)
