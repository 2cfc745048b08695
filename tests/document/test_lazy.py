"""Texts that are parsed chunk by chunk: no more than is looked at, and exactly what the whole gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.document import lazy
from briefing.document.lazy import LazyDocument
from briefing.document.model import LANGS, BlockKey, Kind, Lang
from briefing.document.parse import parse
from briefing.text import clean

from .strategies import markdown_documents

TITLES = st.one_of(st.none(), st.just("Ein Titel"))
TEXT = "# Eins\n\nErster.\n\n- a\n- b\n\n## Zwei\n\nZweiter[^n].\n\n[^n]: Anmerkung.\n"


def opened(text: str, lang: Lang = "de", title: str | None = None) -> LazyDocument:
    return LazyDocument(clean(text).encode(), lang, title)


def walked(text: LazyDocument, step: int = 1) -> list[BlockKey]:
    """Return the keys of all blocks, from either end."""
    key = text.first() if step > 0 else text.last()
    keys = []
    while key is not None:
        keys.append(key)
        key = text.step(key, step)
    return keys


@given(markdown_documents(), st.sampled_from(LANGS), TITLES)
def test_the_blocks_one_by_one_are_those_of_the_whole(source: str, lang: Lang, title: str | None) -> None:
    document = parse(source, lang, title=title)
    text = opened(source, lang, title)
    assert text.whole() == document
    keys = walked(text)
    assert keys == [document.key_of(index) for index in range(len(document.blocks))]
    assert [text.block(key) for key in keys] == list(document.blocks)
    assert walked(text, -1) == keys[::-1]
    assert (text.lang, text.shapes, len(text)) == (lang, document.shapes, len(document.parts))
    assert [block for chunk in range(len(text)) for block in text.blocks(chunk)] == list(document.blocks)


@given(markdown_documents(), TITLES)
def test_chunks_say_the_same_in_any_order(source: str, title: str | None) -> None:
    document = parse(source, "de", title=title)
    text = opened(source, "de", title)
    for index in reversed(range(len(document.blocks))):
        assert text.block(document.key_of(index)) == document.blocks[index]
    assert text.parsed <= len(text), "every chunk once"


@given(markdown_documents(), TITLES)
def test_notes_and_numbers_are_those_of_the_whole(source: str, title: str | None) -> None:
    document = parse(source, "en", title=title)
    text = opened(source, "en", title)
    for label, (number, block) in document.footnotes.items():
        assert text.numbers[label] == number
        assert text.note(label) == document.key_of(block)
    for label in ("gibtsnicht", ""):
        assert text.note(label) is None


@given(markdown_documents())
def test_has_knows_exactly_the_blocks_that_there_are(source: str) -> None:
    text = opened(source)
    keys = set(walked(text))
    asked = [BlockKey(chunk, item) for chunk in range(-2, len(text) + 2) for item in range(-2, 12)]
    assert {key for key in asked if text.has(key)} == {key for key in keys if key.item < 12}


PLAIN = st.sampled_from(
    (
        *("# Eins", "## Zwei ##", "###### Sechs", "Drei\n====", "Vier\n----", "Ein Absatz.", "#keiner"),
        *("- a\n- # kein Kopf", "> # auch keiner", "```\n# Code\n```", "    # Code", "<!--\n# still\n-->"),
        "| # | x |\n|---|---|\n| # | y |",
    )
)


@given(st.lists(PLAIN, max_size=12))
def test_headings_are_those_that_chunks_begin_with(blocks: list[str]) -> None:
    text = opened("\n\n".join(blocks))
    headings = text.headings()
    assert text.parsed == 0
    begins = {chunk: text.blocks(chunk)[0] for chunk in range(len(text))}
    assert headings == [chunk for chunk, block in begins.items() if block.kind is Kind.HEADING and not block.containers]
    assert [begins[chunk].level for chunk in headings] == [int(chr(text.shapes[chunk])) for chunk in headings]


@given(markdown_documents(), st.integers(-3, 12), st.integers(-3, 12))
def test_headings_of_a_part(source: str, first: int, last: int) -> None:
    text = opened(source)
    last = min(last, len(text))
    assert text.headings(first, last) == [chunk for chunk in text.headings() if first <= chunk < last]
    assert text.headings(first) == [chunk for chunk in text.headings() if chunk >= first]
    assert text.parsed == 0


@given(markdown_documents(), st.integers(1, 4))
def test_a_small_store_gives_the_same_answers(source: str, kept: int) -> None:
    document = parse(source, "de")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lazy, "KEPT", kept)
        text = opened(source)
        keys = walked(text)
        assert [text.block(key) for key in keys] == list(document.blocks)
        assert [text.block(key) for key in reversed(keys)] == list(document.blocks)[::-1]
        assert len(text._kept) <= kept


@given(markdown_documents())
def test_sources_and_sizes_are_those_of_the_chunks(source: str) -> None:
    text = opened(source)
    sizes = text.sizes()
    assert text.parsed == 0
    assert len(sizes) == len(text)
    sources = [text.source(chunk) for chunk in range(len(text))]
    assert text.parsed == 0
    assert all(size > 0 for size in sizes)
    assert clean(source).endswith("".join(sources))


# --- what is parsed -------------------------------------------------------------------------------------------------


def paragraphs(count: int) -> str:
    return "\n\n".join(f"Absatz {index}. Noch ein Satz." for index in range(count))


def test_only_chunks_that_are_asked_for_are_parsed() -> None:
    text = opened(paragraphs(500))
    assert len(text) == 500
    assert (text.shapes, text.parsed) == (b"p" * 500, 0)
    assert text.block(BlockKey(250, 0)).text == "Absatz 250. Noch ein Satz."
    assert text.parsed == 1
    assert text.blocks(250) == text.blocks(250)
    assert text.parsed == 1, "what was parsed is kept"
    assert text.step(BlockKey(250, 0), 1) == BlockKey(251, 0)
    assert text.parsed == 2
    assert text.last() == BlockKey(499, 0)
    assert text.first() == BlockKey(0, 0)
    assert text.parsed == 4
    assert not text.has(BlockKey(500, 0))
    assert text.parsed == 4
    assert len(text.whole().blocks) == 500
    assert text.parsed == 4, "the whole is read apart from it"


def test_a_title_costs_no_parsing() -> None:
    text = opened(paragraphs(3), title="Ein Titel")
    assert (len(text), text.parsed) == (4, 0)
    assert text.shapes == b"1ppp"
    assert text.block(BlockKey(0, 0)).text == "Ein Titel"
    assert text.block(BlockKey(1, 0)).text == "Absatz 0. Noch ein Satz."
    assert (text.source(0), text.sizes()[0]) == ("", len("Ein Titel"))


def test_a_note_is_found_without_the_chunks_before_it() -> None:
    text = opened(f"Erster[^n].\n\n{paragraphs(300)}\n\n[^n]: Anmerkung.", title="T")
    note = text.note("n")
    assert note
    assert text.parsed == 1
    assert text.block(note).text == "Anmerkung."
    assert text.numbers == {"n": 1}


def test_lines_are_those_of_the_file_from_wherever_it_is_read() -> None:
    text = opened(f"---\ntitle: x\n---\n\n{paragraphs(50)}")
    for chunk in (30, 10, 40, 0, 49):
        assert text.blocks(chunk)[0].lines == (5 + 2 * chunk, 5 + 2 * chunk)


# --- ends -----------------------------------------------------------------------------------------------------------


def test_steps_at_the_ends() -> None:
    text = opened(TEXT)
    first, last = text.first(), text.last()
    assert first == BlockKey(0, 0)
    assert last
    assert text.block(last).kind is Kind.FOOTNOTE
    assert text.step(first, -1) is None
    assert text.step(last, 1) is None


def test_blocks_of_one_chunk_are_stepped_through() -> None:
    text = opened(TEXT)
    items = [key for key in walked(text) if text.block(key).kind is Kind.LIST_ITEM]
    assert items == [BlockKey(2, 0), BlockKey(2, 1)]
    assert text.step(items[0], 1) == items[1]
    assert text.step(items[1], -1) == items[0]
    assert text.step(items[1], 1) == BlockKey(3, 0)


def test_chunks_without_blocks_are_stepped_over() -> None:
    text = opened("[a]: /u\n\nEins.\n\n[b]: /v\n\nZwei.\n\n[c]: /w")
    assert [text.block(key).text for key in walked(text)] == ["Eins.", "Zwei."]
    assert [text.block(key).text for key in walked(text, -1)] == ["Zwei.", "Eins."]


@pytest.mark.parametrize("source", ["", "\n", " \n\t\n\n", "---\ntitle: x\n---\n", "---\n---\n \n", "[a]: /u\n"])
def test_a_blank_text(source: str) -> None:
    text = opened(source)
    assert (text.first(), text.last(), text.headings(), dict(text.numbers)) == (None, None, [], {})
    assert not text.has(BlockKey(0, 0))
    assert text.note("1") is None
    assert text.whole() == parse(source, "de")
    assert text.whole().blocks == ()
    with pytest.raises(IndexError):
        text.block(BlockKey(0, 0))


def test_a_blank_text_with_a_title() -> None:
    text = opened("\n \n", title="Nur der Titel")
    assert walked(text) == [BlockKey(0, 0)]
    assert text.headings() == [0]
    assert text.block(BlockKey(0, 0)).text == "Nur der Titel"
    assert text.whole() == parse("\n \n", "de", title="Nur der Titel")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\nTitel\n===\nText.", ["Titel"]),
        ("\n---\nEine\nZeile\n---\nText.", ["Eine Zeile"]),
        ("***\n___\n# Eins\nText.\n\n---\nZwei\n---\n", ["Eins", "Zwei"]),
        ("- a\n\n---\nDrei\n===\n", ["Drei"]),
    ],
)
def test_a_heading_directly_below_a_rule_is_known(text: str, expected: list[str]) -> None:
    document = LazyDocument(text.encode(), "de")
    found = [document.blocks(chunk)[0].text for chunk in document.headings()]
    assert found == expected
