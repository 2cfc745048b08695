"""Laws of the sentence cursor: steps forward and back, words, sections, counterparts."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document.lazy import LazyDocument
from briefing.document.model import BlockKey, Kind
from briefing.parallel.bitext import Bitext
from briefing.tui.navigate import (
    Place,
    Point,
    counterpart_places,
    first_place,
    last_place,
    moved,
    nearest_place,
    place_at,
    row_of,
    sentence_passage,
    sentence_range,
    step_row,
    step_section,
    step_sentence,
    still_there,
    word_at,
)
from document.strategies import markdown_documents
from tui.making import bitext_of, blocks_of, lazy_of, place_of, row_key, rows_of

FEW = settings(max_examples=20)
"""Making up two documents and pairing them takes most of the time."""


def bitexts() -> st.SearchStrategy[Bitext]:
    """Return made-up texts in one or both languages."""
    both = st.builds(bitext_of, markdown_documents(), markdown_documents(), titled=st.just(False))
    one = st.builds(bitext_of, st.none(), markdown_documents(), titled=st.just(False))
    return st.one_of(st.builds(bitext_of), both, one)


def places(bitext: Bitext) -> list[Place]:
    """Return every sentence, language by language, in order."""
    return [
        Place(lang, block, sentence)
        for lang in bitext.langs
        for block in blocks_of(bitext.texts[lang])
        for sentence in range(len(bitext.texts[lang].block(block).sentences))
    ]


def word_of(text: LazyDocument, passage: tuple[Point, Point]) -> str:
    """Return the characters of a passage in one block."""
    start, end = passage
    assert start.block == end.block
    return text.block(start.block).text[start.offset : end.offset]


def first_point(text: LazyDocument) -> Point:
    """Return the beginning of a text."""
    return Point(text.first() or BlockKey(0, 0), 0)


@FEW
@given(bitexts())
def test_stepping_visits_every_sentence_once_and_comes_back(bitext: Bitext) -> None:
    for lang in bitext.langs:
        wanted = [place for place in places(bitext) if place.lang == lang]
        if not wanted:
            continue
        walked = [wanted[0]]
        while (following := step_sentence(bitext, walked[-1], 1)) != walked[-1]:
            walked.append(following)
        assert walked == wanted
        for place, following in pairwise(walked):
            assert step_sentence(bitext, following, -1) == place
        assert step_sentence(bitext, walked[0], -1) == walked[0]
        assert last_place(bitext, walked[0]) == walked[-1]


@FEW
@given(bitexts())
def test_rows_are_visited_in_order(bitext: Bitext) -> None:
    for place in places(bitext):
        after, before = step_row(bitext, place, 1), step_row(bitext, place, -1)
        assert after == place or (row_of(bitext, after) > row_of(bitext, place) and after.lang == place.lang)
        assert before == place or (row_of(bitext, before) < row_of(bitext, place) and before.lang == place.lang)
        if after != place:
            assert after == first_place(bitext, row_of(bitext, after), place.lang)
            assert row_of(bitext, step_row(bitext, after, -1)) == row_of(bitext, place)


@FEW
@given(bitexts())
def test_sections_begin_with_headings(bitext: Bitext) -> None:
    for place in places(bitext):
        text = bitext.texts[place.lang]
        every = blocks_of(text)
        here = every.index(place.block)
        for step in (1, -1):
            found = step_section(bitext, place, step)
            at = every.index(found.block)
            assert found.lang == place.lang
            assert found == place or (text.block(found.block).kind is Kind.HEADING and found.sentence == 0)
            assert found == place or (found > place) == (step > 0)
            between = every[here + 1 : at] if step > 0 else every[at + 1 : here]
            if found == place:
                between = every[here + 1 :] if step > 0 else every[:here]
            assert not any(_begins_section(text, key) for key in between)


def _begins_section(text: LazyDocument, key: BlockKey) -> bool:
    """Return whether a block is a heading that stands by itself; one in a list or quote begins no section.

    Sections are known from the source, without parsing: not one that follows a line with a bar without a blank line.
    """
    block = text.block(key)
    return key.item == 0 and block.kind is Kind.HEADING and bool(block.sentences) and not block.containers


@FEW
@given(bitexts())
def test_counterparts_are_mutual(bitext: Bitext) -> None:
    for place in places(bitext):
        found, confidence = counterpart_places(bitext, place)
        assert 0 <= confidence <= 1
        for other in found:
            assert other.lang != place.lang
            assert row_of(bitext, other) == row_of(bitext, place)
            assert place in counterpart_places(bitext, other)[0]


@FEW
@given(bitexts(), st.integers(-3, 400))
def test_the_nearest_place_is_there(bitext: Bitext, row: int) -> None:
    assert nearest_place(bitext, None, "de") is None
    if not places(bitext):
        return
    rows = rows_of(bitext)
    asked = rows[max(0, min(row, len(rows) - 1))]
    for lang in ("de", "en"):
        found = nearest_place(bitext, asked, lang)
        assert found in places(bitext)
        if any(place.lang == lang for place in places(bitext)):
            assert found
            assert found.lang == lang
            assert row_of(bitext, found) >= asked or not any(
                place.lang == lang and row_of(bitext, place) >= asked for place in places(bitext)
            )


@FEW
@given(bitexts())
def test_a_place_is_found_by_its_offset(bitext: Bitext) -> None:
    for place in places(bitext):
        text = bitext.texts[place.lang]
        start, end = sentence_range(bitext, place)
        assert start < end
        assert sentence_passage(bitext, place) == (Point(place.block, start), Point(place.block, end))
        for offset in (start, end - 1):
            assert place_at(text, Point(place.block, offset)) == place


@FEW
@given(bitexts(), bitexts())
def test_a_remembered_place_is_in_the_text_of_today(before: Bitext, after: Bitext) -> None:
    assert still_there(after, None) is None
    for place in places(before):
        found = still_there(after, place)
        if place.lang in after.langs and after.texts[place.lang].first() and places(after):
            assert found in places(after)
        else:
            assert found is None
        assert place not in places(after) or found == place


@FEW
@given(bitexts(), bitexts())
def test_a_place_moves_with_its_source_or_not_at_all(before: Bitext, after: Bitext) -> None:
    assert moved(before, after, None) is None
    for place in places(before):
        found = moved(before, after, place)
        assert moved(before, before, place) == place
        if found is None:
            continue
        old, new = before.texts[place.lang], after.texts[place.lang]
        assert (found.lang, found.block.item, found.sentence) == (place.lang, place.block.item, place.sentence)
        assert new.source(found.block.chunk) == old.source(place.block.chunk)
        nearer = abs(found.block.chunk - place.block.chunk)
        for chunk in range(place.block.chunk - nearer + 1, place.block.chunk + nearer):
            assert not (
                0 <= chunk < len(new)
                and new.source(chunk) == old.source(place.block.chunk)
                and new.has(BlockKey(chunk, place.block.item))
            )


def test_a_place_moves_with_what_was_added_before_it() -> None:
    before = bitext_of("Eins.\n\nZwei. Drei.\n\nVier.", None)
    after = bitext_of("Neu.\n\nNoch neuer.\n\nEins.\n\nZwei. Drei.\n\nVier.", None)
    assert moved(before, after, place_of(before, "de", 2, 1)) == place_of(after, "de", 4, 1)
    changed = bitext_of("Eins.\n\nZwei! Drei.\n\nVier.", None)
    assert moved(before, changed, place_of(before, "de", 2, 1)) is None
    assert moved(before, bitext_of(None, "One."), place_of(before, "de", 2, 1)) is None


def test_a_place_of_a_text_that_is_older_still_does_not_move() -> None:
    short, long = bitext_of("Eins.", None), bitext_of("Eins.\n\nZwei.\n\nDrei.\n\nVier.", None)
    assert moved(short, short, place_of(long, "de", 4)) is None


@FEW
@given(bitexts())
def test_words_forward_and_back(bitext: Bitext) -> None:
    text = next(iter(bitext.texts.values()))
    keys = blocks_of(text)
    if not keys:
        return
    first = word_at(text, first_point(text))
    if first is None:
        assert not text.block(keys[0]).text.strip()
        return
    walked = [first]
    while (following := word_at(text, _last_character(walked[-1]), 1)) is not None:
        assert following[0] >= walked[-1][1]
        walked.append(following)
    for word, following in pairwise(walked):
        assert word_at(text, following[0], -1) == word
        assert word_at(text, word[0]) == word_at(text, _last_character(word)) == word
    every = "".join(text.block(key).text for key in keys)
    assert "".join("".join(word_of(text, word) for word in walked).split()) == "".join(every.split())


def _last_character(word: tuple[Point, Point]) -> Point:
    return word[1]._replace(offset=word[1].offset - 1)


def test_words_as_a_reader_counts_them() -> None:
    text = lazy_of("Der Maker’s 3,5 % Llama-4-Test, z. B. [x]! „Ja“", "de")
    walked, at = [], word_at(text, first_point(text))
    while at is not None:
        walked.append(word_of(text, at))
        at = word_at(text, _last_character(at), 1)
    assert " ".join(walked) == "Der Maker’s 3 , 5 % Llama-4-Test , z . B . [ x ]! „ Ja “"


def test_a_text_without_sentences() -> None:
    bitext = bitext_of("***\n\n***", None)
    assert places(bitext) == [place_of(bitext, "de", 0, 0)]
    assert nearest_place(bitext, row_key(bitext, -1), "en") == place_of(bitext, "de", 0, 0)
    assert first_place(bitext, row_key(bitext, -1), "en") is None
    assert word_at(lazy_of("Wort\n\n***"), Point(BlockKey(1, 0), 0)) is None
    assert last_place(bitext_of("***", None, titled=False), Place("de", BlockKey(0, 0), 0)) is None
