"""What the views of reference texts share: reading them off the UI thread, the filter line, the way to a passage."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on, work
from textual.widget import Widget
from textual.widgets import Label

from briefing.document.model import Lang, other
from briefing.library.model import Library
from briefing.parallel.model import Parallel
from briefing.reference.collecting import Collected, Placed, collect
from briefing.tui.contents import internal
from briefing.tui.desk import Desk
from briefing.tui.messages import OpenBriefing
from briefing.tui.screens.base import DeskScreen
from briefing.tui.widgets.find_bar import FindBar

_Entry = TypeVar("_Entry")


class ReferenceScreen(DeskScreen, Generic[_Entry]):
    """All texts of one kind in the library as one view.

    Args:
        desk: services.
        instead: id of the briefing to open as a text where there is no entry.
    """

    CSS_PATH = "../views.tcss"
    KIND: ClassVar[str]
    """The kind of text that is read."""

    def __init__(self, desk: Desk, instead: str = "") -> None:
        super().__init__(desk)
        self._instead = instead

    # --- what each view has of its own ------------------------------------------------------------------------------

    @property
    @abstractmethod
    def main(self) -> Widget:
        """What takes the keys."""

    @property
    @abstractmethod
    def reader(self) -> Callable[[Parallel], Iterable[_Entry]]:
        """What finds the entries of a text."""

    @property
    @abstractmethod
    def current(self) -> Placed[_Entry] | None:
        """The entry at the cursor."""

    @abstractmethod
    def why_empty(self) -> str:
        """Return what is said where the library has no entry."""

    @abstractmethod
    def entries_read(self, entries: Sequence[Placed[_Entry]]) -> None:
        """Show these entries; the one at the cursor stays, if it is still there."""

    @abstractmethod
    def narrow(self, query: str) -> int:
        """Show the entries that have these words; return how many."""

    @abstractmethod
    def clear(self) -> bool:
        """Show all entries again; return whether some were not shown."""

    @abstractmethod
    def place_of(self, entry: _Entry, lang: Lang) -> tuple[int, Sequence[str]]:
        """Return the row that lists an entry, and the addresses that it leads to in a language."""

    # --- reading ----------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Read the texts."""
        self.query_one("#empty").display = False
        self.query_one(FindBar).fill()
        self.main.focus()
        self._read(self.desk.library)

    def on_library_changed(self) -> None:
        """Read the texts again."""
        self._read(self.desk.library)

    @work(thread=True, exclusive=True, group="reference")
    def _read(self, library: Library) -> None:
        found = collect(library, self.KIND, self.reader)
        self.app.call_from_thread(self._known, library, found)

    def _known(self, library: Library, found: Collected[_Entry]) -> None:
        """Show what was read, unless the library is another one by now or the view was left."""
        if library is not self.desk.library or not self.is_open:
            return
        if self._instead and not found.entries:
            self.app.pop_screen()
            self.app.post_message(OpenBriefing(self._instead))
            return
        empty = self.query_one("#empty", Label)
        empty.display = not found.entries
        empty.update(self.why_empty())
        self.main.display = bool(found.entries)
        self.entries_read(found.entries)
        for error in found.unread:
            self.say_error(error)

    # --- the filter -------------------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Type words that an entry must have."""
        self.query_one(FindBar).ask()

    @on(FindBar.Typed)
    def _typed(self, message: FindBar.Typed) -> None:
        count = self.narrow(message.text)
        self.query_one(FindBar).say(str(count) if message.text.strip() else "")

    @on(FindBar.Done)
    def _done(self, message: FindBar.Done) -> None:
        bar = self.query_one(FindBar)
        if not message.keep:
            bar.clear()
        bar.close()
        self.main.focus()

    def action_back(self) -> None:
        """Show all entries again, then leave."""
        if self.clear():
            self.query_one(FindBar).clear()
        else:
            super().action_back()

    # --- opening ----------------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Open the passage that an entry leads to, or the entry in its text."""
        placed, lang = self.current, self.desk.lang
        if placed:
            self.post_message(self._told(placed, lang) or self._told(placed, other(lang)) or self._listed(placed))

    def action_open_text(self) -> None:
        """Open the text at an entry."""
        if placed := self.current:
            self.post_message(self._listed(placed))

    def _told(self, placed: Placed[_Entry], lang: Lang) -> OpenBriefing | None:
        _, targets = self.place_of(placed.entry, lang)
        for target in reversed(targets):
            inside = internal(self.desk.library, placed.briefing.id, lang, target)
            if inside:
                return OpenBriefing(inside[0], lang=lang, heading=inside[1])
        return None

    def _listed(self, placed: Placed[_Entry]) -> OpenBriefing:
        row, _ = self.place_of(placed.entry, self.desk.lang)
        return OpenBriefing(placed.briefing.id, row)
