"""Reading notes, placing them, and arranging what is shown of them: all of it off the UI thread.

The list is there as soon as the notes are read; of a large number the first ones are shown before the others are read.
Where they stand is found out afterwards, for those on the screen first, and filled in.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from time import monotonic
from typing import Final

from textual import work
from textual.worker import get_current_worker

from briefing.errors import BriefingError
from briefing.library.model import Library
from briefing.library.patience import Kept, uncollected
from briefing.notes.model import Note, Target
from briefing.notes.placing import Placed
from briefing.notes.store import Store
from briefing.tui.desk import Desk
from briefing.tui.newest import Newest
from briefing.tui.note_filter import NoteFilter
from briefing.tui.note_listing import Arranged, Listing, Order, Pending, Wanted, arrange, ordered
from briefing.tui.screens.base import DeskScreen

_MANY: Final = 500
"""Notes from which on some are shown before all are read."""
_FIRST: Final = 60
"""Notes that are shown then: more than fit on any screen."""
_TOLD: Final = 0.1
"""Seconds between two times that what was found out is filled in."""


class NotesLoading(DeskScreen):
    """A screen that knows notes; who shows them implements `arranged` and `filled_in`.

    Args:
        desk: services.
        briefing: the notes of this one alone, or of all.
    """

    def __init__(self, desk: Desk, briefing: str | None = None) -> None:
        super().__init__(desk)
        self._only = briefing
        self._trash = False
        self._orders = {False: Order.DOCUMENT, True: Order.NEWEST}
        """The order of the notes, and that of the trash."""
        self._filter = ""
        self._listing = Listing()
        self._arranged = Arranged()
        self._requests: Newest[Wanted] = Newest()
        self._known: dict[str, tuple[Library, Placed]] = {}
        """By id, where notes stood, also those that are not listed now, and in the texts of which library."""
        self._filtering = False
        """Whether a filter was begun, so that what it needs is made ready whenever the notes are read."""
        self._kept = Kept()

    def on_unmount(self) -> None:
        """Forget the notes: nobody must wait for the collector to find that they aren't needed any more."""
        for listing in (self._listing, self._arranged.wanted.listing):
            listing.forget()
        self._arranged = Arranged()
        self._known.clear()
        self._requests.forget()
        self._kept.let_go()

    @abstractmethod
    def arranged(self, before: Arranged) -> None:
        """Show `_arranged` instead of what was shown before."""

    @abstractmethod
    def filled_in(self) -> None:
        """Show what more is known of the notes that are shown already."""

    def on_notes_changed(self) -> None:
        """Read the notes again."""
        self.load()

    def on_library_changed(self) -> None:
        """Place the notes in the texts as they are now."""
        self.load()

    @property
    def wanted(self) -> Wanted:
        """What is to be shown now."""
        return Wanted(self._listing, self._filter, self._orders[self._trash])

    # --- reading ----------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the notes, or those in the trash."""
        self._read(self._trash, self.wanted)

    @work(thread=True, exclusive=True, group="notes")
    def _read(self, trash: bool, wanted: Wanted) -> None:
        worker, library = get_current_worker(), self.desk.library
        try:
            store = self.desk.store
            if not (trash or self._only or wanted.listing.notes) and wanted.order is Order.DOCUMENT:
                self._read_some(store, library, wanted)
            with uncollected():
                listing = self._listed(store.notes(self._only, deleted=trash), library, trash=trash)
                self._keep(listing)
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        found = arrange(wanted._replace(listing=listing))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._took, trash, found)

    def _read_some(self, store: Store, library: Library, wanted: Wanted) -> None:
        """Show the first notes, where reading all of them takes its time."""
        counts = store.counts()
        if sum(counts.values()) < _MANY:
            return
        last = len(library.briefings)
        places = {slug: last if (place := library.position(slug)) is None else place for slug in counts}
        notes: list[Note] = []
        for slug in sorted(counts, key=lambda slug: (places[slug], slug)):
            notes += store.notes(slug)
            if len(notes) >= _FIRST:
                break
        listing = Listing(total=sum(counts.values()), library=library)
        listing.notes = ordered(notes, listing)
        self.app.call_from_thread(self._took, False, arrange(wanted._replace(listing=listing, text="")))

    def _keep(self, listing: Listing) -> None:
        """Keep many notes from the collector: it would look at all of them again and again, and nobody could type."""
        if listing.total >= _MANY and not get_current_worker().is_cancelled:
            self._kept.keep()

    def _listed(self, notes: list[Note], library: Library, *, trash: bool = False) -> Listing:
        """Return a listing that knows what was known before: what didn't move need not be placed again."""
        known: dict[str, Placed] = {}
        fresh: set[str] = set()
        for at, note in enumerate(notes):
            before, placed = self._known.get(note.id, (None, None))
            if placed is None or _place_of(placed.note) != _place_of(note):
                continue
            if placed.note == note:
                notes[at] = placed.note
            known[note.id] = placed if placed.note == note else replace(placed, note=note)
            if before is library:
                fresh.add(note.id)
        listing = Listing(total=len(notes), library=library, trash=trash)
        listing.put(known.values())
        listing.notes = ordered(notes, listing)
        listing.entries = {note.id: at for at, note in enumerate(listing.notes)}
        # In other texts, the old places stay on the screen until the new ones are known.
        listing.pending = Pending(note for note in listing.notes if note.id not in fresh)
        listing.unplaced = len(listing.pending)
        listing.filter = self._filter_of(listing)
        return listing

    def _took(self, trash: bool, found: Arranged) -> None:
        """Show notes that were read, unless others are to be shown by now."""
        if trash != self._trash or not self.is_open:
            return
        before, self._listing = self._listing, found.wanted.listing
        if before is not self._arranged.wanted.listing:
            before.forget()
        if found.wanted == self.wanted:
            self._show(found)
        else:
            self.ask()
        if len(self._listing.pending):
            self.want_visible()
            self._place(self._listing)

    # --- arranging --------------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Show what passes the filter, in the order of now, as soon as it is found; the newest question counts.

        Of notes of which the first are read alone nothing is asked: it is, when all are there.
        """
        if self._listing.is_complete and self._requests.put(self.wanted):
            self._arrange()

    @work(thread=True, group="arrange")
    def _arrange(self) -> None:
        while (wanted := self._requests.take()) is not None:
            self.app.call_from_thread(self._show, arrange(wanted))

    def _show(self, found: Arranged) -> None:
        if found.wanted == self.wanted and self.is_open:
            before, self._arranged = self._arranged, found
            self.arranged(before)
            if before.wanted.listing is not found.wanted.listing:
                before.wanted.listing.forget()

    def prepare_filter(self) -> None:
        """Read what can be filtered by, so that the first letter is answered as fast as the others."""
        self._filtering = True
        self._prepare(self._listing)

    @work(thread=True, group="filter")
    def _prepare(self, listing: Listing) -> None:
        if not listing.filter.is_prepared:
            listing.filter.prepare()
            self._keep(listing)

    def _filter_of(self, listing: Listing) -> NoteFilter:
        names = {each: look.name for each, look in self.desk.settings.categories.items() if look.name}
        counterparts = {note_id: placed.counterpart for note_id, placed in listing.placed.items() if placed.counterpart}
        return NoteFilter(listing.notes, counterparts, names)

    # --- placing ----------------------------------------------------------------------------------------------------

    @abstractmethod
    def want_visible(self) -> None:
        """Say which briefings' notes are on the screen, so that they are placed first."""

    @work(thread=True, exclusive=True, group="placing")
    def _place(self, listing: Listing) -> None:
        worker, told = get_current_worker(), 0.0
        found: list[Placed] = []
        try:
            notebook = self.desk.notebook
            while not worker.is_cancelled and (taken := listing.pending.take()) is not None:
                found += notebook.in_briefing(listing.library.get(taken[0]), taken[1])
                if monotonic() - told >= _TOLD:
                    self.app.call_from_thread(self._fill_in, listing, tuple(found))
                    told = monotonic()
                    found.clear()
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._fill_in, listing, tuple(found), done=True)
            self._index_again(listing)

    def _fill_in(self, listing: Listing, found: tuple[Placed, ...], *, done: bool = False) -> None:
        """Take in where notes stand, unless others are shown by now."""
        if listing is not self._listing or not self.is_open:
            return
        listing.put(found)
        listing.unplaced -= len(found)
        self._known.update((each.note.id, (listing.library, each)) for each in found)
        self.filled_in()
        if self._arranged.by_state and not done:
            self.ask()

    def _index_again(self, listing: Listing) -> None:
        """Let the filter find the words of the other language too, now that they are known."""
        found = self._filter_of(listing)
        if listing.filter.is_prepared:
            found.prepare()
        listing.in_order(self._orders[self._trash])
        self._keep(listing)
        self.app.call_from_thread(self._indexed, listing, found)

    def _indexed(self, listing: Listing, found: NoteFilter) -> None:
        if listing is self._listing and self.is_open:
            listing.filter = found
            if self._filtering:
                self._prepare(listing)
            self.ask()


def _place_of(note: Note) -> tuple[Target, str, str]:
    """Return what tells where a note stands."""
    return note.target, note.briefing, note.lang
