"""Where a reader has been: back and forward, as in a browser. Pure."""

from __future__ import annotations

from typing import Generic, TypeVar

Spot = TypeVar("Spot")


class History(Generic[Spot]):
    """Places left by a jump; the place where the reader is now is handed in, never kept.

    Args:
        limit: how many places are kept in each direction; the oldest go first.
    """

    def __init__(self, limit: int = 200) -> None:
        self._limit = limit
        self._back: list[Spot] = []
        self._forward: list[Spot] = []

    def leave(self, here: Spot) -> None:
        """Remember `here` before a jump; what lay ahead is forgotten."""
        if not self._back or self._back[-1] != here:
            self._back.append(here)
            del self._back[: -self._limit]
        self._forward.clear()

    def back(self, here: Spot) -> Spot | None:
        """Return the place before, remembering `here` for the way forward; None at the beginning."""
        return self._step(self._back, self._forward, here)

    def forward(self, here: Spot) -> Spot | None:
        """Return the place from which `back` came; None at the end."""
        return self._step(self._forward, self._back, here)

    def _step(self, source: list[Spot], target: list[Spot], here: Spot) -> Spot | None:
        if not source:
            return None
        target.append(here)
        return source.pop()
