"""What the filters that only notes have may be followed by. What a note's state and category are, the notes know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from briefing.text import fold

STATES: Final = {
    "exact": "exact",
    "moved": "moved",
    "changed": "changed",
    "review": "review",
    "orphan": "orphan",
    "unverändert": "exact",
    "verschoben": "moved",
    "geändert": "changed",
    "prüfen": "review",
    "verwaist": "orphan",
    "unchanged": "exact",
    "gone": "orphan",
    "fehlt": "orphan",
    "to review": "review",
    "zu prüfen": "review",
    "passage gone": "orphan",
    "stelle fehlt": "orphan",
}
"""The states of a note's place by the names that they may be typed with."""
CATEGORIES: Final = {
    "claim": "claim",
    "figure": "figure",
    "quotation": "quote",
    "doubt": "doubt",
    "todo": "todo",
    "own": "own",
    "behauptung": "claim",
    "zahl": "figure",
    "zitat": "quote",
    "zweifel": "doubt",
    "aufgabe": "todo",
    "eigenes": "own",
    "quote": "quote",
}
"""The categories of notes by the names that they may be typed with."""
OFFERED_STATES: Final = tuple(STATES)[:10]
"""Those of the names that completion offers, the English ones first."""
OFFERED_CATEGORIES: Final = tuple(CATEGORIES)[:12]
VALUES: Final = {
    "state": {fold(name): found for name, found in STATES.items()},
    "category": {fold(name): found for name, found in CATEGORIES.items()},
}
"""For each filter with few values what they mean, by their folded names."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a filter of notes asks for.

    Attributes:
        name: "state", "category" or "briefing".
        value: a state's or category's own name; of a briefing its id or words of its title, folded.
        excluded: whether notes with it are left out, instead of those without it.
    """

    name: str
    value: str
    excluded: bool = False


def asked(choices: tuple[Choice, ...], name: str, *, excluded: bool = False) -> list[str]:
    """Return the values that one filter asks for, or excludes."""
    return [choice.value for choice in choices if choice.name == name and choice.excluded == excluded]
