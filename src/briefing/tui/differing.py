"""Where two texts differ, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel

from briefing.document.model import Range

MOST: Final = 4_000
"""Words of a text that are compared; what stands behind them counts as changed if it isn't equal."""
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


class Difference(NamedTuple):
    """What one text has and the other hasn't: half-open code point ranges, ascending, not touching.

    Attributes:
        old: ranges of the old text that are gone.
        new: ranges of the new text that came.
    """

    old: tuple[Range, ...]
    new: tuple[Range, ...]


def differing(old: str, new: str) -> Difference:
    """Return where two texts differ; outside the ranges they are equal."""
    one, two = _cut(old), _cut(new)
    gone: list[Range] = []
    came: list[Range] = []
    for op in Indel.opcodes([old[slice(*each)] for each in one], [new[slice(*each)] for each in two]):
        if op.tag == "equal":
            continue
        if op.src_start < op.src_end:
            gone.append((one[op.src_start][0], one[op.src_end - 1][1]))
        if op.dest_start < op.dest_end:
            came.append((two[op.dest_start][0], two[op.dest_end - 1][1]))
    return Difference(_joined(old, gone), _joined(new, came))


def _cut(text: str) -> list[Range]:
    """Return the words of a text, and what is between them; the last piece is all that is beyond `MOST`."""
    found: list[Range] = []
    for match in _PIECE.finditer(text):
        if len(found) == MOST:
            found.append((match.start(), len(text)))
            break
        found.append(match.span())
    return found


def _joined(text: str, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Join ranges with nothing but white space between them, which is easier to read than many short ones."""
    joined: list[Range] = []
    for start, end in ranges:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return tuple(joined)
