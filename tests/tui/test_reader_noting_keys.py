"""Every key that makes, shows, goes to, deletes, copies or exports a note from the text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.notes.model import SYMBOLS, Category
from briefing.tui.screens.category_bar import CategoryBar
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.prompt import Prompt
from briefing.tui.screens.reader import ReaderScreen
from tui.app_making import Session, keys_of, opened, running
from tui.test_reader_moving_keys import heading, id_of, passage, row_of_passage, words

ROW = row_of_passage(4, 3)
ENGLISH = "Passage 4.3 begins with a headline about sizes."
GERMAN = "Absatz 4.3 beginnt mit einer Überschrift über Größen."


def line_with(s: Session, text: str) -> str:
    """Return the first screen line that holds a text."""
    return next(line for line in s.lines()[2:] if text in line)


@pytest.mark.parametrize("key", keys_of("reader", "highlight"))
async def test_highlight_marks_both_languages(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, key, making=opened("lang", ROW)) as s:
        assert isinstance(s.screen, CategoryBar)
        assert "Highlighted." in s.text()
        note = s.note
        assert (note.briefing, note.lang, note.body, note.category) == ("lang", "en", "", Category.CLAIM)
        assert (note.target.exact, note.kind, note.title) == (ENGLISH, "sentence", "A long text")
        assert s.store.snapshot(note.target.snapshot)
        await s.press("escape", "J")
        assert line_with(s, "Passage 4.3").startswith(" ! Passage")
        assert "· Absatz 4.3" in line_with(s, "Passage 4.3")
        await s.press("2")
        assert words(s.lit("note")) == ENGLISH.split()
        await s.press("1")
        assert words(s.lit("note-other")) == GERMAN.split()
        assert s.lit("note") == ""


async def test_a_digit_sets_the_category(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        for digit, category in enumerate(Category, 1):
            await s.press("m", str(digit))
            assert isinstance(s.screen, ReaderScreen)
            assert s.note.category is category, "the same passage is not highlighted twice"
            assert line_with(s, "Passage 4.3").startswith(f" {SYMBOLS[category]} Passage")
        await s.press("m", "9")
        assert isinstance(s.screen, ReaderScreen)
        assert s.note.category is Category.OWN


async def test_all_categories_can_be_seen_in_a_narrow_terminal(tmp_path: Path) -> None:
    making = opened("lang", ROW)
    making.lang = "de"
    async with running(tmp_path, "m", size=(50, 20), making=making) as s:
        assert "6 *" in s.lines()[-1]
        assert "1 ! Behauptung" in s.lines()[-1], "the one that is chosen has its name"
        await s.press("6", "a")
        await s.hush()
        assert "1!" in s.text()
        assert "6* Eigenes" in s.text()


async def test_the_category_line_can_be_left_by_any_key(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        for key in ("escape", "enter", "j", "q", "0", "x"):
            await s.press("m", key)
            assert isinstance(s.screen, ReaderScreen)
            assert s.note.category is Category.CLAIM
            assert s.row == ROW


async def test_highlighting_a_selection(tmp_path: Path) -> None:
    async with running(tmp_path, "right", "right", "v", "right", "m", "4", making=opened("lang", ROW)) as s:
        assert (s.note.target.exact, s.note.kind, s.note.category) == ("4.3 begins", "span", Category.DOUBT)
        assert s.view.selection is None
        await s.press("2", "J")
        assert words(s.lit("note")) == ["4.3", "begins"]


async def test_a_selection_over_two_rows(tmp_path: Path) -> None:
    async with running(tmp_path, "v", "J", "m", "escape", making=opened("lang", ROW)) as s:
        assert s.note.kind == "multi"
        assert s.note.target.exact.count("\n\n") == 1
        assert line_with(s, "Passage 4.3").startswith(" ! Passage")
        assert line_with(s, "Passage 4.4").startswith((" ! Passage", " ▎ Passage"))


async def test_kinds_of_passages(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        for place, keys, kind in [(heading(2), "m", "heading"), (passage(2, 1), "vllm", "paragraph")]:
            s.view.move_to(place)
            await s.press(*keys, "escape")
            assert s.store.notes()[-1].kind == kind
    async with running(tmp_path, making=opened("offen", 10)) as s:
        assert s.sentence.startswith("def")
        await s.press("m", "escape")
        assert s.store.notes()[-1].kind == "code"


@pytest.mark.parametrize("key", keys_of("reader", "annotate"))
async def test_a_note_with_umlauts_and_markup(key: str, tmp_path: Path) -> None:
    text = "Größe ß „so“ [bold]x[/] [/] {0} \\ *y*"
    async with running(tmp_path, key, making=opened("lang", ROW)) as s:
        assert isinstance(s.screen, NoteEditor)
        assert ENGLISH in s.text()
        assert GERMAN in s.text()
        await s.type(f"{text}\nzweite Zeile")
        await s.press("ctrl+s")
        assert isinstance(s.screen, ReaderScreen)
        assert s.said == "Note saved."
        assert s.note.body == f"{text}\nzweite Zeile"
        assert "✎ Passage 4.3" in line_with(s, "Passage 4.3")
        assert "· Absatz 4.3" in line_with(s, "Passage 4.3")
        await s.press("A")
        assert text in s.text()
        await s.press("escape", key)
        assert isinstance(s.screen, NoteEditor), "the note that is there is opened again"
        await s.type("!")
        await s.press("ctrl+s")
        assert s.note.body.endswith("zweite Zeile!")


async def test_a_rule_has_nothing_to_annotate(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "leer.de.md").write_text("---\ntitle: Leer\n---\n\n***\n\n***\n", encoding="utf-8")
    async with running(tmp_path, "enter", "J", "G", "l", "m", "escape") as s:
        assert (s.note.target.exact, s.note.kind) == ("Leer", "heading"), "only the title"


@pytest.mark.parametrize("key", keys_of("reader", "delete"))
async def test_delete_undo_redo(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, key, making=opened("lang", ROW)) as s:
        assert s.said == "No note here."
        await s.press("a", "n", "ctrl+s")
        for undo in keys_of("reader", "undo"):
            for redo in keys_of("reader", "redo"):
                await s.press(key)
                assert s.store.notes() == []
                assert s.said == "Note deleted. U brings it back."
                assert "✎" not in line_with(s, "Passage 4.3")
                await s.press(undo)
                assert s.note.body == "n"
                assert "✎" in line_with(s, "Passage 4.3")
                await s.press(redo)
                assert s.store.notes() == []
                assert "✎" not in line_with(s, "Passage 4.3")
                await s.press(undo)
                assert s.said == "Undone."


async def test_next_and_previous_note(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        for key in (*keys_of("reader", "note-next"), *keys_of("reader", "note-previous")):
            await s.press(key)
            assert s.said == "No notes in this text."
        spots = [passage(2, 1), passage(5, 2, 1), passage(11, 4, 2)]
        for place in spots:
            s.view.move_to(place)
            await s.press("m", "escape")
        s.view.move_to(passage(3, 1))
        for key in keys_of("reader", "note-next"):
            for place in (spots[1], spots[2], spots[0], spots[1]):
                await s.press(key)
                assert s.view.cursor == place
                assert words(s.lit("cursor")) == words(s.sentence)
        for key in keys_of("reader", "note-previous"):
            for place in (spots[0], spots[2], spots[1]):
                await s.press(key)
                assert s.view.cursor == place


async def test_notes_of_this_briefing_and_of_all(tmp_path: Path) -> None:
    async with running(tmp_path, "m", "escape", ">", "m", "escape", making=opened("lang", ROW)) as s:
        for key in keys_of("reader", "notes-here"):
            await s.press(key)
            assert isinstance(s.screen, NotesScreen)
            assert "1 note" in s.lines()[0]
            assert "Notes on “Nur auf Deutsch”" in s.lines()[0]
            await s.press("escape")
        for key in keys_of("reader", "notes-all"):
            await s.press(key)
            assert "2 notes" in s.lines()[0]
            await s.press("g", "enter")
            assert isinstance(s.screen, ReaderScreen)
            assert (id_of(s), s.row) == ("lang", ROW)
            await s.press("backspace")
            assert id_of(s) == "nur"


async def test_copying(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", ROW)) as s:
        for key in keys_of("reader", "copy"):
            await s.press(key)
            assert s.app.clipboard == f"“{ENGLISH}”\n— A long text, lang.en.md, lang#{ROW}"
            assert "clipboard" in s.said
        for key in keys_of("reader", "copy-both"):
            await s.press(key)
            assert s.app.clipboard == (f"“{ENGLISH}”\n[de] „{GERMAN}“\n— A long text, lang.en.md, lang#{ROW}")
        await s.press("right", "v", "right", "y")
        assert s.app.clipboard.startswith("“Passage 4.3”\n")
        assert s.store.notes() == []


@pytest.mark.parametrize("key", keys_of("reader", "export"))
@pytest.mark.parametrize("ending", ["md", "json", "jsonl"])
async def test_export(key: str, ending: str, tmp_path: Path) -> None:
    async with running(tmp_path, "a", making=opened("lang", ROW)) as s:
        await s.fill("Mein Einwand: Größe")
        await s.press("ctrl+s", key)
        assert isinstance(s.screen, Prompt)
        target = tmp_path / f"Auszug.{ending}"
        await s.fill(str(target))
        await s.press("enter")
        assert s.said == f"Exported to {target}"
        text = target.read_text(encoding="utf-8")
        if ending == "json":
            assert json.loads(text)
        for part in (ENGLISH, GERMAN, "Mein Einwand: Größe", f"lang#{ROW}"):
            assert part in text, part
        await s.press("escape", "escape")
        assert isinstance(s.screen, LibraryScreen)


async def test_export_asks_for_a_name_it_can_use(tmp_path: Path) -> None:
    async with running(tmp_path, "m", "escape", "e", making=opened("lang", ROW)) as s:
        await s.fill(str(tmp_path / "auszug.pdf"))
        await s.press("enter")
        assert isinstance(s.screen, Prompt)
        assert "The name must end in .md, .json or .jsonl." in s.text()
        await s.fill(str(tmp_path / "gibt" / "es" / "nicht.md"))
        await s.press("enter")
        assert "can't be written" in s.said
        await s.press("e", "escape")
        assert list(tmp_path.glob("*.md")) == []
