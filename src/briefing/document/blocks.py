"""The parser's token stream to blocks: kinds, nesting, source lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from briefing.document.inline import Inline
from briefing.document.inliner import Inliner
from briefing.document.later import Later
from briefing.document.model import Block, Box, Container, Kind, Lang, Range
from briefing.document.ranges import split_lines, whole
from briefing.document.tables import read_table
from briefing.document.tokens import Token
from briefing.text import one_line

TAB: Final = 4
"""Columns of a tab in code."""
_BULLETS: Final = ("•", "◦", "▪")
_TASK = re.compile(r"\[([ xX])\][ \t\n]+")
_LISTS: Final = frozenset({"bullet_list_open", "ordered_list_open", "dl_open"})
_LIST_ENDS: Final = frozenset({"bullet_list_close", "ordered_list_close", "dl_close"})
_BOXES: Final = {
    "blockquote_open": Box.QUOTE,
    "list_item_open": Box.ITEM,
    "footnote_reference_open": Box.FOOTNOTE,
    "dd_open": Box.DEFINITION,
}
_BOX_ENDS: Final = frozenset({"blockquote_close", "list_item_close", "footnote_reference_close", "dd_close"})


class Reading(NamedTuple):
    """What a token stream says: the blocks in source order; the first block of each footnote by its label."""

    blocks: tuple[Block, ...]
    notes: Mapping[str, int]


EMPTY: Final = Reading((), {})
"""What a stream without blocks says."""


@dataclass(slots=True)
class _Open:
    """A container that is open: what its blocks will say about it, and what it has seen so far.

    Attributes:
        label: a footnote's label, or empty.
        lines: where it begins, for a block that stands for an empty one.
        depth: how many containers of its kind there are up to this one.
        used: whether a block was in it yet.
        spoken: whether a paragraph of its own was in it yet.
    """

    box: Box
    marker: str
    tight: bool
    label: str
    lines: Range
    depth: int
    used: bool = False
    spoken: bool = False


@dataclass(slots=True)
class _List:
    """A list that is open: how its items are marked; `number` is None if they aren't numbered."""

    number: int | None
    tight: bool


@dataclass(slots=True)
class Builder:
    """The blocks so far and the containers around the next one."""

    lang: Lang
    numbers: Mapping[str, int]
    inliner: Inliner
    offset: int
    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)
    boxes: list[_Open] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)

    def result(self) -> Reading:
        """Return what was read."""
        return Reading(tuple(self.blocks), self.notes)

    def lines(self, token: Token) -> Range:
        """Return the lines of a leaf in the file, 1-based, inclusive."""
        first, end = token.map or (0, 1)
        return first + self.offset, max(first + 1, end) + self.offset - 1

    def containers(self) -> tuple[Container, ...]:
        """Return the nesting of the next block, which from then on is there."""
        containers = tuple(Container(box.box, box.marker, not box.used, box.tight) for box in self.boxes)
        for box in reversed(self.boxes):
            if box.used:
                break
            box.used = True
            if box.box is Box.FOOTNOTE:
                self.notes.setdefault(box.label, len(self.blocks))
        return containers

    def open_list(self, number: int | None, tight: bool) -> None:
        """Note how the items of the list that begins are marked; `number` is None if they aren't numbered."""
        self.lists.append(_List(number, tight))

    def close_list(self) -> None:
        """Close the innermost list."""
        self.lists.pop()

    def open_box(self, box: Box, first: int, markup: str = "", label: str = "") -> None:
        """Open a container.

        Args:
            box: what it is.
            first: 1-based line of the file on which it begins.
            markup: the character behind the numbers of an ordered list's items.
            label: a footnote's label.
        """
        depth = 1 + sum(outer.box is box for outer in self.boxes)
        marker, tight = "", False
        if box is Box.ITEM:
            items = self.lists[-1]
            tight = items.tight
            if items.number is None:
                marker = _BULLETS[min(depth, len(_BULLETS)) - 1]
            else:
                marker = f"{items.number}{markup}"
                items.number += 1
        elif box is Box.DEFINITION:
            tight = self.lists[-1].tight
        elif box is Box.FOOTNOTE:
            marker = str(self.numbers.get(label, label))
        self.boxes.append(_Open(box, marker, tight, label, (first, first), depth))

    def close_box(self) -> None:
        """Close the innermost container; an item or footnote without a block gets one without text."""
        box = self.boxes[-1]
        if not box.used and box.box in (Box.ITEM, Box.FOOTNOTE):
            kind, level, info = self._speak()
            self.blocks.append(Block(kind, "", box.lines, level, containers=self.containers(), info=info))
        self.boxes.pop()

    def _speak(self) -> tuple[Kind, int, str]:
        """Return kind, level and info of a paragraph in the innermost container."""
        if not self.boxes:
            return Kind.PARAGRAPH, 0, ""
        box = self.boxes[-1]
        first, box.spoken = not box.spoken, True
        match box.box:
            case Box.ITEM:
                return (Kind.LIST_ITEM, box.depth, "") if first else (Kind.PARAGRAPH, 0, "")
            case Box.QUOTE:
                return Kind.QUOTE, box.depth, ""
            case Box.FOOTNOTE:
                return Kind.FOOTNOTE, 0, box.label
            case Box.DEFINITION:
                return Kind.DEFINITION, 1, ""

    def inline(self, token: Token, opener: Token) -> None:
        """Add a paragraph, heading or term."""
        if opener.type == "heading_open":
            inline = self.inliner.read(token.content)
            block = heading_block(inline, self.lines(opener), int(opener.tag[1:]))
            self.blocks.append(block._replace(containers=self.containers()))
        elif opener.type == "dt_open":
            self._add(Kind.DEFINITION, token.content, self.lines(opener))
        else:
            self.paragraph(token.content, self.lines(opener))

    def paragraph(self, content: str, lines: Range) -> None:
        """Add a paragraph, given its Markdown without white space at either end."""
        content = content[self._check_box(content) :]
        kind, level, info = self._speak()
        self._add(kind, content, lines, level, info)

    def _add(self, kind: Kind, content: str, lines: Range, level: int = 0, info: str = "") -> None:
        inline = self.inliner.read(content)
        sentences = Later(partial(_sentences, inline, self.lang))
        self.blocks.append(Block(kind, inline.text, lines, level, inline.spans, sentences, self.containers(), info))

    def _check_box(self, content: str) -> int:
        """Turn an item that begins with a check box into a task; return where the text behind the box begins."""
        box = self.boxes[-1] if self.boxes else None
        if box is None or box.box is not Box.ITEM or box.used:
            return 0
        found = _TASK.match(content)
        if not found or self.inliner.is_link(found[1]):
            return 0
        box.marker = "☐" if found[1] == " " else "☑"
        return found.end()

    def leaf(self, token: Token) -> None:
        """Add code, HTML, a rule, or what we have no kind for as it is written."""
        lines, containers = self.lines(token), self.containers()
        if token.type in ("fence", "code_block"):
            block = code_block(token.content, lines, token.info, containers)
        elif token.type == "hr":
            block = Block(Kind.RULE, "", lines, containers=containers)
        else:
            text = token.content.expandtabs(TAB).rstrip()
            block = Block(Kind.HTML, text, lines, 0, (), Later(partial(_markup, text, self.lang)), containers)
        self.blocks.append(block)

    def table(self, tokens: Sequence[Token]) -> None:
        """Add a table; the first token is the one that opens it."""
        table = read_table(tokens, self.lang, self.inliner)
        self.blocks.append(
            Block(
                Kind.TABLE,
                table.text,
                self.lines(tokens[0]),
                spans=table.spans,
                sentences=table.sentences,
                containers=self.containers(),
                table=table.rows,
            )
        )


