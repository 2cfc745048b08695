"""The app's part that looks after the notes: what others do to them, what went wrong, what was typed and not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work

from briefing.errors import BriefingError
from briefing.tui.app_base import DeskApp
from briefing.tui.keys import key_for
from briefing.tui.messages import NotesChanged, NotesSeen

if TYPE_CHECKING:
    from briefing.notes.store.watching import Watch

_WATCH = 1.0
"""Seconds between two looks at what other windows do to the notes."""


class NotesWatching(DeskApp):
    """Looks at the notes once a second, on another thread."""

    _watch: Watch | None = None
    _looking = False
    _told: tuple[str, ...] = ()

    def watch_notes(self) -> None:
        """Look at the notes now, and then again and again."""
        self.look_at_notes()
        self.set_interval(_WATCH, self.look_at_notes)

    def look_at_notes(self) -> None:
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
            self._keep_again()
            notices += self._watch.notices()
        except BriefingError as error:
            notices.append(error)
        self.post_message(NotesSeen(changed, notices))
        if drafts:
            self.call_from_thread(self._offer_drafts, drafts)

    def _keep_again(self) -> None:
        """Store what the store refused before, and say so: the reader was told that it isn't kept."""
        if self.desk.unkept:
            from briefing.tui.drafting import keep_again  # noqa: PLC0415 - few need it

            if not keep_again(self.desk):
                said = self.desk.tr("What you typed is kept on the disk now.")
                self.call_from_thread(self.notify, said, markup=False)

    def _offer_drafts(self, count: int) -> None:
        """Tell that there is text which was never saved, and which key goes on with it."""
        tr = self.desk.tr
        key = key_for("reader", "drafts", self.desk.settings.keys, tr)
        message = tr.plural("{count} note was typed and not saved.", "{count} notes were typed and not saved.", count)
        if key:
            message += " " + tr("{key} goes on.", key=key)
        self.notify(message, timeout=8, markup=False)

    @on(NotesSeen)
    def _notes_seen(self, seen: NotesSeen) -> None:
        self._looking = False
        texts = [self.desk.tr.error(notice) for notice in seen.notices]
        for text in texts:
            if text not in self._told:  # what stays wrong is said once
                self.notify(text, severity="warning", timeout=12, markup=False)
        self._told = tuple(texts)
        if seen.changed:
            self.post_message(NotesChanged())
