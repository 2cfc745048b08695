"""All notes of a library in their places: what the notes list, the margin and the export show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from briefing.document.model import LANGS, Lang
from briefing.errors import BriefingError
from briefing.library.model import Briefing, Library
from briefing.notes.alignment import Aligner
from briefing.notes.model import Note, State
from briefing.notes.placing import Placed, orphan, place
from briefing.notes.selectors import digest
from briefing.notes.store import Store
from briefing.parallel.model import Parallel


class Notebook:
    """Places notes in today's texts; keeps nothing between two calls.

    Args:
        store: where the notes are.
        open_parallel: reads and pairs the editions of a briefing; may raise a BriefingError or OSError.
    """

    def __init__(self, store: Store, open_parallel: Callable[[Briefing], Parallel]) -> None:
        self._store = store
        self._open_parallel = open_parallel

    def placed(self, library: Library, briefing: str | None = None) -> list[Placed]:
        """Return the notes of a library, or of one briefing, in their places.

        Briefings come in reading order, those that the library doesn't have last. Inside a briefing notes come in
        document order, orphans last. A briefing that is missing or can't be read makes its notes orphans.

        Raises:
            StoreError: the notes can't be read.
        """
        notes: defaultdict[str, list[Note]] = defaultdict(list)
        for note in self._store.notes(briefing):
            notes[note.briefing].append(note)
        places = {slug: library.position(slug) for slug in notes}
        order = {slug: len(library.briefings) if place is None else place for slug, place in places.items()}
        return [
            placed
            for slug in sorted(notes, key=lambda slug: (order[slug], slug))
            for placed in self.in_briefing(library.get(slug), notes[slug])
        ]

    def in_briefing(self, briefing: Briefing | None, notes: Iterable[Note]) -> list[Placed]:
        """Return notes of one briefing in document order, orphans last; all are orphans where it can't be read.

        Args:
            briefing: theirs, or None if the library doesn't have it.
            notes: any of them, in use or in the trash.

        Raises:
            StoreError: the annotated texts can't be read.
        """
        if briefing is None:
            return [orphan(note) for note in notes]
        try:
            parallel = self._open_parallel(briefing)
        except (BriefingError, OSError):
            return [orphan(note) for note in notes]
        return place_all(notes, parallel, self._store.snapshot)


def place_all(notes: Iterable[Note], parallel: Parallel, snapshot: Callable[[str], str | None]) -> list[Placed]:
    """Return the notes of one briefing in document order, orphans last; each old revision is aligned once.

    Args:
        notes: the notes of the briefing.
        parallel: its texts, opened by the caller.
        snapshot: returns the annotated text with a digest, or None, as `Store.snapshot` does.
    """
    today = {lang: digest(document.text) for lang, document in parallel.documents.items()}
    revisions: dict[tuple[Lang, str], tuple[str | None, Aligner | None]] = {}
    found: list[Placed] = []
    for note in notes:
        key = note.lang, note.target.snapshot
        if key not in revisions:
            revisions[key] = _revision(note, parallel, today, snapshot)
        found.append(place(note, parallel, *revisions[key]))
    return sorted(found, key=_position)


def _revision(
    note: Note, parallel: Parallel, today: dict[Lang, str], snapshot: Callable[[str], str | None]
) -> tuple[str | None, Aligner | None]:
    """Return the text that a note refers to and its alignment with today's, as far as they are there and needed."""
    document = parallel.documents.get(note.lang)
    if document is None or not note.target.snapshot:
        return None, None
    if note.target.snapshot == today[note.lang]:
        return document.text, None
    old = snapshot(note.target.snapshot)
    return old, Aligner(old, document.text) if old is not None else None


def _position(placed: Placed) -> tuple[bool, int, int, int, str, str]:
    note, there = placed.note, placed.anchor
    row = placed.row if placed.row is not None else -1
    return there.state is State.ORPHAN, row, LANGS.index(note.lang), there.start, note.created, note.id
