"""Equal stretches of an old and a new revision of a text: the raw material of an alignment.

First equal blocks in order, then blocks edited in their place, then equal blocks and sentences that moved, then equal
words between all of these. It works on plain text, because only today's revision still has its structure.

A block that was edited in its place comes before an equal one elsewhere: that one is a copy.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from briefing.document.model import Range
from briefing.notes.editing import better_places, edited_moves, edited_pairs, typo_runs
from briefing.notes.revision import Revision, Run
from briefing.notes.sequences import common

_MOVED = 20
"""Characters that a block or a sentence needs to be recognised elsewhere."""
_TITLE = 8
"""Characters that a whole block needs for it, if it is the only one that is gone and the only one that is new."""
_LINE = 6
"""Characters that a line of a table or of code needs for it, inside its block."""
_ALIKE = 0.5
"""Share of common tokens from which on every common token between two equal blocks counts."""
_RUN = 3
"""Words that must be common in a row otherwise."""

Pairs = list[tuple[int, int]]


def equal_runs(old: Revision, new: Revision) -> list[Run]:
    """Return what two revisions have in common, by old offset; no character of either is in two runs."""
    old_blocks = [old.block_text(index) for index in range(len(old.blocks))]
    new_blocks = [new.block_text(index) for index in range(len(new.blocks))]
    chain = common(old_blocks, new_blocks)
    in_order, better = better_places(old, new, [(i + k, j + k) for i, j, length in chain for k in range(length)])
    in_order, elsewhere = _in_order(in_order, better)
    texts = set(old_blocks)
    edited: Pairs = []
    for left, right in _gaps(in_order, len(old_blocks), len(new_blocks)):
        # A new block that is equal to an old one can't be what another one became.
        edited += edited_pairs(old, left, new, right, {j for j in right if new_blocks[j] in texts})
    moves = [*elsewhere, *_moves(old_blocks, new_blocks, [*in_order, *edited, *elsewhere])]
    in_order, moves = _with_what_follows(old_blocks, new_blocks, in_order, moves, edited)
    found = edited_moves(old, new, [*in_order, *edited, *moves])
    runs = [Run(old.blocks[i][0], new.blocks[j][0], len(old_blocks[i])) for i, j in in_order]
    for i, j in edited:
        runs += _edited_runs(old, i, new, j)
    moved = [run for run in runs if run.moved]
    runs = [run for run in runs if not run.moved]
    moved += [Run(old.blocks[i][0], new.blocks[j][0], len(old_blocks[i]), moved=True) for i, j in moves]
    for i, j in found:
        moved += word_runs(old, [old.blocks[i]], new, [new.blocks[j]], moved=True)
    sentences = _moved_sentences(old, new, [*runs, *moved])
    runs = sorted(_beside(runs, sentences), key=lambda run: run.old)
    moved = [*_beside(moved, sentences), *sentences]
    return sorted([*runs, *moved, *_between(old, new, runs, moved)], key=lambda run: run.old)


def word_runs(
    old: Revision, left: Sequence[Range], new: Revision, right: Sequence[Range], *, moved: bool = False
) -> Iterator[Run]:
    """Yield the equal parts of some old and some new stretches, word by word.

    Where the two have little in common, single words prove nothing: only several in a row count. Nor do one or two
    that stand alone between more new words than they have letters.
    """
    if not left or not right:
        return
    one, two = old.words(left), new.words(right)
    matches = common([old.text[s:e] for s, e in one], [new.text[s:e] for s, e in two])
    alike = 2 * sum(length for _, _, length in matches) >= _ALIKE * (len(one) + len(two))
    for index, (i, j, length) in enumerate(matches):
        words = sum(old.text[start].isalnum() for start, _ in one[i : i + length])
        letters = sum(end - start for start, end in one[i : i + length])
        if words >= _RUN or (alike and words and letters >= _loneliness(matches, index, len(one), len(two))):
            yield from _broken(old.text, one[i : i + length], new.text, two[j : j + length], moved)


def _loneliness(matches: Sequence[tuple[int, int, int]], index: int, left: int, right: int) -> int:
    """Return how many words part a match from the nearer one of its neighbours; the ends count as neighbours."""
    i, j, length = matches[index]
    before = matches[index - 1] if index else (0, 0, 0)
    after = matches[index + 1] if index + 1 < len(matches) else (left, right, 0)
    gap_before = max(i - before[0] - before[2], j - before[1] - before[2])
    gap_after = max(after[0] - i - length, after[1] - j - length)
    return min(gap_before, gap_after)


def _broken(old: str, one: Sequence[Range], new: str, two: Sequence[Range], moved: bool) -> Iterator[Run]:
    """Yield the runs of two equal rows of words, broken where the space between the words differs."""
    first = 0
    for k in range(1, len(one) + 1):
        if k < len(one) and old[one[k - 1][1] : one[k][0]] == new[two[k - 1][1] : two[k][0]]:
            continue
        yield Run(one[first][0], two[first][0], one[k - 1][1] - one[first][0], moved)
        first = k


# --- blocks ---------------------------------------------------------------------------------------------------------


def _gaps(in_order: Pairs, left: int, right: int) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the blocks between two equal pairs, old and new."""
    at_old = at_new = 0
    for i, j in [*in_order, (left, right)]:
        if at_old < i and at_new < j:
            yield list(range(at_old, i)), list(range(at_new, j))
        at_old, at_new = i + 1, j + 1


