"""Chunks that belong together to rows and sentence pairs, by structure alone.

Within two chunks blocks pair by position while their kinds agree, from both ends. It knows no words of either language;
what doesn't fit by shape stays one-sided rather than being guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from briefing.document.model import Block, Box, Document, Kind, Lang
from briefing.parallel.later_pairs import LaterPairs
from briefing.parallel.model import Pair, Parallel, Row
from briefing.parallel.stretches import SAME_EDGE, agreeing, plan

_IMPLAUSIBLE: Final = 0.6
"""Factor for a pair of which one is more than three times as long as the other."""
_LONG: Final = 80
_FEW: Final = 3

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
    blocks = de.blocks if de else (), en.blocks if en else ()
    rows = _rows(de, en) if de and en else _rows_of_one(de, en)
    row_index: dict[Lang, tuple[int, ...]] = {
        lang: tuple(number for number, row in enumerate(rows) for _ in row.side(lang)) for lang in documents
    }
    return Parallel(documents, rows, LaterPairs(rows, lambda row: pair_sentences(row, *blocks)), row_index)


def _rows_of_one(de: Document | None, en: Document | None) -> tuple[Row, ...]:
    """Return a row for each block of a text that stands alone."""
    if de:
        return tuple(Row((at,), (), 0.0) for at in range(len(de.blocks)))
    return tuple(Row((), (at,), 0.0) for at in range(len(en.blocks) if en else 0))


def _rows(de: Document, en: Document) -> tuple[Row, ...]:
    """Return the rows of two texts."""
    stretches = plan(de.shapes, en.shapes)
    rows: list[Row] = []
    for stretch in range(stretches.size):
        one, de_start = _chunk(de, stretches.de[stretch])
        two, en_start = _chunk(en, stretches.en[stretch])
        for row in pair_blocks(one, two, stretches.confidences[stretch]):
            rows.append(Row(tuple(i + de_start for i in row.de), tuple(i + en_start for i in row.en), row.confidence))
    return tuple(rows)


def shape(block: Block) -> _Shape:
    """Return what must agree for two blocks to be taken for each other: kind, level, whether in a list or quote."""
    boxes = {container.box for container in block.containers}
    return block.kind, block.level, Box.ITEM in boxes, Box.QUOTE in boxes


def pair_blocks(de: Sequence[Block], en: Sequence[Block], confidence: float) -> list[Row]:
    """Return the blocks of two chunks that belong together as rows.

    Args:
        de: the German blocks; there may be none.
        en: the English ones.
        confidence: of the chunks; rows where the kinds differ somewhere are at most as sure as the edge of a section.

    Returns:
        Rows in reading order, with indexes into `de` and `en`.
    """
    front, back = agreeing([shape(block) for block in de], [shape(block) for block in en])
    if len(de) != len(en) or front + back < len(de):
        confidence = min(confidence, SAME_EDGE)
    return [
        *(_pair_row(de, en, at, at, confidence) for at in range(front)),
        *(Row((at,), (), 0.0) for at in range(front, len(de) - back)),
        *(Row((), (at,), 0.0) for at in range(front, len(en) - back)),
        *(_pair_row(de, en, len(de) - step, len(en) - step, confidence) for step in range(back, 0, -1)),
    ]


def pair_sentences(row: Row, de: Sequence[Block], en: Sequence[Block]) -> tuple[Pair, ...]:
    """Return a row's sentences in pairs.

    Equal numbers pair one by one. Where they differ, which belongs to which is unknown: few sentences are one pair,
    more stay one-sided.

    Args:
        row: with indexes into `de` and `en`.
        de: the German blocks.
        en: the English ones.
    """
    de_sentences, en_sentences = _sentences(de, row.de), _sentences(en, row.en)
    if len(de_sentences) == len(en_sentences):
        return tuple(Pair((one,), (two,), row.confidence) for one, two in zip(de_sentences, en_sentences, strict=True))
    if de_sentences and en_sentences and len(de_sentences) <= _FEW and len(en_sentences) <= _FEW:
        return (Pair(tuple(de_sentences), tuple(en_sentences), min(row.confidence, SAME_EDGE)),)
    return (
        *(Pair((one,), (), 0.0) for one in de_sentences),
        *(Pair((), (two,), 0.0) for two in en_sentences),
    )


def _chunk(document: Document, chunk: int) -> tuple[Sequence[Block], int]:
    """Return the blocks of a chunk and the index of the first one; none for -1."""
    if chunk < 0:
        return (), 0
    start = document.parts[chunk]
    end = document.parts[chunk + 1] if chunk + 1 < len(document.parts) else len(document.blocks)
    return document.blocks[start:end], start


def _pair_row(de: Sequence[Block], en: Sequence[Block], i: int, j: int, confidence: float) -> Row:
    """Return the row of two blocks; lengths that no translation has lower its confidence."""
    short, long = sorted((len(de[i].text), len(en[j].text)))
    return Row((i,), (j,), confidence * _IMPLAUSIBLE if long > max(_LONG, 3 * short) else confidence)


def _sentences(blocks: Sequence[Block], indexes: Sequence[int]) -> list[_Sentence]:
    return [(index, sentence) for index in indexes for sentence in range(len(blocks[index].sentences))]
