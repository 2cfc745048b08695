"""The search's part that knows what was searched for before: the history of queries, and saved searches."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial

from textual import work

from briefing.errors import BriefingError
from briefing.tui.desk import Desk
from briefing.tui.past import Past, Walk
from briefing.tui.saved import LONGEST, Loaded, saved_as
from briefing.tui.screens.prompt import Prompt
from briefing.tui.screens.search_notes import NoteSearching
from briefing.tui.widgets.query_line import QueryLine


class PastSearching(NoteSearching):
    """Offers earlier searches, and keeps new ones.

    Args:
        desk: services.
        query: what stands in the line first.

    Attributes:
        query_text: what stands in the line now.
    """

    def __init__(self, desk: Desk, query: str = "") -> None:
        super().__init__(desk)
        self.query_text = query
        self._saved = Loaded()
        self._last: tuple[str, ...] = ()
        self._walk: Walk | None = None

    @abstractmethod
    def past_ready(self) -> None:
        """Show it: what was searched for before is read now."""

    def past(self) -> Past:
        """Return what was searched for before."""
        return Past(self._saved.searches, self._last, self.tr)

    def keep_query(self) -> None:
        """Remember the query, for something was found with it."""
        self.app.run_worker(partial(self.desk.queries.keep, self.query_text), thread=True, group="queries")

    def stop_walking(self, text: str) -> None:
        """Note that something stands in the line, and whether it was typed."""
        if self._walk and self._walk.current != text:
            self._walk = None

    @work(thread=True, exclusive=True, group="past")
    def load_past(self) -> None:
        """Read the saved searches and the last queries."""
        last = self.desk.queries.load()
        try:
            saved = self.desk.searches.load()
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            saved = Loaded()
        self.app.call_from_thread(self._past_loaded, saved, last)

    def _past_loaded(self, saved: Loaded, last: tuple[str, ...]) -> None:
        self._saved, self._last = saved, last
        self.past_ready()

    def on_screen_resume(self) -> None:
        """Queries may have been kept meanwhile."""
        if self.is_open:
            self.load_past()

    def action_query_older(self) -> None:
        """Go back to the query before."""
        self._go_through_queries(1)

    def action_query_newer(self) -> None:
        """Go forward again, at last to what was typed."""
        self._go_through_queries(-1)

    def _go_through_queries(self, by: int) -> None:
        self._walk = self._walk or Walk(self.query_text, self._last)
        self.query_one(QueryLine).put(self._walk.step(by))

    def action_save_search(self) -> None:
        """Ask for a name, and keep the query under it."""
        query = saved_as("", self.query_text).query
        if not query:
            self.say(self.tr("Type first what is to be searched for."))
            return
        if len(query) > LONGEST:
            self.say(self.tr("Only up to {count} characters can be saved.", count=LONGEST), error=True)
            return
        name = next((each.name for each in self._saved.searches if each.query == query), query)

        def check(text: str) -> str | None:
            return None if saved_as(text, query).name else self.tr("A saved search needs a name.")

        def save(text: str | None) -> None:
            if text:
                self._save(text, query)

        hint = self.tr("It stands in the library then. The same name again replaces the search.")
        self.app.push_screen(Prompt(self.tr("Save this search as"), name, hint, check), save)

    @work(thread=True, group="saving")
    def _save(self, name: str, query: str) -> None:
        try:
            self.desk.searches.save(saved_as(name, query))
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        self.desk.queries.keep(query)
        self.app.call_from_thread(self.say, self.tr("Saved. The library shows it."))
        self.app.call_from_thread(self.load_past)
