"""Every key of the small lists over a screen: help, outline, sources, problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.tui.keys import VERBS
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.picker import Picker
from briefing.tui.screens.reader import ReaderScreen
from tui.app_making import keys_of, opened, running
from tui.library_making import SECTIONS
from tui.test_reader_moving_keys import heading

LAST = SECTIONS
"""Index of the last entry of the long briefing's outline: the title is the first one."""
MOVES = [
    ("line-down", 3, 4),
    ("line-down", LAST, LAST),
    ("line-up", 3, 2),
    ("line-up", 0, 0),
    ("page-down", 0, 6),
    ("page-up", LAST, LAST - 6),
    ("top", 7, 0),
    ("bottom", 2, LAST),
]


async def test_moving(tmp_path: Path) -> None:
    async with running(tmp_path, "t", making=opened("lang"), size=(80, 12)) as s:
        got = []
        for verb, before, _ in MOVES:
            for key in keys_of("picker", verb):
                s.rows.highlight(before)
                await s.press(key)
                got.append((key, s.rows.index))
                chapter = f"Chapter {s.rows.index}" if s.rows.index else "A long text"
                assert any(chapter in line for line in s.lines()[1:]), "what is highlighted is on the screen"
        assert got == [(key, after) for verb, _, after in MOVES for key in keys_of("picker", verb)]


@pytest.mark.parametrize("key", keys_of("picker", "open"))
async def test_choosing(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "t", "j", "j", "j", key, making=opened("lang")) as s:
        assert isinstance(s.screen, ReaderScreen)
        assert s.view.cursor == heading(3)


@pytest.mark.parametrize("key", keys_of("picker", "back"))
async def test_leaving(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "t", "j", key, making=opened("lang", 20)) as s:
        assert isinstance(s.screen, ReaderScreen)
        assert s.row == 20


@pytest.mark.parametrize("key", keys_of("picker", "quit"))
async def test_quit(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "t", key, making=opened("lang")) as s:
        assert s.has_left


async def test_a_click_highlights_and_a_second_one_chooses(tmp_path: Path) -> None:
    async with running(tmp_path, "t", making=opened("lang")) as s:
        await s.pilot.click(s.rows, offset=(5, 6))
        await s.settle()
        assert s.rows.index == 6
        assert isinstance(s.screen, Picker)
        await s.pilot.click(s.rows, offset=(5, 6))
        await s.settle()
        assert s.view.cursor == heading(6)


async def test_headings_can_not_be_chosen(tmp_path: Path) -> None:
    async with running(tmp_path, "f1", "g", "enter") as s:
        assert isinstance(s.screen, Picker)
        assert s.rows.index == 0
        await s.press("escape")
        assert isinstance(s.screen, LibraryScreen)


async def test_help_is_ordered_by_groups(tmp_path: Path) -> None:
    async with running(tmp_path, "f1", making=opened("lang"), size=(120, 100)) as s:
        assert isinstance(s.screen, Picker)
        titles = ["".join(piece[0] for piece in entry.pieces) for entry in s.screen._entries if entry.value is None]
        assert [title.strip() for title in titles] == list(dict.fromkeys(verb.group for verb in VERBS))


async def test_long_details_are_wrapped(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    words = " ".join(f"Wort{number}" for number in range(60))
    (texts / "a.de.md").write_text(f"# Titel\n\nSatz.[^1] Noch einer.[^2]\n\n[^1]: {words}\n\n[^2]: Kurz.\n")
    async with running(tmp_path, "enter", "J", "f", size=(80, 24)) as s:
        assert "Wort20" in s.text()
        await s.press("j")
        assert "Wort20" not in s.text()
        assert "Kurz." in s.text()


async def test_hostile_entries(tmp_path: Path) -> None:
    async with running(tmp_path, "t", making=opened("boese")) as s:
        assert "[/] [bold]Evil[/bold] [@click=app.quit]End[/]" in "".join(s.lines()[1:])
        await s.press("escape", "f")
        assert "ftp://example.org/x" in s.text()
