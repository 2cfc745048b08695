"""Dates as German and English texts write them: a day, a month or a year. Pure."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from briefing.text import fold

_SPELLINGS: Final = (
    "januar january janner jaenner jan",
    "februar february feber feb",
    "marz maerz march mar mrz",
    "april apr",
    "mai may",
    "juni june jun",
    "juli july jul",
    "august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "dezember december dez dec",
)
_MONTHS: Final = {name: month for month, names in enumerate(_SPELLINGS, 1) for name in names.split()}
_NAME: Final = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR: Final = r"(?P<year>[12]\d{3})(?!\d)"
_DAY: Final = r"(?P<day>\d{1,2})"
_FORMS: Final = tuple(
    re.compile(rf"\s*(?:{form})")
    for form in (
        r"(?P<year>[12]\d{3})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?(?!\d)",
        rf"{_DAY}\.\s*(?P<month>\d{{1,2}})\.\s*{_YEAR}",
        rf"{_DAY}(?:\.|st|nd|rd|th)?\s*{_NAME}\s*{_YEAR}",
        rf"{_NAME}\s*{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_NAME}\s*{_YEAR}",
        _YEAR + r"(?!-\d{1,2}(?!\d))",
    )
)


class Day(NamedTuple):
    """A date that may be known to the month or year only; sorts by time, the vaguer first.

    Attributes:
        year: four digits.
        month: 1-12, or 0 if only the year is known.
        day: 1-31, or 0 if only the month is known.
    """

    year: int
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """As ISO 8601 writes it: "2025-08-05", "2025-08" or "2025"."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @property
    def months(self) -> int:
        """Number of the month, counted from the year 0; of a bare year, its first."""
        return self.year * 12 + max(self.month, 1) - 1


def read_date(text: str) -> tuple[Day, str] | None:
    """Return the date that a text begins with and what follows it, or None.

    "5. August 2025", "5 August 2025", "August 5, 2025", "Aug. 2025", "05.08.2025", "2025-08-05", "2025-08", "2025".
    A day or month that there can't be is no date.
    """
    head = text[:60]
    folded = "".join(_folded(letter) for letter in head)
    for form in _FORMS:
        match = form.match(folded)
        day = _day_of(match.groupdict()) if match else None
        if match and day:
            return day, text[match.end() :]
    return None


def _folded(letter: str) -> str:
    """Return a letter folded, one for one, so that places stay what they are."""
    one = " " if letter.isspace() else fold(letter)
    return one if len(one) == 1 else letter


def _day_of(parts: dict[str, str | None]) -> Day | None:
    name = parts.get("name") or ""
    month = _MONTHS[name] if name else int(parts.get("month") or 0)
    day = int(parts.get("day") or 0)
    named = bool(name or parts.get("month"))
    if (named and not 1 <= month <= 12) or (
        parts.get("day") is not None and not 1 <= day <= _days(int(parts["year"] or 0), month)
    ):
        return None
    return Day(int(parts["year"] or 0), month, day)


def _days(year: int, month: int) -> int:
    """Return how many days a month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
