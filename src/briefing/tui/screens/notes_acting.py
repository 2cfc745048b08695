"""What can be done to notes in a list: to the marked ones, or else to the highlighted one. One action, one undo."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from briefing.errors import BriefingError
from briefing.notes.model import Category, Note, Version
from briefing.notes.placing import Placed
from briefing.notes.tagging import known_tags
from briefing.tui.desk import Desk
from briefing.tui.messages import NotesChanged
from briefing.tui.note_listing import Marking
from briefing.tui.screens.category_bar import CategoryBar
from briefing.tui.screens.exporting import ask_and_export
from briefing.tui.screens.note_versions import VersionsDialog
from briefing.tui.screens.notes_loading import NotesLoading
from briefing.tui.screens.tag_prompt import TagPrompt
from briefing.tui.tags import TagChange, tag_change
from briefing.tui.widgets.row_list import RowList


class NotesActing(NotesLoading):
    """A screen with a list of notes that something can be done to.

    Args:
        desk: services.
        briefing: the notes of this one alone, or of all.
    """

    def __init__(self, desk: Desk, briefing: str | None = None) -> None:
        super().__init__(desk, briefing)
        self._markings = {False: Marking(), True: Marking()}

    @property
    def marking(self) -> Marking:
        """The marks of the notes, or those in the trash."""
        return self._markings[self._trash]

    @property
    def shown(self) -> tuple[Note, ...]:
        """The notes that are shown; none while the list still shows the notes but is to show the trash, or back."""
        arranged = self._arranged
        return arranged.notes if arranged.wanted.listing.trash == self._trash else ()

    @property
    def current(self) -> Note | None:
        """The highlighted note."""
        index = self.query_one(RowList).index
        return self.shown[index] if index is not None and index < len(self.shown) else None

    @property
    def chosen(self) -> tuple[Note, ...]:
        """The marked notes, also those that the filter hides; if there are none, the highlighted one."""
        if len(self.marking):
            return tuple(note for note in self._listing.notes if note.id in self.marking)
        return (self.current,) if self.current else ()

    @abstractmethod
    def show_marks(self) -> None:
        """Show which notes are marked."""

    # --- marks ------------------------------------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Mark the highlighted note or take its mark away, and go on to the next."""
        if self.current:
            self.marking.toggle(self.current.id)
            self.query_one(RowList).action_line_down()
            self.show_marks()

    def action_mark_range(self) -> None:
        """Mark all from the note that was marked last to the highlighted one."""
        if self.current:
            self.marking.range_to(self.current.id, [note.id for note in self.shown])
            self.show_marks()

    def action_mark_all(self) -> None:
        """Mark all that are shown."""
        if not self._listing.is_complete:
            self.say(self.tr("The notes are still being read."))
            return
        self.marking.add(note.id for note in self.shown)
        self.show_marks()

    def action_mark_none(self) -> None:
        """Take all marks away."""
        self.marking.clear()
        self.show_marks()

    # --- changes ----------------------------------------------------------------------------------------------------

    def action_tag(self) -> None:
        """Ask for tags to be added and removed."""
        notes = self._in_use()
        if notes:
            tr = self.tr
            title = tr.plural("Tags of {count} note", "Tags of {count} notes", len(notes))
            hint = tr("Separated by commas; a minus removes: “costs, -old”. Tab completes.")
            there = known_tags(notes)
            if there:
                hint += "\n" + tr("There now: {tags}", tags=", ".join(there[:20]))
            self.app.push_screen(TagPrompt(title, hint, known_tags(self._listing.notes)), partial(self._tag, notes))

    def _tag(self, notes: Sequence[Note], text: str | None) -> None:
        change = tag_change(text or "")
        if change != TagChange((), ()):
            self._edit(notes, lambda note: replace(note, tags=change.of(note)))

    def action_category(self) -> None:
        """Ask for a category by digit."""
        notes = self._in_use()
        if notes:
            categories = {note.category for note in notes}
            lead = self.tr.plural("Category of {count} note:", "Category of {count} notes:", len(notes))
            current = categories.pop() if len(categories) == 1 else None
            self.app.push_screen(CategoryBar(self.desk, current, lead), partial(self._categorise, notes))

    def _categorise(self, notes: Sequence[Note], category: Category | None) -> None:
        if category:
            self._edit(notes, lambda note: replace(note, category=category))

    def action_delete(self) -> None:
        """Put notes into the trash; undo brings them back."""
        if self._trash:
            self.say(self.tr("These notes are in the trash already."))
        elif notes := self.chosen:
            said = self.tr.plural(
                "{count} note deleted. U brings it back.", "{count} notes deleted. U brings them back.", len(notes)
            )
            self._store(lambda: self.desk.store.delete_many([note.id for note in notes]), said)

    def action_restore(self) -> None:
        """Take notes out of the trash."""
        if not self._trash:
            self.say(self.tr("These notes are not in the trash; x shows it."))
        elif notes := self.chosen:
            said = self.tr.plural("Note restored.", "{count} notes restored.", len(notes))
            self._store(lambda: self.desk.store.restore_many([note.id for note in notes]), said)

    def action_export(self) -> None:
        """Export the marked notes, or all that are shown."""
        notes = self.chosen if len(self.marking) else self.shown
        if self._trash:
            self._say_trashed()
        elif notes:
            ask_and_export(self, len(notes), partial(self._placed_all, notes), self._only)
        else:
            self.say(self.tr("There are no notes to export."))

    def _placed_all(self, notes: Sequence[Note]) -> list[Placed]:
        """Return notes in their places, in their order; those that aren't placed yet are placed now."""
        placed = {note.id: known for note in notes if (known := self._listing.placed.get(note.id))}
        missing: dict[str, list[Note]] = {}
        for note in notes:
            if note.id not in placed:
                missing.setdefault(note.briefing, []).append(note)
        library, notebook = self.desk.library, self.desk.notebook
        for briefing, some in missing.items():
            placed |= {each.note.id: each for each in notebook.in_briefing(library.get(briefing), some)}
        return [placed[note.id] for note in notes]

    def _in_use(self) -> tuple[Note, ...]:
        """Return the notes to be changed; none in the trash."""
        if self._trash:
            self._say_trashed()
            return ()
        return self.chosen

    def _say_trashed(self) -> None:
        self.say(self.tr("Notes in the trash stay as they are; r restores them."))

    def _edit(self, notes: Sequence[Note], changed: Callable[[Note], Note]) -> None:
        said = self.tr.plural("Note changed. U undoes it.", "{count} notes changed. U undoes it.", len(notes))
        self._store(lambda: self.desk.store.edit_many([changed(note) for note in notes]), said)

    def _store(self, change: Callable[[], object], said: str) -> None:
        """Do something to the store, off the UI thread, and say so once it is safe."""

        def work() -> None:
            try:
                change()
            except BriefingError as error:
                self.app.call_from_thread(self.say_error, error)
            else:
                self.app.call_from_thread(self.say, said)
            # Also after an error: what is shown may not be what is stored.
            self.post_message(NotesChanged())

        self.run_worker(work, thread=True, group="store")

    # --- history ----------------------------------------------------------------------------------------------------

    def action_versions(self) -> None:
        """Show what the highlighted note was before."""
        note = self.current
        if note:
            self.run_worker(partial(self._read_versions, note), thread=True, group="versions")

    def _read_versions(self, note: Note) -> None:
        try:
            store = self.desk.store
            versions = store.versions(note.id)
            own = store.instance
        except BriefingError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        self.app.call_from_thread(self._show_versions, note, versions, own)

    def _show_versions(self, note: Note, versions: Sequence[Version], own: str) -> None:
        if versions:
            self.app.push_screen(VersionsDialog(self.desk, versions, own), partial(self._bring_back, note))
        else:
            self.say(self.tr("Nothing is known of what this note was before."))

    def _bring_back(self, note: Note, version: Note | None) -> None:
        """Make a note what it was, as one more change; whether it is in the trash stays as it is."""
        if version is None:
            return
        wanted = replace(
            note,
            body=version.body,
            tags=version.tags,
            category=version.category,
            kind=version.kind,
            target=version.target,
        )
        if wanted == note:
            self.say(self.tr("The note is like this already."))
        else:
            self._store(lambda: self.desk.store.edit(wanted), self.tr("Brought back. U undoes it."))
