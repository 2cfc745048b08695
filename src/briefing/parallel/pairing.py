"""Rows by structure alone: headings anchor sections, blocks pair by position while their kinds agree.

Linear in the number of blocks. It knows no words of either language; what doesn't fit by shape stays one-sided rather
than being guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from briefing.document.model import Block, Box, Document, Kind, Lang, Range
from briefing.parallel.matching import match_sequences
from briefing.parallel.model import Pair, Parallel, Row

SAME_DOCUMENT = 1.0
"""Confidence where both documents have the same sequence of kinds throughout."""
SAME_SECTION = 0.9
"""Confidence in a section whose sequences are the same."""
SAME_EDGE = 0.6
"""Confidence at the beginning and end of a section whose sequences differ."""

_IMPLAUSIBLE = 0.6  # factor for a pair of which one is more than three times as long as the other
_LONG = 80
_FEW = 3

_Shape: TypeAlias = tuple[Kind, int, bool, bool]
_Sentence: TypeAlias = tuple[int, int]


def pair(documents: Mapping[Lang, Document]) -> Parallel:
    """Return one or two documents as rows.

    Args:
        documents: by language; a single one gives rows of one block each.

    Raises:
        ValueError: there is no document.
    """
    if not documents:
        raise ValueError("no document to pair")
    de, en = documents.get("de"), documents.get("en")
    rows = tuple(_rows(de.blocks if de else (), en.blocks if en else ()))
    pairs = tuple(tuple(_pairs(row, de, en)) for row in rows)
    row_index: dict[Lang, tuple[int, ...]] = {}
    for lang in documents:
        row_index[lang] = tuple(number for number, row in enumerate(rows) for _ in row.side(lang))
    return Parallel(documents, rows, pairs, row_index)


def shape(block: Block) -> _Shape:
    """Return what must agree for two blocks to be taken for each other: kind, level, whether in a list or quote."""
    boxes = {container.box for container in block.containers}
    return block.kind, block.level, Box.ITEM in boxes, Box.QUOTE in boxes


def _rows(de: Sequence[Block], en: Sequence[Block]) -> Iterator[Row]:
    """Yield the rows in reading order."""
    de_shapes = [shape(block) for block in de]
    en_shapes = [shape(block) for block in en]
    if de_shapes == en_shapes:
        for index in range(len(de)):
            yield _pair_row(de, en, index, index, SAME_DOCUMENT)
        return
    for (start, end), (other_start, other_end) in _sections(de_shapes, en_shapes):
        same = de_shapes[start:end] == en_shapes[other_start:other_end]
        front = _agreeing(de_shapes, en_shapes, (start, end), (other_start, other_end))
        back = _agreeing(de_shapes, en_shapes, (start + front, end), (other_start + front, other_end), back=True)
        confidence = SAME_SECTION if same else SAME_EDGE
        for step in range(front):
            yield _pair_row(de, en, start + step, other_start + step, confidence)
        for index in range(start + front, end - back):
            yield Row((index,), (), 0.0)
        for index in range(other_start + front, other_end - back):
            yield Row((), (index,), 0.0)
        for step in range(back, 0, -1):
            yield _pair_row(de, en, end - step, other_end - step, confidence)


def _sections(de: Sequence[_Shape], en: Sequence[_Shape]) -> Iterator[tuple[Range, Range]]:
    """Yield the stretches between matched headings; each begins with one, but for the first."""
    de_headings = [index for index, (kind, *_) in enumerate(de) if kind is Kind.HEADING]
    en_headings = [index for index, (kind, *_) in enumerate(en) if kind is Kind.HEADING]
    matches = match_sequences([de[index] for index in de_headings], [en[index] for index in en_headings])
    cuts = [(0, 0), *((de_headings[i], en_headings[j]) for i, j in matches), (len(de), len(en))]
    for (start, other_start), (end, other_end) in pairwise(cuts):
        yield (start, end), (other_start, other_end)


def _agreeing(de: Sequence[_Shape], en: Sequence[_Shape], here: Range, there: Range, *, back: bool = False) -> int:
    """Return how many shapes agree from the front of two ranges, or from the back."""
    limit = min(here[1] - here[0], there[1] - there[0])
    for count in range(limit):
        i, j = (here[1] - 1 - count, there[1] - 1 - count) if back else (here[0] + count, there[0] + count)
        if de[i] != en[j]:
            return count
    return limit


def _pair_row(de: Sequence[Block], en: Sequence[Block], i: int, j: int, confidence: float) -> Row:
    """Return the row of two blocks; lengths that no translation has lower its confidence."""
    short, long = sorted((len(de[i].text), len(en[j].text)))
    return Row((i,), (j,), confidence * _IMPLAUSIBLE if long > max(_LONG, 3 * short) else confidence)


def _pairs(row: Row, de: Document | None, en: Document | None) -> Iterator[Pair]:
    """Yield a row's sentences in pairs.

    Equal numbers pair one by one. Where they differ, which belongs to which is unknown: few sentences are one pair,
    more stay one-sided.
    """
    de_sentences = _sentences(de, row.de)
    en_sentences = _sentences(en, row.en)
    if len(de_sentences) == len(en_sentences):
        for one, two in zip(de_sentences, en_sentences, strict=True):
            yield Pair((one,), (two,), row.confidence)
    elif de_sentences and en_sentences and len(de_sentences) <= _FEW and len(en_sentences) <= _FEW:
        yield Pair(tuple(de_sentences), tuple(en_sentences), min(row.confidence, SAME_EDGE))
    else:
        for one in de_sentences:
            yield Pair((one,), (), 0.0)
        for two in en_sentences:
            yield Pair((), (two,), 0.0)


def _sentences(document: Document | None, blocks: Sequence[int]) -> list[_Sentence]:
    if document is None:
        return []
    return [(block, sentence) for block in blocks for sentence in range(len(document.blocks[block].sentences))]
