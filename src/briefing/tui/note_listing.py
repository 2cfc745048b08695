"""A list of notes: which there are, where they stand as far as that is known, and in which order they come. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from briefing.document.model import LANGS
from briefing.i18n import n_
from briefing.library.model import Library
from briefing.library.patience import in_order
from briefing.notes.model import Category, Note, State
from briefing.notes.placing import Placed
from briefing.tui.note_filter import Marks, NoteFilter

if TYPE_CHECKING:
    from briefing.search.filters import Mistake
    from briefing.search.text_index import Found


class Order(Enum):
    """In which order notes come; those that are equal in it come as their texts have them."""

    DOCUMENT = n_("by text")
    NEWEST = n_("newest change first")
    CATEGORY = n_("by category")
    STATE = n_("by state")

    @property
    def next(self) -> Order:
        """The order after this one."""
        orders = list(Order)
        return orders[(orders.index(self) + 1) % len(orders)]


_STATES: Final = (State.ORPHAN, State.REVIEW, State.CHANGED, State.MOVED, State.EXACT)
"""What needs somebody to look at it comes first."""


class Pending:
    """Notes that wait for being placed, briefing by briefing; for several threads.

    Args:
        notes: all of them; the briefings come in the order in which they first come here.
    """

    def __init__(self, notes: Iterable[Note] = ()) -> None:
        self._lock = Lock()
        self._waiting: dict[str, list[Note]] = {}
        for note in notes:
            self._waiting.setdefault(note.briefing, []).append(note)
        self._first: tuple[str, ...] = ()

    def __len__(self) -> int:
        """The number of notes that wait."""
        return sum(map(len, self._waiting.values()))

    def want(self, briefings: Iterable[str]) -> None:
        """Say which briefings are on the screen: they come next."""
        self._first = tuple(briefings)

    def take(self) -> tuple[str, list[Note]] | None:
        """Return the next briefing and its notes, which wait no longer; None when nothing does."""
        with self._lock:
            if not self._waiting:
                return None
            wanted = next((each for each in self._first if each in self._waiting), None)
            briefing = wanted or next(iter(self._waiting))
            return briefing, self._waiting.pop(briefing)


class Sorted(NamedTuple):
    """The notes of a listing in an order.

    Attributes:
        notes: in order.
        places: by id, their indexes in it.
        ranks: for each note, as the listing has them, its index in it.
    """

    notes: tuple[Note, ...]
    places: Mapping[str, int]
    ranks: Sequence[int]


@dataclass(eq=False, repr=False)
class Listing:
    """The notes as they were read once; a change of notes or texts makes a new one.

    It has a short `repr`, since the framework writes down what a worker is given.

    Attributes:
        notes: in the order of the texts, as far as it could be told then.
        total: how many there are, also where only the first ones are read yet.
        entries: by id, their indexes.
        placed: by id, where they stand; filled in as it is found out.
        pending: those of which that is to be found out.
        filter: finds among them.
        library: in whose texts they stand.
        states: how many of those that it has a text of are in which state, as far as it is known.
        unplaced: how many of them are still to be placed in the texts as they are now.
        trash: whether these are the notes in the trash.
    """

    notes: tuple[Note, ...] = ()
    total: int = 0
    entries: dict[str, int] = field(default_factory=dict)
    placed: dict[str, Placed] = field(default_factory=dict)
    pending: Pending = field(default_factory=Pending)
    filter: NoteFilter = field(default_factory=NoteFilter)
    library: Library = field(default_factory=lambda: Library(()))
    states: Counter[State] = field(default_factory=Counter)
    unplaced: int = 0
    trash: bool = False
    _puts: int = 0
    _sorted: dict[Order, tuple[int, Sorted]] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether all notes are read, not the first ones alone."""
        return len(self.notes) == self.total

    def put(self, found: Iterable[Placed]) -> None:
        """Take in where notes stand."""
        for each in found:
            before = self.state(each.note)
            self.placed[each.note.id] = each
            if self.library.get(each.note.briefing) is not None:
                self.states[each.anchor.state] += 1
                if before is not None:
                    self.states[before] -= 1
        self._puts += 1

    def in_order(self, order: Order) -> Sorted:
        """Return all notes in an order: sorted once, and again when more is known of where they stand."""
        puts = self._puts
        known = self._sorted.get(order)
        if known is None or known[0] != puts:
            notes = ordered(self.notes, self, order)
            places = {note.id: at for at, note in enumerate(notes)}
            known = self._sorted[order] = puts, Sorted(notes, places, [places[note.id] for note in self.notes])
        return known[1]

    def forget(self) -> None:
        """Let go of everything: whoever still holds the listing, such as a worker that is done, needs none of it.

        A thread that is at work on it may still look: nothing is changed that it may be going through, and what finds
        goes first.
        """
        self.filter, self.pending = NoteFilter(), Pending()
        self.notes, self.entries, self.placed, self._sorted = (), {}, {}, {}

    def state(self, note: Note) -> State | None:
        """Return the state of a note's place, or None while it isn't known."""
        placed = self.placed.get(note.id)
        return placed.anchor.state if placed else None


