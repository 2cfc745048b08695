from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.document.model import LANGS, Block, Box, Container, Document, Kind, Lang, other
from briefing.document.parse import parse
from briefing.library.catalogue import Catalogue
from briefing.parallel.matching import WINDOW, match_sequences
from briefing.parallel.model import Parallel
from briefing.parallel.opening import open_parallel
from briefing.parallel.pairing import pair, shape

GUIDES = Path(__file__).parents[3] / "shared" / "libraries" / "opensource-guide"


def document(lang: Lang, blocks: Sequence[Block], chunks: Sequence[tuple[str, int]] | None = None) -> Document:
    """Make a document of blocks; each is a chunk of its own, unless chunks are given as (letter, number of blocks)."""
    chunks = [(letter_of(block), 1) for block in blocks] if chunks is None else chunks
    starts = accumulate((len(block.text) + 2 for block in blocks[:-1]), initial=0) if blocks else ()
    parts = accumulate((count for _, count in chunks[:-1]), initial=0) if chunks else ()
    return Document(
        lang,
        tuple(blocks),
        "\n\n".join(block.text for block in blocks),
        tuple(starts),
        {},
        parts=tuple(parts),
        shapes="".join(letter for letter, _ in chunks).encode(),
    )


def letter_of(made: Block) -> str:
    """Return the letter from which `block` makes a block of this shape."""
    return next(letter for letter in "123456plqtcrP" if shape(block(letter)) == shape(made))


def block(letter: str, sentences: int = 1, length: int = 5) -> Block:
    """Make a block: "1" to "6" a heading, "p" paragraph, "l" item, "q" quote, "t" table, "c" code, "r" rule."""
    if letter in "123456":
        kind, level = Kind.HEADING, int(letter)
    else:
        kinds = {"l": Kind.LIST_ITEM, "q": Kind.QUOTE, "t": Kind.TABLE, "c": Kind.CODE, "r": Kind.RULE}
        kind, level = kinds.get(letter, Kind.PARAGRAPH), 1 if letter in "lq" else 0
    boxes = {"l": Box.ITEM, "q": Box.QUOTE, "P": Box.ITEM}
    containers = (Container(boxes[letter]),) if letter in boxes else ()
    ranges = tuple((step * length, (step + 1) * length) for step in range(sentences))
    return Block(kind, "x" * length * sentences, (1, 1), level, (), ranges, containers)


def rows(de: str, en: str) -> list[tuple[list[int], list[int], float]]:
    made = pair({"de": document("de", list(map(block, de))), "en": document("en", list(map(block, en)))})
    return [(list(row.de), list(row.en), row.confidence) for row in made.rows]


def test_equal_sequences_pair_with_certainty() -> None:
    assert rows("1p2pl", "1p2pl") == [([i], [i], 1.0) for i in range(5)]


def test_a_missing_block_leaves_other_sections_alone() -> None:
    assert rows("1p2lpl2p", "1p2ll2p") == [
        ([0], [0], 0.9),
        ([1], [1], 0.9),
        ([2], [2], 0.6),
        ([3], [3], 0.6),
        ([4], [], 0.0),
        ([5], [4], 0.6),
        ([6], [5], 0.9),
        ([7], [6], 0.9),
    ]


def test_what_does_not_fit_is_one_sided_german_first() -> None:
    assert rows("1ptp", "1pcqp") == [
        ([0], [0], 0.6),
        ([1], [1], 0.6),
        ([2], [], 0.0),
        ([], [2], 0.0),
        ([], [3], 0.0),
        ([3], [4], 0.6),
    ]


def test_a_missing_section() -> None:
    assert rows("12p3c2p", "12p2p") == [
        ([0], [0], 0.9),
        ([1], [1], 0.6),
        ([2], [2], 0.6),
        ([3], [], 0.0),
        ([4], [], 0.0),
        ([5], [3], 0.9),
        ([6], [4], 0.9),
    ]


def test_lists_and_quotes_count() -> None:
    assert rows("pP", "pp") == [([0], [0], 0.6), ([1], [], 0.0), ([], [1], 0.0)]
    assert shape(block("P")) != shape(block("p"))


