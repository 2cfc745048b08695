"""Small libraries and items for the tests of exports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from briefing.document.model import Lang
from briefing.export.items import Item, collect
from briefing.i18n import Translator
from briefing.library.model import Briefing, Edition, Library
from briefing.notes.model import Anchor, Category, Note, State, Target
from briefing.notes.placing import Placed

AT = "2026-11-22T10:00:00.000Z"
GERMAN = {
    "Notes": "Notizen",
    "Note": "Notiz",
    "German": "Deutsch",
    "English": "Englisch",
    "to do": "zu tun",
    "Tags": "Schlagwörter",
    "as of": "Stand",
}


class German(Translator):
    """A translator whose catalogue is the table above."""

    def __init__(self) -> None:
        super().__init__("de")

    def __call__(self, message: str, **values: object) -> str:
        text = GERMAN.get(message, message)
        return text.format(**values) if values else text


def library() -> Library:
    """Return a library of one briefing in two languages."""
    editions: dict[Lang, Edition] = {
        "de": Edition("de", Path("/home/mia/lib/d.de.md"), "d.de.md", "Destillation", date="2026-11-20"),
        "en": Edition("en", Path("/home/mia/lib/d.en.md"), "d.en.md", "Distillation", url="https://example.org/d_1"),
    }
    briefing = Briefing("distillation", editions)
    return Library((Path("/home/mia/lib"),), (briefing,), (), {briefing.id: briefing})


def note(body: str = "", quote: str = "Es kostet ein Zehntel.", **values: Any) -> Note:
    """Return a stored note."""
    target = Target(
        quote, "davor ", " danach", 10, 10 + len(quote), "ab" * 32, 2, ("Destillation", "Kosten"), (5, 5), AT
    )
    fields: dict[str, Any] = {
        "id": "01934f0e-7c1a-7b52-9c0d-2f6a3f0c9b11",
        "briefing": "distillation",
        "lang": "de",
        "title": "Destillation",
        "target": target,
        "category": Category.TODO,
        "created": "2026-11-22T09:14:03.120Z",
        "updated": "2026-11-22T09:20:41.000Z",
        "rev": 2,
    }
    return Note(**(fields | {"body": body} | values))


def placed(made: Note, state: State = State.EXACT, current: str | None = None, **values: Any) -> Placed:
    """Return a note in its place; by default in row 2, with a counterpart."""
    if state is State.ORPHAN:
        return Placed(made, Anchor(state, 3, 3, None), None, None, None)
    text = current or made.target.exact
    fields: dict[str, Any] = {"row": 2, "counterpart": "It costs a tenth.", "counterpart_lang": "en"}
    return Placed(made, Anchor(state, 10, 10 + len(text), text), **(fields | values))


def items(*all_placed: Placed) -> list[Item]:
    """Return the items of placed notes in the library above."""
    return collect(all_placed, library())


def with_id(made: Note, number: int) -> Note:
    """Return a note with another id."""
    return replace(made, id=f"{made.id[:-4]}{number:04x}")
