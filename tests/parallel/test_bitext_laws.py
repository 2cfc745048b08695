"""A bitext gives the rows of the whole, whichever of them it is asked for, in whatever order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document import lazy
from briefing.document.lazy import LazyDocument
from briefing.document.model import LANGS, BlockKey, Lang, other
from briefing.document.parse import parse
from briefing.parallel import bitext as bitexts
from briefing.parallel.bitext import Bitext, RowKey
from briefing.parallel.model import Parallel, Row
from briefing.parallel.pairing import pair
from briefing.text import clean
from document.strategies import markdown_documents

FEW = settings(max_examples=30)
SOME = settings(max_examples=60)
"""Making up two documents takes most of the time."""
SMALL = 3
"""Chunks and stretches that a small store keeps."""
TITLES: dict[Lang, str] = {"de": "Ein Titel", "en": "A title"}


def bitext_of(sources: dict[Lang, str], titled: bool = False) -> Bitext:
    """Return texts side by side."""
    return Bitext(
        {
            lang: LazyDocument(clean(source).encode(), lang, TITLES[lang] if titled else None)
            for lang, source in sources.items()
        }
    )


def parallel_of(sources: dict[Lang, str], titled: bool = False) -> Parallel:
    """Return the whole of the same texts, parsed at once."""
    return pair({lang: parse(source, lang, title=TITLES[lang] if titled else None) for lang, source in sources.items()})


@st.composite
def related(draw: st.DrawFn) -> dict[Lang, str]:
    """Draw two texts of which some blocks are the same, so that stretches with and without counterpart alternate."""
    blocks = draw(st.lists(st.tuples(markdown_documents(2), st.sampled_from(["both", "both", "both", "de", "en"]))))
    heading = draw(st.sampled_from(["", "## Kopf\n\n"]))
    return {lang: "\n\n".join(heading + text for text, side in blocks if side in ("both", lang)) for lang in LANGS}


def sources() -> st.SearchStrategy[dict[Lang, str]]:
    """Return texts in two languages, related or not, or in one."""
    both = st.fixed_dictionaries({"de": markdown_documents(), "en": markdown_documents()})
    alone = st.one_of(*(st.fixed_dictionaries({lang: markdown_documents()}) for lang in LANGS))
    return st.one_of(both, related(), alone)


@contextmanager
def small_store() -> Iterator[None]:
    """Let lazy documents and bitexts keep next to nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lazy, "KEPT", SMALL)
        patch.setattr(bitexts, "KEPT", SMALL)
        yield


def walked(bitext: Bitext, step: int = 1) -> list[RowKey]:
    """Return the keys of all rows, from either end."""
    key = bitext.first() if step > 0 else bitext.last()
    keys = []
    while key is not None:
        keys.append(key)
        key = bitext.step(key, step)
    return keys


def dense_row(bitext: Bitext, whole: Parallel, key: RowKey) -> Row:
    """Return a row with the running numbers of its blocks."""
    indexes = {
        lang: tuple(whole.documents[lang].index_of(block) for block, _ in bitext.blocks(key, lang))
        for lang in bitext.langs
    }
    return Row(indexes.get("de", ()), indexes.get("en", ()), bitext.row(key).confidence)


def sentences(whole: Parallel, lang: Lang) -> list[tuple[int, int]]:
    """Return every sentence of a language as (running number of its block, number in the block)."""
    blocks = whole.documents[lang].blocks
    return [(index, at) for index, block in enumerate(blocks) for at in range(len(block.sentences))]


def dense_pair(bitext: Bitext, whole: Parallel, lang: Lang, block: BlockKey, sentence: int) -> object:
    """Return the pair of a sentence with the running numbers of its blocks."""
    found = bitext.pair_of(lang, block, sentence)
    if found is None:
        return None
    stretch = bitext.row_of(lang, block).stretch
    sides = {}
    for side in LANGS:
        chunk = bitext.chunk(stretch, side)
        sides[side] = tuple(
            (whole.documents[side].index_of(BlockKey(chunk, index)), at) for index, at in found.side(side)
        )
    return sides["de"], sides["en"], found.confidence


