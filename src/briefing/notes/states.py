"""What the states of a note are called, how they are signed, and which of them ask the reader for a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from briefing.i18n import Translator, n_
from briefing.notes.model import State
from briefing.notes.placing import Placed

SIGNS: Final[dict[State, str]] = {
    State.EXACT: "=",
    State.MOVED: "→",
    State.CHANGED: "≈",
    State.REVIEW: "≟",
    State.ORPHAN: "∅",
}
"""One cell each, none of them the symbol of a category."""

NAMES: Final[dict[State, str]] = {
    State.EXACT: n_("unchanged"),
    State.MOVED: n_("moved"),
    State.CHANGED: n_("changed"),
    State.REVIEW: n_("to review"),
    State.ORPHAN: n_("passage gone"),
}
"""What the states are called, to be translated."""

OPEN: Final = frozenset({State.CHANGED, State.REVIEW, State.ORPHAN})
"""The states in which only the reader can say whether the note still belongs where it is shown."""


def is_open(placed: Placed) -> bool:
    """Return whether a note asks for a decision: its text has changed, or its passage is gone."""
    return placed.anchor.state in OPEN


def counted(tr: Translator, placed: Iterable[Placed]) -> str:
    """Return how many notes there are and how many of them ask for a decision, in words; nothing without notes."""
    count = Counter(each.anchor.state for each in placed)
    if not count:
        return ""
    parts = [tr.plural("{count} note", "{count} notes", count.total())]
    if count[State.CHANGED]:
        parts.append(tr("{count} changed", count=count[State.CHANGED]))
    if count[State.REVIEW]:
        parts.append(tr("{count} to review", count=count[State.REVIEW]))
    if count[State.ORPHAN]:
        parts.append(tr("{count} without a passage", count=count[State.ORPHAN]))
    return ", ".join(parts)


def counted_briefly(placed: Iterable[Placed]) -> str:
    """Return the same in signs, for narrow screens: "3✎ 1≟ 2∅"."""
    count = Counter(each.anchor.state for each in placed)
    parts = [f"{count.total()}✎"] if count else []
    parts += [f"{count[state]}{SIGNS[state]}" for state in (State.CHANGED, State.REVIEW, State.ORPHAN) if count[state]]
    return " ".join(parts)
