"""The reader's part that remembers how far each briefing was read."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from briefing.notes.stamps import now
from briefing.parallel.bitext import Bitext
from briefing.tui.screens.reader_base import ReaderBase

if TYPE_CHECKING:
    from textual.app import App

    from briefing.notes.model import Reading

_READ = 0.95
"""From this progress on a briefing counts as read."""


class Progressing(ReaderBase):
    """Keeps the row and the farthest row of the open briefing."""

    _farthest = 0.0

    @abstractmethod
    def attach(self) -> bool:
        """Put the note that waits for a passage on what is chosen; return whether one was waiting."""

    def came_to(self, bitext: Bitext) -> None:
        """Take in how far the text on the screen goes."""
        self._farthest = max(self._farthest, bitext.progress(max(self.view.row, self.view.last_row)))

    def leave_text(self) -> None:
        """Store how far the open briefing was read, and begin with another one."""
        store = self._position()
        if store:
            self.run_worker(store, thread=True, group="store")
        self._farthest = 0.0

    def _position(self) -> Callable[[], object] | None:
        """Return what stores, off the UI thread, how far this briefing was read; None while none is open."""
        if self.briefing is None or self.view.bitext is None:
            return None
        row, farthest = self.row_number, self._farthest

        def kept(known: Reading) -> Reading:
            progress = max(known.progress, farthest)
            return replace(known, row=row, progress=progress, read=known.read or progress >= _READ, updated=now())

        return partial(self.store_reading, kept, self.briefing.id, self.app)

    @property
    def row_number(self) -> int:
        """Return the number of the current row, or about that while rows are being counted."""
        return self.view.bitext.guess(self.view.row) if self.view.bitext else 0

    async def on_unmount(self) -> None:
        """The reader was closed: remember how far this briefing was read."""
        store = self._position()
        if store:
            await asyncio.to_thread(store)

    def action_toggle_read(self) -> None:
        """Mark this briefing as read or unread; or put the note that waits for a passage on the one that is chosen."""
        if self.briefing is None or self.attach():
            return
        row, briefing = self.row_number, self.briefing.id
        self.run_worker(partial(self._toggle_read, briefing, row, self.app), thread=True, group="store")

    def _toggle_read(self, briefing: str, row: int, app: App[object]) -> None:
        def changed(known: Reading) -> Reading:
            return replace(known, row=row, read=not known.read, updated=now())

        kept = self.store_reading(changed, briefing, app)
        if kept:
            message = self.tr("Marked as read.") if kept.read else self.tr("Marked as unread.")
            app.call_from_thread(self.say, message)
