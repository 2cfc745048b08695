"""Notes and texts that are read late: nothing shows on another text, and nothing opens over another screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from briefing.notes.model import Note
from briefing.notes.store import Store
from briefing.parallel.bitext import Bitext
from briefing.parallel.model import Parallel
from briefing.tui.screens.category_bar import CategoryBar
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.reader import ReaderScreen
from tui.app_making import Session, opened, running
from tui.test_editor_keys import ROW, with_store


class Held(Store):
    """A store that answers late when it is told so: each answer waits for its own permission."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.held: list[Event] | None = None

    def notes(self, briefing: str | None = None, *, deleted: bool = False) -> list[Note]:
        found = super().notes(briefing, deleted=deleted)
        if self.held is not None and briefing:
            self.held.append(event := Event())
            assert event.wait(20)
        return found

    def add(self, note: Note, snapshot_text: str = "") -> Note:
        stored = super().add(note, snapshot_text)
        if self.held is not None:
            self.held.append(event := Event())
            assert event.wait(20)
        return stored


async def held(s: Session, store: Held, count: int) -> list[Event]:
    """Wait until so many answers are held back."""
    await s.until(lambda: len(store.held or ()) >= count)
    return store.held or []


async def test_an_older_answer_does_not_replace_a_newer_one(tmp_path: Path) -> None:
    store = Held(tmp_path / "data" / "notes.db")
    async with running(tmp_path, "m", "escape", making=with_store(store)) as s:
        store.held = []
        s.reader.load_marks()
        await held(s, store, 1)
        store.delete(s.store.notes()[0].id)
        s.reader.load_marks()
        first, second = await held(s, store, 2)
        second.set()
        await s.until(lambda: s.reader.notes_fact() == ("", ""))
        first.set()
        store.held = None
        await s.settle()
        assert s.reader.notes_fact() == ("", ""), "the note is deleted"


async def test_notes_are_those_of_the_text_they_were_read_for(tmp_path: Path) -> None:
    store = Held(tmp_path / "data" / "notes.db")
    async with running(tmp_path, "m", "escape", making=with_store(store)) as s:
        store.held = []
        s.reader.load_marks()
        (first,) = await held(s, store, 1)
        s.app.simulate_key("less_than_sign")
        await s.until(lambda: s.reader.briefing is not None and s.reader.briefing.id == "offen")
        first.set()
        for event in await held(s, store, 2):
            event.set()
        store.held = None
        await s.settle()
        assert s.reader.notes_fact() == ("", "")


async def test_the_category_is_not_asked_over_another_screen(tmp_path: Path) -> None:
    store = Held(tmp_path / "data" / "notes.db")
    async with running(tmp_path, making=with_store(store)) as s:
        store.held = []
        s.app.simulate_key("m")
        (stored,) = await held(s, store, 1)
        s.app.simulate_key("escape")
        await s.until(lambda: isinstance(s.screen, LibraryScreen))
        store.held = None
        stored.set()
        await s.settle()
        assert isinstance(s.screen, LibraryScreen)
        assert len(store.notes()) == 1


async def test_who_goes_on_while_a_highlight_is_stored_keeps_the_new_selection(tmp_path: Path) -> None:
    store = Held(tmp_path / "data" / "notes.db")
    async with running(tmp_path, making=with_store(store)) as s:
        store.held = []
        s.app.simulate_key("m")
        (stored,) = await held(s, store, 1)
        s.app.simulate_key("J")
        s.app.simulate_key("v")
        await s.until(lambda: s.view.selection is not None)
        store.held = None
        stored.set()
        await s.settle()
        assert not isinstance(s.screen, CategoryBar)
        assert s.view.selection is not None
        assert len(store.notes()) == 1


class Reading:
    """Holds back the reading of a whole text."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.lifted, real = Event(), Event(), Bitext.parallel

        def parallel(bitext: Bitext) -> Parallel:
            self.begun.set()
            assert self.lifted.wait(20)
            return real(bitext)

        monkeypatch.setattr(Bitext, "parallel", parallel)


async def _pressed_while_reading(s: Session, reading: Reading, *keys: str, until: Callable[[], bool]) -> None:
    s.reader.notes.whole.known = None
    s.app.simulate_key("a")
    await s.until(reading.begun.is_set)
    for key in keys:
        s.app.simulate_key(key)
    await s.until(until)
    reading.lifted.set()
    await s.settle()


async def test_the_editor_does_not_open_on_another_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        before, reading = s.view.cursor, Reading(monkeypatch)
        await _pressed_while_reading(s, reading, "J", until=lambda: s.view.cursor != before)
        assert isinstance(s.screen, ReaderScreen)
        assert s.said == "The text is read now; press the key again."
        await s.press("a")
        assert isinstance(s.screen, NoteEditor)


async def test_an_impatient_reader_gets_one_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        await _pressed_while_reading(s, Reading(monkeypatch), "a", until=lambda: True)
        assert sum(isinstance(screen, NoteEditor) for screen in s.app.screen_stack) == 1


async def test_the_editor_does_not_open_over_another_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        reading = Reading(monkeypatch)
        await _pressed_while_reading(s, reading, "question_mark", until=lambda: not isinstance(s.screen, ReaderScreen))
        assert not any(isinstance(screen, NoteEditor) for screen in s.app.screen_stack)
