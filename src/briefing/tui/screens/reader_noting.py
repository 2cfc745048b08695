"""The reader's verbs for notes; what they do is imported with the first of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.tui.screens.reader_base import ReaderBase
from briefing.tui.widgets.note_line import NoteLine

if TYPE_CHECKING:
    from briefing.notes.model import Note
    from briefing.tui.paint import Tinted
    from briefing.tui.screens.note_keeper import NoteKeeper


class Noting(ReaderBase):
    """Highlighting, writing, going to notes and citing."""

    _keeper: NoteKeeper | None = None

    @property
    def notes(self) -> NoteKeeper:
        """What is done with the notes of the open text."""
        if self._keeper is None:
            from briefing.tui.screens.note_keeper import NoteKeeper  # noqa: PLC0415 - not before the first frame

            self._keeper = NoteKeeper(self)
        return self._keeper

    @cached_property
    def note_line(self) -> NoteLine:
        """The line above the text."""
        return NoteLine(self._note_line)

    def _note_line(self, width: int) -> Sequence[Tinted]:
        """Return what the line above the text says; nothing before notes are read."""
        return self._keeper.reviewing.line(width) if self._keeper else []

    def notes_read(self) -> None:
        """Show how many notes there are, and the one at the cursor."""
        self.note_line.refresh()
        self.say_place()

    def notes_fact(self) -> tuple[str, str]:
        """Return how many notes there are on this text, in words and in signs."""
        return self._keeper.facts if self._keeper else ("", "")

    def load_marks(self) -> None:
        """Read this briefing's notes and paint them in both languages."""
        self.notes.load()

    def on_notes_changed(self) -> None:
        """Paint the notes as they are now."""
        self.load_marks()

    def note_written(self, note: Note | None) -> None:
        """The selection has become a note."""
        if note:
            self.view.select(None)
        super().note_written(note)

    def action_highlight(self) -> None:
        """Highlight what is chosen; the note is stored first, a digit then changes its category."""
        self.notes.highlight()

    def action_annotate(self) -> None:
        """Write a note on what is chosen, or go on with the one that is there."""
        self.notes.annotate()

    def action_annotate_whole(self) -> None:
        """Write a note on the whole briefing, or go on with the one that is there."""
        self.notes.annotate_whole()

    def review_here(self) -> bool:
        """Compare a note at the cursor with the text that has changed; return False where there is none to compare."""
        return self._keeper is not None and self._keeper.reviewing.open_here()

    def action_decide(self) -> None:
        """List the notes of this briefing that ask for a decision."""
        self.notes.reviewing.choose()

    def attach(self) -> bool:
        """Put the note that waits for a passage on what is chosen; return whether one was waiting."""
        return self._keeper is not None and self._keeper.reviewing.attach()

    def end_attaching(self) -> bool:
        """Let no note wait for a passage any more; return whether one was waiting."""
        return self._keeper is not None and self._keeper.reviewing.leave()

    def action_delete(self) -> None:
        """Delete the note under the cursor; undo brings it back."""
        self.notes.delete()

    def action_note_next(self) -> None:
        """To the next note in this text."""
        self.notes.step(1)

    def action_note_previous(self) -> None:
        """To the previous note in this text."""
        self.notes.step(-1)

    def action_copy(self) -> None:
        """Copy a citation of what is chosen."""
        self._copy(both=False)

    def action_copy_both(self) -> None:
        """Copy the citation with its counterpart."""
        self._copy(both=True)

    def _copy(self, *, both: bool) -> None:
        from briefing.tui.screens.citing import copy_citation  # noqa: PLC0415 - not before the first frame

        copy_citation(self, self.notes, both=both)
