"""Comparing texts as a reader sees them: typographic variants count as equal, offsets stay valid.

Every character is replaced by exactly one character, so a range in the folded text is the same range in the plain
text. Case and umlauts are kept: a change of those is a change.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

_SAME = {
    **dict.fromkeys("„“”‟«»″", '"'),
    **dict.fromkeys("‚‘’‛‹›′", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " "),
    **dict.fromkeys("\t\n\r", " "),
}
_VARIANT = re.compile(f"[{re.escape(''.join(_SAME))}]")

_LARGEST = 25_000_000
"""Most pairs of characters that are compared one by one; about 2 ms."""


def comparable(text: str) -> str:
    """Return `text` with one quotation mark, one apostrophe, one dash and one kind of space; as long as before."""
    return _VARIANT.sub(lambda match: _SAME[match.group()], text)


def similarity(one: str, two: str) -> float:
    """Return how much two comparable texts have in common, 0-1: normalised Indel similarity (rapidfuzz `ratio`).

    Very long texts are compared in their heads and tails, so that the time is bounded.
    """
    if len(one) * len(two) > _LARGEST:
        head, tail = fuzz.ratio(one[:2500], two[:2500]), fuzz.ratio(one[-2500:], two[-2500:])
        length = 100 * min(len(one), len(two)) / max(len(one), len(two))
        return min(head, tail, length) / 100
    return fuzz.ratio(one, two) / 100
