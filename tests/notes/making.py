"""Small notes and documents for the tests of notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.document.model import Document, Lang
from briefing.document.parse import parse
from briefing.notes.model import Note, Target
from briefing.notes.selectors import digest, make_target

TEXT = "Das kleinere Modell erreicht 94 % der Genauigkeit. Es kostet ein Zehntel."


def target(text: str = TEXT, start: int = 0, end: int = 50) -> Target:
    """Return a target on a plain text."""
    return Target(text[start:end], text[max(0, start - 64) : start], text[end : end + 64], start, end, digest(text))


def note(body: str = "", **values: Any) -> Note:
    """Return a note that no store has seen."""
    fields: dict[str, Any] = {"id": "", "briefing": "distillation", "lang": "de", "title": "T", "target": target()}
    return Note(**(fields | {"body": body} | values))


def noted(document: Document, quote: str, **values: Any) -> Note:
    """Return a note on the first place of a quote in a document."""
    start = document.text.index(quote)
    made = make_target(document, start, start + len(quote), at="2026-11-22T10:00:00.000Z")
    return note(target=made, lang=document.lang, **values)


def document(markdown: str, lang: Lang = "de") -> Document:
    """Return a parsed text."""
    return parse(markdown, lang)


def ticking() -> Iterator[str]:
    """Yield times a millisecond apart."""
    for number in range(10**6):
        yield f"2026-11-22T10:{number // 60_000:02}:{number // 1000 % 60:02}.{number % 1000:03}Z"
