"""A note in its place between two languages: its row, its counterpart, and what to paint for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefing.document.model import Document, Lang, Range, other
from briefing.notes.alignment import Aligner
from briefing.notes.anchoring import anchor
from briefing.notes.model import WHOLE, Anchor, Category, Note, State
from briefing.parallel.model import SURE, UNSURE, Pair, Parallel


@dataclass(frozen=True, slots=True)
class Placed:
    """A note and where it stands today.

    Attributes:
        note: the note as stored.
        anchor: its place in today's text of its language.
        row: the row of its first character; None for an orphan.
        counterpart: what the other language says there, or None if that isn't known.
        counterpart_lang: the language of `counterpart`, or None.
        last_row: of an orphan the row where it last stood, as far as that can be told; else None.
    """

    note: Note
    anchor: Anchor
    row: int | None
    counterpart: str | None
    counterpart_lang: Lang | None
    last_row: int | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """A stretch of one block that is painted for a note.

    Attributes:
        lang, block: where.
        start, end: half-open range in the block's plain text.
        note: id of the note.
        category: what the mark means.
        sure: whether it is shown without reserve.
    """

    lang: Lang
    block: int
    start: int
    end: int
    note: str
    category: Category
    sure: bool


def place(note: Note, parallel: Parallel, snapshot: str | None, aligner: Aligner | None = None) -> Placed:
    """Return where a note stands today, and what the other language says there.

    Args:
        note: the note.
        parallel: today's texts.
        snapshot: the text that the note's target refers to, or None if it isn't known.
        aligner: an alignment of `snapshot` with today's text, shared by all notes on the same revision.
    """
    document = parallel.documents.get(note.lang)
    if document is None or not document.blocks:
        return orphan(note)
    there = _whole(document) if note.kind == WHOLE else anchor(note, document, snapshot, aligner)
    row = parallel.row_index[note.lang][document.locate(there.start)[0]]
    if there.state is State.ORPHAN:
        return Placed(note, there, None, None, None, row)
    text = _counterpart(parallel, note.lang, there)
    return Placed(note, there, row, text, other(note.lang) if text else None)


def _whole(document: Document) -> Anchor:
    """Return the place of a note on a whole text: its title, whatever that is today, for the note is on no words."""
    return Anchor(State.EXACT, 0, len(document.blocks[0].text), document.blocks[0].text)


def orphan(note: Note) -> Placed:
    """Return a note whose text isn't there: the file is missing, empty or can't be read."""
    return Placed(note, Anchor(State.ORPHAN, 0, 0, None), None, None, None)


def overlay(placed: Placed, parallel: Parallel) -> list[Overlay]:
    """Return what to paint for a note in both languages; nothing for an orphan.

    Counterpart sentences are painted from confidence `UNSURE` on, and count as sure from `SURE` on.
    """
    note, there = placed.note, placed.anchor
    document = parallel.documents.get(note.lang)
    if document is None or there.state is State.ORPHAN:
        return []
    own = there.state is not State.REVIEW
    marks = [
        Overlay(note.lang, block, start, end, note.id, note.category, own)
        for block, (start, end) in _by_block(document, there.start, there.end)
    ]
    lang = other(note.lang)
    if lang not in parallel.documents:
        return marks
    for pairs in _pairs(parallel, note.lang, there).values():
        for pair in pairs:
            if pair.confidence >= UNSURE:
                sure = own and pair.confidence >= SURE
                for block, (start, end) in _stretches(parallel.documents[lang], pair.side(lang)):
                    marks.append(Overlay(lang, block, start, end, note.id, note.category, sure))
    return marks


def _by_block(document: Document, start: int, end: int) -> Iterator[tuple[int, Range]]:
    """Yield the blocks of a range of the document's text, each with the range inside it."""
    first, last = document.locate(start)[0], document.locate(max(start, end - 1))[0]
    for block in range(first, last + 1):
        at, length = document.starts[block], len(document.blocks[block].text)
        inside = max(0, start - at), min(length, end - at)
        if inside[0] < inside[1]:
            yield block, inside


def _pairs(parallel: Parallel, lang: Lang, there: Anchor) -> dict[int, list[Pair]]:
    """Return the rows of an anchored range, and of each the pairs that hold a sentence of it, in reading order."""
    document, row_of = parallel.documents[lang], parallel.row_index[lang]
    touched: dict[int, set[tuple[int, int]]] = {}
    for block, (start, end) in _by_block(document, there.start, there.end):
        sentences = touched.setdefault(row_of[block], set())
        for index, (first, last) in enumerate(document.blocks[block].sentences):
            if first < end and start < last:
                sentences.add((block, index))
    return {
        row: [pair for pair in parallel.pairs[row] if not sentences.isdisjoint(pair.side(lang))]
        for row, sentences in touched.items()
    }


def _counterpart(parallel: Parallel, lang: Lang, there: Anchor) -> str | None:
    """Return what the other language says, row by row, or None."""
    if other(lang) not in parallel.documents:
        return None
    rows = _pairs(parallel, lang, there)
    texts = (_row_counterpart(parallel, lang, row, pairs) for row, pairs in rows.items())
    return "\n\n".join(text for text in texts if text) or None


def _row_counterpart(parallel: Parallel, lang: Lang, row: int, pairs: list[Pair]) -> str | None:
    """Return the sentences that say the same, or if that isn't known, the row's other side if that is sure."""
    there = other(lang)
    if pairs and all(pair.confidence >= UNSURE and pair.side(there) for pair in pairs):
        document = parallel.documents[there]
        sentences = sorted({sentence for pair in pairs for sentence in pair.side(there)})
        blocks = groupby(_stretches(document, sentences), key=lambda stretch: stretch[0])
        return "\n\n".join(
            " … ".join(document.blocks[block].text[start:end] for _, (start, end) in stretches)
            for block, stretches in blocks
        )
    return parallel.text(row, there) if parallel.rows[row].confidence >= SURE else None


def _stretches(document: Document, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, Range]]:
    """Return sentences (block, sentence) as ranges of their blocks; those that follow each other are one range."""
    stretches: list[tuple[int, Range]] = []
    last = (-1, -1)
    for block, sentence in sentences:
        start, end = document.blocks[block].sentences[sentence]
        if (block, sentence - 1) == last:
            start = stretches.pop()[1][0]
        stretches.append((block, (start, end)))
        last = (block, sentence)
    return stretches
