"""The filters of a query: what they narrow, and what is said about those that can't be meant as they were typed."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from briefing.document.model import LANGS, Lang, other
from briefing.i18n import n_
from briefing.search.note_filters import VALUES, Choice
from briefing.search.pieces import NAMES, NOTE_NAMES, Piece
from briefing.text import clean, fold, one_line

MAX_FILTERS: Final = 12
"""Filters, exclusions and mistakes of one kind that count; a pasted page must not stall the search."""
MAX_SHOWN: Final = 40
"""Characters of a filter that a message repeats."""

FIELDS: Final = {
    "title": "title",
    "heading": "heading",
    "note": "note",
    "titel": "title",
    "überschrift": "heading",
    "ueberschrift": "heading",
    "notiz": "note",
    "titles": "title",
    "headings": "heading",
    "notes": "note",
    "überschriften": "heading",
    "notizen": "note",
}
"""What `in:` may be followed by."""
PLACES: Final = ("title", "heading", "note", "titel", "überschrift", "notiz")
"""Those of them that are offered."""
_FIELDS: Final = {fold(name): found for name, found in FIELDS.items()}
_OTHERWISE: Final = {
    "language": "lang",
    "sprache": "lang",
    "organisation": "org",
    "organization": "org",
    "since": "after",
    "until": "before",
}
"""Names that there might be just as well."""
_EXCLUDING: Final = {False: ("tag", "lang"), True: ("tag", "lang", "state", "category", "briefing")}

_LIKE_A_FILTER = re.compile(r"([a-z]{2,14}):(?=[^\s:/])")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_NUMBER = re.compile(r"\d+", re.ASCII)
_QUOTES = re.compile(r'["“”«»]')
_NEEDS_QUOTES = re.compile(r"\s|^[:/„‹›‚‘]|[,;]$")
_DASHES = re.compile("[‐‑‒–—−]")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A filter that can't be meant as it was typed.

    Attributes:
        start, end: half-open code point range in the typed text.
        message: what is wrong, in English, for gettext; with `{name}`s.
        values: what stands for the names.
    """

    start: int
    end: int
    message: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation or model that a query asks for; whether there is one, only a register can say.

    Attributes:
        name: the filter, "org" or "model".
        value: what it asks for, folded.
        start, end: half-open code point range of the filter in the typed text.
        typed: the filter as typed, to be shown.
        last: whether it is still being typed.
    """

    name: str
    value: str
    start: int
    end: int
    typed: str
    last: bool


@dataclass(slots=True)
class Narrowing:
    """What the filters of a line narrow; see `query.Query`, whose attributes these are.

    Attributes:
        size: length of the line: what ends there is still being typed, and no mistake if it can become right.
        notes: whether the line filters a list of notes, which has filters of its own.
        categories: what the reader calls categories of notes, by their ids.
    """

    size: int
    notes: bool = False
    categories: Mapping[str, str] = field(default_factory=dict)
    lang: Lang | None = None
    tags: list[str] = field(default_factory=list)
    without_tags: list[str] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    after: int = 0
    before: int = 0
    named: list[Named] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def take(self, piece: Piece, *, last: bool) -> bool:
        """Take a filter.

        Args:
            piece: the filter.
            last: whether nothing but white space stands behind it.

        Returns:
            Whether it is one; if not, it is words.
        """
        value = " ".join(fold(clean(piece.value)).split())
        typing = piece.end == self.size
        if not value:
            return last or self._without_value(piece)
        if piece.minus and piece.filter not in _EXCLUDING[self.notes]:
            some = n_("{typed}: only words, tag: and lang: can be excluded.")
            self._wrong(piece, n_("{typed}: dates can’t be excluded.") if self.notes else some)
            return True
        match piece.filter:
            case "tag":
                (self.without_tags if piece.minus else self.tags).append(value)
            case "lang":
                self._lang(piece, value, typing=typing)
            case "in":
                self._in(piece, value, typing=typing)
            case "after" | "before":
                self._date(piece, value, typing=typing)
            case "state" | "category":
                self._choice(piece, value, typing=typing)
            case name:
                if name == "briefing":
                    self.choices.append(Choice(name, value, piece.minus))
                self.named.append(Named(name, value, piece.start, piece.end, shown(piece), typing))
        return True

    def suspect(self, text: str, piece: Piece) -> None:
        """Look whether words are a misspelt filter; they are searched nevertheless, colons stand in many texts."""
        found = _LIKE_A_FILTER.match(text, piece.start + piece.minus) if piece.apart else None
        if found is None or len(self.mistakes) >= MAX_FILTERS:
            return
        known, others = (NOTE_NAMES, NAMES) if self.notes else (NAMES, NOTE_NAMES)
        name, near = found[1], "" if found[1] in others else _near_name(found[1], known)
        if name in others:
            message = (
                n_("{name}: is a filter of the search, not of this list.")
                if self.notes
                else n_("{name}: is a filter of the list of notes, not of the search.")
            )
            self.mistakes.append(Mistake(piece.start, piece.end, message, (("name", name),)))
        elif near:
            message = n_("{name}: is no filter; did you mean {nearest}:?")
            self.mistakes.append(Mistake(piece.start, piece.end, message, (("name", name), ("nearest", near))))

    def _wrong(self, piece: Piece, message: str, **values: str) -> None:
        if len(self.mistakes) < MAX_FILTERS:
            found = (("typed", shown(piece)), *values.items())
            self.mistakes.append(Mistake(piece.start, piece.end, message, found))

    def _without_value(self, piece: Piece) -> bool:
        """Judge a filter with a blank behind its colon; "Tag: x" with a capital is ordinary text."""
        if piece.minus or piece.name.islower():
            self._wrong(piece, n_("{typed} needs a value right behind the colon."))
            return True
        return False

    def _lang(self, piece: Piece, value: str, *, typing: bool) -> None:
        for lang in LANGS:
            if lang == value:
                wanted = other(lang) if piece.minus else lang
                if self.lang not in (None, wanted):
                    self._wrong(piece, n_("{typed}: another language is asked for already."))
                    return
                self.lang = wanted
                return
        if not (typing and any(lang.startswith(value) for lang in LANGS)):
            self._wrong(piece, n_("{typed}: the languages are de and en."))

    def _choice(self, piece: Piece, value: str, *, typing: bool) -> None:
        """Take one of few values; several of one filter are alternatives."""
        known = VALUES[piece.filter]
        if piece.filter == "category":
            # What the reader chose to call one counts before what the program calls another.
            known = {**known, **{" ".join(fold(name).split()): each for each, name in self.categories.items()}}
        if value in known:
            self.choices.append(Choice(piece.filter, known[value], piece.minus))
        elif not (typing and any(name.startswith(value) for name in known)):
            self._wrong(
                piece,
                n_("{typed}: the states are exact, moved, changed, review and orphan.")
                if piece.filter == "state"
                else n_("{typed}: the categories are claim, figure, quotation, doubt, todo and own."),
            )

    def _in(self, piece: Piece, value: str, *, typing: bool) -> None:
        if value in _FIELDS:
            self.fields.add(_FIELDS[value])
        elif not (typing and any(name.startswith(value) for name in _FIELDS)):
            self._wrong(piece, n_("{typed}: the places are title, heading and note."))

    def _date(self, piece: Piece, value: str, *, typing: bool) -> None:
        value = _DASHES.sub("-", value).rstrip(".")
        day = _begun(value) if typing else day_of(value)
        if day is None:
            if nearest := nearest_date(value):
                message = n_("{typed} is no date; did you mean {nearest}?")
                self._wrong(piece, message, nearest=f"{piece.name}:{nearest}")
            else:
                self._wrong(piece, n_("{typed} is no date: dates look like 2025, 2025-03 or 2025-03-18."))
        elif day:
            after = max(self.after, day) if piece.filter == "after" else self.after
            before = min(self.before or day, day) if piece.filter == "before" else self.before
            if after and before and before <= after and not typing:
                self._wrong(piece, n_("{typed}: no date is both after and before these days."))
            else:
                self.after, self.before = after, before


def shown(piece: Piece) -> str:
    """Return a filter as typed, short enough for a message."""
    sign = "-" if piece.minus else ""
    value = one_line(piece.value[: 2 * MAX_SHOWN])
    text = f"{sign}{piece.name.lower()}:{value}"
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def written(name: str, value: str) -> str:
    """Return a filter as it must be typed to mean `value`, quoted if need be; empty if there is no way."""
    value = one_line(value)
    if not fold(value).strip() or _QUOTES.search(value):
        return ""
    return f'{name}:"{value}"' if _NEEDS_QUOTES.search(value) else f"{name}:{value}"


def day_of(value: str) -> int | None:
    """Return the first day of a year, month or day like "2025-03" as the number 20250301, or None for another text."""
    found = _DATE.fullmatch(value)
    if found is None:
        return None
    try:
        day = date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return day.year * 10_000 + day.month * 100 + day.day


def _begun(value: str) -> int | None:
    """Return the day of what is complete of a date that is being typed, 0 for nothing yet, None if it can't be one."""
    day = day_of(value)
    if day is not None:
        return day
    known, dash, rest = value.rpartition("-")
    if not dash:
        return 0 if len(rest) < 4 and _NUMBER.fullmatch(rest) else None
    completions = [f"0{digit}" for digit in range(1, 10)] if not rest else map(str, range(10))
    return day_of(known) if any(day_of(f"{known}-{rest}{more}") for more in completions) else None


def nearest_date(value: str) -> str:
    """Return the date that a text like "2025-13", "2025/3" or "18.3.2025" may be meant for, or an empty text."""
    numbers = _NUMBER.findall(value[:MAX_SHOWN])
    if not numbers or len(numbers) > 3 or not re.fullmatch(r"[\d\s./-]+", value):
        return ""
    if len(numbers[0]) != 4:
        numbers.reverse()
    if len(numbers[0]) != 4 or int(numbers[0]) == 0 or any(len(number) > 2 for number in numbers[1:]):
        return ""
    year, *parts = map(int, numbers)
    if not parts:
        return f"{year:04}"
    month = min(max(parts[0], 1), 12)
    if len(parts) == 1:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{min(max(parts[1], 1), monthrange(year, month)[1]):02}"


def _near_name(name: str, names: Mapping[str, str]) -> str:
    """Return the filter, of some names, that an unknown name may be meant for, or an empty text."""
    if name in names or len(name) < 3:
        return ""
    if _OTHERWISE.get(name) in names:
        return _OTHERWISE[name]
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - few lines have such a name

    return next((known for known in names if len(known) > 2 and OSA.distance(name, known, score_cutoff=1) <= 1), "")
