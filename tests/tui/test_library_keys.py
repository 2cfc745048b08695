"""Every key of the library: what it moves, opens, stores."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.document.parse import parse
from briefing.notes.model import Note, Reading
from briefing.notes.selectors import make_target
from briefing.notes.store import Store
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.picker import Picker
from briefing.tui.screens.prompt import Prompt
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.screens.register import RegisterScreen
from briefing.tui.screens.search import SearchScreen
from briefing.tui.screens.timeline import TimelineScreen
from tui.app_making import Making, keys_of, running
from tui.making import ENGLISH

# Verb, the item that is highlighted before, and after; three items of three lines fit into 11 lines.
MOVES = [
    ("line-down", 0, 1),
    ("line-down", 3, 3),
    ("line-up", 2, 1),
    ("line-up", 0, 0),
    ("page-down", 0, 2),
    ("page-down", 2, 3),
    ("page-up", 3, 1),
    ("page-up", 1, 0),
    ("top", 3, 0),
    ("bottom", 0, 3),
]


def note_on(briefing: str, body: str = "") -> Note:
    """Return a new note on the first sentence of the English text about openness, said to be in `briefing`."""
    document = parse(ENGLISH, "en", title="What does open mean?")
    start = document.starts[1]
    return Note("", briefing, "en", "What does open mean?", make_target(document, start, start + 35), body=body)


def store_with_note(home: Path, briefing: str = "offen", body: str = "") -> Store:
    """Return a store that holds one note."""
    store = Store(home / "data" / "notes.db")
    store.add(note_on(briefing, body), parse(ENGLISH, "en", title="What does open mean?").text)
    return store


async def test_moving(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 12)) as s:
        got = []
        for verb, before, _ in MOVES:
            for key in keys_of("library", verb):
                s.rows.highlight(before)
                await s.press(key)
                got.append((key, s.rows.index))
                assert "●" in s.text()
        assert got == [(key, after) for verb, _, after in MOVES for key in keys_of("library", verb)]


async def test_the_highlighted_item_is_on_the_screen(tmp_path: Path) -> None:
    async with running(tmp_path, "G", size=(80, 8)) as s:
        assert "[bold]Evil[/bold]" in s.text()
        assert "What does open mean?" not in s.text()
        await s.press("g")
        assert "What does open mean?" in s.text()


@pytest.mark.parametrize("key", keys_of("library", "open"))
async def test_open(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "j", key) as s:
        assert isinstance(s.screen, ReaderScreen)
        assert s.screen.briefing
        assert s.screen.briefing.id == "lang"


async def test_screens(tmp_path: Path) -> None:
    wanted = {"search": SearchScreen, "notes-here": NotesScreen, "notes-all": NotesScreen, "help": Picker, "go": Prompt}
    async with running(tmp_path) as s:
        for verb, screen in wanted.items():
            for key in keys_of("library", verb):
                await s.press(key)
                assert isinstance(s.screen, screen), key
                await s.press("escape")
                assert isinstance(s.screen, LibraryScreen)


async def test_notes_of_one_and_of_all(tmp_path: Path) -> None:
    store = store_with_note(tmp_path, "lang")
    store.add(note_on("offen"))
    async with running(tmp_path, "j", "i", making=Making(store=store)) as s:
        assert "Notes on “A long text”" in s.text()
        assert "1 note" in s.text()
        await s.press("escape", "A")
        assert "2 notes" in s.text()
        await s.press("escape")
        assert s.text().count("✎1") == 2


async def test_going_to_an_address(tmp_path: Path) -> None:
    async with running(tmp_path, ":") as s:
        await s.fill("langg#5")
        await s.press("enter")
        assert isinstance(s.screen, Prompt)
        assert "There is no briefing “langg”. Did you mean lang?" in s.text()
        await s.fill(" lang#7 ")
        await s.press("enter")
        assert s.row == 7
        await s.press("escape", ":")
        await s.fill("nur#99999999")
        await s.press("enter")
        assert s.reader.briefing
        assert s.reader.briefing.id == "nur"
        assert s.sentence == "Ein Satz ohne Gegenstück."


async def test_undo_and_redo(tmp_path: Path) -> None:
    async with running(tmp_path, making=Making(store=store_with_note(tmp_path))) as s:
        for undo in keys_of("library", "undo"):
            for redo in keys_of("library", "redo"):
                await s.press(undo)
                assert s.store.notes() == []
                assert s.said == "Undone."
                assert "✎" not in s.text()
                await s.press(undo)
                assert s.said == "Nothing to undo."
                await s.press(redo)
                assert len(s.store.notes()) == 1
                await s.press(redo)
                assert s.said == "Nothing to redo."
                await s.hush()
                assert "✎1" in s.text()


@pytest.mark.parametrize("key", keys_of("library", "export"))
async def test_export_of_all_notes(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, key) as s:
        assert s.said == "There are no notes to export."
        assert isinstance(s.screen, NotesScreen)
    async with running(tmp_path, key, making=Making(store=store_with_note(tmp_path, body="Mein Einwand"))) as s:
        assert isinstance(s.screen, Prompt)
        assert "Export 1 note to" in s.text()
        target = tmp_path / "aus.md"
        await s.fill(str(target))
        await s.press("enter")
        assert "Mein Einwand" in target.read_text(encoding="utf-8")


async def test_read_and_unread(tmp_path: Path) -> None:
    async with running(tmp_path, "j") as s:
        assert "4 unread" in s.text()
        for key in keys_of("library", "toggle-read"):
            await s.press(key)
            assert s.store.readings()["lang"].read
            assert "3 unread" in s.text()
            assert not any("●" in line for line in s.lines() if "A long text" in line)
            await s.press(key)
            assert not s.store.readings()["lang"].read
            assert "4 unread" in s.text()


async def test_read_keeps_the_position(tmp_path: Path) -> None:
    store = Store(tmp_path / "data" / "notes.db")
    store.save_reading(Reading("offen", 4, 0.5))
    async with running(tmp_path, "r", making=Making(store=store)) as s:
        assert replace(s.store.readings()["offen"], updated="") == Reading("offen", 4, 0.5, read=True)
        assert "50%" in s.text()


async def test_reload_shows_what_is_new_and_keeps_the_place(tmp_path: Path) -> None:
    async with running(tmp_path, "j", "j") as s:
        for number, key in enumerate(keys_of("library", "reload")):
            new = tmp_path / "texts" / f"neu{number}.de.md"
            new.write_text(f"---\ntitle: Neu {number}\nweight: 0\n---\n\nText.\n", encoding="utf-8")
            await s.press(key)
            await s.until(lambda title=f"Neu {number}": title in s.text())  # type: ignore[misc]
            assert s.rows.index == 3 + number
            assert f"{5 + number} briefings" in s.text()


async def test_problems(tmp_path: Path) -> None:
    async with running(tmp_path) as s:
        for key in keys_of("library", "problems"):
            await s.press(key)
            assert isinstance(s.screen, Picker)
            assert "kaputt.md:1" in s.text()
            assert "Not UTF-8" in s.text()
            await s.press("enter", "escape")
            assert isinstance(s.screen, LibraryScreen)
        (tmp_path / "texts" / "kaputt.md").unlink()
        await s.press("R")
        await s.until(lambda: "problem" not in s.lines()[0])
        await s.press("P")
        assert s.said == "All files could be read."


async def test_theme(tmp_path: Path) -> None:
    async with running(tmp_path) as s:
        for key in keys_of("library", "theme"):
            assert s.app.current_theme.dark
            await s.press(key)
            assert not s.app.current_theme.dark
            await s.press(key)


@pytest.mark.parametrize("key", [*keys_of("library", "leave"), *keys_of("library", "quit")])
async def test_leaving(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, key) as s:
        assert s.has_left


async def test_esc_never_leaves(tmp_path: Path) -> None:
    async with running(tmp_path, "escape", "escape") as s:
        assert s.app.is_running
        assert isinstance(s.screen, LibraryScreen)


async def test_an_empty_library(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    async with running(tmp_path, "j", "enter", "i", "r", "e", "escape", "G") as s:
        assert isinstance(s.screen, LibraryScreen)
        assert "0 briefings" in s.text()


async def test_views_of_reference_texts(tmp_path: Path) -> None:
    async with running(tmp_path) as s:
        await s.press(*keys_of("library", "timeline"))
        assert isinstance(s.screen, TimelineScreen)
        await s.press("escape", *keys_of("library", "register"))
        assert isinstance(s.screen, RegisterScreen)
