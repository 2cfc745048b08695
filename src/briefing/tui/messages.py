"""What a screen asks of the app: imperative, small, and carrying all that is needed to do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from briefing.document.model import Lang, Range
from briefing.errors import BriefingError


@dataclass(eq=False, repr=False)
class OpenBriefing(Message):
    """Open a briefing at a row, or at a passage of one language."""

    briefing: str
    row: int | None = None
    lang: Lang | None = None
    ranges: tuple[Range, ...] = ()
    """Matched characters in the row's plain text, to land on their sentence and light them."""
    note: str = ""
    """Id of a note to land on."""
    attach: bool = False
    """Whether that note shall be put on a passage which is selected there."""
    heading: str = ""
    """Heading to land on, as a link's fragment names it; the beginning where there is none such."""
    query: str = ""
    """What was searched for; the reader goes on through all hits of the briefing."""


@dataclass(eq=False, repr=False)
class OpenLibrary(Message):
    """Show the library over the screen that was opened at the start."""


@dataclass(eq=False, repr=False)
class OpenSearch(Message):
    """Open the search over the library."""

    query: str | None = None
    """What stands in the line first; the last query if it is None."""


@dataclass(eq=False, repr=False)
class OpenNotes(Message):
    """Open the notes screen, for one briefing or for all."""

    briefing: str | None = None
    export: bool = False
    """Go straight on to the export."""


@dataclass(eq=False, repr=False)
class NotesChanged(Message):
    """Notes were added, changed or removed; whoever shows notes reads them again."""


@dataclass(eq=False, repr=False)
class ReadingKept(Message):
    """How far a briefing was read is stored; whoever shows that reads it again."""


@dataclass(eq=False, repr=False)
class NotesSeen(Message):
    """The notes were looked at, off the UI thread."""

    changed: bool
    """Whether another window or command changed them."""
    notices: Sequence[BriefingError]
    """What the store has to say."""


@dataclass(eq=False, repr=False)
class Rescan(Message):
    """Read the library's files again."""
