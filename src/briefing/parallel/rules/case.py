"""What a rule looks at: a briefing with its files read, parsed and paired."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from briefing.document.model import Block, Box, Document, Kind, Lang, Mark, Range
from briefing.document.parse import parse
from briefing.document.source import split
from briefing.errors import InputError
from briefing.library.fields import SUMMARY_KEYS
from briefing.library.front_matter import FrontMatter, Node, Scalar, parse_front_matter
from briefing.library.model import Briefing, Edition, Problem
from briefing.library.source import read
from briefing.parallel.model import SURE, Parallel
from briefing.parallel.pairing import pair
from briefing.parallel.rules.headings import Headings
from briefing.text import clean, one_line

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_PROTOCOL = re.compile(r"https?://\S+|www\.\S+")
_SPACES = re.compile(r"[ \t\n]+")
_SHOWN = 200  # characters of a value in a message
_LARGE = 100_000  # characters of a paragraph in which no line is looked for
_NOT_PROSE: Final = frozenset({Kind.CODE, Kind.HTML, Kind.RULE})
_NO_NAMES: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Text:
    """One edition, open.

    Attributes:
        edition: which one.
        lines: the file's lines, front matter included.
        front: its front matter.
        document: its blocks.
        summary: the summary of the front matter as a paragraph, or None.
    """

    edition: Edition
    lines: tuple[str, ...]
    front: FrontMatter
    document: Document
    summary: Block | None = None

    def line_of(self, block: Block, needle: str) -> int:
        """Return the 1-based line of a block that holds `needle`, or the block's first."""
        first, last = block.lines
        for number in range(first, min(last, len(self.lines)) + 1):
            if needle in self.lines[number - 1]:
                return number
        return first

    def line_at(self, block: Block, start: int, end: int) -> int:
        """Return the 1-based line of a block that holds `block.text[start:end]`; its first where markup hides it.

        White space may be a line end in the source; of several equal places the right one is counted out.
        """
        needle = block.text[start:end]
        first, last = block.lines
        if first >= last or not needle.strip() or len(block.text) > _LARGE:
            return first
        pattern = re.compile(r"[\s>]+".join(map(re.escape, needle.split())))
        before = sum(1 for _ in pattern.finditer(block.text, 0, start))
        source = "\n".join(self.lines[first - 1 : last])
        match = next(islice(pattern.finditer(source), before, None), None)
        return first + source.count("\n", 0, match.start()) if match else first

    def footnote(self, label: str) -> tuple[Block, ...]:
        """Return the blocks of a footnote; at least one, unless there is no such footnote."""
        blocks = self.document.blocks
        _, first = self.document.footnotes.get(label, (0, len(blocks)))
        end = first
        while end < len(blocks) and (boxes := blocks[end].containers) and boxes[0].box is Box.FOOTNOTE:
            if boxes[0].opens and end > first:
                break
            end += 1
        return blocks[first:end]

    def problem(self, line: int, code: str, message: str, /, **values: object) -> Problem:
        """Return a warning about a line of this file; values are shortened and cleaned."""
        shown = tuple((name, one_line(str(value))[:_SHOWN]) for name, value in values.items())
        return Problem(self.edition.rel, max(1, line), code, "warning", message, shown)

    def prose(self) -> Iterator[tuple[Block, str]]:
        """Yield the summary and the blocks of running text, code, tags and addresses blanked out at their place."""
        for block in (*([self.summary] if self.summary else []), *self.document.blocks):
            if block.kind not in _NOT_PROSE:
                yield block, plain(block)


