"""The register as a table, key by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import DataTable

from briefing.tui.screens.picker import Picker
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.screens.register import RegisterScreen
from briefing.tui.screens.search import SearchScreen
from tui.app_making import Making, Session, keys_of, running
from tui.reference_making import write_reference
from tui.test_goldens import check


def names(s: Session) -> list[str]:
    """Return the models in the order of the table."""
    table = s.screen.query_one(DataTable)
    return [str(table.get_row_at(row)[0]) for row in range(table.row_count)]


def current(s: Session) -> str:
    table = s.screen.query_one(DataTable)
    return str(table.get_row_at(table.cursor_row)[0])


@pytest.mark.parametrize("path", [(), ("enter",), ("A",)])
async def test_opens_from_lists_and_texts_and_goes_back(tmp_path: Path, path: tuple[str, ...]) -> None:
    async with running(write_reference(tmp_path), *path) as s:
        before = s.screen
        for key in keys_of("register", "back"):
            await s.press("ctrl+r")
            assert isinstance(s.screen, RegisterScreen)
            assert names(s) == ["Alpha 1", "Beta [b]", "Gamma", "Omega"]
            await s.press(key)
            assert s.screen is before


async def test_through_the_models(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+r") as s:
        for down, up in zip(keys_of("register", "line-down"), keys_of("register", "line-up"), strict=True):
            await s.press(down)
            assert current(s) == "Beta [b]"
            assert "Daten teils" in s.text() and "data partly" in s.text()
            await s.press(up)
            assert current(s) == "Alpha 1"
        for there, back in (("bottom", "top"), ("page-down", "page-up")):
            for on, up in zip(keys_of("register", there), keys_of("register", back), strict=False):
                await s.press(on)
                assert current(s) == "Omega"
                await s.press(up)
                assert current(s) == "Alpha 1"


async def test_columns_further_right(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+r", size=(60, 24)) as s:
        for right, left in zip(keys_of("register", "columns-right"), keys_of("register", "columns-left"), strict=True):
            await s.press(*[right] * 9)
            assert "Its own" in s.text() and "Alpha" not in s.lines()[3]
            await s.press(*[left] * 9)
            assert "Alpha" in s.lines()[3]


async def test_a_click_shows_a_model_and_a_second_one_opens_it(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+r", "G") as s:
        for expected in (RegisterScreen, ReaderScreen):
            await s.pilot.click(DataTable, offset=(3, 2))
            await s.settle()
            assert isinstance(s.screen, expected)
        assert s.reader.briefing and s.reader.briefing.id == "offen"


async def test_sorting_keeps_the_model(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+r", "down", "down") as s:
        (key,), (other_way,) = keys_of("register", "sort")[:1], keys_of("register", "reverse")
        orders = {}
        for _ in range(8):
            await s.press(key)
            assert current(s) == "Gamma"
            orders[s.lines()[0].partition("4 models")[2].strip(" ·")] = names(s)
        assert orders["by organisation ↑"] == ["Alpha 1", "Omega", "Beta [b]", "Gamma"]
        assert orders["by date ↑"] == ["Alpha 1", "Gamma", "Omega", "Beta [b]"]
        assert orders["by licence ↑"] == ["Alpha 1", "Gamma", "Beta [b]", "Omega"]
        assert orders["by data ↑"] == ["Gamma", "Beta [b]", "Alpha 1", "Omega"]
        assert orders["by code ↑"] == ["Beta [b]", "Gamma", "Alpha 1", "Omega"]
        assert orders[""] == ["Alpha 1", "Beta [b]", "Gamma", "Omega"]
        await s.press(key, other_way)
        assert names(s) == ["Omega", "Gamma", "Beta [b]", "Alpha 1"]


async def test_a_click_on_a_head_sorts(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+r") as s:
        line = next(y for y, text in enumerate(s.lines()) if "Organisation" in text)
        column = s.lines()[line].index("Data")
        for expected in ("Gamma", "Alpha 1"):
            await s.pilot.click(DataTable, offset=(column, 1))
            await s.settle()
            assert names(s)[0] == expected


@pytest.mark.parametrize(
    ("verb", "first", "second"),
    [
        ("only-weights", ["Alpha 1", "Beta [b]", "Gamma"], ["Omega"]),
        ("only-data", ["Gamma"], ["Beta [b]"]),
        ("only-code", ["Beta [b]", "Gamma"], ["Alpha 1", "Omega"]),
        ("only-licence", ["Alpha 1", "Gamma"], ["Beta [b]"]),
    ],
)
async def test_choosing_by_what_is_open(tmp_path: Path, verb: str, first: list[str], second: list[str]) -> None:
    async with running(write_reference(tmp_path), "ctrl+r") as s:
        (key,) = keys_of("register", verb)
        await s.press(key)
        assert names(s) == first
        await s.press(key)
        assert names(s) == second
        while len(names(s)) < 4:
            await s.press(key)
        await s.press(key, "escape")
        assert len(names(s)) == 4
        assert isinstance(s.screen, RegisterScreen)


async def test_filter(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+r") as s:
        for key in keys_of("register", "filter"):
            await s.press(key)
            await s.type("labor")
            assert names(s) == ["Alpha 1", "Beta [b]", "Omega"]
            await s.press("enter")
            assert "/ labor" in s.text()
            await s.press("escape")
            assert len(names(s)) == 4
        await s.press("/")
        await s.fill("apach")
        assert names(s) == ["Gamma"]
        await s.fill("stiftnug")
        assert names(s) == ["Gamma"]
        await s.fill("none at all")
        assert names(s) == []
        await s.press("enter", "enter", "o", "down", "S", "r")
        assert isinstance(s.screen, RegisterScreen)


async def test_enter_opens_the_briefing_or_the_entry(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+r", *keys_of("register", "open")) as s:
        assert s.reader.briefing and s.reader.briefing.id == "offen"
        await s.press("escape")
        assert isinstance(s.screen, RegisterScreen)
        await s.press(*keys_of("register", "open-text"))
        assert s.reader.briefing and s.reader.briefing.id == "modelle"
        assert s.sentence == "Alpha 1"
        await s.press("escape", "end", "enter")
        assert s.sentence == "Omega"


async def test_other_keys(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+r") as s:
        for key in keys_of("register", "help"):
            await s.press(key)
            assert isinstance(s.screen, Picker)
            await s.press("escape")
        theme = s.app.theme
        await s.press(*keys_of("register", "theme")[:1])
        assert s.app.theme != theme
        await s.press(*keys_of("register", "search"))
        assert isinstance(s.screen, SearchScreen)
        await s.press("escape", *keys_of("register", "quit"))
        assert s.has_left


async def test_choosing_the_register_in_the_library_shows_the_table(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path)) as s:
        places = {briefing.id: at for at, briefing in enumerate(s.app.desk.library.briefings)}
        await s.press("g", *["j"] * places["modelle"], "enter")
        assert isinstance(s.screen, RegisterScreen)


async def test_a_register_without_models_is_read_as_a_text(tmp_path: Path) -> None:
    write_reference(tmp_path)
    for lang in ("de", "en"):
        (tmp_path / "texts" / f"modelle.{lang}.md").write_text("---\nkind: register\n---\n# Leer\n", encoding="utf-8")
    async with running(tmp_path) as s:
        places = {briefing.id: at for at, briefing in enumerate(s.app.desk.library.briefings)}
        await s.press("g", *["j"] * places["modelle"], "enter")
        assert isinstance(s.screen, ReaderScreen)


async def test_a_library_without_a_register_says_so(tmp_path: Path) -> None:
    async with running(tmp_path, "ctrl+r") as s:
        assert "kind: register" in s.text()
        await s.press("down", "enter", "o", "S", "w", "g", "G")
        assert isinstance(s.screen, RegisterScreen)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_the_table(tmp_path: Path, lang: str, size: tuple[int, int], update_goldens: bool) -> None:
    async with running(write_reference(tmp_path), "ctrl+r", "down", "S", size=size, making=Making(lang=lang)) as s:
        check(f"register-{lang}-{size[0]}", [line.rstrip() for line in s.lines()], update=update_goldens)