def test_lengths_that_no_translation_has_lower_the_confidence() -> None:
    def confidence(here: int, there: int) -> float:
        de, en = document("de", [block("p", 1, here)]), document("en", [block("p", 1, there)])
        forth, back = pair({"de": de, "en": en}).rows[0], pair({"de": en, "en": de}).rows[0]
        assert forth == back
        return forth.confidence

    assert confidence(81, 27) == 1.0
    assert confidence(81, 26) == pytest.approx(0.6)
    assert confidence(80, 1) == 1.0
    assert confidence(300, 0) == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("de", "en", "expected"),
    [
        (2, 2, [([0], [0], 1.0), ([1], [1], 1.0)]),
        (1, 2, [([0], [0, 1], 0.6)]),
        (3, 2, [([0, 1, 2], [0, 1], 0.6)]),
        (4, 3, [([i], [], 0.0) for i in range(4)] + [([], [i], 0.0) for i in range(3)]),
        (0, 1, [([], [0], 0.0)]),
        (0, 0, []),
    ],
)
def test_sentences_never_pair_by_number_when_the_numbers_differ(
    de: int, en: int, expected: list[tuple[list[int], list[int], float]]
) -> None:
    made = pair({"de": document("de", [block("p", de)]), "en": document("en", [block("p", en)])})
    found = [([s for _, s in one.de], [s for _, s in one.en], one.confidence) for one in made.pairs[0]]
    assert found == expected


@pytest.mark.parametrize("lang", LANGS)
def test_one_document_alone(lang: Lang) -> None:
    made = pair({lang: document(lang, [block("1"), block("p", 2), block("r", 0)])})
    assert [(row.side(lang), row.side(other(lang)), row.confidence) for row in made.rows] == [
        ((index,), (), 0.0) for index in range(3)
    ]
    assert [[one.side(lang) for one in pairs] for pairs in made.pairs] == [[((0, 0),)], [((1, 0),), ((1, 1),)], []]
    assert made.row_index == {lang: (0, 1, 2)}
    assert made.langs == (lang,)
    assert made.text(1, other(lang)) is None


def test_no_document_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no document"):
        pair({})


def test_nothing_in_both() -> None:
    assert pair({"de": document("de", []), "en": document("en", [])}).rows == ()


# --- blocks in chunks -----------------------------------------------------------------------------------------------

CHUNK = tuple[str, str]
"""A chunk: the letter for what it begins with, and the letters of its blocks."""


def chunked(lang: Lang, chunks: Sequence[CHUNK]) -> Document:
    blocks = [block(letter) for _, letters in chunks for letter in letters]
    return document(lang, blocks, [(letter, len(letters)) for letter, letters in chunks])


def chunk_rows(de: Sequence[CHUNK], en: Sequence[CHUNK]) -> list[tuple[list[int], list[int], float]]:
    made = pair({"de": chunked("de", de), "en": chunked("en", en)})
    return [(list(row.de), list(row.en), row.confidence) for row in made.rows]


def test_an_added_item_disturbs_its_own_list_only() -> None:
    assert chunk_rows([("p", "p"), ("l", "lll"), ("p", "p")], [("p", "p"), ("l", "ll"), ("p", "p")]) == [
        ([0], [0], 1.0),
        ([1], [1], 0.6),
        ([2], [2], 0.6),
        ([3], [], 0.0),
        ([4], [3], 1.0),
    ]


def test_blocks_of_other_kinds_in_equal_chunks_stay_one_sided() -> None:
    assert chunk_rows([("l", "lPcl")], [("l", "lPtl")]) == [
        ([0], [0], 0.6),
        ([1], [1], 0.6),
        ([2], [], 0.0),
        ([], [2], 0.0),
        ([3], [3], 0.6),
    ]


def test_blocks_never_pair_across_chunks() -> None:
    assert chunk_rows([("l", "l"), ("p", "p")], [("l", "lp")]) == [([0], [0], 0.6), ([], [1], 0.0), ([1], [], 0.0)]


def test_chunks_without_blocks_count_but_have_no_rows() -> None:
    assert chunk_rows([("p", ""), ("p", "p")], [("p", ""), ("p", "p")]) == [([0], [0], 1.0)]
    assert chunk_rows([("p", ""), ("p", "p")], [("p", "p"), ("p", "")]) == [([], [0], 0.0), ([0], [], 0.0)]
    assert chunk_rows([("p", "")], []) == []


