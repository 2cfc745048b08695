"""Where the sentence cursor goes: by sentence, word, row and section. Pure functions on a parallel."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from briefing.document.model import Document, Kind, Lang, Range
from briefing.parallel.model import Parallel

_WORD = re.compile(r"\w+(?:[-–’'./&]\w+)*%?|[^\w\s]+")


class Place(NamedTuple):
    """A sentence of one side."""

    lang: Lang
    block: int
    sentence: int


def row_of(parallel: Parallel, place: Place) -> int:
    """Return the row that a place is in."""
    index = parallel.row_index[place.lang]
    return index[place.block] if index else 0


def sentence_range(parallel: Parallel, place: Place) -> Range:
    """Return the place's sentence as a range of its block's text; an empty range where there is none."""
    block = parallel.documents[place.lang].blocks[place.block]
    return block.sentences[place.sentence] if 0 <= place.sentence < len(block.sentences) else (0, len(block.text))


def first_place(parallel: Parallel, row: int, lang: Lang) -> Place | None:
    """Return the first sentence of a row in `lang`, else in the other language, else None."""
    for side in (lang, *(each for each in parallel.langs if each != lang)):
        for block in parallel.rows[row].side(side) if side in parallel.documents else ():
            if parallel.documents[side].blocks[block].sentences:
                return Place(side, block, 0)
    return None


def nearest_place(parallel: Parallel, row: int, lang: Lang) -> Place | None:
    """Return the first place of `lang` at `row` or after it, else before it; where `lang` has none, any place."""
    rows = len(parallel.rows)
    row = max(0, min(row, rows - 1))
    for each in (*range(row, rows), *range(row - 1, -1, -1)):
        place = first_place(parallel, each, lang)
        if place and place.lang == lang:
            return place
    return next((place for each in range(rows) if (place := first_place(parallel, each, lang))), None)


def still_there(parallel: Parallel, place: Place | None) -> Place | None:
    """Return a remembered place, or the nearest one when its text has shrunk; None where its language is gone."""
    if place is None or place.lang not in parallel.documents:
        return None
    blocks = parallel.documents[place.lang].blocks
    if place.block < len(blocks) and place.sentence < len(blocks[place.block].sentences):
        return place
    index = parallel.row_index[place.lang]
    return nearest_place(parallel, index[min(place.block, len(index) - 1)], place.lang) if index else None


def step_sentence(parallel: Parallel, place: Place, step: int) -> Place:
    """Return the next (`step` 1) or previous (-1) sentence in the same language, or the same place at the ends."""
    blocks = parallel.documents[place.lang].blocks
    sentence = place.sentence + step
    if 0 <= sentence < len(blocks[place.block].sentences):
        return place._replace(sentence=sentence)
    block = place.block + step
    while 0 <= block < len(blocks):
        count = len(blocks[block].sentences)
        if count:
            return Place(place.lang, block, 0 if step > 0 else count - 1)
        block += step
    return place


def step_row(parallel: Parallel, place: Place, step: int) -> Place:
    """Return the first sentence of the next or previous row that has one in the same language."""
    row = row_of(parallel, place) + step
    while 0 <= row < len(parallel.rows):
        found = first_place(parallel, row, place.lang)
        if found and found.lang == place.lang:
            return found
        row += step
    return place


def step_section(parallel: Parallel, place: Place, step: int) -> Place:
    """Return the next heading in the same language, or back to this section's heading and then the one before."""
    blocks = parallel.documents[place.lang].blocks
    block = place.block + step if step > 0 or place.sentence <= 0 else place.block
    while 0 <= block < len(blocks):
        if blocks[block].kind is Kind.HEADING and blocks[block].sentences:
            return Place(place.lang, block, 0)
        block += step
    return place


def counterpart_places(parallel: Parallel, place: Place) -> tuple[tuple[Place, ...], float]:
    """Return the sentences of the other side that say the same, and how sure that is."""
    pair = parallel.pair_of(place.lang, place.block, place.sentence)
    if pair is None or len(parallel.documents) < 2:
        return (), 0.0
    lang: Lang = "en" if place.lang == "de" else "de"
    return tuple(Place(lang, block, sentence) for block, sentence in pair.side(lang)), pair.confidence


def word_at(document: Document, offset: int, step: int = 0) -> Range | None:
    """Return the word at `offset` of `Document.text` (0), the next one after it (1) or the one before it (-1).

    Words never cross a block; punctuation counts as a word of its own, so that it can be selected.
    """
    if not document.blocks:
        return None
    block, _ = document.locate(offset)
    while 0 <= block < len(document.blocks):
        base = document.starts[block]
        words = [(base + m.start(), base + m.end()) for m in _WORD.finditer(document.blocks[block].text)]
        if step == 0:
            index = bisect_right(words, offset, key=lambda word: word[0]) - 1
        elif step > 0:
            index = bisect_right(words, offset, key=lambda word: word[0])
        else:
            index = bisect_left(words, offset, key=lambda word: word[0]) - 1
        if step == 0:
            return words[max(0, index)] if words else None
        if 0 <= index < len(words):
            return words[index]
        block += step
        offset = document.starts[block] - 1 if step > 0 and block < len(document.blocks) else len(document.text)
    return None


def place_at(document: Document, lang: Lang, offset: int) -> Place:
    """Return the sentence at an offset of `Document.text`."""
    block, inside = document.locate(offset)
    return Place(lang, block, max(0, document.blocks[block].sentence_at(inside)))
