"""The editor of a note: nothing that was typed is ever lost."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from textual.events import Paste
from textual.widgets import Input, TextArea

from briefing.document.lazy import LazyDocument
from briefing.errors import ConflictError, StoreError
from briefing.library.model import Briefing
from briefing.library.source import read_clean
from briefing.notes.model import Category, Draft, Note
from briefing.notes.store import Store
from briefing.parallel.bitext import Bitext
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.widgets.category_picker import CategoryPicker
from tui.app_making import Making, Session, keys_of, opened, running
from tui.test_reader_moving_keys import row_of_passage

ROW = row_of_passage(4, 3)
TEXT = "Ein Entwurf mit Größe"
_OTHER = str.maketrans("aeiou", "eioua")


def body_of(s: Session) -> str:
    """Return the text in the editor."""
    return s.screen.query_one("#body", TextArea).text


def with_store(store: Store) -> Making:
    """Return how to open the long briefing with these notes."""
    making = opened("lang", ROW)
    making.store = store
    return making


@pytest.mark.parametrize("key", keys_of("editor", "save"))
async def test_save_stores_text_tags_and_category(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "a", making=opened("lang", ROW)) as s:
        await s.fill("  Zeile 1\n\nZeile 3\n")
        await s.press("tab")
        assert isinstance(s.screen.focused, Input)
        await s.fill("eins, #zwei , , eins")
        await s.press("tab")
        assert isinstance(s.screen.focused, CategoryPicker)
        await s.press("3", "right", "right", "left", "9", key)
        assert isinstance(s.screen, ReaderScreen)
        note = s.note
        assert (note.body, note.tags, note.category) == ("  Zeile 1\n\nZeile 3", ("eins", "zwei"), Category.DOUBT)
        assert s.store.drafts() == []


async def test_categories_wrap_around(tmp_path: Path) -> None:
    async with running(tmp_path, "a", "tab", "tab", "left", making=opened("lang", ROW)) as s:
        assert s.screen.query_one(CategoryPicker).category is Category.OWN
        await s.press("right")
        assert s.screen.query_one(CategoryPicker).category is Category.CLAIM
        await s.press("shift+tab", "shift+tab")
        assert isinstance(s.screen.focused, TextArea)


@pytest.mark.parametrize("key", ["²", "³", "٣", "0"])
async def test_what_only_looks_like_a_digit_chooses_nothing(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "a", "tab", "tab", "3", key, making=opened("lang", ROW)) as s:
        assert s.screen.query_one(CategoryPicker).category is Category.QUOTE
    async with running(tmp_path / "bar", "m", key, making=opened("lang", ROW)) as s:
        assert isinstance(s.screen, ReaderScreen)
        assert s.note.category is Category.CLAIM


@pytest.mark.parametrize("key", keys_of("editor", "back"))
async def test_leaving_keeps_the_draft(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "a", making=opened("lang", ROW)) as s:
        await s.fill(TEXT)
        await s.press(key)
        assert isinstance(s.screen, ReaderScreen)
        assert s.said.startswith("Draft kept")
        assert s.store.notes() == []
        await s.press("l", "a")
        assert body_of(s) == "", "another passage"
        await s.press(key, "h", "a")
        assert body_of(s) == TEXT
        assert "draft restored" in s.text()
        await s.press("!", "ctrl+s")
        assert s.note.body == f"{TEXT}!"
        assert s.store.drafts() == []


async def test_leaving_an_untouched_note_keeps_nothing(tmp_path: Path) -> None:
    async with running(tmp_path, "a", "escape", making=opened("lang", ROW)) as s:
        assert s.store.drafts() == []
        assert s.said == ""


def other_words(briefing: Briefing) -> Bitext:
    """Open a briefing as if each of its words had been replaced by one of the same length."""
    texts = {}
    for lang, edition in briefing.editions.items():
        text = read_clean(edition).decode().translate(_OTHER)
        texts[lang] = LazyDocument(text.encode(), lang, edition.title.translate(_OTHER))
    return Bitext(texts)


async def test_a_draft_is_not_offered_on_another_passage(tmp_path: Path) -> None:
    store = Store(tmp_path / "data" / "notes.db")
    async with running(tmp_path, "a", making=with_store(store)) as s:
        await s.fill(TEXT)
        await s.press("escape")
        await s.until(lambda: bool(s.store.drafts()))
    # The text has changed since: at the same place stands another sentence than the one the draft is on.
    changed = with_store(store)
    changed.opener = other_words
    async with running(tmp_path, "a", making=changed) as s:
        assert body_of(s) == ""
        await s.fill("another")
        await s.press("escape")
        await s.until(lambda: len(s.store.drafts()) == 2)
        assert {draft.note.body for draft in store.drafts()} == {TEXT, "another"}


async def test_a_draft_of_a_changed_note(tmp_path: Path) -> None:
    async with running(tmp_path, "a", "n", "ctrl+s", "a", "x", "escape", making=opened("lang", ROW)) as s:
        assert s.note.body == "n"
        await s.press("A", "a")
        assert body_of(s) == "nx"
        await s.press("ctrl+s")
        assert isinstance(s.screen, NotesScreen)
        assert s.note.body == "nx"


class Slow(Store):
    """A store whose drafts come as soon as they are let through."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.asked, self.lifted = Event(), Event()
        self.lifted.set()

    def drafts(self) -> list[Draft]:
        self.asked.set()
        assert self.lifted.wait(20)
        return super().drafts()


