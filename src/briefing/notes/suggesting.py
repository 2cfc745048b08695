"""Places in today's text that may be where an orphan belongs now: offered to the reader, never taken unasked. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple

from rapidfuzz import fuzz

from briefing.document.model import Document, Range
from briefing.notes.comparing import comparable
from briefing.notes.model import Note

MOST: Final = 5
"""Places that are suggested at most."""
_LEAST: Final = 0.6
"""Likeness from which on a sentence or block is suggested."""
_LONGEST: Final = 2_000
"""Characters of a quote that are compared; its beginning is enough to know it by."""


class Suggestion(NamedTuple):
    """A place in today's text.

    Attributes:
        start, end: half-open range in `Document.text`.
        score: 0-1, how much the text there is like the quote.
    """

    start: int
    end: int
    score: float


def suggestions(note: Note, document: Document) -> list[Suggestion]:
    """Return up to five places where the quote, or something like it, stands today; the most alike first.

    Verbatim places come first. Else whole blocks and sentences are compared with the quote.
    """
    quote, text = comparable(note.target.exact)[:_LONGEST], comparable(document.text)
    if not quote.strip():
        return []
    found = [Suggestion(at, at + len(quote), 1.0) for at in _occurrences(text, quote)]
    for start, end in _stretches(document):
        score = fuzz.ratio(quote, text[start:end][:_LONGEST], score_cutoff=100 * _LEAST) / 100
        if score and not any(start < one.end and end > one.start for one in found if one.score >= score):
            found.append(Suggestion(start, end, score))
    return _best(found)


def _occurrences(text: str, quote: str) -> list[int]:
    places: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(places) < MOST:
        places.append(at)
        at = text.find(quote, at + len(quote))
    return places


def _stretches(document: Document) -> list[Range]:
    """Return the blocks and the sentences of a text, each once."""
    found: dict[Range, None] = {}
    for at, block in zip(document.starts, document.blocks, strict=True):
        found[at, at + len(block.text)] = None
        found.update(dict.fromkeys((at + start, at + end) for start, end in block.sentences))
    return [(start, end) for start, end in found if start < end]


def _best(found: list[Suggestion]) -> list[Suggestion]:
    """Return the best, none of which covers another one."""
    kept: list[Suggestion] = []
    for each in sorted(found, key=lambda one: (-one.score, one.start)):
        if not any(each.start < one.end and each.end > one.start for one in kept):
            kept.append(each)
        if len(kept) == MOST:
            break
    return kept
