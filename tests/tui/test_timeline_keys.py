"""The timeline, key by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.widgets import Input

from briefing.tui.screens.picker import Picker
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.screens.search import SearchScreen
from briefing.tui.screens.timeline import TimelineScreen
from briefing.tui.widgets.timeline_view import TimelineView
from tui.app_making import Making, Session, keys_of, running
from tui.reference_making import write_reference
from tui.test_goldens import check

LAST, FIRST = "Open weights appear", "First weights with [bold]brackets[/bold]"


def event(s: Session) -> str:
    """Return the English text of the current event."""
    placed = s.screen.query_one(TimelineView).timeline.event
    return placed.entry.sides["en"].text.rstrip(".") if placed else ""


def shown(s: Session) -> int:
    return len(s.screen.query_one(TimelineView).timeline.shown)


def columns(s: Session) -> int:
    view = s.screen.query_one(TimelineView)
    return view.timeline.axis(view.columns).width


@pytest.mark.parametrize("path", [(), ("enter",), ("s",), ("A",)])
async def test_opens_from_every_screen_and_goes_back(tmp_path: Path, path: tuple[str, ...]) -> None:
    async with running(write_reference(tmp_path), *path) as s:
        before = s.screen
        for key in keys_of("timeline", "back"):
            await s.press("ctrl+t")
            assert isinstance(s.screen, TimelineScreen)
            assert event(s) == LAST
            assert "5 events · 2019–2025" in s.text()
            await s.press(key)
            assert s.screen is before


async def test_through_the_events(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+t") as s:
        for back, on in zip(keys_of("timeline", "event-previous"), keys_of("timeline", "event-next"), strict=True):
            await s.press(back)
            assert event(s) == "A model from the south"
            await s.press(on, on)
            assert event(s) == LAST
        for key in keys_of("timeline", "top"):
            await s.press("end", key)
            assert event(s) == FIRST
        for key in keys_of("timeline", "bottom"):
            await s.press("home", key)
            assert event(s) == LAST
        for back, on in zip(keys_of("timeline", "years-back"), keys_of("timeline", "years-on"), strict=True):
            await s.press("end", back)
            assert event(s) == "A rule applies"
            await s.press(on)
            assert event(s) == "A model from the south"


async def test_from_lane_to_lane(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+t", "home", "right") as s:
        assert event(s) == "Another model"
        for down, up in zip(keys_of("timeline", "lane-down"), keys_of("timeline", "lane-up"), strict=True):
            await s.press(down)
            assert event(s) == "A rule applies"
            await s.press(down, down)
            assert event(s) == "A model from the south"
            await s.press(up, up, up)
            assert event(s) == "Another model"


async def test_zoom(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+t") as s:
        fit = columns(s)
        (closer,), (farther,), (whole,) = (keys_of("timeline", verb) for verb in ("zoom-in", "zoom-out", "zoom-all"))
        await s.press(farther)
        assert columns(s) == fit
        await s.press(closer, closer)
        wide = columns(s)
        assert wide > fit
        assert "▼" in s.text()
        await s.press("home")
        assert "▼" in s.text()
        await s.press(farther)
        assert fit < columns(s) < wide
        await s.press(whole)
        assert columns(s) == fit


async def test_filter(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+t") as s:
        for key in keys_of("timeline", "filter"):
            await s.press(key)
            await s.type("süden")
            assert (shown(s), event(s)) == (1, "A model from the south")
            await s.press("enter")
            assert s.screen.focused is s.screen.query_one(TimelineView)
            assert "/ süden" in s.text()
            await s.press("escape")
            assert (shown(s), isinstance(s.screen, TimelineScreen)) == (5, True)
        await s.press("/")
        await s.fill("lab one 2019")
        assert event(s) == FIRST
        await s.fill("apear")
        assert (shown(s), event(s)) == (1, LAST)
        await s.fill("nothing like this")
        assert (shown(s), event(s)) == (0, "")
        await s.press("enter", "left", "down", "enter", "pageup", "home", "plus")
        assert isinstance(s.screen, TimelineScreen)
        await s.press("/")
        assert isinstance(s.screen.focused, Input)
        await s.press("escape")
        assert shown(s) == 5


async def test_enter_opens_the_passage_that_tells_it(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+t") as s:
        await s.press(*keys_of("timeline", "open"))
        assert isinstance(s.screen, ReaderScreen)
        assert s.reader.briefing and s.reader.briefing.id == "lang"
        assert s.sentence == "Chapter 3"
        await s.press("escape")
        assert isinstance(s.screen, TimelineScreen)


async def test_an_event_without_a_passage_opens_where_it_is_listed(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+t", "home", "enter") as s:
        assert s.reader.briefing and s.reader.briefing.id == "zeiten"
        assert "14" in s.sentence and "2019" in s.sentence
        await s.press("escape", "end", *keys_of("timeline", "open-text"))
        assert s.reader.briefing and s.reader.briefing.id == "zeiten"
        assert "2025" in s.sentence


async def test_a_click_chooses_and_a_second_one_opens(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+t") as s:
        line, column = next((y, text.index("●")) for y, text in enumerate(s.lines()) if text.startswith(" Rules"))
        await s.pilot.click(offset=(column, line))
        await s.settle()
        assert event(s) == "A rule applies"
        await s.pilot.click(offset=(column, line))
        await s.settle()
        assert isinstance(s.screen, ReaderScreen)


async def test_the_wheel_goes_on_and_back_and_zooms(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+t") as s:
        view = s.screen.query_one(TimelineView)

        async def wheel(kind: type[MouseScrollUp | MouseScrollDown], *, ctrl: bool = False) -> None:
            view.post_message(kind(view, 40, 10, 0, 0, 0, False, False, ctrl))
            await s.settle()

        await wheel(MouseScrollUp)
        assert event(s) == "A model from the south"
        await wheel(MouseScrollDown)
        assert event(s) == LAST
        fit = columns(s)
        await wheel(MouseScrollUp, ctrl=True)
        assert columns(s) > fit
        await wheel(MouseScrollDown, ctrl=True)
        assert columns(s) == fit


async def test_other_keys(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+t") as s:
        for key in keys_of("timeline", "help"):
            await s.press(key)
            assert isinstance(s.screen, Picker)
            await s.press("escape")
        theme = s.app.theme
        await s.press(*keys_of("timeline", "theme")[:1])
        assert s.app.theme != theme
        await s.press(*keys_of("timeline", "search"))
        assert isinstance(s.screen, SearchScreen)
        await s.press("escape", *keys_of("timeline", "quit"))
        assert s.has_left


async def test_choosing_the_timeline_in_the_library_shows_the_picture(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path)) as s:
        places = {briefing.id: at for at, briefing in enumerate(s.app.desk.library.briefings)}
        await s.press("g", *["j"] * places["zeiten"], "enter")
        assert isinstance(s.screen, TimelineScreen)


async def test_a_timeline_without_events_is_read_as_a_text(tmp_path: Path) -> None:
    write_reference(tmp_path)
    for lang in ("de", "en"):
        (tmp_path / "texts" / f"zeiten.{lang}.md").write_text("---\nkind: timeline\n---\n# Leer\n", encoding="utf-8")
    async with running(tmp_path) as s:
        places = {briefing.id: at for at, briefing in enumerate(s.app.desk.library.briefings)}
        await s.press("g", *["j"] * places["zeiten"], "enter")
        assert s.reader.briefing and s.reader.briefing.id == "zeiten"


async def test_a_library_without_a_timeline_says_so(tmp_path: Path) -> None:
    async with running(tmp_path, "ctrl+t") as s:
        assert "kind: timeline" in s.text()
        await s.press("left", "down", "enter", "o", "plus", "pagedown", "g")
        assert isinstance(s.screen, TimelineScreen)
        await s.press("escape")
        assert not isinstance(s.screen, TimelineScreen)


async def test_a_changed_file_is_shown_and_the_event_stays(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "ctrl+t", "left") as s:
        for lang in ("de", "en"):
            file = tmp_path / "texts" / f"zeiten.{lang}.md"
            more = "\n2026-01 · Lab Two\n: New.\n" if lang == "en" else "\n2026-01 · Labor Zwei\n: Neu.\n"
            file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
        s.app.scan()
        await s.until(lambda: shown(s) == 6)
        assert event(s) == "A model from the south"


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_the_picture(tmp_path: Path, lang: str, size: tuple[int, int], update_goldens: bool) -> None:
    async with running(write_reference(tmp_path), "ctrl+t", "left", size=size, making=Making(lang=lang)) as s:
        check(f"timeline-{lang}-{size[0]}", [line.rstrip() for line in s.lines()], update=update_goldens)


@pytest.mark.parametrize("size", [(10, 4), (20, 6), (40, 10), (300, 100)])
async def test_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(write_reference(tmp_path), "ctrl+t", "left", size=size) as s:
        await s.press("plus", "down", "home", "minus")
        assert isinstance(s.screen, TimelineScreen)
