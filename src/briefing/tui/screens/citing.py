"""Copying what is chosen in the reader as a citation."""

from __future__ import annotations

from functools import partial

from briefing.export.citation import citation
from briefing.notes.placing import place
from briefing.parallel.model import Parallel
from briefing.tui.screens.note_keeper import NoteKeeper
from briefing.tui.screens.reader_base import ReaderBase


def copy_citation(reader: ReaderBase, keeper: NoteKeeper, *, both: bool) -> None:
    """Copy a citation of what is chosen.

    Args:
        reader: the screen.
        keeper: has the whole text.
        both: with the counterpart in the other language.
    """
    keeper.whole.then(partial(_copy, reader, keeper, both))


def _copy(reader: ReaderBase, keeper: NoteKeeper, both: bool, parallel: Parallel) -> None:
    made = keeper.new_note(parallel)
    if made is None or reader.briefing is None:
        return
    placed = place(made[0], parallel, made[1].text)
    reader.app.copy_to_clipboard(citation(placed, reader.briefing, with_counterpart=both))
    reader.say(reader.tr("Citation sent to the terminal’s clipboard."))
