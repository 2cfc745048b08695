"""The app: a stack of screens, the theme, and the one owner of the library as it is now."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable
from typing import Any, ClassVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen

from briefing.tui.desk import Desk
from briefing.tui.keys import remapped, shown, verb_ids, verbs_for
from briefing.tui.leaving import Leaving
from briefing.tui.messages import (
    NotesChanged,
    OpenBriefing,
    OpenLibrary,
    OpenNotes,
    OpenSearch,
    ReadingKept,
)
from briefing.tui.notes_watching import NotesWatching
from briefing.tui.opened import Opened
from briefing.tui.scanning import Scanning
from briefing.tui.screens.base import DeskScreen, Opening, Querying
from briefing.tui.terminal import Colours, colours
from briefing.tui.themes import is_plain, theme_for

_LIBRARY = "library"
_FIRST_LOOK = 0.2
"""Seconds after the first screen until files and notes are looked at."""
_TURN = 0.001
"""Seconds for which a thread that works in the background may keep the keys waiting."""
_PLAIN_CSS = "plain.tcss"


class BriefingApp(Scanning, NotesWatching, Leaving):
    """Routes what screens ask for, and tells the screens what changed.

    Args:
        desk: services; the app alone replaces `desk.library`.
        request: open this at once, above the library.
        opened: what is on the screen of it already.
    """

    TITLE = "briefing"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = []
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-high")]  # noqa: RUF012 - the framework declares it without ClassVar

    def __init__(self, desk: Desk, request: OpenBriefing | None = None, opened: Opened | None = None) -> None:
        shown = colours(os.environ)
        self._first_theme = theme_for(desk.settings.theme, shown)
        super().__init__(
            # The first screen's styles must be there before it is; those of others come with them.
            css_path=[
                self.CSS_PATH,
                *([] if request else ["lists.tcss"]),
                *([_PLAIN_CSS] if is_plain(self._first_theme) else []),
            ],
            # Else Textual would paint in greys where no colour is wanted.
            ansi_color=True if shown is Colours.NONE else None,
        )
        self.desk = desk
        self.category_colours = desk.category_colours
        self._request = request
        self.opened = opened
        self._last_query = ""
        self.set_keymap(remapped(desk.settings.keys))

    def on_mount(self) -> None:
        """Show the library from the cache, then look what changed."""
        self.leave_on_signals()
        self.app_resume_signal.subscribe(self, self._paint_again)
        known = self._first_theme in self.available_themes
        self.theme = self._first_theme if known else theme_for("dark", colours(os.environ))
        self.set_timer(_FIRST_LOOK, self._look_around)

    def get_default_screen(self) -> Screen[Any]:
        """Return what the app begins with; an empty screen below it would cost a frame."""
        return self._reader_screen(self._request) if self._request else self._library_screen()

    def _paint_again(self, _app: App[object]) -> None:
        """Paint everything: the terminal was somebody else's while the app was stopped."""
        self.refresh(layout=True)

    def _look_around(self) -> None:
        """Do what can wait until the first screen is there."""
        gc.freeze()  # what the start has made stays; the collector need not look at it again and again
        gc.enable()
        sys.setswitchinterval(_TURN)
        self._name_unknown_keys()
        self.watch_notes()
        self.scan(index=not self.is_one_text())

    def _name_unknown_keys(self) -> None:
        """Tell which names under [keys] mean nothing; only here it is known what can be remapped."""
        tr, known = self.desk.tr, verb_ids()
        for name in self.desk.settings.keys:
            if name not in known:
                from difflib import get_close_matches  # noqa: PLC0415 - only mistakes need it

                near = ", ".join(get_close_matches(name, known, 1))
                message = tr("Settings, [keys]: there is nothing called “{name}”.", name=name)
                if near:
                    message += " " + tr("Did you mean {nearest}?", nearest=near)
                self.notify(message, severity="warning", timeout=12, markup=False)

    def get_driver_class(self) -> type[Driver]:
        """Return what reads keys and paints; Textual's own where it isn't a POSIX terminal."""
        found = super().get_driver_class()
        if sys.platform != "win32":
            from textual.drivers.linux_driver import LinuxDriver  # noqa: PLC0415 - it needs termios

            from briefing.tui.driver import CarefulDriver  # noqa: PLC0415

            return CarefulDriver if found is LinuxDriver else found
        return found

    @on(NotesChanged)
    def _notes_changed(self) -> None:
        self.tell(lambda screen: screen.on_notes_changed())

    @on(ReadingKept)
    def _reading_kept(self) -> None:
        self.tell(lambda screen: screen.on_reading_kept())

    # --- the way ----------------------------------------------------------------------------------------------------

    @on(OpenBriefing)
    async def _open_briefing(self, request: OpenBriefing) -> None:
        """Open in the reader that is there, or in a new one above what is there."""
        readers = [screen for screen in self.screen_stack if isinstance(screen, Opening)]
        if not readers:
            self.push_screen(self._reader_screen(request))
            return
        while self.screen is not readers[-1]:
            self._keep_query(self.screen)
            await self.pop_screen()
        readers[-1].open(request)

    def _reader_screen(self, request: OpenBriefing) -> DeskScreen:
        from briefing.tui.screens.reader import ReaderScreen  # noqa: PLC0415 - each start needs one screen first

        opened, self.opened = self.opened, None
        return ReaderScreen(self.desk, request, opened)

    def _library_screen(self) -> DeskScreen:
        from briefing.tui.screens.library import LibraryScreen  # noqa: PLC0415

        return LibraryScreen(self.desk)

    @on(OpenLibrary)
    def _open_library(self) -> None:
        if not self.is_screen_installed(_LIBRARY):
            self.install_screen(self._library_screen(), _LIBRARY)
        self.push_screen(_LIBRARY)

    @on(OpenSearch)
    def _open_search(self, message: OpenSearch) -> None:
        """Open the search with a query, ready to be typed over."""
        from briefing.tui.screens.search import SearchScreen  # noqa: PLC0415 - few start with it

        if self.is_one_text():
            self.scan()
        for screen in self.screen_stack:
            self._keep_query(screen)
        self.push_screen(SearchScreen(self.desk, self._last_query if message.query is None else message.query))

    def _keep_query(self, screen: Screen[object]) -> None:
        if isinstance(screen, Querying):
            self._last_query = screen.query_text

    @on(OpenNotes)
    def _open_notes(self, message: OpenNotes) -> None:
        """Open the notes above what is there."""
        from briefing.tui.screens.notes import NotesScreen  # noqa: PLC0415 - few start with it

        self.push_screen(NotesScreen(self.desk, message.briefing, export=message.export))

    # --- commands ---------------------------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer the verbs of the screen in the command palette."""
        tr = self.desk.tr
        if not isinstance(screen, DeskScreen):
            return
        for verb in verbs_for(screen.NAME):
            keys = self.desk.settings.keys.get(verb.id, verb.keys)
            if not keys:
                continue

            def press(key: str = keys[0]) -> None:
                self.simulate_key(key)

            yield SystemCommand(tr(verb.help), f"{tr(verb.group)} · {shown(keys[0], tr)}", press)