@dataclass(frozen=True, slots=True)
class Case:
    """One briefing, open.

    Attributes:
        briefing: which one.
        texts: its editions, German first.
        parallel: their rows.
        names: what the library's registers call models, as written there.
        headings: what the texts that links lead to have for headings.
    """

    briefing: Briefing
    texts: Mapping[Lang, Text]
    parallel: Parallel
    names: frozenset[str] = _NO_NAMES
    headings: Headings = field(default_factory=Headings)

    @property
    def both(self) -> tuple[Text, Text] | None:
        """The German and the English text, or None where one is missing."""
        de, en = self.texts.get("de"), self.texts.get("en")
        return (de, en) if de and en else None

    def sure_rows(self) -> Iterator[tuple[tuple[Block, ...], tuple[Block, ...]]]:
        """Yield the blocks of running text of both sides of each row that surely says the same, the summaries first."""
        if self.both is None:
            return
        one, two = self.both
        if one.summary and two.summary:
            yield (one.summary,), (two.summary,)
        for row in self.parallel.rows:
            if row.confidence >= SURE:
                here = tuple(one.document.blocks[index] for index in row.de)
                there = tuple(two.document.blocks[index] for index in row.en)
                if here and there and not any(block.kind in _NOT_PROSE for block in here + there):
                    yield here, there


def open_case(
    briefing: Briefing, names: frozenset[str] = _NO_NAMES, headings: Headings | None = None
) -> tuple[Case | None, list[Problem]]:
    """Read, parse and pair a briefing; return what could be read, if anything, and what couldn't.

    Args:
        briefing: which one.
        names: as in `Case`.
        headings: as in `Case`; what was read for other briefings needn't be read again.
    """
    texts: dict[Lang, Text] = {}
    problems: list[Problem] = []
    for lang in briefing.langs:
        edition = briefing.editions[lang]
        try:
            texts[lang] = _open(edition)
        except InputError as error:
            line = error.values.get("line")
            values = tuple((name, str(value)) for name, value in error.values.items())
            number = line if isinstance(line, int) else 1
            problems.append(Problem(edition.rel, number, "unreadable", "error", error.message, values))
    if not texts:
        return None, problems
    parallel = pair({lang: text.document for lang, text in texts.items()})
    return Case(briefing, texts, parallel, names, headings or Headings()), problems


def _open(edition: Edition) -> Text:
    text = read(edition)
    source = split(text)
    front = parse_front_matter(source.front, source.front_line, edition.rel)
    document = parse(text, edition.lang, title=edition.title)
    title = _as_written(front.values.get("title"), edition.title)
    if document.blocks and document.blocks[0].text == edition.title and len(title) == len(edition.title):
        document = replace(document, blocks=(document.blocks[0]._replace(text=title), *document.blocks[1:]))
    return Text(edition, tuple(text.split("\n")), front, document, _summary(front, edition.summary))


def _as_written(node: Node | None, text: str) -> str:
    """Return a text of the front matter with its non-breaking spaces, which the library takes for spaces.

    Args:
        node: what the front matter has.
        text: as the library has it; if that comes from elsewhere, the answer is empty.
    """
    if not isinstance(node, Scalar) or one_line(node.text) != text:
        return ""
    return _SPACES.sub(" ", clean(node.text)).strip()


def _summary(front: FrontMatter, text: str) -> Block | None:
    """Return the summary as a paragraph on its line."""
    for node in map(front.values.get, SUMMARY_KEYS):
        written = _as_written(node, text)
        if node and written:
            return Block(Kind.PARAGRAPH, written, (node.line, node.line))
    return None


def plain(block: Block) -> str:
    """Return a block's text with code, tags and addresses as spaces, so that offsets stay."""
    return _PROTOCOL.sub(lambda match: " " * len(match.group()), blank(block.text, code_ranges(block)))


def code_ranges(block: Block) -> list[Range]:
    """Return where a block's text is code, a tag, or a link that shows its own address."""
    return [
        (span.start, span.end)
        for span in block.spans
        if span.mark in (Mark.CODE, Mark.HTML)
        or (span.mark is Mark.LINK and _ADDRESS.fullmatch(block.text[span.start : span.end]) is not None)
    ]


def blank(text: str, ranges: list[Range]) -> str:
    """Return `text` with some ranges, in order, as spaces, so that offsets stay."""
    parts: list[str] = []
    at = 0
    for start, end in ranges:
        parts += [text[at:start], " " * (end - max(at, start))]
        at = max(at, end)
    return "".join((*parts, text[at:]))
