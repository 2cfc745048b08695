"""n and N after a search: on through the hits of the open briefing, until something replaces them."""

from __future__ import annotations

import threading
from pathlib import Path

from briefing.document.model import Lang
from briefing.search.model import Answer
from briefing.tui.messages import OpenBriefing
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.widgets.find_bar import FindBar
from tui.app_making import Session, keys_of, opened, running
from tui.library_making import PARAGRAPHS, SECTIONS
from tui.test_reader_moving_keys import id_of, row_of_passage

ROW = row_of_passage(4, 3)


def hits_of(row: int, query: str, briefing: str = "lang", lang: Lang = "de") -> OpenBriefing:
    return OpenBriefing(briefing, row, lang, query=query)


async def opening(s: Session, request: OpenBriefing) -> None:
    """Open a briefing as the search does, and wait for its hits."""
    s.screen.post_message(request)
    await s.settle()
    await s.until(lambda: "hit " in s.lines()[0])


async def test_going_through_the_hits_of_a_search(tmp_path: Path) -> None:
    async with running(tmp_path) as s:
        await opening(s, hits_of(row_of_passage(4, 3), "fährt fort zahl"))
        total = SECTIONS * PARAGRAPHS
        start = 3 * PARAGRAPHS + 3
        assert f"hit {start}/{total}" in s.lines()[0]
        assert s.row == row_of_passage(4, 3), "nothing moved"
        lit = s.lit("match") + s.lit("match-current")
        assert all(word in lit for word in ("fährt", "fort", "Zahl"))
        for forward, back in zip(keys_of("reader", "find-next"), keys_of("reader", "find-previous"), strict=False):
            await s.press(forward)
            assert s.row == row_of_passage(4, 4)
            assert f"hit {start + 1}/{total}" in s.lines()[0]
            await s.press(back, back)
            assert s.row == row_of_passage(4, 2)
            await s.press(forward)
        await opening(s, hits_of(row_of_passage(12, 4), "fährt fort zahl"))
        assert f"hit {total}/{total}" in s.lines()[0], "another hit of the same briefing"
        await s.press("n")
        assert s.row == row_of_passage(1, 1), "round to the first one"
        await s.press("N")
        assert s.row == row_of_passage(12, 4)
        await s.press("escape")
        assert "hit" not in s.lines()[0]
        assert s.lit("match") == ""
        assert isinstance(s.screen, ReaderScreen)
        await s.press("n")
        assert s.reader.query_one(FindBar).display, "nothing is left to go through"


async def test_somewhere_else_the_next_hit_is_the_first_one_from_there(tmp_path: Path) -> None:
    async with running(tmp_path) as s:
        s.screen.post_message(hits_of(0, "number 43", lang="en"))
        await s.until(lambda: " 2 hits " in s.lines()[0])
        assert s.row == 0
        await s.press("n")
        assert s.row == ROW
        assert "hit 2/2" in s.lines()[0], "in the language that is read"


async def test_hits_in_both_languages(tmp_path: Path) -> None:
    async with running(tmp_path) as s:
        row = row_of_passage(2, 1)
        await opening(s, hits_of(row, "2.1 21"))
        seen = []
        for _ in range(2):
            assert s.view.cursor
            seen.append((s.row, s.view.cursor.lang))
            await s.press("n")
        assert seen == [(row, "de"), (row, "en")]


async def test_a_find_replaces_the_hits(tmp_path: Path) -> None:
    async with running(tmp_path) as s:
        await opening(s, hits_of(ROW, "zahl"))
        assert "hit " in s.lines()[0]
        await s.press("/")
        await s.fill("Kapitel")
        await s.press("enter", "n")
        assert s.sentence == "Kapitel 6"
        assert "hit " not in s.lines()[0]
        assert f"match 6/{SECTIONS}" in s.lines()[0]


