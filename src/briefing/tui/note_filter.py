"""Filtering a list of notes by what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from briefing.document.model import Range
from briefing.i18n import n_
from briefing.library.patience import uncollected
from briefing.notes.model import Note, State

if TYPE_CHECKING:
    from briefing.search.filters import Mistake
    from briefing.search.query import Query
    from briefing.search.text_index import Found, TextIndex


class Marks(NamedTuple):
    """What of a note answers a filter: for each of its texts, as they are shown, the ranges, ascending."""

    body: tuple[Range, ...] = ()
    quote: tuple[Range, ...] = ()
    tags: tuple[Range, ...] = ()
    title: tuple[Range, ...] = ()
    counterpart: tuple[Range, ...] = ()


class NoteFilter:
    """Filters one list of notes. What takes time is done where it is asked: in a worker, of which there may be several.

    Args:
        notes: the notes.
        counterparts: by id, what the other language says there, as far as it is known.
        categories: what the reader calls categories, by their ids; those of the program are understood as well.
    """

    def __init__(
        self,
        notes: Sequence[Note] = (),
        counterparts: Mapping[str, str] | None = None,
        categories: Mapping[str, str] | None = None,
    ) -> None:
        self._notes = notes
        self._counterparts = counterparts or {}
        self._categories = categories or {}
        self._lock = Lock()
        self._index: TextIndex | None = None
        self._values: dict[str, Sequence[str]] = {}

    @property
    def is_prepared(self) -> bool:
        """Whether the notes were read."""
        return self._index is not None

    def prepare(self) -> None:
        """Read the notes, so that the first question is answered as fast as the others."""
        with self._lock:
            self._prepared()

    def find(self, text: str, state_of: Callable[[Note], State | None] = lambda _note: None) -> Found:
        """Return the notes that pass a filter, in the order of the list, and what answers it.

        Args:
            text: the filter as typed.
            state_of: the state of a note's place; one of which it isn't known yet passes no filter by state.
        """
        from briefing.notes.finding import admitting  # noqa: PLC0415 - as below

        query = self._query(text)
        with self._lock:
            index, notes = self._prepared(), self._notes
            if not query.filtered:
                return index.find_all(query)
            admits = admitting(query, state_of)
            return index.find_all(query, lambda entry: admits(notes[entry]))

    def asks_for_states(self, text: str) -> bool:
        """Return whether a filter asks for states of places. For a worker, as above."""
        return any(choice.name == "state" for choice in self._query(text).choices)

    def _query(self, text: str) -> Query:
        from briefing.search.query import parse  # noqa: PLC0415 - as below

        return parse(text, notes=True, categories=self._categories)

    def mistakes(self, text: str) -> Sequence[Mistake]:
        """Return the filters in a text that can't be meant as they are. For a worker, as above."""
        from briefing.notes.finding import is_on  # noqa: PLC0415 - as below
        from briefing.search.filters import Mistake  # noqa: PLC0415

        query = self._query(text)
        unknown = [
            Mistake(
                each.start, each.end, n_("{typed}: there are no notes on such a briefing."), (("typed", each.typed),)
            )
            for each in query.named
            if not each.last and not any(is_on(*where, each.value) for where in self._briefings())
        ]
        return (*query.mistakes, *unknown)

    def values(self, name: str) -> Sequence[str]:
        """Return what the notes have for a filter to complete: see `search.completion.Values`. For a worker."""
        if name not in self._values:
            self._values[name] = tuple(self._found_values(name))
        return self._values[name]

    def _found_values(self, name: str) -> Sequence[str]:
        if name == "tag":
            from briefing.notes.tagging import known_tags  # noqa: PLC0415 - as above

            return known_tags(self._notes)
        if name == "briefing":
            return [title for title, _ in Counter(note.title for note in self._notes).most_common()]
        if name == "category":
            return list(self._categories.values())
        return sorted({note.updated[:10] for note in self._notes}) if name == "date" else ()

    def _briefings(self) -> set[tuple[str, str]]:
        """Return title and id of what the notes are on."""
        return {(note.title, note.briefing) for note in self._notes}

    def _prepared(self) -> TextIndex:
        if self._index is None:
            # Not with the screen, which must not wait for numpy.
            from briefing.notes.finding import texts_of  # noqa: PLC0415
            from briefing.search.text_index import TextIndex  # noqa: PLC0415

            others = self._counterparts
            with uncollected():
                self._index = TextIndex([(*texts_of(note), others.get(note.id, "")) for note in self._notes])
        return self._index
