"""Notes found by their words, as texts of the library are: for the list of notes and for the search.

No briefing is opened for it: quote, note, tags and title are all in the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Final

from briefing.document.model import Lang, Range
from briefing.notes.model import Category, Note, tag_line
from briefing.notes.store import Store
from briefing.search.filters import day_of
from briefing.search.note_filters import asked
from briefing.search.query import Query, parse
from briefing.search.text_index import Match, TextIndex
from briefing.text import fold, one_line, tokens

FIELDS: Final = ("note", "quote", "tag", "title")
"""Where a note is found, as `texts_of` orders them; of texts that hold as much of a query the first one is shown."""


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
            admit = (lambda entry: admits(query, notes[entry])) if query.filtered else None
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


def admits(query: Query, note: Note) -> bool:
    """Return whether a note passes the filters of a query; of a tag its beginning is enough, it may still be typed."""
    tags = [" ".join(fold(tag).split()) for tag in note.tags] if query.tags or query.without_tags else []
    day = day_of(note.updated[:10]) or 0 if query.after or query.before else 0
    return (
        (query.lang is None or query.lang == note.lang)
        and all(any(tag.startswith(wanted) for tag in tags) for wanted in query.tags)
        and not any(tag in query.without_tags for tag in tags)
        and day >= query.after
        and (not query.before or day < query.before)
        and (not query.choices or _chosen(query, note))
    )


def _chosen(query: Query, note: Note) -> bool:
    """Return whether a note passes the filters that only notes have, but for its state; of one filter any may hold."""
    for name, holds in (("category", note.category.__eq__), ("briefing", lambda value: is_on(note, value))):
        wanted, unwanted = asked(query.choices, name), asked(query.choices, name, excluded=True)
        if (wanted and not any(map(holds, wanted))) or any(map(holds, unwanted)):
            return False
    return True


def is_on(note: Note, briefing: str) -> bool:
    """Return whether a note is on a briefing with this id, or whose id and title hold words that begin so.

    Args:
        note: the note.
        briefing: folded.
    """
    if briefing == " ".join(fold(note.briefing).split()):
        return True
    words = tokens(fold(f"{note.title} {note.briefing}"))
    wanted = tokens(briefing)
    return bool(wanted) and all(any(word.startswith(each) for word in words) for each in wanted)


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
