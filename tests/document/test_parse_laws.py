"""The laws of the model over documents that nobody would write."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document.model import LANGS, Box, Kind, Lang
from briefing.document.parse import parse

from .laws import check_document
from .strategies import inline_markdown, markdown_documents


@settings(max_examples=150)
@given(markdown_documents(surrogates=True), st.sampled_from(LANGS))
def test_every_law_holds(source: str, lang: Lang) -> None:
    document = parse(source, lang)
    check_document(document, source)
    assert parse(source, lang) == document


@given(st.text(max_size=200), st.sampled_from(LANGS))
def test_any_text_at_all_is_a_document(source: str, lang: Lang) -> None:
    check_document(parse(source, lang), source)


@given(inline_markdown(12))
def test_a_paragraph_says_the_same_in_a_quote(source: str) -> None:
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    plain = parse("Zuerst " + " ".join(lines), "de").blocks
    quoted = parse("> Zuerst " + " ".join(lines), "de").blocks
    assert [block.text for block in quoted] == [block.text for block in plain]
    assert [block.spans for block in quoted] == [block.spans for block in plain]
    assert all(block.containers[0].box is Box.QUOTE for block in quoted)


@given(markdown_documents(4), st.text(max_size=20))
def test_a_title_only_comes_before(source: str, title: str) -> None:
    plain, titled = parse(source, "en"), parse(source, "en", title=title)
    added = len(titled.blocks) - len(plain.blocks)
    assert titled.blocks[added:] == plain.blocks
    assert titled.blocks[:added] == () or titled.blocks[0].kind is Kind.HEADING
    assert {label: (n, at + added) for label, (n, at) in plain.footnotes.items()} == titled.footnotes
    assert titled.text.endswith(plain.text)
