"""Counts of answers, and the bars they are held against."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from anchoring.cases import MARKUP, TWIN, UNRELATED, Case, Revision
from anchoring.gold import Fate, Verdict, judge, overlap
from anchoring.operators import COPIES

from briefing.notes.model import Anchor, State

Bar = tuple[str, str, bool]
BARS: Final[dict[str, tuple[float, bool]]] = {
    "survivors right": (98.8, True),
    "placed wrong": (0.3, False),
    "deleted anchored": (1.0, False),
    "unrelated anchored": (0.5, False),
    "copies wrong": (1.5, False),
    "same text not exact": (0.0, False),
}
"""Percentages, and whether they are a lower bound."""
_SAME: Final = (MARKUP, "typography")
"""Operators after which every note must stand as it did."""


@dataclass(slots=True)
class Score:
    """Counts of one operator, one kind of note, or all."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, operator: str, case: Case, found: Anchor) -> None:
        """Count one answer."""
        place = None if found.state is State.ORPHAN else (found.start, found.end)
        fate, verdict = case.truth.fate, judge(case.truth, place)
        counts = self.counts
        counts["all"] += 1
        counts[f"is {fate}"] += 1
        counts["wrong"] += verdict is Verdict.WRONG
        counts[f"state {found.state}"] += 1
        if operator in (UNRELATED, TWIN):
            counts[operator] += 1
            counts[f"{operator} anchored"] += verdict is Verdict.WRONG
            return
        counts[f"{fate} {verdict}"] += 1
        if fate is Fate.SURVIVOR and place:
            counts["tight"] += max(overlap(case.truth.places[0], place), overlap(case.truth.left, place)) >= 0.9
        if operator in COPIES:
            counts["copies"] += 1
            counts["copies wrong"] += verdict is Verdict.WRONG
        if operator in _SAME:
            counts["same"] += 1
            counts["same not exact"] += found.state is not State.EXACT

    def rates(self) -> dict[str, float | None]:
        """Return the measures in per cent; None where nothing was counted."""
        counts = self.counts
        survivors = sum(counts[f"{Fate.SURVIVOR} {verdict}"] for verdict in Verdict)
        deleted = sum(counts[f"{Fate.DELETED} {verdict}"] for verdict in Verdict)
        return {
            "survivors right": _share(counts[f"{Fate.SURVIVOR} {Verdict.RIGHT}"], survivors),
            "placed wrong": _share(counts["wrong"], counts["all"]),
            "deleted anchored": _share(counts[f"{Fate.DELETED} {Verdict.WRONG}"], deleted),
            "unrelated anchored": _share(counts[f"{UNRELATED} anchored"], counts[UNRELATED]),
            "copies wrong": _share(counts["copies wrong"], counts["copies"]),
            "same text not exact": _share(counts["same not exact"], counts["same"]),
            "survivors tight": _share(counts["tight"], survivors),
            "twin anchored": _share(counts[f"{TWIN} anchored"], counts[TWIN]),
        }


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


@dataclass(slots=True)
class Scores:
    """Everything that was counted."""

    total: Score = field(default_factory=Score)
    operators: dict[str, Score] = field(default_factory=dict)
    kinds: dict[str, Score] = field(default_factory=dict)

    def add(self, revision: Revision, case: Case, found: Anchor) -> None:
        """Count one answer."""
        for score in (
            self.total,
            self.operators.setdefault(revision.operator, Score()),
            self.kinds.setdefault(case.kind, Score()),
            self.kinds.setdefault("(near an edit)" if case.near else "(anywhere else)", Score()),
        ):
            score.add(revision.operator, case, found)

    def failures(self) -> list[str]:
        """Return the bars that the total does not reach, each with what it reached."""
        rates = self.total.rates()
        failed: list[str] = []
        for name, (bar, lower) in BARS.items():
            rate = rates[name]
            if rate is not None and (rate < bar if lower else rate > bar):
                failed.append(f"{name}: {rate:.2f} %")
        return failed
