"""Which entries of a view have the words that were typed, or nearly those. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from briefing.text import fold

_NEAR: Final = 80
"""Similarity, of 100, from which on a word that was typed means one that stands there."""
_LOOKED_AT: Final = 2_000
"""Entries that are looked at for what was misspelt."""


def narrowed(texts: Sequence[str], query: str, among: Sequence[int]) -> list[int]:
    """Return the entries that have all words of a query; if there are none, those that have nearly all.

    Args:
        texts: folded, one for each entry.
        query: as typed.
        among: the numbers of those that count, in order.
    """
    words = fold(query).split()
    found = [at for at in among if all(word in texts[at] for word in words)]
    if found or not words:
        return found
    from rapidfuzz import fuzz  # noqa: PLC0415 - only for what is misspelt

    return [
        at
        for at in among[:_LOOKED_AT]
        if all(fuzz.partial_ratio(word, texts[at], score_cutoff=_NEAR) for word in words)
    ]
