"""How likely a word was meant for another one: by which keys lie side by side, and which slips fingers make."""

from __future__ import annotations

from typing import Final

from rapidfuzz.distance import Levenshtein

_LAYOUTS: Final = (("qwertzuiop", "asdfghjkl", "yxcvbnm"), ("qwertyuiop", "asdfghjkl", "zxcvbnm"))
_FAR: Final = 0.84
"""What is left for a letter in the place of one that lies elsewhere on the keyboard."""
_LOST: Final = 0.97
_ADDED: Final = 0.9
_FIRST: Final = 0.85
"""What is left when the first letter is another: people look at it."""


def _neighbours() -> frozenset[tuple[str, str]]:
    """Return the pairs of letters that lie side by side, in a row or in rows above each other, on either layout."""
    found: set[tuple[str, str]] = set()
    for rows in _LAYOUTS:
        places = {letter: (row, at) for row, letters in enumerate(rows) for at, letter in enumerate(letters)}
        for one, (row, at) in places.items():
            for two, (other_row, other_at) in places.items():
                step = other_at - at
                below = other_row - row
                if (
                    (below == 0 and abs(step) == 1)
                    or (below == 1 and step in (-1, 0))
                    or (below == -1 and step in (0, 1))
                ):
                    found.add((one, two))
    return frozenset(found)


_NEIGHBOURS: Final = _neighbours()


def plausibility(typed: str, meant: str) -> float:
    """Return 0-1 for how likely fingers make `typed` of `meant`; 1 for neighbouring, doubled and swapped letters.

    Args:
        typed: a folded word.
        meant: another one, a few edits away.
    """
    steps = Levenshtein.editops(typed, meant)
    if len(steps) == 2 and sorted(typed) == sorted(meant):
        return 1.0  # two letters changed places
    found = 1.0
    for step in steps:
        at, to = step.src_pos, step.dest_pos
        if step.tag == "replace":
            found *= 1.0 if (typed[at], meant[to]) in _NEIGHBOURS else _FAR
        elif step.tag == "insert":
            found *= _LOST
        else:
            around = typed[max(0, at - 1) : at] + typed[at + 1 : at + 2]
            found *= 1.0 if any(c == typed[at] or (c, typed[at]) in _NEIGHBOURS for c in around) else _ADDED
        if at == 0 and step.tag != "insert":
            found *= _FIRST
    return found
