"""A table as one text: cells joined by " | ", rows by a line feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from briefing.document.inline import Inline, read_inline
from briefing.document.model import Cell, Lang, Range, Span
from briefing.document.sentences import split_sentences
from briefing.document.tokens import Token

CELL_JOINT: Final = " | "
ROW_JOINT: Final = "\n"


@dataclass(frozen=True, slots=True)
class Table:
    """The fields of a table's block: text, spans and sentences with offsets into it, rows of cells."""

    text: str
    spans: tuple[Span, ...]
    sentences: tuple[Range, ...]
    rows: tuple[tuple[Cell, ...], ...]


def read_table(tokens: Sequence[Token], lang: Lang) -> Table:
    """Turn the tokens between a table's opening and closing one into its text, cells, spans and sentences."""
    rows: list[list[tuple[Inline, str]]] = []
    align = "left"
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            align = str(token.attrs.get("style", "")).removeprefix("text-align:") or "left"
        elif token.type == "inline":
            rows[-1].append((read_inline(token.children or ()), align))
    return _join(rows, lang)


def _join(rows: list[list[tuple[Inline, str]]], lang: Lang) -> Table:
    parts: list[str] = []
    spans: list[Span] = []
    sentences: list[Range] = []
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
            spans += [replace(span, start=span.start + at, end=span.end + at) for span in inline.spans]
            ranges = split_sentences(inline.text, lang, inline.protected())
            sentences += [(start + at, end + at) for start, end in ranges]
            at += len(inline.text)
        table.append(tuple(cells))
    return Table("".join(parts), tuple(spans), tuple(sentences), tuple(table))
