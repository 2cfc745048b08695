"""Where a note stands in today's text. Pure, never raises; in doubt an orphan, because a wrong place is worse.

With the annotated revision at hand, old and new text are aligned and the note is carried over; the quote is searched
elsewhere only if it can't be anything else. Without it, the quote with its context decides.
"""

from __future__ import annotations

import re

from briefing.document.model import Document, Kind, Range
from briefing.notes.alignment import Aligner, Found
from briefing.notes.comparing import comparable, similarity
from briefing.notes.graphemes import widen
from briefing.notes.model import CONTEXT, Anchor, Note, State, Target
from briefing.notes.selectors import digest

SHORT = 24
"""Characters below which a quote alone proves nothing."""
_SENTENCE = 40
"""Characters that the sentence around a short quote needs to prove it."""
_RELATED = 0.15
"""Share of the old text below which the new one counts as another text, in which only a unique quote is a trace."""
_MUCH = 0.4
"""Share of the old text below which a word in a sentence that stands elsewhere proves nothing: texts that share their
sources have such sentences."""
_KEPT = 0.45
"""Share of a quote's characters that must be left where it stands."""
_MOST_KEPT = 0.6
"""Share from which on it stands there whatever came between."""
_LOOKS = 5_000
"""Places where it stands as a part of words, too, after which the search is given up."""
_MOST = 200
"""Occurrences of a quote that are compared; a quote with more has no place of its own."""

_SENTENCE_END = re.compile(r"[.!?…:;]\s|\n\s*\n")


def anchor(note: Note, document: Document, snapshot: str | None, aligner: Aligner | None = None) -> Anchor:
    """Return where a note stands in a document.

    Args:
        note: the note; only its target counts.
        document: today's text in the note's language.
        snapshot: the text that the target refers to, or None if it isn't known.
        aligner: an alignment of `snapshot` with `document.text`, shared by all notes on the same revision.

    Returns:
        The anchor; an orphan's range is the empty range at its last place.
    """
    target, text = note.target, document.text
    start, end = target.start, target.end
    if not target.exact.strip() or note.lang != document.lang:
        return _orphan(text, start)
    if snapshot is None and target.snapshot and text[start:end] == target.exact and digest(text) == target.snapshot:
        snapshot = text
    if snapshot is None or not 0 <= start < end or snapshot[start:end] != target.exact:
        return _by_selectors(target, document)
    if snapshot == text:
        return Anchor(State.EXACT, start, end, target.exact)
    aligner = aligner or Aligner(snapshot, text)
    return (
        _carried_over(target, aligner, text)
        or _verbatim(target, aligner, text)
        or _under_headings(target, aligner, document)
        or _orphan(text, aligner.near(start))
    )


def _orphan(text: str, offset: int) -> Anchor:
    place = max(0, min(offset, len(text)))
    return Anchor(State.ORPHAN, place, place, None)


def _anchor(state: State, text: str, start: int, end: int) -> Anchor:
    return Anchor(state, start, end, text[start:end])


# --- with the annotated revision ------------------------------------------------------------------------------------


def _carried_over(target: Target, aligner: Aligner, text: str) -> Anchor | None:
    """Return the place to which the alignment carries a target, if enough of it is there."""
    found = aligner.find(target.start, target.end) if aligner.share >= _RELATED else None
    if found is None:
        return None
    start, end = widen(text, found.start, found.end)
    quote, current = aligner.old[target.start : target.end], aligner.new[start:end]
    state: State | None = None
    if quote == current:
        if len(quote) >= SHORT or _is_proved(target, aligner, found, start, end):
            state = State.MOVED if found.moved else State.EXACT
    elif found.coverage >= _KEPT:
        likeness = max(similarity(quote, current), 2 * found.coverage * len(quote) / (len(quote) + len(current)))
        state = _changed(likeness, len(quote), neighbour=found.neighbour)
        if state is None and found.coverage >= _MOST_KEPT and (len(quote) >= SHORT or found.enclosed):
            state = State.REVIEW  # most of it is there, with much that is new in between
    return _anchor(state, text, start, end) if state else None


def _changed(likeness: float, length: int, *, neighbour: bool) -> State | None:
    """Return how sure it is that a text that differs is what became of a quote of this length."""
    if length < SHORT:
        return State.CHANGED if likeness >= 0.75 and neighbour else None
    if likeness < 0.55:
        return None
    return State.CHANGED if likeness >= 0.8 else State.REVIEW


def _is_proved(target: Target, aligner: Aligner, found: Found, start: int, end: int) -> bool:
    """Whether a short quote that stands in the right place is the quote, and not only the same word."""
    if found.neighbour or found.enclosed or aligner.is_whole_block(target.start, target.end):
        return True
    before = aligner.old[max(0, target.start - CONTEXT) : target.start]
    after = aligner.old[target.end : target.end + CONTEXT]
    return (
        similarity(before, aligner.new[max(0, start - CONTEXT) : start]) >= 0.6
        or similarity(after, aligner.new[end : end + CONTEXT]) >= 0.6
    )


def _verbatim(target: Target, aligner: Aligner, text: str) -> Anchor | None:
    """Return the only other place of a quote, or of the sentence around a short one, if it can't be anything else."""
    start, end = target.start, target.end
    if end - start < SHORT:
        start, end = _sentence_around(aligner.old, start, end)
        if end - start < _SENTENCE or aligner.share < _MUCH:
            return None
    if aligner.share >= _RELATED and _is_still_there(aligner, start, end):
        return None
    there = _only_place(aligner, start, end)
    if there is None:
        return None
    moved = there + target.start - start
    place = widen(text, moved, moved + target.end - target.start)
    if aligner.new[slice(*place)] != aligner.old[target.start : target.end]:
        return None
    return _anchor(State.MOVED, text, *place)


