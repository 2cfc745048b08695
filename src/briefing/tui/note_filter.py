"""Filtering a list of notes by what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from briefing.document.model import Range
from briefing.notes.placing import Placed

if TYPE_CHECKING:
    from briefing.search.filters import Mistake
    from briefing.search.text_index import Match, TextIndex


class Marks(NamedTuple):
    """What of a note answers a filter: for each of its texts, as they are shown, the ranges, ascending."""

    body: tuple[Range, ...] = ()
    quote: tuple[Range, ...] = ()
    tags: tuple[Range, ...] = ()
    title: tuple[Range, ...] = ()
    counterpart: tuple[Range, ...] = ()


def marks_of(match: Match | None) -> Marks:
    """Return what to mark of a note that passed; nothing of one that no filter was asked about."""
    return Marks(*match.ranges) if match else Marks()


class NoteFilter:
    """Filters one list of notes. What takes time is done where it is asked: in a worker, of which there may be several.

    Args:
        placed: the notes.
    """

    def __init__(self, placed: Sequence[Placed] = ()) -> None:
        self._placed = placed
        self._lock = Lock()
        self._index: TextIndex | None = None

    def prepare(self) -> None:
        """Read the notes, so that the first question is answered as fast as the others."""
        with self._lock:
            self._prepared()

    def find(self, text: str) -> Mapping[int, Match]:
        """Return the indexes of the notes that pass a filter, in the order of the list, with what answers it."""
        from briefing.notes.finding import admits  # noqa: PLC0415 - as below
        from briefing.search.query import parse  # noqa: PLC0415

        query = parse(text)
        with self._lock:
            admit = (lambda entry: admits(query, self._placed[entry].note)) if query.filtered else None
            found = {match.entry: match for match in self._prepared().find(query, admit)}
        return dict(sorted(found.items()))

    def mistakes(self, text: str) -> Sequence[Mistake]:
        """Return the filters in a text that can't be meant as they are. For a worker, as above."""
        from briefing.search.query import parse  # noqa: PLC0415

        return parse(text).mistakes

    def _prepared(self) -> TextIndex:
        if self._index is None:
            # Not with the screen, which must not wait for numpy.
            from briefing.notes.finding import texts_of  # noqa: PLC0415
            from briefing.search.text_index import TextIndex  # noqa: PLC0415

            self._index = TextIndex([(*texts_of(each.note), each.counterpart or "") for each in self._placed])
        return self._index
