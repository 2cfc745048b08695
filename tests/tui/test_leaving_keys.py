"""Leaving the app while the store refuses what was typed: it is listed, told, and written to a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import StoreError
from briefing.i18n import Translator
from briefing.notes.model import Draft, Note
from briefing.notes.store import Store
from briefing.tui.rescue import rescue
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.picker import Picker
from briefing.tui.screens.reader import ReaderScreen
from notes.making import note
from tui.app_making import Session, keys_of, running
from tui.test_editor_keys import TEXT, body_of, with_store


class Full(Store):
    """A store on a full disk, as long as it is; it may be unreadable, too."""

    full = True
    shut = False

    def _check(self) -> None:
        if self.full:
            raise StoreError("The disk is full.")

    def add(self, note: Note, snapshot_text: str = "") -> Note:
        self._check()
        return super().add(note, snapshot_text)

    def save_draft(self, draft: Draft) -> None:
        self._check()
        super().save_draft(draft)

    def drafts(self) -> list[Draft]:
        if self.shut:
            raise StoreError("The notes are shut.")
        return super().drafts()


def files(home: Path) -> list[Path]:
    """Return the files that were written on leaving."""
    return list((home / "rescued").glob("*.md"))


async def typed(s: Session) -> None:
    """Type a note that can't be kept, and leave the editor nevertheless."""
    s.app.desk.rescue_folders = (s.home / "file" / "below", s.home / "rescued")
    (s.home / "file").write_text("no folder", encoding="utf-8")
    await s.press("a")
    await s.fill(TEXT)
    await s.press("escape", "escape")
    assert isinstance(s.screen, ReaderScreen)


@pytest.mark.parametrize("shut", [False, True])
@pytest.mark.parametrize("key", keys_of("reader", "drafts"))
async def test_what_is_only_in_memory_is_listed(key: str, shut: bool, tmp_path: Path) -> None:
    store = Full(tmp_path / "data" / "notes.db")
    async with running(tmp_path, making=with_store(store)) as s:
        await typed(s)
        store.shut = shut
        await s.press("g", key)
        assert isinstance(s.screen, Picker)
        assert f"not on the disk: {TEXT}" in s.text()
        await s.press("enter")
        assert isinstance(s.screen, NoteEditor)
        assert body_of(s) == TEXT
        store.full = store.shut = False
        await s.press("ctrl+s")
        assert s.note.body == TEXT
        assert s.app.desk.unkept == {}


@pytest.mark.parametrize("key", keys_of("reader", "quit"))
async def test_the_first_time_it_is_told_and_the_second_time_written(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=with_store(Full(tmp_path / "data" / "notes.db"))) as s:
        await typed(s)
        await s.press(key)
        assert s.app.is_running
        assert s.said.startswith("1 note that you typed can’t be saved now.")
        assert files(tmp_path) == []
        await s.press(key)
        assert s.has_left
        (file,) = files(tmp_path)
        assert TEXT in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("key", keys_of("library", "leave"))
async def test_the_key_of_the_library_loses_nothing_either(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=with_store(Full(tmp_path / "data" / "notes.db"))) as s:
        await typed(s)
        await s.press("escape")
        assert isinstance(s.screen, LibraryScreen)
        await s.press(key)
        assert s.app.is_running
        await s.press(key)
        assert s.has_left
        assert len(files(tmp_path)) == 1


async def test_the_editor_has_told_it_already(tmp_path: Path) -> None:
    async with running(tmp_path, making=with_store(Full(tmp_path / "data" / "notes.db"))) as s:
        await typed(s)
        await s.press("a")
        await s.fill("!")
        await s.press("ctrl+q")
        assert s.app.is_running
        await s.press("ctrl+q")
        assert s.has_left
        assert f"{TEXT}!" in files(tmp_path)[0].read_text(encoding="utf-8")


async def test_where_there_is_room_again_it_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Full(tmp_path / "data" / "notes.db")
    async with running(tmp_path, making=with_store(store)) as s:
        await typed(s)
        store.full = False
        await s.press("ctrl+q")
        assert s.has_left
        assert files(tmp_path) == []
        assert [draft.note.body for draft in store.drafts()] == [TEXT]
    monkeypatch.setattr("briefing.tui.notes_watching._WATCH", 0.05)
    store = Full(tmp_path / "two" / "notes.db")
    async with running(tmp_path, making=with_store(store)) as s:
        await typed(s)
        store.full = False
        await s.until(lambda: bool(store.drafts()))
        await s.until(lambda: s.said == "What you typed is kept on the disk now.")
        assert s.app.desk.unkept == {}


async def test_a_signal_does_not_ask(tmp_path: Path) -> None:
    async with running(tmp_path, making=with_store(Full(tmp_path / "data" / "notes.db"))) as s:
        await typed(s)
        s.app.leave(143)
        await s.until(lambda: not s.app.is_running)
        assert s.app.return_code == 143
        assert len(files(tmp_path)) == 1


def test_without_a_folder_the_text_itself_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("no folder", encoding="utf-8")
    drafts = [Draft("k", note("typed\x1b[31m\nmore", tags=("a", "b"))), Draft("l", note("zwei"))]
    said = rescue(drafts, (file / "below", file), Translator("de"))
    assert "typed\nmore" in said
    assert "#a #b" in said
    assert "zwei" in said
    assert "\x1b" not in said
    assert rescue(drafts, (), Translator("en")).startswith("2 notes that you typed could not be saved")