def paragraph_block(inline: Inline, lines: Range, lang: Lang) -> Block:
    """Return a paragraph in no container."""
    return Block(Kind.PARAGRAPH, inline.text, lines, 0, inline.spans, Later(partial(_sentences, inline, lang)))


def heading_block(inline: Inline, lines: Range, level: int) -> Block:
    """Return a heading in no container."""
    return Block(Kind.HEADING, inline.text, lines, level, inline.spans, whole(inline.text))


def code_block(content: str, lines: Range, info: str, containers: tuple[Container, ...] = ()) -> Block:
    """Return code, given its lines as they stand in the source and the info string of its fence."""
    text = content.expandtabs(TAB).removesuffix("\n")
    language = one_line(info).partition(" ")[0]
    return Block(Kind.CODE, text, lines, 0, (), Later(partial(split_lines, text)), containers, language)


def read_tokens(tokens: Sequence[Token], builder: Builder) -> None:
    """Give the tokens of a text, or of a part of it, to a builder.

    Args:
        tokens: the flat stream, as the block rules leave it.
        builder: what makes blocks of it.
    """
    loose = _loose_lists(tokens)
    index = 0
    while index < len(tokens):
        token = tokens[index]
        kind = token.type
        if kind == "inline":
            builder.inline(token, tokens[index - 1])
        elif kind in _BOXES:
            builder.open_box(_BOXES[kind], builder.lines(token)[0], token.markup, str(token.meta.get("label", "")))
        elif kind in _BOX_ENDS:
            builder.close_box()
        elif kind in _LISTS:
            number = int(token.attrs.get("start", 1)) if kind == "ordered_list_open" else None
            builder.open_list(number, index not in loose)
        elif kind in _LIST_ENDS:
            builder.close_list()
        elif kind == "table_open":
            end = next(at for at in range(index, len(tokens)) if tokens[at].type == "table_close")
            builder.table(tokens[index:end])
            index = end
        elif token.content or kind in ("fence", "code_block", "hr"):
            builder.leaf(token)
        index += 1


def _loose_lists(tokens: Sequence[Token]) -> set[int]:
    """Return the indexes of the tokens that open a loose list: the parser hides the paragraphs of the others."""
    loose: set[int] = set()
    lists: list[int] = []
    for index, token in enumerate(tokens):
        if token.type in _LISTS:
            lists.append(index)
        elif token.type in _LIST_ENDS:
            lists.pop()
        elif (
            token.type == "paragraph_open" and lists and not token.hidden and token.level == tokens[lists[-1]].level + 2
        ):
            loose.add(lists[-1])
    return loose


# Sentences are asked for later, and their rules are imported with the first ones: the first screen needs neither.


def _sentences(inline: Inline, lang: Lang) -> tuple[Range, ...]:
    from briefing.document.sentences import split_sentences  # noqa: PLC0415

    return split_sentences(inline.text, lang, inline.protected())


def _markup(text: str, lang: Lang) -> tuple[Range, ...]:
    from briefing.document.sentences import split_markup  # noqa: PLC0415

    return split_markup(text, lang)