def test_what_a_chunk_begins_with_is_enough_to_keep_it_apart() -> None:
    assert chunk_rows([("p", "p"), ("x", "p")], [("p", "p"), ("q", "p")]) == [
        ([0], [0], 0.6),
        ([1], [], 0.0),
        ([], [1], 0.0),
    ]


CHUNKS = st.lists(st.tuples(st.sampled_from("12plqtcx"), st.text("2pplqtcP", max_size=4)), max_size=15)


@given(de=CHUNKS, en=CHUNKS)
def test_chunks_of_several_blocks_obey_the_same_laws(de: list[CHUNK], en: list[CHUNK]) -> None:
    one, two = chunked("de", de), chunked("en", en)
    made = pair({"de": one, "en": two})
    assert_lawful(made)
    assert_lawful(pair({"de": one}))
    for row in made.rows:
        if row.de and row.en:
            assert shape(one.blocks[row.de[0]]) == shape(two.blocks[row.en[0]])
    assert {(row.de, row.en, row.confidence) for row in made.rows} == {
        (row.en, row.de, row.confidence) for row in pair({"de": two, "en": one}).rows
    }


@given(chunks=CHUNKS)
def test_chunks_pair_with_themselves(chunks: list[CHUNK]) -> None:
    one = chunked("de", chunks)
    made = pair({"de": one, "en": one})
    assert [(row.de, row.en, row.confidence) for row in made.rows] == [
        ((i,), (i,), 1.0) for i in range(len(one.blocks))
    ]


# --- laws -----------------------------------------------------------------------------------------------------------

LETTERS = st.text("12234ppppllqtcrP", max_size=40)
COUNTS = st.lists(st.integers(0, 5), min_size=40, max_size=40)


def documents(de: str, en: str, counts: list[int], lengths: int) -> tuple[Document, Document]:
    one = document("de", [block(letter, counts[i]) for i, letter in enumerate(de)])
    two = document("en", [block(letter, counts[-i], lengths) for i, letter in enumerate(en)])
    return one, two


def assert_lawful(made: Parallel) -> None:
    for lang, text in made.documents.items():
        assert [index for row in made.rows for index in row.side(lang)] == list(range(len(text.blocks)))
        for number, row in enumerate(made.rows):
            assert all(made.row_index[lang][index] == number for index in row.side(lang))
            sentences = [(i, s) for i in row.side(lang) for s in range(len(text.blocks[i].sentences))]
            assert [at for one in made.pairs[number] for at in one.side(lang)] == sentences
        assert len(made.row_index[lang]) == len(text.blocks)
    assert len(made.pairs) == len(made.rows)
    for row, pairs in zip(made.rows, made.pairs, strict=True):
        assert row.de or row.en
        assert 0 <= row.confidence <= 1
        assert (row.confidence == 0) == (not row.de or not row.en)
        for one in pairs:
            assert one.de or one.en
            assert one.confidence <= row.confidence
            assert (one.confidence == 0) == (not one.de or not one.en)


@given(de=LETTERS, en=LETTERS, counts=COUNTS, lengths=st.integers(1, 60))
def test_every_block_and_sentence_is_in_one_place_and_in_order(
    de: str, en: str, counts: list[int], lengths: int
) -> None:
    one, two = documents(de, en, counts, lengths)
    assert_lawful(pair({"de": one, "en": two}))
    assert_lawful(pair({"en": two}))


@given(de=LETTERS, en=LETTERS, counts=COUNTS, lengths=st.integers(1, 60))
def test_swapping_the_languages_mirrors_the_rows(de: str, en: str, counts: list[int], lengths: int) -> None:
    one, two = documents(de, en, counts, lengths)
    forth, back = pair({"de": one, "en": two}), pair({"de": two, "en": one})
    assert {(row.de, row.en, row.confidence) for row in forth.rows} == {
        (row.en, row.de, row.confidence) for row in back.rows
    }
    assert {(p.de, p.en, p.confidence) for pairs in forth.pairs for p in pairs} == {
        (p.en, p.de, p.confidence) for pairs in back.pairs for p in pairs
    }


