"""The list of notes: a list in which the space bar marks instead of turning the page."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from briefing.tui.bindings import bindings_for
from briefing.tui.widgets.row_list import LIST_VERBS, RowList


class NoteRows(RowList, can_focus=True, inherit_bindings=False):
    """A list with the keys of the notes' screen."""

    BINDINGS: ClassVar[list[BindingType]] = [b for b in bindings_for("notes") if b.id in LIST_VERBS]