class Wanted(NamedTuple):
    """What is to be shown.

    Attributes:
        listing: of these notes.
        text: those that pass this filter.
        order: in this order.
    """

    listing: Listing
    text: str = ""
    order: Order = Order.DOCUMENT


@dataclass(frozen=True, slots=True)
class Arranged:
    """What is shown.

    Attributes:
        wanted: what it answers.
        notes: in order.
        found: what of them answers the filter, if there is one.
        mistakes: what is wrong with the filter.
        places: by id, their indexes.
        by_state: whether other notes, or in another order, would be shown if more was known of where they stand.
    """

    wanted: Wanted = field(default_factory=lambda: Wanted(Listing()))
    notes: tuple[Note, ...] = ()
    found: Found | None = None
    mistakes: Sequence[Mistake] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    by_state: bool = False

    def marks(self, note: Note) -> Marks:
        """Return what to mark of a note that is shown."""
        return Marks(*self.found.ranges(self.wanted.listing.entries[note.id])) if self.found else Marks()


def arrange(wanted: Wanted) -> Arranged:
    """Return the notes that pass a filter, in order. For a worker: it may read the text of all notes."""
    listing, text, order = wanted
    every = listing.in_order(order)
    if not text.strip():
        return Arranged(wanted, every.notes, places=every.places, by_state=order is Order.STATE)
    found = listing.filter.find(text, listing.state)
    mistakes = listing.filter.mistakes(text)
    shown, places = every.notes, every.places
    if len(found.entries) < len(shown):
        shown = tuple(every.notes[at] for at in in_order(tuple(every.ranks[at] for at in found.entries), int))
        places = {note.id: at for at, note in enumerate(shown)}
    by_state = order is Order.STATE or listing.filter.asks_for_states(text)
    return Arranged(wanted, shown, found, mistakes, places, by_state)


def ordered(notes: Iterable[Note], listing: Listing, order: Order = Order.DOCUMENT) -> tuple[Note, ...]:
    """Return notes in an order; orphans keep the place that they last had."""
    library = listing.library
    places: dict[str, int] = {}

    def place(note: Note) -> tuple[int, str, int, int, int, str, str]:
        slug = note.briefing
        if slug not in places:
            position = library.position(slug)
            places[slug] = len(library.briefings) if position is None else position
        placed = listing.placed.get(note.id)
        row = None if placed is None else placed.last_row if placed.row is None else placed.row
        start = note.target.start if placed is None or row is None else placed.anchor.start
        # Rows and blocks count much alike, so that few notes change places once they are placed.
        at = note.target.block if row is None else row
        return places[slug], slug, at, LANGS.index(note.lang), start, note.created, note.id

    found = in_order(tuple(notes), place)
    if order is Order.NEWEST:
        found = in_order(found[::-1], lambda note: note.updated)[::-1]
    elif order is Order.CATEGORY:
        categories = {category: at for at, category in enumerate(Category)}
        found = in_order(found, lambda note: categories[note.category])
    elif order is Order.STATE:
        states: dict[State | None, int] = {state: at for at, state in enumerate(_STATES)}
        found = in_order(found, lambda note: states.get(listing.state(note), len(states)))
    return tuple(found)


class Marking:
    """The notes that are marked, so that what is done is done to all of them."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._last = ""

    def __len__(self) -> int:
        """The number of marked notes."""
        return len(self._ids)

    def __contains__(self, note_id: str) -> bool:
        """Whether a note is marked."""
        return note_id in self._ids

    def toggle(self, note_id: str) -> None:
        """Mark a note, or take its mark away."""
        self._ids ^= {note_id}
        self._last = note_id

    def range_to(self, note_id: str, shown: Sequence[str]) -> None:
        """Mark all notes from the one that was marked last to this one, as they are shown."""
        at = shown.index(note_id)
        last = shown.index(self._last) if self._last in shown else at
        self._ids.update(shown[min(at, last) : max(at, last) + 1])
        self._last = note_id

    def shown_in(self, note_ids: Collection[str]) -> int:
        """Return how many marked notes are among others."""
        return sum(each in note_ids for each in self._ids)

    def add(self, note_ids: Iterable[str]) -> None:
        """Mark notes."""
        self._ids.update(note_ids)

    def clear(self) -> None:
        """Take all marks away."""
        self._ids.clear()
        self._last = ""

    def keep(self, note_ids: Collection[str]) -> None:
        """Forget the marks of all other notes: those are gone."""
        self._ids.intersection_update(note_ids)
