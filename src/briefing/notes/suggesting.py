"""Where an orphan's quote may stand in today's text: places to offer, never to take.

The rules that anchor a note are strict, so what they leave out is often plain to a reader's eye: the quote copied
elsewhere, a sentence rewritten, a title that changed. This finds such places and rates them; a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from briefing.document.model import Document, Range
from briefing.notes.comparing import comparable, similarity
from briefing.notes.graphemes import trim, widen
from briefing.notes.model import Note, Target

MOST = 5
"""Places that are offered."""
_LIKE = 0.55
"""Likeness from which on a place is worth a look."""
_VERBATIM = 200
"""Verbatim places that are looked at; more say nothing about where the quote was."""
_SHORT = 4
"""Characters below which a quote is sought verbatim only."""
_LONGEST = 5_000
"""Characters of a quote, or of a block, that are compared."""
_WORK = 200_000_000
"""Most pairs of characters that are compared; about 0.1 s."""


class Suggestion(NamedTuple):
    """A place that may be what became of a quote.

    Attributes:
        start, end: half-open range in today's `Document.text`.
        score: how much speaks for it, 0-1: likeness, and a little for the same surroundings and headings.
    """

    start: int
    end: int
    score: float


def suggestions(note: Note, document: Document) -> list[Suggestion]:
    """Return places in today's text where a note's quote or something like it stands, the best first.

    Args:
        note: a note that has no place; only its target counts.
        document: today's text in the note's language.

    Returns:
        At most `MOST` places that do not overlap.
    """
    target, new = note.target, comparable(document.text)
    quote = comparable(target.exact).strip()
    if not quote or not new.strip():
        return []
    rated = [
        Suggestion(start, end, _rated(target, document, new, (start, end), likeness))
        for start, end, likeness in _candidates(quote, new, document)
    ]
    chosen: list[Suggestion] = []
    for one in sorted(rated, key=lambda one: (-one.score, abs(one.start - target.start), one.start, one.end)):
        if len(chosen) < MOST and all(one.end <= other.start or other.end <= one.start for other in chosen):
            chosen.append(one)
    return chosen


def _candidates(quote: str, new: str, document: Document) -> Iterator[tuple[int, int, float]]:
    """Yield places with their likeness: verbatim ones, sentences and blocks that are like the quote, parts of them."""
    at = new.find(quote)
    for _ in range(_VERBATIM):
        if at < 0:
            break
        start, end = widen(document.text, at, at + len(quote))
        if (start, end) == (at, at + len(quote)) and _is_whole(new, start, end):
            yield start, end, 1.0
        at = new.find(quote, at + len(quote))
    if len(quote) < _SHORT or len(quote) > _LONGEST:
        return
    left = _WORK
    for start, end in _units(document):
        size = min(end - start, _LONGEST)
        left -= size * len(quote)
        if left < 0:
            return
        text = new[start:end]
        if 2 * len(quote) >= size >= len(quote) / 2:
            likeness = similarity(quote, text)
            if likeness >= _LIKE:
                yield start, end, min(likeness, 0.99)
        elif size > len(quote):
            yield from _part(quote, text[:_LONGEST], start, document)


def _units(document: Document) -> Iterator[Range]:
    """Yield the sentences of a document and its blocks of several sentences; in code and tables lines."""
    for block, start in zip(document.blocks, document.starts, strict=True):
        if not block.text.strip():
            continue
        if len(block.sentences) != 1:
            yield trim(document.text, start, start + len(block.text))
        for first, last in block.sentences:
            yield start + first, start + last


def _part(quote: str, text: str, start: int, document: Document) -> Iterator[tuple[int, int, float]]:
    """Yield the part of a longer text that is like the quote, in whole words."""
    found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=100 * _LIKE)
    if found is None or found.dest_start >= found.dest_end:
        return
    first, last = found.dest_start, found.dest_end
    while first > 0 and text[first - 1].isalnum() and text[first].isalnum():
        first -= 1
    while last < len(text) and text[last - 1].isalnum() and text[last].isalnum():
        last += 1
    first, last = trim(document.text, *widen(document.text, start + first, start + last))
    likeness = similarity(quote, text[first - start : last - start])
    if first < last and likeness >= _LIKE:
        yield first, last, min(likeness, 0.99)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a range begins and ends between words."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not before and not after


def _rated(target: Target, document: Document, new: str, place: Range, likeness: float) -> float:
    """Return the score of a place: its likeness, and how well context and headings agree."""
    start, end = place
    prefix, suffix = comparable(target.prefix), comparable(target.suffix)
    before = similarity(prefix, new[max(0, start - len(prefix)) : start]) if prefix else 0.0
    after = similarity(suffix, new[end : end + len(suffix)]) if suffix else 0.0
    path = {document.blocks[index].text for index in document.heading_path(document.locate(start)[0])}
    headings = len(path.intersection(target.heading_path)) / len(target.heading_path) if target.heading_path else 0.0
    return round(0.85 * likeness + 0.1 * max(before, after) + 0.05 * headings, 4)
