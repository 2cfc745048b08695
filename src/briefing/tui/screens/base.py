"""What all full screens share: the desk, the way back, and the verbs that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual import work
from textual.screen import Screen

from briefing.errors import BriefingError
from briefing.tui.desk import Desk
from briefing.tui.messages import NotesChanged, OpenBriefing, OpenLibrary, OpenNotes, OpenSearch, ReadingKept
from briefing.tui.themes import other_theme
from briefing.tui.widgets.bars import KeyBar

if TYPE_CHECKING:
    from textual.app import App

    from briefing.notes.model import Note, Reading


@runtime_checkable
class Editing(Protocol):
    """A screen on which something is being typed that must not be lost."""

    async def keep(self) -> bool:
        """Keep what was typed, off the UI thread; return whether it is safe."""

    async def may_leave(self) -> bool:
        """Keep what was typed if it can be; return whether the screen may be left."""


@runtime_checkable
class Querying(Protocol):
    """A screen with a query that is offered again the next time."""

    @property
    def query_text(self) -> str:
        """What was typed."""


@runtime_checkable
class Opening(Protocol):
    """A screen in which briefings are opened one after the other."""

    def open(self, request: OpenBriefing, *, remember: bool = True) -> None:
        """Open a briefing or a place in it."""


class DeskScreen(Screen[None]):
    """A full screen of the app.

    Args:
        desk: services and library.
    """

    NAME: ClassVar[str] = ""
    """The screen's name in the key table."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.tr = desk.tr

    @property
    def is_open(self) -> bool:
        """Whether the screen is built and still one of the app's: a late answer may come when it is being closed."""
        return self.is_mounted and self.app.is_running and self in self.app.screen_stack

    def key_bar(self) -> KeyBar:
        """Return the footer of this screen."""
        return KeyBar(self.NAME, self.tr, self.desk.settings.keys)

    def say(self, message: str, *, error: bool = False) -> None:
        """Show a short message; it is never read as markup."""
        self.notify(message, severity="error" if error else "information", timeout=6 if error else 2.5, markup=False)

    def say_error(self, error: BriefingError) -> None:
        """Show what went wrong in the interface's language."""
        self.say(self.tr.error(error), error=True)

    def store_reading(self, change: Callable[[Reading], Reading], briefing: str, app: App[object]) -> Reading | None:
        """Change how far a briefing was read, off the UI thread; return that, or None if it can't be stored.

        Args:
            change: returns the new state for what the store knows.
            briefing: its id.
            app: the screen's, which a screen that is being closed can't tell.
        """
        from briefing.notes.model import Reading  # noqa: PLC0415 - not before the first frame

        try:
            kept = change(self.desk.store.readings().get(briefing, Reading(briefing)))
            self.desk.store.save_reading(kept)
        except BriefingError as error:
            app.call_from_thread(app.notify, self.tr.error(error), severity="error", markup=False)
            return None
        app.post_message(ReadingKept())
        return kept

    def on_library_changed(self) -> None:
        """Show the library as it is now; screens that depend on it override this."""

    def on_reading_kept(self) -> None:
        """Show how far briefings were read; screens that show it override this."""

    def on_index_grows(self) -> None:
        """Show how far the index is; screens that search override this."""

    def on_index_changed(self) -> None:
        """Search again, for the index says what the library says; screens that search override this."""

    def on_notes_changed(self) -> None:
        """Show the notes as they are now; screens that show notes override this."""

    def action_back(self) -> None:
        """One step back; below the first screen there is the library."""
        if self.app.screen_stack.index(self) > 0:
            self.app.pop_screen()
        else:
            self.post_message(OpenLibrary())

    async def action_quit(self) -> None:
        """Leave the app."""
        await self.app.action_quit()

    def action_search(self) -> None:
        """Open the search."""
        self.post_message(OpenSearch())

    def action_notes_all(self) -> None:
        """Open the notes of the whole library."""
        self.post_message(OpenNotes())

    def action_timeline(self, instead: str = "") -> None:
        """Show the library's timeline as a picture; where it has none, a briefing instead if one is named."""
        from briefing.tui.screens.timeline import TimelineScreen  # noqa: PLC0415 - few start with it

        self.app.push_screen(TimelineScreen(self.desk, instead))

    def action_register(self, instead: str = "") -> None:
        """Show the library's register of models as a table; where it has none, a briefing instead if one is named."""
        from briefing.tui.screens.register import RegisterScreen  # noqa: PLC0415 - few start with it

        self.app.push_screen(RegisterScreen(self.desk, instead))

    def action_theme(self) -> None:
        """Light or dark."""
        self.app.theme = other_theme(self.app.theme, dark=self.app.current_theme.dark)

    def action_help(self) -> None:
        """Show this screen's keys; choosing one does it."""
        from briefing.tui.screens.picker import help_picker  # noqa: PLC0415 - few start with it

        self.app.push_screen(help_picker(self.NAME, self.desk, self.app.size.width), self._run_chosen)

    def action_drafts(self) -> None:
        """List what was typed and not saved."""
        from briefing.tui.screens.drafts import choose_draft  # noqa: PLC0415 - few start with it

        choose_draft(self)

    def action_undo(self) -> None:
        """Undo the last change of a note."""
        self._change_history(redo=False)

    def action_redo(self) -> None:
        """Redo what was undone."""
        self._change_history(redo=True)

    def note_written(self, note: Note | None) -> None:
        """Tell that a note is safe, once the editor has stored it."""
        if note:
            self.say(self.tr("Note saved."))
            self.post_message(NotesChanged())

    @work(thread=True, group="store")
    def delete_note(self, note: str) -> None:
        """Move a note to the trash, off the UI thread."""
        try:
            self.desk.store.delete(note)
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        self.app.call_from_thread(self.say, self.tr("Note deleted. U brings it back."))
        self.post_message(NotesChanged())

    def _run_chosen(self, key: str | None) -> None:
        if key:
            self.app.simulate_key(key)

    @work(thread=True, group="store")
    def _change_history(self, *, redo: bool) -> None:
        store = self.desk.store
        try:
            done = store.redo() if redo else store.undo()
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        if done is None:
            message = self.tr("Nothing to redo.") if redo else self.tr("Nothing to undo.")
        else:
            message = self.tr("Redone.") if redo else self.tr("Undone.")
            self.post_message(NotesChanged())
        self.app.call_from_thread(self.say, message)
