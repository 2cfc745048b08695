"""Completion in the search: offers below the line while a filter is typed, Tab and Shift+Tab go through them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.widgets import Input

from briefing.search.completion import complete
from briefing.search.engine import Engine
from briefing.tui.completing import Completing, is_in_filter
from briefing.tui.screens.search import SearchScreen
from briefing.tui.widgets.query_line import OfferLine
from tui.app_making import Making, Session, keys_of, running

TAGS = ("modelle", "offene modelle", "recht")


class Knowing(Engine):
    """A search that knows values."""

    def __init__(self) -> None:
        super().__init__(None)
        self.gate = threading.Event()
        self.gate.set()
        self.threads: set[int] = set()

    def values(self, name: str) -> Sequence[str]:
        """Return three tags."""
        assert self.gate.wait(20)
        self.threads.add(threading.get_ident())
        return TAGS if name == "tag" else ()


def knowing() -> Making:
    """Return how to make an app with a search that knows values."""
    return Making(engine=Knowing())


def line_of(s: Session) -> str:
    """Return what is typed, with the cursor in it."""
    field = s.screen.query_one(Input)
    return f"{field.value[: field.cursor_position]}|{field.value[field.cursor_position :]}"


def offered(s: Session) -> str:
    """Return the line of offers."""
    line = s.screen.query_one(OfferLine)
    return line.render_line(0).text.strip()


@pytest.mark.parametrize("key", keys_of("search", "complete"))
@pytest.mark.parametrize("back", keys_of("search", "complete-back"))
async def test_going_through_the_offers(key: str, back: str, tmp_path: Path) -> None:
    async with running(tmp_path, "s", making=knowing()) as s:
        await s.type("tag:")
        assert offered(s) == "Tab  modelle  offene modelle  recht"
        seen = []
        for pressed in (key, key, key, key, back, back):
            await s.press(pressed)
            seen.append(line_of(s))
        modelle, offene, recht = "tag:modelle |", 'tag:"offene modelle" |', "tag:recht |"
        assert seen == [modelle, offene, recht, modelle, recht, offene]
        assert offered(s) == "Tab  modelle  offene modelle  recht"
        assert s.screen.query_one(OfferLine)._at == 1
        await s.type("x")
        assert line_of(s) == 'tag:"offene modelle" x|'
        assert offered(s) == ""
        await s.press(key, back)
        assert line_of(s) == 'tag:"offene modelle" x|'


async def test_a_name_and_then_its_values(tmp_path: Path) -> None:
    async with running(tmp_path, "s", making=knowing()) as s:
        await s.type("offen ta")
        assert offered(s) == "", "no filter yet"
        await s.press("tab")
        assert line_of(s) == "offen tag:|"
        assert offered(s) == "Tab  modelle  offene modelle  recht"
        await s.type("re")
        assert offered(s) == "Tab  recht"
        await s.press("tab")
        assert line_of(s) == "offen tag:recht |"
        await s.press("tab", "tab")
        assert line_of(s) == "offen tag:recht |"
        assert isinstance(s.screen, SearchScreen)


async def test_in_the_middle_of_the_line(tmp_path: Path) -> None:
    async with running(tmp_path, "s", making=knowing()) as s:
        await s.type("tag:rec Maßstab")
        assert offered(s) == ""
        await s.press("home", "right", "right", "right", "right", "right")
        assert offered(s) == "Tab  recht"
        await s.press("shift+tab")
        assert line_of(s) == "tag:recht |Maßstab"
        await s.press("end")
        assert offered(s) == ""


async def test_tab_before_the_offers_are_known_waits_for_them(tmp_path: Path) -> None:
    making = knowing()
    engine = making.engine
    assert isinstance(engine, Knowing)
    async with running(tmp_path, "s", making=making) as s:
        engine.gate.clear()
        s.screen.query_one(Input).value = "tag:"
        s.screen.query_one(Input).cursor_position = 4
        await s.pilot.pause(0.05)
        s.screen.action_complete()  # type: ignore[attr-defined]
        await s.pilot.pause(0.05)
        assert line_of(s) == "tag:|"
        engine.gate.set()
        await s.settle()
        assert line_of(s) == "tag:modelle |"
        assert threading.get_ident() not in engine.threads, "never on the thread that paints"


async def test_late_offers_are_dropped(tmp_path: Path) -> None:
    making = knowing()
    engine = making.engine
    assert isinstance(engine, Knowing)
    async with running(tmp_path, "s", making=making) as s:
        engine.gate.clear()
        field = s.screen.query_one(Input)
        field.value = "tag:"
        field.cursor_position = 4
        await s.pilot.pause(0.05)
        field.value = "etwas"
        field.cursor_position = 5
        engine.gate.set()
        await s.settle()
        assert offered(s) == ""


@pytest.mark.parametrize("width", [28, 40, 80])
async def test_the_lit_offer_is_on_the_screen(width: int, tmp_path: Path) -> None:
    async with running(tmp_path, "s", making=knowing(), size=(width, 20)) as s:
        await s.type("tag:")
        for value in (*TAGS, *TAGS):
            await s.press("tab")
            assert value in offered(s)


def test_offers() -> None:
    completing = Completing()
    assert completing.take(1) is None
    offers = complete("tag:", 4, lambda name: TAGS)
    completing.offer("tag:", 4, offers)
    assert completing.knows("tag:", 4)
    assert not completing.knows("tag:", 3)
    assert completing.take(-1) == offers[2]
    assert completing.knows(offers[2].line, offers[2].cursor)
    assert not completing.knows("tag:", 4)
    assert completing.take(1) == offers[0]


def test_where_offers_are_shown() -> None:
    assert [is_in_filter("a tag:b c", cursor) for cursor in (0, 1, 2, 3, 7, 8, 9)] == [
        *(False, False, False, True, True, False, False),
    ]
