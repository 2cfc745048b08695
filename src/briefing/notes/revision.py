"""One revision of a text, cut into blocks and words, and what two revisions have in common: a run."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.document.model import Range
from briefing.notes.comparing import comparable

_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SENTENCE = re.compile(r"[^\s](?:[^.!?…:;\n]|[.!?…:;](?!\s))*[.!?…:;]*")


@dataclass(frozen=True, slots=True)
class Run:
    """Equal characters: `old[old:old + length]` is `new[new:new + length]`, both comparable texts.

    `moved` says that the stretch left its place in the order of the text.
    """

    old: int
    new: int
    length: int
    moved: bool = False


class Revision:
    """One revision of a text, cut at its blank lines.

    Args:
        text: plain text, blocks separated by blank lines.

    Attributes:
        text: the text in its comparable form, as long as it was.
        blocks: half-open ranges of its blocks, ascending.
    """

    def __init__(self, text: str) -> None:
        self.text = comparable(text)
        self._plain = text
        self.blocks: list[Range] = [match.span() for match in _BLOCK.finditer(text)]
        self._starts = [start for start, _ in self.blocks]
        self._counts: Counter[str] | None = None

    def block_at(self, offset: int) -> int:
        """Return the index of the block at or before an offset, or 0."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def block_text(self, index: int) -> str:
        """Return the comparable text of a block."""
        start, end = self.blocks[index]
        return self.text[start:end]

    def lines(self, index: int) -> list[Range]:
        """Return the lines of a block; in the comparable text a line feed is a space like others."""
        start, end = self.blocks[index]
        return [match.span() for match in _LINE.finditer(self._plain, start, end)]

    def is_line(self, run: Run) -> bool:
        """Whether a run is a whole line of the old text, but for its indentation."""
        end = run.old + run.length
        before = self._plain[max(0, run.old - 80) : run.old].rstrip(" \t")
        return (not before or before.endswith("\n")) and self._plain[end : end + 1] in ("", "\n")

    def count_blocks(self, text: str) -> int:
        """Return how many blocks have this comparable text."""
        if self._counts is None:
            self._counts = Counter(self.block_text(index) for index in range(len(self.blocks)))
        return self._counts[text]

    def words(self, stretches: Iterable[Range]) -> list[Range]:
        """Return the words and punctuation marks of some stretches."""
        return [match.span() for start, end in stretches for match in _TOKEN.finditer(self.text, start, end)]

    def sentences(self, start: int, end: int) -> Iterator[Range]:
        """Yield the lines of a stretch, cut at punctuation: a rough sentence is enough to be recognised."""
        for match in _SENTENCE.finditer(self._plain, start, end):
            yield match.start(), match.start() + len(match.group().rstrip())

    def coverage(self, stretches: Iterable[tuple[int, int]]) -> list[float]:
        """Return for each block the share of its characters that lie in the stretches (start, length)."""
        covered = [0] * len(self.blocks)
        for start, length in stretches:
            for index in range(self.block_at(start), len(self.blocks)):
                first, last = self.blocks[index]
                if first >= start + length:
                    break
                covered[index] += max(0, min(last, start + length) - max(first, start))
        return [count / (end - start) for count, (start, end) in zip(covered, self.blocks, strict=True)]
