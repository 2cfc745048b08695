"""The reader's side of deciding on notes: the line above the text, the comparison, and putting a note elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from briefing.document.model import Lang
from briefing.errors import BriefingError, InputError
from briefing.notes.model import Note, State
from briefing.notes.placing import Placed
from briefing.notes.retargeting import retargeted
from briefing.notes.states import NAMES as STATE_NAMES
from briefing.notes.states import OPEN, SIGNS, is_open
from briefing.parallel.model import Parallel
from briefing.text import one_line
from briefing.tui.keys import key_for
from briefing.tui.lines import cut
from briefing.tui.messages import NotesChanged, OpenBriefing
from briefing.tui.note_status import note_line
from briefing.tui.paint import Tinted
from briefing.tui.screens.base import DeskScreen
from briefing.tui.screens.reader_base import ReaderBase

if TYPE_CHECKING:
    from briefing.tui.screens.note_keeper import NoteKeeper


class Reviewing:
    """What the reader does with notes whose text has changed.

    Args:
        reader: the screen.
        keeper: has its notes.
    """

    def __init__(self, reader: ReaderBase, keeper: NoteKeeper) -> None:
        self._reader, self._keeper = reader, keeper
        self._attaching: Note | None = None

    # --- the line above the text ------------------------------------------------------------------------------------

    def line(self, width: int) -> Sequence[Tinted]:
        """Return what the line above the text says."""
        tr, cursor = self._reader.tr, self._reader.view.cursor
        if self._attaching and self._is_at_home(self._attaching):
            text = tr(
                "Put the note elsewhere: select the passage, then press {key} (Esc leaves)",
                key=self._key("toggle-read"),
            )
            return [Tinted(f" {SIGNS[State.ORPHAN]} ", ("category-doubt",)), Tinted(cut(text, width - 4), ("title",))]
        lang = cursor.lang if cursor else ""
        key = self._key("open-source")
        return note_line(tr, self._keeper.here(), self._reader.desk.symbols, width, key=key, here=lang)

    def _key(self, verb: str) -> str:
        """Return the first key of a verb as it is shown, or nothing when it has none."""
        return key_for("reader", verb, self._reader.desk.settings.keys, self._reader.tr)

    # --- comparing --------------------------------------------------------------------------------------------------

    def open_here(self) -> bool:
        """Open the comparison on a note at the cursor; return False where none asks for a decision."""
        here = next((each for each in self._keeper.here() if is_open(each)), None)
        if here:
            self.open(here)
        return here is not None

    def open(self, placed: Placed, order: Sequence[Placed] | None = None) -> None:
        """Open the comparison on a note of this text; the others follow in an order, that of the text by default."""
        notes = order or [each for each in self._keeper.placed if is_open(each)]
        self._keeper.whole.then(lambda parallel: review(self._reader, notes, placed, lambda _: parallel, self.begin))

    def choose(self) -> None:
        """List the notes of this text that ask for a decision: those whose passage is gone first."""
        from briefing.tui.screens.picker import Entry, Picker  # noqa: PLC0415 - few open it

        tr = self._reader.tr
        entries: list[Entry[Placed]] = []
        for state in (State.ORPHAN, State.REVIEW, State.CHANGED):
            notes = [each for each in self._keeper.placed if each.anchor.state is state]
            if notes:
                entries.append(Entry([(f" {SIGNS[state]} {tr(STATE_NAMES[state])} ({len(notes)})", "title")]))
            for each in notes:
                quote = tr("“{text}”", text=one_line(each.note.target.exact))
                pieces = [(f"   {each.note.lang}  ", "accent"), (quote, "")]
                entries.append(Entry(pieces, each, one_line(each.note.body) or quote))
        if not entries:
            self._reader.say(tr("No note of this text asks for a decision."))
            return
        count = sum(entry.value is not None for entry in entries)
        title = tr("Notes to decide on")
        listed = [entry.value for entry in entries if entry.value]
        self._reader.app.push_screen(Picker(title, entries, 1, str(count)), partial(self._chosen, listed))

    def _chosen(self, listed: Sequence[Placed], placed: Placed | None) -> None:
        if placed:
            self._keeper.whole.then(lambda parallel: self._keeper.go_to(parallel, placed))
            self.open(placed, listed)

    # --- putting a note elsewhere -----------------------------------------------------------------------------------

    def begin(self, note: Note) -> None:
        """Wait for a passage to put a note on."""
        self._attaching = note
        self._reader.view.select(None)
        self._reader.notes_read()

    def leave(self) -> bool:
        """Wait no longer; return whether a passage was waited for."""
        waited = self._attaching is not None
        self._attaching = None
        if waited:
            self._reader.notes_read()
        return waited

    def attach(self) -> bool:
        """Put the note on what is chosen; return whether a passage was waited for."""
        if self._attaching is None:
            return False
        self._keeper.whole.then(self._attach)
        return True

    def _attach(self, parallel: Parallel) -> None:
        note, chosen = self._attaching, self._keeper.offsets(parallel)
        if note is None or chosen is None:
            return
        lang, start, end = chosen
        if not self._is_at_home(note):
            self._reader.say(self._reader.tr("The note is on “{title}”.", title=one_line(note.title)), error=True)
            return
        if lang != note.lang:
            self._reader.say(_wrong_side(self._reader, note.lang), error=True)
            return
        document = parallel.documents[lang]
        try:
            changed = retargeted(note, document, start, end)
        except InputError as error:
            self._reader.say_error(error)
            return
        self._reader.run_worker(partial(self._store, changed, document.text), thread=True, group="store")

    def _is_at_home(self, note: Note) -> bool:
        """Return whether the open text is the one that a note belongs to: another may have been opened meanwhile."""
        briefing = self._reader.briefing
        return briefing is not None and briefing.id == note.briefing

    def _store(self, note: Note, text: str) -> None:
        try:
            self._reader.desk.store.edit(note, text)
        except BriefingError as error:
            self._reader.app.call_from_thread(self._reader.say_error, error)
            return
        self._reader.app.call_from_thread(self._stored)

    def _stored(self) -> None:
        self.leave()
        self._reader.view.select(None)
        self._reader.say(self._reader.tr("The note is on this passage now. U undoes it."))
        self._reader.post_message(NotesChanged())


def _wrong_side(reader: ReaderBase, lang: Lang) -> str:
    tr = reader.tr
    return tr("The note is on the German text.") if lang == "de" else tr("The note is on the English text.")


def review(
    screen: DeskScreen,
    notes: Sequence[Placed],
    placed: Placed | None,
    get_parallel: Callable[[str], Parallel | None] | None = None,
    attach: Callable[[Note], object] | None = None,
) -> None:
    """Open the comparison over a screen; a note that asks for no decision says so.

    Args:
        screen: where it opens.
        notes: those that it goes through; the ones that ask for no decision are left out.
        placed: the one to begin with.
        get_parallel: reads the texts of a briefing; the library's by default.
        attach: takes the note that shall be put elsewhere; by default it is opened in the reader.
    """
    from briefing.tui.screens.note_review import NoteReview  # noqa: PLC0415 - few open it

    asked = [each for each in notes if each.anchor.state in OPEN]
    if placed is None or placed not in asked:
        screen.say(screen.tr("The text of this note hasn’t changed."))
        return

    def read(briefing: str) -> Parallel | None:
        found = screen.desk.library.get(briefing)
        return screen.desk.open_bitext(found).parallel() if found else None

    def in_reader(note: Note) -> None:
        screen.post_message(OpenBriefing(note.briefing, note=note.id, attach=True))

    def done(note: Note | None) -> None:
        if note:
            (attach or in_reader)(note)

    screen.app.push_screen(NoteReview(screen.desk, asked, asked.index(placed), get_parallel or read), done)
