"""Sentence pairs that are found when a row's are first asked for.

To find sentences takes longer than to parse plain text, and whoever indexes rows or reads their blocks needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, overload

from briefing.parallel.model import Pair, Row

_Pairs = tuple[Pair, ...]


class LaterPairs(Sequence[_Pairs]):
    """For each row its sentences in pairs; equal to a tuple of the same.

    Args:
        rows: all rows.
        find: returns the pairs of one row; called once at most for each row by each thread.
    """

    __slots__ = ("_find", "_found", "_rows")

    def __init__(self, rows: Sequence[Row], find: Callable[[Row], _Pairs]) -> None:
        self._rows = rows
        self._find = find
        self._found: dict[int, _Pairs] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> _Pairs: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[_Pairs, ...]: ...
    def __getitem__(self, index: int | slice) -> _Pairs | tuple[_Pairs, ...]:
        if isinstance(index, slice):
            return tuple(self[at] for at in range(len(self))[index])
        at = range(len(self))[index]
        found = self._found.get(at)
        if found is None:
            found = self._found[at] = self._find(self._rows[at])
        return found

    def __eq__(self, other: object) -> bool:
        return tuple(self) == (tuple(other) if isinstance(other, LaterPairs) else other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)
