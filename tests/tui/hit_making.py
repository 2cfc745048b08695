"""Hits and answers for tests of what shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from briefing.search.model import Answer, Hit
from tui.app_making import Session

GERMAN = (
    "Am 31. März 2025 kündigte das Unternehmen ein Sprachmodell mit offenen Gewichten an, das erste seit Jahren; "
    "kommen sollte es in den nächsten Monaten."
)
ENGLISH = (
    "On 31 March 2025 the company announced a language model with open weights, the first in years; it was to come "
    "within the next few months."
)


def hit(text: str = GERMAN, match: Iterable[str] = ("offen", "Gewichten"), **fields: object) -> Hit:
    """Return a hit in a German row unless `fields` say otherwise."""
    values: dict[str, object] = {
        "briefing": "wandel",
        "path": "wandel.de.md",
        "row": 11,
        "lang": "de",
        "score": 1.0,
        "field": "body",
        "text": text,
        "ranges": tuple((text.index(part), text.index(part) + len(part)) for part in match),
        "counterpart": ENGLISH,
        "title": "Der Wandel in zehn Stationen",
        "section": "31. März 2025: Die Ankündigung",
    }
    return Hit(**{**values, **fields})  # type: ignore[arg-type]


def some_hits() -> tuple[Hit, ...]:
    """Return hits of all kinds: in two briefings, on both sides of a row, outside the text, widened, alone."""
    what = {"briefing": "was-heisst-offen", "title": "Was heißt hier „offen“?", "section": ""}
    alone = {"section": "", "counterpart": None}
    shift = {"title": "The shift in ten stops", "section": "31 March 2025: The announcement"}
    return (
        hit(widened="open weights"),
        hit("Was heißt hier „offen“?", ["offen"], row=0, field="title", counterpart="What does “open” mean?", **what),
        hit(ENGLISH, ["open weights"], lang="en", counterpart=GERMAN, **shift),
        hit("Modelle, Offenheit", ["Offen"], row=0, field="tag", **alone),
        hit("Wer es „offen“ nennt, kann dreierlei meinen.", ["offen"], row=3, counterpart=None, **what),
        hit("Offene Modelle", ["Offen"], row=4, field="heading", section="Offene Modelle", counterpart="Open models"),
        hit("Zehn Daten zeigen, wie sich Modelle öffneten.", ["öffneten"], row=0, field="summary", **alone),
    )


def answer_with(s: Session, search: Any) -> None:
    """Let the search of a running app be another function of query and limit."""

    def answer(query: str, limit: int = 50, *, within: str = "") -> Answer:
        found: Answer = search(query, limit)
        return replace(found, hits=tuple(hit for hit in found.hits if within in ("", hit.briefing)))

    s.app.desk.engine.search = answer  # type: ignore[method-assign]
