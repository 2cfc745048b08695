"""What many notes cost the screen: a screenful, whatever is done, and the first ones are there at once. Counts only."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from briefing.library.catalogue import Catalogue
from briefing.library.model import Briefing
from briefing.notes.model import Note
from briefing.notes.selectors import make_target
from briefing.notes.store import Store
from briefing.parallel.bitext import Bitext
from briefing.parallel.opening import open_bitext, open_parallel
from briefing.tui import note_lines
from briefing.tui.note_lines import Item
from briefing.tui.screens.notes import NotesScreen
from tui.app_making import Making, running

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


async def test_the_first_ones_are_shown_before_all_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, go, asked = filled(tmp_path), threading.Event(), []
    real = Store.notes

    def slow(self: Store, briefing: str | None = None, *, deleted: bool = False) -> list[Note]:
        asked.append(briefing)
        if briefing is None:
            assert go.wait(20)
        return real(self, briefing, deleted=deleted)

    async with running(tmp_path, making=Making(store=store)) as s:
        monkeypatch.setattr(Store, "notes", slow)
        s.screen.action_notes_all()  # type: ignore[attr-defined]
        await s.until(lambda: isinstance(s.screen, NotesScreen) and "Notiz 3" in s.text())
        assert f"{ALL} notes" in s.lines()[0]
        assert asked[:2] == ["b00", "b01"], "a screenful, and no more"
        before = s.lines()
        go.set()
        await s.settle()
        assert asked == ["b00", "b01", None]
        kept = [at for at, line in enumerate(before) if "Satz" in line or "Notiz" in line]
        assert len(kept) == 15
        assert [s.lines()[at] for at in kept] == [before[at] for at in kept], "nothing has moved"
        assert "= unchanged" in s.text()


async def test_the_end_of_the_list_is_its_end_before_all_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, go = filled(tmp_path), threading.Event()
    real = Store.notes

    def slow(self: Store, briefing: str | None = None, *, deleted: bool = False) -> list[Note]:
        if briefing is None:
            assert go.wait(20)
        return real(self, briefing, deleted=deleted)

    async with running(tmp_path, making=Making(store=store)) as s:
        monkeypatch.setattr(Store, "notes", slow)
        s.screen.action_notes_all()  # type: ignore[attr-defined]
        await s.until(lambda: isinstance(s.screen, NotesScreen) and "Notiz 3" in s.text())
        s.rows.action_bottom()
        screen = s.screen
        assert isinstance(screen, NotesScreen)
        for verb in ("mark", "mark_range", "tag", "delete", "versions", "edit_note"):
            getattr(screen, f"action_{verb}")()
        go.set()
        await s.settle()
        assert s.rows.index == ALL - 1
        assert "b11#50" in s.text()
        assert len(s.store.notes()) == ALL, "nothing was done to what isn't there yet"


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
