"""What holds for every document that the parser returns, whatever it was given."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from briefing.document.model import Block, Box, Document, Kind, Mark
from briefing.document.parse_rules import make_parser
from briefing.document.source import split
from briefing.document.tokens import Token
from briefing.text import clean

MARKERS = re.compile(r"[•◦▪☐☑]|\d+[.)]|")
EMPTY_MARKS = {Mark.FOOTNOTE, Mark.IMAGE, Mark.LINK}
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def check_document(document: Document, source: str) -> None:
    """Assert every law of the model for `document`, parsed without a title from `source`."""
    check_projection(document)
    check_parts(document)
    check_lines(document, source)
    check_footnotes(document)
    for block in document.blocks:
        check_characters(block)
        check_spans(block)
        check_sentences(block)
        check_containers(block)
        check_table(block)
    check_words(document, source)


def check_projection(document: Document) -> None:
    assert document.text == "\n\n".join(block.text for block in document.blocks)
    assert len(document.starts) == len(document.blocks)
    for index, (start, block) in enumerate(zip(document.starts, document.blocks, strict=True)):
        assert document.text[start : start + len(block.text)] == block.text
        assert document.locate(start) == (index, 0)
        assert document.locate(start + len(block.text)) == (index, len(block.text))


def check_parts(document: Document) -> None:
    """Every block is in one chunk, and keys name blocks both ways."""
    assert len(document.parts) == len(document.shapes)
    assert list(document.parts) == sorted(document.parts)
    assert not document.parts or document.parts[0] == 0
    assert not document.blocks or document.parts[-1] <= len(document.blocks)
    keys = [document.key_of(index) for index in range(len(document.blocks))]
    assert [document.index_of(key) for key in keys] == list(range(len(document.blocks)))
    assert keys == sorted(keys)
    assert all(key.item >= 0 for key in keys)
    for key, following in itertools.pairwise(keys):
        assert following in ((key.chunk, key.item + 1), (following.chunk, 0))


def check_lines(document: Document, source: str) -> None:
    last = split(clean(source)).body_line - 1
    for block in document.blocks:
        assert last < block.lines[0] <= block.lines[1]
        last = block.lines[1]
    assert last <= clean(source).count("\n") + 1


def check_characters(block: Block) -> None:
    controls = [char for char in block.text if unicodedata.category(char) in ("Cc", "Cs") and char != "\n"]
    assert not controls
    assert not DIRECTION.search(block.text)
    assert clean(block.text) == unicodedata.normalize("NFC", block.text)
    if block.kind in (Kind.HTML, Kind.CODE, Kind.TABLE):
        return
    assert block.text == block.text.strip(" \n") or any(span.mark is Mark.CODE for span in block.spans)
    outside = "".join("x" if _coded(block, at) else char for at, char in enumerate(block.text))
    assert not re.search(r" [ \n]|\n[ \n]", outside)


def _coded(block: Block, at: int) -> bool:
    return any(span.mark is Mark.CODE and span.start <= at < span.end for span in block.spans)


def check_spans(block: Block) -> None:
    starts = [span.start for span in block.spans]
    assert starts == sorted(starts)
    for span in block.spans:
        assert 0 <= span.start <= span.end <= len(block.text)
        assert span.start < span.end or span.mark in EMPTY_MARKS
        assert (span.start == span.end) if span.mark is Mark.FOOTNOTE else True
        assert clean(span.target) == span.target
    assert not (block.kind in (Kind.CODE, Kind.HTML, Kind.RULE) and block.spans)


def check_sentences(block: Block) -> None:
    end = 0
    outside = []
    for start, stop in block.sentences:
        assert end <= start < stop <= len(block.text)
        sentence = block.text[start:stop]
        assert sentence == sentence.strip()
        outside.append(block.text[end:start])
        end = stop
    outside.append(block.text[end:])
    rest = "".join(outside)
    assert not (rest.replace("|", "") if block.kind is Kind.TABLE else rest).strip()
    if block.kind is Kind.HEADING:
        assert len(block.sentences) <= 1
    if block.kind is Kind.CODE:
        assert [block.text[a:b] for a, b in block.sentences] == [
            line.strip() for line in block.text.split("\n") if line.strip()
        ]


def check_containers(block: Block) -> None:
    boxes = [container.box for container in block.containers]
    for container in block.containers:
        assert MARKERS.fullmatch(container.marker) or container.box is Box.FOOTNOTE
        assert bool(container.marker) == (container.box in (Box.ITEM, Box.FOOTNOTE))
    opening = [container.opens for container in block.containers]
    assert opening == sorted(opening)  # nothing that opened before stands inside something that opens now
    if block.kind is Kind.LIST_ITEM:
        assert boxes[-1] is Box.ITEM
        assert block.level == boxes.count(Box.ITEM)
    if block.kind is Kind.QUOTE:
        assert boxes[-1] is Box.QUOTE
        assert block.level == boxes.count(Box.QUOTE)
    if block.kind is Kind.FOOTNOTE:
        assert boxes[-1] is Box.FOOTNOTE
        assert block.info
    if block.kind is Kind.HEADING:
        assert 1 <= block.level <= 6


def check_table(block: Block) -> None:
    assert bool(block.table) == (block.kind is Kind.TABLE)
    if not block.table:
        return
    rows = [" | ".join(block.text[cell.start : cell.end] for cell in row) for row in block.table]
    assert "\n".join(rows) == block.text
    assert block.text.count("\n") == len(rows) - 1
    cells = [cell for row in block.table for cell in row]
    assert all(cell.align in ("left", "center", "right") for cell in cells)
    inside = {at: index for index, cell in enumerate(cells) for at in range(cell.start, cell.end)}
    assert all(inside[start] == inside[end - 1] for start, end in block.sentences)


def check_footnotes(document: Document) -> None:
    numbers = [number for number, _ in document.footnotes.values()]
    assert numbers == list(range(1, len(numbers) + 1))
    order: dict[str, None] = {}
    for block in document.blocks:
        order.update({span.target: None for span in block.spans if span.mark is Mark.FOOTNOTE})
    assert list(document.footnotes)[: len(order)] == list(order)
    for number, index in document.footnotes.values():
        notes = [c for c in document.blocks[index].containers if c.box is Box.FOOTNOTE and c.opens]
        assert str(number) in [container.marker for container in notes]


def check_words(document: Document, source: str) -> None:
    """Every word that the parser's tokens show is in the blocks, in the same order."""
    wanted: list[str] = []
    for token in make_parser().parse(split(clean(source)).body, {}):
        if token.type == "inline":
            wanted += clean("".join(_shown(token.children or ()))).split()
        elif not token.children:
            wanted += clean(token.content).split()
    got = re.sub(r" \| |\n", " ", document.text).split()
    boxes = sum(
        container.marker in ("☐", "☑") for b in document.blocks for container in b.containers if container.opens
    )
    missing = Counter(_letters(wanted)) - Counter(_letters(got))
    assert missing <= Counter({"x": boxes, "X": boxes}), missing


def _letters(words: list[str]) -> str:
    return "".join(re.findall(r"\w", unicodedata.normalize("NFD", "".join(words))))


def _shown(children: Sequence[Token]) -> Iterator[str]:
    for token in children:
        if token.children:
            yield from _shown(token.children)
        else:
            yield "\n" if token.type in ("softbreak", "hardbreak") else token.content
