from __future__ import annotations

import subprocess
import sys

import pytest

from briefing.document.model import Kind
from briefing.document.parse import parse


def test_the_projection_joins_blocks_with_a_blank_line() -> None:
    document = parse("# A\n\nBc.\n\n---\n\n- d", "de")
    assert document.text == "A\n\nBc.\n\n\n\nd"
    assert document.starts == (0, 3, 8, 10)
    assert document.locate(4) == (1, 1)


def test_an_empty_document_has_an_empty_projection() -> None:
    document = parse("", "en")
    assert (document.blocks, document.text, document.starts, document.footnotes) == ((), "", (), {})


@pytest.mark.parametrize(
    ("source", "lines"),
    [("Text", (1, 1)), ("---\na: 1\nb: 2\n---\nText", (1, 4)), ("", (1, 1)), ("## Text", (1, 1)), ("- # x", (1, 1))],
)
def test_a_title_becomes_the_first_heading(source: str, lines: tuple[int, int]) -> None:
    document = parse(source, "de", title=" Der\n *Titel*\x07 ")
    first = document.blocks[0]
    if source == "- # x":
        assert first.text == "x"
        return
    assert (first.kind, first.level, first.text, first.lines) == (Kind.HEADING, 1, "Der *Titel*␇", lines)
    assert first.sentences == ((0, len(first.text)),)


def test_no_title_before_a_heading_of_level_one() -> None:
    assert [block.text for block in parse("# Da\n\nText", "de", title="Dort").blocks] == ["Da", "Text"]


@pytest.mark.parametrize("title", [None, "", " \n", "\u200b"])
def test_no_title_no_heading(title: str | None) -> None:
    assert [block.text for block in parse("Text", "de", title=title).blocks] == ["Text"]


def test_footnotes_move_with_the_title() -> None:
    document = parse("a[^1]\n\n[^1]: n", "de", title="T")
    number, index = document.footnotes["1"]
    assert (number, document.blocks[index].text) == (1, "n")


def test_the_language_decides_about_sentences() -> None:
    text = "Am 3. Platz."
    assert len(parse(text, "de").blocks[0].sentences) == 1
    assert len(parse(text, "en").blocks[0].sentences) == 2
    assert parse(text, "en").lang == "en"


def test_only_the_parser_loads_the_markdown_library() -> None:
    code = (
        "import sys, briefing.document.sentences, briefing.document.blocks, briefing.document.source;"
        "sys.exit(any(name.startswith(('markdown_it', 'mdit', 'linkify')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
