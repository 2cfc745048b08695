"""What goes into the index and what comes out of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.document.model import Lang
from briefing.search.drafts import Draft


class Entry(NamedTuple):
    """One briefing on its way into the index.

    Attributes:
        key: id of the briefing.
        signature: tells whether the briefing has changed.
        drafts: its documents, German ones first.
        facts: what else the index remembers of it, see `knowledge.facts_of`; or empty.
    """

    key: str
    signature: str
    drafts: Sequence[Draft]
    facts: str = ""


class Place(NamedTuple):
    """Where a document comes from.

    Attributes:
        briefing: id of its briefing.
        lang: its language.
        path: the edition's file, relative to its library.
        title: the edition's title.
    """

    briefing: str
    lang: Lang
    path: str
    title: str


class FoldedText(NamedTuple):
    """The units of one document as they are ranked.

    Attributes:
        rows: the row of each unit.
        fields: the `Field` of each unit.
        words: the folded words in order, each with a blank before and behind it; a line feed stands between units.
    """

    rows: Sequence[int]
    fields: Sequence[int]
    words: str


class StoredText(NamedTuple):
    """The units of one document as they are shown: for each its row, its field, the heading above it, its text."""

    rows: Sequence[int]
    fields: bytes
    sections: Sequence[str]
    texts: Sequence[str]


class Words(NamedTuple):
    """A list of words.

    Attributes:
        number: of the list.
        joined: the words, as in `Vocabulary`.
        counts: what to add to their counts; in the first list above 0 only.
    """

    number: int
    joined: bytes
    counts: NDArray[np.int32]


class Numbers(NamedTuple):
    """What ranking needs of every document, by its number.

    Attributes:
        codes: see `drafts.code_of`; 0 where there is no document.
        sizes: number of words.
        dates: 20250318 or 0.
        ties: a number made of the briefing's id and the language, which orders equals the same in every index; the
            parts of an edition have the same, and follow each other.
    """

    codes: NDArray[np.uint8]
    sizes: NDArray[np.uint16]
    dates: NDArray[np.int32]
    ties: NDArray[np.uint64]


class Gathered(NamedTuple):
    """The documents of many terms, in no order.

    Attributes:
        docs: documents, one after the other; also documents that are gone.
        flags: for each its flags (see `drafts`).
        owners: for each the index of the term that it holds.
    """

    docs: NDArray[np.int32]
    flags: NDArray[np.uint8]
    owners: NDArray[np.uint16]


class Posting(NamedTuple):
    """The documents that hold a term: their numbers, ascending, and for each its flags (see `drafts`)."""

    docs: NDArray[np.int64]
    flags: NDArray[np.uint8]
