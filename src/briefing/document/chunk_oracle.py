"""Asking the parser's own block rules where blocks begin, a window of the text at a time."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.document.reader import Reader

_DEFINITION = re.compile(rb"[:~][ \t]")


@dataclass(slots=True)
class Oracle:
    """The block rules over one body.

    The block parser is sequential: a block depends on the text before it only by where it begins, and on the text
    after it only as far as the line or two that end it. So in a window that begins where a block begins, all blocks
    but the last are those of the whole, and the last one begins where it does in the whole.

    A window in which only one block is seen is made twice as long. A block that isn't final reaches to the end of its
    window, so that all windows together are a small multiple of the body.

    Attributes:
        data: the body.
        reader: whose rules are asked.
        borders: where windows may end, ascending: lines without indentation after a blank one, last the end.
    """

    data: bytes
    borders: Sequence[int]
    reader: Reader

    def blocks(self, start: int, reach: int) -> tuple[list[int], int]:
        """Find the blocks that begin after `start`, at least to the end of the one in which the line `reach` is.

        Args:
            start: offset at which a block begins for certain.
            reach: offset of a later line, or the same.

        Returns:
            Offsets of blocks, and the offset at which one more begins, from which to go on; or the end of the body.
        """
        borders, end = self.borders, len(self.data)
        last = len(borders) - 1
        index = min(bisect_right(borders, reach) + 1, last)
        while True:
            while index < last and _DEFINITION.match(self.data, borders[index]):
                index += 1  # it would make a definition list of a paragraph at the window's end
            found = self._window(start, borders[index])
            if index == last:
                return found, end
            if found:
                return found[:-1], found[-1]
            index = min(bisect_left(borders, 2 * borders[index] - start), last)

    def _window(self, start: int, end: int) -> list[int]:
        """Return the offsets of the blocks in a window, but the first one.

        Link definitions leave no token, so those before a block are counted to it.
        """
        tokens = self.reader.blocks(self.data[start:end].decode(), {})
        lines = [token.map[0] for token in tokens if token.level == 0 and token.nesting >= 0 and token.map]
        offsets = []
        line, at = 0, start
        for wanted in lines[1:]:
            while line < wanted:
                at = self.data.index(b"\n", at) + 1
                line += 1
            offsets.append(at)
        return offsets
