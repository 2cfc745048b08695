"""Months by name, in German and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from briefing.document.model import Lang
from briefing.parallel.rules.numbers import DATE

NAMES: Final[dict[Lang, tuple[str, ...]]] = {
    "de": (
        *("Januar|Jänner|Jan", "Februar|Feber|Feb", "März", "April|Apr", "Mai", "Juni", "Juli", "August|Aug"),
        *("September|Sept|Sep", "Oktober|Okt", "November|Nov", "Dezember|Dez"),
    ),
    "en": (
        *("January|Jan", "February|Feb", "March|Mar", "April|Apr", "May", "June|Jun", "July|Jul", "August|Aug"),
        *("September|Sept|Sep", "October|Oct", "November|Nov", "December|Dec"),
    ),
}
"""By month, its names and abbreviations."""

_NUMBER_BEFORE = re.compile(r"[0-9](?:\.|st|nd|rd|th)?(?: of)?\s\Z")
_NUMBER_BEHIND = re.compile(r"\.?,?\s(?:of )?[0-9]")
_IN = re.compile(
    r"(?i)\b(?:in|since|until|till|by|of|from|to|and|early|mid|late|last|next|this|before|after"
    r"|im|seit|bis|vom|von|ab|und|anfang|mitte|ende|zum)[\s-]\Z"
)
_NEAR: Final = 10
_WORDS: Final = frozenset({"May", "March", "Mai", "August"})
"""Names that are also words or first names: they are months only where a number or an "in" says so."""


class Month(NamedTuple):
    """A month of a text: 1-12, as written, at which offset, and whether it surely is one."""

    number: int
    written: str
    start: int
    sure: bool


def months(text: str, lang: Lang) -> Iterator[Month]:
    """Yield the months of a text, by name or in a date in figures."""
    for match in DATE.finditer(text):
        yield Month(int(match[2] or match[5]), match.group(), match.start(), True)
    for match in _pattern(lang).finditer(text):
        written = match.group()
        before = text[max(0, match.start() - _NEAR) : match.start()]
        beside = bool(_NUMBER_BEFORE.search(before) or _NUMBER_BEHIND.match(text, match.end()))
        named = written in _full(lang) and (written not in _WORDS or _IN.search(before) is not None)
        yield Month(match.lastindex or 0, written, match.start(), beside or named)


@lru_cache(maxsize=2)
def _full(lang: Lang) -> tuple[str, ...]:
    return tuple(names.split("|")[0] for names in NAMES[lang])


@lru_cache(maxsize=2)
def _pattern(lang: Lang) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(f'({names})' for names in NAMES[lang])})(?![^\W_])")
