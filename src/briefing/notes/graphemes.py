"""Where a text may be cut: never inside what a reader sees as one character.

A small part of UAX #29 (extended grapheme clusters): combining marks, joiners, variation selectors, skin tones and
flags. Conjoining Hangul needs no rule, because all texts are in NFC.
"""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
_NON_JOINER = "\u200c"


def _extends(char: str) -> bool:
    """Whether `char` belongs to the character before it."""
    if char < "\u0300":
        return False
    return (
        char in (_JOINER, _NON_JOINER)
        or unicodedata.category(char)[0] == "M"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def is_boundary(text: str, offset: int) -> bool:
    """Whether `text` may be cut at `offset` (code points); both ends of a text are boundaries."""
    if offset <= 0 or offset >= len(text):
        return True
    before, after = text[offset - 1], text[offset]
    if _extends(after) or before == _JOINER or (before, after) == ("\r", "\n"):
        return False
    if _is_flag_letter(before) and _is_flag_letter(after):
        first = offset
        while first > 0 and _is_flag_letter(text[first - 1]):
            first -= 1
        return (offset - first) % 2 == 0
    return True


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the smallest range around `[start, end)` that cuts no character in two."""
    while not is_boundary(text, start):
        start -= 1
    while not is_boundary(text, end):
        end += 1
    return start, end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return `[start, end)` without the white space at its ends, still on boundaries; empty if there is nothing else.

    A space that carries a combining mark is a character of its own and stays.
    """
    while start < end and text[start].isspace() and is_boundary(text, start + 1):
        start += 1
    while end > start and text[end - 1].isspace() and is_boundary(text, end - 1):
        end -= 1
    return start, end
