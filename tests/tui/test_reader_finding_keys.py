"""Every key that finds: in the text, in the outline, along links and footnotes."""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from briefing.tui.near import Near, NearFinder
from briefing.tui.screens.picker import Picker
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.widgets.find_bar import FindBar
from tui.app_making import Session, keys_of, opened, running
from tui.library_making import PARAGRAPHS, SECTIONS
from tui.test_reader_moving_keys import heading, id_of, passage, row_of_passage, words

ROW = row_of_passage(4, 3)


def count(s: Session) -> str:
    """Return what the find line says about the matches."""
    return str(s.reader.query_one(".count").render())


@pytest.mark.parametrize("key", keys_of("reader", "find"))
async def test_find_as_you_type(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        line = s.line_of_row()
        await s.press(key)
        assert s.reader.query_one(FindBar).display
        await s.type("absatz 5")
        assert set(s.lit("match").split("|")) == {"Absatz 5"}
        assert s.sentence.startswith("Absatz 5.1 beginnt"), "the first one from where the search began"
        assert s.lit("match-current") == "Absatz 5"
        assert count(s) == f"1/{PARAGRAPHS}"
        await s.type("x")
        assert count(s) == "no match"
        assert s.lit("match") == ""
        await s.press("escape")
        assert not s.reader.query_one(FindBar).display
        assert (s.row, s.view.cursor, s.line_of_row()) == (ROW, passage(4, 3), line)
        await s.press("l")
        assert s.view.cursor == passage(4, 3, 1), "the text has the keys again"


async def test_stepping_through_matches_wraps_around(tmp_path: Path) -> None:
    total = SECTIONS
    async with running(tmp_path, "/", making=opened("lang", ROW)) as s:
        await s.fill("Kapitel")
        await s.press("enter")
        assert s.sentence == "Kapitel 5"
        for forward, back in zip(keys_of("reader", "find-next"), keys_of("reader", "find-previous"), strict=False):
            await s.press(forward)
            assert s.sentence == "Kapitel 6"
            assert words(s.lit("match-current")) == ["Kapitel"]
            await s.press(back, back)
            assert s.sentence == "Kapitel 4"
            assert count(s) == f"4/{total}"
            await s.press(forward)
        await s.press(*keys_of("reader", "find-next")[:1] * (total - 4))
        assert s.sentence == "Kapitel 1"
        for key in keys_of("reader", "find-previous"):
            await s.press(key)
            assert s.sentence == "Kapitel 12"
            assert count(s) == f"{total}/{total}"
            await s.press("n")


async def test_stepping_without_a_search_asks_for_one(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang")) as s:
        for key in (*keys_of("reader", "find-next"), *keys_of("reader", "find-previous")):
            await s.press(key)
            assert s.reader.query_one(FindBar).display
            await s.press("escape")
            assert not s.reader.query_one(FindBar).display


async def test_matches_stay_lit_until_esc(tmp_path: Path) -> None:
    async with running(tmp_path, "/", making=opened("lang", ROW)) as s:
        await s.fill("uberschrift")
        await s.press("enter", "j", "J")
        assert set(words(s.lit("match"))) == {"Überschrift"}, "the query is folded like the search"
        await s.press("escape")
        assert s.lit("match") == ""
        assert isinstance(s.screen, ReaderScreen)


async def test_what_is_near_is_found_when_nothing_reads_like_it(tmp_path: Path) -> None:
    async with running(tmp_path, "/", making=opened("lang", ROW)) as s:
        await s.fill("kapitl")
        assert count(s) == f"≈ 5/{SECTIONS}"
        assert s.sentence == "Kapitel 5"
        assert words(s.lit("match-current")) == ["Kapitel"]
        await s.press("enter", "n")
        assert s.sentence == "Kapitel 6"
        assert f"match ≈ 6/{SECTIONS}" in s.lines()[0]
        await s.press("/")
        await s.fill("anders zeile 53")
        assert count(s) == "≈ 1/1", "words in any order"
        assert s.row == row_of_passage(5, 3)
        lit = s.lit("match") + s.lit("match-current")
        assert all(word in lit for word in ("Zeile", "anders", "53"))
        await s.fill("kapitel")
        assert count(s).endswith(f"/{SECTIONS}")
        assert "≈" not in count(s)
        await s.press("escape")
        assert "match" not in s.lines()[0]


async def test_typing_on_drops_what_was_near(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, looking = threading.Event(), threading.Event()
    find = NearFinder.find

    def slow(near: NearFinder, query: str, *rest: Any) -> Near:
        looking.set()
        assert gate.wait(20)
        return find(near, query, *rest)

    monkeypatch.setattr(NearFinder, "find", slow)
    async with running(tmp_path, "/", making=opened("lang", ROW)) as s:
        line = s.reader.query_one(FindBar).query_one(Input)
        line.value = "kapitl"
        await s.until(looking.is_set)
        assert count(s) == "≈ …"
        line.value = "kapitel 7"
        await s.until(lambda: count(s) == "1/1")
        gate.set()
        await s.settle()
        assert count(s) == "1/1"
        assert s.sentence == "Kapitel 7"


async def test_leaving_while_looking(tmp_path: Path) -> None:
    async with running(tmp_path, "/", making=opened("lang", ROW)) as s:
        s.reader.query_one(FindBar).query_one(Input).value = "kapitl"
        await s.press("escape")
        assert s.lit("match") == ""
        assert s.row == ROW


async def test_the_bar_counts_when_the_find_line_is_closed(tmp_path: Path) -> None:
    async with running(tmp_path, "/", making=opened("lang", ROW)) as s:
        await s.fill("Kapitel")
        assert "match 5" not in s.lines()[0]
        await s.press("enter")
        assert f"match 5/{SECTIONS}" in s.lines()[0]
        await s.press("n")
        assert f"match 6/{SECTIONS}" in s.lines()[0]
        await s.press("escape")
        assert "match" not in s.lines()[0]


@pytest.mark.parametrize("query", ["[bold]", "[/]", "\\", "(", ".*", "%", "{0}", "\x1b[31m", "  "])
async def test_hostile_queries(query: str, tmp_path: Path) -> None:
    async with running(tmp_path, "/", making=opened("boese")) as s:
        await s.fill(query)
        lit = s.lit("match").lower().replace("|", "")
        assert lit.replace(query, "") == ""
        assert bool(lit) == (query in ("[bold]", "[/]"))
        await s.press("enter", "n", "N")
        assert s.app.is_running


@pytest.mark.parametrize("key", keys_of("reader", "outline"))
async def test_outline(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        await s.press(key)
        assert isinstance(s.screen, Picker)
        assert s.rows.index == 4, "the chapter that is being read"
        assert "Chapter 12" in s.text()
        await s.press("G", "enter")
        assert s.view.cursor == heading(12)
        await s.press("backspace")
        assert s.view.cursor == passage(4, 3)
        await s.press("1", key)
        assert "Kapitel 12" in s.text()


async def test_the_title_alone_is_an_outline(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("nur")) as s:
        await s.press("t")
        assert isinstance(s.screen, Picker)
        assert "Nur auf Deutsch" in "".join(s.lines()[1:])


class _Window(webbrowser.BaseBrowser):
    """A browser that only remembers; or one that does not start."""

    def __init__(self, addresses: list[str] | None) -> None:
        super().__init__("window")
        self._addresses = addresses

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        if self._addresses is None:
            return False
        self._addresses.append(url)
        return True


@pytest.fixture
def browsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was handed to the browser."""
    addresses: list[str] = []
    monkeypatch.setattr(webbrowser, "get", lambda: _Window(addresses))
    return addresses


@pytest.mark.parametrize("key", keys_of("reader", "links"))
async def test_links_of_a_section(key: str, tmp_path: Path, browsed: list[str]) -> None:
    async with running(tmp_path, making=opened("boese")) as s:
        await s.press(key)
        assert isinstance(s.screen, Picker)
        for text in ("Web  https://example.org/a", "home  offen", "bad", "See https://example.org/note"):
            assert text in s.text()
        await s.press("enter")
        assert browsed == ["https://example.org/a"]
        assert s.said == "Opened https://example.org/a"
        await s.press(key, "j", "j", "enter")
        assert s.said == "“ftp://example.org/x” leads nowhere in this library."
        await s.press(key, *"jjj", "enter")
        assert "┆ 1 See https://example.org/note." in s.text(), "a footnote shows where it is called"
        await s.press("backspace")
        assert s.row == 0
        await s.press(key, "j", "enter")
        assert id_of(s) == "offen"
        assert s.sentence == "Three rungs", "the heading that the link names"
        await s.press("backspace")
        assert id_of(s) == "boese"
        assert browsed == ["https://example.org/a"]


async def test_no_links(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        for key in (*keys_of("reader", "links"), *keys_of("reader", "follow"), *keys_of("reader", "open-source")):
            await s.press(key)
            assert isinstance(s.screen, ReaderScreen)
            assert s.said.startswith(("No link", "This sentence names no source"))
            await s.hush()


@pytest.mark.parametrize("key", keys_of("reader", "follow"))
async def test_following_from_a_sentence(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "l", "l", making=opened("offen")) as s:
        assert s.sentence.startswith("The licence terms")
        await s.press(key)
        assert "┆ 1 Source: Gazette, 2026." in s.text()
        assert s.sentence.startswith("The licence terms")
        await s.press(*"llllll")
        assert s.sentence == "Second more."
        await s.press(key)
        assert id_of(s) == "boese"
        await s.press("J", "J", key)
        assert isinstance(s.screen, Picker), "with several links it asks"
        await s.press("escape")
        assert id_of(s) == "boese"


@pytest.mark.parametrize("key", keys_of("reader", "open-source"))
async def test_open_the_source(key: str, tmp_path: Path, browsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path, "J", "J", making=opened("boese")) as s:
        await s.press(key)
        assert browsed == ["https://example.org/a"]
        for none in (_Window(None), webbrowser.GenericBrowser("lynx")):
            monkeypatch.setattr(webbrowser, "get", lambda none=none: none)
            await s.hush()
            await s.press(key)
            assert s.said == "No browser found: https://example.org/a"
        await s.press("J", key)
        assert s.said.endswith("https://example.org/note")
