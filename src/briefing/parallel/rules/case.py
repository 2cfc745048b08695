"""What a rule looks at: a briefing with its files read, parsed and paired."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefing.document.model import Block, Document, Kind, Lang, Mark, Range
from briefing.document.parse import parse
from briefing.document.source import split
from briefing.errors import InputError
from briefing.library.front_matter import FrontMatter, parse_front_matter
from briefing.library.model import Briefing, Edition, Problem
from briefing.library.source import read
from briefing.parallel.model import Parallel
from briefing.parallel.pairing import pair
from briefing.text import one_line

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_SHOWN = 200  # characters of a value in a message


@dataclass(frozen=True, slots=True)
class Text:
    """One edition, open.

    Attributes:
        edition: which one.
        lines: the file's lines, front matter included.
        front: its front matter.
        document: its blocks.
    """

    edition: Edition
    lines: tuple[str, ...]
    front: FrontMatter
    document: Document

    def line_of(self, block: Block, needle: str) -> int:
        """Return the 1-based line of a block that holds `needle`, or the block's first."""
        first, last = block.lines
        for number in range(first, min(last, len(self.lines)) + 1):
            if needle in self.lines[number - 1]:
                return number
        return first

    def problem(self, line: int, code: str, message: str, /, **values: object) -> Problem:
        """Return a warning about a line of this file; values are shortened and cleaned."""
        shown = tuple((name, one_line(str(value))[:_SHOWN]) for name, value in values.items())
        return Problem(self.edition.rel, max(1, line), code, "warning", message, shown)

    def prose(self) -> Iterator[tuple[Block, str]]:
        """Yield the blocks of running text, with code and addresses blanked out at their place."""
        for block in self.document.blocks:
            if block.kind not in (Kind.CODE, Kind.HTML, Kind.RULE):
                yield block, blank(block.text, code_ranges(block))


@dataclass(frozen=True, slots=True)
class Case:
    """One briefing, open.

    Attributes:
        briefing: which one.
        texts: its editions, German first.
        parallel: their rows.
    """

    briefing: Briefing
    texts: Mapping[Lang, Text]
    parallel: Parallel


def open_case(briefing: Briefing) -> tuple[Case | None, list[Problem]]:
    """Read, parse and pair a briefing; return what could be read, if anything, and what couldn't."""
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
    return Case(briefing, texts, parallel), problems


def _open(edition: Edition) -> Text:
    text = read(edition)
    source = split(text)
    front = parse_front_matter(source.front, source.front_line, edition.rel)
    return Text(edition, tuple(text.split("\n")), front, parse(text, edition.lang, title=edition.title))


def code_ranges(block: Block) -> list[Range]:
    """Return where a block's text is code, or a link that shows its own address."""
    return [
        (span.start, span.end)
        for span in block.spans
        if span.mark is Mark.CODE
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
