"""The app: a stack of screens, the theme, and the one owner of the library as it is now."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from briefing.errors import BriefingError
from briefing.library.model import Library
from briefing.tui.desk import Desk, Indexing
from briefing.tui.keys import remapped, shown, verb_ids, verbs_for
from briefing.tui.messages import (
    NotesChanged,
    NotesSeen,
    OpenBriefing,
    OpenLibrary,
    OpenNotes,
    OpenSearch,
    ReadingKept,
    Rescan,
)
from briefing.tui.opened import Opened
from briefing.tui.screens.base import DeskScreen, Editing, Opening, Querying
from briefing.tui.terminal import Colours, colours
from briefing.tui.themes import is_plain, theme_for

if TYPE_CHECKING:
    from briefing.notes.store.watching import Watch

_LIBRARY = "library"
_FIRST_LOOK = 0.2
"""Seconds after the first screen until files and notes are looked at."""
_WATCH = 1.0
"""Seconds between two looks at what other windows do to the notes."""
_TOLD = 0.1
"""Seconds between two messages on how far the index is."""
_TURN = 0.001
"""Seconds for which a thread that works in the background may keep the keys waiting."""
_PLAIN_CSS = "plain.tcss"


class _StoppedError(Exception):
    """The app was left, or another scan began, while this one was indexing."""


class BriefingApp(App[None]):
    """Routes what screens ask for, scans the library in the background, and tells the screens what changed.

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
        self._leaving: asyncio.Task[None] | None = None
        self._watch: Watch | None = None
        self._looking = False
        self._told: list[str] = []
        self.set_keymap(remapped(desk.settings.keys))

    def on_mount(self) -> None:
        """Show the library from the cache, then look what changed."""
        self._leave_on_signals()
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
        self._look_at_notes()
        self.set_interval(_WATCH, self._look_at_notes)
        self._scan(index=not self._is_one_text())

    def _look_at_notes(self) -> None:
        """Look what other windows did to the notes, unless that is being looked at."""
        if not self._looking:
            self._looking = True
            self._watch_notes()

    @work(thread=True, group="watch")
    def _watch_notes(self) -> None:
        """Open the notes, see whether they were changed elsewhere, and tell what had to be done for them."""
        changed, notices, drafts = False, list[BriefingError](), 0
        try:
            if self._watch is None:
                from briefing.notes.store.watching import Watch  # noqa: PLC0415 - not before the first frame

                self._watch = Watch(self.desk.store)
                drafts = len(self.desk.store.drafts())
            else:
                changed = self._watch.changed()
            notices += self._watch.notices()
            self._store_unkept()
        except BriefingError as error:
            notices.append(error)
        self.post_message(NotesSeen(changed, notices))
        if drafts:
            self.call_from_thread(self._offer_drafts, drafts)

    def _store_unkept(self) -> None:
        """Try again to store what was typed and could not be kept; why it could not has been said then."""
        with suppress(BriefingError):
            self.desk.store_unkept()

    def _offer_drafts(self, count: int) -> None:
        """Tell that there is text which was never saved, and which key goes on with it."""
        tr = self.desk.tr
        (verb,) = (each for each in verbs_for("reader") if each.id == "drafts")
        keys = self.desk.settings.keys.get(verb.id, verb.keys)
        message = tr.plural("{count} note was typed and not saved.", "{count} notes were typed and not saved.", count)
        if keys:
            message += " " + tr("{key} goes on.", key=shown(keys[0], tr))
        self.notify(message, timeout=8, markup=False)

    @on(NotesSeen)
    def _notes_seen(self, seen: NotesSeen) -> None:
        self._looking = False
        texts = [self.desk.tr.error(notice) for notice in seen.notices]
        for text in texts:
            if text not in self._told:  # what stays wrong is said once
                self.notify(text, severity="warning", timeout=12, markup=False)
        self._told = texts
        if seen.changed:
            self._notes_changed()

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

    def _leave_on_signals(self) -> None:
        """Restore the terminal when the system ends the app; Textual alone would leave it in the other screen."""
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is None:
                continue
            try:
                loop.add_signal_handler(number, self.leave, 128 + number)
            except (NotImplementedError, RuntimeError, ValueError):
                # Windows has no such handlers, and a loop outside the main thread takes none.
                return

    def get_driver_class(self) -> type[Driver]:
        """Return what reads keys and paints; Textual's own where it isn't a POSIX terminal."""
        found = super().get_driver_class()
        if sys.platform != "win32":
            from textual.drivers.linux_driver import LinuxDriver  # noqa: PLC0415 - it needs termios

            from briefing.tui.driver import CarefulDriver  # noqa: PLC0415

            return CarefulDriver if found is LinuxDriver else found
        return found

    def leave(self, code: int = 0) -> None:
        """Leave the app, whatever happens; what is being typed is kept first if it can be."""
        if not self._leaving:  # a terminal that goes away says so more than once
            self._leaving = asyncio.get_running_loop().create_task(self._keep_and_exit(code))

    async def _keep_and_exit(self, code: int) -> None:
        for editor in self._editors():
            await editor.keep()
        await asyncio.to_thread(self._store_unkept)
        self.exit(return_code=code)

    async def action_quit(self) -> None:
        """Leave the app by key, from wherever it is, unless that would lose what is being typed."""
        for editor in self._editors():
            if not await editor.may_leave():
                return
        await asyncio.to_thread(self._store_unkept)
        self.exit()

    def _editors(self) -> list[Editing]:
        return [screen for screen in self.screen_stack if isinstance(screen, Editing)]

    # --- the library ------------------------------------------------------------------------------------------------

    def _is_one_text(self) -> bool:
        """Return whether the library is a single file; few search in it, and it may be very long."""
        return len(self.desk.roots) == 1 and self.desk.roots[0].is_file()

    @work(thread=True, exclusive=True, group="scan")
    def _scan(self, *, index: bool = True) -> None:
        """Read what changed on the disk and bring the index up to date."""
        worker = get_current_worker()
        try:
            before = self.desk.library
            self.call_from_thread(self._index_grows, Indexing() if index else None)
            library = self.desk.catalogue.scan(self.desk.roots)
            # Compared here, for two large libraries that are nearly equal keep a screen waiting.
            changed = library is not before and library != before
            self.call_from_thread(self._scanned, library, changed)
            if index:
                found = self.desk.engine.update(library, self._telling(worker, len(library.briefings)))
                self.call_from_thread(self._indexed, changed or found > 0)
        except BriefingError as error:
            self.call_from_thread(self.notify, self.desk.tr.error(error), severity="error", markup=False)
            self.call_from_thread(self._index_grows, None)
        except _StoppedError:
            return

    def _telling(self, worker: Worker[object], total: int) -> Callable[[int, int], None]:
        """Return what tells the screens now and then how far the index is."""
        told = 0.0

        def tell(done: int, changed: int) -> None:
            nonlocal told
            # A thread can't be stopped from outside, and the process would not end before it does.
            if worker.is_cancelled:
                raise _StoppedError
            if monotonic() - told >= _TOLD:
                told = monotonic()
                self.call_from_thread(self._index_grows, Indexing(done, changed, total))

        return tell

    def _scanned(self, library: Library, changed: bool) -> None:
        self.desk.library = library
        if changed:
            self._tell(lambda screen: screen.on_library_changed())

    def _index_grows(self, indexing: Indexing | None) -> None:
        self.desk.indexing = indexing
        self._tell(lambda screen: screen.on_index_grows())

    def _indexed(self, changed: bool) -> None:
        self.desk.indexing = None
        if changed or not self.desk.indexed:
            self.desk.indexed += 1
            self._tell(lambda screen: screen.on_index_changed())
        else:
            self._tell(lambda screen: screen.on_index_grows())

    @on(Rescan)
    def _rescan(self) -> None:
        self._scan()

    def _tell(self, what: Callable[[DeskScreen], None]) -> None:
        """Let every open screen show what changed."""
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen) and screen.is_mounted:
                what(screen)

    @on(NotesChanged)
    def _notes_changed(self) -> None:
        self._tell(lambda screen: screen.on_notes_changed())

    @on(ReadingKept)
    def _reading_kept(self) -> None:
        self._tell(lambda screen: screen.on_reading_kept())

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

        if self._is_one_text():
            self._scan()
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
