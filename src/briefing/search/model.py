"""The nouns of search: query in, hits out."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.document.model import Lang, Range
from briefing.search.filters import Mistake


@dataclass(frozen=True, slots=True)
class Hit:
    """One row of one briefing in one language that answers a query.

    Attributes:
        briefing: id of the briefing.
        path: the edition's file, relative to its library.
        row: number of the row, as in the address `slug#row`.
        lang: language of `text`.
        score: higher is better; comparable within one answer only.
        field: "title", "heading", "tag", "summary" or "body".
        text: the row's plain text in `lang` (of a tag or summary hit the row is 0 and the text the tags, joined by
            ", ", or the summary).
        ranges: matched characters as half-open code point ranges into `text`, ascending, not overlapping.
        counterpart: text of the other side of the row, or None.
        title: the edition's title.
        section: the heading above the row, or empty.
        widened: the term of a glossary that was looked for besides what was typed, or empty.
    """

    briefing: str
    path: str
    row: int
    lang: Lang
    score: float
    field: str
    text: str
    ranges: tuple[Range, ...]
    counterpart: str | None
    title: str = ""
    section: str = ""
    widened: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of one query, best first; the query is carried along so that a late answer can be told and dropped.

    Attributes:
        query: as it was typed.
        hits: best first.
        took_ms: how long it took.
        mistakes: filters that can't be meant as they were typed.
    """

    query: str
    hits: tuple[Hit, ...]
    took_ms: float
    mistakes: tuple[Mistake, ...] = ()
