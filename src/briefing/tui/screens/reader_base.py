"""What the parts of the reader know of each other."""

from __future__ import annotations

from abc import abstractmethod

from briefing.library.model import Briefing
from briefing.tui.messages import OpenBriefing
from briefing.tui.navigate import Place
from briefing.tui.screens.base import DeskScreen
from briefing.tui.widgets.reading_view import ReadingView


class ReaderBase(DeskScreen):
    """The open briefing, its text, and the two ways to move with a way back."""

    @property
    @abstractmethod
    def briefing(self) -> Briefing | None:
        """The briefing on the screen."""

    @property
    @abstractmethod
    def view(self) -> ReadingView:
        """The text."""

    @abstractmethod
    def open(self, request: OpenBriefing, *, remember: bool = True) -> None:
        """Open a briefing or a place in it."""

    def notes_read(self) -> None:
        """Show what is known of the notes now."""

    def review_here(self) -> bool:
        """Compare a note at the cursor with the text that has changed; return False where there is none to compare."""
        return False

    def notes_fact(self) -> tuple[str, str]:
        """Return how many notes there are on this text, in words and in signs; nothing before they are read."""
        return "", ""

    @abstractmethod
    def say_place(self) -> None:
        """Show in the bar above where the reader is."""

    @abstractmethod
    def jump(self, place: Place) -> None:
        """Move the cursor within the text, with a way back."""
