"""The reader's own notes in the search: above the hits, never in their way."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from briefing.notes.finding import NoteFinder
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.screens.search import SearchScreen
from tui.app_making import keys_of, running
from tui.test_notes_keys import filled
from tui.test_reader_moving_keys import id_of


async def test_notes_stand_above_the_hits(tmp_path: Path) -> None:
    async with running(tmp_path, "s", making=filled(tmp_path)) as s:
        await s.fill("headline sizes")
        assert "5+ notes" in s.lines()[0]
        assert s.rows.index == 5, "Enter opens the best hit all the same"
        lines = s.lines()
        heading = next(at for at, line in enumerate(lines) if line.strip() == "Notes")
        assert "“Passage" in lines[heading + 1]
        await s.fill("dritte")
        assert "1 note" in s.lines()[0]
        assert "dritte" in s.text()
        await s.fill("qqqqxyz")
        assert "note" not in s.lines()[0]
        assert "Nothing found." in s.text()


@pytest.mark.parametrize("key", keys_of("search", "line-up"))
async def test_a_note_is_opened_at_its_passage(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "s", making=filled(tmp_path)) as s:
        await s.fill("Passage 3.1 headline")
        await s.press(*[key] * 9)
        assert s.rows.index == 0
        await s.press("enter")
        assert isinstance(s.screen, ReaderScreen)
        assert id_of(s) == "lang"
        assert s.sentence.startswith("Passage 3.1")


async def test_notes_alone(tmp_path: Path) -> None:
    async with running(tmp_path, "s", making=filled(tmp_path)) as s:
        await s.fill("in:note fuenfte")
        assert s.lines()[0].endswith(" 1 note ")
        assert "Nothing found." not in s.text()
        await s.press("enter")
        assert s.sentence.startswith("Passage 5.1")


async def test_notes_of_other_libraries_are_left_out(tmp_path: Path) -> None:
    async with running(tmp_path, "s", making=filled(tmp_path)) as s:
        await s.fill("in:note verwaist")
        assert "note" not in s.lines()[0]


async def test_a_new_note_is_found(tmp_path: Path) -> None:
    async with running(tmp_path, "s", making=filled(tmp_path)) as s:
        await s.fill("in:note dritte")
        await s.press("enter", "a")
        await s.type(" ganz neues")
        await s.press("ctrl+s", "s")
        assert isinstance(s.screen, SearchScreen)
        await s.fill("in:note neues")
        await s.until(lambda: "1 note" in s.lines()[0])


async def test_hits_never_wait_for_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    prepare = NoteFinder.prepare

    def slow(finder: NoteFinder) -> None:
        assert gate.wait(20)
        prepare(finder)

    monkeypatch.setattr(NoteFinder, "prepare", slow)
    async with running(tmp_path, making=filled(tmp_path)) as s:
        s.screen.action_search()  # type: ignore[attr-defined]
        await s.until(lambda: isinstance(s.screen, SearchScreen))
        s.screen.query_one("Input").value = "dritte Kapitel"  # type: ignore[attr-defined]
        await s.until(lambda: "hits" in "".join(s.lines()[:1]))  # before the first paint there are none
        assert "note" not in s.lines()[0]
        gate.set()
        s.screen.query_one("Input").value = "dritte"  # type: ignore[attr-defined]
        await s.until(lambda: "1 note" in s.lines()[0])


async def test_a_deleted_note_is_found_no_more(tmp_path: Path) -> None:
    async with running(tmp_path, "s", making=filled(tmp_path)) as s:
        await s.fill("in:note dritte")
        assert "1 note" in s.lines()[0]
        await s.press("enter", "delete", "escape")
        assert isinstance(s.screen, SearchScreen)
        await s.until(lambda: "Nothing found." in s.text())


async def test_a_saved_search_for_notes_counts_them(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "searches.toml").write_text('"Meine" = "in:note dritte"\n', encoding="utf-8")
    async with running(tmp_path, making=filled(tmp_path)) as s:
        await s.until(lambda: "1 note" in next(line for line in s.lines() if "Meine" in line))
