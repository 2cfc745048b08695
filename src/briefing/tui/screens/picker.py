"""A small list over the screen: outline, sources, problems, help. Returns what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.strip import Strip

from briefing.tui.bindings import bindings_for
from briefing.tui.desk import Desk
from briefing.tui.keys import shown, verbs_for
from briefing.tui.row_text import ItemLines, Piece, fit
from briefing.tui.widgets.bars import TopBar
from briefing.tui.widgets.row_list import RowList
from briefing.tui.wrap import wrap

__all__ = ["Entry", "Picker", "fit", "help_picker"]

Choice = TypeVar("Choice")


@dataclass(frozen=True, slots=True)
class Entry(Generic[Choice]):
    """One item of a picker.

    Attributes:
        pieces: what its first line shows.
        value: what choosing it returns; None for a heading, which can't be chosen.
        detail: a longer text, shown below the list while the item is highlighted.
    """

    pieces: Sequence[Piece]
    value: Choice | None = None
    detail: str = ""


class Detail(TopBar):
    """The highlighted item's longer text, wrapped into a few lines."""

    LINES = 4

    def render_line(self, y: int) -> Strip:
        """Return a line of the wrapped text."""
        width = max(10, self.content_size.width)
        ranges = wrap(self._left, width)[: self.LINES]
        line = self._left[slice(*ranges[y])] if y < len(ranges) else ""
        return Strip([Segment(line, self.rich_style)]).adjust_cell_length(self.content_size.width, self.rich_style)


class Picker(ModalScreen[Choice | None], Generic[Choice]):
    """Choose one of a list, or Esc for nothing.

    Args:
        title: shown above.
        entries: what to choose from.
        index: the entry to highlight first.
        right: a fact on the right of the title.
    """

    CSS_PATH = ["../lists.tcss", "../dialogs.tcss"]  # noqa: RUF012 - the framework declares it without ClassVar
    BINDINGS: ClassVar[list[BindingType]] = [b for b in bindings_for("picker") if b.id in {"back", "quit"}]

    def __init__(self, title: str, entries: Sequence[Entry[Choice]], index: int = 0, right: str = "") -> None:
        super().__init__()
        self._title, self._right = title, right
        self._entries = entries
        self._index = index

    def compose(self) -> ComposeResult:
        """Build the frame."""
        with Vertical(id="picker"):
            yield TopBar(self._title, self._right, "sheet")
            yield RowList(self._lines)
            if any(entry.detail for entry in self._entries):
                yield Detail()

    def on_mount(self) -> None:
        """Fill the list, no higher than it needs to be."""
        rows = self.query_one(RowList)
        self.query_one("#picker").styles.height = min(len(self._entries) + (7 if self.query(Detail) else 3), 200)
        rows.fill(len(self._entries), self._index)
        rows.focus()

    def _lines(self, index: int, width: int) -> ItemLines:
        return [fit(self._entries[index].pieces, width)]

    @on(RowList.Highlighted)
    def _show_detail(self, event: RowList.Highlighted) -> None:
        for detail in self.query(Detail):
            detail.say(self._entries[event.index].detail if event.index is not None else "")

    @on(RowList.Chosen)
    def _choose(self, event: RowList.Chosen) -> None:
        value = self._entries[event.index].value
        if value is not None:
            self.dismiss(value)

    def action_back(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    async def action_quit(self) -> None:
        """Leave the app."""
        await self.app.action_quit()


def help_picker(screen: str, desk: Desk, width: int) -> Picker[str]:
    """Return a picker with all verbs of a screen under their headings; it returns the key of the chosen one."""
    tr, remapped = desk.tr, desk.settings.keys
    entries: list[Entry[str]] = []
    group = ""
    for verb in sorted(verbs_for(screen), key=lambda verb: _GROUPS.index(verb.group)):
        keys = remapped.get(verb.id, verb.keys)
        if not keys:
            continue
        if verb.group != group:
            group = verb.group
            entries.append(Entry([(f" {tr(group)}", "title")]))
        roomy = width >= _ROOMY
        names = "  ".join(shown(key, tr) for key in (keys if roomy else keys[:1]))
        lead = f"   {names:<20}" if roomy else f"{names:<6} "
        entries.append(Entry([(lead, "accent"), (tr(verb.help), "")], keys[0], "" if roomy else tr(verb.help)))
    return Picker(tr("Keys of this screen"), entries, 1, tr("Enter does it · Esc closes"))


_ROOMY = 70
"""Columns from which on all keys of a verb have room beside what it does."""
_GROUPS = ["Moving", "Finding", "Views", "Notes", "App"]
