"""Which words of an old and a new text differ, for showing both beside each other. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.document.model import Range
from briefing.notes.comparing import comparable
from briefing.notes.sequences import common

_PIECE = re.compile(r"\w+(?:[-–’'.,]\w+)*|[^\w\s]")


def differences(old: str, new: str, *, variants: bool = False) -> tuple[list[Range], list[Range]]:
    """Return the ranges of the words of `old` that are not in `new`, and of those of `new` that are not in `old`.

    Order counts: a word that stands elsewhere differs. White space doesn't count. Neighbours with only white space
    between them are one range. Bounded in time for texts of any length.

    Args:
        old: a text.
        new: what became of it.
        variants: whether typographic variants of quotation marks and dashes differ.
    """
    olds, news = _pieces(old), _pieces(new)
    kept_old, kept_new = set[int](), set[int]()
    for at_old, at_new, length in common(_words(old, olds, variants), _words(new, news, variants)):
        kept_old.update(range(at_old, at_old + length))
        kept_new.update(range(at_new, at_new + length))
    return _rest(olds, kept_old), _rest(news, kept_new)


def _pieces(text: str) -> list[Range]:
    return [match.span() for match in _PIECE.finditer(text)]


def _words(text: str, pieces: Sequence[Range], variants: bool) -> list[str]:
    same = text if variants else comparable(text)
    return [same[start:end] for start, end in pieces]


def _rest(pieces: Sequence[Range], kept: set[int]) -> list[Range]:
    """Return the pieces that are not kept, those that follow each other as one."""
    found: list[Range] = []
    last = -2
    for index, (start, end) in enumerate(pieces):
        if index in kept:
            continue
        if index == last + 1:
            start = found.pop()[0]  # noqa: PLW2901 - the range goes on
        found.append((start, end))
        last = index
    return found
