"""The app on a small bilingual library, driven key by key; waits on state, never for a time."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from textual.events import Key
from textual.keys import _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea
from textual.worker import WorkerCancelled

from briefing.i18n import Translator
from briefing.library.catalogue import Catalogue
from briefing.library.model import Briefing
from briefing.notes.model import Note
from briefing.notes.store import Store
from briefing.parallel.bitext import Bitext
from briefing.parallel.opening import open_bitext
from briefing.search.engine import Engine
from briefing.settings import Settings
from briefing.tui.app import BriefingApp
from briefing.tui.desk import Desk
from briefing.tui.keys import verbs_for
from briefing.tui.messages import OpenBriefing
from briefing.tui.queries import Queries
from briefing.tui.saved import SavedSearches
from briefing.tui.screens.reader import ReaderScreen
from briefing.tui.widgets.reading_view import ReadingView
from briefing.tui.widgets.row_list import RowList
from tui.library_making import write_library
from tui.making import text_of

TIMEOUT = 20.0
"""Seconds after which a state that was waited for counts as never reached."""
FLAGS = ("bold", "italic", "underline", "reverse", "strike")
"""Attributes of characters that roles add; dim text is told apart as such where it has no colour of its own."""
_QUIET = 3
"""Rounds without a message under way after which nothing more is coming."""


def keys_of(screen: str, verb: str) -> tuple[str, ...]:
    """Return all keys of a verb, capitals in both spellings, so that a test presses each of them."""
    (found,) = (each for each in verbs_for(screen) if each.id == verb)
    return tuple(_each_spelling(found.keys))


def _each_spelling(keys: tuple[str, ...]) -> list[str]:
    return [name for key in keys for name in ([key, f"shift+{key.lower()}"] if key.isupper() else [key])]


@dataclass
class Session:
    """A running app and what a test asks it.

    Attributes:
        app: it.
        pilot: drives it.
        home: the folder that holds the library ("texts") and the notes ("data").
    """

    app: BriefingApp
    pilot: Pilot[None]
    home: Path

    # --- doing ------------------------------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Press keys as the terminal would send them, each after the one before had all its effects."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            event = Key(name, _character_of(name) if len(key) > 1 else key)
            event.set_sender(self.app)
            driver = self.app._driver
            assert driver is not None
            driver.send_message(event)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type text, letter by letter."""
        await self.press(*("enter" if char == "\n" else "space" if char == " " else char for char in text))

    async def fill(self, text: str) -> None:
        """Put text into the line that has the focus, in place of what is there; or into a text, at the cursor."""
        field = self.app.screen.focused
        if isinstance(field, TextArea):
            field.insert(text)
        else:
            assert isinstance(field, Input)
            field.value = text
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Resize the terminal and wait until the screen has taken it."""
        await self.pilot.resize_terminal(width, height)
        await self.until(lambda: tuple(self.app.screen.size) == (width, height))
        await self.settle()

    async def settle(self) -> None:
        """Return when every message and every worker is done.

        Raises:
            TimeoutError: that takes longer than `TIMEOUT`.
        """
        async with asyncio.timeout(TIMEOUT):
            await self._settle()

    async def _settle(self) -> None:
        quiet = 0
        while quiet < _QUIET:
            if self.app._exception:
                raise self.app._exception
            if self.app._exit:
                await self._left()
                return
            await self.pilot.pause(0)
            if any(not worker.is_finished for worker in self.app.workers):
                with suppress(WorkerCancelled):
                    await self.app.workers.wait_for_complete()
                quiet = 0
            pumps = [self.app, *(node for screen in self.app.screen_stack for node in screen.walk_children())]
            quiet = 0 if any(pump.message_queue_size for pump in pumps) else quiet + 1

    async def _left(self) -> None:
        async with asyncio.timeout(TIMEOUT):
            while self.app.is_running:
                await asyncio.sleep(0)

    async def until(self, reached: Callable[[], bool]) -> None:
        """Return when a state is reached.

        Raises:
            TimeoutError: it isn't within `TIMEOUT`.
        """
        async with asyncio.timeout(TIMEOUT):
            while not reached():
                if self.app._exception:
                    raise self.app._exception
                await self.pilot.pause(0.005)

    # --- asking -----------------------------------------------------------------------------------------------------

    @property
    def screen(self) -> Screen[Any]:
        """The screen on top."""
        return self.app.screen

    @property
    def reader(self) -> ReaderScreen:
        """The reader, wherever it is in the stack."""
        return next(screen for screen in reversed(self.app.screen_stack) if isinstance(screen, ReaderScreen))

    @property
    def view(self) -> ReadingView:
        """The reading view."""
        return self.reader.view

    @property
    def rows(self) -> RowList:
        """The list of the screen on top."""
        return self.app.screen.query_one(RowList)

    @property
    def sentence(self) -> str:
        """The current sentence, or what is selected."""
        target = self.view.target
        assert target is not None
        return text_of(self.bitext.texts[target[0]], target[1])

    @property
    def bitext(self) -> Bitext:
        """The open text."""
        assert self.view.bitext is not None
        return self.view.bitext

    @property
    def row(self) -> int:
        """The running number of the current row.

        It is counted in the text as a whole, so that the app's own counting is not helped along.
        """
        whole, cursor = self.bitext.parallel(), self.view.cursor
        assert cursor is not None
        return whole.row_index[cursor.lang][whole.documents[cursor.lang].index_of(cursor.block)]

    @property
    def store(self) -> Store:
        """The notes."""
        return self.app.desk.store

    @property
    def note(self) -> Note:
        """The one note there is."""
        (note,) = self.store.notes()
        return note

    @property
    def has_left(self) -> bool:
        """Whether the app was left in good order."""
        return not self.app.is_running and not self.app.return_code

    @property
    def said(self) -> str:
        """The last message that was shown, or nothing."""
        return next((notice.message for notice in reversed(list(self.app._notifications))), "")

    async def hush(self) -> None:
        """Take the messages off the screen, which otherwise go after some seconds."""
        self.app.clear_notifications()
        await self.settle()

    def lines(self) -> list[str]:
        """Return what is on the terminal, line by line."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def text(self) -> str:
        """Return what is on the terminal."""
        return "\n".join(self.lines())

    def painted(self) -> list[str]:
        """Return the lines of the reading view, without its scroll bar."""
        return [self.view.render_line(y).text[:-1] for y in range(self.view.content_size.height)]

    def lit(self, role: str) -> str:
        """Return what the reading view paints in a role such as "cursor" or "match", joined by "|" where lines end."""
        assert self.view.style_of((role,)) != self.view.style_of(()), "the role can be told from plain text"
        found = []
        for y in range(self.view.content_size.height):
            found.append("".join(text for text, roles in self.view.tinted(y) if role in roles))
        return "|".join(line.strip() for line in found if line.strip())

    def line_of_row(self) -> int:
        """Return the screen line on which the current row begins."""
        line = self.view.cursor_line
        assert line is not None
        return line


