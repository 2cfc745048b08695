"""The filters of a query: their names, their values, and what is said about wrong ones."""

from __future__ import annotations

from dataclasses import dataclass


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
