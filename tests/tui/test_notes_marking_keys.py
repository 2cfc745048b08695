"""Keys of the notes screen for several notes at once: marks, tags, categories, deleting, exporting, each one undo."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from briefing.notes.model import Category
from briefing.tui.screens.category_bar import CategoryBar
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.prompt import Prompt
from briefing.tui.screens.tag_prompt import TagPrompt
from tui.app_making import Session, keys_of, running
from tui.test_notes_keys import BODIES, bodies, filled


def marked(s: Session) -> list[int]:
    """Return which of the shown notes are marked."""
    screen = s.screen
    assert isinstance(screen, NotesScreen)
    lines = [screen._lines(index, 120)[0][0][0] for index in range(len(screen._arranged.notes))]
    return [index for index, line in enumerate(lines) if line.startswith("●")]


@pytest.mark.parametrize("key", keys_of("notes", "mark"))
async def test_marking_goes_on_to_the_next(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "A", key, key, "j", key, making=filled(tmp_path)) as s:
        assert marked(s) == [0, 1, 3]
        assert s.rows.index == 4
        assert "8 notes · 3 selected" in s.lines()[0]
        s.rows.highlight(1)
        await s.press(key)
        assert marked(s) == [0, 3]


@pytest.mark.parametrize("key", keys_of("notes", "mark-range"))
async def test_marking_a_range(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "A", "j", "space", "j", "j", key, making=filled(tmp_path)) as s:
        assert marked(s) == [1, 2, 3, 4]
        await s.press("k", "k", "k", "k", key)
        assert marked(s) == [0, 1, 2, 3, 4], "upwards too"
    async with running(tmp_path, "A", "j", key, making=filled(tmp_path / "b")) as s:
        assert marked(s) == [1], "with no mark before, the one alone"


async def test_marking_all_and_none(tmp_path: Path) -> None:
    async with running(tmp_path, "A", making=filled(tmp_path)) as s:
        for some in keys_of("notes", "mark-all"):
            for none in keys_of("notes", "mark-none"):
                await s.press(some)
                assert marked(s) == list(range(8))
                await s.press(none)
                assert marked(s) == []
                assert "selected" not in s.lines()[0]


async def test_marks_survive_the_filter(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "space", "slash", making=filled(tmp_path)) as s:
        await s.fill("sechste")
        assert "1 note · 1 selected · 1 of them not shown" in s.lines()[0]
        await s.press("enter", "M")
        assert "1 note · 2 selected · 1 of them not shown" in s.lines()[0]
        await s.press("escape")
        assert marked(s) == [0, 5]
        await s.press("delete")
        assert bodies(s) == {*BODIES, "siebte", "verwaist"} - {BODIES[0], "sechste"}
        assert "6 notes " not in s.text().split("\n", 1)[1]
        assert "selected" not in s.lines()[0], "what is gone is not marked"


@pytest.mark.parametrize("key", keys_of("notes", "tag"))
async def test_tags_of_several(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "A", "space", "space", key, making=filled(tmp_path)) as s:
        assert isinstance(s.screen, TagPrompt)
        assert "Tags of 2 notes" in s.text()
        assert "There now: t0, t1" in s.text()
        await s.fill("neu, #Größe, -t0, -nirgends")
        await s.press("enter")
        tags = {note.body: note.tags for note in s.store.notes()}
        assert tags[BODIES[0]] == ("neu", "Größe")
        assert tags["zweite"] == ("t1", "neu", "Größe")
        assert tags["dritte"] == ("t2",)
        assert s.said == "2 notes changed. U undoes it."
        await s.press("U")
        tags = {note.body: note.tags for note in s.store.notes()}
        assert (tags[BODIES[0]], tags["zweite"]) == (("t0",), ("t1",))
        assert marked(s) == [0, 1]


async def test_tags_of_the_highlighted_note_are_completed(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "j", "t", making=filled(tmp_path)) as s:
        await s.fill("x, t")
        await s.press("tab")
        assert s.screen.query_one(Input).value == "x, t0", "the most frequent one"
        await s.press("enter")
        assert {note.body: note.tags for note in s.store.notes()}["zweite"] == ("t1", "x", "t0")
        before = s.store.notes()
        await s.press("t", "enter", "t", "escape")
        assert s.store.notes() == before, "nothing was asked for"


@pytest.mark.parametrize("key", keys_of("notes", "category"))
async def test_the_category_of_several(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "A", "space", "space", "space", key, making=filled(tmp_path)) as s:
        assert isinstance(s.screen, CategoryBar)
        assert "Category of 3 notes:" in s.text()
        await s.press("4")
        assert Counter(note.category for note in s.store.notes()) == {Category.DOUBT: 3, Category.CLAIM: 5}
        await s.press("U")
        assert {note.category for note in s.store.notes()} == {Category.CLAIM}
        await s.press(key, "escape")
        assert {note.category for note in s.store.notes()} == {Category.CLAIM}


@pytest.mark.parametrize("key", keys_of("notes", "delete"))
async def test_deleting_several_is_undone_as_one(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "A", "M", key, making=filled(tmp_path)) as s:
        assert bodies(s) == set()
        assert s.said == "8 notes deleted. U brings them back."
        await s.press("U")
        assert len(bodies(s)) == 8
        await s.press("ctrl+y")
        assert bodies(s) == set()


@pytest.mark.parametrize("key", keys_of("notes", "export"))
async def test_exporting_the_marked_ones(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "A", "space", "j", "space", key, making=filled(tmp_path)) as s:
        assert isinstance(s.screen, Prompt)
        assert "Export 2 notes to" in s.text()
        await s.fill(str(tmp_path / "aus.md"))
        await s.press("enter")
        text = (tmp_path / "aus.md").read_text(encoding="utf-8")
        assert "dritte" in text
        assert "zweite" not in text


async def test_somebody_else_changed_one_of_them(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "space", "space", making=filled(tmp_path)) as s:
        await s.press("t")
        other = next(note for note in s.store.notes() if note.body == "zweite")
        s.store.edit(replace(other, body="anders"))
        await s.fill("neu")
        await s.press("enter")
        assert s.said.startswith("The note was changed elsewhere")
        assert all("neu" not in note.tags for note in s.store.notes())
        await s.press("t")
        await s.fill("neu")
        await s.press("enter")
        assert sum("neu" in note.tags for note in s.store.notes()) == 2, "what is shown is fresh again"


async def test_no_notes_no_deeds(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "space", "V", "M", "N", "t", "c", "delete", "h", "r", "S") as s:
        assert isinstance(s.screen, NotesScreen)
