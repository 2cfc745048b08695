"""Every key of the search: typing, choosing, landing on the sentence; late answers are dropped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from briefing.search.model import Answer
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.picker import Picker
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.screens.search import SearchScreen
from briefing.tui.screens.timeline import TimelineScreen
from tui.app_making import Session, keys_of, opened, running
from tui.hit_making import answer_with, hit
from tui.test_reader_moving_keys import id_of, words

HITS_ON_A_PAGE = 8


async def test_results_as_you_type(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        assert isinstance(s.screen, SearchScreen)
        assert "hit" not in s.lines()[0]
        await s.type("masstab")
        assert "hit" in s.lines()[0]
        assert "Maßstab" in s.text(), "ß and ss are the same"
        assert "A quotation with quite plain words" in s.text(), "the counterpart is shown with it"
        assert "offen#8" in s.text()
        await s.press(*["backspace"] * 7)
        assert "hit" not in s.lines()[0]
        assert "Maßstab" not in s.text()
        await s.fill("qqqqxyz")
        assert "0 hits" in s.lines()[0]
        await s.press("enter", "down", "up", "pagedown")
        assert isinstance(s.screen, SearchScreen)


async def test_choosing_a_hit(tmp_path: Path) -> None:
    moves = [
        ("line-down", 0, 1),
        ("line-up", 3, 2),
        ("line-up", 0, 0),
        ("page-down", 0, HITS_ON_A_PAGE - 1),
        ("page-up", 15, 15 - HITS_ON_A_PAGE + 1),
        ("page-up", 2, 0),
    ]
    async with running(tmp_path, "s") as s:
        search = s.app.desk.engine.search
        some = tuple(hit(row=row) for row in range(19))
        answer_with(s, lambda query, limit: Answer(query, some, 1.0))
        await s.fill("Absatz")
        assert s.rows.index == 0
        for verb, before, after in moves:
            for key in keys_of("search", verb):
                s.rows.highlight(before)
                await s.press(key)
                assert (key, before, s.rows.index) == (key, before, after)
        answer_with(s, search)
        await s.type(" 7.2")
        assert s.rows.index == 0, "the keys still go to the line"


@pytest.mark.parametrize("key", keys_of("search", "open"))
async def test_enter_lands_on_the_sentence_with_the_match_lit(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        await s.fill("verkauf lizenzbedingungen")
        await s.press(key)
        assert isinstance(s.screen, ReaderScreen)
        assert id_of(s) == "offen"
        assert s.sentence == "Die Lizenzbedingungen entscheiden, z. B. über den Verkauf."
        assert set(words(s.lit("match"))) == {"Lizenzbedingungen", "Verkauf"}
        await s.press("escape")
        assert s.lit("match") == ""
        await s.press("escape")
        assert isinstance(s.screen, SearchScreen)
        assert s.screen.query_text == "verkauf lizenzbedingungen"


async def test_searching_from_the_reader_keeps_the_way_back(tmp_path: Path) -> None:
    async with running(tmp_path, "s", making=opened("lang", 20)) as s:
        await s.fill("Maßstab")
        await s.press("enter")
        assert id_of(s) == "offen"
        assert sum(isinstance(screen, ReaderScreen) for screen in s.app.screen_stack) == 1, "in the same reader"
        await s.press("backspace")
        assert (id_of(s), s.row) == ("lang", 20)
        await s.press("s")
        assert isinstance(s.screen, SearchScreen)
        assert s.screen.query_text == "Maßstab", "the last query is there again"
        await s.type("Kapitel")
        assert s.screen.query_text == "Kapitel", "and is typed over"


async def test_enter_before_the_answer_waits_for_it(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        gate = gate_of(s, lambda query: True)
        s.screen.query_one(Input).value = "Maßstab"
        await s.until(lambda: gate.asked == ["Maßstab"])
        driver = s.app._driver
        assert driver
        await s.pilot.pause(0)
        s.screen.action_open()  # type: ignore[attr-defined]
        assert isinstance(s.screen, SearchScreen)
        gate.open.set()
        await s.until(lambda: isinstance(s.screen, ReaderScreen))
        await s.settle()
        assert "Maßstab" in s.sentence


class Gate:
    """Holds back the answers to some queries until it is opened."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.asked: list[str] = []


