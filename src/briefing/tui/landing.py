"""Where a request to open a briefing lands: the sentence of a match, the first one of a row. Pure."""

from __future__ import annotations

from briefing.document.model import Lang, Range
from briefing.parallel.model import Parallel
from briefing.tui.contents import heading_row
from briefing.tui.lights import Matches, Spotted
from briefing.tui.messages import OpenBriefing
from briefing.tui.navigate import Place, first_place, nearest_place

_JOINT = len("\n\n")
"""A row's plain text joins its blocks by a blank line."""


def landing(parallel: Parallel, request: OpenBriefing, lang: Lang) -> Place | None:
    """Return the sentence that a request means, or None for the beginning.

    Args:
        parallel: the opened text.
        request: what was asked for; a row beyond the end means the last one.
        lang: the language to prefer when the request names none.
    """
    wanted = heading_row(parallel, request.heading) if request.heading else request.row
    if wanted is None or not parallel.rows:
        return None
    row = min(max(0, wanted), len(parallel.rows) - 1)
    side = request.lang or lang
    spotted = _spotted(parallel, row, side, request.ranges)
    for (_, block), ranges in spotted.items():
        sentence = parallel.documents[side].blocks[block].sentence_at(ranges[0][0])
        if sentence >= 0:
            return Place(side, block, sentence)
    return first_place(parallel, row, side) or nearest_place(parallel, row, side)


def matches_at(parallel: Parallel, request: OpenBriefing) -> Matches:
    """Return the matched characters of a request as ranges of blocks, to be lit."""
    if request.row is None or request.lang is None or not 0 <= request.row < len(parallel.rows):
        return Matches()
    return Matches(_spotted(parallel, request.row, request.lang, request.ranges))


def _spotted(parallel: Parallel, row: int, lang: Lang, ranges: tuple[Range, ...]) -> dict[Spotted, list[Range]]:
    """Turn ranges of a row's text into ranges of its blocks."""
    found: dict[Spotted, list[Range]] = {}
    base = 0
    for block in parallel.rows[row].side(lang) if lang in parallel.documents else ():
        size = len(parallel.documents[lang].blocks[block].text)
        inside = [(max(0, s - base), min(size, e - base)) for s, e in ranges if s - base < size and e > base]
        if inside:
            found[lang, block] = inside
        base += size + _JOINT
    return found
