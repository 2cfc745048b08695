"""A briefing made ready for the index: documents with their words, folded lines and texts.

A document is an edition, or a part of it when it is long: ranking reads whole documents, and what it reads for a key
press must not grow with the length of a book.
"""

from __future__ import annotations

import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.document.model import LANGS, Lang
from briefing.library.model import Briefing
from briefing.search.spelling import Speller
from briefing.search.units import Field, Unit
from briefing.text import fold

TITLE: Final = 1
TAG: Final = 2
HEADING: Final = 4
BODY: Final = 8
"""Flags of a term in a document: where it stands. The upper four bits tell how often, 15 at most."""
MOST_OFTEN: Final = 15
BREAK: Final = " \n "
"""What stands between two units in the folded text of a document."""

_LONGEST: Final = 32_000
"""Characters of a document after which the next unit begins another one."""
_BITS: Final = tuple(
    {Field.TITLE: TITLE, Field.TAG: TAG, Field.HEADING: HEADING}.get(Field(field), BODY) for field in range(len(Field))
)
"""The flag of a field, by its number."""
_LEVEL: Final = 4
_WINDOW: Final = 32_768
"""Bytes that the compression looks back."""
_LATER: Final = 4
_PAIRED: Final = 2
_ENGLISH: Final = 1
_THERE: Final = 128


class _Flags(dict[int, int]):
    """The flags of a word by how often it stands in the body; the others are for where else it does."""

    def __missing__(self, count: int) -> int:
        return BODY | MOST_OFTEN << 4


_FLAGS: Final = _Flags({0: 1 << 4} | {count: BODY | count << 4 for count in range(1, MOST_OFTEN)})


class Draft(NamedTuple):
    """One document on its way into the index.

    Attributes:
        lang: its language.
        path: the edition's file, relative to its library.
        title: the edition's title.
        date: state of knowledge, 20250318 or 0.
        code: see `code_of`.
        size: number of words, 65,535 at most.
        words: its words with their flags.
        keys: terms that are no words: tags, and spellings that differ from the folded word.
        folded: the words of its units, each with a blank before and behind it, between two units a `BREAK`,
            compressed; before the first one a line with their rows and fields.
        plain: its units as they are shown, see `pack_text`.
    """

    lang: Lang
    path: str
    title: str
    date: int
    code: int
    size: int
    words: dict[str, int]
    keys: set[str]
    folded: bytes
    plain: bytes


def code_of(lang: Lang, *, paired: bool, later: bool = False) -> int:
    """Pack what ranking needs of a document into one byte; never 0.

    Args:
        lang: its language.
        paired: whether the whole of its other edition is the document next to it: German first, English second.
        later: whether the document before it is of the same edition.
    """
    return _THERE | (_ENGLISH if lang == "en" else 0) | (_PAIRED if paired else 0) | (_LATER if later else 0)


