"""Tags that are completed in the editor, and drafts that are offered again."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from briefing.notes.model import WHOLE, Category, Draft
from briefing.notes.store import Store
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.picker import Picker
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.widgets.category_picker import CategoryPicker
from notes.making import note
from tui.app_making import Session, keys_of, opened, running
from tui.test_editor_keys import TEXT, body_of, with_store
from tui.test_reader_moving_keys import row_of_passage

ROW = row_of_passage(4, 3)


def tagged(home: Path, *tags: tuple[str, ...]) -> Store:
    """Return a store with a note for each set of tags, on a briefing that isn't there."""
    store = Store(home / "data" / "notes.db")
    for each in tags:
        store.add(note(tags=each))
    return store


def tags_of(s: Session) -> str:
    """Return the line of tags."""
    return s.screen.query_one("#tags", Input).value


@pytest.mark.parametrize("key", keys_of("editor", "complete"))
async def test_tab_goes_through_known_tags_the_most_used_first(key: str, tmp_path: Path) -> None:
    store = tagged(tmp_path, ("kosten", "Kopie"), ("kosten",), ("alt",))
    async with running(tmp_path, "a", key, making=with_store(store)) as s:
        assert s.screen.focused is s.screen.query_one("#tags")
        await s.type("ko")
        for offered in ("kosten", "Kopie", "kosten"):
            await s.press(key)
            assert tags_of(s) == offered
        await s.type(", a")
        await s.press(key)
        assert tags_of(s) == "kosten, alt"
        await s.press(key)
        assert isinstance(s.screen.focused, CategoryPicker), "there is no other one"
        await s.press("ctrl+s")
        assert s.store.notes()[-1].tags == ("kosten", "alt")


async def test_tab_goes_on_where_nothing_is_known(tmp_path: Path) -> None:
    async with running(tmp_path, "a", "tab", making=with_store(tagged(tmp_path, ("kosten",)))) as s:
        await s.press("tab")
        assert isinstance(s.screen.focused, CategoryPicker), "nothing is typed"
        await s.press("shift+tab", "x", "tab")
        assert isinstance(s.screen.focused, CategoryPicker)
        assert tags_of(s) == "x"


async def test_enter_ends_the_tags(tmp_path: Path) -> None:
    async with running(tmp_path, "a", "tab", making=with_store(tagged(tmp_path, ("kosten", "Kopie")))) as s:
        await s.type("ko")
        await s.press("tab", "enter")
        assert isinstance(s.screen.focused, CategoryPicker)


async def test_a_tag_is_completed_inside_the_line(tmp_path: Path) -> None:
    async with running(tmp_path, "a", "tab", making=with_store(tagged(tmp_path, ("kosten", "Kopie")))) as s:
        await s.fill("kxx, alt")
        s.screen.query_one("#tags", Input).cursor_position = 1
        await s.press("tab")
        assert tags_of(s) == "Kopie, alt"
        await s.press("tab")
        assert tags_of(s) == "kosten, alt"


# --- drafts ---------------------------------------------------------------------------------------------------------


async def test_a_draft_is_kept_while_more_is_typed(tmp_path: Path) -> None:
    """Whoever types without a pause loses no more than what came after the last second."""
    async with running(tmp_path, "a", making=opened("lang", ROW)) as s:
        assert isinstance(s.screen, NoteEditor)
        await s.press("x")
        timer = s.screen._autosave
        await s.press("y", "z")
        assert s.screen._autosave is timer, "a key doesn’t put it off"
        await s.until(lambda: bool(s.store.drafts()))
        assert s.store.drafts()[0].note.body == "xyz"
        await s.press("!")
        await s.until(lambda: s.store.drafts()[0].note.body == "xyz!")


async def test_what_is_taken_back_leaves_no_draft(tmp_path: Path) -> None:
    async with running(tmp_path, "a", "x", making=opened("lang", ROW)) as s:
        await s.until(lambda: bool(s.store.drafts()))
        await s.press("backspace", "escape")
        assert s.store.drafts() == []
        assert isinstance(s.screen, ReaderScreen)


