"""Every key that moves through the text: by line, page, sentence, row, section, briefing, and along the history."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import MouseScrollDown

from briefing.document.model import BlockKey, Lang
from briefing.notes.store import Store
from briefing.tui.messages import OpenBriefing
from briefing.tui.navigate import Place
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.prompt import Prompt
from tui.app_making import Session, keys_of, opened, running
from tui.library_making import PARAGRAPHS, SECTIONS


def at(lang: Lang, row: int, sentence: int = 0) -> Place:
    """Return a sentence of the long briefing by the number of its row: each is a chunk of its own on either side."""
    return Place(lang, BlockKey(row, 0), sentence)


def row_of_heading(section: int) -> int:
    """Return the number of the row of a heading of the long briefing."""
    return 1 + (section - 1) * (PARAGRAPHS + 1)


def heading(section: int) -> Place:
    """Return a heading of the long briefing, in English."""
    return at("en", row_of_heading(section))


def row_of_passage(section: int, paragraph: int) -> int:
    """Return the number of the row of a paragraph of the long briefing."""
    return row_of_heading(section) + paragraph


def passage(section: int, paragraph: int, sentence: int = 0) -> Place:
    """Return a sentence of the long briefing, in English."""
    return at("en", row_of_passage(section, paragraph), sentence)


TITLE, LAST = at("en", 0), passage(SECTIONS, PARAGRAPHS, 2)
STEPS = [
    ("sentence-next", passage(3, 2, 0), passage(3, 2, 1)),
    ("sentence-next", passage(3, 2, 2), passage(3, 3, 0)),
    ("sentence-next", passage(3, 4, 2), heading(4)),
    ("sentence-next", LAST, LAST),
    ("sentence-previous", passage(3, 2, 1), passage(3, 2, 0)),
    ("sentence-previous", heading(4), passage(3, 4, 2)),
    ("sentence-previous", TITLE, TITLE),
    ("row-next", passage(3, 2, 1), passage(3, 3, 0)),
    ("row-next", LAST, LAST),
    ("row-previous", passage(3, 2, 2), passage(3, 1, 0)),
    ("row-previous", TITLE, TITLE),
    ("section-next", passage(3, 2, 1), heading(4)),
    ("section-next", LAST, LAST),
    ("section-previous", passage(3, 2, 1), heading(3)),
    ("section-previous", heading(3), heading(2)),
    ("section-previous", TITLE, TITLE),
    ("top", passage(6, 1), TITLE),
    ("bottom", passage(6, 1, 1), LAST),
]


async def test_steps(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", 20)) as s:
        for verb, before, after in STEPS:
            for key in keys_of("reader", verb):
                s.view.move_to(before)
                await s.press(key)
                assert (key, s.view.cursor) == (key, after)
                assert words(s.lit("cursor")) == words(s.sentence)
                assert "Kapitel" in s.lit("counterpart") or len(s.lit("counterpart")) > 10


def words(text: str) -> list[str]:
    """Return the words of a text that was painted in several lines."""
    return text.replace("|", " ").split()


async def test_lines_and_pages(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", 20), size=(120, 30)) as s:
        height = len(s.painted())
        sizes = [
            ("line-down", "line-up", 1),
            ("half-down", "half-up", round(0.5 * (height - 2))),
            ("page-down", "page-up", height - 2),
        ]
        for forward, backward, lines in sizes:
            for down, up in zip(keys_of("reader", forward), keys_of("reader", backward), strict=True):
                before = s.painted()
                await s.press(down)
                assert s.painted()[:-lines] == before[lines:]
                assert words(s.lit("cursor")), "the current sentence stays on the screen"
                await s.press(up)
                assert s.painted() == before


async def test_scrolling_takes_the_cursor_along(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", 20), size=(120, 30)) as s:
        await s.press("space", "space")
        assert s.view.cursor
        assert s.view.cursor > passage(4, 4)
        assert words(s.lit("cursor"))
        await s.press("b", "b", "b")
        assert s.view.cursor < passage(4, 4)


async def test_the_ends_of_the_text(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang"), size=(120, 30)) as s:
        top = s.painted()
        await s.press("k", "pageup", "u")
        assert s.painted() == top
        assert s.view.cursor == TITLE
        await s.press(*["space"] * 12)
        assert s.view.cursor == LAST
        assert "It ends here." in "".join(line for line in s.painted() if line.strip())
        assert "100%" in s.lines()[0]
        bottom = s.painted()
        await s.press("j", "d", "pagedown")
        assert s.painted() == bottom
        assert s.view.cursor == LAST


async def test_the_mouse_wheel_scrolls(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", 20), size=(120, 30)) as s:
        before = s.painted()
        await s.pilot._post_mouse_events([MouseScrollDown], s.view, (10, 10))
        await s.settle()
        assert s.painted()[:-3] == before[3:]


def thumb(s: Session) -> list[int]:
    """Return the lines of the reading view on which the handle of its scroll bar stands."""
    return [y for y in range(s.view.content_size.height) if s.view.render_line(y).text[-1] == "▐"]


async def test_the_scroll_bar_shows_where_the_text_is(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang"), size=(120, 30)) as s:
        last = s.view.content_size.height - 1
        assert thumb(s)[0] == 0
        assert thumb(s) == list(range(len(thumb(s))))
        assert thumb(s)[-1] < last
        await s.press("space", "space")
        assert 0 < thumb(s)[0] <= thumb(s)[-1] < last
        await s.press("G")
        assert thumb(s)[-1] == last
    async with running(tmp_path, making=opened("nur"), size=(120, 30)) as s:
        assert thumb(s) == [], "all of it is on the screen"


async def test_the_scroll_bar_moves_the_text(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", 20), size=(120, 30)) as s:
        bar = s.view.content_size.width - 1
        before = s.painted()
        await s.pilot.click(s.view, offset=(bar, 24))
        await s.settle()
        assert s.painted()[0] in before[20:], "a click beside the handle is a page"
        at = thumb(s)[0]
        await s.pilot.mouse_down(s.view, offset=(bar, at + 1))
        await s.pilot.hover(s.view, offset=(bar, at + 11))
        await s.pilot.mouse_up(s.view, offset=(bar, at + 11))
        await s.settle()
        assert s.row > 40
        assert words(s.lit("cursor")) == words(s.sentence)


async def test_next_and_previous_briefing(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", 20)) as s:
        for next_key in keys_of("reader", "briefing-next"):
            await s.press(next_key)
            assert id_of(s) == "nur"
            assert "Nur auf Deutsch" in s.lines()[0]
            await s.press(next_key, next_key)
            assert id_of(s) == "boese"
            assert s.said == "This is the last briefing."
        for key in keys_of("reader", "briefing-previous"):
            await s.press(key, key, key)
            assert id_of(s) == "offen"
            await s.press(key)
            assert s.said == "This is the first briefing."


def id_of(s: Session) -> str:
    """Return the id of the open briefing."""
    assert s.reader.briefing
    return s.reader.briefing.id


async def test_history(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", 20)) as s:
        line = s.line_of_row()
        for back in keys_of("reader", "history-back"):
            for forward in keys_of("reader", "history-forward"):
                await s.press(back)
                assert s.said == "Nothing further back."
                await go(s, "47")
                await go(s, "offen#3")
                assert (id_of(s), s.row) == ("offen", 3)
                await s.press(back)
                assert (id_of(s), s.row) == ("lang", 47)
                await s.press(back)
                assert (id_of(s), s.row, s.line_of_row()) == ("lang", 20, line)
                await s.press(forward, forward)
                assert (id_of(s), s.row) == ("offen", 3)
                await s.press(forward)
                assert s.said == "Nothing further ahead."
                await s.press(back, back)
                await s.hush()


async def test_a_jump_cuts_off_what_lay_ahead(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", 20)) as s:
        await go(s, "47")
        await s.press("backspace")
        await go(s, "33")
        await s.press("alt+right")
        assert s.said == "Nothing further ahead."
        assert s.row == 33


async def go(s: Session, address: str) -> None:
    """Go to an address with the key for it."""
    await s.press(":")
    assert isinstance(s.screen, Prompt)
    await s.fill(address)
    await s.press("enter")


@pytest.mark.parametrize("key", keys_of("reader", "go"))
async def test_going_to_an_address(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", 20)) as s:
        await s.press(key)
        await s.fill("gibtsnicht")
        await s.press("enter")
        assert "There is no briefing “gibtsnicht”." in s.text()
        await s.press("escape")
        assert s.row == 20
        for address, briefing, row in [
            ("7", "lang", 7),
            ("999", "lang", 60),
            (" nur#1 ", "nur", 1),
            ("NUR", "nur", 0),
        ]:
            await go(s, address)
            assert (id_of(s), s.row) == (briefing, row)
            assert words(s.lit("cursor")) == words(s.sentence)


@pytest.mark.parametrize("key", keys_of("reader", "back"))
async def test_back_ends_one_thing_at_a_time(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", 20)) as s:
        await s.press("/")
        await s.fill("Absatz")
        await s.press("enter", "v")
        assert s.view.selection
        await s.press(key)
        assert s.view.selection is None
        assert s.lit("match")
        await s.press(key)
        assert not s.lit("match")
        await s.press(key)
        assert isinstance(s.screen, LibraryScreen)


async def test_a_reader_comes_back_to_where_it_stopped(tmp_path: Path) -> None:
    async with running(tmp_path, "j", "enter", "J", "J", "J", "escape") as s:
        assert s.store.readings()["lang"].row == 3
        assert "%" in s.text()
        await s.press("enter")
        assert s.row == 3
        await s.press("G", "escape")
        assert s.store.readings()["lang"].read
        await s.press("enter")
        assert s.row == 0, "what was read to the end begins at its beginning"


@pytest.mark.parametrize("key", keys_of("reader", "quit"))
async def test_quit_keeps_the_position(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, "J", "J", key, making=opened("lang")) as s:
        assert s.has_left
    with Store(tmp_path / "data" / "notes.db") as store:
        assert store.readings()["lang"].row == 2


async def test_an_address_beyond_the_text(tmp_path: Path) -> None:
    making = opened()
    making.address = OpenBriefing("lang", 10_000)
    async with running(tmp_path, making=making) as s:
        assert s.row == 60
