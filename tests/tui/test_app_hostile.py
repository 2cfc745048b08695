"""Texts that come late, titles that look like markup, notes that can't be read: the app tells and goes on."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from briefing.errors import StoreError
from briefing.library.model import Briefing
from briefing.notes.model import Reading
from briefing.notes.store import Store
from briefing.parallel.bitext import Bitext
from briefing.parallel.opening import open_bitext
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.picker import Picker
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.screens.search import SearchScreen
from tui.app_making import Making, Session, opened, running
from tui.test_reader_moving_keys import id_of, words

TITLE = "[/] [bold]Evil[/bold] [@click=app.quit]End[/]"


class Gate:
    """Opens briefings, but lets those that are named wait until it is lifted."""

    def __init__(self, *slow: str) -> None:
        self.slow = slow
        self.lifted = threading.Event()
        self.waiting: list[str] = []

    def open(self, briefing: Briefing) -> Bitext:
        if briefing.id in self.slow:
            self.waiting.append(briefing.id)
            assert self.lifted.wait(20)
        return open_bitext(briefing)


async def test_a_late_text_does_not_show_under_another_title(tmp_path: Path) -> None:
    gate = Gate("lang")
    async with running(tmp_path, making=Making(opener=gate.open)) as s:
        s.app.simulate_key("j")
        s.app.simulate_key("enter")
        await s.until(lambda: gate.waiting == ["lang"])
        await s.until(lambda: "opening …" in s.text())
        s.app.simulate_key("escape")
        await s.until(lambda: isinstance(s.screen, LibraryScreen))
        s.app.simulate_key("k")
        s.app.simulate_key("enter")
        await s.until(lambda: "offen#0" in s.text())
        gate.lifted.set()
        await s.settle()
        assert id_of(s) == "offen"
        assert "What does open mean?" in s.lines()[0]
        assert "A long text" not in s.text()


async def test_a_late_text_in_the_same_reader_is_dropped(tmp_path: Path) -> None:
    gate = Gate("nur")
    making = opened("lang", 20)
    making.opener = gate.open
    async with running(tmp_path, making=making) as s:
        s.app.simulate_key("greater_than_sign")
        await s.until(lambda: gate.waiting == ["nur"])
        s.app.simulate_key("less_than_sign")
        await s.until(lambda: "offen#0" in s.text())
        gate.lifted.set()
        await s.settle()
        assert id_of(s) == "offen"
        assert s.bitext.langs == ("de", "en")
        assert "Nur auf Deutsch" not in s.lines()[0]


async def test_leaving_while_a_text_is_read(tmp_path: Path) -> None:
    gate = Gate("offen")
    async with running(tmp_path, making=Making(opener=gate.open)) as s:
        s.app.simulate_key("enter")
        await s.until(lambda: gate.waiting == ["offen"])
        s.app.simulate_key("escape")
        await s.until(lambda: isinstance(s.screen, LibraryScreen))
        gate.lifted.set()
        await s.settle()
        assert s.app.is_running


async def test_keys_before_the_text_is_there(tmp_path: Path) -> None:
    gate = Gate("offen")
    async with running(tmp_path, making=Making(opener=gate.open)) as s:
        s.app.simulate_key("enter")
        await s.until(lambda: gate.waiting == ["offen"])
        for key in ("j", "l", "J", "w", "tab", "v", "right", "m", "a", "y", "t", "f", "o", "plus", "delete", "p", "x"):
            s.app.simulate_key(key)
        for key in ("3", "4", "equals_sign", "n", "r", "U", "backspace", "space", "G"):
            s.app.simulate_key(key)
        await s.until(lambda: not s.app.message_queue_size)
        gate.lifted.set()
        await s.settle()
        assert s.app.is_running


async def test_titles_are_never_markup(tmp_path: Path) -> None:
    async with running(tmp_path, "G") as s:
        assert TITLE in s.text()
        assert "\x1b" not in s.text()
        await s.press("enter")
        assert TITLE in s.lines()[0]
        assert TITLE in "".join(s.lines()[1:])
        await s.press("m", "escape", "i")
        assert f"Notes on “{TITLE}”" in s.lines()[0]
        assert TITLE in "".join(s.lines()[1:])
        await s.press("escape", "a")
        assert f"Note on “{TITLE}”" in s.text()
        await s.press("escape", "y")
        assert s.app.clipboard.startswith(f"“{TITLE}”")
        await s.press("s")
        await s.fill("evil")
        assert TITLE in s.text()


async def test_footer_keys_can_be_clicked(tmp_path: Path) -> None:
    async with running(tmp_path) as s:
        for label, screen in [("s search", SearchScreen), ("A all notes", NotesScreen), ("? help", Picker)]:
            await click(s, label)
            assert isinstance(s.screen, screen)
            await s.press("escape")
        await click(s, "Enter open")
        assert isinstance(s.screen, ReaderScreen)
        before = s.sentence
        await click(s, "l sentence")
        assert s.sentence != before
        await click(s, "Esc back")
        assert isinstance(s.screen, LibraryScreen)
        await click(s, "q quit")
        assert s.has_left


async def click(s: Session, label: str) -> None:
    """Click on a word of the footer."""
    line = s.lines()[-1]
    assert label in line
    await s.pilot.click(offset=(line.index(label) + 1, len(s.lines()) - 1))
    await s.settle()


async def test_clicks_beside_everything(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("nur")) as s:
        for x, y in [(0, 0), (119, 0), (119, 39), (0, 39), (60, 38), (3, 20)]:
            await s.pilot.click(offset=(x, y))
            await s.settle()
        assert isinstance(s.screen, ReaderScreen)


class Unreadable(Store):
    """Notes that can't be read or written."""

    def readings(self) -> dict[str, Reading]:
        raise StoreError("Unreadable.")

    def counts(self) -> dict[str, int]:
        raise StoreError("Unreadable.")

    def notes(self, briefing: str | None = None, *, deleted: bool = False) -> list:  # type: ignore[type-arg]
        raise StoreError("Unreadable.")

    def save_reading(self, reading: Reading) -> None:
        raise StoreError("Unwritable.")

    def undo(self) -> str | None:
        raise StoreError("Unwritable.")


