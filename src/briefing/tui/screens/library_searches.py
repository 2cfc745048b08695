"""The library's saved searches: shown above the briefings, with how much each finds."""

from __future__ import annotations

from abc import abstractmethod
from typing import NamedTuple

from textual import work
from textual.worker import get_current_worker

from briefing.errors import BriefingError
from briefing.text import one_line
from briefing.tui.desk import Desk
from briefing.tui.item_lines import Item, Uneven
from briefing.tui.past import named
from briefing.tui.row_text import Piece
from briefing.tui.saved import Loaded, Saved
from briefing.tui.screens.base import DeskScreen

MOST = 200
"""Hits that are counted."""


class _Count(NamedTuple):
    """What a search found: in which state of the index, how many hits, and without hits how many notes."""

    state: int
    hits: int
    notes: int


class SearchListing(DeskScreen):
    """A list that begins with the saved searches."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.searches: tuple[Saved, ...] = ()
        self._found: dict[str, _Count] = {}
        self._told: set[str] = set()
        """Lines of the file that were complained of."""
        self._deleted: list[tuple[Saved, int]] = []

    @abstractmethod
    def fill(self) -> None:
        """Show the list anew."""

    @abstractmethod
    def repaint_list(self) -> None:
        """Paint the list again."""

    # --- showing ----------------------------------------------------------------------------------------------------

    def search_heights(self) -> Uneven:
        """Return where the searches stand: a line for each, and an empty one below them."""
        last = len(self.searches) - 1
        return Uneven(Item(2 if index == last else 1) for index in range(len(self.searches)))

    def search_line(self, index: int, width: int) -> list[Piece]:
        """Return the line of a search."""
        search = self.searches[index]
        found = self._found.get(search.query)
        if found is None:
            facts = ""
        elif found.hits >= MOST:
            facts = self.tr("{count}+ hits", count=found.hits)
        elif found.notes and not found.hits:
            facts = self.tr.plural("{count} note", "{count} notes", found.notes)
        else:
            facts = self.tr.plural("{count} hit", "{count} hits", found.hits)
        return named(search, [(f" {facts} ", "quiet")], width)

    @work(thread=True, exclusive=True, group="searches")
    def load_searches(self) -> None:
        """Read the file, and show what it says."""
        try:
            loaded = self.desk.searches.load()
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            loaded = Loaded()
        self.app.call_from_thread(self._loaded, loaded)

    def _loaded(self, loaded: Loaded) -> None:
        if not self.is_open:
            return
        bad = {each.text for each in loaded.bad}
        if bad - self._told:
            path, lines = one_line(str(self.desk.searches.file)), ", ".join(str(each.number) for each in loaded.bad)
            self.say(self.tr("{path}: no saved search in line {lines}; it is kept as it is.", path=path, lines=lines))
        self._told = bad
        if loaded.searches != self.searches:
            self.searches = loaded.searches
            self.fill()
        self.count_searches()

    # --- counting ---------------------------------------------------------------------------------------------------

    def on_index_changed(self) -> None:
        """Count again."""
        self.count_searches()

    def count_searches(self) -> None:
        """Count what the searches find, unless that is known for the index as it is."""
        state = self.desk.indexed
        if not state:
            return  # what is on the disk is looked at first
        counted = {query for query, found in self._found.items() if found.state == state}
        wanted = [each.query for each in self.searches if each.query not in counted]
        if wanted:
            self._count(wanted, state)

    def count_notes(self) -> None:
        """Count again what may find notes alone, for these have changed."""
        self._found = {query: found for query, found in self._found.items() if found.hits}
        self.count_searches()

    @work(thread=True, exclusive=True, group="counting")
    def _count(self, queries: list[str], state: int) -> None:
        worker, engine = get_current_worker(), self.desk.engine
        for query in queries:
            hits = len(engine.search(query, MOST).hits)
            found = _Count(state, hits, 0 if hits else self._notes_found(query))
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._found_so_many, query, found)

    def _notes_found(self, query: str) -> int:
        """Return how many notes of this library answer a query."""
        try:
            found = self.desk.note_finder.find(query, MOST)
        except BriefingError:
            return 0  # the reader was told when the app began
        return sum(self.desk.library.get(note.briefing) is not None for note in found)

    def _found_so_many(self, query: str, found: _Count) -> None:
        self._found[query] = found
        if self.is_open:
            self.repaint_list()

    # --- deleting ---------------------------------------------------------------------------------------------------

    @work(thread=True, group="store")
    def delete_search(self, search: Saved) -> None:
        """Delete a search, off the UI thread."""
        try:
            at = self.desk.searches.remove(search.name)
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        self._deleted.append((search, at))
        self.app.call_from_thread(self.say, self.tr("Saved search deleted. U brings it back."))
        self.app.call_from_thread(self.load_searches)

    def action_undo(self) -> None:
        """Bring back the search that was deleted last, or undo the last change of a note if that came later."""
        if self._deleted:
            self._put_back(*self._deleted.pop())
        else:
            super().action_undo()

    @work(thread=True, group="store")
    def _put_back(self, search: Saved, at: int) -> None:
        try:
            self.desk.searches.put_back(search, at)
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        self.app.call_from_thread(self.say, self.tr("Undone."))
        self.app.call_from_thread(self.load_searches)

    def forget_deleted(self) -> None:
        """Undo something else from now on."""
        self._deleted.clear()
