"""`slug#12`: row 12 of a briefing, the same in both languages."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefing.errors import NotFoundError
from briefing.i18n import n_
from briefing.library.model import Briefing, Called, Library
from briefing.text import fold, one_line

_ADDRESS = re.compile(r"(?P<briefing>[^\s#]+)(?:#(?P<row>\d{1,9}))?", re.ASCII)
_NEAREST = 3
_LEAST_LIKENESS = 60


class Address(NamedTuple):
    """A briefing or one row of it.

    Attributes:
        briefing: the briefing's id.
        row: number of the row, from 0, or None for the whole.
    """

    briefing: str
    row: int | None = None

    def __str__(self) -> str:
        return self.briefing if self.row is None else f"{self.briefing}#{self.row}"


def parse_address(text: str) -> Address | None:
    """Return the address that `text` is, or None if it has not the form of one; `str` gives it back."""
    match = _ADDRESS.fullmatch(text.strip())
    if not match:
        return None
    row = match["row"]
    return Address(match["briefing"], None if row is None else int(row))


def find(library: Library, text: str) -> tuple[Briefing, int | None]:
    """Return the briefing that an address means, and the row; whether that row exists only its text can tell.

    An id counts first; then, where it means one briefing only, an id but for case, accents and umlauts, the last part
    of an id, or a file's path.

    Raises:
        NotFoundError: there is no such briefing; names the nearest ids.
    """
    address = parse_address(text)
    if address:
        briefing = library.get(address.briefing) or _nearly(library, address.briefing)
        if briefing:
            return briefing, address.row
    wanted = address.briefing if address else text
    near = _nearest(library, wanted)
    raise NotFoundError(
        n_("There is no briefing “{address}”."),
        n_("Did you mean {nearest}?") if near else n_("`briefing list` shows those there are."),
        address=one_line(wanted)[:200],
        nearest=", ".join(near),
    )


def _nearly(library: Library, wanted: str) -> Briefing | None:
    """Return the one briefing that is meant by something close to its id, or None."""
    for by in Called:
        meant = library.positions(by, fold(wanted))
        if len(meant) == 1:
            return library.briefings[meant[0]]
    return None


def _nearest(library: Library, wanted: str) -> list[str]:
    """Return the ids that look most like `wanted`, the best first."""
    folded = {name: fold(name) for name in library.by_id}
    from rapidfuzz import process  # noqa: PLC0415 - only a wrong address needs it

    found = process.extract(fold(wanted)[:200], folded, limit=_NEAREST, score_cutoff=_LEAST_LIKENESS)
    return [briefing_id for _, _, briefing_id in found]
