"""An export is Markdown that our own parser reads back: every quote and body whole, and each in its place."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.document.model import Block, Box, Document, Kind, Mark
from briefing.document.parse import parse
from briefing.export import render
from briefing.export.markdown_text import block_quote, code_quote, indented, plain
from briefing.notes.model import Note, State
from briefing.text import clean

from .making import AT, items, note, placed, with_id

HOSTILE = [
    *("-->", "<!--", "```", "````py", "~~~", "---", "***", "===", "> ", ">", "|", "| a | b |\n|---|---|\n| c | d |"),
    *("# x", "- ", "* x", "1. ", "[^1]: fn", "[^1]", "[a]: http://b", "[a]", "![i](j)", "<script>", "</script>"),
    *("<div>", "<pre>", "<![CDATA[", "<?php", "    code", "\tcode", "\\", "`", "``", "*", "**", "_", "&amp;", "&#35;"),
    *(
        "~~",
        ": def",
        "Term",
        "www.example.org",
        "https://e.org/x_y",
        "<https://e.org>",
        "a",
        "ä",
        "🙂",
        "אבג",
        "\u202e",
    ),
    *("\r", "\r\n", "\x0b", "\x0c", "\u2028", "\x85", "\x00", "\x1b[2J", " ", "  \n", "\n", "\n\n", "\n\n\n"),
    *("{{ x }}", "{% raw %}", "---\ntitle: x\n---", "http://", "https://a*b*c", "ftp://(_x_)."),
]
TEXTS = st.lists(st.sampled_from(HOSTILE), max_size=8).map("".join) | st.text(max_size=20)
COMMENT = re.compile(r"<!-- briefing:note ([0-9a-f-]+) rev=2 -->")


def export(*notes: Note) -> tuple[str, Document]:
    """Return an export of some notes, and what our parser makes of it."""
    made = [placed(with_id(one, number), counterpart=one.target.exact) for number, one in enumerate(notes)]
    text = render(items(*made), "markdown", AT)
    return text, parse(text, "en")


def split(document: Document) -> list[list[Block]]:
    """Return the blocks of each note: those up to its comment, which must stand at the top level."""
    parts: list[list[Block]] = [[]]
    for block in document.blocks:
        if not block.containers and block.kind is Kind.HTML and COMMENT.fullmatch(block.text):
            parts.append([])
        else:
            parts[-1].append(block)
    return parts


def words(text: str) -> list[str]:
    return clean(text).split()


def quotes(blocks: list[Block]) -> list[str]:
    """Return the words of the block quotes at the top level."""
    found = [block for block in blocks if block.containers and block.containers[0].box is Box.QUOTE]
    return [word for block in found for word in block.text.split()]


def bodies(text: str) -> list[str]:
    """Return the bodies as they stand in the file: the indented lines below each label."""
    found = re.findall(r"^- \*\*Note\*\*\n\n((?:(?:  .*)?\n)*?)\n— \*", text, re.MULTILINE)
    return ["\n".join(line[2:] for line in body.removesuffix("\n").split("\n")) for body in found]


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3))
@settings(max_examples=80)
@example([("-->", "x"), ("```\nunclosed", "```"), ("x", "<!-- open")])
@example([("[^1]: gone?", "[^1]"), ("[a]: b", "[a]")])
@example([("Term\n: def", "Term\n: def")])
def test_every_quote_and_body_is_whole_and_in_its_place(pairs: list[tuple[str, str]]) -> None:
    notes = [note(body, quote if quote.strip() else "q") for body, quote in pairs]
    text, document = export(*notes)
    parts = split(document)
    assert len(parts) == len(notes) + 1
    for made, blocks in zip(notes, parts[:-1], strict=True):
        assert quotes(blocks) == 2 * words(made.target.exact)
        outside = [block for block in blocks if not block.containers]
        facts = [block for block in outside if block.kind is Kind.PARAGRAPH and block.text.startswith("— ")]
        assert len(facts) == 1
        assert all(block.kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.RULE) for block in outside)
    assert bodies(text) == [clean(made.body) for made in notes if made.body]


@given(TEXTS.filter(str.strip))
@settings(max_examples=400)
def test_quoted_text_reads_as_it_is(text: str) -> None:
    document = parse(f"{block_quote(text)}\n\nEnde", "en")
    assert quotes(list(document.blocks[:-1])) == words(text)
    assert not any(block.spans and block.spans[0].mark is not Mark.LINK for block in document.blocks)
    assert (document.blocks[-1].text, document.blocks[-1].containers) == ("Ende", ())


@given(TEXTS.filter(str.strip))
@settings(max_examples=400)
def test_one_line_reads_as_it_is(text: str) -> None:
    (block,) = parse(plain(text), "en").blocks or (None,)
    assert (block.text.split() if block else []) == words(text)


@given(TEXTS)
@settings(max_examples=400)
def test_code_is_quoted_line_for_line(code: str) -> None:
    document = parse(f"{code_quote(code)}\n\nEnde", "en")
    assert [block.kind for block in document.blocks] == [Kind.CODE, Kind.PARAGRAPH]
    lines = [line.split() for line in document.blocks[0].text.split("\n")]
    assert lines == [line.split() for line in clean(code).split("\n")]


@given(TEXTS)
@settings(max_examples=400)
def test_a_body_stays_inside_its_list_item(body: str) -> None:
    document = parse(f"- **Note**\n\n{indented(body)}\n\nEnde", "en")
    *inside, last = document.blocks
    assert (last.text, last.containers) == ("Ende", ())
    assert all(block.containers and block.containers[0].box in (Box.ITEM, Box.FOOTNOTE) for block in inside)


def test_a_very_long_body_is_whole() -> None:
    body = "\n".join(f"{number}: ``` --> | > {'ä' * (number % 50)}" for number in range(600))[:20_000]
    text, document = export(note(body), note("danach"))
    assert bodies(text) == [body, "danach"]
    assert len(split(document)) == 3


@pytest.mark.parametrize("title", ["a --> b", "`x` *y*", "# t\n- u", "<b>", "|", "א\u202eb"])
def test_titles_sections_and_tags_cannot_break_out_either(title: str) -> None:
    made = note("x", title=title, briefing=title, tags=(title, "b"), id=title)
    made = replace(made, target=replace(made.target, heading_path=(title, title)))
    text = render(items(placed(made, State.ORPHAN), placed(note("y"))), "markdown", AT)
    document = parse(text, "en")
    headings = [block.text for block in document.blocks if block.kind is Kind.HEADING]
    assert headings == ["Notes", " ".join(words(title)), "Destillation / Distillation"]
    comments = [block for block in document.blocks if block.kind is Kind.HTML]
    assert all(re.fullmatch(r"<!-- briefing:note [\w-]* ?rev=2 -->", block.text) for block in comments)
    assert len(comments) == 2
    assert bodies(text) == ["x", "y"]
