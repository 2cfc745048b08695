"""An old and a new revision of a text laid side by side: where a range of the old one is in the new one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from briefing.notes.revision import Revision, Run
from briefing.notes.runs import equal_runs

_APART = 120
"""Characters from elsewhere in the old text that may have come between two pieces of a short quote."""
_STRAY = 40
"""Characters of new text from which on a few words are no longer part of what follows."""
_WORDS = 20
"""Characters below which a piece is a few words."""
_NEAR = 40
"""Characters from which on what is left around a short quote is no longer near it."""
_SLACK = 20
"""Characters by which a replaced word at the edge may be longer than twice what it was, or a word may have grown."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a range of the old text is in the new one.

    Attributes:
        start, end: half-open range in the new text.
        coverage: share of the old range's characters that are there, 0-1.
        moved: whether it left its place in the order of the text.
        neighbour: whether the character before or after it is still its neighbour.
        enclosed: whether what stands around it, on both sides and near by, is what stood there before.
    """

    start: int
    end: int
    coverage: float
    moved: bool
    neighbour: bool
    enclosed: bool


class Aligner:
    """Two revisions, aligned once, to find any number of ranges.

    Args:
        old: text of the revision that ranges refer to.
        new: text of the revision that they are searched in.

    Attributes:
        old, new: the two texts in their comparable form, as long as they were.
        share: share of the old text's characters that are in the new one, 0-1.
    """

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = Revision(old), Revision(new)
        self.old, self.new = self._old.text, self._new.text
        self._runs = equal_runs(self._old, self._new)
        self._old_starts = {start for start, _ in self._old.blocks}
        self._old_ends = {end for _, end in self._old.blocks}
        by_new = sorted(self._runs, key=lambda run: run.new)
        self._new_starts = [run.new for run in by_new]
        self._new_sums = list(accumulate((run.length for run in by_new), initial=0))
        kept = sum(run.length for run in self._runs)
        self.share = kept / max(1, sum(end - start for start, end in self._old.blocks))

    def find(self, start: int, end: int) -> Found | None:
        """Return where the old range is now, or None if nothing of it is left.

        Of pieces that lie far apart the largest group counts. A word at the edge that was replaced is taken in if
        the word beyond it is still there.
        """
        pieces = self._pieces(start, end)
        group = self._without_stragglers(_largest_group(pieces, self._strange, max(_APART, end - start)))
        if not group:
            return None
        first, last = group[0].new, max(piece.new + piece.length for piece in group)
        missing_before = min(piece.old for piece in group) - start
        missing_after = end - max(piece.old + piece.length for piece in group)
        # Of two equal words the alignment may have taken the one outside the range.
        more_before = self._equal_before(start + missing_before, first, missing_before)
        more_after = self._equal_after(end - missing_after, last, missing_after)
        first, last = first - more_before, last + more_after
        while missing_before > more_before and first < last - 1 and not self.new[first].isalnum():
            first += 1  # a full stop that is left of the words before it
        new_start = self._edge_before(start, first, missing_before - more_before)
        new_end = self._edge_after(end, last, missing_after - more_after)
        return Found(
            start=new_start if _in_word(self.old, start) else _word_start(self.new, new_start),
            end=new_end if _in_word(self.old, end) else _word_end(self.new, new_end),
            coverage=(sum(piece.length for piece in group) + more_before + more_after) / (end - start),
            moved=any(piece.moved for piece in group),
            neighbour=self._is_neighbour_before(start, first) or self._is_neighbour_after(end, last),
            enclosed=self._is_enclosed(start, end, first, last),
        )

    def near(self, offset: int) -> int:
        """Return where the surroundings of an old offset are now: after the last character before it that is left."""
        index = bisect_right(self._runs, offset, key=lambda run: run.old) - 1
        while index >= 0 and self._runs[index].moved:
            index -= 1
        if index < 0:
            return 0
        run = self._runs[index]
        return run.new + min(run.length, offset - run.old)

    def is_whole_block(self, start: int, end: int) -> bool:
        """Whether the old range is a whole block whose text occurs once as a block in either revision."""
        return self.count_blocks(start, end) == (1, 1)

    def count_blocks(self, start: int, end: int) -> tuple[int, int]:
        """Return how many blocks of either revision have the text of an old range; zeros if it is no whole block."""
        if self._old.blocks[self._old.block_at(start)] != (start, end):
            return 0, 0
        text = self.old[start:end]
        return self._old.count_blocks(text), self._new.count_blocks(text)

    def _strange(self, start: int, end: int) -> int:
        """Return how many characters between two ends of pieces come from the old text."""
        first, last = bisect_left(self._new_starts, start), bisect_left(self._new_starts, end)
        return self._new_sums[last] - self._new_sums[first] if first < last else 0

    def _without_stragglers(self, group: list[Run]) -> list[Run]:
        """Return a group without the few words at its ends that new text parts from the rest, unless they are a line.

        A single word of a quote is soon found somewhere before it.
        """
        few = min(_WORDS, sum(piece.length for piece in group) / 5)
        while len(group) > 1:
            for edge, inner in ((0, 1), (-1, -2)):
                one, two = sorted((group[edge], group[inner]), key=lambda piece: piece.new)
                parted = two.new - one.new - one.length - abs(two.old - one.old - one.length)
                if group[edge].length < few and parted > _STRAY and not self._old.is_line(group[edge]):
                    del group[edge]
                    break
            else:
                break
        return group

    def _pieces(self, start: int, end: int) -> list[Run]:
        """Return the parts of the runs that lie in an old range."""
        index = max(0, bisect_right(self._runs, start, key=lambda run: run.old) - 1)
        pieces: list[Run] = []
        while index < len(self._runs) and self._runs[index].old < end:
            run = self._runs[index]
            cut_start, cut_end = max(start, run.old), min(end, run.old + run.length)
            if cut_start < cut_end:
                pieces.append(Run(cut_start, run.new + cut_start - run.old, cut_end - cut_start, run.moved))
            index += 1
        return pieces

    def _forward(self, offset: int) -> int | None:
        """Return the new offset of an old character, or None if it is gone."""
        pieces = self._pieces(offset, offset + 1)
        return pieces[0].new if pieces else None

    def _before(self, start: int) -> int | None:
        """Return where the last visible character before an old offset is now."""
        at = start - 1
        while at >= 0 and self.old[at].isspace():
            at -= 1
        return self._forward(at) if at >= 0 else None

    def _after(self, end: int) -> int | None:
        """Return where the first visible character from an old offset on is now."""
        at = end
        while at < len(self.old) and self.old[at].isspace():
            at += 1
        return self._forward(at) if at < len(self.old) else None

    def _equal_before(self, old: int, new: int, limit: int) -> int:
        """Return how many characters before two offsets are equal, in whole words and at most `limit`."""
        length = min(limit, old, new)
        same = next((k for k in range(length) if self.old[old - 1 - k] != self.new[new - 1 - k]), length)
        while same and (_in_word(self.old, old - same) or _in_word(self.new, new - same)):
            same -= 1
        return len(self.old[old - same : old].lstrip())

    def _equal_after(self, old: int, new: int, limit: int) -> int:
        """Return how many characters from two offsets on are equal, in whole words and at most `limit`."""
        length = min(limit, len(self.old) - old, len(self.new) - new)
        same = next((k for k in range(length) if self.old[old + k] != self.new[new + k]), length)
        while same and (_in_word(self.old, old + same) or _in_word(self.new, new + same)):
            same -= 1
        return len(self.old[old : old + same].rstrip())

    def _is_neighbour_before(self, start: int, new_start: int) -> bool:
        there = self._before(start)
        return there is not None and there < new_start and not self.new[there + 1 : new_start].strip()

    def _is_neighbour_after(self, end: int, new_end: int) -> bool:
        there = self._after(end)
        return there is not None and there >= new_end and not self.new[new_end:there].strip()

    def _is_enclosed(self, start: int, end: int, new_start: int, new_end: int) -> bool:
        """Whether the nearest characters that are left before and after a range are near it in both revisions."""
        index = bisect_left(self._runs, start, key=lambda run: run.old)
        before = self._runs[index - 1] if index else None
        if before is not None and before.old + before.length > start:
            before = Run(before.old, before.new, start - before.old)
        index = max(0, bisect_right(self._runs, end, key=lambda run: run.old) - 1)
        after = next((run for run in self._runs[index : index + 2] if run.old + run.length > end), None)
        if after is not None and after.old < end:
            after = Run(end, after.new + end - after.old, after.old + after.length - end)
        if before is None or after is None:
            return False
        old_gaps = start - before.old - before.length, after.old - end
        new_gaps = new_start - before.new - before.length, after.new - new_end
        return max(*old_gaps, *new_gaps) <= _NEAR and min(new_gaps) >= 0

    # --- edges ------------------------------------------------------------------------------------------------------

    def _edge_before(self, start: int, new_start: int, missing: int) -> int:
        """Return the new start, moved over what replaced the `missing` old characters, if it is clear what did."""
        if not missing:
            return new_start
        block = self._new.blocks[self._new.block_at(new_start)]
        border = block[0]
        if start not in self._old_starts:
            there = self._before(start)
            if there is None or not block[0] <= there < new_start:
                return new_start
            border = there + 1
        edge = border + len(self.new[border:new_start]) - len(self.new[border:new_start].lstrip())
        return edge if new_start - edge <= 2 * missing + _SLACK else new_start

    def _edge_after(self, end: int, new_end: int, missing: int) -> int:
        """Return the new end, moved over what replaced the `missing` old characters, if it is clear what did."""
        if not missing:
            return new_end
        block = self._new.blocks[self._new.block_at(new_end - 1)]
        border = block[1]
        if end not in self._old_ends:
            there = self._after(end)
            if there is None or not new_end <= there < block[1]:
                return new_end
            border = there
        edge = new_end + len(self.new[new_end:border].rstrip())
        return edge if edge - new_end <= 2 * missing + _SLACK else new_end


def _in_word(text: str, offset: int) -> bool:
    """Whether an offset is between two characters of a word."""
    return text[max(0, offset - 1) : offset].isalnum() and text[offset : offset + 1].isalnum()


def _word_start(text: str, offset: int) -> int:
    """Return the start of the word that an offset is inside of, or the offset if that is far away."""
    at = offset
    while _in_word(text, at) and offset - at < _SLACK:
        at -= 1
    return offset if _in_word(text, at) else at


def _word_end(text: str, offset: int) -> int:
    """Return the end of the word that an offset is inside of, or the offset if that is far away."""
    at = offset
    while _in_word(text, at) and at - offset < _SLACK:
        at += 1
    return offset if _in_word(text, at) else at


def _largest_group(pieces: list[Run], strange: Callable[[int, int], int], most: int) -> list[Run]:
    """Return the largest of the groups into which pieces fall that other old text parts in the new one.

    Args:
        pieces: parts of the old range.
        strange: returns how many characters of old text from elsewhere are between two new offsets.
        most: how many of them may stand inside one group.
    """
    groups: list[list[Run]] = []
    for piece in sorted(pieces, key=lambda piece: piece.new):
        if groups and strange(groups[-1][-1].new + groups[-1][-1].length, piece.new) <= most:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return max(groups, key=lambda group: sum(piece.length for piece in group), default=[])