def begins(codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return from the bytes of documents which of them are the first ones of their editions."""
    first: NDArray[np.bool_] = (codes & _LATER) == 0
    return first


def code_lang(code: int) -> Lang:
    """Return the language from a document's byte."""
    return "en" if code & _ENGLISH else "de"


def code_other(code: int) -> int:
    """Return how far away a document's other edition is, from its byte: 1, -1, or 0 when it has none next to it."""
    return (-1 if code & _ENGLISH else 1) if code & _PAIRED else 0


def drafts_of(briefing: Briefing, units: Sequence[Unit], speller: Speller) -> list[Draft]:
    """Return the documents of a briefing, German ones first.

    Args:
        briefing: gives titles, tags and dates.
        units: everything of it that can be found.
        speller: knows the words; the same one for many briefings.
    """
    parts = {lang: _parts([unit for unit in units if unit.lang == lang]) for lang in LANGS}
    paired = all(len(some) == 1 for some in parts.values())
    return [
        _draft(briefing, lang, part, speller, code_of(lang, paired=paired, later=number > 0))
        for lang in LANGS
        for number, part in enumerate(parts[lang])
    ]


def _parts(units: list[Unit]) -> list[list[Unit]]:
    """Share out the units of an edition over as many documents as it takes."""
    parts: list[list[Unit]] = []
    size = _LONGEST
    for unit in units:
        if size + len(unit.text) > _LONGEST and (not parts or size):
            parts.append([])
            size = 0
        parts[-1].append(unit)
        size += len(unit.text)
    return parts


def _draft(briefing: Briefing, lang: Lang, units: list[Unit], speller: Speller, code: int) -> Draft:
    edition = briefing.editions[lang]
    tokens, keys = speller.words([unit.text for unit in units])
    joined = " ".join(tokens)
    words, size = _words(tokens, joined, units)
    keys.update(f"tag:{branch}" for tag in edition.tags for branch in branches(tag))
    head = " ".join(str(unit.row << 3 | unit.field) for unit in units)
    folded = f"{head}{BREAK}{joined} ".encode()
    return Draft(
        lang=lang,
        path=edition.rel,
        title=edition.title,
        date=day_of(edition.date),
        code=code,
        size=min(size, 0xFFFF),
        words=words,
        keys=keys,
        folded=zlib.compress(folded, _LEVEL),
        plain=pack_text(units, folded),
    )


def _words(tokens: Sequence[str], joined: str, units: Sequence[Unit]) -> tuple[dict[str, int], int]:
    """Return the words of units with their flags, and how many there are in all.

    Args:
        tokens: the folded words of all units, with a line feed between two units.
        joined: the same with blanks between them.
        units: the units.
    """
    counts = Counter(tokens)
    breaks = counts.pop("\n", 0)
    marked = [(at, bit) for at, unit in enumerate(units) if (bit := _BITS[unit.field]) != BODY]
    lines = joined.split("\n") if marked else []
    places = [(lines[at].split(), bit) for at, bit in marked]
    for line, _ in places:
        counts.subtract(line)  # what is left stands in the body
    found = dict(zip(counts, map(_FLAGS.__getitem__, counts.values()), strict=True))
    for line, bit in places:
        for word in line:
            found[word] |= bit
    return found, len(tokens) - breaks


def branches(tag: str) -> Iterator[str]:
    """Yield the folded tag and those above it: "law/licence" is also "law"."""
    parts = fold(tag).split("/")
    return ("/".join(parts[:end]) for end in range(1, len(parts) + 1))


def day_of(date: str) -> int:
    """Return an ISO date as 20250318, the first day where only month or year are told; 0 for none."""
    parts = [int(part) for part in date.split("-") if part.isdigit()]
    if not parts or len(parts) > 3:
        return 0
    year, month, day = (*parts, 1, 1)[:3]
    return year * 10_000 + month * 100 + day


def pack_text(units: Sequence[Unit], folded: bytes) -> bytes:
    """Return units as they are shown, compressed; `unpack_text` gives them back.

    Most of what is shown is in the folded words already, which are taken as the dictionary: that halves the size.
    The heading above a unit is told by the index of the unit that shows it.
    """
    rows = array("i", (unit.row for unit in units))
    sections = array("i")
    last: dict[str, int] = {}
    extra: list[str] = []
    for index, unit in enumerate(units):
        if unit.section and unit.section not in last:
            last[unit.section] = -2 - len(extra)  # in another document: its own text
            extra.append(unit.section)
        sections.append(last[unit.section] if unit.section else -1)
        if unit.field is Field.HEADING:
            last[unit.text] = index
    fields = bytes(unit.field for unit in units)
    texts = "\0".join([unit.text.replace("\0", " ") for unit in units] + extra).encode()
    head = array("i", (len(units),)).tobytes()
    packer = zlib.compressobj(_LEVEL, zdict=folded[-_WINDOW:])
    return packer.compress(head + rows.tobytes() + sections.tobytes() + fields + texts) + packer.flush()


def unpack_text(data: bytes, folded: bytes) -> tuple[array[int], bytes, list[str], list[str]]:
    """Return rows, fields, sections and texts of the units that `pack_text` has packed.

    Raises:
        ValueError, IndexError, zlib.error: it is something else.
    """
    raw = zlib.decompressobj(zdict=folded[-_WINDOW:]).decompress(data)
    count = array("i", raw[:4])[0]
    rows = array("i", raw[4 : 4 + 4 * count])
    sections = array("i", raw[4 + 4 * count : 4 + 8 * count])
    fields = raw[4 + 8 * count : 4 + 9 * count]
    pieces = raw[4 + 9 * count :].decode().split("\0")
    texts, extra = pieces[:count], pieces[count:]
    if not len(rows) == len(sections) == len(fields) == len(texts):
        raise ValueError("units are missing")
    above = ["" if at == -1 else extra[-2 - at] if at < -1 else texts[at] for at in sections]
    return rows, fields, above, texts
