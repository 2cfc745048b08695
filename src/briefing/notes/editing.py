"""What was edited in its place: blocks that became others, and words whose letters were corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

from briefing.document.model import Range
from briefing.notes.revision import Revision, Run

_EDITED = 0.4
"""Share of common words from which on a block between two others may be what became of an old one there."""
_INSIDE = 0.8
"""Share of the shorter block's words that is enough too: most of the longer one is new, or is gone."""
_INSIDE_WORDS = 5
"""Words that the shorter one needs for it."""
_MOVED = 0.6
"""The same for a block that turned up elsewhere."""
_LONG = 40
"""Characters that a block needs to be recognised after it moved and was edited."""
_PAIRS = 2_500
"""Most pairs of blocks that are compared."""
_WORDS = 20_000_000
"""Most pairs of words in them."""
_CORRECTED = 70.0
"""Similarity in per cent from which on a word counts as the same one, corrected."""
_STRETCH = 80
"""Characters that are compared letter by letter."""


def edited_pairs(
    old: Revision, left: Sequence[int], new: Revision, right: Sequence[int], taken: Set[int]
) -> list[tuple[int, int]]:
    """Return old and new blocks of a gap that are most likely the same ones, in order in both.

    Args:
        old: the old revision.
        left: indexes of its blocks between two equal pairs.
        new: the new revision.
        right: indexes of its blocks there.
        taken: new blocks that can't be an edited old one.
    """
    ids: dict[str, int] = {}
    one = [_words(old, index, ids) for index in left]
    two = [[] if index in taken else _words(new, index, ids) for index in right]
    if len(one) * len(two) > _PAIRS or sum(map(len, one)) * sum(map(len, two)) > _WORDS:
        return []
    common = [[_common(first, second) for second in two] for first in one]
    return [(left[i], right[j]) for i, j in _best_chain(common)]


def _words(revision: Revision, index: int, ids: dict[str, int]) -> list[int]:
    text, words = revision.text, revision.words([revision.blocks[index]])
    return [ids.setdefault(text[start:end], len(ids)) for start, end in words if text[start].isalnum()]


def _common(one: list[int], two: list[int]) -> float:
    """Return how many words two blocks have in common, in order; 0 if it is too small a share."""
    if not one or not two:
        return 0.0
    count = LCSseq.similarity(one, two)
    shorter = min(len(one), len(two))
    inside = shorter >= _INSIDE_WORDS and count >= _INSIDE * shorter
    return float(count) if inside or 2 * count >= _EDITED * (len(one) + len(two)) else 0.0


def _best_chain(weights: list[list[float]]) -> list[tuple[int, int]]:
    """Return the pairs (row, column) that ascend in both and have the largest sum (Needleman and Wunsch)."""
    rows, columns = len(weights), len(weights[0]) if weights else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            pair = weights[i][j] + best[i + 1][j + 1] if weights[i][j] else 0.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    chain: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        if weights[i][j] and best[i][j] == weights[i][j] + best[i + 1][j + 1]:
            chain.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return chain


def edited_moves(old: Revision, new: Revision, done: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return old and new blocks that are left over and like each other: what moved and was edited.

    Both must be each other's best match, so that of two similar blocks the right one is taken or none.

    Args:
        old: the old revision.
        new: the new one.
        done: the blocks that have their counterparts.
    """
    ids: dict[str, int] = {}
    done_old, done_new = {i for i, _ in done}, {j for _, j in done}
    one = {i: _words(old, i, ids) for i, block in enumerate(old.blocks) if i not in done_old and _is_long(block)}
    two = {j: _words(new, j, ids) for j, block in enumerate(new.blocks) if j not in done_new and _is_long(block)}
    if len(one) * len(two) > _PAIRS or sum(map(len, one.values())) * sum(map(len, two.values())) > _WORDS:
        return []
    likeness = {
        (i, j): Indel.normalized_similarity(first, second, score_cutoff=_MOVED)
        for i, first in one.items()
        for j, second in two.items()
        if first and second
    }
    best_old = {i: max(two, key=lambda j: likeness.get((i, j), 0.0)) for i in one} if two else {}
    best_new = {j: max(one, key=lambda i: likeness.get((i, j), 0.0)) for j in two} if one else {}
    return [(i, j) for i, j in best_old.items() if best_new[j] == i and likeness.get((i, j), 0.0)]


def _is_long(block: Range) -> bool:
    return block[1] - block[0] >= _LONG


def better_places(
    old: Revision, new: Revision, pairs: list[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the equal pairs that may stay, and those of an old block with the better one of two equal new ones.

    The longest common order knows nothing of neighbours. An old block that it matched with a copy is set free if
    another new block has more of its neighbours and is equal to it, or was edited and is equal to no old one.
    """
    texts = {old.block_text(i) for i in range(len(old.blocks))}
    taken = {j for _, j in pairs}
    free = [j for j in range(len(new.blocks)) if j not in taken and _is_long(new.blocks[j])]
    loose = [(i, j) for i, j in pairs if _is_long(old.blocks[i]) and _agreeing(old, i, new, j) < 2]
    if not loose or len(loose) * len(free) > _PAIRS:
        return pairs, []
    ids: dict[str, int] = {}
    words = {j: _words(new, j, ids) for j in free}
    released: set[int] = set()
    equal: dict[int, int] = {}
    for i, j in loose:
        text, mine, here = old.block_text(i), _words(old, i, ids), _agreeing(old, i, new, j)
        for other, theirs in words.items():
            if other in equal or _agreeing(old, i, new, other) <= here:
                continue
            same = new.block_text(other) == text
            if same or (new.block_text(other) not in texts and _common(mine, theirs)):
                released.add(i)
                if same:
                    equal[other] = i
                    break
    return [(i, j) for i, j in pairs if i not in released], [(i, j) for j, i in equal.items()]


def _agreeing(old: Revision, i: int, new: Revision, j: int) -> int:
    """Return how many of the two neighbours of an old block have the same text as those of a new one."""
    total = 0
    for step in (-1, 1):
        inside = 0 <= i + step < len(old.blocks), 0 <= j + step < len(new.blocks)
        if inside == (True, True):
            total += old.block_text(i + step) == new.block_text(j + step)
        else:
            total += inside == (False, False)
    return total


def typo_runs(
    old: Revision, left: Sequence[Range], new: Revision, right: Sequence[Range], runs: Sequence[Run]
) -> Iterator[Run]:
    """Yield the equal letters of words that stand between the same neighbours and differ in a few letters.

    Args:
        old: the old revision.
        left: some of its stretches.
        new: the new revision.
        right: the stretches that stand in their place.
        runs: what they have in common, ascending.
    """
    at_old, at_new = left[0][0], right[0][0]
    for run in [*runs, Run(left[-1][1], right[-1][1], 0)]:
        yield from _letters(old.text, at_old, run.old, new.text, at_new, run.new)
        at_old, at_new = run.old + run.length, run.new + run.length


def _letters(old: str, start: int, end: int, new: str, new_start: int, new_end: int) -> Iterator[Run]:
    if not 0 < end - start <= _STRETCH or not 0 < new_end - new_start <= _STRETCH:
        return
    one, two = old[start:end], new[new_start:new_end]
    if fuzz.ratio(one.strip(), two.strip()) < _CORRECTED:
        return
    for block in Indel.opcodes(one, two).as_matching_blocks():
        if one[block.a : block.a + block.size].strip():
            yield Run(start + block.a, new_start + block.b, block.size)
