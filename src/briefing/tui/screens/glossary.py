"""What the terms of a sentence mean, over the text, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from briefing.reference.collecting import Placed
from briefing.reference.glossary import Entry
from briefing.tui.bindings import bindings_for
from briefing.tui.desk import Desk
from briefing.tui.glossary_sheet import glossary_sheet, line_of
from briefing.tui.paint import Tinted
from briefing.tui.widgets.bars import KeyBar, TopBar
from briefing.tui.widgets.sheet_view import SheetView

_FRAME = 5
"""Lines around the terms: border, title, a blank one, keys."""
_LEAST = 10
"""Lines that it has wherever the terminal is that high."""


class GlossaryScreen(ModalScreen[Placed[Entry] | None]):
    """Shows terms; returns the one whose entry shall be opened, or None.

    Args:
        desk: services.
        title: where the terms are used.
        terms: at least one.
        at_top: whether it stands at the top, so that a sentence further down stays in sight.
    """

    CSS_PATH = "../dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("glossary")]

    def __init__(self, desk: Desk, title: str, terms: Sequence[Placed[Entry]], *, at_top: bool = False) -> None:
        super().__init__(classes="-at-top" if at_top else "")
        self._desk, self._title, self._terms = desk, title, terms
        self._current = 0

    def compose(self) -> ComposeResult:
        """Build the frame."""
        with Vertical(id="glossary"):
            yield TopBar(self._title, self._desk.tr.plural("{count} term", "{count} terms", len(self._terms)), "sheet")
            yield SheetView(self._lines)
            yield KeyBar("glossary", self._desk.tr, self._desk.settings.keys, "sheet")

    def on_resize(self) -> None:
        """Be as high as the terms need, and leave some of the text in sight."""
        width, height = self.app.size
        lines = len(self._lines(max(20, min(width * 95 // 100, 140) - 4)))
        self.query_one("#glossary").styles.height = min(lines + _FRAME, max(_LEAST, height * 3 // 5))

    @property
    def _entries(self) -> list[Entry]:
        return [placed.entry for placed in self._terms]

    def _lines(self, width: int) -> list[list[Tinted]]:
        return glossary_sheet(self._entries, self._current, self._desk.tr, width)

    def action_line_down(self) -> None:
        """To the next term; at the last one, further down in it."""
        self._step(1)

    def action_line_up(self) -> None:
        """To the previous term."""
        self._step(-1)

    def _step(self, step: int) -> None:
        sheet = self.query_one(SheetView)
        there = max(0, min(self._current + step, len(self._terms) - 1))
        if there == self._current:
            sheet.scroll_by(step)
            return
        self._current = there
        sheet.again()
        sheet.bring_up(line_of(self._entries, there, self._desk.tr, max(20, sheet.content_size.width)))

    def action_open(self) -> None:
        """Open the glossary at the current term."""
        self.dismiss(self._terms[self._current])

    def action_back(self) -> None:
        """Close it."""
        self.dismiss(None)

    async def action_quit(self) -> None:
        """Leave the app."""
        await self.app.action_quit()
