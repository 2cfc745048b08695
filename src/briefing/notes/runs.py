"""Equal stretches of an old and a new revision of a text: the raw material of an alignment.

First equal blocks in order, then equal blocks that moved, then equal words between them. It works on plain text,
because only today's revision still has its structure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing.document.model import Range
from briefing.notes.comparing import comparable
from briefing.notes.sequences import common

_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_MOVED = 20
"""Characters that a block needs to be recognised elsewhere."""
_ALIKE = 0.5
"""Share of common tokens from which on every common token between two equal blocks counts."""
_RUN = 3
"""Words that must be common in a row otherwise."""


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
        self.blocks: list[Range] = [match.span() for match in _BLOCK.finditer(text)]
        self._starts = [start for start, _ in self.blocks]

    def block_at(self, offset: int) -> int:
        """Return the index of the block at or before an offset, or 0."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def count_blocks(self, text: str) -> int:
        """Return how many blocks have this comparable text."""
        return sum(self.text[start:end] == text for start, end in self.blocks if end - start == len(text))

    def words(self, blocks: Iterable[int]) -> list[Range]:
        """Return the words and punctuation marks of some blocks."""
        return [match.span() for index in blocks for match in _TOKEN.finditer(self.text, *self.blocks[index])]

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


def equal_runs(old: Revision, new: Revision) -> Iterator[Run]:
    """Yield what two revisions have in common; no character of either is in two runs."""
    old_blocks = [old.text[start:end] for start, end in old.blocks]
    new_blocks = [new.text[start:end] for start, end in new.blocks]
    chain = common(old_blocks, new_blocks)
    in_order = [(i + k, j + k) for i, j, length in chain for k in range(length)]
    moves = list(_moves(old_blocks, new_blocks, in_order))
    for pairs, moved in ((in_order, False), (moves, True)):
        for i, j in pairs:
            yield Run(old.blocks[i][0], new.blocks[j][0], len(old_blocks[i]), moved)
    gone_old, gone_new = {i for i, _ in moves}, {j for _, j in moves}
    at_old = at_new = 0
    for i, j in [*in_order, (len(old_blocks), len(new_blocks))]:
        left = [k for k in range(at_old, i) if k not in gone_old]
        right = [k for k in range(at_new, j) if k not in gone_new]
        yield from word_runs(old, left, new, right)
        at_old, at_new = i + 1, j + 1


def word_runs(
    old: Revision, left: Sequence[int], new: Revision, right: Sequence[int], *, moved: bool = False
) -> Iterator[Run]:
    """Yield the equal stretches of some old and some new blocks, word by word.

    Where the two have little in common, single words prove nothing: only several in a row count.
    """
    if not left or not right:
        return
    one, two = old.words(left), new.words(right)
    matches = common([old.text[s:e] for s, e in one], [new.text[s:e] for s, e in two])
    alike = 2 * sum(length for _, _, length in matches) >= _ALIKE * (len(one) + len(two))
    for i, j, length in matches:
        stretch = one[i : i + length]
        if alike or sum(old.text[start].isalnum() for start, _ in stretch) >= _RUN:
            yield from _broken(old.text, stretch, new.text, two[j : j + length], moved)


def _broken(old: str, one: Sequence[Range], new: str, two: Sequence[Range], moved: bool) -> Iterator[Run]:
    """Yield the runs of two equal rows of words, broken where the space between the words differs."""
    first = 0
    for k in range(1, len(one) + 1):
        if k < len(one) and old[one[k - 1][1] : one[k][0]] == new[two[k - 1][1] : two[k][0]]:
            continue
        yield Run(one[first][0], two[first][0], one[k - 1][1] - one[first][0], moved)
        first = k


def _moves(old: Sequence[str], new: Sequence[str], in_order: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of equal blocks outside the common order, if they are long enough and occur once in either text."""
    done = {i for i, _ in in_order}
    count_old, count_new = Counter(old), Counter(new)
    where = {text: j for j, text in enumerate(new) if count_new[text] == 1}
    for i, text in enumerate(old):
        if i not in done and len(text) >= _MOVED and count_old[text] == 1 and text in where:
            yield i, where[text]
