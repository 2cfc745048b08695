"""The text of a list's lines: pieces with roles, cut and put side by side to fit a width. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from briefing.tui.wrap import width_of, wrap_verbatim

Piece: TypeAlias = tuple[str, str]
"""Text and its role; the text is shown as it is, never read as markup."""
ItemLines: TypeAlias = Sequence[Sequence[Piece]]

_LEAST: Final = 12
"""Cells that the left side has, whatever stands beside it."""


def fit(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """Return pieces cut to `width` cells with an ellipsis, when they are wider."""
    out: list[Piece] = []
    left = width
    for text, role in pieces:
        if width_of(text) <= left:
            out.append((text, role))
            left -= width_of(text)
            continue
        if left > 0:
            end = wrap_verbatim(text, left - 1)[0][1] if left > 2 else 0
            out.append((f"{text[:end]}…", role))
        break
    return out


def beside(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """Return a line with pieces on either side; of the right ones, the first go where there is no room for the left."""
    kept = list(right)
    while kept and width - cells(kept) < _LEAST:
        del kept[0]
    left = fit(left, width - cells(kept))
    return [*left, (" " * (width - cells(left) - cells(kept)), ""), *kept]


def cells(pieces: Sequence[Piece]) -> int:
    """Return how wide pieces are."""
    return sum(width_of(text) for text, _ in pieces)
