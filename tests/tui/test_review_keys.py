"""Comparing notes with a text that has changed: every key, what is stored, and what the screen shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefing.notes.model import State
from briefing.notes.notebook import place_all
from briefing.notes.store import Store
from briefing.tui.screens.note_review import NoteReview
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.widgets.sheet_view import SheetView
from tui.app_making import Session, keys_of, running
from tui.review_making import CHANGED, GONE, LOST, NOW, OLD, REVIEW, SAME, SUGGESTED, making, write_german
from tui.test_goldens import check
from tui.test_reader_moving_keys import id_of

_BAR = dict.fromkeys(map(ord, "▁▂▃▄▅▆▇█"), " ")


def states(s: Session) -> dict[str, State]:
    """Return the state of each note in the text as it is open now, by its quote."""
    placed = place_all(s.store.notes(), s.bitext.parallel(), s.store.snapshot)
    return {each.note.target.exact: each.anchor.state for each in placed}


def at(s: Session) -> tuple[str, str]:
    """Return which note the comparison is on: its number, and its quote."""
    assert isinstance(s.screen, NoteReview)
    found = re.search(r"(\d of \d)", s.text())
    assert found
    return found[1], s.screen._case.placed.note.target.exact


async def begin(s: Session, *keys: str) -> None:
    """Go to the first German sentence, which a note is on, and compare it."""
    await s.press("1", "g", "J", "o", *keys)


async def test_the_states_are_what_the_tests_need(tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        assert states(s) == {
            CHANGED: State.CHANGED,
            GONE: State.ORPHAN,
            SAME: State.EXACT,
            REVIEW: State.REVIEW,
            LOST: State.ORPHAN,
        }


@pytest.mark.parametrize("key", keys_of("review", "confirm"))
async def test_confirming_puts_the_note_on_todays_text(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        before = next(each for each in s.store.notes() if each.target.exact == CHANGED)
        await begin(s)
        assert at(s) == ("1 of 4", CHANGED)
        await s.press(key)
        assert s.said == "The note is on today’s text now. U undoes it."
        after = s.store.get(before.id)
        assert after is not None
        assert (after.target.exact, after.body, after.rev) == (NOW, before.body, before.rev + 1)
        assert s.store.snapshot(after.target.snapshot) == s.bitext.parallel().documents["de"].text
        assert s.store.snapshot(before.target.snapshot), "the history keeps the old text"
        assert at(s)[0] == "1 of 3", "and the next note is asked about"
        await s.press("escape", "U")
        undone = s.store.get(before.id)
        assert undone is not None
        assert undone.target == before.target
        assert states(s)[CHANGED] is State.CHANGED


async def test_the_reader_shows_what_was_decided_at_once(tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        assert "5 notes, 1 changed, 1 to review, 2 without a passage" in s.lines()[0]
        await begin(s, "enter", "escape")
        assert "5 notes, 1 to review, 2 without a passage" in s.lines()[0]
        assert "= unchanged" in s.lines()[1]


@pytest.mark.parametrize("key", keys_of("review", "case-next"))
@pytest.mark.parametrize("back", keys_of("review", "case-previous"))
async def test_to_the_next_and_the_previous_note(key: str, back: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        await begin(s)
        order = [at(s)]
        for _ in range(4):
            await s.press(key)
            order.append(at(s))
        assert [number for number, _ in order] == ["1 of 4", "2 of 4", "3 of 4", "4 of 4", "1 of 4"]
        assert {quote for _, quote in order} == {CHANGED, GONE, REVIEW, LOST}
        assert order[-1] == order[0]
        await s.press(back)
        assert at(s) == order[3]


@pytest.mark.parametrize("key", keys_of("review", "leave-it"))
async def test_leaving_notes_as_they_are_changes_nothing(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        before = s.store.notes()
        await begin(s)
        for left in ("3", "2", "1"):
            await s.press(key)
            assert at(s)[0].endswith(f"of {left}")
        await s.press(key)
        assert isinstance(s.screen, ReaderScreen), "there is none left"
        assert s.store.notes() == before


async def test_a_suggested_place_is_chosen_by_its_digit_and_only_then_confirmed(tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        await begin(s)
        while at(s)[1] != GONE:
            await s.press("n")
        assert SUGGESTED in s.text()
        await s.press("enter")
        assert s.said == "Choose a place by its digit first, or select one in the text."
        assert states(s)[GONE] is State.ORPHAN
        await s.press("9", "²", "0")
        assert "▶" not in s.text()
        await s.press("1")
        assert "▶ 1" in s.text()
        await s.press("enter")
        assert [state for quote, state in states(s).items() if SUGGESTED in quote] == [State.EXACT]
        assert GONE not in states(s)


@pytest.mark.parametrize("key", keys_of("review", "suggestion"))
async def test_going_through_suggested_places(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        await begin(s, key)
        assert "▶" not in s.text(), "a note with a place has no other"
        while at(s)[1] != GONE:
            await s.press("n")
        assert isinstance(s.screen, NoteReview)
        count = len(s.screen._case.places)
        assert 1 <= count <= 5
        for index in [*range(count), 0]:
            await s.press(key)
            assert f"▶ {index + 1}" in s.text()


async def test_nothing_is_suggested_where_nothing_is_alike(tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        await begin(s)
        while at(s)[1] != LOST:
            await s.press("n")
        assert "nothing like it" in s.text()
        await s.press("enter", "1")
        assert states(s)[LOST] is State.ORPHAN


@pytest.mark.parametrize("key", keys_of("review", "reattach"))
@pytest.mark.parametrize("take", keys_of("reader", "toggle-read"))
async def test_a_note_is_put_on_a_sentence_or_selection(key: str, take: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        await begin(s)
        while at(s)[1] != LOST:
            await s.press("n")
        await s.press(key)
        assert isinstance(s.screen, ReaderScreen)
        assert "select the passage, then press r (Esc leaves)" in s.lines()[1]
        await s.press("w")
        await s.press(take)
        assert s.said == "The note is on the German text."
        assert states(s)[LOST] is State.ORPHAN
        await s.press("w", "G", "v", "right", "right", take)
        assert s.said == "The note is on this passage now. U undoes it."
        assert "select the passage" not in s.lines()[1]
        assert LOST not in states(s)
        assert not any(each.read for each in s.store.readings().values()), "the key has done nothing else"
        await s.press(take)
        assert s.said == "Marked as read."


async def test_a_note_is_not_put_on_another_briefing(tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        (tmp_path / "texts" / "zwei.de.md").write_text("Ein anderer Text.\n\nMit zwei Absätzen.\n", encoding="utf-8")
        await s.press("R")
        await s.until(lambda: len(s.app.desk.library.briefings) == 2)
        before = s.store.notes()
        await begin(s, "r")
        assert "select the passage" in s.lines()[1]
        for key in (">", "<"):
            await s.press(key)
            if id_of(s) == "zwei":
                break
        assert id_of(s) == "zwei"
        assert "select the passage" not in s.lines()[1]
        await s.press("J", *keys_of("reader", "toggle-read")[:1])
        assert s.said == "The note is on “Kosten kleiner Modelle”."
        assert s.store.notes() == before
        await s.press("backspace")
        assert id_of(s) == "kosten"
        assert "select the passage" in s.lines()[1], "it still waits"


async def test_escape_leaves_the_note_where_it_was(tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        await begin(s, "r")
        assert "select the passage" in s.lines()[1]
        await s.press("v", "escape")
        assert "select the passage" in s.lines()[1], "first the selection ends"
        await s.press("escape")
        assert isinstance(s.screen, ReaderScreen)
        assert "select the passage" not in s.lines()[1]
        assert states(s)[CHANGED] is State.CHANGED


@pytest.mark.parametrize("key", keys_of("review", "back"))
async def test_closing_decides_nothing(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        before = s.store.notes()
        await begin(s, key)
        assert isinstance(s.screen, ReaderScreen)
        assert s.store.notes() == before


@pytest.mark.parametrize("key", keys_of("review", "quit"))
async def test_quit(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        await begin(s, key)
        assert s.has_left


async def test_scrolling_what_is_too_high(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 14), making=making(tmp_path)) as s:
        await begin(s)
        sheet = s.screen.query_one(SheetView)
        for down, up, steps in (("line-down", "line-up", 1), ("page-down", "page-up", 2)):
            for key, back in zip(keys_of("review", down), keys_of("review", up), strict=True):
                await s.press(key)
                assert sheet._top >= steps
                await s.press(*[back] * 20)
                assert sheet._top == 0
        await s.press(*["space"] * 20)
        assert sheet._top == len(sheet._lines) - sheet.content_size.height


async def test_a_note_changed_elsewhere_is_not_overwritten(tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        await begin(s)
        with Store(tmp_path / "data" / "notes.db", instance="other") as other:
            (note,) = (each for each in other.notes() if each.target.exact == CHANGED)
            other.delete(note.id)
        await s.press("enter")
        assert isinstance(s.screen, NoteReview)
        assert "changed elsewhere" in s.said
        await s.press("x")
        assert at(s)[0] == "1 of 3"


async def test_a_reverted_text_brings_all_back(tmp_path: Path) -> None:
    async with running(tmp_path, making=making(tmp_path)) as s:
        write_german(tmp_path, OLD)
        await s.press("R")
        await s.until(lambda: "1 changed" not in s.lines()[0])
        assert set(states(s).values()) == {State.EXACT}
        assert "5 notes ·" in s.lines()[0]
        assert "∅" not in "\n".join(line for line in s.painted() if "only in" not in line)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80", "120"])
@pytest.mark.parametrize("lang", ["de", "en"])
async def test_what_is_seen(lang: str, size: tuple[int, int], tmp_path: Path, update_goldens: bool) -> None:
    async with running(tmp_path, size=size, making=making(tmp_path, lang)) as s:
        await s.press(*([] if lang == "de" else ["tab"]))

        def see(name: str) -> None:
            lines = [line.translate(_BAR).rstrip() for line in s.lines()]
            check(f"review-{name}-{lang}-{size[0]}", lines, update=update_goldens)

        await s.hush()
        see("reader")
        await s.press("o")
        see("changed")
        await s.press("n", "n", "1")
        see("orphan")
        await s.press("r")
        see("reattach")
