"""Files that change or vanish under an open reader: places, searches and selections of the old text do no harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.tui.screens.library import LibraryScreen
from tui.app_making import Session, opened, running
from tui.test_reader_moving_keys import at, go, id_of, row_of_passage

ROW = row_of_passage(10, 4)
SHORT = 8
"""Blocks that are left of the long briefing after it was cut."""


def cut(s: Session) -> None:
    """Leave only the beginning of the long briefing's files."""
    for file in (s.home / "texts").glob("lang.*.md"):
        blocks = file.read_text(encoding="utf-8").split("\n\n")
        file.write_text("\n\n".join(blocks[:SHORT]), encoding="utf-8")


def remove(s: Session) -> None:
    """Remove the files of the long briefing."""
    for file in (s.home / "texts").glob("lang.*.md"):
        file.unlink()


def rows(s: Session) -> int:
    """Return how many rows the open text has."""
    return len(s.bitext.parallel().rows)


@pytest.mark.parametrize("keys", ["lhJ", "vlm", "5p2", "nN+-", "wx4"])
async def test_a_text_that_shrinks_under_the_cursor(keys: str, tmp_path: Path) -> None:
    async with running(tmp_path, "v", "l", making=opened("lang", ROW)) as s:
        cut(s)
        await s.press("R")
        await s.until(lambda: rows(s) < ROW)
        await s.settle()
        assert s.row == rows(s) - 1
        assert s.view.selection is None
        assert s.sentence
        await s.press(*keys)
        await s.press("escape")
        assert s.app.is_running


async def test_a_text_that_shrinks_while_something_is_sought(tmp_path: Path) -> None:
    async with running(tmp_path, "/", making=opened("lang", ROW)) as s:
        await s.fill("Absatz")
        cut(s)
        s.app._rescan()
        await s.until(lambda: rows(s) < ROW)
        await s.settle()
        assert s.lit("match") == ""
        await s.press("escape", "n", "escape", "N")
        await s.fill("Absatz 1")
        assert s.sentence.startswith("Absatz 1.")


async def test_history_of_a_text_that_shrank(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        await go(s, "3")
        cut(s)
        await s.press("R")
        await s.until(lambda: rows(s) < ROW)
        await s.press("backspace")
        assert s.row == rows(s) - 1
        await s.press("alt+right")
        assert s.row == 3


async def test_history_of_a_text_that_vanished(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        await go(s, "nur#1")
        remove(s)
        await s.press("backspace")
        assert "lang.de.md" in s.said
        assert "Nur auf Deutsch" in s.lines()[0], "the text that stays keeps its title"
        await s.press(">")
        assert id_of(s) == "boese"
        assert s.row == 0


async def test_changes_elsewhere_keep_the_sentence_and_its_line(tmp_path: Path) -> None:
    async with running(tmp_path, "l", "l", "j", "j", making=opened("lang", ROW)) as s:
        before = s.view.cursor, s.line_of_row()
        file = tmp_path / "texts" / "lang.en.md"
        file.write_text(file.read_text(encoding="utf-8") + "\n\nMore.\n", encoding="utf-8")
        await s.press("R")
        await s.until(lambda: rows(s) > 61)
        await s.settle()
        assert (s.view.cursor, s.line_of_row()) == before


async def test_one_language_vanishes_and_comes_back(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        file = tmp_path / "texts" / "lang.en.md"
        text = file.read_text(encoding="utf-8")
        file.unlink()
        await s.press("R")
        await s.until(lambda: "· German ·" in s.text())
        await s.settle()
        assert s.view.cursor == at("de", ROW, 0)
        file.write_text(text, encoding="utf-8")
        await s.press("R")
        await s.until(lambda: "· both ·" in s.text())
        await s.settle()
        assert s.view.cursor == at("de", ROW, 0)
        assert "Absatz 10.4" in s.text()


async def test_a_note_on_a_passage_that_is_gone(tmp_path: Path) -> None:
    async with running(tmp_path, "m", "escape", making=opened("lang", ROW)) as s:
        cut(s)
        await s.press("R")
        await s.until(lambda: rows(s) < ROW)
        await s.press("escape", "A")
        await s.until(lambda: "∅ passage gone" in s.text())
        await s.press("enter")
        assert id_of(s) == "lang"
        assert s.said == "The noted passage is gone; this is where it last stood."
        await s.press("+", "-", "delete", "i", "delete")
        assert s.store.notes() == []


async def test_a_briefing_whose_file_vanished(tmp_path: Path) -> None:
    async with running(tmp_path, "j") as s:
        remove(s)
        await s.press("enter")
        assert "lang.de.md" in s.said
        assert isinstance(s.screen, LibraryScreen), "there is nothing that a reader could show"
        await s.press("R")
        await s.until(lambda: "A long text" not in s.text())
        assert s.app.is_running


async def test_a_briefing_that_vanishes_while_it_is_read(tmp_path: Path) -> None:
    async with running(tmp_path, "a", making=opened("lang", 20)) as s:
        await s.fill("bleibt")
        await s.press("ctrl+s")
        remove(s)
        await s.press("R", "l")
        assert s.sentence
        await s.press("A", "enter")
        assert "not in the library any more" in s.said
        assert "bleibt" in s.text()
        await s.press("e")
        await s.fill(str(tmp_path / "aus.md"))
        await s.press("enter")
        assert "bleibt" in (tmp_path / "aus.md").read_text(encoding="utf-8")


async def test_a_file_that_is_no_text_any_more(tmp_path: Path) -> None:
    async with running(tmp_path, "j") as s:
        (tmp_path / "texts" / "lang.de.md").write_bytes(b"\xff\xfe\x00kaputt\xfc")
        await s.press("enter")
        assert "lang.de.md" in s.said
        assert s.app.is_running
