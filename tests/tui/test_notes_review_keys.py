"""From the list of notes to the comparison with a text that has changed, and on to the reader."""

from __future__ import annotations

from pathlib import Path

from briefing.notes.model import State
from briefing.tui.screens.note_review import NoteReview
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.reader import ReaderScreen
from tui.app_making import keys_of, running
from tui.review_making import CHANGED, NEW, NOW, making, write_german
from tui.test_review_keys import at, states


async def test_from_the_list_of_notes(tmp_path: Path) -> None:
    async with running(tmp_path, "i", making=making(tmp_path)) as s:
        assert isinstance(s.screen, NotesScreen)
        for key in keys_of("notes", "review-note"):
            await s.press("g", key)
            assert at(s) == ("1 of 4", CHANGED)
            await s.press("escape", "j")
            await s.press(key)
            if not isinstance(s.screen, NoteReview):
                assert s.said == "The text of this note hasn’t changed."
            else:
                await s.press("escape")
        await s.press("g", "o", "r")
        assert isinstance(s.screen, ReaderScreen)
        assert "select the passage" in s.lines()[1]
        assert s.sentence == NOW
        await s.press("l", "r")
        assert states(s)["Jetzt sind es zwei Karten."] is State.EXACT


async def test_a_file_that_changed_since_the_list_was_made(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "g", making=making(tmp_path)) as s:
        write_german(tmp_path, f"Ein neuer Anfang, der alles verschiebt.\n\n{NEW}")
        await s.press("o", "enter")
        assert [note.target.exact for note in s.store.notes() if note.rev == 2] == [NOW]
