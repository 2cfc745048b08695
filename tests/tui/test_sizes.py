"""Terminals of every size, and changes of it: the place stays, what matters stays on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea

from briefing.tui.columns import View
from briefing.tui.screens.category_bar import CategoryBar
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.picker import Picker
from briefing.tui.screens.prompt import Prompt
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.screens.search import SearchScreen
from tui.app_making import Session, opened, running
from tui.test_reader_moving_keys import row_of_passage, words

SIZES = [(80, 24), (120, 40), (200, 50), (60, 20), (40, 12)]
TOLD = "Side by side needs 80 columns; showing the counterpart of the current paragraph instead."
ROW = row_of_passage(4, 3)


def sees_the_cursor(s: Session) -> bool:
    """Return whether the whole current sentence is on the screen."""
    return words(s.lit("cursor")) == words(s.sentence)


@pytest.mark.parametrize("size", SIZES)
async def test_every_size_shows_the_text(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW), size=size) as s:
        wide = size[0] >= 80
        assert s.view.columns.view is (View.BOTH if wide else View.PEEK)
        assert (s.said == TOLD) is not wide
        await s.hush()
        assert s.row == ROW
        assert sees_the_cursor(s)
        assert "Absatz 4.3" in s.text()
        assert ("Absatz 4.2" in s.text()) is wide
        assert [len(line) for line in s.lines()] == [size[0]] * size[1]
        assert "? help" in s.lines()[-1]
        for key in "Gd1425":
            await s.press(key)
            assert sees_the_cursor(s), key


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5), (1, 1)])
async def test_every_screen_opens_at_every_size(size: tuple[int, int], tmp_path: Path) -> None:
    steps = [
        ("s", SearchScreen),
        ("escape", LibraryScreen),
        ("question_mark", Picker),
        ("escape", LibraryScreen),
        ("enter", ReaderScreen),
        ("t", Picker),
        ("escape", ReaderScreen),
        ("/", ReaderScreen),
        ("escape", ReaderScreen),
        ("m", CategoryBar),
        ("2", ReaderScreen),
        ("a", NoteEditor),
        ("x", NoteEditor),
        ("ctrl+s", ReaderScreen),
        ("e", Prompt),
        ("escape", NotesScreen),
        ("slash", NotesScreen),
        ("escape", NotesScreen),
    ]
    async with running(tmp_path, size=size) as s:
        for key, screen in steps:
            await s.press(key)
            assert isinstance(s.screen, screen), key
            assert [len(line) for line in s.lines()] == [size[0]] * size[1]
        assert s.note.body == "x"


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)])
async def test_the_editor_has_room_for_what_is_typed(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, "a", making=opened("lang", ROW), size=size) as s:
        await s.hush()
        await s.fill("Größe")
        assert "Größe" in s.text()
        assert s.screen.query_one(TextArea).size.height >= 2
        assert "Ctrl+s save" in s.text()
        assert "Esc back" in s.text()


async def test_resizing_keeps_the_row_on_its_line(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW), size=(200, 40)) as s:
        line = s.line_of_row()
        for width in (40, 100, 60, 200, 79, 80):
            await s.resize(width, 40)
            assert (s.row, s.line_of_row()) == (ROW, line), width
            assert sees_the_cursor(s)


@pytest.mark.parametrize("view", "12345")
async def test_resizing_keeps_the_row_in_every_view(view: str, tmp_path: Path) -> None:
    async with running(tmp_path, view, making=opened("lang", ROW), size=(200, 40)) as s:
        line = s.line_of_row()
        for width in (40, 100):
            await s.resize(width, 40)
            assert (s.row, s.line_of_row()) == (ROW, line)


async def test_a_lower_terminal_still_shows_the_sentence(tmp_path: Path) -> None:
    async with running(tmp_path, "l", "l", making=opened("lang", ROW), size=(100, 50)) as s:
        assert s.sentence == "It ends here."
        for size in [(100, 12), (40, 12), (40, 50), (40, 8), (200, 50)]:
            await s.resize(*size)
            assert s.row == ROW
            await s.hush()
            assert sees_the_cursor(s), size


async def test_resizing_to_nothing_and_back(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW), size=(100, 30)) as s:
        for size in [(1, 1), (3, 2), (10, 3), (100, 30)]:
            await s.resize(*size)
            assert s.row == ROW
        assert sees_the_cursor(s)


async def test_side_by_side_is_told_once_for_each_fall(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW), size=(60, 20)) as s:
        assert s.said == TOLD
        await s.hush()
        await s.press("l", "j", "J", "1", "5")
        assert s.said == ""
        await s.resize(100, 20)
        await s.press("3")
        assert s.view.columns.view is View.BOTH
        await s.resize(60, 20)
        assert s.said == TOLD


async def test_the_library_and_the_lists_keep_their_place(tmp_path: Path) -> None:
    async with running(tmp_path, "G", size=(100, 30)) as s:
        await s.resize(60, 8)
        assert s.rows.index == 3
        assert "Evil" in s.text()
        await s.press("enter", "escape")
        await s.resize(120, 30)
        assert s.rows.index == 3
        assert "What does open mean?" in s.text()
