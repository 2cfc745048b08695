"""Estimated heights made exact in small slices, the nearest first. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from time import perf_counter

from briefing.tui.lane import Lane


class Refiner:
    """Measures every stretch of some lanes, from the screen outward, and so counts and parses everything once.

    Args:
        lanes: what to measure.
    """

    def __init__(self, lanes: Sequence[Lane]) -> None:
        self._lanes = tuple(lanes)
        self._left = chain.from_iterable(_outward(lane) for lane in self._lanes)

    def is_for(self, lanes: Sequence[Lane]) -> bool:
        """Return whether it measures these lanes, and not some that were there before."""
        return len(lanes) == len(self._lanes) and all(a is b for a, b in zip(lanes, self._lanes, strict=True))

    def advance(self, seconds: float) -> bool:
        """Measure for about so long; return whether everything is measured."""
        until = perf_counter() + seconds
        for lane, stretch in self._left:
            lane.geometry.measure(stretch)
            if perf_counter() >= until:
                return all(lane.geometry.exact for lane in self._lanes)
        return True


def _outward(lane: Lane) -> Iterator[tuple[Lane, int]]:
    """Yield every stretch of a lane: those on the screen, then alternately after and before it."""
    middle = lane.viewport.anchor.row.stretch
    after, before = range(middle, len(lane.geometry)), range(middle - 1, -1, -1)
    for pair in zip_longest(after, before):
        yield from ((lane, stretch) for stretch in pair if stretch is not None)
