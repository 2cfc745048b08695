"""The app's part that owns the library as it is now: scans the folders and brings the index up to date."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual import on, work
from textual.worker import Worker, get_current_worker

from briefing.errors import BriefingError
from briefing.library.model import Library
from briefing.tui.app_base import DeskApp
from briefing.tui.desk import Indexing
from briefing.tui.messages import Rescan

_TOLD = 0.1
"""Seconds between two messages on how far the index is."""


class _StoppedError(Exception):
    """The app was left, or another scan began, while this one was indexing."""


class Scanning(DeskApp):
    """Reads the library on another thread and tells the screens what changed."""

    def is_one_text(self) -> bool:
        """Return whether the library is a single file; few search in it, and it may be very long."""
        return len(self.desk.roots) == 1 and self.desk.roots[0].is_file()

    @work(thread=True, exclusive=True, group="scan")
    def scan(self, *, index: bool = True) -> None:
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
            self.tell(lambda screen: screen.on_library_changed())

    def _index_grows(self, indexing: Indexing | None) -> None:
        self.desk.indexing = indexing
        self.tell(lambda screen: screen.on_index_grows())

    def _indexed(self, changed: bool) -> None:
        self.desk.indexing = None
        if changed or not self.desk.indexed:
            self.desk.indexed += 1
            self.tell(lambda screen: screen.on_index_changed())
        else:
            self.tell(lambda screen: screen.on_index_grows())

    @on(Rescan)
    def _rescan(self) -> None:
        self.scan()