def _under_headings(target: Target, aligner: Aligner, document: Document) -> Anchor | None:
    """Return the only heading with a quote's text below the same headings, if no heading of that text was lost."""
    before, after = aligner.count_blocks(target.start, target.end)
    place = _heading(target, document) if aligner.share >= _RELATED and 0 < before <= after else None
    return _anchor(State.MOVED, document.text, *place) if place else None


def _heading(target: Target, document: Document) -> Range | None:
    """Return the range of the only heading with a quote's text below the same headings; without any it is no proof."""
    quote = comparable(target.exact)
    path = [comparable(title) for title in target.heading_path]
    if len(path) < 2 or path[-1] != quote:
        return None
    found = [
        index
        for index, block in enumerate(document.blocks)
        if block.kind is Kind.HEADING
        and comparable(block.text) == quote
        and [comparable(document.blocks[above].text) for above in document.heading_path(index)] == path
    ]
    if len(found) != 1:
        return None
    start = document.starts[found[0]]
    return start, start + len(document.blocks[found[0]].text)


def _is_still_there(aligner: Aligner, start: int, end: int) -> bool:
    """Whether a quote, or the sentence around it, was edited where it stands: what is elsewhere is a copy then."""
    for place in ((start, end), _sentence_around(aligner.old, start, end)):
        here = aligner.find(*place)
        if here is not None and here.coverage >= _KEPT:
            return True
    return False


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch around a range up to the next punctuation: a rough sentence is enough to be recognised."""
    from_here = max(0, start - 1000)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, from_here, start)]
    following = _SENTENCE_END.search(text, max(start, end - 1), end + 1000)
    return ends[-1] if ends else from_here, following.start() + 1 if following else min(len(text), end + 1000)


def _only_place(aligner: Aligner, start: int, end: int) -> int | None:
    """Return where an old stretch stands in the new text, if it occurs once in both, as whole words."""
    quote = aligner.old[start:end]
    there = aligner.new.find(quote)
    if there < 0 or aligner.new.find(quote, there + 1) >= 0 or aligner.old.find(quote) != start:
        return None
    if aligner.old.find(quote, start + 1) >= 0:
        return None
    same = _edges(aligner.old, start, end) == _edges(aligner.new, there, there + end - start)
    return there if same else None


def _edges(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Return whether a range continues as a word before its start and after its end."""
    return text[start - 1 : start].isalnum() if start else False, text[end : end + 1].isalnum()


# --- without it -----------------------------------------------------------------------------------------------------


def _by_selectors(target: Target, document: Document) -> Anchor:
    """Return the place of a quote by its context alone; strict, because nothing shows what else changed."""
    text = document.text
    new, quote = comparable(text), comparable(target.exact)
    prefix, suffix = comparable(target.prefix), comparable(target.suffix)
    places = _occurrences(new, quote, prefix, suffix)
    rated = sorted(((*_context(new, at, at + len(quote), prefix, suffix), at) for at in places), reverse=True)
    if rated and (len(rated) == 1 or rated[0][0] >= rated[1][0] + 0.05):
        both, one, at = rated[0]
        if _is_enough(len(quote), both, one, unique=len(rated) == 1):
            start, end = widen(text, at, at + len(quote))
            if end - start == len(quote):
                return _anchor(State.EXACT if both >= 0.65 else State.MOVED, text, start, end)
    if place := _heading(target, document):
        return _anchor(State.MOVED, text, *place)
    return _between(target, new, text) or _orphan(text, target.start)


def _occurrences(new: str, quote: str, prefix: str, suffix: str) -> list[int]:
    """Return where the quote stands as whole words (or in the same part of a word); nothing if there are too many."""
    edges = prefix[-1:].isalnum(), suffix[:1].isalnum()
    places: list[int] = []
    at = new.find(quote)
    for _ in range(_LOOKS):
        if at < 0:
            return places
        if _edges(new, at, at + len(quote)) == edges:
            places.append(at)
            if len(places) > _MOST:
                return []
        at = new.find(quote, at + 1)
    return []


def _context(new: str, start: int, end: int, prefix: str, suffix: str) -> tuple[float, float]:
    """Return how well the context agrees: the mean of both sides and the better side, 0-1."""
    before = similarity(prefix, new[max(0, start - len(prefix)) : start]) if prefix else float(start == 0)
    after = similarity(suffix, new[end : end + len(suffix)]) if suffix else float(end == len(new))
    return (before + after) / 2, max(before, after)


def _is_enough(length: int, both: float, one: float, *, unique: bool) -> bool:
    if length >= SHORT:
        return both >= 0.65 or (unique and (both >= 0.15 or length >= _SENTENCE))
    return both >= 0.65 or one >= 0.9 or (unique and length >= 10 and one >= 0.55)


def _between(target: Target, new: str, text: str) -> Anchor | None:
    """Return what stands between the context before and after, if both are there once and it is like the quote."""
    before, after = comparable(target.prefix)[-CONTEXT // 2 :], comparable(target.suffix)[: CONTEXT // 2]
    if min(len(before.strip()), len(after.strip())) < SHORT:
        return None
    if new.count(before) != 1 or new.count(after) != 1:
        return None
    start, end = new.find(before) + len(before), new.find(after)
    if not 0 < end - start <= 2 * len(target.exact) + CONTEXT:
        return None
    state = _changed(similarity(comparable(target.exact), new[start:end]), len(target.exact), neighbour=True)
    return _anchor(state, text, *widen(text, start, end)) if state else None
