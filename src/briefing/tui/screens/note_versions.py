"""The history of a note: its versions above, what the highlighted one changed below. Returns the one to bring back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from briefing.notes.model import Note, Version
from briefing.tui.bindings import bindings_for
from briefing.tui.desk import Desk
from briefing.tui.row_text import ItemLines, Piece, fit
from briefing.tui.version_lines import version_head, version_lines
from briefing.tui.widgets.bars import TopBar
from briefing.tui.widgets.row_list import RowList


class VersionsDialog(ModalScreen[Note | None]):
    """Choose a version, or Esc for none. Tab goes to the lines below, to scroll them.

    Args:
        desk: services.
        versions: oldest first, as the store has them; at least one.
        own: name of this installation.
    """

    CSS_PATH = ["../lists.tcss", "../dialogs.tcss"]  # noqa: RUF012 - the framework declares it without ClassVar
    BINDINGS: ClassVar[list[BindingType]] = [b for b in bindings_for("picker") if b.id in {"back", "quit"}]

    def __init__(self, desk: Desk, versions: Sequence[Version], own: str) -> None:
        super().__init__()
        self._tr, self._own, self._symbols = desk.tr, own, desk.symbols
        befores = (None, *(version.note for version in versions))
        self._versions = list(zip(versions, befores, strict=False))[::-1]
        self._changes: Sequence[Sequence[Piece]] = ()

    def compose(self) -> ComposeResult:
        """Build the frame."""
        tr = self._tr
        with Vertical(id="versions"):
            title = tr("History of the note on “{title}”", title=self._versions[0][0].note.title)
            yield TopBar(title, tr("Enter: bring back · Tab: scroll"), "sheet")
            yield RowList(self._version, id="list")
            yield RowList(self._change, id="changes")

    def on_mount(self) -> None:
        """Show the newest version."""
        rows = self.query_one("#list", RowList)
        rows.styles.height = min(len(self._versions), 8)
        rows.fill(len(self._versions))
        rows.focus()

    def _version(self, index: int, width: int) -> ItemLines:
        version, before = self._versions[index]
        return [fit(version_head(version, before, self._tr, self._own), width)]

    def _change(self, index: int, width: int) -> ItemLines:
        return [fit(self._changes[index], width)] if index < len(self._changes) else [[]]

    @on(RowList.Highlighted, "#list")
    def _show_changes(self, event: RowList.Highlighted) -> None:
        if event.index is not None:
            version, before = self._versions[event.index]
            rows = self.query_one("#changes", RowList)
            width = rows.scrollable_content_region.width or 80
            self._changes = version_lines(before, version.note, self._tr, width, self._symbols)
            rows.fill(len(self._changes))

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap what was changed for the new width."""
        self.call_after_refresh(self._wrap_again)

    def _wrap_again(self) -> None:
        rows = self.query_one("#list", RowList)
        rows.highlight(rows.index or 0, announce=True)

    @on(RowList.Chosen)
    def _choose(self) -> None:
        index = self.query_one("#list", RowList).index
        if index is not None:
            self.dismiss(self._versions[index][0].note)

    def action_back(self) -> None:
        """Bring nothing back."""
        self.dismiss(None)

    async def action_quit(self) -> None:
        """Leave the app."""
        await self.app.action_quit()
