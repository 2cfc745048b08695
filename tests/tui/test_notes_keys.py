"""Every key of the notes screen: going through them, filtering, jumping, editing, deleting, exporting."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from briefing.library.catalogue import Catalogue
from briefing.notes.model import Category, Note, State
from briefing.notes.selectors import make_target
from briefing.notes.store import Store
from briefing.parallel.opening import open_parallel
from briefing.search.text_index import Found
from briefing.tui.note_filter import NoteFilter
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.picker import Picker
from briefing.tui.screens.prompt import Prompt
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.screens.register import RegisterScreen
from briefing.tui.screens.search import SearchScreen
from briefing.tui.screens.timeline import TimelineScreen
from tui.app_making import Making, Session, keys_of, running
from tui.library_making import write_library
from tui.test_reader_moving_keys import id_of, words

BODIES = ("Größe [bold]x[/bold] [/]", "zweite", "dritte", "vierte", "fünfte", "sechste")


def filled(home: Path) -> Making:
    """Return how to make an app with six notes on the long briefing, one on the German one, and one on a lost one."""
    write_library(home / "texts")
    store = Store(home / "data" / "notes.db")
    library = Catalogue(None).scan((home / "texts",))
    for briefing, bodies in (("lang", BODIES), ("nur", ("siebte",))):
        known = library.get(briefing)
        assert known
        lang = known.langs[-1]
        document = open_parallel(known).documents[lang]
        for index, body in enumerate(bodies):
            block = 1 + 5 * index if briefing == "nur" else 2 + 5 * index
            start, end = document.blocks[block].sentences[0]
            base = document.starts[block]
            target = make_target(document, base + start, base + end)
            note = Note("", briefing, lang, known.edition(lang).title, target, body=body, tags=(f"t{index}",))
            store.add(note, document.text)
    lost = replace(store.notes("nur")[0], id="", briefing="weg", title="Weg", body="verwaist")
    store.add(lost)
    return Making(store=store)


MOVES = [
    ("line-down", 0, 1),
    ("line-down", 7, 7),
    ("line-up", 3, 2),
    ("line-up", 0, 0),
    ("page-down", 0, 1),
    ("page-up", 7, 6),
    ("top", 5, 0),
    ("bottom", 0, 7),
]


async def test_moving(tmp_path: Path) -> None:
    async with running(tmp_path, "A", size=(120, 12), making=filled(tmp_path)) as s:
        got = []
        for verb, before, _ in MOVES:
            for key in keys_of("notes", verb):
                s.rows.highlight(before)
                await s.press(key)
                got.append((key, s.rows.index))
        assert got == [(key, after) for verb, _, after in MOVES for key in keys_of("notes", verb)]


async def test_what_is_shown(tmp_path: Path) -> None:
    async with running(tmp_path, "A", size=(120, 50), making=filled(tmp_path)) as s:
        text = s.text()
        for body in (*BODIES, "siebte", "verwaist"):
            assert body in text
        assert "8 notes" in s.lines()[0]
        assert "∅ not in this library" in text
        assert "de  Absatz 1.1 beginnt" in text, "the counterpart"
        assert "lang#2" in text
        assert "#t3" in text


@pytest.mark.parametrize("key", keys_of("notes", "open"))
async def test_jumping_to_the_passage(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "A", "j", "j", key, making=filled(tmp_path)) as s:
        assert isinstance(s.screen, ReaderScreen)
        assert (id_of(s), s.row) == ("lang", 12)
        assert s.sentence.startswith("Passage 3.1")
        assert words(s.lit("cursor")) == words(s.sentence)
        await s.press("A", "G", key)
        assert isinstance(s.screen, NotesScreen)
        assert s.said == "“weg” is not in the library any more."


@pytest.mark.parametrize("key", keys_of("notes", "edit-note"))
async def test_editing(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "A", "j", key, making=filled(tmp_path)) as s:
        assert isinstance(s.screen, NoteEditor)
        await s.type(" und mehr")
        await s.press("ctrl+s")
        assert isinstance(s.screen, NotesScreen)
        assert s.rows.index == 1
        assert "✎   zweite und mehr" in s.text()
        assert [note.body for note in s.store.notes()].count("zweite und mehr") == 1
        await s.press("U")
        assert "✎   zweite\n" in "\n".join(line.rstrip() for line in s.lines()) + "\n"


async def test_editing_tags_and_category_of_an_orphan(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "G", "a", "tab", making=filled(tmp_path)) as s:
        await s.fill("eins, #zwei ,, eins")
        await s.press("tab", "5", "ctrl+s")
        note = next(note for note in s.store.notes() if note.briefing == "weg")
        assert (note.tags, note.category) == (("eins", "zwei"), Category.TODO)


async def test_delete_undo_redo(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "j", making=filled(tmp_path)) as s:
        for delete in keys_of("notes", "delete"):
            for undo in keys_of("notes", "undo"):
                for redo in keys_of("notes", "redo"):
                    await s.press(delete)
                    assert bodies(s) == {*BODIES, "siebte", "verwaist"} - {"zweite"}
                    assert s.rows.index == 1
                    assert "7 notes" in s.lines()[0]
                    await s.press(undo)
                    assert len(bodies(s)) == 8
                    await s.press(redo)
                    assert "zweite" not in bodies(s)
                    await s.press(undo)
                    await s.hush()
                    assert "✎   zweite" in s.text()
                    s.rows.highlight(1)


def bodies(s: Session) -> set[str]:
    """Return the texts of all notes."""
    return {note.body for note in s.store.notes()}


@pytest.mark.parametrize("key", keys_of("notes", "filter"))
async def test_filter(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "A", key, making=filled(tmp_path), size=(120, 50)) as s:
        for query, count in [("FUENFTE", 1), ("t1", 1), ("ein langer", 0), ("long", 6), ("grosse", 6), ("[bold]", 1)]:
            await s.fill(query)
            assert f"{count} note" in s.lines()[0], query
            assert ("No note matches." in s.text()) == (count == 0)
        await s.fill("absatz drit")
        assert "1 note" in s.lines()[0], "the counterpart and the note together"
        await s.press("enter", "enter")
        assert s.sentence.startswith("Passage 3.1")
    async with running(tmp_path, "A", key, making=filled(tmp_path)) as s:
        await s.fill("sechs")
        await s.press("escape")
        assert "16 notes" in s.lines()[0]
        assert isinstance(s.screen, NotesScreen)


def marked(s: Session) -> list[str]:
    """Return what is marked in the first note of the list."""
    return [text for line in s.rows._lines_of(0, 120) for text, role in line if role == "match"]


async def test_the_filter_is_tolerant_and_marks_what_it_found(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "/", making=filled(tmp_path), size=(120, 50)) as s:
        wanted = [
            ("haedline pasage", 6, ["Passage", "headline"]),
            ("drite", 1, ["dritte"]),
            ("sizes 4.1", 1, ["4", "1", "sizes"]),
            ("tag:t3", 1, []),
            ("lang:de", 2, []),
            ("-lang:en siebte", 1, ["siebte"]),
            ("passage -dritte", 5, ["Passage"]),
            ('"begins with a headline" zweite', 1, ["begins with a headline", "zweite"]),
        ]
        for query, count, parts in wanted:
            await s.fill(query)
            assert f" {count} note" in s.lines()[0], query
            found = marked(s)
            assert all(part in " ".join(found) for part in parts), (query, found)
            assert bool(found) == bool(parts)
        await s.fill("")
        assert "8 notes" in s.lines()[0]
        assert marked(s) == []


async def test_notes_stay_in_their_order(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "/", making=filled(tmp_path), size=(120, 50)) as s:
        await s.fill("e")
        shown = [line.split("✎")[1].strip() for line in s.lines() if "✎" in line]
        assert shown == [body for body in (*BODIES, "siebte", "verwaist") if body in shown]
        assert len(shown) > 2


class _Gate:
    """Holds back the answers to some filters until it is opened."""

    def __init__(self, s: Session, monkeypatch: pytest.MonkeyPatch, held: str) -> None:
        self.open = threading.Event()
        self.asked: list[str] = []
        find = NoteFilter.find

        def slow(filtering: NoteFilter, text: str, state_of: Callable[[Note], State | None]) -> Found:
            self.asked.append(text)
            if text == held:
                assert self.open.wait(20)
            return find(filtering, text, state_of)

        monkeypatch.setattr(NoteFilter, "find", slow)


async def test_the_newest_filter_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path, "A", "/", making=filled(tmp_path), size=(120, 50)) as s:
        gate = _Gate(s, monkeypatch, "zweite")
        line = s.screen.query_one(Input)
        line.value = "zweite"
        await s.until(lambda: gate.asked == ["zweite"])
        for newer in ("vierte", "fünfte", "dritte"):
            line.value = newer
            await s.pilot.pause(0)
        assert "8 notes" in s.lines()[0], "nothing has been answered yet"
        gate.open.set()
        await s.settle()
        assert gate.asked == ["zweite", "dritte"], "what was overtaken is never looked for"
        assert marked(s) == ["dritte"]
        line.value = ""
        await s.settle()
        assert "8 notes" in s.lines()[0]


async def test_the_export_waits_for_the_filter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path, "A", "/", making=filled(tmp_path)) as s:
        gate = _Gate(s, monkeypatch, "zweite")
        s.screen.query_one(Input).value = "zweite"
        await s.until(lambda: gate.asked == ["zweite"])
        s.screen.action_export()  # type: ignore[attr-defined]
        await s.pilot.pause(0)
        assert not isinstance(s.screen, Prompt)
        gate.open.set()
        await s.until(lambda: isinstance(s.screen, Prompt) and "Export 1 note to" in s.text())


async def test_a_filter_goes_on_when_notes_change(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "/", making=filled(tmp_path), size=(120, 50)) as s:
        await s.fill("passage")
        await s.press("enter", "j", "delete")
        assert "5 notes" in s.lines()[0]
        await s.press("U")
        assert "6 notes" in s.lines()[0]


@pytest.mark.parametrize("key", keys_of("notes", "export"))
async def test_export_of_what_is_shown(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "A", "/", making=filled(tmp_path)) as s:
        await s.fill("dritte")
        await s.press("enter", key)
        assert isinstance(s.screen, Prompt)
        assert "Export 1 note to" in s.text()
        await s.fill(str(tmp_path / "aus.md"))
        await s.press("enter")
        text = (tmp_path / "aus.md").read_text(encoding="utf-8")
        assert "dritte" in text
        assert "zweite" not in text
        await s.press(key)
        await s.fill(str(tmp_path / "aus.md"))
        await s.press("enter")
        assert s.said.endswith("aus.md"), "our own export is replaced"
        (tmp_path / "aus.md").write_text("meins", encoding="utf-8")
        await s.press(key)
        await s.fill(str(tmp_path / "aus.md"))
        await s.press("enter")
        assert s.said.endswith("aus-2.md"), "somebody's work is not"


async def test_no_notes(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "enter", "a", "delete", "e") as s:
        assert s.said == "There are no notes to export."
        assert isinstance(s.screen, NotesScreen)
        assert "No notes yet" in s.text()


async def test_screens_theme_and_back(tmp_path: Path) -> None:
    async with running(tmp_path, "A", making=filled(tmp_path)) as s:
        for key in keys_of("notes", "search"):
            await s.press(key)
            assert isinstance(s.screen, SearchScreen)
            await s.press("escape")
        for key in keys_of("notes", "help"):
            await s.press(key)
            assert isinstance(s.screen, Picker)
            await s.press("escape")
        for key in keys_of("notes", "theme"):
            dark = s.app.current_theme.dark
            await s.press(key)
            assert s.app.current_theme.dark != dark
        for key in keys_of("notes", "back"):
            await s.press(key)
            assert isinstance(s.screen, LibraryScreen)
            await s.press("A")


@pytest.mark.parametrize("key", keys_of("notes", "quit"))
async def test_quit(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "A", key) as s:
        assert s.has_left


async def test_notes_follow_a_changed_text(tmp_path: Path) -> None:
    async with running(tmp_path, "A", making=filled(tmp_path), size=(120, 50)) as s:
        file = tmp_path / "texts" / "lang.en.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("Passage 2.1 begins with a headline about sizes. ", ""), encoding="utf-8")
        await s.press("escape", "R", "A")
        await s.until(lambda: "1 without a passage" in s.lines()[0])
        assert "∅ passage gone" in s.text()
        file.write_text(text.replace("Passage 2.1 begins with a headline", "Passage 2.1 began with a headline"))
        await s.press("escape", "R", "A")
        await s.until(lambda: "≈ changed" in s.text())


async def test_a_wrong_filter_is_named(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "/", making=filled(tmp_path)) as s:
        await s.fill("tga:x")
        await s.until(lambda: "tga: is no filter; did you mean tag:?" in s.text() and "No note matches." in s.text())
        await s.fill("")
        await s.until(lambda: "tga:" not in s.text())


async def test_views_of_reference_texts(tmp_path: Path) -> None:
    async with running(tmp_path, "A") as s:
        await s.press(*keys_of("notes", "timeline"))
        assert isinstance(s.screen, TimelineScreen)
        await s.press("escape", *keys_of("notes", "register"))
        assert isinstance(s.screen, RegisterScreen)
