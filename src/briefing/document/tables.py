"""A table as one text: cells joined by " | ", rows by a line feed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from briefing.document.inline import Inline
from briefing.document.inliner import Inliner
from briefing.document.later import Later
from briefing.document.model import Cell, Lang, Range, Span
from briefing.document.tokens import Token

CELL_JOINT: Final = " | "
ROW_JOINT: Final = "\n"


class Table(NamedTuple):
    """The fields of a table's block: text, spans and sentences with offsets into it, rows of cells."""

    text: str
    spans: tuple[Span, ...]
    sentences: Sequence[Range]
    rows: tuple[tuple[Cell, ...], ...]


def read_table(tokens: Sequence[Token], lang: Lang, inliner: Inliner) -> Table:
    """Turn the tokens between a table's opening and closing one into its text, cells, spans and sentences."""
    rows: list[list[tuple[Inline, str]]] = []
    align = "left"
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            align = str(token.attrs.get("style", "")).removeprefix("text-align:") or "left"
        elif token.type == "inline":
            rows[-1].append((inliner.read(token.content), align))
    return _join(rows, lang)


def _join(rows: list[list[tuple[Inline, str]]], lang: Lang) -> Table:
    parts: list[str] = []
    spans: list[Span] = []
    placed: list[tuple[int, Inline]] = []
    table: list[tuple[Cell, ...]] = []
    at = 0
    for row in rows:
        if table:
            parts.append(ROW_JOINT)
            at += len(ROW_JOINT)
        cells: list[Cell] = []
        for inline, align in row:
            if cells:
                parts.append(CELL_JOINT)
                at += len(CELL_JOINT)
            parts.append(inline.text)
            cells.append(Cell(at, at + len(inline.text), align))
            spans += [span._replace(start=span.start + at, end=span.end + at) for span in inline.spans]
            placed.append((at, inline))
            at += len(inline.text)
        table.append(tuple(cells))
    return Table("".join(parts), tuple(spans), Later(partial(_sentences, placed, lang)), tuple(table))


def _sentences(cells: Sequence[tuple[int, Inline]], lang: Lang) -> tuple[Range, ...]:
    """Return the sentences of cells, each with the offset at which it begins; none crosses a cell."""
    from briefing.document.sentences import split_sentences  # noqa: PLC0415 - see `blocks`

    return tuple(
        (start + at, end + at)
        for at, inline in cells
        for start, end in split_sentences(inline.text, lang, inline.protected())
    )
