"""What a library's registers call models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefing.document.model import Document, Kind
from briefing.library.model import Library
from briefing.parallel.rules.case import open_case
from briefing.text import one_line

REGISTER: Final = "register"
"""The kind of briefing that lists models."""

_PARENTHESES = re.compile(r"\s*\([^()]*\)")
_SEVERAL = re.compile(r"\s*(?:,|;|\s/\s)\s*")
_LONGEST: Final = 60


def names_of(library: Library) -> frozenset[str]:
    """Return the names of all registers that every edition has: a name that is translated is no name of a model."""
    names: set[str] = set()
    for briefing in library.briefings:
        if briefing.kind == REGISTER and (case := open_case(briefing)[0]):
            names |= frozenset.intersection(*(frozenset(_names(text.document)) for text in case.texts.values()))
    return frozenset(names)


def _names(document: Document) -> Iterator[str]:
    """Yield what the terms of a definition list, and the first cells of a table's rows, name."""
    for block in document.blocks:
        if block.kind is Kind.DEFINITION and block.level == 0:
            yield from _split(block.text)
        for row in block.table[1:]:
            yield from _split(block.text[row[0].start : row[0].end] if row else "")


def _split(text: str) -> Iterator[str]:
    for name in _SEVERAL.split(_PARENTHESES.sub("", one_line(text))):
        if name and len(name) <= _LONGEST and any(map(str.isalpha, name)):
            yield name
