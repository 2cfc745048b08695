"""Laws of the key table: every verb can be done, found, reached on every keyboard and remapped."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from briefing.i18n import Translator
from briefing.tui.bindings import bindings_for
from briefing.tui.keys import FOOTERS, VERBS, Verb, footer_for, remapped, shown, verb_ids, verbs_for
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.note_review import NoteReview
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.picker import Picker
from briefing.tui.screens.prompt import Prompt
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.screens.search import SearchScreen
from briefing.tui.widgets.find_bar import FindBar
from briefing.tui.widgets.note_rows import NoteRows
from briefing.tui.widgets.reading_view import ReadingView
from briefing.tui.widgets.row_list import RowList
from tui.app_making import Making, running

# Each screen with the widget that takes the keys first.
CLASSES: dict[str, tuple[type[DOMNode], ...]] = {
    "library": (LibraryScreen, RowList),
    "reader": (ReaderScreen, ReadingView),
    "search": (SearchScreen,),
    "notes": (NotesScreen, NoteRows),
    "picker": (Picker, RowList),
    "prompt": (Prompt,),
    "editor": (NoteEditor,),
    "review": (NoteReview,),
}
SCREENS = sorted({screen for verb in VERBS for screen in verb.screens})
FULL_SCREENS = ("library", "reader", "search", "notes")
FORBIDDEN = {
    *("left_square_bracket", "right_square_bracket", "left_curly_bracket", "right_curly_bracket", "backslash"),
    *("vertical_line", "at", "tilde", "number_sign", "circumflex_accent", "grave_accent"),
    *("[", "]", "{", "}", "\\", "|", "@", "~", "#", "^", "`"),
    *("ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+left_square_bracket", "ctrl+[", "ctrl+c", "ctrl+p"),
}
# Names and single characters that Textual uses for keys without AltGr on German, Austrian, Swiss and US keyboards.
PLAIN = re.compile(
    r"[a-zA-Z0-9]|f([1-9]|1[0-2])|up|down|left|right|home|end|pageup|pagedown|enter|escape|tab|space|delete|backspace"
    r"|full_stop|comma|colon|slash|question_mark|plus|minus|equals_sign|less_than_sign|greater_than_sign"
)
ALLOWED_MODIFIED = re.compile(
    r"ctrl\+[a-gk-ln-z]|alt\+(up|down|left|right)|shift\+(left|right|tab|f([1-9]|1[0-2])|[a-z])"
)


def _bindings(cls: type[DOMNode]) -> list[Binding]:
    return [binding for binding in cls.__dict__.get("BINDINGS", []) if isinstance(binding, Binding)]


def _keys(screen: str) -> list[str]:
    return [key for binding in bindings_for(screen) for key in binding.key.split(",")]


def test_the_table_knows_every_screen() -> None:
    assert set(SCREENS) == set(CLASSES)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_verb_is_bound_to_an_action(screen: str) -> None:
    found = {binding.id: binding for cls in CLASSES[screen] for binding in _bindings(cls)}
    for verb in verbs_for(screen):
        binding = found[verb.id]
        assert any(callable(getattr(cls, f"action_{binding.action}", None)) for cls in CLASSES[screen]), verb.id
        assert binding.tooltip == verb.help
        assert set(verb.keys) <= set(binding.key.split(","))


@pytest.mark.parametrize("screen", FULL_SCREENS)
def test_nothing_is_bound_that_is_not_in_the_table(screen: str) -> None:
    table = {verb.id for verb in verbs_for(screen)} | {verb.id for verb in verbs_for("picker")}
    for cls in CLASSES[screen]:
        assert {binding.id for binding in _bindings(cls)} <= table


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_does_two_things(screen: str) -> None:
    assert [key for key, count in Counter(_keys(screen)).items() if count > 1] == []
    ids = Counter(verb.id for verb in verbs_for(screen))
    assert [verb for verb, count in ids.items() if count > 1] == []


def test_a_list_has_the_same_keys_wherever_it_stands() -> None:
    # Lists bind the picker's keys; the library's and the notes' own entries are what help and palette show.
    for screen in ("library", "notes"):
        for verb in verbs_for(screen):
            same = [each for each in verbs_for("picker") if each.id == verb.id and each.id in _list_verbs()]
            # In the notes the space bar marks.
            wanted = {*verb.keys, "space"} if (screen, verb.id) == ("notes", "page-down") else set(verb.keys)
            assert all(set(each.keys) == wanted for each in same)


def _list_verbs() -> set[str | None]:
    return {binding.id for binding in _bindings(RowList)}


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: f"{verb.id}-{verb.screens[0]}")
def test_keys_are_on_every_keyboard(verb: Verb) -> None:
    assert verb.keys
    for key in verb.keys:
        assert key not in FORBIDDEN
        assert PLAIN.fullmatch(key) or ALLOWED_MODIFIED.fullmatch(key), key


@pytest.mark.parametrize("screen", SCREENS)
def test_capitals_are_bound_in_both_spellings(screen: str) -> None:
    keys = _keys(screen)
    for key in keys:
        if len(key) == 1 and key.isupper():
            assert f"shift+{key.lower()}" in keys


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: f"{verb.id}-{verb.screens[0]}")
def test_every_verb_is_explained(verb: Verb) -> None:
    assert verb.label.strip()
    assert verb.help.strip()
    assert verb.group in {"Moving", "Finding", "Views", "Notes", "App"}
    german = Translator("de")
    for text in (verb.label, verb.help, verb.group, *(shown(key) for key in verb.keys)):
        assert german(text).strip()


@pytest.mark.parametrize("screen", FOOTERS)
def test_footers_are_short_and_true(screen: str) -> None:
    footer = footer_for(screen)
    assert len(footer) <= 8
    assert len(footer) >= {"editor": 3, "prompt": 2}.get(screen, 6)
    assert all(verb in verbs_for("notes" if screen == "trash" else screen) for verb in footer)
    assert len({verb.id for verb in footer}) == len(footer)


def test_ids_are_words_with_dashes() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", verb) for verb in verb_ids())
    assert len(verb_ids()) == len(set(verb_ids()))


def test_remapping_binds_capitals_in_both_spellings() -> None:
    assert remapped({"export": ("X", "f9"), "undo": ()}) == {"export": "X,shift+x,f9", "undo": ""}


@pytest.mark.parametrize("screen", SCREENS)
def test_the_keys_of_every_verb_are_pressed_somewhere(screen: str) -> None:
    files = Path(__file__).parent.glob(f"test_{screen}*_keys.py")
    tested = "".join(file.read_text(encoding="utf-8") for file in files)
    assert [verb.id for verb in verbs_for(screen) if f'"{verb.id}"' not in tested] == []


def test_the_find_line_has_the_prompts_way_back() -> None:
    assert [binding.id for binding in _bindings(FindBar)] == ["back"]


# --- in the running app ---------------------------------------------------------------------------------------------


PATHS = {"library": (), "reader": ("enter",), "search": ("s",), "notes": ("A",)}


@pytest.mark.parametrize("screen", FULL_SCREENS)
async def test_help_and_palette_offer_every_verb(screen: str, tmp_path: Path) -> None:
    async with running(tmp_path, *PATHS[screen]) as s:
        offered = {command.title: command.help for command in s.app.get_system_commands(s.screen)}
        for verb in verbs_for(screen):
            assert verb.help in offered
            assert shown(verb.keys[0]) in offered[verb.help]
        await s.press("f1")
        assert isinstance(s.screen, Picker)
        texts = ["".join(piece[0] for piece in entry.pieces) for entry in s.screen._entries]
        for verb in verbs_for(screen):
            assert any(verb.help in text and all(shown(key) in text for key in verb.keys) for text in texts), verb.id


@pytest.mark.parametrize("screen", FULL_SCREENS)
async def test_the_framework_keys_stay(screen: str, tmp_path: Path) -> None:
    async with running(tmp_path, *PATHS[screen]) as s:
        active = s.screen.active_bindings
        ours = {key for verb in verbs_for(screen) for key in verb.keys}
        assert "ctrl+p" in active
        assert active["ctrl+q"].binding.action == "quit"
        assert ours <= set(active)


async def test_remapped_keys_act_and_the_old_ones_no_longer(tmp_path: Path) -> None:
    keys = {"sentence-next": ("f6",), "search": ("X",), "line-down": ("f7",), "save": ("f8",), "theme": ()}
    async with running(tmp_path, "f7", making=Making(settings={"keys": keys})) as s:
        assert s.rows.index == 1
        await s.press("j", "down")
        assert s.rows.index == 1
        theme = s.app.theme
        await s.press("T", "shift+t")
        assert s.app.theme == theme
        await s.press("enter", "f6")
        before = s.sentence
        await s.press("l")
        assert s.sentence == before
        await s.press("f6")
        assert s.sentence != before
        assert "F6 sentence" in s.text()
        await s.press("a", "n", "ctrl+s")
        assert s.store.notes() == []
        await s.press("f8")
        assert s.note.body == "n"
        await s.press("s")
        assert isinstance(s.screen, ReaderScreen)
        await s.press("shift+x")
        assert isinstance(s.screen, SearchScreen)


async def test_help_does_what_is_chosen(tmp_path: Path) -> None:
    async with running(tmp_path, "question_mark") as s:
        assert isinstance(s.screen, Picker)
        while "Search the whole library" not in "".join(p for p, _ in s.screen._entries[s.rows.index or 0].pieces):
            await s.press("j")
        await s.press("enter")
        assert isinstance(s.screen, SearchScreen)


async def test_help_shows_remapped_keys(tmp_path: Path) -> None:
    making = Making(settings={"keys": {"search": ("f9",)}})
    async with running(tmp_path, "f1", making=making, size=(120, 50)) as s:
        assert any("F9" in line and "Search the whole library" in line for line in s.lines())


async def test_the_palette_does_what_is_chosen(tmp_path: Path) -> None:
    async with running(tmp_path, "ctrl+p") as s:
        await s.type("Light or dark")
        await s.until(lambda: "Light or dark" in s.text())
        before = s.app.theme
        await s.press("down", "enter")
        await s.until(lambda: s.app.theme != before)


async def test_an_unknown_name_in_the_settings_is_told(tmp_path: Path) -> None:
    making = Making(settings={"keys": {"sentence-nxt": ("l",), "sentence-previous": ("h",)}})
    async with running(tmp_path, making=making) as s:
        assert "“sentence-nxt”" in s.said
        assert "sentence-next" in s.said
        assert "sentence-previous" not in s.said
