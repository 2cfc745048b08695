"""The keys of the search's list: two orders, more hits at its end, mistakes, and how far the index is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.message import Message
from textual.widgets import Input

from briefing.library.model import Library
from briefing.search.engine import Engine
from briefing.search.filters import Mistake
from briefing.search.model import Answer
from briefing.tui.messages import OpenBriefing
from briefing.tui.noted_list import NotedList
from briefing.tui.screens.base import DeskScreen
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.screens.search import LIMITS, SearchScreen
from tui.app_making import Making, Session, keys_of, running
from tui.hit_making import answer_with, hit, some_hits
from tui.test_goldens import check
from tui.test_reader_moving_keys import id_of

_BAR = dict.fromkeys(map(ord, "▁▂▃▄▅▆▇█"), " ")
"""The ends of the scroll bar."""


def shown_hits(s: Session) -> NotedList:
    """Return the list of hits on the screen."""
    assert isinstance(s.screen, SearchScreen)
    assert isinstance(s.screen._list, NotedList)
    return s.screen._list


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80", "120"])
async def test_the_screen_in_both_orders(size: tuple[int, int], tmp_path: Path, update_goldens: bool) -> None:
    async with running(tmp_path, "s", size=size) as s:
        mistakes = (Mistake(6, 20, "{typed}: no such date.", (("typed", "after:2025-13"),)),)
        answer_with(s, lambda query, _limit: Answer(query, some_hits(), 1.0, mistakes))
        await s.fill("offen after:2025-13")
        for name in ("best", "grouped"):
            lines = [line.translate(_BAR).rstrip() for line in s.lines()]
            check(f"search-{name}-{size[0]}", lines, update=update_goldens)
            await s.press("f2")


@pytest.mark.parametrize("key", keys_of("search", "group-hits"))
async def test_two_orders_at_a_key(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        await s.fill("Absatz")
        await s.press("down", "down")
        before = shown_hits(s).hits[2]
        assert "by briefing" not in s.lines()[0]
        await s.press(key)
        assert "by briefing" in s.lines()[0]
        assert shown_hits(s).hits[s.rows.index or 0] == before, "the same hit is highlighted"
        rows = [each.row for each in shown_hits(s).hits if each.briefing == before.briefing]
        assert rows == sorted(rows)
        await s.press("escape", "s")
        await s.fill("Absatz")
        assert "by briefing" in s.lines()[0], "kept for the session"
        await s.press("enter")
        assert isinstance(s.screen, ReaderScreen)
        await s.press("escape", "escape", key)
        assert "by briefing" not in s.lines()[0]
        await s.fill("")
        await s.press(key)
        assert isinstance(s.screen, SearchScreen)


async def test_more_hits_only_near_the_end(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        asked: list[int] = []

        def search(query: str, limit: int = 50) -> Answer:
            asked.append(limit)
            return Answer(query, tuple(hit(row=row, briefing=f"b{row % 7}") for row in range(limit)), 1.0)

        answer_with(s, search)
        await s.fill("x")
        assert asked == [LIMITS[0]]
        assert "20+ hits" in s.lines()[0]
        await s.press(*["down"] * 4)
        assert asked == [LIMITS[0]]
        await s.press("pagedown", "pagedown")
        assert asked == list(LIMITS[:2])
        assert "80+ hits" in s.lines()[0]
        index = s.rows.index
        assert index is not None
        assert shown_hits(s).hits[index].row == index
        await s.press("f2")
        assert shown_hits(s).hits[s.rows.index or 0].row == index
        line = s.rows._heights.top(s.rows.index or 0) - s.rows.scroll_offset.y
        s.rows.highlight(76)
        await s.settle()
        assert asked == list(LIMITS)
        assert 0 <= line < s.rows.size.height
        s.rows.highlight(199)
        await s.settle()
        assert asked == list(LIMITS), "that is all"
        assert "200+ hits" in s.lines()[0]
        await s.fill("y")
        assert asked[-1] == LIMITS[0], "a new query begins small"


async def test_a_screen_that_holds_all_hits_asks_for_more(tmp_path: Path) -> None:
    async with running(tmp_path, "s", size=(120, 100)) as s:
        asked: list[int] = []

        def search(query: str, limit: int = 50) -> Answer:
            asked.append(limit)
            return Answer(query, tuple(hit(row=row) for row in range(min(limit, 25))), 1.0)

        answer_with(s, search)
        await s.fill("x")
        assert asked == [20, 80]
        assert " 25 hits" in s.lines()[0]


async def test_refreshing_keeps_the_hit_on_its_line(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        hits = [tuple(hit(row=row) for row in range(10, 30))]
        answer_with(s, lambda query, limit: Answer(query, hits[0], 1.0))
        await s.fill("x")
        s.rows.highlight(12)
        await s.settle()
        before = s.rows._heights.top(12) - s.rows.scroll_offset.y
        hits[0] = tuple(hit(row=row) for row in (8, 9, *range(10, 28)))
        s.screen.on_index_changed()  # type: ignore[attr-defined]
        await s.settle()
        assert s.rows.index == 14
        assert s.rows._heights.top(14) - s.rows.scroll_offset.y == before
        assert shown_hits(s).hits[14].row == 22


async def test_refreshing_shows_the_best_hit_to_who_has_not_moved(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        hits = [tuple(hit(row=row, briefing=f"b{row % 3}") for row in range(30, 10, -1))]
        asked: list[int] = []

        def search(query: str, limit: int) -> Answer:
            asked.append(limit)
            return Answer(query, hits[0], 1.0)

        answer_with(s, search)
        for key in ("f2", "f2"):
            await s.fill(f"x{key}{s.app.desk.by_briefing}")
            assert shown_hits(s).hits[s.rows.index or 0] == hits[0][0], "the best one is highlighted in either order"
            await s.press(key)
            hits[0] = (hit(row=1, briefing=f"new{len(asked)}"), *hits[0][:-1])
            s.screen.on_index_changed()  # type: ignore[attr-defined]
            await s.settle()
            assert shown_hits(s).hits[s.rows.index or 0] == hits[0][0]


async def test_a_new_query_begins_at_the_top(tmp_path: Path) -> None:
    async with running(tmp_path, "s", "f2") as s:
        answer_with(s, lambda query, limit: Answer(query, tuple(hit(row=row) for row in range(15, 0, -1)), 1.0))
        await s.fill("x")
        assert shown_hits(s).hits[s.rows.index or 0].row == 15
        await s.press("pagedown", "down")
        await s.fill("y")
        assert shown_hits(s).hits[s.rows.index or 0].row == 15
        assert "15 hits" in "".join(s.lines()[3:6]), "the briefing's heading is there"


async def test_refreshing_leaves_the_wheel_alone(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        hits = [tuple(hit(row=row) for row in range(10, 28))]
        answer_with(s, lambda query, limit: Answer(query, hits[0], 1.0))
        await s.fill("x")
        s.rows.scroll_to(y=20, animate=False)
        await s.settle()
        hits[0] = (hit(row=1), *hits[0])
        s.screen.on_index_changed()  # type: ignore[attr-defined]
        await s.settle()
        assert s.rows.scroll_offset.y == 24, "the same hits are on the same lines"
        assert shown_hits(s).hits[s.rows.index or 0].row == 10


async def test_mistakes_are_told_in_the_readers_language(tmp_path: Path) -> None:
    mistake = Mistake(0, 4, "{typed}: only words, tag: and lang: can be excluded.", (("typed", "-in:x"),))
    async with running(tmp_path, "s", making=Making(lang="de")) as s:
        answer_with(s, lambda query, limit: Answer(query, (), 1.0, (mistake,) if ":" in query else ()))
        await s.fill("after:202x absatz")
        assert "-in:x: Ausschließen lassen sich nur Wörter" in "".join(s.lines()[3:6])
        await s.fill("absatz")
        assert "-in:x: Ausschließen lassen sich nur Wörter" not in s.text()


async def test_what_is_wrong_is_underlined_in_the_line(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        line = s.screen.query_one(Input)

        def underlined() -> str:
            return "".join(each.text for each in line.render_line(0) if each.style and each.style.underline)

        await s.fill("absatz tag:x lang:fr [b]")
        assert underlined() == "lang:fr"
        await s.press("backspace")
        assert underlined() == "lang:fr", "it is the newest query's"
        await s.fill("absatz lang:de")
        assert underlined() == ""


async def test_hits_outside_the_text_open_the_beginning(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        wanted = hit("Ein [bold] Wort", ["bold"], briefing="lang", row=0, field="summary", section="")
        answer_with(s, lambda query, limit: Answer(query, (wanted,), 1.0))
        await s.fill("bold")
        await s.press("enter")
        assert (id_of(s), s.row, s.lit("match")) == ("lang", 0, "")


async def test_the_query_goes_along_with_the_hit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def post(self: SearchScreen, message: Message) -> bool:
        if isinstance(message, OpenBriefing):
            opened.append(message.query)
        return DeskScreen.post_message(self, message)

    monkeypatch.setattr(SearchScreen, "post_message", post)
    async with running(tmp_path, "s") as s:
        await s.fill("masstab")
        await s.press("enter")
        assert opened == ["masstab"]


class SlowEngine(Engine):
    """A search that indexes when it is told to, and says how far it is."""

    def __init__(self) -> None:
        super().__init__(None)
        self.steps = threading.Semaphore(0)

    def update(self, library: Library, progress: Callable[[int, int], None] | None = None) -> int:
        """Index a briefing for each step."""
        total = len(library.briefings)
        for done in range(1, total + 1):
            assert self.steps.acquire(timeout=20)
            super().update(library)
            if progress:
                progress(done, total)
        return total


async def test_the_header_says_how_far_the_index_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.tui.scanning._TOLD", 0.0)
    monkeypatch.setattr("briefing.tui.screens.search._AGAIN", 0.0)
    engine = SlowEngine()
    engine.steps.release(99)
    async with running(tmp_path, "s", making=Making(engine=engine)) as s:
        while engine.steps.acquire(blocking=False):
            pass
        asked: list[str] = []
        search = engine.search

        def counted(query: str, limit: int = 50) -> Answer:
            asked.append(query)
            return search(query, limit)

        answer_with(s, counted)
        s.screen.query_one(Input).value = "qqqqqq"
        await s.until(lambda: "0 hits" in s.lines()[0] and "Nothing found." in s.text())
        s.app._rescan()
        await s.until(lambda: "Not found yet; texts are still being read." in s.text())
        assert "indexed" not in s.lines()[0], "it isn't known yet how much there is to do"
        searches = len(asked)
        engine.steps.release()
        await s.until(lambda: "0 hits · 25 % indexed" in s.lines()[0])
        await s.until(lambda: len(asked) > searches)
        engine.steps.release(99)
        await s.settle()
        assert "indexed" not in s.lines()[0]
        assert "Nothing found." in s.text()


async def test_narrow_and_wide(tmp_path: Path) -> None:
    async with running(tmp_path, "s", size=(40, 20)) as s:
        await s.fill("Absatz 3.2")
        assert "3.2" in s.text()
        for size in [(80, 24), (200, 50), (20, 5), (40, 12)]:
            await s.resize(*size)
            await s.press("down", "f2")
            assert [len(line) for line in s.lines()] == [size[0]] * size[1]


async def test_the_other_order_begins_at_its_top(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        await s.fill("Absatz")
        await s.press("f2")
        assert s.rows.scroll_offset.y == 0
        assert shown_hits(s).hits[s.rows.index or 0] == shown_hits(s).hits[0]


async def test_a_search_that_is_returned_to_shows_the_order_that_was_chosen_meanwhile(tmp_path: Path) -> None:
    async with running(tmp_path, "s") as s:
        await s.fill("Absatz")
        await s.press("enter", "s")
        await s.fill("Absatz")
        await s.press("f2", "escape", "escape", "escape")
        assert isinstance(s.screen, SearchScreen)
        assert "by briefing" in s.lines()[0]
        await s.press("f2")
        assert "by briefing" not in s.lines()[0]