def _in_order(pairs: Pairs, others: Pairs) -> tuple[Pairs, Pairs]:
    """Return the pairs with those of the others that fit into their order, and the rest of the others."""
    moved: Pairs = []
    for pair in others:
        at = bisect_left(pairs, pair)
        if (at == 0 or pairs[at - 1][1] < pair[1]) and (at == len(pairs) or pairs[at][1] > pair[1]):
            pairs = [*pairs[:at], pair, *pairs[at:]]
        else:
            moved.append(pair)
    return pairs, moved


def _moves(old: Sequence[str], new: Sequence[str], done: Pairs) -> Pairs:
    """Return pairs of equal blocks that are left, if nothing else can be meant: with those beside them.

    A block is known by its text if it is long enough and occurs once in either revision; a short one if it is the only
    one with its text that is gone and the only one that is new. What stands before and after it may be anything that
    is equal: the title of a section that moved.
    """
    free_old, free_new = set(range(len(old))) - {i for i, _ in done}, set(range(len(new))) - {j for _, j in done}
    all_old, all_new = Counter(old), Counter(new)
    gone, fresh = Counter(old[i] for i in free_old), Counter(new[j] for j in free_new)
    where = {new[j]: j for j in free_new}
    found: Pairs = []
    for i in sorted(free_old):
        text = old[i]
        once = all_old[text] == all_new[text] == 1
        if gone[text] == fresh[text] == 1 and (len(text) >= _MOVED or (once and len(text) >= _TITLE)) and once:
            found.append((i, where[text]))
    free_old -= {i for i, _ in found}
    free_new -= {j for _, j in found}
    for step in (-1, 1):
        for i, j in list(found):
            at_old, at_new = i + step, j + step
            while at_old in free_old and at_new in free_new and old[at_old] == new[at_new]:
                free_old.discard(at_old)
                free_new.discard(at_new)
                found.append((at_old, at_new))
                at_old, at_new = at_old + step, at_new + step
    return found


def _with_what_follows(
    old: Sequence[str], new: Sequence[str], in_order: Pairs, moves: Pairs, edited: Pairs
) -> tuple[Pairs, Pairs]:
    """Return the pairs in order and the moved ones, so that a title that repeats goes with its section.

    A block whose text is there more than once proves little by its place: if the block after it went elsewhere, to
    just after one with the same text, it went along.
    """
    counts = Counter(old) + Counter(new)
    where = dict([*in_order, *moves, *edited])
    holders = {j: i for i, j in where.items()}
    along: dict[int, int] = {}
    for i, j in in_order:
        there = where.get(i + 1, 0) - 1
        if counts[old[i]] > 2 and there >= 0 and there != j and new[there] == old[i]:
            along[i] = there
    count = -1
    while count != len(along):  # until nobody wants the place of one that stays
        count = len(along)
        along = {i: there for i, there in along.items() if there not in holders or holders[there] in along}
    return [(i, j) for i, j in in_order if i not in along], [*moves, *along.items()]


# --- stretches ------------------------------------------------------------------------------------------------------


