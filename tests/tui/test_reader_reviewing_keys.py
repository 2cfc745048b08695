"""What the reader shows of notes whose text has changed, and the keys that lead to them; whole paragraphs and texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color

from briefing.notes.model import WHOLE, Category, State
from briefing.settings import CategoryLook
from briefing.tui.columns import View
from briefing.tui.marking import sign_of
from briefing.tui.screens.category_bar import CategoryBar
from briefing.tui.screens.note_editor import NoteEditor
from briefing.tui.screens.note_review import NoteReview
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.picker import Picker
from briefing.tui.screens.reader import ReaderScreen
from tui.app_making import Session, keys_of, opened, running
from tui.review_making import CHANGED, GONE, LOST, NOW, REVIEW, SAME, making
from tui.test_reader_moving_keys import passage, row_of_passage
from tui.test_review_keys import at, states

ROW = row_of_passage(4, 3)


def line_with(s: Session, text: str) -> str:
    """Return the first line of the text that holds some words."""
    return next(line for line in s.painted() if text in line)


async def test_the_margin_shows_which_notes_ask_for_a_decision(tmp_path: Path) -> None:
    async with running(tmp_path, "1", making=making(tmp_path, "de")) as s:
        signs = {words: line_with(s, words).split()[0][0] for words in ("Das kleinere", "Ein zweiter", "Niemand hat")}
        assert signs == {"Das kleinere": "≈", "Ein zweiter": "!", "Niemand hat": "≟"}
        assert "".join(s.painted()).count("∅") == 2, "both orphans are shown where they last stood"


async def test_the_line_above_the_text_tells_the_note_at_the_cursor(tmp_path: Path) -> None:
    async with running(tmp_path, "1", "g", making=making(tmp_path)) as s:
        assert s.lines()[1].strip() == "", "no note on the title"
        seen = []
        for _ in range(4):
            await s.press("J")
            seen.append(s.lines()[1].strip())
        assert seen[0].startswith("# figure · ≈ changed · Quelle prüfen: Tabelle 3")
        assert seen[0].endswith("o compare")
        assert seen[1].startswith(f"! claim · = unchanged · “{SAME}”")
        assert "compare" not in seen[1]
        assert seen[2].startswith("! claim · ≟ to review · Stimmt das?")
        assert seen[3] == ""
        await s.press("2", "g", "J")
        assert s.lines()[1].strip().startswith("# figure · ≈ changed · [de] Quelle prüfen")


async def test_an_orphan_is_told_where_it_last_stood(tmp_path: Path) -> None:
    async with running(tmp_path, "1", "g", "J", "l", making=making(tmp_path)) as s:
        texts = [s.lines()[1]]
        for _ in range(6):
            await s.press("+")
            texts.append(s.lines()[1])
        assert any(f"? doubt · ∅ passage gone · “{GONE}”" in text or "+1" in text for text in texts)
        assert any(LOST[:20] in text or "+1" in text for text in texts)


async def test_going_through_notes_passes_orphans_and_notes_inside_a_sentence(tmp_path: Path) -> None:
    async with running(tmp_path, "1", making=making(tmp_path)) as s:
        seen = set()
        for _ in range(6):
            await s.press(*keys_of("reader", "note-next")[:1])
            seen.add(s.sentence)
        assert {NOW, SAME} <= seen
        assert len(seen) >= 3
    async with running(tmp_path / "b", making=opened("lang", ROW)) as s:
        spots = [passage(4, 3), passage(5, 1)]
        for spot in spots:
            s.view.move_to(spot)
            await s.press("right", "right", "m", "escape")
        for _ in range(2):
            for spot in spots:
                await s.press("+")
                assert s.view.cursor == spot, "a note on a word in the middle holds nobody back"


async def test_o_compares_and_elsewhere_opens_links(tmp_path: Path) -> None:
    async with running(tmp_path, "1", "g", making=making(tmp_path)) as s:
        for key in keys_of("reader", "open-source"):
            await s.press(key)
            assert s.said == "This sentence names no source on the web."
            await s.press("J", key)
            assert at(s) == ("1 of 4", CHANGED)
            await s.press("escape", "J", key)
            assert isinstance(s.screen, ReaderScreen), "a note that hasn’t changed is not compared"
            await s.press("g")


@pytest.mark.parametrize("key", keys_of("reader", "decide"))
async def test_the_list_of_notes_to_decide_on(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, key, making=making(tmp_path)) as s:
        assert isinstance(s.screen, Picker)
        text = s.text()
        for part in ("Notes to decide on", "∅ passage gone (2)", "≟ to review (1)", "≈ changed (1)", GONE, LOST):
            assert part in text, part
        assert SAME not in "\n".join(line for line in text.splitlines() if "│" in line)
        await s.press("enter")
        assert isinstance(s.screen, NoteReview)
        assert at(s)[1] in (GONE, LOST)
        assert at(s)[0] == "1 of 4", "they come in the order of the list"
        await s.press("escape")
        assert isinstance(s.screen, ReaderScreen)
        assert "∅" in s.lines()[1] or "+" in s.lines()[1], "the cursor is where it last stood"


@pytest.mark.parametrize("key", keys_of("reader", "decide"))
async def test_nothing_to_decide_on(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "m", "escape", key, making=opened("lang", ROW)) as s:
        assert s.said == "No note of this text asks for a decision."


async def test_an_orphan_can_be_deleted_where_it_stood(tmp_path: Path) -> None:
    async with running(tmp_path, "O", "enter", "escape", making=making(tmp_path)) as s:
        before = len(s.store.notes())
        await s.press("delete")
        assert len(s.store.notes()) == before - 1


# --- whole paragraphs and texts -------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", keys_of("reader", "select-paragraph"))
async def test_a_whole_paragraph_is_selected_and_grows(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "l", key, making=opened("lang", ROW)) as s:
        assert s.sentence.startswith("Passage 4.3 begins")
        assert s.sentence.endswith("It ends here.")
        await s.press("m", "escape")
        assert s.note.kind == "paragraph"
        await s.press(key, "J", "m", "escape")
        assert {note.kind for note in s.store.notes()} == {"paragraph", "multi"}


async def test_every_kind_of_passage_can_be_noted(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("offen", 0)) as s:
        kinds = {}
        wanted = {
            "word": ("right", "m"),
            "phrase": ("right", "v", "right", "m"),
            "sentence": ("m",),
            "paragraph": ("V", "m"),
        }
        await s.press("J", "l")
        for name, keys in wanted.items():
            await s.press(*keys, "escape")
            assert isinstance(s.screen, ReaderScreen)
            kinds[name] = s.store.notes()[-1].kind
        assert kinds == {"word": "span", "phrase": "span", "sentence": "sentence", "paragraph": "paragraph"}
        await s.press("J", "m", "escape")
        assert s.store.notes()[-1].kind == "heading"
        await s.press("J", "m", "escape")
        item = s.store.notes()[-1]
        assert (item.kind, item.target.exact[:7]) == ("sentence", "Weights")
        while "Rung" not in s.sentence:
            await s.press("J")
        await s.press("l", "m", "escape")
        cell = s.store.notes()[-1]
        assert (cell.kind, cell.target.exact) == ("sentence", "What you get"), "a cell is marked alone"
        await s.press("V", "m", "escape")
        assert s.store.notes()[-1].kind == "paragraph"


@pytest.mark.parametrize("key", keys_of("reader", "annotate-whole"))
async def test_a_note_on_the_whole_briefing(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, key, making=opened("lang", ROW)) as s:
        assert isinstance(s.screen, NoteEditor)
        await s.type("all of it")
        await s.press("ctrl+s")
        assert (s.note.kind, s.note.target.exact, s.note.body) == (WHOLE, "A long text", "all of it")
        await s.press("g")
        assert "on the whole text · all of it" in s.lines()[1]
        assert "✎ A long text" in s.painted()[0]
        await s.press("m", "escape")
        assert [note.kind for note in s.store.notes()] == [WHOLE, "heading"], "the title can be marked beside it"
        await s.press(key)
        assert isinstance(s.screen, NoteEditor)
        await s.type("!")
        await s.press("ctrl+s")
        assert {note.body for note in s.store.notes()} == {"all of it!", ""}, "there is one"


@pytest.mark.parametrize("key", keys_of("reader", "drafts"))
async def test_without_drafts_it_says_so(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, key, making=opened("lang", ROW)) as s:
        assert s.said == "There are no drafts."


# --- both languages -------------------------------------------------------------------------------------------------


def roles_of(s: Session, text: str) -> set[str]:
    """Return the roles of the notes on the lines of the text that begin with some words."""
    roles = set()
    for y in range(s.view.content_size.height):
        tinted = s.view.tinted(y)
        if any(text in piece for piece, _ in tinted):
            roles |= {role for _, all_roles in tinted for role in all_roles if role.startswith("note")}
    return roles


@pytest.mark.parametrize(("key", "view"), list(enumerate(View, 1)))
async def test_the_mark_shows_on_the_counterpart_in_every_view(key: int, view: View, tmp_path: Path) -> None:
    async with running(tmp_path, str(key), "g", "J", making=making(tmp_path)) as s:
        assert s.view.columns.view is view
        english, german = roles_of(s, "The smaller"), roles_of(s, "Das kleinere")
        if view is not View.GERMAN:
            assert english & {"note-other", "note-other-unsure"}
        if view is not View.ENGLISH:
            assert "note" in german
        signs = [line.split()[0] for line in s.painted() if line.strip()]
        assert ("·" in signs) is (view is not View.GERMAN) or view is View.BOTH


async def test_what_is_unsure_looks_fainter(tmp_path: Path) -> None:
    async with running(tmp_path, "3", making=making(tmp_path)) as s:
        own, doubtful = s.view.style_of(("note",)), s.view.style_of(("note-unsure",))
        there, faint = s.view.style_of(("note-other",)), s.view.style_of(("note-other-unsure",))
        assert len({own, doubtful, there, faint}) == 4
        assert "note-unsure" in roles_of(s, "Niemand hat"), "what may be another text is not shown as sure"
        assert roles_of(s, "Nobody has") == roles_of(s, "Nobody has") & {"note-unsure", "note-other-unsure"}


# --- categories of one's own ----------------------------------------------------------------------------------------


async def test_names_symbols_and_colours_of_the_settings(tmp_path: Path) -> None:
    looks = {"claim": CategoryLook("", "#12AB34", "§"), "doubt": CategoryLook("", "", "%")}
    async with running(tmp_path, "m", making=opened("lang", ROW, categories=looks)) as s:
        assert isinstance(s.screen, CategoryBar)
        assert "1 § claim" in s.text()
        assert "4 % doubt" in s.text()
        await s.press("escape", "J")
        assert line_with(s, "Passage 4.3").startswith(" § Passage")
        assert s.view.style_of(("category-claim",)).color == Color.parse("#12AB34")
        await s.press("K")
        assert "§ claim" in s.lines()[1]
        await s.press("a", "tab", "tab")
        assert "1§ claim" in s.text()
        await s.press("escape", "A")
        assert isinstance(s.screen, NotesScreen)


async def test_the_sign_of_a_note_is_its_state_only_when_that_is_in_doubt(tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        placed = {each.note.target.exact: each for each in s.reader.notes.placed}
        symbols = dict.fromkeys(Category, "x")
        signs = {sign_of(placed[quote], symbols) for quote in (CHANGED, REVIEW, GONE, LOST)}
        assert signs == {"≈", "≟", "∅"}
        assert sign_of(placed[SAME], symbols) == "x"
        assert states(s)[SAME] is State.EXACT