@given(de=LETTERS, counts=COUNTS)
def test_a_text_pairs_with_itself(de: str, counts: list[int]) -> None:
    one = document("de", [block(letter, count) for letter, count in zip(de, counts, strict=False)])
    made = pair({"de": one, "en": one})
    assert [(row.de, row.en, row.confidence) for row in made.rows] == [((i,), (i,), 1.0) for i in range(len(de))]
    assert all(p.de == p.en and p.confidence == 1.0 for pairs in made.pairs for p in pairs)


@given(de=LETTERS, en=LETTERS)
def test_paired_blocks_have_the_same_shape(de: str, en: str) -> None:
    for here, there, _ in rows(de, en):
        if here and there:
            assert shape(block(de[here[0]])) == shape(block(en[there[0]]))


@given(text=st.text("12pl", max_size=30), extra=st.integers(0, 30))
def test_one_added_block_disturbs_its_own_section_only(text: str, extra: int) -> None:
    at = min(extra, len(text))
    found = {tuple(here): confidence for here, there, confidence in rows(text[:at] + "t" + text[at:], text) if there}
    headings = [index for index, letter in enumerate(text) if letter in "12"]
    start = max((index for index in headings if index < at), default=0)
    end = min((index for index in headings if index >= at), default=len(text))
    for index in range(len(text)):
        own = index if index < at else index + 1
        assert found[(own,)] == (0.6 if start <= index < end else 0.9)


SEQUENCES = st.lists(st.integers(0, 3), max_size=30)


def longest(first: Sequence[int], second: Sequence[int]) -> int:
    table = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i, one in enumerate(first):
        for j, two in enumerate(second):
            table[i + 1][j + 1] = table[i][j] + 1 if one == two else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


@given(first=SEQUENCES, second=SEQUENCES)
def test_short_sequences_match_as_long_as_can_be(first: list[int], second: list[int]) -> None:
    assert len(match_sequences(first, second)) == longest(first, second)


@given(first=st.lists(st.integers(0, 3), max_size=200), second=st.lists(st.integers(0, 3), max_size=200))
def test_matches_are_equal_ascending_and_symmetric(first: list[int], second: list[int]) -> None:
    found = match_sequences(first, second)
    assert all(first[i] == second[j] for i, j in found)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))
    assert sorted((j, i) for i, j in found) == match_sequences(second, first)


def test_long_sequences_stay_matched_over_many_windows() -> None:
    first = [i * 7 % 11 for i in range(20 * WINDOW)]
    second = [value for i, value in enumerate(first) if i % 37 != 5]
    assert len(match_sequences(first, second)) >= 0.97 * len(second)


@pytest.mark.parametrize("kind", ["unrelated", "shifted", "headings"])
def test_long_documents_do_not_take_the_square_of_their_length(kind: str) -> None:
    size = 20_000
    if kind == "unrelated":
        de, en = ["12p"[i % 3] for i in range(size)], ["34l"[i % 3] for i in range(size)]
    elif kind == "shifted":
        de, en = ["pplc2"[i % 5] for i in range(size)], ["pplc2"[i * 3 % 5] for i in range(size)]
    else:
        de, en = ["2334"[i % 4] for i in range(size)], ["2434"[i % 4] for i in range(size)]
    one, two = document("de", list(map(block, de))), document("en", list(map(block, en)))
    began = time.process_time()
    pair({"de": one, "en": two})
    assert time.process_time() - began < 10  # a whole table would take minutes


@pytest.mark.skipif(not GUIDES.is_dir(), reason="the shared guides are not beside this checkout")
def test_real_guides_keep_the_laws_and_the_untranslated_one_pairs_wholly() -> None:
    for briefing in Catalogue(None).scan([GUIDES]).briefings:
        made = open_parallel(briefing)
        assert made.langs == ("de", "en")
        assert_lawful(made)
        if briefing.id.startswith("security"):
            assert all(row.confidence == 1.0 for row in made.rows)


def test_parsed_texts_pair() -> None:
    de = parse("# Titel\n\nEins. Zwei.\n\n- Punkt\n", "de")
    en = parse("# Title\n\nOne. Two.\n\n- Item\n", "en")
    made = pair({"de": de, "en": en})
    assert [(made.text(number, "de"), made.text(number, "en")) for number in range(3)] == [
        ("Titel", "Title"),
        ("Eins. Zwei.", "One. Two."),
        ("Punkt", "Item"),
    ]
    assert made.pair_of("de", 1, 1) == made.pairs[1][1]
