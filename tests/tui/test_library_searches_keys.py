"""Saved searches in the library: shown, counted, opened, deleted and brought back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from briefing.search.model import Answer
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.screens.search import SearchScreen
from tui.app_making import Making, Session, keys_of, running
from tui.hit_making import answer_with
from tui.test_library_keys import store_with_note
from tui.test_search_saving_keys import save

LINES = ('"Der Maßstab" = "masstab"', '"Alle Absätze" = "absatz"')


def line_with(s: Session, text: str) -> str:
    """Return the first line of the terminal that holds a text."""
    return next((line for line in s.lines() if text in line), "")


async def test_they_stand_above_the_briefings_with_their_hits(tmp_path: Path) -> None:
    save(tmp_path, *LINES)
    async with running(tmp_path) as s:
        await s.until(lambda: "hit" in line_with(s, "Alle Absätze"))
        assert line_with(s, "Der Maßstab").split()[:4] == ["★", "Der", "Maßstab", "masstab"]
        assert line_with(s, "Der Maßstab").rstrip().endswith("1 hit")
        order = [s.text().index(text) for text in ("Der Maßstab", "Alle Absätze", "What does open mean?")]
        assert order == sorted(order)
        assert s.rows.index == 2, "the first briefing is highlighted all the same"
        await s.press("enter")
        assert isinstance(s.screen, ReaderScreen)
        assert s.screen.briefing
        assert s.screen.briefing.id == "offen"


@pytest.mark.parametrize("key", keys_of("library", "open"))
async def test_opening_one(key: str, tmp_path: Path) -> None:
    save(tmp_path, *LINES)
    async with running(tmp_path, "g", key) as s:
        assert isinstance(s.screen, SearchScreen)
        assert s.screen.query_text == "masstab"
        assert "offen#8" in s.text()
        await s.press("escape")
        assert isinstance(s.screen, LibraryScreen)
        assert s.rows.index == 0


@pytest.mark.parametrize("key", keys_of("library", "delete"))
@pytest.mark.parametrize("undo", keys_of("library", "undo"))
async def test_deleting_and_bringing_back(key: str, undo: str, tmp_path: Path) -> None:
    file = save(tmp_path, "# meine", *LINES, "kaputt")
    whole = file.read_text(encoding="utf-8")
    async with running(tmp_path, "g", key, making=Making(store=store_with_note(tmp_path))) as s:
        assert file.read_text(encoding="utf-8").splitlines() == ["# meine", LINES[1], "kaputt"]
        assert "Der Maßstab" not in s.text()
        assert s.rows.index == 0
        await s.press(key, key)
        assert "Alle Absätze" not in s.text()
        assert s.rows.index == 0
        await s.press("question_mark", "escape", undo)
        assert "Alle Absätze" in s.text()
        assert "Der Maßstab" not in s.text()
        await s.press(undo)
        assert file.read_text(encoding="utf-8") == whole
        assert len(s.store.notes()) == 1
        await s.press(undo)
        assert s.store.notes() == [], "then what was changed before"
        await s.press("g", key, "ctrl+y", undo)
        assert s.store.notes() == [], "a note was changed later, so that comes first"


async def test_delete_does_nothing_to_a_briefing(tmp_path: Path) -> None:
    file = save(tmp_path, *LINES)
    async with running(tmp_path, "G", "delete", "r", "i", "escape") as s:
        assert len(file.read_text(encoding="utf-8").splitlines()) == 2
        assert isinstance(s.screen, LibraryScreen)
        await s.press("g", "r", "i")
        assert isinstance(s.screen, LibraryScreen), "what needs a briefing does nothing on a search"


async def test_lines_that_mean_nothing_are_named_and_kept(tmp_path: Path) -> None:
    file = save(tmp_path, "oh", LINES[0], "[weh]")
    async with running(tmp_path) as s:
        assert "searches.toml: no saved search in line 1, 3; it is kept as it is." in s.said
        await s.hush()
        await s.press("s", "escape", "g", "delete")
        assert s.said == "Saved search deleted. U brings it back."
        assert file.read_text(encoding="utf-8") == "oh\n[weh]\n"


async def test_counted_again_when_the_index_changes(tmp_path: Path) -> None:
    save(tmp_path, '"Neues" = "neuigkeit"')
    async with running(tmp_path) as s:
        await s.until(lambda: "0 hits" in line_with(s, "Neues"))
        (tmp_path / "texts" / "neu.de.md").write_text("# Neu\n\nEine Neuigkeit.\n", encoding="utf-8")
        await s.press("R")
        await s.until(lambda: "1 hit" in line_with(s, "Neues"))


async def test_counting_never_holds_up_the_keys(tmp_path: Path) -> None:
    save(tmp_path, *LINES)
    async with running(tmp_path) as s:
        gate, asked = threading.Event(), []
        search = s.app.desk.engine.search

        def slow(query: str, limit: int = 50) -> Answer:
            asked.append(query)
            assert gate.wait(20)
            return search(query, limit)

        answer_with(s, slow)
        s.app._indexed(True)
        await s.until(lambda: len(asked) == 1)
        s.rows.action_bottom()
        await s.pilot.pause(0)
        assert s.rows.index == 5
        s.app._indexed(True)
        await s.until(lambda: len(asked) == 2)
        gate.set()
        await s.settle()
        assert sorted(asked) == ["absatz", "masstab", "masstab"], "what was late went no further"


async def test_at_every_size(tmp_path: Path) -> None:
    save(tmp_path, *LINES, f'"{"sehr langer Name " * 9}" = "{"wort " * 40}"')
    async with running(tmp_path) as s:
        for size in [(80, 24), (40, 12), (20, 5), (200, 50)]:
            await s.resize(*size)
            await s.press("g", "j", "pagedown", "pageup", "G")
            assert [len(line) for line in s.lines()] == [size[0]] * size[1]
            assert s.rows.index == 6
