"""Other windows and commands write to the same notes, keep them locked or break them, while the app runs."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import TextArea

from briefing.errors import StoreError
from briefing.notes.model import Draft, Note, Reading
from briefing.notes.store import Store, opening
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.reader import ReaderScreen
from tui.app_making import Making, Session, opened, running
from tui.test_editor_keys import ROW, TEXT, body_of, with_store

_SOON = 2.0
"""Seconds within which a change elsewhere must show."""


async def shows(s: Session, text: str) -> float:
    """Wait for a text on the screen; return the seconds that took."""
    began = time.monotonic()
    await s.until(lambda: text in s.text())
    return time.monotonic() - began


def elsewhere(s: Session) -> Store:
    """Return what another process would open."""
    return Store(s.home / "data" / "notes.db", instance="other", backup=False)


async def noted(s: Session, text: str) -> Note:
    """Write a note in the app, on the reader's sentence."""
    await s.press("a")
    await s.fill(text)
    await s.press("ctrl+s")
    return s.note


async def test_notes_of_another_window_show_within_two_seconds(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        note = await noted(s, "aus diesem Fenster")
        await s.press("A")
        with elsewhere(s) as other:
            other.add(replace(note, id="", body="aus dem anderen"), "")
            took = await shows(s, "aus dem anderen")
            other.edit(replace(note, body="dort geändert"))
            took = max(took, await shows(s, "dort geändert"))
            assert "aus diesem Fenster" not in s.text()
        assert took < _SOON


async def test_the_mark_of_another_window_shows_in_the_reader(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        note = await noted(s, "da")
        with elsewhere(s) as other:
            other.delete(note.id)
            await s.until(lambda: "✎" not in "".join(s.painted()))
            other.restore(note.id)
            await s.until(lambda: "✎" in "".join(s.painted()))


async def test_a_backup_that_a_command_puts_back_shows(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        note = await noted(s, "wie gesichert")
        await s.press("A")
        with elsewhere(s) as other:
            other.backup()
            other.edit(replace(note, body="verschlimmbessert"))
            await shows(s, "verschlimmbessert")
            other.restore_backup()
            assert await shows(s, "wie gesichert") < _SOON


async def test_a_file_that_another_process_replaced_is_opened_anew(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        await noted(s, "bleibt")
        await s.press("A")
        path = tmp_path / "data" / "notes.db"
        with path.open("r+b") as file:
            file.write(b"\xff" * 100)
        inode = path.stat().st_ino
        with elsewhere(s) as other:  # recovers it
            (note,) = other.notes()
            assert path.stat().st_ino != inode
            other.edit(replace(note, body="in der neuen Datei"))
            await shows(s, "in der neuen Datei")
        await s.press("delete")
        await s.settle()
        with elsewhere(s) as other:
            assert other.notes() == [], "nothing is written to the old file"


async def test_only_notes_that_others_write_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[str] = []
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        await noted(s, "eins")
        await s.press("A")
        screen = s.screen
        assert isinstance(screen, NotesScreen)
        with elsewhere(s) as other:
            other.add(replace(s.note, id="", body="zwei"), "")
            await shows(s, "zwei")
            real = screen.on_notes_changed

            def told() -> None:
                loads.append("x")
                real()

            monkeypatch.setattr(screen, "on_notes_changed", told)
            looks = _count_looks(s, monkeypatch)
            await s.press("delete")
            await s.until(lambda: len(looks) >= 2)
            other.save_reading(Reading("lang", 3))
            other.save_draft(Draft("k", s.store.notes()[0]))
            seen = len(looks)
            await s.until(lambda: len(looks) >= seen + 2)
        assert loads == ["x"], "told by the one who wrote it, not by the watch"


def _count_looks(s: Session, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    looks: list[float] = []
    watch = s.app._watch
    assert watch is not None
    real = watch.changed

    def counted() -> bool:
        looks.append(time.monotonic())
        return real()

    monkeypatch.setattr(watch, "changed", counted)
    return looks


async def test_what_is_wrong_with_the_notes_is_said_when_it_happens_and_once(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        await noted(s, "bleibt")
        await s.settle()
        path = tmp_path / "data" / "notes.db"
        with path.open("r+b") as file:
            file.write(b"\xff" * 100)
        await s.until(lambda: any("was damaged" in notice.message for notice in s.app._notifications))
        said = [notice.message for notice in s.app._notifications if "was damaged" in notice.message]
        assert len(said) == 1
        assert s.note.body == "bleibt"


class Shut(Store):
    """A store that can't be read, as long as it is shut."""

    shut = True

    def _select(self, *arguments: object, **options: object) -> list[sqlite3.Row]:
        if self.shut:
            raise StoreError("The notes are shut.")
        return super()._select(*arguments, **options)  # type: ignore[arg-type]


async def test_notes_that_can_be_read_again_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.tui.notes_watching._WATCH", 0.05)
    store = Shut(tmp_path / "data" / "notes.db")
    async with running(tmp_path, making=Making(store=store)) as s:
        await s.until(lambda: s.said == "The notes are shut.")
        watched = [notice for notice in s.app._notifications if notice.severity == "warning"]
        assert len(watched) == 1
        store.shut = False
        await s.until(lambda: s.app._watch is not None)


# --- locked ---------------------------------------------------------------------------------------------------------


@contextmanager
def locked(path: Path, how: str = "IMMEDIATE") -> Iterator[sqlite3.Connection]:
    """Hold the lock of a notes file, as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"BEGIN {how}")
        yield connection


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less long for another program than five seconds."""
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.3)


@asynccontextmanager
async def waiting(s: Session) -> AsyncIterator[sqlite3.Connection]:
    """Save a changed note while another program, which is returned, holds the lock."""
    await noted(s, "erst")
    with locked(s.home / "data" / "notes.db") as other:
        await s.press("a")
        s.screen.query_one("#body", TextArea).insert(TEXT)
        s.app.simulate_key("ctrl+s")
        await s.until(lambda: "saving it goes on" in s.said)
        yield other


async def test_a_note_is_saved_as_soon_as_the_other_program_lets_it(tmp_path: Path, impatient: None) -> None:
    del impatient
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        async with waiting(s) as other:
            assert "in use by another program" in s.said
            assert isinstance(s.screen, NoteEditor) and TEXT in body_of(s)
            # The screen answers all the while, and what is typed now is saved as well.
            s.screen.query_one("#body", TextArea).insert(" und mehr")
            s.app.simulate_key("escape")
            await s.until(lambda: s.said.startswith("Still being saved"))
            assert isinstance(s.screen, NoteEditor)
            other.execute("ROLLBACK")
        await s.until(lambda: isinstance(s.screen, ReaderScreen))
        await s.settle()
        assert s.note.body == f"erst{TEXT} und mehr"
        assert s.store.drafts() == []


async def test_leaving_a_note_that_waits_keeps_its_text(tmp_path: Path, impatient: None) -> None:
    del impatient
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        async with waiting(s) as other:
            s.app.simulate_key("escape")
            await s.until(lambda: s.said.startswith("Still being saved"))
            s.app.simulate_key("escape")
            await s.until(lambda: isinstance(s.screen, ReaderScreen))
            assert [draft.note.body for draft in s.app.desk.unkept.values()] == [f"erst{TEXT}"]
            other.execute("ROLLBACK")
        # The last try may still have got through.
        kept = [s.note, *(draft.note for draft in (*s.app.desk.unkept.values(), *s.store.drafts()))]
        assert f"erst{TEXT}" in [note.body for note in kept]


async def test_no_key_waits_for_a_lock(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        await noted(s, "erst")
        slow: list[float] = []
        main = threading.get_ident()
        real = opening.identity

        def noticed(path: Path) -> tuple[int, int] | None:
            if threading.get_ident() == main and path.name == "notes.db":
                slow.append(time.monotonic())
            return real(path)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(opening, "identity", noticed)
            await s.press("H", "T", "escape")
            await s.press("j", "h", "q")
            assert isinstance(s.screen, LibraryScreen)
            await s.press("enter", "x", "r", "escape")
            assert slow == [], "the notes are not asked on the screen's thread"


async def test_reading_goes_on_while_another_program_writes(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        await noted(s, "Vermerk")
        with locked(tmp_path / "data" / "notes.db"):
            s.app.simulate_key("A")
            await s.until(lambda: isinstance(s.screen, NotesScreen))
            await shows(s, "Vermerk")
            s.app.simulate_key("escape")
            await s.until(lambda: isinstance(s.screen, ReaderScreen))


# --- no room --------------------------------------------------------------------------------------------------------


class Full(Store):
    """A store on a full disk, as long as it is."""

    full = True

    def _no_room(self) -> None:
        if self.full:
            raise StoreError("The note isn't saved: the disk is full.", "Free some space and save again.")

    def add(self, note: Note, snapshot_text: str = "") -> Note:
        self._no_room()
        return super().add(note, snapshot_text)

    def save_draft(self, draft: Draft) -> None:
        self._no_room()
        super().save_draft(draft)


async def test_on_a_full_disk_the_text_stays_and_is_saved_once_there_is_room(tmp_path: Path) -> None:
    store = Full(tmp_path / "data" / "notes.db")
    async with running(tmp_path, "a", making=with_store(store)) as s:
        await s.fill(TEXT)
        await s.press("ctrl+s")
        assert s.said == "The note isn't saved: the disk is full. Free some space and save again."
        assert body_of(s) == TEXT
        store.full = False
        await s.press("ctrl+s")
        assert s.note.body == TEXT
        assert s.app.desk.unkept == {}


async def test_a_draft_that_the_disk_has_no_room_for_is_kept_in_the_app(tmp_path: Path) -> None:
    store = Full(tmp_path / "data" / "notes.db")
    async with running(tmp_path, "a", making=with_store(store)) as s:
        await s.fill(TEXT)
        await s.press("escape", "escape")
        assert isinstance(s.screen, ReaderScreen)
        assert store.drafts() == []
        await s.press("a")
        assert body_of(s) == TEXT
        store.full = False
        await s.press("escape")
        assert [draft.note.body for draft in store.drafts()] == [TEXT]
        assert s.app.desk.unkept == {}


async def test_a_draft_that_was_left_is_listed_and_stored_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.tui.notes_watching._WATCH", 0.02)
    store = Full(tmp_path / "data" / "notes.db")
    async with running(tmp_path, "a", making=with_store(store)) as s:
        await s.fill(TEXT)
        await s.press("escape", "escape")
        await s.press("D")
        await s.until(lambda: TEXT in s.text())
        await s.press("escape")
        store.full = False
        await s.until(lambda: bool(store.drafts()))
        assert [draft.note.body for draft in store.drafts()] == [TEXT]
        assert s.app.desk.unkept == {}


async def test_leaving_the_app_tries_once_more_to_store_what_was_typed(tmp_path: Path) -> None:
    store = Full(tmp_path / "data" / "notes.db")
    async with running(tmp_path, "a", making=with_store(store)) as s:
        await s.fill(TEXT)
        await s.press("escape", "escape")
        store.full = False
        await s.app.action_quit()
        assert [draft.note.body for draft in store.drafts()] == [TEXT]


async def test_a_draft_is_tried_again_without_a_key_and_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.tui.screens.note_editor._AUTOSAVE", 0.02)
    monkeypatch.setattr("briefing.tui.screens.note_editor._AGAIN", 0.05)
    store = Full(tmp_path / "data" / "notes.db")
    async with running(tmp_path, "a", making=with_store(store)) as s:
        tries: list[bool] = []
        real = Full._no_room

        def tried(self: Full) -> None:
            tries.append(self.full)
            real(self)

        monkeypatch.setattr(Full, "_no_room", tried)
        s.screen.query_one("#body", TextArea).insert(TEXT)
        await s.until(lambda: len(tries) >= 3)
        assert len([notice for notice in s.app._notifications if "disk is full" in notice.message]) == 1
        store.full = False
        await s.until(lambda: bool(store.drafts()))
        assert store.drafts()[0].note.body == TEXT


async def test_who_types_without_a_rest_loses_no_more_than_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.tui.screens.note_editor._AUTOSAVE", 0.1)
    async with running(tmp_path, "a", making=opened("lang", ROW)) as s:
        body = s.screen.query_one("#body", TextArea)

        def typed() -> bool:
            body.insert("x")  # a key each five milliseconds
            return bool(s.store.drafts())

        await s.until(typed)