def assert_same(bitext: Bitext, whole: Parallel) -> None:
    """Assert that walking a bitext gives all that the whole has, and nothing else."""
    assert bitext.langs == whole.langs
    forward = walked(bitext)
    assert walked(bitext, -1) == forward[::-1]
    assert forward == sorted(forward)
    assert [dense_row(bitext, whole, key) for key in forward] == list(whole.rows)
    assert [dense_row(bitext, whole, key) for key in reversed(forward)] == list(whole.rows)[::-1]
    for number, key in enumerate(forward):
        for lang in LANGS:
            assert tuple(block for _, block in bitext.blocks(key, lang)) == whole.blocks(number, lang)
    for lang in whole.langs:
        document = whole.documents[lang]
        keys = [document.key_of(index) for index in range(len(document.blocks))]
        assert [bitext.row_of(lang, key) for key in keys] == [forward[row] for row in whole.row_index[lang]]
        for index, sentence in sentences(whole, lang):
            wanted = whole.pair_of(lang, index, sentence)
            assert wanted
            assert dense_pair(bitext, whole, lang, keys[index], sentence) == (wanted.de, wanted.en, wanted.confidence)


# --- the same as the whole ------------------------------------------------------------------------------------------


@given(sources(), st.booleans())
def test_walking_gives_the_rows_of_the_whole(texts: dict[Lang, str], titled: bool) -> None:
    whole = parallel_of(texts, titled)
    assert_same(bitext_of(texts, titled), whole)
    assert bitext_of(texts, titled).parallel() == whole


@FEW
@given(sources())
def test_a_small_store_gives_the_same_rows(texts: dict[Lang, str]) -> None:
    with small_store():
        bitext = bitext_of(texts)
        assert_same(bitext, parallel_of(texts))
        assert len(bitext._kept) <= SMALL


@FEW
@given(sources(), st.data())
def test_rows_are_the_same_in_any_order(texts: dict[Lang, str], data: st.DataObject) -> None:
    whole = parallel_of(texts)
    keys = walked(bitext_of(texts))
    bitext = bitext_of(texts)
    for number in data.draw(st.permutations(range(len(keys)))):
        assert dense_row(bitext, whole, keys[number]) == whole.rows[number]


@SOME
@given(sources())
def test_counterparts_are_those_of_the_pairs(texts: dict[Lang, str]) -> None:
    whole, bitext = parallel_of(texts), bitext_of(texts)
    for lang in whole.langs:
        for index, sentence in sentences(whole, lang):
            wanted = whole.pair_of(lang, index, sentence)
            assert wanted
            found, confidence = bitext.counterparts(lang, whole.documents[lang].key_of(index), sentence)
            there = other(lang)
            assert [(whole.documents[there].index_of(block), at) for block, at in found] == list(wanted.side(there))
            assert confidence == wanted.confidence


@FEW
@given(sources())
def test_a_sentence_that_is_not_there_has_no_pair(texts: dict[Lang, str]) -> None:
    whole, bitext = parallel_of(texts), bitext_of(texts)
    for lang in whole.langs:
        for index, block in enumerate(whole.documents[lang].blocks):
            key = whole.documents[lang].key_of(index)
            assert bitext.pair_of(lang, key, len(block.sentences)) is None
            assert bitext.counterparts(lang, key, len(block.sentences)) == ([], 0.0)


# --- names ----------------------------------------------------------------------------------------------------------


@SOME
@given(sources())
def test_a_block_is_in_the_row_that_it_names(texts: dict[Lang, str]) -> None:
    bitext = bitext_of(texts)
    for key in walked(bitext):
        for lang in bitext.langs:
            assert all(bitext.row_of(lang, block) == key for block, _ in bitext.blocks(key, lang))
    for lang, text in bitext.texts.items():
        block = text.first()
        while block is not None:
            assert block in [each for each, _ in bitext.blocks(bitext.row_of(lang, block), lang)]
            block = text.step(block, 1)


@FEW
@given(sources())
def test_has_knows_exactly_the_rows_that_there_are(texts: dict[Lang, str]) -> None:
    bitext = bitext_of(texts)
    asked = [RowKey(stretch, item) for stretch in range(-2, len(bitext) + 2) for item in range(-2, 20)]
    assert {key for key in asked if bitext.has(key)} == {key for key in walked(bitext) if key.item < 20}


