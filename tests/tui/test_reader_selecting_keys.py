"""Every key that selects, and the mouse: by word, sentence and row, always inside one language."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.app_making import Session, keys_of, opened, running
from tui.test_reader_moving_keys import at, passage, row_of_passage, words

ROW = row_of_passage(4, 3)
FIRST = "Passage 4.3 begins with a headline about sizes."
SECOND = "It goes on with the number 43 so that every line differs from the one before."


@pytest.mark.parametrize("key", keys_of("reader", "select"))
async def test_select_begins_with_the_sentence_and_ends(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, key, making=opened("lang", ROW)) as s:
        assert s.sentence == FIRST
        assert words(s.lit("selection")) == FIRST.split()
        assert "selection" in s.lines()[0]
        await s.press(key)
        assert s.view.selection is None
        assert s.lit("selection") == ""


async def test_growing_by_sentence_row_and_section(tmp_path: Path) -> None:
    async with running(tmp_path, "v", "l", making=opened("lang", ROW)) as s:
        assert s.sentence == f"{FIRST} {SECOND}"
        await s.press("h")
        assert s.sentence == FIRST
        await s.press("h")
        assert s.sentence.endswith(f"It ends here.\n\n{FIRST}")
        await s.press("l", "J")
        assert s.sentence.startswith(FIRST)
        assert s.sentence.endswith("Passage 4.4 begins with a headline about sizes.")
        assert s.view.cursor == passage(4, 4)
        await s.press(".")
        assert s.sentence.endswith("Chapter 5")
        await s.press("g")
        assert s.sentence.startswith("A long text")
        assert s.sentence.endswith(FIRST)


async def test_words(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        for right in keys_of("reader", "word-next"):
            for left in keys_of("reader", "word-previous"):
                got = []
                for key in (right, right, right, left, left):
                    await s.press(key)
                    got.append(s.sentence)
                assert got == ["Passage", "4.3", "begins", "4.3", "Passage"]
                await s.press(left)
                assert s.sentence == ".", "the full stop before"
                assert s.view.cursor == passage(4, 2, 2)
                await s.press(right)
                assert s.sentence == "Passage"
                await s.press("escape")
                assert s.sentence == FIRST


async def test_the_last_word_from_the_end(tmp_path: Path) -> None:
    async with running(tmp_path, "left", "left", making=opened("lang", ROW)) as s:
        assert s.sentence == "sizes"


async def test_growing_word_by_word(tmp_path: Path) -> None:
    async with running(tmp_path, "right", "right", "v", "right", "right", making=opened("lang", ROW)) as s:
        assert s.sentence == "4.3 begins with"
        assert words(s.lit("selection")) == ["4.3", "begins", "with"]
        await s.press("left", "left", "left")
        assert s.sentence == "Passage 4.3"


async def test_a_selection_stays_in_its_language(tmp_path: Path) -> None:
    async with running(tmp_path, "v", "l", "tab", making=opened("lang", ROW)) as s:
        assert s.view.selection is None
        assert s.view.cursor == at("de", ROW, 1)
        await s.press("v", "l", "w")
        assert s.view.selection is None


async def test_leaving_for_another_place_ends_the_selection(tmp_path: Path) -> None:
    async with running(tmp_path, "v", "l", ":", making=opened("lang", ROW)) as s:
        await s.fill("3")
        await s.press("enter")
        assert s.view.selection is None


def place_of(s: Session, text: str) -> tuple[int, int]:
    """Return the cell of the view at which a text begins."""
    region = s.view.region
    for y, line in enumerate(s.lines()):
        if text in line:
            return line.index(text) - region.x, y - region.y
    raise AssertionError(text)


async def drag(s: Session, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Drag the mouse from one cell of the view to another one."""
    await s.pilot.mouse_down(s.view, offset=start)
    await s.pilot.hover(s.view, offset=((start[0] + end[0]) // 2, (start[1] + end[1]) // 2))
    await s.pilot.hover(s.view, offset=end)
    await s.pilot.mouse_up(s.view, offset=end)
    await s.settle()


async def test_dragging_selects_whole_words(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        x, y = place_of(s, "headline about")
        await drag(s, (x + 2, y), (x + 10, y))
        assert s.sentence == "headline about"
        assert words(s.lit("selection")) == ["headline", "about"]
        await drag(s, (x + 10, y), (x + 2, y))
        assert s.sentence == "headline about", "backwards too"
        await s.press("a")
        assert "“A long text”" in s.text()
        await s.press("ctrl+s")
        assert s.note.target.exact == "headline about"


async def test_dragging_stays_in_its_language(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        start, other = place_of(s, "Passage 4.3"), place_of(s, "Absatz 4.4")
        await drag(s, start, other)
        assert s.view.selection is None or s.view.selection.lang == "en"
        assert "Absatz" not in s.sentence


async def test_dragging_over_several_rows(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        start, end = place_of(s, "Absatz 4.3"), place_of(s, "Absatz 4.4")
        await drag(s, start, (end[0] + 2, end[1]))
        assert s.sentence.startswith("Absatz 4.3")
        assert s.sentence.endswith("\n\nAbsatz")


async def test_a_click_puts_the_cursor_there(tmp_path: Path) -> None:
    async with running(tmp_path, "v", making=opened("lang", ROW)) as s:
        await s.pilot.click(s.view, offset=place_of(s, "Absatz 4.4"))
        await s.settle()
        assert s.view.cursor == at("de", ROW + 1, 0)
        assert s.view.selection is None
        before = s.view.cursor
        await s.pilot.click(s.view, offset=(0, 1))  # between two paragraphs
        await s.settle()
        assert s.view.cursor == before, "where no text is, nothing happens"
