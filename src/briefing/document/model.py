"""The nouns of one text: document, block, span, sentence. Frozen data, no behaviour beyond look-ups.

All offsets are Unicode code points, half open, in a block's plain text unless the name says otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, NamedTuple, TypeAlias

Lang: TypeAlias = Literal["de", "en"]
LANGS: Final[tuple[Lang, Lang]] = ("de", "en")
Range: TypeAlias = tuple[int, int]

PROJECTOR: Final = 1
"""Version of the rules that turn Markdown into plain text; stored with every snapshot."""


class BlockKey(NamedTuple):
    """Names a block without knowing how many stand before it; keys of one text sort in reading order.

    Attributes:
        chunk: index of the chunk of the source that it is in.
        item: index among the chunk's blocks.
    """

    chunk: int
    item: int


def other(lang: Lang) -> Lang:
    """Return the language on the other side."""
    return "en" if lang == "de" else "de"


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"
    FOOTNOTE = "footnote"
    DEFINITION = "definition"
    RULE = "rule"
    HTML = "html"


class Mark(StrEnum):
    """What an inline span means."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    STRIKE = "strike"
    LINK = "link"
    FOOTNOTE = "footnote"
    IMAGE = "image"
    HTML = "html"


class Span(NamedTuple):
    """Inline markup over `text[start:end]` of its block.

    A footnote reference has no text of its own (`start == end`): the plain text that is searched, quoted and exported
    stays free of numbers; the painter shows the note's number there. An image covers its alternative text.

    Attributes:
        mark: what it means.
        start, end: half-open range in the block's plain text.
        target: address of a link or image, label of a footnote; empty for the others.
    """

    mark: Mark
    start: int
    end: int
    target: str = ""


class Box(StrEnum):
    """What a container does to the lines in it."""

    QUOTE = "quote"
    ITEM = "item"
    FOOTNOTE = "footnote"
    DEFINITION = "definition"


class Container(NamedTuple):
    """One level of nesting around a block, from the outside in.

    Attributes:
        box: what kind of nesting.
        marker: what stands before the first line of its first block: "•", "3.", "☑", "☐", a footnote's number,
            or empty.
        opens: whether the block is the first one in this container, and so the one that shows the marker.
        tight: whether the list is tight, so that no blank line separates its items.
    """

    box: Box
    marker: str = ""
    opens: bool = True
    tight: bool = False


class Cell(NamedTuple):
    """One table cell: its range in the block's plain text and its alignment ("left", "center", "right")."""

    start: int
    end: int
    align: str = "left"


class Block(NamedTuple):
    """One leaf of the document: the unit that is paired, painted and addressed.

    Attributes:
        kind: what it is. A list item's first paragraph is LIST_ITEM, its further paragraphs PARAGRAPH; paragraphs in
            a quote are QUOTE, in a footnote FOOTNOTE, terms and definitions DEFINITION.
        text: plain text. Soft breaks are spaces, hard breaks line feeds, runs of white space one space; code keeps its
            lines. A table's cells are joined by " | ", its rows by a line feed.
        lines: first and last source line, 1-based, inclusive.
        level: heading level 1-6; nesting depth of a list item or quote (1 = outermost); definition: 0 for the term,
            1 for its explanation; otherwise 0.
        spans: inline markup, by start.
        sentences: half-open ranges without surrounding white space, in order. A heading is one; code has one for each
            line that isn't blank; in a table none crosses a cell; a rule has none.
        containers: nesting, from the outside in.
        info: language of a code block, label of a footnote, or empty.
        table: rows of cells, the header first; empty for other kinds.
    """

    kind: Kind
    text: str
    lines: Range
    level: int = 0
    spans: tuple[Span, ...] = ()
    sentences: Sequence[Range] = ()
    containers: tuple[Container, ...] = ()
    info: str = ""
    table: tuple[tuple[Cell, ...], ...] = ()

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence at or before `offset`, or -1 if there is none."""
        index = bisect_right(self.sentences, offset, key=lambda sentence: sentence[0]) - 1
        return index if index >= 0 else (0 if self.sentences else -1)


@dataclass(frozen=True, slots=True)
class Document:
    """One edition, parsed.

    Attributes:
        lang: its language.
        blocks: all leaves in source order.
        text: the projection that notes refer to: the blocks' texts joined by a blank line.
        starts: for each block, the offset in `text` at which it begins.
        footnotes: label -> (number as shown, index of the note's first block); numbered by first mention,
            unmentioned notes last.
        parts: for each chunk of the source, the index of its first block; a chunk may be without blocks.
        shapes: a letter for what each chunk begins with (see `chunks.Chunks`); what texts are paired by.
    """

    lang: Lang
    blocks: tuple[Block, ...]
    text: str
    starts: tuple[int, ...]
    footnotes: dict[str, tuple[int, int]]
    parts: tuple[int, ...] = ()
    shapes: bytes = b""

    def locate(self, offset: int) -> tuple[int, int]:
        """Return (block, offset in the block) for an offset in `text`; the separator belongs to the block before it.

        Raises:
            IndexError: the document has no blocks.
        """
        if not self.blocks:
            raise IndexError("an empty document has no offsets")
        block = max(0, bisect_right(self.starts, offset) - 1)
        return block, min(max(0, offset - self.starts[block]), len(self.blocks[block].text))

    def index_of(self, key: BlockKey) -> int:
        """Return the index in `blocks` of the block that a key names."""
        return self.parts[key.chunk] + key.item

    def key_of(self, block: int) -> BlockKey:
        """Return the key of a block by its index."""
        chunk = bisect_right(self.parts, block) - 1
        return BlockKey(chunk, block - self.parts[chunk])

    def heading_path(self, block: int) -> tuple[int, ...]:
        """Return the indexes of the headings above `block`, outermost first (itself last if it is a heading)."""
        path: list[int] = []
        level = 7
        for index in range(min(block, len(self.blocks) - 1), -1, -1):
            candidate = self.blocks[index]
            if candidate.kind is Kind.HEADING and candidate.level < level:
                path.append(index)
                level = candidate.level
                if level == 1:
                    break
        return tuple(reversed(path))