@pytest.mark.parametrize("keys", [("enter", "l", "escape"), ("A",), ("i",), ("r",), ("U",), ("enter", "r", ">")])
async def test_texts_can_be_read_when_the_notes_can_not(keys: tuple[str, ...], tmp_path: Path) -> None:
    making = Making(store=Unreadable(tmp_path / "data" / "notes.db"))
    async with running(tmp_path, *keys, making=making) as s:
        assert s.app.is_running
        assert "able." in s.said


FEW_COLOURS = [{"TERM": "xterm", "COLORTERM": ""}, {"TERM": "xterm-256color", "COLORTERM": ""}, {"NO_COLOR": "1"}]


@pytest.mark.parametrize("environ", FEW_COLOURS, ids=["16", "256", "none"])
async def test_terminals_with_few_colours_show_everything(
    environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    async with running(tmp_path) as s:
        assert "What does open mean?" in s.text()
        await s.press("enter")
        assert words(s.lit("cursor")) == words(s.sentence)
        await s.press("v", "l", "m", "escape", "T")
        assert words(s.lit("cursor"))
        await s.press("i", "escape", "s", "escape", "question_mark", "escape")
        assert isinstance(s.screen, ReaderScreen)


async def test_an_unknown_theme_is_no_reason_to_fail(tmp_path: Path) -> None:
    async with running(tmp_path, making=Making(settings={"theme": "gibtsnicht"})) as s:
        assert s.app.current_theme.dark
    async with running(tmp_path, making=Making(settings={"theme": "light"})) as s:
        assert not s.app.current_theme.dark
    async with running(tmp_path, making=Making(settings={"theme": "dracula"})) as s:
        assert s.app.theme == "dracula"
