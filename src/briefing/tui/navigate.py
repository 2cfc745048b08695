"""Where the sentence cursor goes: by sentence, word, row and section. Pure functions on a bitext."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import chain
from typing import NamedTuple, TypeAlias

from briefing.document.lazy import LazyDocument
from briefing.document.model import BlockKey, Kind, Lang, Range, other
from briefing.parallel.bitext import Bitext, RowKey

_WORD = re.compile(r"\w+(?:[-–’'./&]\w+)*%?|[^\w\s]+")


class Place(NamedTuple):
    """A sentence of one side."""

    lang: Lang
    block: BlockKey
    sentence: int


class Point(NamedTuple):
    """A position in one text: a block and an offset in its plain text. Points sort in reading order."""

    block: BlockKey
    offset: int


Passage: TypeAlias = tuple[Point, Point]
"""Beginning and end of a part of one text; half open."""


def row_of(bitext: Bitext, place: Place) -> RowKey:
    """Return the row that a place is in."""
    return bitext.row_of(place.lang, place.block)


def sentence_range(bitext: Bitext, place: Place) -> Range:
    """Return the place's sentence as a range of its block's text; an empty range where there is none."""
    block = bitext.texts[place.lang].block(place.block)
    return block.sentences[place.sentence] if 0 <= place.sentence < len(block.sentences) else (0, len(block.text))


def sentence_passage(bitext: Bitext, place: Place) -> Passage:
    """Return the place's sentence as a passage."""
    start, end = sentence_range(bitext, place)
    return Point(place.block, start), Point(place.block, end)


def first_place(bitext: Bitext, row: RowKey, lang: Lang) -> Place | None:
    """Return the first sentence of a row in `lang`, else in the other language, else None."""
    for side in (lang, *(each for each in bitext.langs if each != lang)):
        for key, block in bitext.blocks(row, side):
            if block.sentences:
                return Place(side, key, 0)
    return None


def nearest_place(bitext: Bitext, row: RowKey | None, lang: Lang) -> Place | None:
    """Return the first place of `lang` at `row` or after it, else before it; where `lang` has none, any place."""
    if row is None:
        return None
    before = bitext.step(row, -1)
    order = chain(bitext.walk(row, 1), bitext.walk(before, -1) if before else ())
    fallback: Place | None = None
    for each in order:
        place = first_place(bitext, each, lang)
        if place and (place.lang == lang or lang not in bitext.texts):
            return place
        fallback = fallback or place
    return fallback


def beside(bitext: Bitext, row: RowKey, lang: Lang, step: int) -> Place | None:
    """Return the first place of `lang` in the rows after `row` (`step` 1) or before it (-1), or None."""
    here = bitext.step(row, step)
    for each in bitext.walk(here, step) if here else ():
        place = first_place(bitext, each, lang)
        if place and place.lang == lang:
            return place
    return None


def still_there(bitext: Bitext, place: Place | None) -> Place | None:
    """Return a remembered place, or the nearest one when its text has shrunk; None where its language is gone."""
    if place is None or place.lang not in bitext.texts:
        return None
    text = bitext.texts[place.lang]
    if text.has(place.block) and place.sentence < len(text.block(place.block).sentences):
        return place
    beyond = place.block.chunk >= len(text)
    block = text.last() if beyond else text.step(BlockKey(place.block.chunk + 1, 0), -1) or text.first()
    return nearest_place(bitext, bitext.row_of(place.lang, block), place.lang) if block else None


def moved(old: Bitext, new: Bitext, place: Place | None) -> Place | None:
    """Return where a place of a text is after the text was edited: at the nearest chunk with the same source.

    None where there is no such chunk; then `still_there` is the next best.
    """
    if place is None or place.lang not in new.texts or place.lang not in old.texts:
        return None
    if place.block.chunk >= len(old.texts[place.lang]):
        return None
    source = old.texts[place.lang].source(place.block.chunk)
    text = new.texts[place.lang]
    for chunk in sorted(range(len(text)), key=lambda chunk: abs(chunk - place.block.chunk)):
        if text.source(chunk) == source and text.has(BlockKey(chunk, place.block.item)):
            return Place(place.lang, BlockKey(chunk, place.block.item), place.sentence)
    return None


def step_sentence(bitext: Bitext, place: Place, step: int) -> Place:
    """Return the next (`step` 1) or previous (-1) sentence in the same language, or the same place at the ends."""
    text = bitext.texts[place.lang]
    sentence = place.sentence + step
    if 0 <= sentence < len(text.block(place.block).sentences):
        return place._replace(sentence=sentence)
    block = text.step(place.block, step)
    while block is not None:
        count = len(text.block(block).sentences)
        if count:
            return Place(place.lang, block, 0 if step > 0 else count - 1)
        block = text.step(block, step)
    return place


def step_row(bitext: Bitext, place: Place, step: int) -> Place:
    """Return the first sentence of the next or previous row that has one in the same language."""
    row = bitext.step(row_of(bitext, place), step)
    while row is not None:
        found = first_place(bitext, row, place.lang)
        if found and found.lang == place.lang:
            return found
        row = bitext.step(row, step)
    return place


def step_section(bitext: Bitext, place: Place, step: int) -> Place:
    """Return the next heading in the same language, or back to this section's heading and then the one before.

    Only chunks that begin with a heading are looked at; headings inside lists and quotes begin no section.
    """
    text = bitext.texts[place.lang]
    chunk = place.block.chunk
    if step > 0:
        found = text.headings(chunk + 1)
    else:
        here = place.block.item > 0 or place.sentence > 0
        found = text.headings(0, chunk + 1 if here else chunk)[::-1]
    for each in found:
        blocks = text.blocks(each)
        if blocks and blocks[0].kind is Kind.HEADING and blocks[0].sentences:
            return Place(place.lang, BlockKey(each, 0), 0)
    return place


def last_place(bitext: Bitext, place: Place) -> Place | None:
    """Return the last sentence of the same language, or None where it has none."""
    text = bitext.texts[place.lang]
    block = text.last()
    while block is not None:
        count = len(text.block(block).sentences)
        if count:
            return Place(place.lang, block, count - 1)
        block = text.step(block, -1)
    return None


def counterpart_places(bitext: Bitext, place: Place) -> tuple[tuple[Place, ...], float]:
    """Return the sentences of the other side that say the same, and how sure that is."""
    found, confidence = bitext.counterparts(place.lang, place.block, place.sentence)
    return tuple(Place(other(place.lang), block, sentence) for block, sentence in found), confidence


def word_at(text: LazyDocument, point: Point, step: int = 0) -> Passage | None:
    """Return the word at a point (0), the next one after it (1) or the one before it (-1).

    Words never cross a block; punctuation counts as a word of its own, so that it can be selected.
    """
    block: BlockKey | None = point.block
    offset = point.offset
    while block is not None:
        words = [match.span() for match in _WORD.finditer(text.block(block).text)]
        if step < 0:
            index = bisect_left(words, offset, key=lambda word: word[0]) - 1
        else:
            index = bisect_right(words, offset, key=lambda word: word[0]) - (0 if step else 1)
        if step == 0:
            index = max(0, index)
        if 0 <= index < len(words):
            start, end = words[index]
            return Point(block, start), Point(block, end)
        if step == 0:
            return None
        block = text.step(block, step)
        offset = -1 if step > 0 else len(text.block(block).text) + 1 if block else 0
    return None


def place_at(text: LazyDocument, point: Point) -> Place:
    """Return the sentence at a point."""
    return Place(text.lang, point.block, max(0, text.block(point.block).sentence_at(point.offset)))
