"""What the word at the cursor may become: the name of a filter, or a value behind its colon."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from rapidfuzz.distance import OSA

from briefing.document.model import LANGS
from briefing.search.filters import FIELDS, PLACES, day_of, written
from briefing.search.note_filters import OFFERED_CATEGORIES, OFFERED_STATES
from briefing.search.pieces import NAMES, NOTE_NAMES, Piece, What, pieces
from briefing.text import clean, fold

MOST: Final = 20
"""Completions that are offered at most."""

Values = Callable[[str], Sequence[str]]
"""The values that a filter may have: "tag", "org", "model" or "briefing" as spelt, the most frequent one first; "date"
as 2025-03-18, in any order; "category": what the reader calls some."""

_OFFERED: Final = ("tag", "lang", "in", "after", "before", "org", "model", "modell")
_EXCLUDING: Final = ("tag", "lang")
_OF_NOTES: Final = ("tag", "lang", "state", "category", "briefing", "after", "before", "zustand", "kategorie")
_EXCLUDING_OF_NOTES: Final = ("tag", "lang", "state", "category", "briefing", "zustand", "kategorie")
_NAME_LETTERS: Final = 2
"""Letters from which on a word is taken for the beginning of a filter's name."""
_CORRECTED: Final = 3
"""Letters that a value needs to be corrected."""
_MONTH: Final = len("2025-03")
_YEAR: Final = len("2025")


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on.

    Attributes:
        shown: what to show in a list.
        line: the whole line with it.
        cursor: where the cursor then stands, in code points.
    """

    shown: str
    line: str
    cursor: int


def complete(text: str, cursor: int, values: Values, *, notes: bool = False) -> list[Completion]:
    """Return what the word before the cursor may become, the likeliest first, at most `MOST`; never the line as it is.

    Args:
        text: the whole line.
        cursor: where the cursor stands in it, in code points.
        values: the known values of a filter by its name.
        notes: whether the line filters a list of notes.
    """
    piece = next((piece for piece in pieces(text, notes=notes) if piece.start < cursor <= piece.end), None)
    if piece is None or not piece.apart or piece.what is What.QUOTE:
        return []
    if piece.what is What.WORDS:
        found = _names(text, piece, cursor, notes=notes)
    else:
        found = _values(text, piece, cursor, values, notes=notes)
    return list(islice((one for one in found if one.line != text), MOST))


def _names(text: str, piece: Piece, cursor: int, *, notes: bool) -> Iterator[Completion]:
    """Yield the names of filters that begin like the word; nothing while the cursor stands inside it."""
    begun = piece.value.lower()
    if cursor < piece.end or len(begun) < _NAME_LETTERS:
        return
    offered, names = (_OF_NOTES, NOTE_NAMES) if notes else (_OFFERED, NAMES)
    shorter = [name for name in offered if name.startswith(begun)]
    for name in shorter:
        # "model" and "modell" are one filter: the longer name is offered once the shorter one is ruled out.
        if names[name] in shorter and names[name] != name:
            continue
        if not piece.minus or name in _excluding(notes=notes):
            yield _completion(text, piece, f"{name}:", f"{name}:")


def _excluding(*, notes: bool) -> Sequence[str]:
    return _EXCLUDING_OF_NOTES if notes else _EXCLUDING


def _values(text: str, piece: Piece, cursor: int, values: Values, *, notes: bool) -> Iterator[Completion]:
    """Yield the values that the filter may have, by what is typed of it before the cursor."""
    name = piece.filter
    value_start = piece.start + piece.minus + len(piece.name) + 1
    if cursor < value_start or (piece.minus and name not in _excluding(notes=notes)):
        return
    begun = _folded(text[value_start:cursor].lstrip('"“”„«»‹›‚‘'))
    if name in ("after", "before"):
        for date in _dates(begun, values("date")):
            yield _completion(text, piece, date, f"{piece.name}:{date}")
        return
    known = _fixed(piece, begun, values)
    for value in _alike(begun, values(name)) if known is None else known:
        if typed := written(piece.name, value):
            yield _completion(text, piece, value, typed, " ")


def _fixed(piece: Piece, begun: str, values: Values) -> Sequence[str] | None:
    """Return what a filter with few values may have, or None; German ones are offered to those who begin so."""
    name = piece.filter
    if name in ("state", "category"):
        offered = OFFERED_STATES if name == "state" else OFFERED_CATEGORIES
        half = len(offered) // 2
        first = offered[half:] if piece.name.lower() != name else offered[:half]
        own = [value for value in values(name) if _folded(value).startswith(begun)]
        usual = [value for value in offered if _folded(value).startswith(begun) and (begun or value in first)]
        return list(dict.fromkeys((*own, *usual)))
    if name == "lang":
        return [lang for lang in LANGS if lang.startswith(begun)]
    if name != "in":
        return None
    return [place for place in PLACES if _folded(place).startswith(begun) and (begun or FIELDS[place] == place)]


def _folded(text: str) -> str:
    return " ".join(fold(clean(text)).split())


def _alike(begun: str, known: Sequence[str]) -> Iterable[str]:
    """Return values that begin with what is typed, then those that hold it, then those with one typing error in it."""
    beginning: list[str] = []
    holding: list[str] = []
    misspelt: list[str] = []
    seen: set[str] = set()
    for value in known:
        folded = _folded(value)
        if folded in seen:
            continue
        seen.add(folded)
        if folded.startswith(begun):
            beginning.append(value)
        elif begun in folded:
            holding.append(value)
        elif len(begun) >= _CORRECTED and _nearly_begins(begun, folded):
            misspelt.append(value)
    return (*beginning, *holding, *misspelt)


def _nearly_begins(begun: str, value: str) -> bool:
    """Return whether a value begins with the typed letters but for one wrong, missing, swapped or superfluous."""
    sizes = (len(begun), len(begun) + 1, len(begun) - 1)
    return any(OSA.distance(begun, value[:size], score_cutoff=1) <= 1 for size in sizes)


def _dates(begun: str, known: Iterable[str]) -> list[str]:
    """Return the years that begin like what is typed, or the months of a typed year; the latest first."""
    size = _MONTH if len(begun) >= _YEAR else _YEAR
    found = {date[:size] for date in known if len(date) >= size}
    return sorted((date for date in found if date.startswith(begun) and day_of(date)), reverse=True)


def _completion(text: str, piece: Piece, shown: str, typed: str, end: str = "") -> Completion:
    """Return the line with a piece replaced; `end` follows it, unless white space does already."""
    before = text[: piece.start] + ("-" if piece.minus else "") + typed
    after = text[piece.end :]
    if after[:1].isspace():
        return Completion(shown, before + after, len(before) + len(end))
    return Completion(shown, before + end + after, len(before) + len(end))
