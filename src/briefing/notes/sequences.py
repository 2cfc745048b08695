"""What two sequences have in common, in order: the longest common subsequence in bounded time."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from rapidfuzz.distance import Indel

_LARGEST = 100_000_000
"""Most pairs that are put into one table (12 MB of bits)."""

Match = tuple[int, int, int]
"""Start in the old sequence, start in the new one, length of an equal stretch."""


def common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Match]:
    """Return equal stretches of two sequences, ascending in both, as long as possible.

    Equal ends are taken off first. What is left is solved exactly (bit-parallel LCS, Hyyrö 2004, from rapidfuzz) while
    it is small; else it is cut at elements that occur once in either sequence (patience diff, Bram Cohen), and parts
    that are still too large are left unmatched.
    """
    ids: dict[Hashable, int] = {}
    one = [ids.setdefault(item, len(ids)) for item in old]
    two = [ids.setdefault(item, len(ids)) for item in new]
    return list(_joined(_common(one, two, 0, 0, cut=True)))


def _common(old: list[int], new: list[int], at_old: int, at_new: int, *, cut: bool) -> Iterator[Match]:
    head = _equal_head(old, new)
    tail = _equal_head(old[head:][::-1], new[head:][::-1])
    if head:
        yield at_old, at_new, head
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if middle_old and middle_new:
        if len(middle_old) * len(middle_new) <= _LARGEST:
            for block in Indel.opcodes(middle_old, middle_new).as_matching_blocks():
                if block.size:
                    yield at_old + head + block.a, at_new + head + block.b, block.size
        elif cut:
            yield from _patience(middle_old, middle_new, at_old + head, at_new + head)
    if tail:
        yield at_old + len(old) - tail, at_new + len(new) - tail, tail


def _equal_head(one: list[int], two: list[int]) -> int:
    length = min(len(one), len(two))
    return next((i for i in range(length) if one[i] != two[i]), length)


def _patience(old: list[int], new: list[int], at_old: int, at_new: int) -> Iterator[Match]:
    """Match between the elements that occur once in either sequence and keep their order."""
    before_old = before_new = 0
    for i, j in [*_unique_chain(old, new), (len(old), len(new))]:
        part_old, part_new = old[before_old:i], new[before_new:j]
        yield from _common(part_old, part_new, at_old + before_old, at_new + before_new, cut=False)
        if i < len(old):
            yield at_old + i, at_new + j, 1
        before_old, before_new = i + 1, j + 1


def _unique_chain(old: list[int], new: list[int]) -> list[tuple[int, int]]:
    """Return the longest chain of pairs of unique elements that ascends in both (Fredman's patience sorting)."""
    count_old, count_new = Counter(old), Counter(new)
    where = {item: j for j, item in enumerate(new) if count_new[item] == 1 and count_old[item] == 1}
    pairs = [(i, where[item]) for i, item in enumerate(old) if item in where]
    tails: list[int] = []
    ends: list[int] = []
    links: list[int] = []
    for index, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        links.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(j)
            ends.append(index)
        else:
            tails[place], ends[place] = j, index
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = links[at]
    return chain[::-1]


def _joined(matches: Iterator[Match]) -> Iterator[Match]:
    """Join stretches that follow each other without a gap in both sequences."""
    last: Match | None = None
    for match in matches:
        if last and last[0] + last[2] == match[0] and last[1] + last[2] == match[1]:
            last = (last[0], last[1], last[2] + match[2])
            continue
        if last:
            yield last
        last = match
    if last:
        yield last
