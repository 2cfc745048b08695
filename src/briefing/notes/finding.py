"""Notes found by their words, as texts of the library are: for the list of notes and for the search.

No briefing is opened for it: quote, note, tags and title are all in the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Final, TypeAlias, TypeVar

from briefing.document.model import Lang, Range
from briefing.notes.model import Category, Note, State, tag_line
from briefing.notes.store import Store
from briefing.search.filters import day_of
from briefing.search.note_filters import asked
from briefing.search.query import Query, parse
from briefing.search.text_index import Match, TextIndex
from briefing.text import fold, one_line, tokens

FIELDS: Final = ("note", "quote", "tag", "title")
"""Where a note is found, as `texts_of` orders them; of texts that hold as much of a query the first one is shown."""

_Test: TypeAlias = Callable[[Note], bool]
_Value = TypeVar("_Value", Category, State)


@dataclass(frozen=True, slots=True)
class NoteHit:
    """A note that answers a query.

    Attributes:
        note: its id.
        briefing, lang, title: the text that it belongs to.
        category: what the mark means.
        quote: the passage.
        field: "note", "quote", "tag" or "title": where most of the query was found.
        text: that text on one line; of a quote with its line breaks.
        ranges: matched characters as half-open code point ranges into `text`, ascending, not overlapping.
        updated: when the note was changed last, UTC ISO 8601.
        score: higher is better; comparable within one answer only.
    """

    note: str
    briefing: str
    lang: Lang
    title: str
    category: Category
    quote: str
    field: str
    text: str
    ranges: tuple[Range, ...]
    updated: str
    score: float


class NoteFinder:
    """Searches all notes of a store; may be asked from any thread, but never from that of a screen.

    The notes are read and indexed when something is first asked, and again after they have changed.

    Args:
        store: where the notes are.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._version: tuple[int, ...] | None = None
        self._notes: tuple[Note, ...] = ()
        self._index = TextIndex(())

    def ready(self) -> bool:
        """Return whether the notes are read and have not changed since, so that an answer takes no time.

        Raises:
            StoreError: the notes can't be read.
        """
        return not self._lock.locked() and self._version == self._store.notes_version()

    def prepare(self) -> None:
        """Read the notes, if that is due.

        Raises:
            StoreError: the notes can't be read.
        """
        with self._lock:
            self._refresh()

    def find(self, text: str, limit: int = 5) -> list[NoteHit]:
        """Return the notes that answer a query, best first.

        A query that asks for what notes don't have, such as a title, finds none; neither does a blank one.

        Args:
            text: the query as it was typed; `tag:` means the note's own tags, `after:` its last change.
            limit: greatest number of notes.

        Raises:
            StoreError: the notes can't be read.
        """
        query = parse(text)
        if not (query.terms or query.filtered) or not asks_for_notes(query):
            return []
        with self._lock:
            self._refresh()
            notes = self._notes
            admits = admitting(query)
            admit = (lambda entry: admits(notes[entry])) if query.filtered else None
            found = self._index.find(query, admit)[:limit]
        return [_hit(notes[match.entry], match) for match in found]

    def _refresh(self) -> None:
        # Asked before the notes are read: what is written in between is then read twice, but never missed.
        version = self._store.notes_version()
        if version == self._version:
            return
        notes = tuple(self._store.notes())
        if notes != self._notes:
            self._index = TextIndex([texts_of(note) for note in notes])
            self._notes = notes
        self._version = version


def texts_of(note: Note) -> tuple[str, str, str, str]:
    """Return the texts in which a note is found, as `FIELDS` names them."""
    return one_line(note.body), note.target.exact, tag_line(note), note.title


def asks_for_notes(query: Query) -> bool:
    """Return whether notes can answer a query: they have neither headings nor an organisation that they speak of."""
    return not (query.orgs or query.models) and (not query.fields or "note" in query.fields)


def admitting(query: Query, state_of: Callable[[Note], State | None] = lambda _note: None) -> Callable[[Note], bool]:
    """Return what says of a note whether it passes the filters of a query; to be asked of many notes.

    Args:
        query: of a tag its beginning is enough, it may still be typed.
        state_of: the state of a note's place; one of which it isn't known passes no filter by state.
    """
    tests = [test for test in (_by_lang(query), _by_day(query), _by_tags(query), _by_category(query)) if test]
    tests += [test for test in (_by_briefing(query), _by_state(query, state_of)) if test]
    return lambda note: all(test(note) for test in tests)


def _by_lang(query: Query) -> _Test | None:
    return (lambda note: note.lang == query.lang) if query.lang else None


def _by_day(query: Query) -> _Test | None:
    if not (query.after or query.before):
        return None

    @cache
    def admits(date: str) -> bool:
        day = day_of(date) or 0
        return day >= query.after and (not query.before or day < query.before)

    return lambda note: admits(note.updated[:10])


def _by_tags(query: Query) -> _Test | None:
    if not (query.tags or query.without_tags):
        return None

    @cache
    def admits(tags: tuple[str, ...]) -> bool:
        folded = [" ".join(fold(tag).split()) for tag in tags]
        return all(any(tag.startswith(wanted) for tag in folded) for wanted in query.tags) and not any(
            tag in query.without_tags for tag in folded
        )

    return lambda note: admits(note.tags)


def _by_category(query: Query) -> _Test | None:
    admitted = _chosen(query, "category", Category)
    return None if admitted is None else lambda note: note.category in admitted


def _by_state(query: Query, state_of: Callable[[Note], State | None]) -> _Test | None:
    admitted = _chosen(query, "state", State)
    return None if admitted is None else lambda note: state_of(note) in admitted


def _chosen(query: Query, name: str, values: Iterable[_Value]) -> frozenset[_Value] | None:
    """Return the values that pass a filter, or None if there is no such filter; of several ones any may hold."""
    wanted, unwanted = asked(query.choices, name), asked(query.choices, name, excluded=True)
    if not (wanted or unwanted):
        return None
    return frozenset(value for value in values if (not wanted or value in wanted) and value not in unwanted)


def _by_briefing(query: Query) -> _Test | None:
    wanted, unwanted = asked(query.choices, "briefing"), asked(query.choices, "briefing", excluded=True)
    if not (wanted or unwanted):
        return None

    @cache
    def admits(title: str, briefing: str) -> bool:
        return (not wanted or any(is_on(title, briefing, each) for each in wanted)) and not any(
            is_on(title, briefing, each) for each in unwanted
        )

    return lambda note: admits(note.title, note.briefing)


def is_on(title: str, briefing: str, wanted: str) -> bool:
    """Return whether a briefing has this id, or whether its id and title hold words that begin so.

    Args:
        title: of the briefing, as a note has it.
        briefing: its id.
        wanted: folded.
    """
    if wanted == " ".join(fold(briefing).split()):
        return True
    words = tokens(fold(f"{title} {briefing}"))
    begun = tokens(wanted)
    return bool(begun) and all(any(word.startswith(each) for word in words) for each in begun)


def _hit(note: Note, match: Match) -> NoteHit:
    texts, held = texts_of(note), match.held()
    best = max(range(len(texts)), key=lambda index: (held[index], bool(texts[index]), -index))
    return NoteHit(
        note=note.id,
        briefing=note.briefing,
        lang=note.lang,
        title=note.title,
        category=note.category,
        quote=note.target.exact,
        field=FIELDS[best],
        text=texts[best],
        ranges=match.ranges[best],
        updated=note.updated,
        score=match.score,
    )
