"""Keys of the notes screen for what was: the trash, restoring, and the versions of a note."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.notes.model import Category
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.note_versions import VersionsDialog
from briefing.tui.screens.notes import NotesScreen
from tui.app_making import Session, keys_of, running
from tui.test_goldens import check
from tui.test_notes_keys import bodies, filled


@pytest.mark.parametrize("key", keys_of("notes", "trash"))
async def test_to_the_trash_and_back(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "A", key, making=filled(tmp_path)) as s:
        assert s.lines()[0].split() == ["Trash", "0", "notes", "·", "newest", "change", "first"]
        assert "The trash is empty." in s.text()
        await s.press(key, "j", "delete", "delete", key)
        assert "2 notes" in s.lines()[0]
        assert "zweite" in s.text()
        assert f"deleted {s.store.notes(deleted=True)[0].deleted[:10]}" in s.text()
        assert s.text().index("dritte") < s.text().index("zweite"), "the last one first"
        await s.press(key)
        assert "6 notes" in s.lines()[0]
        await s.press(key, "escape")
        assert isinstance(s.screen, NotesScreen)
        assert "6 notes" in s.lines()[0], "Esc leaves the trash first"
        await s.press("escape")
        assert isinstance(s.screen, LibraryScreen)


@pytest.mark.parametrize("key", keys_of("notes", "restore"))
async def test_restoring(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "A", key, making=filled(tmp_path)) as s:
        assert s.said == "These notes are not in the trash; x shows it."
        await s.press("space", "space", "delete", "x", key)
        assert len(bodies(s)) == 7
        assert s.said == "Note restored."
        await s.press("U")
        assert len(bodies(s)) == 6
        await s.press("M", key)
        assert len(bodies(s)) == 8
        assert s.said == "2 notes restored."
        await s.press("U")
        assert len(bodies(s)) == 6
        assert "2 notes" in s.lines()[0]


async def test_nothing_in_the_trash_is_changed(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "space", "space", "delete", "x", making=filled(tmp_path)) as s:
        before = s.store.notes(), s.store.notes(deleted=True)
        for key in ("enter", "a", "t", "c", "e"):
            await s.hush()
            await s.press(key)
            assert isinstance(s.screen, NotesScreen)
            assert s.said == "Notes in the trash stay as they are; r restores them."
        await s.press("delete")
        assert s.said == "These notes are in the trash already."
        assert (s.store.notes(), s.store.notes(deleted=True)) == before
        await s.press("slash")
        await s.fill("zweite")
        assert "1 note" in s.lines()[0], "it is filtered as the notes are"


def inside(s: Session) -> list[str]:
    """Return the lines of the dialog."""
    return [line.split("│")[1].strip() for line in s.lines() if line.count("│") == 2]


@pytest.mark.parametrize("key", keys_of("notes", "versions"))
async def test_the_history_of_a_note(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "A", "j", making=filled(tmp_path), size=(120, 40)) as s:
        first = next(note for note in s.store.notes() if note.body == "zweite")
        second = s.store.edit(replace(first, body="zweite Fassung", category=Category.DOUBT))
        s.store.edit(replace(second, tags=("neu",)))
        await s.press("escape", "A", "j", key)
        assert isinstance(s.screen, VersionsDialog)
        lines = inside(s)
        heads = [line for line in lines if "this device" in line]
        assert [head.split("  ")[1] for head in heads] == ["changed: tags", "changed: text, category", "written"]
        assert any(line.startswith("tags: − #t1  + #neu") for line in lines), "of the newest one first"
        await s.press("j")
        lines = inside(s)
        assert "category: ! claim → ? doubt" in lines
        assert lines[lines.index("text") + 1 :][:2] == ["− zweite", "+ zweite Fassung"]
        await s.press("j", "enter")
        assert isinstance(s.screen, NotesScreen)
        now = next(note for note in s.store.notes() if note.id == first.id)
        assert (now.body, now.tags, now.category, now.target) == (
            "zweite", ("t1",), Category.CLAIM, first.target,
        )  # fmt: skip
        assert now.rev == 4, "one more change"
        await s.press("U")
        now = next(note for note in s.store.notes() if note.id == first.id)
        assert (now.body, now.tags, now.category) == ("zweite Fassung", ("neu",), Category.DOUBT)


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("width", [80, 120])
async def test_what_the_history_looks_like(width: int, lang: str, tmp_path: Path, update_goldens: bool) -> None:
    making = replace(filled(tmp_path), lang=lang)
    assert making.store
    first = next(note for note in making.store.notes() if note.body == "zweite")
    text = "Eine Zeile bleibt.\nDer Preis steigt um 3 % im Jahr, und das ist in diesem langen Satz nur ein Teil davon."
    second = making.store.edit(replace(first, body=text, tags=("kosten", "alt")))
    body = text.replace("3 %", "5 %").replace("nur ein", "der größte")
    making.store.edit(replace(second, body=body, tags=("kosten", "neu"), category=Category.DOUBT))
    async with running(tmp_path, "A", "j", "h", making=making, size=(width, 26)) as s:
        lines = [re.sub(r"20\d\d-\d\d-\d\d( \d\d:\d\d)?", "2026-11-22\\1", line).rstrip() for line in s.lines()]
        lines = [re.sub(r"22 \d\d:\d\d", "22 10:11", line) for line in lines]
        check(f"versions-{lang}-{width}", lines, update=update_goldens)


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("width", [80, 120])
async def test_what_the_trash_looks_like(width: int, lang: str, tmp_path: Path, update_goldens: bool) -> None:
    making = replace(filled(tmp_path), lang=lang)
    async with running(tmp_path, "A", "delete", "G", "delete", "x", "space", making=making, size=(width, 20)) as s:
        await s.hush()
        lines = [re.sub(r"20\d\d-\d\d-\d\d", "2026-11-22", line).rstrip() for line in s.lines()]
        check(f"trash-{lang}-{width}", lines, update=update_goldens)


async def test_a_version_that_is_there_already_changes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "h", making=filled(tmp_path)) as s:
        before = s.store.notes()
        await s.press("enter")
        assert s.said == "The note is like this already."
        await s.press("h", "escape")
        assert isinstance(s.screen, NotesScreen)
        await s.press("h", "tab", "j", "q")
        assert isinstance(s.screen, NotesScreen)
        assert s.store.notes() == before


async def test_a_version_of_a_note_in_the_trash(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "delete", "x", "h", "j", "enter", making=filled(tmp_path)) as s:
        assert len(s.store.notes(deleted=True)) == 1, "it stays there"