def _edited_runs(old: Revision, i: int, new: Revision, j: int) -> list[Run]:
    """Return what is common to an old block and the new one that it became: in tables and code by lines first."""
    left, right = old.lines(i), new.lines(j)
    if len(left) < 2 or len(right) < 2:
        return list(word_runs(old, [old.blocks[i]], new, [new.blocks[j]]))
    old_lines, new_lines = [old.text[s:e] for s, e in left], [new.text[s:e] for s, e in right]
    chain = common(old_lines, new_lines)
    in_order = [(a + k, b + k) for a, b, length in chain for k in range(length)]
    done_old, done_new = {a for a, _ in in_order}, {b for _, b in in_order}
    once = {text for text, count in (Counter(old_lines) + Counter(new_lines)).items() if count == 2}
    where = {text: b for b, text in enumerate(new_lines) if b not in done_new}
    moves = [
        (a, where[text])
        for a, text in enumerate(old_lines)
        if a not in done_old and text in where and text in once and len(text.strip()) >= _LINE
    ]
    gone, fresh = {a for a, _ in moves}, {b for _, b in moves}
    runs = [Run(left[a][0], right[b][0], len(old_lines[a])) for a, b in in_order]
    runs += [Run(left[a][0], right[b][0], len(old_lines[a]), moved=True) for a, b in moves]
    for some, others in _gaps(in_order, len(left), len(right)):
        one = [left[a] for a in some if a not in gone]
        two = [right[b] for b in others if b not in fresh]
        runs += word_runs(old, one, new, two)
    return runs


def _moved_sentences(old: Revision, new: Revision, runs: Sequence[Run]) -> list[Run]:
    """Return sentences that are gone from their place and new in another one, each the only one of its kind."""
    left = _lost_sentences(old, [(run.old, run.old + run.length) for run in runs])
    right = _lost_sentences(new, [(run.new, run.new + run.length) for run in runs])
    return [Run(start, right[text], len(text), moved=True) for text, start in left.items() if text in right]


def _lost_sentences(revision: Revision, covered: list[Range]) -> dict[str, int]:
    """Return the long sentences of which little is covered, with their offsets; none whose text is there twice."""
    counts: Counter[str] = Counter()
    lost: dict[str, int] = {}
    covered.sort()
    starts = [start for start, _ in covered]
    for block in revision.blocks:
        for first, last in revision.sentences(*block):
            if last - first >= _MOVED:
                text = revision.text[first:last]
                counts[text] += 1
                if 2 * _shared(covered, starts, first, last) < last - first:
                    lost[text] = first
    return {text: start for text, start in lost.items() if counts[text] == 1}


def _shared(covered: Sequence[Range], starts: Sequence[int], start: int, end: int) -> int:
    """Return how many characters of a stretch lie in the covered ranges, which ascend by `starts`."""
    total = 0
    for index in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)):
        total += max(0, min(end, covered[index][1]) - max(start, covered[index][0]))
    return total


def _beside(runs: Sequence[Run], others: Sequence[Run]) -> Iterator[Run]:
    """Yield the parts of the runs that neither in the old nor in the new text overlap with the others."""
    taken_old = sorted((run.old, run.old + run.length) for run in others)
    taken_new = sorted((run.new, run.new + run.length) for run in others)
    for run in runs:
        for start, end in _uncut([(run.old, run.old + run.length)], taken_old):
            shift = run.new - run.old
            for first, last in _uncut([(start + shift, end + shift)], taken_new):
                yield Run(first - shift, first, last - first, run.moved)


def _uncut(parts: list[Range], taken: Sequence[Range]) -> list[Range]:
    if not taken:
        return parts
    start, end = parts[0]
    first = max(0, bisect_right(taken, (start, start)) - 1)
    last = bisect_left(taken, (end, end))
    return list(uncovered(parts, taken[first:last]))


def uncovered(blocks: Iterable[Range], covered: Iterable[Range]) -> Iterator[Range]:
    """Yield the parts of some blocks that lie in no covered range; both ascending, the parts never empty."""
    taken = iter(sorted(covered))
    current = next(taken, None)
    for start, end in blocks:
        at = start
        while current is not None and current[0] < end:
            if current[0] > at:
                yield at, current[0]
            at = max(at, current[1])
            if current[1] > end:
                break
            current = next(taken, None)
        if at < end:
            yield at, end


def _between(old: Revision, new: Revision, runs: Sequence[Run], moved: Sequence[Run]) -> Iterator[Run]:
    """Yield what is common between runs that follow each other: equal words, or letters where words were corrected."""
    left = list(uncovered(old.blocks, ((run.old, run.old + run.length) for run in [*runs, *moved])))
    right = list(uncovered(new.blocks, ((run.new, run.new + run.length) for run in [*runs, *moved])))
    ends = Run(len(old.text), len(new.text), 0)
    at_left = at_right = 0
    for run in [*runs, ends]:
        first_left, first_right = at_left, at_right
        while at_left < len(left) and left[at_left][0] < run.old:
            at_left += 1
        while at_right < len(right) and right[at_right][0] < run.new:
            at_right += 1
        one, two = left[first_left:at_left], right[first_right:at_right]
        if not one or not two:
            continue
        found = sorted(word_runs(old, one, new, two), key=lambda run: run.old)
        yield from found
        yield from typo_runs(old, one, new, two, found)