def _character_of(name: str) -> str | None:
    """Return the character that a key types, or None."""
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(name))
    except KeyError:
        return None


@dataclass
class Making:
    """How an app is made; tests change what they need.

    Attributes:
        lang: language of the interface.
        settings: keyword arguments of `Settings`.
        store: the notes; in `home` by default.
        engine: the search; a new one in memory by default.
        opener: reads a briefing.
        address: what to open at once.
    """

    lang: str = "en"
    settings: Mapping[str, Any] = field(default_factory=dict)
    store: Store | None = None
    engine: Engine | None = None
    opener: Callable[[Briefing], Bitext] = open_bitext
    address: OpenBriefing | None = None


def make_app(home: Path, making: Making | None = None) -> tuple[BriefingApp, Event]:
    """Return an app on the small library below `home`, which is written unless it is there.

    Returns:
        The app, and what is set when it first asks for the search, which it brings up to date a while after it shows.
    """
    making = making or Making()
    texts = home / "texts"
    if not texts.exists():
        write_library(texts)
    catalogue = Catalogue(None)
    engine, asked = making.engine or Engine(None), Event()

    def get_engine() -> Engine:
        asked.set()
        return engine

    store = making.store or Store(home / "data" / "notes.db")
    desk = Desk(
        Translator(making.lang),
        Settings(**making.settings),
        (texts,),
        lambda: catalogue,
        get_engine,
        lambda: store,
        making.opener,
        catalogue.scan((texts,)),
        queries=Queries(home / "state" / "queries.jsonl"),
        searches=SavedSearches(home / "data" / "searches.toml"),
    )
    return BriefingApp(desk, making.address), asked


@asynccontextmanager
async def running(
    home: Path, *keys: str, size: tuple[int, int] = (120, 40), making: Making | None = None
) -> AsyncIterator[Session]:
    """Run the app on the small library, press some keys, and close everything at the end."""
    app, asked = make_app(home, making)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            session = Session(app, pilot, home)
            await session.until(asked.is_set)
            await session.settle()
            await session.press(*keys)
            yield session
    finally:
        app.desk.engine.close()
        app.desk.store.close()


def opened(briefing: str = "lang", row: int | None = None, **settings: Any) -> Making:
    """Return how to make an app that opens a briefing at once."""
    return Making(settings=settings, address=OpenBriefing(briefing, row))