async def test_a_late_draft_does_not_come_back_after_its_note(tmp_path: Path) -> None:
    async with running(tmp_path, "a", "x", making=opened("lang", ROW)) as s:
        editor = s.screen
        assert isinstance(editor, NoteEditor)
        await s.press("ctrl+s")
        assert isinstance(s.screen, ReaderScreen)
        assert editor._drafting.keep() is None, "its thread came last"
        assert s.store.drafts() == []


@pytest.mark.parametrize("screen", ["library", "reader"])
async def test_drafts_are_told_at_the_start_and_gone_on_with(screen: str, tmp_path: Path) -> None:
    async with running(tmp_path, "a", making=opened("lang", ROW)) as s:
        await s.fill(TEXT)
        await s.press("escape")
    making = opened("lang", ROW)
    if screen == "library":
        making.address = None
    for key in keys_of(screen, "drafts"):
        async with running(tmp_path, making=making) as s:
            assert s.said == "1 note was typed and not saved. D goes on."
            await s.press(key)
            assert isinstance(s.screen, Picker)
            assert TEXT in s.text()
            await s.press("enter")
            assert isinstance(s.screen, NoteEditor)
            assert body_of(s) == TEXT
            assert "draft restored" in s.text()
            await s.press("escape")
    async with running(tmp_path, "D", "enter", "ctrl+s", making=making) as s:
        assert (s.note.body, s.note.briefing) == (TEXT, "lang")
        assert s.store.snapshot(s.note.target.snapshot), "it is on the text, as if it had been saved then"
        assert s.store.drafts() == []
        await s.press("D")
        assert s.said == "There are no drafts."


async def test_a_draft_of_the_whole_text_is_not_one_of_its_title(tmp_path: Path) -> None:
    async with running(tmp_path, "g", "B", making=opened("lang", ROW)) as s:
        await s.fill("whole")
        await s.press("escape", "a")
        assert body_of(s) == ""
        await s.press("escape", "D", "enter", "ctrl+s")
        assert (s.note.kind, s.note.body) == (WHOLE, "whole")


@pytest.mark.parametrize("keys", [("3",), ("shift+tab", "t", "tab")])
async def test_a_category_or_tag_alone_is_kept_within_a_second(keys: tuple[str, ...], tmp_path: Path) -> None:
    async with running(tmp_path, "a", "n", "ctrl+s", "a", "tab", "tab", *keys, making=opened("lang", ROW)) as s:
        await s.until(lambda: bool(s.store.drafts()))
        draft = s.store.drafts()[0].note
        assert (draft.category is Category.QUOTE) == (keys == ("3",))
        assert (draft.tags == ("t",)) == (keys != ("3",))


async def test_a_draft_of_a_note_in_the_trash_takes_it_out(tmp_path: Path) -> None:
    async with running(tmp_path, "a", "n", "ctrl+s", "a", "x", "escape", "delete", making=opened("lang", ROW)) as s:
        assert s.store.notes() == []
        await s.press("D", "enter")
        assert body_of(s) == "nx"
        assert "in the trash: n" in s.text()
        await s.press("ctrl+s")
        assert s.note.body == "nx"


async def test_a_draft_of_a_note_that_is_gone_becomes_a_new_one(tmp_path: Path) -> None:
    store = Store(tmp_path / "data" / "notes.db")
    lost = note("typed", id="018f0000-0000-7000-8000-000000000001")
    store.save_draft(Draft(lost.id, lost, ""))
    async with running(tmp_path, "D", "enter", making=with_store(store)) as s:
        assert isinstance(s.screen, NoteEditor)
        assert s.screen.query_one("#body", TextArea).text == "typed"
        await s.press("ctrl+s")
        assert [each.body for each in s.store.notes()] == ["typed"]
