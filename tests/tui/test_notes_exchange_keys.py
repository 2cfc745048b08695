"""Importing and syncing from the list of notes."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event

import pytest

from briefing.export.writing import write
from briefing.notes.exchange import importing
from briefing.notes.exchange.syncing import sync
from briefing.notes.store import Store
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.picker import Picker
from briefing.tui.screens.prompt import Prompt
from notes.making import note
from tui.app_making import Making, Session, keys_of, running

THERE = "bbbbbbbb-0000-7000-8000-bbbbbbbbbbbb"
HERE = "aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    quote = {"type": "TextQuoteSelector", "exact": "Passage 2.1 begins with a headline"}
    one = {"type": "Annotation", "bodyValue": "von anderswo", "target": {"source": "lang.en.md", "selector": quote}}
    path = tmp_path / "annotations.json"
    path.write_text(json.dumps([one | {"created": "2026-11-20T07:00:00Z"}, 7]), encoding="utf-8")
    return path


def bodies(s: Session) -> list[str]:
    return [note.body for note in s.store.notes()]


@pytest.mark.parametrize("key", keys_of("notes", "import"))
async def test_importing(key: str, tmp_path: Path, file: Path) -> None:
    async with running(tmp_path, "A", key) as s:
        assert isinstance(s.screen, Prompt)
        await s.fill(str(file))
        await s.press("enter")
        assert isinstance(s.screen, Picker)
        assert "Import: 1 added, 1 set aside" in s.text()
        assert "it is no annotation" in s.text()
        assert bodies(s) == []
        await s.press("enter")
        assert isinstance(s.screen, NotesScreen)
        assert bodies(s) == ["von anderswo"]
        assert "von anderswo" in s.text()
        assert "Imported: 1 added, 1 set aside." in s.said
        assert len(list((tmp_path / "data" / "quarantine").iterdir())) == 1
        await s.press(key)
        await s.fill(str(file))
        await s.press("enter")
        assert "nothing new in this file" in s.text()
        await s.press("enter")
        assert bodies(s) == ["von anderswo"]
        await s.press("U")
        assert bodies(s) == []


async def test_an_import_is_only_done_when_it_is_wanted(tmp_path: Path, file: Path) -> None:
    async with running(tmp_path, "A") as s:
        for answer in (("escape",), ("down", "enter")):
            await s.press("I")
            await s.fill(str(file))
            await s.press("enter", *answer)
            assert isinstance(s.screen, NotesScreen)
            assert bodies(s) == []
        await s.press("I", "escape")
        assert isinstance(s.screen, NotesScreen)
        assert not (tmp_path / "data").exists()


async def test_a_file_that_can_not_be_imported_is_named(tmp_path: Path, file: Path) -> None:
    async with running(tmp_path, "A", "I") as s:
        file.write_text("nothing", encoding="utf-8")
        await s.fill(str(file))
        await s.press("enter")
        assert str(file) in s.said
        assert isinstance(s.screen, NotesScreen)
        await s.press("I")
        await s.fill(str(tmp_path / "weg"))
        await s.press("enter")
        assert "can't be read" in s.said


async def test_what_became_of_it_is_told_also_when_the_list_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    with Store(None, instance=THERE) as other:
        other.add(note("von dort", briefing="weg"))
        sync(other, folder, THERE)
    left = Event()

    def late(*given: object) -> object:
        left.wait(10)
        return sync(*given)  # type: ignore[arg-type]

    def late_export(*given: object) -> Path:
        left.wait(10)
        return write(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("briefing.notes.exchange.syncing.sync", late)
    monkeypatch.setattr("briefing.tui.screens.exporting.write", late_export)
    store = Store(tmp_path / "data" / "notes.db", instance=HERE)
    async with running(tmp_path, making=Making(store=store, settings={"sync": folder})) as s:
        for way, said in (("sync", "1 file of other devices read: 1 added."), ("export", "Exported to ")):
            left.clear()
            await s.press("A")
            if way == "sync":
                await s.pilot.press("Y", "escape")
            else:
                await s.press("e")
                await s.fill(str(tmp_path / "x.md"))
                await s.pilot.press("enter", "escape")
            assert not isinstance(s.screen, NotesScreen)
            left.set()
            for _ in range(200):
                await s.pilot.pause(0.02)
                if s.said.startswith(said):
                    break
            assert s.said.startswith(said)
        assert bodies(s) == ["von dort"]


@pytest.mark.parametrize("key", keys_of("notes", "sync"))
async def test_syncing(key: str, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    with Store(None, instance=THERE) as other:
        async with running(tmp_path, "A", key) as s:
            assert "Set “sync” under [notes]" in s.said
        store = Store(tmp_path / "data" / "notes.db", instance=HERE)
        making = Making(store=store, settings={"sync": folder})
        async with running(tmp_path, "A", key, making=making) as s:
            assert s.said == "0 files of other devices read: nothing new."
            other.add(note("von dort", briefing="weg"))
            sync(other, folder, THERE)
            await s.press(key)
            assert s.said == "1 file of other devices read: 1 added."
            assert "von dort" in s.text()
            (folder / "briefing-x.jsonl").write_text('{"format":"briefing-journal","version":9}\n')
            await s.press(key)
            assert s.said.endswith("Not all could be read: briefing-x.jsonl.")
            (folder / "briefing-x.jsonl").rename(folder / "briefing-\x1b[31m[b]y.jsonl")
            (folder / "briefing-z.jsonl").write_text('{"format":"briefing-journal","version":1}\n{"format":"brie')
            await s.press(key)
            assert "briefing-z.jsonl ends in the middle of a line" in s.said
            assert s.said.endswith("Not all could be read: briefing-[b]y.jsonl.")
            folder.rename(tmp_path / "moved")
            await s.press(key)
            assert "is no folder that can be used" in s.said


async def test_one_exchange_at_a_time(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go, real = Event(), importing.open_given

    def slow(path: Path) -> importing.Given:
        assert go.wait(20)
        return real(path)

    monkeypatch.setattr(importing, "open_given", slow)
    folder = tmp_path / "shared"
    folder.mkdir()
    async with running(tmp_path, "A", "I", making=Making(settings={"sync": folder})) as s:
        await s.fill(str(file))
        s.app.simulate_key("enter")
        await s.until(lambda: isinstance(s.screen, NotesScreen))
        s.app.simulate_key("Y")
        await s.until(lambda: s.said == "An import or sync is still under way.")
        assert list(folder.iterdir()) == []
        s.app.simulate_key("question_mark")
        await s.until(lambda: isinstance(s.screen, Picker))
        go.set()
        await s.settle()
        assert s.said == "Nothing was imported: something else was opened meanwhile."
        assert bodies(s) == []
