"""Ranges that are found when they are first asked for.

Most blocks are painted without anyone looking at their sentences, and finding those is a third of the work of parsing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, overload

from briefing.document.model import Range


class Later(Sequence[Range]):
    """A sequence of ranges; equal to a tuple of the same ranges.

    Args:
        find: returns the ranges; called once at most by each thread.
    """

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], tuple[Range, ...]]) -> None:
        self._find: Callable[[], tuple[Range, ...]] | None = find
        self._found: tuple[Range, ...] = ()

    def _all(self) -> tuple[Range, ...]:
        find = self._find
        if find is not None:
            self._found = find()
            self._find = None
        return self._found

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, index: int) -> Range: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Range, ...]: ...
    def __getitem__(self, index: int | slice) -> Range | tuple[Range, ...]:
        return self._all()[index]

    def __iter__(self) -> Iterator[Range]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, Later) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self._all(),)
