"""Every key of the one-line questions, and the line for finding in the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.prompt import Prompt
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.widgets.find_bar import FindBar
from tui.app_making import keys_of, opened, running


@pytest.mark.parametrize("key", keys_of("prompt", "back"))
async def test_leaving_does_nothing(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, ":") as s:
        await s.fill("lang#3")
        await s.press(key)
        assert isinstance(s.screen, LibraryScreen)
    async with running(tmp_path, "/", making=opened("lang", 20)) as s:
        await s.fill("Kapitel")
        await s.press(key)
        assert isinstance(s.screen, ReaderScreen)
        assert not s.reader.query_one(FindBar).display
        assert s.row == 20


@pytest.mark.parametrize("key", keys_of("prompt", "quit"))
async def test_quit(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, ":", "x", key) as s:
        assert s.has_left
    async with running(tmp_path, "/", "x", key, making=opened("lang")) as s:
        assert s.has_left


async def test_letters_are_typed_not_done(tmp_path: Path) -> None:
    async with running(tmp_path, ":") as s:
        await s.type("qseAgjk/:?TPRe1")
        assert isinstance(s.screen, Prompt)
        assert s.screen.query_one(Input).value == "qseAgjk/:?TPRe1"
    async with running(tmp_path, "/", making=opened("lang")) as s:
        await s.type("qsaAgjk/:?TRe1")
        assert s.reader.query_one(FindBar).query_one(Input).value == "qsaAgjk/:?TRe1"


async def test_the_name_that_is_offered_is_typed_over(tmp_path: Path) -> None:
    async with running(tmp_path, "m", "escape", "e", making=opened("lang")) as s:
        field = s.screen.query_one(Input)
        assert field.value.endswith("briefing-notes-lang.md")
        await s.type("x")
        assert field.value == "x"


async def test_a_refusal_stays_until_it_is_mended(tmp_path: Path) -> None:
    async with running(tmp_path, ":") as s:
        await s.fill("[/] [bold]")
        await s.press("enter")
        assert isinstance(s.screen, Prompt)
        assert "There is no briefing “[/] [bold]”." in s.text()
        await s.press("escape", ":")
        assert "There is no briefing" not in s.text()
        await s.press("enter")
        assert isinstance(s.screen, Prompt), "nothing typed is no address"


async def test_the_find_line_remembers_nothing_it_should_not(tmp_path: Path) -> None:
    async with running(tmp_path, "/", making=opened("lang", 20)) as s:
        await s.fill("Kapitel")
        await s.press("enter", "/")
        await s.type("Absatz 9")
        assert s.sentence.startswith("Absatz 9.1")
        await s.press("escape", "n")
        assert s.reader.query_one(FindBar).display, "Esc forgot the search"


@pytest.mark.parametrize(("keys", "key"), [("/", "search"), ("A/", "filter")], ids=["find", "notes"])
async def test_the_footer_offers_no_keys_that_are_letters_now(keys: str, key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang")) as s:
        await s.press(*keys)
        assert "esc" in s.lines()[-1].lower()
        assert key not in s.lines()[-1]
        await s.type("a")
        await s.press("enter")
        assert key in s.lines()[-1]