async def slowly_read(s: Session, store: Slow) -> None:
    """Open the editor while its draft can't be read yet."""
    store.asked.clear()
    store.lifted.clear()
    s.app.simulate_key("a")
    await s.until(lambda: isinstance(s.screen, NoteEditor) and store.asked.is_set())


def insert(s: Session, text: str) -> None:
    """Type a text at once."""
    s.screen.query_one("#body", TextArea).insert(text)


async def test_what_is_typed_before_the_draft_is_read_comes_behind_it(tmp_path: Path) -> None:
    store = Slow(tmp_path / "data" / "notes.db")
    async with running(tmp_path, "a", "n", "ctrl+s", "a", "x", "escape", making=with_store(store)) as s:
        await slowly_read(s, store)
        assert body_of(s) == "n", "the editor is there all the same"
        insert(s, "yz")
        s.app.simulate_key("ctrl+s")
        store.lifted.set()
        await s.settle()
        assert body_of(s) == "nxyz"
        assert isinstance(s.screen, NoteEditor), "the draft was not seen when the key was pressed"
        assert s.note.body == "n"
        await s.until(lambda: s.store.drafts()[0].note.body == "nxyz")


async def test_a_draft_that_is_still_being_read_is_not_written_over(tmp_path: Path) -> None:
    store = Slow(tmp_path / "data" / "notes.db")
    async with running(tmp_path, "a", "x", "escape", making=with_store(store)) as s:
        await slowly_read(s, store)
        insert(s, "y")
        s.app.simulate_key("escape")
        await s.pilot.pause(0.1)
        assert isinstance(s.screen, NoteEditor)
        assert [draft.note.body for draft in Store.drafts(store)] == ["x"]
        store.lifted.set()
        await s.settle()
        assert isinstance(s.screen, ReaderScreen)
        assert [draft.note.body for draft in store.drafts()] == ["xy"]


async def test_a_key_that_saves_before_the_draft_is_read_waits_for_it(tmp_path: Path) -> None:
    store = Slow(tmp_path / "data" / "notes.db")
    async with running(tmp_path, making=with_store(store)) as s:
        await slowly_read(s, store)
        insert(s, "y")
        s.app.simulate_key("ctrl+s")
        store.lifted.set()
        await s.until(lambda: isinstance(s.screen, ReaderScreen))
        assert s.note.body == "y"


async def test_what_is_typed_is_kept_without_a_key(tmp_path: Path) -> None:
    async with running(tmp_path, "a", making=opened("lang", ROW)) as s:
        await s.fill(TEXT)
        await s.until(lambda: bool(s.store.drafts()))
        await s.settle()
        assert s.store.drafts()[0].note.body == TEXT
    with Store(tmp_path / "data" / "notes.db") as store:
        assert store.drafts()[0].note.body == TEXT, "even when the app is closed from outside"


@pytest.mark.parametrize("key", keys_of("editor", "quit"))
async def test_quit_keeps_the_draft(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "a", making=opened("lang", ROW)) as s:
        await s.fill(TEXT)
        await s.press(key)
        assert s.has_left
    async with running(tmp_path, "a", making=opened("lang", ROW)) as s:
        assert body_of(s) == TEXT


class Refusing(Store):
    """A store that can't be written."""

    def add(self, note: Note, snapshot_text: str = "") -> Note:
        raise StoreError("The disk is full.")

    def edit(self, note: Note, snapshot_text: str = "") -> Note:
        raise ConflictError("The note was changed elsewhere.")


