"""What many notes cost the screen: a screenful, whatever is done, and the first ones are there at once. Counts only."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from briefing.library.catalogue import Catalogue
from briefing.library.model import Briefing
from briefing.notes.model import Note
from briefing.notes.selectors import make_target
from briefing.notes.store import Store
from briefing.parallel.bitext import Bitext
from briefing.parallel.opening import open_bitext, open_parallel
from briefing.tui import note_lines
from briefing.tui.note_filter import NoteFilter
from briefing.tui.note_lines import Item
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.prompt import Prompt
from tui.app_making import Making, Session, running

BRIEFINGS, EACH = 12, 50
ALL = BRIEFINGS * EACH
SCREENFUL = 8
"""Notes that fit on forty lines."""


def filled(home: Path) -> Store:
    """Return a store with many notes on some briefings."""
    (home / "texts").mkdir(parents=True)
    for number in range(BRIEFINGS):
        lines = "\n\n".join(f"Satz {at} über Modelle." for at in range(EACH))
        (home / "texts" / f"b{number:02}.de.md").write_text(f"# Briefing {number:02}\n\n{lines}\n", encoding="utf-8")
    store = Store(None)
    for briefing in Catalogue(None).scan((home / "texts",)).briefings:
        document = open_parallel(briefing).documents["de"]
        for at in range(EACH):
            start = document.starts[at + 1]
            target = make_target(document, start, start + len(document.blocks[at + 1].text))
            store.add(Note("", briefing.id, "de", f"T {briefing.id}", target, body=f"Notiz {at}"), document.text)
    return store


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The notes that were painted."""
    seen: list[str] = []
    real = note_lines.note_lines

    def count(item: Item, *rest: Any) -> Any:
        seen.append(item.note.id)
        return real(item, *rest)

    monkeypatch.setattr("briefing.tui.screens.notes.note_lines", count)
    return seen


async def test_only_what_is_on_the_screen_is_painted(tmp_path: Path, painted: list[str]) -> None:
    async with running(tmp_path, "A", making=Making(store=filled(tmp_path))) as s:
        assert f"{ALL} notes" in s.lines()[0]
        assert len(set(painted)) <= SCREENFUL
        for keys, most in [(("G",), 2), (("S",), 3), (("space",), 2), (("M",), 2), (("slash",), 2), (("g",), 3)]:
            painted.clear()
            await s.press(*keys)
            assert len(set(painted)) <= most * SCREENFUL, keys
        painted.clear()
        await s.fill("modelle")
        assert f"{ALL} notes" in s.lines()[0]
        assert len(painted) <= 3 * SCREENFUL