async def test_keys_before_the_hits_are_there_wait_for_them(tmp_path: Path) -> None:
    async with running(tmp_path) as s:
        held = Held(s)
        s.screen.post_message(hits_of(ROW, "fährt zahl"))
        await s.until(held.asked.is_set)
        s.reader.action_find_next()
        s.reader.action_find_next()
        assert s.row == ROW
        held.open.set()
        await s.until(lambda: "hit " in s.lines()[0])
        assert s.row == row_of_passage(5, 1)
        assert not s.reader.query_one(FindBar).display


async def test_late_hits_of_another_briefing_are_dropped(tmp_path: Path) -> None:
    async with running(tmp_path) as s:
        held = Held(s)
        s.screen.post_message(hits_of(ROW, "zahl"))
        await s.until(held.asked.is_set)
        s.screen.post_message(OpenBriefing("offen"))
        await s.until(lambda: id_of(s) == "offen")
        held.open.set()
        await s.settle()
        assert "hit" not in s.lines()[0]
        assert s.lit("match") == ""


async def test_esc_gives_up_hits_that_are_on_their_way(tmp_path: Path) -> None:
    async with running(tmp_path) as s:
        held = Held(s)
        s.screen.post_message(hits_of(ROW, "zahl"))
        await s.until(held.asked.is_set)
        assert not s.reader.clear_find()
        held.open.set()
        await s.settle()
        assert "hit" not in s.lines()[0]


async def test_the_way_back_and_changed_files_keep_the_hits(tmp_path: Path) -> None:
    async with running(tmp_path) as s:
        await opening(s, hits_of(ROW, "zahl"))
        await s.press("n", "t", "G", "enter", "backspace")
        await s.until(lambda: "hit " in s.lines()[0])
        await s.press("n")
        assert s.row == row_of_passage(5, 1)
        file = tmp_path / "texts" / "lang.de.md"
        file.write_text(file.read_text(encoding="utf-8") + "\nNoch eine Zahl.\n", encoding="utf-8")
        before = len(s.bitext.texts["de"])
        await s.press("R")
        await s.until(lambda: len(s.bitext.texts["de"]) > before and "hit " in s.lines()[0])
        assert s.row == row_of_passage(5, 1)
        await s.press("<")
        assert "hit" not in s.lines()[0], "another briefing has no hits"


class Held:
    """Holds back the hits until it is opened."""

    def __init__(self, s: Session) -> None:
        self.open, self.asked = threading.Event(), threading.Event()
        engine = s.app.desk.engine
        search = engine.search

        def slow(query: str, limit: int = 50, *, within: str = "") -> Answer:
            self.asked.set()
            assert self.open.wait(20)
            return search(query, limit, within=within)

        engine.search = slow  # type: ignore[method-assign]


async def test_a_find_that_is_given_up_leaves_the_hits(tmp_path: Path) -> None:
    async with running(tmp_path) as s:
        await opening(s, hits_of(ROW, "fährt fort zahl"))
        said, lit = s.lines()[0], s.lit("match")
        for query in ("kapitel", "", "qqqq"):
            await s.press("/")
            line = s.reader.query_one(FindBar)
            assert line.text == "", "what was found before has nothing to do with the hits"
            if query:
                await s.fill(query)
            await s.press("escape")
            assert s.row == ROW
            assert (s.lines()[0], s.lit("match")) == (said, lit)
        await s.press("n")
        assert s.row == ROW + 1


async def test_the_find_line_never_shows_what_is_not_searched(tmp_path: Path) -> None:
    async with running(tmp_path, "/", making=opened("lang", ROW)) as s:
        await s.fill("kapitel")
        there = s.lit("match-current")
        await s.press("escape", "/")
        assert s.reader.query_one(FindBar).text == "kapitel"
        assert s.lit("match-current") == there, "it is searched again"
        await s.press("enter", ">", "/")
        assert id_of(s) != "lang"
        assert s.reader.query_one(FindBar).text == "kapitel"
        assert "no match" in s.text()
