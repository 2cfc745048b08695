"""Laws of the sentence cursor: steps forward and back, words, sections, counterparts."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document.model import Kind
from briefing.document.parse import parse
from briefing.parallel.model import Parallel
from briefing.parallel.pairing import pair
from briefing.tui.navigate import (
    Place,
    counterpart_places,
    first_place,
    nearest_place,
    place_at,
    row_of,
    sentence_range,
    step_row,
    step_section,
    step_sentence,
    still_there,
    word_at,
)
from document.strategies import markdown_documents
from tui.making import parallel_of

FEW = settings(max_examples=20)
"""Making up two documents and pairing them takes most of the time."""


def parallels() -> st.SearchStrategy[Parallel]:
    """Return made-up texts in one or both languages."""
    both = st.tuples(markdown_documents(), markdown_documents()).map(
        lambda texts: pair({"de": parse(texts[0], "de"), "en": parse(texts[1], "en")})
    )
    one = markdown_documents().map(lambda text: pair({"en": parse(text, "en")}))
    return st.one_of(st.just(parallel_of()), both, one)


def places(parallel: Parallel) -> list[Place]:
    """Return every sentence, language by language, in order."""
    return [
        Place(lang, block, sentence)
        for lang in parallel.langs
        for block, each in enumerate(parallel.documents[lang].blocks)
        for sentence in range(len(each.sentences))
    ]


@FEW
@given(parallels())
def test_stepping_visits_every_sentence_once_and_comes_back(parallel: Parallel) -> None:
    for lang in parallel.langs:
        wanted = [place for place in places(parallel) if place.lang == lang]
        if not wanted:
            continue
        walked = [wanted[0]]
        while (following := step_sentence(parallel, walked[-1], 1)) != walked[-1]:
            walked.append(following)
        assert walked == wanted
        for place, following in pairwise(walked):
            assert step_sentence(parallel, following, -1) == place
        assert step_sentence(parallel, walked[0], -1) == walked[0]


@FEW
@given(parallels())
def test_rows_are_visited_in_order(parallel: Parallel) -> None:
    for place in places(parallel):
        after, before = step_row(parallel, place, 1), step_row(parallel, place, -1)
        assert after == place or (row_of(parallel, after) > row_of(parallel, place) and after.lang == place.lang)
        assert before == place or (row_of(parallel, before) < row_of(parallel, place) and before.lang == place.lang)
        if after != place:
            assert after == first_place(parallel, row_of(parallel, after), place.lang)
            assert row_of(parallel, step_row(parallel, after, -1)) == row_of(parallel, place)


@FEW
@given(parallels())
def test_sections_begin_with_headings(parallel: Parallel) -> None:
    for place in places(parallel):
        blocks = parallel.documents[place.lang].blocks
        for step in (1, -1):
            found = step_section(parallel, place, step)
            assert found.lang == place.lang
            assert found == place or (blocks[found.block].kind is Kind.HEADING and found.sentence == 0)
            assert found == place or (found > place) == (step > 0)
            between = blocks[place.block + 1 : found.block] if step > 0 else blocks[found.block + 1 : place.block]
            assert found == place or not any(block.kind is Kind.HEADING and block.sentences for block in between)


@FEW
@given(parallels())
def test_counterparts_are_mutual(parallel: Parallel) -> None:
    for place in places(parallel):
        found, confidence = counterpart_places(parallel, place)
        assert 0 <= confidence <= 1
        for other in found:
            assert other.lang != place.lang
            assert row_of(parallel, other) == row_of(parallel, place)
            assert place in counterpart_places(parallel, other)[0]


@FEW
@given(parallels(), st.integers(-3, 400))
def test_the_nearest_place_is_there(parallel: Parallel, row: int) -> None:
    if not places(parallel):
        return
    for lang in ("de", "en"):
        found = nearest_place(parallel, row, lang)
        assert found in places(parallel)
        if any(place.lang == lang for place in places(parallel)):
            assert found
            assert found.lang == lang
            last = len(parallel.rows) - 1
            asked = max(0, min(row, last))
            assert row_of(parallel, found) >= asked or not any(
                place.lang == lang and row_of(parallel, place) >= asked for place in places(parallel)
            )


@FEW
@given(parallels())
def test_a_place_is_found_by_its_offset(parallel: Parallel) -> None:
    for place in places(parallel):
        document = parallel.documents[place.lang]
        start, end = sentence_range(parallel, place)
        assert start < end
        for offset in (start, end - 1):
            assert place_at(document, place.lang, document.starts[place.block] + offset) == place


@FEW
@given(parallels(), parallels())
def test_a_remembered_place_is_in_the_text_of_today(before: Parallel, after: Parallel) -> None:
    assert still_there(after, None) is None
    for place in places(before):
        found = still_there(after, place)
        if place.lang in after.langs and after.documents[place.lang].blocks and places(after):
            assert found in places(after)
        else:
            assert found is None
        assert place not in places(after) or found == place


@FEW
@given(parallels())
def test_words_forward_and_back(parallel: Parallel) -> None:
    document = next(iter(parallel.documents.values()))
    first = word_at(document, 0)
    if first is None:
        assert not document.blocks or not document.blocks[0].text.strip()
        return
    walked = [first]
    while (following := word_at(document, walked[-1][1] - 1, 1)) is not None:
        assert following[0] >= walked[-1][1]
        walked.append(following)
    for word, following in pairwise(walked):
        assert word_at(document, following[0], -1) == word
        assert word_at(document, word[0]) == word_at(document, word[1] - 1) == word
    assert "".join("".join(document.text[a:b] for a, b in walked).split()) == "".join(document.text.split())


def test_words_as_a_reader_counts_them() -> None:
    document = parse("Der Maker’s 3,5 % Llama-4-Test, z. B. [x]! „Ja“", "de")
    walked, at = [], word_at(document, 0)
    while at is not None:
        walked.append(document.text[slice(*at)])
        at = word_at(document, at[1] - 1, 1)
    assert " ".join(walked) == "Der Maker’s 3 , 5 % Llama-4-Test , z . B . [ x ]! „ Ja “"


def test_a_text_without_sentences() -> None:
    parallel = parallel_of("***\n\n***", None)
    assert places(parallel) == [Place("de", 0, 0)]
    assert nearest_place(parallel, 5, "en") == Place("de", 0, 0)
    assert first_place(parallel, len(parallel.rows) - 1, "en") is None
    assert word_at(parse("", "de"), 0) is None
