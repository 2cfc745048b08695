"""Every key that changes how the text is shown: the place stays, only the view changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.tui.columns import View
from briefing.tui.screens.glossary import GlossaryScreen
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.picker import Picker
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.screens.register import RegisterScreen
from briefing.tui.screens.search import SearchScreen
from briefing.tui.screens.timeline import TimelineScreen
from tui.app_making import Session, keys_of, opened, running
from tui.reference_making import write_reference
from tui.test_reader_moving_keys import at, row_of_passage, words

VIEWS = {
    "view-german": View.GERMAN,
    "view-english": View.ENGLISH,
    "view-both": View.BOTH,
    "view-stacked": View.STACKED,
    "view-peek": View.PEEK,
}
ROW = row_of_passage(4, 3)
"""The row that the tests stand on: the third passage of the fourth chapter."""


def shows(s: Session) -> tuple[bool, bool]:
    """Return whether German and English of the rows around the current one are on the screen."""
    text = s.text()
    return "Absatz 4.2" in text, "Passage 4.2" in text


async def test_views(tmp_path: Path) -> None:
    wanted = {
        View.GERMAN: (True, False),
        View.ENGLISH: (False, True),
        View.BOTH: (True, True),
        View.STACKED: (True, True),
    }
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        line = s.line_of_row()
        for verb, view in [*VIEWS.items(), *reversed(VIEWS.items())]:
            for key in keys_of("reader", verb):
                await s.press(key)
                assert s.view.columns.view is view
                assert (s.row, s.line_of_row()) == (ROW, line), "the row stays on its screen line"
                assert view not in wanted or shows(s) == wanted[view]
                assert words(s.lit("cursor")) == words(s.sentence)
        assert "· German ·" in s.lines()[0]


async def test_views_of_one_language_move_the_cursor_to_it(tmp_path: Path) -> None:
    async with running(tmp_path, "l", making=opened("lang", ROW)) as s:
        for key, lang in [("1", "de"), ("2", "en"), ("1", "de"), ("5", "de"), ("2", "en"), ("4", "en"), ("3", "en")]:
            await s.press(key)
            assert s.view.cursor == at(lang, ROW, 1)  # type: ignore[arg-type]
            assert str(43) in s.sentence


async def test_peek_shows_the_counterpart_of_the_current_row_only(tmp_path: Path) -> None:
    async with running(tmp_path, "5", making=opened("lang", ROW)) as s:
        assert "┆ Absatz 4.3" in s.text()
        assert "Absatz 4.2" not in s.text()
        line = line_of(s, "Passage 4.4")
        await s.press("l", "l", "l")
        assert "┆ Absatz 4.4" in s.text()
        assert "Absatz 4.3" not in s.text()
        assert line_of(s, "Passage 4.4") == line, "the row that is gone to doesn't jump"
        line = line_of(s, "Passage 4.3")
        await s.press("K")
        assert "┆ Absatz 4.3" in s.text()
        assert line_of(s, "Passage 4.3") == line


def line_of(s: Session, text: str) -> int:
    """Return the first screen line that holds a text."""
    return next(index for index, line in enumerate(s.lines()) if text in line)


@pytest.mark.parametrize("key", keys_of("reader", "peek"))
async def test_peek_at_one_row(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "2", making=opened("lang", ROW)) as s:
        line = s.line_of_row()
        await s.press(key)
        assert "┆ Absatz 4.3" in s.text()
        assert s.line_of_row() == line
        await s.press("J", "J")
        assert "┆ Absatz 4.3" in s.text(), "it stays open"
        await s.press(key)
        assert "┆ Kapitel 5" in s.text()
        await s.press(key, "K", "K", key)
        assert "┆" not in s.text()
        await s.press("3", key)
        assert "┆" not in s.text()


async def test_switching_the_language_in_place(tmp_path: Path) -> None:
    async with running(tmp_path, "l", making=opened("lang", ROW)) as s:
        for key in keys_of("reader", "switch-language"):
            for view in "245":
                await s.press(view)
                before, line = s.view.cursor, s.line_of_row()
                await s.press(key)
                assert (s.view.cursor, s.line_of_row()) == (at("de", ROW, 1), line)
                await s.press(key)
                assert (s.view.cursor, s.line_of_row()) == (before, line)
            await s.press("3", key)
            assert s.view.cursor == at("de", ROW, 1)
            await s.press(key)


async def test_the_other_side(tmp_path: Path) -> None:
    async with running(tmp_path, "l", making=opened("lang", ROW)) as s:
        for key in keys_of("reader", "other-side"):
            for view in "345":
                await s.press(view)
                line, counterpart = s.line_of_row(), s.lit("counterpart")
                await s.press(key)
                assert s.view.cursor == at("de", ROW, 1)
                assert words(counterpart) == words(s.sentence), "what was lit as counterpart is the place to go to"
                assert s.line_of_row() == line
                assert "Überschrift" not in s.lit("cursor")
                await s.press(key)
                assert s.view.cursor == at("en", ROW, 1)


async def test_swapping_the_sides(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        for key in keys_of("reader", "swap"):
            line = s.line_of_row()
            assert left_language(s) == "en"
            await s.press(key)
            assert left_language(s) == "de"
            assert s.view.cursor == at("en", ROW, 0), "the cursor stays in its language"
            await s.press("4")
            assert "┆ Passage 4.3" in s.text()
            await s.press(key)
            assert "┆ Absatz 4.3" in s.text()
            await s.press("3")
            assert s.line_of_row() == line


def left_language(s: Session) -> str:
    """Return which language is in the left column."""
    line = next(line for line in s.lines() if "Passage 4.2" in line and "Absatz 4.2" in line)
    return "en" if line.index("Passage") < line.index("Absatz") else "de"


@pytest.mark.parametrize("key", keys_of("reader", "measure"))
async def test_the_reading_width(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "2", making=opened("lang", ROW, width=84), size=(200, 50)) as s:
        line = s.line_of_row()
        widths = []
        for _ in range(5):
            widths.append(s.view.columns.width)
            longest = max(len(line.strip()) for line in s.painted())
            assert s.view.columns.width - 14 < longest <= s.view.columns.width
            assert (s.row, s.line_of_row()) == (ROW, line)
            await s.press(key)
        assert widths == [84, 100, 60, 72, 84]


@pytest.mark.parametrize("key", keys_of("reader", "text-only"))
async def test_nothing_but_the_text(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        assert "A long text" in s.lines()[0]
        height = s.view.size.height
        await s.press(key)
        assert "lang#" not in s.text()
        assert "help" not in s.text()
        assert s.view.size.height == height + 2
        assert s.row == ROW
        await s.press(key)
        assert "lang#" in s.text()


@pytest.mark.parametrize("key", keys_of("reader", "theme"))
async def test_theme(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        before = s.view.render_line(s.line_of_row() + 1)
        await s.press(key)
        assert not s.app.current_theme.dark
        light = s.view.render_line(s.line_of_row() + 1)
        assert light.text == before.text
        assert list(light) != list(before)
        assert words(s.lit("cursor")) == words(s.sentence)
        await s.press(key)
        assert list(s.view.render_line(s.line_of_row() + 1)) == list(before)


async def test_one_language_has_one_view(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("nur")) as s:
        before = s.text()
        for verb in (*VIEWS, "switch-language", "swap", "peek", "other-side"):
            for key in keys_of("reader", verb):
                await s.press(key)
                assert s.text() == before
        assert "· German ·" in before
        assert "┆" not in before


async def test_the_view_stays_from_briefing_to_briefing(tmp_path: Path) -> None:
    async with running(tmp_path, "2", making=opened("lang")) as s:
        views = []
        for _ in range(2):
            await s.press(">")
            views.append(s.view.columns.view)
        assert views == [View.GERMAN, View.ENGLISH], "there is no English in the first one"
        assert "Evil" in s.lines()[0]


@pytest.mark.parametrize("view", list(View))
async def test_settings_choose_the_first_view(view: View, tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", view=view.value)) as s:
        assert s.view.columns.view is view
        assert words(s.lit("cursor")) == words(s.sentence)


async def test_screens(tmp_path: Path) -> None:
    wanted = {
        "search": SearchScreen,
        "notes-here": NotesScreen,
        "notes-all": NotesScreen,
        "help": Picker,
        "outline": Picker,
    }
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        for verb, screen in wanted.items():
            for key in keys_of("reader", verb):
                await s.press(key)
                assert isinstance(s.screen, screen), key
                await s.press("escape")
                assert isinstance(s.screen, ReaderScreen)
                assert s.row == ROW


async def test_read_and_unread(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        for key in keys_of("reader", "toggle-read"):
            await s.press(key)
            assert s.store.readings()["lang"].read
            assert s.said == "Marked as read."
            await s.press(key)
            assert not s.store.readings()["lang"].read
            assert s.said == "Marked as unread."
            assert s.store.readings()["lang"].row == ROW
        await s.press("r", "escape")
        assert isinstance(s.screen, LibraryScreen)
        assert "3 unread" in s.lines()[0]


@pytest.mark.parametrize("key", keys_of("reader", "reload"))
async def test_reload_keeps_the_place(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        line = s.line_of_row()
        file = tmp_path / "texts" / "lang.en.md"
        file.write_text(file.read_text(encoding="utf-8").replace("headline", "MASTHEAD"), encoding="utf-8")
        await s.press(key)
        await s.until(lambda: "MASTHEAD" in s.text())
        await s.settle()
        assert (s.row, s.line_of_row()) == (ROW, line)


async def test_views_of_reference_texts(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "l", making=opened("nur")) as s:
        for verb, screen in (("timeline", TimelineScreen), ("register", RegisterScreen), ("glossary", GlossaryScreen)):
            await s.press(*keys_of("reader", verb))
            assert isinstance(s.screen, screen)
            await s.press("escape")
