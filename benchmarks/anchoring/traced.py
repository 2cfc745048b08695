"""A text that knows of each character where it came from, so that an edit's answer is known by construction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from random import Random

from briefing.document.model import Block, Document, Kind, Lang
from briefing.document.parse import JOINT
from briefing.document.sentences import split_sentences

NEW = -1
"""Trace of a character that was not in the old text. Characters that replaced the old one at `n` have `-2 - n`."""


def heir(trace: int) -> int:
    """Return the trace of a character that stands in place of the traced one."""
    return -2 - trace if trace >= 0 else trace


@dataclass(slots=True)
class Part:
    """One block on its way through a revision.

    Attributes:
        block: what it was; its kind and level count, its text does not.
        text: its text now.
        trace: for each character its offset in the old text, `NEW`, or an heir's.
    """

    block: Block
    text: str
    trace: list[int]

    def splice(self, start: int, end: int, text: str) -> None:
        """Replace a range; what replaces something inherits its place."""
        old = [heir(trace) for trace in self.trace[start:end]]
        fresh = [old[min(len(old) - 1, i * len(old) // len(text))] if old else NEW for i in range(len(text))]
        self.text = self.text[:start] + text + self.text[end:]
        self.trace[start:end] = fresh

    def cut(self, start: int, end: int) -> Part:
        """Return a part with a range of this one."""
        return Part(self.block, self.text[start:end], self.trace[start:end])

    def remove(self, start: int, end: int) -> Part:
        """Take a range out and return it, with the space after it (or before it, at the end) left out on both sides."""
        piece = self.cut(start, end)
        if self.text[end : end + 1].isspace():
            end += 1
        elif start and self.text[start - 1].isspace():
            start -= 1
        self.text = self.text[:start] + self.text[end:]
        del self.trace[start:end]
        return piece

    def insert(self, at: int, piece: Part) -> None:
        """Put a piece in, parted by a space from what stands there."""
        text, trace = piece.text, piece.trace
        if at and not self.text[at - 1].isspace():
            text, trace = " " + text, [NEW, *trace]
        if at < len(self.text) and not self.text[at].isspace():
            text, trace = text + " ", [*trace, NEW]
        self.text = self.text[:at] + text + self.text[at:]
        self.trace[at:at] = trace

    def copied(self) -> Part:
        """Return the same text as one that was not in the old one."""
        return Part(self.block, self.text, [NEW] * len(self.text))

    def sentences(self, lang: Lang) -> list[tuple[int, int]]:
        """Return the ranges of its sentences; lines in code, none in a table."""
        if self.block.kind is Kind.TABLE:
            return []
        return list(split_sentences(self.text, lang))


def fresh(text: str, kind: Kind = Kind.PARAGRAPH, level: int = 0) -> Part:
    """Return a block that was not in the old text."""
    return Part(Block(kind, text, (1, 1), level), text, [NEW] * len(text))


def traced(document: Document) -> list[Part]:
    """Return the blocks of the old text."""
    return [
        Part(block, block.text, list(range(start, start + len(block.text))))
        for block, start in zip(document.blocks, document.starts, strict=True)
    ]


def built(parts: Sequence[Part], lang: Lang) -> Document:
    """Return the document that the parts make."""
    blocks = tuple(
        replace_text(part.block, part.text, () if part.block.kind is Kind.RULE else tuple(part.sentences(lang)))
        for part in parts
    )
    starts = accumulate((len(block.text) + len(JOINT) for block in blocks[:-1]), initial=0) if blocks else ()
    return Document(
        lang, blocks, JOINT.join(block.text for block in blocks), tuple(starts), {}, parts=(0,), shapes=b"p"
    )


def replace_text(block: Block, text: str, sentences: tuple[tuple[int, int], ...]) -> Block:
    """Return a block with another text, without the spans and cells that no longer fit."""
    return block._replace(text=text, sentences=sentences, spans=(), table=())


def whole_trace(parts: Sequence[Part]) -> list[int]:
    """Return the trace of the text that the parts make."""
    trace: list[int] = []
    for index, part in enumerate(parts):
        trace += [NEW] * len(JOINT) * bool(index) + part.trace
    return trace


@dataclass(slots=True)
class Edit:
    """A revision in the making.

    Attributes:
        parts: its blocks.
        lang: its language.
        random: where chance comes from.
        level: how much an operator does, 1-3.
        sentences, words: what new text is taken from: of another document in the same language.
        touched: old ranges in which something happened.
    """

    parts: list[Part]
    lang: Lang
    random: Random
    level: int
    sentences: Sequence[str]
    words: Sequence[str]
    touched: list[tuple[int, int]] = field(default_factory=list)

    def touch(self, part: Part) -> Part:
        """Remember that something happened to this part, and return it."""
        places = [trace if trace >= 0 else -2 - trace for trace in part.trace if trace != NEW]
        if places:
            self.touched.append((min(places), max(places) + 1))
        return part

    def some(self, parts: Iterable[Part], share: Sequence[float] = (0.0, 0.15, 0.35)) -> list[Part]:
        """Return some of the parts, at least one if there is one: the more, the higher the level."""
        pool = list(parts)
        count = min(len(pool), max(1, round(share[self.level - 1] * len(pool))))
        return self.random.sample(pool, count)

    def prose(self, least: int = 30) -> list[Part]:
        """Return the blocks of running text with at least so many characters."""
        kinds = (Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE, Kind.FOOTNOTE, Kind.DEFINITION)
        return [part for part in self.parts if part.block.kind in kinds and len(part.text) >= least]

    def of(self, kind: Kind) -> list[Part]:
        """Return the blocks of a kind that have text."""
        return [part for part in self.parts if part.block.kind is kind and part.text.strip()]

    def place(self, part: Part) -> int:
        """Return the index of a part; parts may be equal without being the same."""
        return next(index for index, other in enumerate(self.parts) if other is part)

    def new_text(self, count: int) -> str:
        """Return some sentences that were not in the old text."""
        return " ".join(self.random.choice(self.sentences) for _ in range(count))

    def at_level(self, level: int) -> Edit:
        """Return the same revision, to be worked on with another strength."""
        return replace(self, level=level)
