"""From dates to columns: an axis of months at a scale. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from typing import Final, NamedTuple

from briefing.reference.dates import Day

_YEAR: Final = 12
_ROOM: Final = 5
"""Cells that a year needs so that two don't touch."""


class Scale(NamedTuple):
    """How many columns stand for how many months; one of the two is 1."""

    columns: int
    months: int


SCALES: Final = (
    *(Scale(1, months) for months in (120, 60, 24, 12, 6, 3, 2)),
    *(Scale(columns, 1) for columns in (1, 2, 3, 4, 6, 8, 12, 16, 31)),
)
"""From the coarsest to one with a column for each day."""


class Axis(NamedTuple):
    """A span of months at a scale.

    Attributes:
        first: the first month, counted from the year 0; a January.
        span: how many months.
        scale: how wide a month is.
    """

    first: int
    span: int
    scale: Scale

    @property
    def width(self) -> int:
        """Columns of the whole span."""
        return -(-self.span * self.scale.columns // self.scale.months)

    def column(self, day: Day) -> int:
        """Return the column of a date; a month stands where it begins, and so does a year."""
        return self.column_of(day.months) + self._days(day)

    def column_of(self, month: int) -> int:
        """Return the column in which a month begins."""
        return (month - self.first) * self.scale.columns // self.scale.months

    def month_at(self, column: int) -> int:
        """Return the month that a column shows, or the first of several."""
        return self.first + column * self.scale.months // self.scale.columns

    def _days(self, day: Day) -> int:
        """Return how many columns into its month a day stands."""
        if not day.day:
            return 0
        return (day.day - 1) * self.scale.columns // self.scale.months // monthrange(day.year, day.month)[1]

    def years(self, left: int, width: int) -> list[tuple[int, str]]:
        """Return (column on the screen, year) for those that a window has room for."""
        step = self._year_step()
        found: list[tuple[int, str]] = []
        year = -(-self.month_at(max(0, left - _ROOM)) // (_YEAR * step)) * step
        while self.column_of(year * _YEAR) < left + width:
            column = self.column_of(year * _YEAR) - left
            if 0 <= column <= width - 4 and year * _YEAR < self.first + self.span:
                found.append((column, str(year)))
            year += step
        return found

    def _year_step(self) -> int:
        """Return how many years lie between two that are named: 1, 2, 5, 10 ..."""
        for step in (1, 2, 5, 10, 20, 50, 100):
            if step * _YEAR * self.scale.columns >= _ROOM * self.scale.months:
                return step
        return 500

    def months(self, left: int, width: int, names: Sequence[str]) -> list[tuple[int, str]]:
        """Return (column on the screen, name of a month) for those that begin in a window; none if there is no room.

        Args:
            left: the first column of the window.
            width: its columns.
            names: twelve names, cut to what a month has room for.
        """
        room = self.scale.columns if self.scale.months == 1 else 0
        if room < 2:
            return []
        found: list[tuple[int, str]] = []
        for month in range(self.month_at(max(0, left)), self.first + self.span):
            column = self.column_of(month) - left
            if column >= width:
                break
            name = names[month % _YEAR][: 1 if room < 4 else room - 1]
            if column >= 0 and column + len(name) <= width:
                found.append((column, name))
        return found

    def rule(self, left: int, width: int) -> str:
        """Return the line under the years of a window: it says where each begins that there is room to name."""
        line = ["─"] * width
        step = _YEAR * self._year_step()
        for month in range(-(-self.month_at(left) // step) * step, self.first + self.span + step, step):
            column = self.column_of(month) - left
            if 0 <= column < width:
                line[column] = "┬"
        return "".join(line)


def axis_for(days: Sequence[Day], scale: Scale) -> Axis:
    """Return the axis on which some dates stand, from a January to the month of the last."""
    first = min((day.months for day in days), default=0) // _YEAR * _YEAR
    last = max((day.months for day in days), default=first)
    return Axis(first, last - first + 1, scale)


def fitting(days: Sequence[Day], width: int) -> int:
    """Return the number in `SCALES` of the finest scale at which all dates fit a width, or of the coarsest."""
    found = 0
    for number, scale in enumerate(SCALES):
        if axis_for(days, scale).width <= width:
            found = number
    return found
