"""Where a request to open a briefing lands: the sentence of a match, the first one of a row. Pure."""

from __future__ import annotations

from briefing.document.model import Lang, Range
from briefing.parallel.bitext import Bitext, RowKey
from briefing.tui.contents import heading_row
from briefing.tui.lights import Matches, Spotted
from briefing.tui.messages import OpenBriefing
from briefing.tui.navigate import Place, first_place, nearest_place

JOINT = "\n\n"
"""What a row's plain text joins its blocks by: a blank line."""


def landing(bitext: Bitext, request: OpenBriefing, lang: Lang) -> Place | None:
    """Return the sentence that a request means, or None for the beginning.

    Args:
        bitext: the opened text.
        request: what was asked for; a row beyond the end means the last one.
        lang: the language to prefer when the request names none.
    """
    row = _wanted(bitext, request)
    if row is None:
        return None
    side = request.lang or lang
    found = spotted(bitext, row, side, request.ranges)
    for (_, block), ranges in found.items():
        sentence = bitext.texts[side].block(block).sentence_at(ranges[0][0])
        if sentence >= 0:
            return Place(side, block, sentence)
    return first_place(bitext, row, side) or nearest_place(bitext, row, side)


def matches_at(bitext: Bitext, request: OpenBriefing) -> Matches:
    """Return the matched characters of a request as ranges of blocks, to be lit."""
    if request.row is None or request.lang is None:
        return Matches()
    row = bitext.find(request.row)
    return Matches(spotted(bitext, row, request.lang, request.ranges)) if row else Matches()


def _wanted(bitext: Bitext, request: OpenBriefing) -> RowKey | None:
    if request.heading:
        return heading_row(bitext, request.heading)
    if request.row is None:
        return None
    return bitext.find(max(0, request.row)) or bitext.last()


def spotted(bitext: Bitext, row: RowKey, lang: Lang, ranges: tuple[Range, ...]) -> dict[Spotted, list[Range]]:
    """Return ranges of a row's text as ranges of its blocks."""
    found: dict[Spotted, list[Range]] = {}
    base = 0
    for key, block in bitext.blocks(row, lang):
        size = len(block.text)
        inside = [(max(0, s - base), min(size, e - base)) for s, e in ranges if s - base < size and e > base]
        if inside:
            found[lang, key] = inside
        base += size + len(JOINT)
    return found