class Deaf(Refusing):
    """A store that can't even keep a draft."""

    def save_draft(self, draft: Draft) -> None:
        raise StoreError("Not even a draft.")


async def test_a_store_that_fails_keeps_the_screen_and_the_text(tmp_path: Path) -> None:
    store = Refusing(tmp_path / "data" / "notes.db")
    async with running(tmp_path, "a", making=with_store(store)) as s:
        await s.fill(TEXT)
        await s.press("ctrl+s")
        assert isinstance(s.screen, NoteEditor)
        assert s.said == "The disk is full."
        assert body_of(s) == TEXT
        await s.type("!")
        await s.press("ctrl+s")
        assert isinstance(s.screen, NoteEditor), "it can be tried again"
        await s.press("escape", "a")
        assert body_of(s) == f"{TEXT}!"
        await s.press("escape", "m")
        assert isinstance(s.screen, ReaderScreen)
        assert s.said == "The disk is full."


async def test_a_note_changed_elsewhere(tmp_path: Path) -> None:
    async with running(tmp_path, "a", "n", "ctrl+s", "a", making=opened("lang", ROW)) as s:
        with Store(tmp_path / "data" / "notes.db", instance="other") as other:
            (note,) = other.notes()
            other.edit(replace(note, body="anders"))
        await s.fill(TEXT)
        await s.press("ctrl+s")
        assert isinstance(s.screen, NoteEditor)
        assert "changed elsewhere" in s.said
        assert body_of(s) == f"n{TEXT}"
        assert "stored now: anders" in s.text()
        assert s.note.body == "anders"
        await s.press("escape")
        assert s.note.body == "anders"
        assert s.store.drafts()[0].note.body == f"n{TEXT}"
        await s.press("a")
        assert body_of(s) == f"n{TEXT}"
        await s.press("ctrl+s")
        assert s.note.body == f"n{TEXT}", "who has seen the other version may put this one in its place"
        assert "anders" in [version.note.body for version in s.store.versions(s.note.id)]


async def test_a_draft_on_an_older_version_tells_the_newer_one(tmp_path: Path) -> None:
    async with running(tmp_path, "a", "n", "ctrl+s", "a", "x", "escape", making=opened("lang", ROW)) as s:
        s.store.edit(replace(s.note, body="neuer"))
        await s.press("A", "escape", "a")
        assert body_of(s) == "nx"
        assert "stored now: neuer" in s.text()


async def test_a_note_deleted_elsewhere_is_taken_out_of_the_trash_only_when_saved_again(tmp_path: Path) -> None:
    async with running(tmp_path, "a", "n", "ctrl+s", "a", "x", making=opened("lang", ROW)) as s:
        with Store(tmp_path / "data" / "notes.db", instance="other") as other:
            other.delete(s.note.id)
            await s.press("ctrl+s")
            assert isinstance(s.screen, NoteEditor)
            assert "in the trash: n" in s.text()
            assert other.notes() == []
            await s.press("ctrl+s")
            assert isinstance(s.screen, ReaderScreen)
            assert [note.body for note in other.notes()] == ["nx"]


async def test_a_draft_that_cannot_be_kept_is_not_lost_unasked(tmp_path: Path) -> None:
    for key in ("escape", "ctrl+q"):
        store = Deaf(tmp_path / key / "notes.db")
        async with running(tmp_path, "a", making=with_store(store)) as s:
            await s.fill(TEXT)
            await s.press(key)
            assert isinstance(s.screen, NoteEditor)
            assert body_of(s) == TEXT
            assert s.said.startswith("This can’t be kept on the disk now.")
            await s.press(key)
            assert s.has_left if key == "ctrl+q" else isinstance(s.screen, ReaderScreen)


@contextlib.contextmanager
def _nothing() -> Iterator[None]:
    yield


def _editor(home: Path, script: str) -> str:
    """Return the command of an editor that is a small script."""
    file = home / "mein editor.sh"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    return f'"{file}" --flag'


