"""The keys for earlier searches: the last queries, and those saved under a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from briefing.tui.past import Past
from briefing.tui.saved import Saved
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.prompt import Prompt
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.screens.search import SearchScreen
from tui.app_making import Making, Session, keys_of, running


def typed(s: Session) -> str:
    """Return what stands in the line."""
    return s.screen.query_one(Input).value


def kept(home: Path) -> list[str]:
    """Return the lines of the file of queries."""
    file = home / "state" / "queries.jsonl"
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def save(home: Path, *lines: str) -> Path:
    """Write the file of saved searches."""
    file = home / "data" / "searches.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


async def keep(s: Session, *queries: str) -> None:
    """Keep queries as if a hit of each had been opened."""
    for query in queries:
        s.app.desk.queries.keep(query)
    s.screen.on_screen_resume()  # type: ignore[attr-defined]
    await s.settle()


async def test_only_a_query_that_led_somewhere_is_kept(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        for query in ("Absatz", "qqqqxyz", "Maßstab"):
            await s.fill(query)
        assert kept(tmp_path) == []
        await s.press("enter")
        assert isinstance(s.screen, ReaderScreen)
        assert kept(tmp_path) == ['{"query": "Maßstab"}']
    async with running(tmp_path, "s") as s:
        assert "Last searches" in s.text()
        assert "Maßstab" in s.text()
        await s.press("enter")
        assert typed(s) == "Maßstab"
        assert "offen#8" in s.text()
        await s.press("enter")
        assert isinstance(s.screen, ReaderScreen)
        assert len(kept(tmp_path)) == 1


async def test_earlier_searches_stand_where_nothing_is_typed(tmp_path: Path) -> None:
    save(tmp_path, '"Der Maßstab" = "masstab"', '"Absätze" = "Absatz lang:de"')
    async with running(tmp_path, "s") as s:
        await keep(s, "eins", "Absatz lang:de", "zwei")
        assert isinstance(s.screen, SearchScreen)
        assert isinstance(s.screen._list, Past)
        assert s.screen._list.queries == ("masstab", "Absatz lang:de", "zwei", "eins")
        await s.press("down", "down", "down", "up", "enter")
        assert typed(s) == "zwei"
        await s.fill("")
        await s.press("down", "enter")
        assert typed(s) == "Absatz lang:de"
        assert "hits" in s.lines()[0]
        await s.fill("   ")
        assert "Saved searches" in s.text()
        await s.press("pagedown", "pageup", "enter")
        assert typed(s) == "masstab"


async def test_nothing_to_take(tmp_path: Path) -> None:
    async with running(tmp_path, "s", "enter", "down", "up", "ctrl+r", "alt+down") as s:
        assert isinstance(s.screen, SearchScreen)
        assert typed(s) == ""
        assert "“words together”" in s.text(), "what a query may be"
        await s.press("x")
        assert "“words together”" not in s.text()


@pytest.mark.parametrize("older", keys_of("search", "query-older"))
@pytest.mark.parametrize("newer", keys_of("search", "query-newer"))
async def test_going_through_queries(older: str, newer: str, tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        await keep(s, "eins", "zwei")
        await s.fill("getippt")
        seen = []
        for key in (older, older, older, newer, newer, newer):
            await s.press(key)
            seen.append(typed(s))
        assert seen == ["zwei", "eins", "eins", "zwei", "getippt", "getippt"]
        await s.press(older)
        await s.type("!")
        await s.press(older)
        assert typed(s) == "zwei", "another text begins another walk"
        await s.press(newer)
        assert typed(s) == "zwei!"


async def test_walking_fast(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        await keep(s, "eins", "zwei", "drei")
        for _ in range(3):
            s.screen.action_query_older()  # type: ignore[attr-defined]
        await s.settle()
        assert typed(s) == "eins"


@pytest.mark.parametrize("key", keys_of("search", "save-search"))
async def test_saving_and_renaming(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "s", key) as s:
        assert isinstance(s.screen, SearchScreen)
        assert "Type first" in s.said
        await s.fill("  Absatz   lang:de ")
        await s.press(key)
        assert isinstance(s.screen, Prompt)
        assert typed(s) == "Absatz lang:de"
        await s.fill(" ")
        await s.press("enter")
        assert "needs a name" in s.text()
        await s.fill("Absätze")
        await s.press("enter")
        assert isinstance(s.screen, SearchScreen)
        assert s.app.desk.searches.load().searches == (Saved("Absätze", "Absatz lang:de"),)
        assert kept(tmp_path) == ['{"query": "Absatz lang:de"}']
        await s.press(key)
        assert typed(s) == "Absätze", "its name so far"
        await s.fill("Deutsche Absätze")
        await s.press("enter", key, "escape")
        assert s.app.desk.searches.load().searches == (Saved("Deutsche Absätze", "Absatz lang:de"),)
        await s.fill("masstab")
        await s.press(key)
        await s.fill("Deutsche Absätze")
        await s.press("enter", "escape")
        assert isinstance(s.screen, LibraryScreen)
        assert s.app.desk.searches.load().searches == (Saved("Deutsche Absätze", "masstab"),)
        await s.until(lambda: any("Deutsche Absätze" in line and "hit" in line for line in s.lines()))


async def test_what_cannot_be_saved_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "searches.toml").write_bytes(b"\xff")
    async with running(tmp_path, "s") as s:
        assert "searches.toml can't be read" in s.said
        await s.hush()
        await s.fill("Absatz")
        await s.press("ctrl+s", "enter")
        assert "searches.toml can't be read" in s.said
        assert typed(s) == "Absatz"


async def test_markup_in_names_is_text(tmp_path: Path) -> None:
    save(tmp_path, '"[bold]x[/bold] [/]" = "[/] klammern"')
    async with running(tmp_path, making=Making(lang="de")) as s:
        assert "★ [bold]x[/bold] [/]  [/] klammern" in s.text()
        await s.press("s")
        assert "[bold]x[/bold] [/]" in s.text()
        assert "Gespeicherte Suchen" in s.text()


async def test_what_cannot_be_read_again_is_not_saved(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        await s.fill("wort " * 300)
        await s.press("ctrl+s")
        assert "1000" in s.said
        assert isinstance(s.screen, SearchScreen)
        await s.fill("wort")
        await s.press("ctrl+s")
        await s.fill("\u200b")
        await s.press("enter")
        assert isinstance(s.screen, Prompt)
        assert "needs a name" in s.text()
    assert not (tmp_path / "data" / "searches.toml").exists()


async def test_pasted_lines_are_one(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        for pasted, there in (
            ("\nAbsatz\n\tzwei \n", "Absatz zwei"),
            ("\n", "Absatz zwei"),
            ("!\x1b[1m", "Absatz zwei!"),
        ):
            s.screen.query_one(Input).post_message(Paste(pasted))
            await s.settle()
            assert typed(s) == there
        s.screen.query_one(Input).select_all()
        s.screen.query_one(Input).post_message(Paste("drei"))
        await s.settle()
        assert typed(s) == "drei"
