"""Where the items of a list stand: from an item to its screen lines and back. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, Protocol


class Heights(Protocol):
    """The screen lines of items, counted from the beginning of the list."""

    @property
    def count(self) -> int:
        """Number of items."""

    def top(self, index: int) -> int:
        """Return the line on which an item begins; for the number of items, the number of lines."""

    def at(self, line: int) -> int:
        """Return the item that a line belongs to; the number of items for what is below them."""

    def lead(self, index: int) -> int:
        """Return how many of an item's first lines are a heading above it, which isn't highlighted with it."""


@dataclass(frozen=True, slots=True)
class Even:
    """Items of equal height: any number of them costs the same.

    Attributes:
        count: number of items.
        height: lines of each.
    """

    count: int
    height: int

    def top(self, index: int) -> int:
        """Return the line on which an item begins."""
        return index * self.height

    def at(self, line: int) -> int:
        """Return the item that a line belongs to."""
        return max(0, min(line // self.height, self.count))

    def lead(self, _index: int) -> int:
        """Return 0: there are no headings."""
        return 0


class Item(NamedTuple):
    """The lines of one item.

    Attributes:
        height: all of them.
        lead: those of a heading above it.
    """

    height: int
    lead: int = 0


class Uneven:
    """A few items, each of its own height.

    Args:
        items: in order.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = tuple(items)
        self._tops = (0, *accumulate(item.height for item in self._items))

    @property
    def count(self) -> int:
        """Number of items."""
        return len(self._items)

    def top(self, index: int) -> int:
        """Return the line on which an item begins."""
        return self._tops[index]

    def at(self, line: int) -> int:
        """Return the item that a line belongs to."""
        return max(0, min(bisect_right(self._tops, line) - 1, self.count))

    def lead(self, index: int) -> int:
        """Return the lines of the heading above an item."""
        return self._items[index].lead


@dataclass(frozen=True, slots=True)
class Above:
    """A few uneven items above many even ones.

    Attributes:
        few: the upper ones.
        many: the lower ones.
    """

    few: Uneven
    many: Even

    @property
    def count(self) -> int:
        """Number of items."""
        return self.few.count + self.many.count

    def top(self, index: int) -> int:
        """Return the line on which an item begins."""
        few = self.few.count
        return self.few.top(index) if index < few else self.few.top(few) + self.many.top(index - few)

    def at(self, line: int) -> int:
        """Return the item that a line belongs to."""
        above = self.few.top(self.few.count)
        return self.few.at(line) if line < above else self.few.count + self.many.at(line - above)

    def lead(self, index: int) -> int:
        """Return the lines of the heading above an item."""
        return self.few.lead(index) if index < self.few.count else 0
