"""Work on very many things that lets other threads have their turns: none of it holds the interpreter for long."""

from __future__ import annotations

import gc
import heapq
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

_Item = TypeVar("_Item")

_SLICE: Final = 4_000
"""Things that are sorted or freed at once; that takes a few milliseconds."""


def in_order(items: Sequence[_Item], key: Callable[[_Item], Any]) -> list[_Item]:
    """Return what `sorted` returns; one sort of a hundred thousand keys would hold up the screen."""
    if len(items) <= _SLICE:
        return sorted(items, key=key)
    slices: list[list[_Item]] = []
    for at in range(0, len(items), _SLICE):
        slices.append(sorted(items[at : at + _SLICE], key=key))
        time.sleep(0)
    return list(heapq.merge(*slices, key=key))


def let_go(*lists: list[Any]) -> None:
    """Free the things in some lists a slice at a time."""
    for some in lists:
        while some:
            del some[-_SLICE:]
            time.sleep(0)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector away from work that makes very many things, for it would look at each of them."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class Kept:
    """Very many things that are there for a while, which the garbage collector need not look at again and again.

    Methods may be called from any thread. Whoever keeps things must break the references to them before it lets go of
    them: things in cycles are not freed as long as they are kept.
    """

    def __init__(self) -> None:
        self._some = False

    def keep(self) -> None:
        """Take everything that is there now from the collector."""
        self._some = True
        gc.freeze()

    def let_go(self) -> None:
        """Give everything back to the collector, unless nothing was taken from it."""
        if self._some:
            self._some = False
            gc.unfreeze()
