"""Markdown to the document model: the one door through which text comes in."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from briefing.document.blocks import read_blocks
from briefing.document.model import Block, Document, Kind, Lang
from briefing.document.parse_rules import make_parser
from briefing.document.ranges import whole
from briefing.document.source import split
from briefing.text import clean, one_line

JOINT: Final = "\n\n"
"""What stands between two blocks in a document's text."""


def parse(text: str, lang: Lang, *, title: str | None = None) -> Document:
    """Parse a whole file.

    Never fails: what isn't Markdown is a paragraph. Control and format characters are cleaned from the source, and
    again from what character references bring back. Takes time in proportion to the length of the text.

    Args:
        text: the file, front matter included; its lines are the ones that blocks refer to.
        lang: its language, for the sentences.
        title: a title from elsewhere; it becomes a heading of level 1 on the lines of the front matter (line 1
            without), unless the text begins with such a heading.
    """
    source = split(clean(text))
    reading = read_blocks(make_parser().parse(source.body, {}), lang, source.body_line)
    blocks = reading.blocks
    heading = _title(title, max(1, source.body_line - 1)) if title else None
    added = 0
    if heading and not (blocks and blocks[0].kind is Kind.HEADING and blocks[0].level == 1):
        blocks = (heading, *blocks)
        added = 1
    starts = accumulate((len(block.text) + len(JOINT) for block in blocks[:-1]), initial=0) if blocks else ()
    return Document(
        lang=lang,
        blocks=blocks,
        text=JOINT.join(block.text for block in blocks),
        starts=tuple(starts),
        footnotes={label: (number, at + added) for label, (number, at) in reading.footnotes.items()},
    )


def _title(title: str, last_line: int) -> Block | None:
    text = one_line(title)
    return Block(Kind.HEADING, text, (1, last_line), level=1, sentences=whole(text)) if text else None