class Held:
    """Holds back the reading of all notes.

    Attributes:
        go: lets it go on.
        asked: of which briefings the notes were read, None for all.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go, self.asked = threading.Event(), list[str | None]()
        real = Store.notes

        def slow(store: Store, briefing: str | None = None, *, deleted: bool = False) -> list[Note]:
            self.asked.append(briefing)
            if briefing is None:
                assert self.go.wait(20)
            return real(store, briefing, deleted=deleted)

        monkeypatch.setattr(Store, "notes", slow)


@asynccontextmanager
async def first_ones(
    home: Path, monkeypatch: pytest.MonkeyPatch, making: Making | None = None
) -> AsyncIterator[tuple[Session, NotesScreen, Held]]:
    """Open the list of notes, of which the first ones alone are read."""
    async with running(home, making=making or Making(store=filled(home))) as s:
        held = Held(monkeypatch)
        s.screen.action_notes_all()  # type: ignore[attr-defined]
        await s.until(lambda: isinstance(s.screen, NotesScreen) and "Notiz 3" in s.text())
        assert isinstance(s.screen, NotesScreen)
        yield s, s.screen, held
        held.go.set()


async def test_the_first_ones_are_shown_before_all_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with first_ones(tmp_path, monkeypatch) as (s, _, held):
        assert f"{ALL} notes" in s.lines()[0]
        assert held.asked[:2] == ["b00", "b01"], "a screenful, and no more"
        before = s.lines()
        held.go.set()
        await s.settle()
        assert held.asked == ["b00", "b01", None]
        kept = [at for at, line in enumerate(before) if "Satz" in line or "Notiz" in line]
        assert len(kept) == 15
        assert [s.lines()[at] for at in kept] == [before[at] for at in kept], "nothing has moved"
        assert "= unchanged" in s.text()


async def test_the_end_of_the_list_is_its_end_before_all_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with first_ones(tmp_path, monkeypatch) as (s, screen, held):
        s.rows.action_bottom()
        for verb in ("mark", "mark_range", "tag", "delete", "versions", "edit_note"):
            getattr(screen, f"action_{verb}")()
        held.go.set()
        await s.settle()
        assert s.rows.index == ALL - 1
        assert "b11#50" in s.text()
        assert len(s.store.notes()) == ALL, "nothing was done to what isn't there yet"


async def test_what_is_done_to_all_is_done_to_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with first_ones(tmp_path, monkeypatch) as (s, screen, held):
        screen.action_mark_all()
        await s.pilot.pause(0)
        assert s.said == "The notes are still being read."
        assert len(screen.marking) == 0
        screen.action_export()
        await s.pilot.pause(0)
        assert s.screen is screen, "it waits for the others"
        held.go.set()
        await s.until(lambda: isinstance(s.screen, Prompt) and f"Export {ALL} notes to" in s.text())


async def test_a_filter_waits_until_all_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with first_ones(tmp_path, monkeypatch) as (s, screen, held):
        screen.action_filter()
        screen.query_one(Input).value = "notiz 49"
        await s.pilot.pause(0.05)
        assert "No note matches" not in s.text()
        assert "Notiz 3" in s.text()
        held.go.set()
        await s.settle()
        assert f" {BRIEFINGS} notes" in s.lines()[0]


async def test_what_is_still_on_the_screen_after_going_to_the_trash_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path)
    store.delete(store.notes()[0].id)
    monkeypatch.chdir(tmp_path)
    async with running(tmp_path, "A", making=Making(store=store)) as s:
        assert isinstance(s.screen, NotesScreen)
        screen: NotesScreen = s.screen
        for verb in ("delete", "export", "versions", "edit_note", "mark", "mark_all", "open", "restore"):
            held = Held(monkeypatch)
            screen.action_trash()
            await s.until(lambda held=held: bool(held.asked))  # type: ignore[misc]
            assert screen.current is None
            assert screen.chosen == ()
            if verb == "open":
                s.rows.action_open()
            else:
                getattr(screen, f"action_{verb}")()
            await s.pilot.pause(0)
            assert s.screen is screen, verb
            held.go.set()
            await s.settle()
            if s.screen is not screen:  # the export, which has waited for the notes
                assert isinstance(s.screen, Prompt)
                assert f"Export {ALL - 1} notes to" in s.text()
                await s.press("escape")
            assert (len(store.notes()), len(store.notes(deleted=True))) == (ALL - 1, 1), verb


async def test_notes_that_are_left_are_freed(tmp_path: Path) -> None:
    async with running(tmp_path, making=Making(store=filled(tmp_path))) as s:
        left: list[weakref.ref[NoteFilter]] = []
        for _ in range(2):
            await s.press("A", "slash")
            screen = s.screen
            assert isinstance(screen, NotesScreen)
            left.append(weakref.ref(screen._listing.filter))
            await s.press("escape", "delete")
            assert gc.get_freeze_count() > ALL, "nobody looks at them again and again"
            left.append(weakref.ref(screen._listing.filter))
            await s.press("escape")
            assert not isinstance(s.screen, NotesScreen)
            assert gc.get_freeze_count() == 0
        assert [each() for each in left] == [None] * 4, "without the collector"


async def test_a_filter_by_state_says_what_it_does_not_know_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.tui.screens.notes_loading._TOLD", 0.0)
    turns = {f"b{number:02}": threading.Event() for number in range(BRIEFINGS)}

    def slow(briefing: Briefing) -> Bitext:
        assert turns[briefing.id].wait(20)
        return open_bitext(briefing)

    async with running(tmp_path, making=Making(store=filled(tmp_path), opener=slow)) as s:
        s.screen.action_notes_all()  # type: ignore[attr-defined]
        await s.until(lambda: isinstance(s.screen, NotesScreen) and f"{ALL} notes" in s.text())
        screen = s.screen
        assert isinstance(screen, NotesScreen)
        screen.action_filter()
        assert "not placed" not in s.lines()[0], "what is shown doesn't depend on it"
        line = screen.query_one(Input)
        line.value = "state:moved"
        await s.until(lambda: "No note matches yet" in s.text())
        assert f"0 notes · {ALL} not placed yet" in s.lines()[0]
        line.value = "state:exact"
        turns["b00"].set()
        await s.until(lambda: f"{EACH} notes · {ALL - EACH} not placed yet" in s.lines()[0])
        s.rows.highlight(7)
        before = screen.current
        turns["b01"].set()
        await s.until(lambda: f"{2 * EACH} notes" in s.lines()[0])
        assert screen.current == before
        for turn in turns.values():
            turn.set()
        await s.settle()
        assert screen.current == before
        assert f"{ALL} notes" in s.lines()[0]
        assert "not placed" not in s.lines()[0]


async def test_what_is_on_the_screen_is_placed_first(tmp_path: Path) -> None:
    opened: list[str] = []
    go = threading.Event()

    def slow(briefing: Briefing) -> Bitext:
        opened.append(briefing.id)
        assert len(opened) > 1 or go.wait(20)
        return open_bitext(briefing)

    async with running(tmp_path, making=Making(store=filled(tmp_path), opener=slow)) as s:
        s.screen.action_notes_all()  # type: ignore[attr-defined]
        await s.until(lambda: opened == ["b00"])
        s.rows.action_bottom()
        await s.until(lambda: "b11" in s.text())
        go.set()
        await s.settle()
        assert opened == ["b00", "b11", *(f"b{at:02}" for at in range(1, 11))]