@FEW
@given(sources(), st.integers(-3, 3))
def test_walks_go_on_from_any_row(texts: dict[Lang, str], shift: int) -> None:
    bitext = bitext_of(texts)
    keys = walked(bitext)
    for index in {0, len(keys) // 2, len(keys) - 1 - abs(shift)} & set(range(len(keys))):
        assert list(bitext.walk(keys[index], 1)) == keys[index:]
        assert list(bitext.walk(keys[index], -1)) == keys[index::-1]


# --- numbers --------------------------------------------------------------------------------------------------------


@FEW
@given(sources(), st.data())
def test_numbers_lead_to_rows_and_back(texts: dict[Lang, str], data: st.DataObject) -> None:
    keys = walked(bitext_of(texts))
    for small in (False, True):
        with pytest.MonkeyPatch.context() as patch:
            if small:
                patch.setattr(lazy, "KEPT", SMALL)
                patch.setattr(bitexts, "KEPT", SMALL)
            bitext = bitext_of(texts)
            for number in data.draw(st.permutations(range(len(keys)))):
                key = bitext.find(number)
                assert key == keys[number]
                assert bitext.number(key) == number
                assert bitext.guess(key) == number
            assert bitext.find(-1) is None
            assert bitext.find(len(keys)) is None
            assert bitext.find(len(keys) + 1000) is None
            assert bitext.counted == len(bitext)
            assert [bitext.number(key) for key in keys] == list(range(len(keys)))


@SOME
@given(sources())
def test_numbers_are_known_or_they_are_not_but_never_wrong(texts: dict[Lang, str]) -> None:
    bitext, counted = bitext_of(texts), bitext_of(texts)
    numbers = {key: number for number, key in enumerate(walked(counted))}
    progress = {key: bitext.progress(key) for key in numbers}
    key = bitext.last()
    while key is not None:
        assert bitext.number(key) in (None, numbers[key])
        assert bitext.guess(key) >= 0
        key = bitext.step(key, -1)
    assert {key: bitext.number(key) for key in numbers} == numbers, "all have been looked at"
    assert {key: bitext.progress(key) for key in numbers} == progress, "counting moves nothing"


@SOME
@given(sources())
def test_progress_goes_from_nothing_to_all(texts: dict[Lang, str]) -> None:
    bitext = bitext_of(texts)
    found = [bitext.progress(key) for key in walked(bitext)]
    assert found == sorted(found)
    assert all(0 <= each <= 1 for each in found)
    assert len(set(found)) < 2 or found[-1] == 1.0, "the last row is the end, whatever stands behind it"


# --- what is parsed -------------------------------------------------------------------------------------------------


def paragraphs(count: int, word: str) -> str:
    return "\n\n".join(f"{word} {index}. {word}." for index in range(count))


def parsed(bitext: Bitext) -> int:
    return sum(text.parsed for text in bitext.texts.values())


def test_only_what_is_looked_at_is_parsed() -> None:
    bitext = bitext_of({"de": paragraphs(400, "Satz"), "en": paragraphs(400, "Sentence")})
    assert len(bitext) == 400
    assert parsed(bitext) == 0
    assert bitext.first() == RowKey(0, 0)
    assert bitext.last() == RowKey(399, 0)
    assert parsed(bitext) == 4
    assert bitext.counterparts("de", BlockKey(200, 0), 1) == ([(BlockKey(200, 0), 1)], 1.0)
    assert bitext.number(RowKey(200, 0)) is None
    assert bitext.guess(RowKey(200, 0)) == 200
    assert parsed(bitext) == 6
    assert len(bitext.parallel().rows) == 400
    assert parsed(bitext) == 6, "the whole is read apart from it"
    assert bitext.find(300) == RowKey(300, 0)
    assert parsed(bitext) == 2 * 301 + 2, "all before it, and what was looked at behind it"


@pytest.mark.parametrize("texts", [{"de": ""}, {"de": "", "en": ""}, {"en": "\n\n"}, {"de": "[a]: /u", "en": ""}])
def test_texts_without_rows(texts: dict[Lang, str]) -> None:
    bitext = bitext_of(texts)
    assert (bitext.first(), bitext.last(), bitext.find(0), walked(bitext)) == (None, None, None, [])
    assert not bitext.has(RowKey(0, 0))
    assert bitext.parallel().rows == ()
    assert bitext.progress(RowKey(0, 0)) == 0.0


@pytest.mark.parametrize("tail", ["\n\n[a]: /u", "\n\n[a]: /u\n\n[b]: /v\n\n[c]: /w\n"])
def test_the_last_row_is_the_end_of_the_text(tail: str) -> None:
    for texts in ({"en": f"# Title\n\nOne.{tail}"}, {"de": f"# Titel\n\nEins.{tail}", "en": f"# Title\n\nOne.{tail}"}):
        bitext = bitext_of(texts)  # type: ignore[arg-type]
        last = bitext.last()
        assert last
        assert bitext.progress(last) == 1.0
