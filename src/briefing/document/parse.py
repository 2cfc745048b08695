"""Markdown to the document model: the one door through which text comes in."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from briefing.document.model import Block, Document, Lang
from briefing.document.parts import Parts
from briefing.document.reader import Reader
from briefing.text import clean

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
    reader = Reader()
    return read_all(Parts(clean(text).encode(), lang, reader, title), reader)


def read_all(parts: Parts, reader: Reader) -> Document:
    """Parse every chunk of a text.

    Args:
        parts: the text, cut.
        reader: one that no other thread uses now.
    """
    blocks: list[Block] = []
    starts: list[int] = []
    notes: dict[str, int] = {}
    place = (0, 0)
    for chunk in range(len(parts)):
        place = parts.line(chunk, place)
        reading = parts.read(chunk, reader, place[1])
        starts.append(len(blocks))
        for label, at in reading.notes.items():
            notes.setdefault(label, len(blocks) + at)
        blocks += reading.blocks
    offsets = accumulate((len(block.text) + len(JOINT) for block in blocks[:-1]), initial=0) if blocks else ()
    return Document(
        lang=parts.lang,
        blocks=tuple(blocks),
        text=JOINT.join(block.text for block in blocks),
        starts=tuple(offsets),
        footnotes={label: (number, notes[label]) for label, number in parts.numbers.items() if label in notes},
        parts=tuple(starts),
        shapes=parts.shapes,
    )