@pytest.mark.parametrize("key", keys_of("editor", "external"))
@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
async def test_an_editor_of_ones_own(key: str, variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, _editor(tmp_path, 'printf "außen \\033[31m\\n\\n" >> "$2"'))
    async with running(tmp_path, "a", making=opened("lang", ROW)) as s:
        monkeypatch.setattr(s.app, "suspend", _nothing)
        await s.type("innen ")
        await s.press(key)
        assert "".join(body_of(s).split("\n")) == "innen außen "
        await s.press("ctrl+s")
        assert s.note.body.startswith("innen ")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 3", "The editor ended with an error (3)"),
        ('rm "$2"', "The editor left no file behind"),
        ('rm "$2"; mkdir "$2"', "The editor did not start"),
        ('head -c 1000001 /dev/zero > "$2"', "What the editor wrote is too long"),
        (None, "The editor did not start"),
    ],
)
async def test_an_editor_that_fails_changes_nothing(
    script: str | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", _editor(tmp_path, script) if script else "gibt-es-nicht")
    async with running(tmp_path, "a", making=opened("lang", ROW)) as s:
        monkeypatch.setattr(s.app, "suspend", _nothing)
        await s.fill(TEXT)
        await s.press("ctrl+e")
        assert body_of(s) == TEXT
        assert s.said.startswith(said)


@pytest.mark.parametrize("command", ["", "'"])
async def test_no_editor(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", command)
    async with running(tmp_path, "a", "n", making=opened("lang", ROW)) as s:
        monkeypatch.setattr(s.app, "suspend", _nothing)
        await s.press("ctrl+e")
        assert s.said.startswith("The editor did not start" if command else "Set $VISUAL or $EDITOR")
        assert body_of(s) == "n"


async def test_a_missing_editor_gives_the_terminal_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "gibt-es-nicht")
    steps: list[str] = []

    @contextlib.contextmanager
    def suspend() -> Iterator[None]:
        # As the framework has it: what is raised inside leaves the terminal to the other program.
        steps.append("given")
        yield
        steps.append("taken")

    async with running(tmp_path, "a", "n", making=opened("lang", ROW)) as s:
        monkeypatch.setattr(s.app, "suspend", suspend)
        await s.press("ctrl+e")
        assert steps == ["given", "taken"]
        assert body_of(s) == "n"


async def test_what_was_typed_is_kept_before_another_editor_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    kept: list[str] = []
    async with running(tmp_path, "a", making=opened("lang", ROW)) as s:

        @contextlib.contextmanager
        def suspend() -> Iterator[None]:
            kept.extend(draft.note.body for draft in s.store.drafts())
            yield

        monkeypatch.setattr(s.app, "suspend", suspend)
        await s.press("x", "ctrl+e")
        assert kept == ["x"]


async def test_an_editor_that_saves_and_then_fails_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "EDITOR", _editor(tmp_path, 'printf "\\357\\273\\277eins\\r\\nz\\000wei\\r\\n" > "$2"; kill -9 $$')
    )
    async with running(tmp_path, "a", "n", making=opened("lang", ROW)) as s:
        monkeypatch.setattr(s.app, "suspend", _nothing)
        await s.press("ctrl+e")
        assert body_of(s) == "eins\nz␀wei", "a mark of the byte order is no text, line ends are ours"
        await s.press("ctrl+z")
        assert body_of(s) == "n", "and undo takes it back"


async def test_pasted_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    async with running(tmp_path, "a", making=opened("lang", ROW)) as s:
        assert s.app._driver is not None
        s.app._driver.send_message(Paste("x\x1b[31mrot\u202e\r\nzwei\x00"))
        await s.settle()
        assert body_of(s) == "xrot\nzwei␀"
        assert "\x1b" not in s.text()


async def test_a_note_with_control_characters_is_shown_without(tmp_path: Path) -> None:
    store = Store(tmp_path / "data" / "notes.db")
    async with running(tmp_path, "m", "escape", making=with_store(store)) as s:
        store.edit(replace(s.note, body="x\x1b[31mrot"))
        await s.press("A", "escape", "a")
        assert body_of(s) == "xrot"


async def test_letters_are_typed_not_done(tmp_path: Path) -> None:
    async with running(tmp_path, "a", making=opened("lang", ROW)) as s:
        await s.type("qseAgjk/:?TPRe1 [/]")
        assert body_of(s) == "qseAgjk/:?TPRe1 [/]"


async def test_hostile_titles_and_quotes(tmp_path: Path) -> None:
    async with running(tmp_path, "J", "a", making=opened("boese")) as s:
        assert "[/] [bold]Evil[/bold]" in s.text()
        assert "A [bold]sentence[/bold] with [/] brackets." in s.text()
