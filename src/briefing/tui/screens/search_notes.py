"""The search's part that looks through the reader's own notes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from textual import work

from briefing.errors import BriefingError
from briefing.tui.noted_list import MOST
from briefing.tui.screens.base import DeskScreen

if TYPE_CHECKING:
    from briefing.notes.finding import NoteHit

_LOOKED_AT: Final = 50
"""Notes among which those of this library are chosen."""


class NoteSearching(DeskScreen):
    """Finds notes beside the hits, which never wait for them."""

    @abstractmethod
    def notes_ready(self) -> None:
        """Ask again: the notes are read now."""

    def notes_for(self, query: str) -> Sequence[NoteHit]:
        """Return the best notes of this library that answer, one more than are shown if there are more. For a worker.

        While the notes are still being read, there are none.
        """
        try:
            finder = self.desk.note_finder
            if finder.ready():
                found = (each for each in finder.find(query, _LOOKED_AT) if self.desk.library.get(each.briefing))
                return tuple(islice(found, MOST + 1))
        except BriefingError:
            return ()  # the reader was told when the app began
        self.app.call_from_thread(self.read_notes)
        return ()

    @work(thread=True, exclusive=True, group="notes")
    def read_notes(self) -> None:
        """Read the notes if they changed."""
        try:
            finder = self.desk.note_finder
            if finder.ready():
                return
            finder.prepare()
        except BriefingError:
            return
        self.app.call_from_thread(self.notes_ready)