def gate_of(s: Session, held: Callable[[str], bool]) -> Gate:
    engine, gate = s.app.desk.engine, Gate()
    search = engine.search

    def slow(query: str, limit: int = 50) -> Answer:
        gate.asked.append(query)
        if held(query):
            assert gate.open.wait(20)
        return search(query, limit)

    answer_with(s, slow)
    return gate


async def test_a_late_answer_is_dropped_and_only_the_newest_query_follows_it(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        gate = gate_of(s, lambda query: query == "Kapitel")
        line = s.screen.query_one(Input)
        line.value = "Kapitel"
        await s.until(lambda: gate.asked == ["Kapitel"])
        shown: list[str] = []
        for query in ("A", "Ab", "Abs", "Maßstab"):
            line.value = query
            await s.pilot.pause(0.01)
            shown += s.lines()
        gate.open.set()
        await s.until(lambda: "offen#8" in s.text())
        assert gate.asked == ["Kapitel", "Maßstab"], "one search runs, one waits"
        assert not any("#" in text for text in shown)
        gate.open.clear()
        line.value = "Kapitel"
        await s.until(lambda: gate.asked[-1] == "Kapitel")
        line.value = ""
        await s.until(lambda: "offen#8" not in s.text())
        gate.open.set()
        await s.settle()
        assert "#" not in s.text(), "nothing is typed, so nothing is found"


HOSTILE = (
    "[bold]", "[/]", '"', '""', "lang:", "lang:xx", "tag:", "AND OR NOT", "NEAR(", "*", "' OR 1=1 --", "\\", "ü" * 300,
    "\x1b[31m", "{0}", "%s", "日本", "a" * 5000, ":", "-", "(", "\u202e", "👩‍👩‍👧",
)  # fmt: skip


async def test_hostile_queries(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        for query in HOSTILE:
            await s.fill(query)
            assert isinstance(s.screen, SearchScreen)
            assert s.app.is_running
        await s.fill("satz klammern")
        assert "[bold]Satz[/bold] mit [/] Klammern." in s.text()
        assert "[/] [bold]Böse[/bold] [@click=app.quit]Ende[/]" in s.text()


async def test_the_index_grows_while_the_search_is_open(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        await s.fill("Neuigkeit")
        assert "0 hits" in s.lines()[0]
        (tmp_path / "texts" / "neu.de.md").write_text("# Neu\n\nEine Neuigkeit.\n", encoding="utf-8")
        s.app._rescan()
        await s.until(lambda: "neu#" in s.text())


@pytest.mark.parametrize("key", keys_of("search", "back"))
async def test_back(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "s", "x", key) as s:
        assert isinstance(s.screen, LibraryScreen)


@pytest.mark.parametrize("key", keys_of("search", "help"))
async def test_help(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "s", "x", key) as s:
        assert isinstance(s.screen, Picker)
        await s.press("escape")
        assert isinstance(s.screen, SearchScreen)
        assert s.screen.query_text == "x"


@pytest.mark.parametrize("key", keys_of("search", "quit"))
async def test_quit(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "s", key) as s:
        assert s.has_left


async def test_letters_are_typed_not_done(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        await s.type("qseAgjk/:?TPRe1")
        assert isinstance(s.screen, SearchScreen)
        assert s.screen.query_text == "qseAgjk/:?TPRe1"


async def test_a_click_opens_a_hit(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        await s.fill("Absatz")
        await s.pilot.click(s.rows, offset=(10, 6))
        await s.settle()
        assert s.rows.index == 1
        await s.pilot.click(s.rows, offset=(10, 6))
        await s.settle()
        assert isinstance(s.screen, ReaderScreen)


async def test_the_timeline_opens_from_the_search(tmp_path: Path) -> None:
    async with running(tmp_path, "s", *keys_of("search", "timeline")) as s:
        assert isinstance(s.screen, TimelineScreen)
