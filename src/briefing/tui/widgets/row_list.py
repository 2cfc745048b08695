"""A list on Textual's Line API: items of equal height, painted only when they are on the screen.

Opening it costs the same for ten items and for a hundred thousand; what an item looks like is a function of its index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.tui.bindings import bindings_for

Piece: TypeAlias = tuple[str, str]
"""Text and its role; the text is shown as it is, never read as markup."""
ItemLines: TypeAlias = Sequence[Sequence[Piece]]

_VERBS = frozenset({"line-down", "line-up", "page-down", "page-up", "top", "bottom", "open"})
ROLES = ("title", "quiet", "accent", "match", "sign", "unread", "current", "rule", "warning")


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """A scrolling list with one highlighted item.

    Args:
        lines_of: the lines of an item for (index, width in cells); cut or padded to `item_height` and the width.
        item_height: screen lines of each item.
    """

    BINDINGS: ClassVar[list[BindingType]] = [b for b in bindings_for("picker") if b.id in _VERBS]
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"rows--{role}" for role in ROLES}

    class Highlighted(Message):
        """Another item is highlighted; `index` is None when the list is empty."""

        def __init__(self, rows: RowList, index: int | None) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> RowList:
            """The list it comes from."""
            return self.rows

    class Chosen(Message):
        """An item was chosen by Enter or a second click."""

        def __init__(self, rows: RowList, index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> RowList:
            """The list it comes from."""
            return self.rows

    def __init__(self, lines_of: Callable[[int, int], ItemLines], item_height: int = 1, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines_of = lines_of
        self._item_height = item_height
        self._count = 0
        self._index = 0
        self._cache: dict[int, list[list[Segment]]] = {}
        self._styles: dict[str, Style] = {}

    @property
    def index(self) -> int | None:
        """The highlighted item, or None when the list is empty."""
        return self._index if self._count else None

    def fill(self, count: int, index: int = 0) -> None:
        """Show `count` items, anew, with one of them highlighted."""
        self._count = count
        self._cache.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, count * self._item_height)
        self.highlight(index, announce=True)
        self.refresh()

    def repaint(self) -> None:
        """Paint all items again because what they show has changed."""
        self._cache.clear()
        self.refresh()

    def highlight(self, index: int, *, announce: bool = False) -> None:
        """Highlight an item (clamped) and bring it on the screen."""
        index = max(0, min(index, self._count - 1))
        if index != self._index or announce:
            for changed in (self._index, index):
                self._cache.pop(changed, None)
            self._index = index
            self.post_message(self.Highlighted(self, self.index))
        top, height = index * self._item_height, max(1, self.scrollable_content_region.height)
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True)
        elif top + self._item_height > self.scroll_offset.y + height:
            self.scroll_to(y=top + self._item_height - height, animate=False, immediate=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one screen line."""
        width = self.scrollable_content_region.width
        index, line = divmod(y + self.scroll_offset.y, self._item_height)
        if not 0 <= index < self._count:
            return Strip.blank(width, self.rich_style)
        lines = self._cache.get(index)
        if lines is None:
            lines = self._cache[index] = self._paint(index, width)
        if line >= len(lines) or not lines[line]:
            return Strip.blank(width, self.rich_style)
        return Strip(lines[line]).adjust_cell_length(width, self._ground(index))

    def _paint(self, index: int, width: int) -> list[list[Segment]]:
        if len(self._cache) > 400:
            self._cache.clear()
        ground = self._ground(index)
        return [
            [Segment(text, ground + self._style(role) if role else ground) for text, role in line]
            for line in self._lines_of(index, width)
        ]

    def _ground(self, index: int) -> Style:
        return self.rich_style + self._style("current") if index == self._index else self.rich_style

    def _style(self, role: str) -> Style:
        style = self._styles.get(role)
        if style is None:
            style = self._styles[role] = self.get_component_rich_style(f"rows--{role}", partial=True)
        return style

    def notify_style_update(self) -> None:
        """Forget painted lines when the theme changes."""
        super().notify_style_update()
        self._styles.clear()
        self._cache.clear()

    def on_resize(self) -> None:
        """Paint for the new width; the highlighted item stays on the screen."""
        self._cache.clear()
        self.highlight(self._index)

    def on_click(self, event: events.Click) -> None:
        """Highlight the item under the pointer; choose it when it already is."""
        offset = event.get_content_offset(self)
        index = (offset.y + self.scroll_offset.y) // self._item_height if offset else self._count
        if index < self._count:
            if index == self._index:
                self.post_message(self.Chosen(self, index))
            else:
                self.highlight(index)

    def action_line_down(self) -> None:
        """To the next item."""
        self.highlight(self._index + 1)

    def action_line_up(self) -> None:
        """To the previous item."""
        self.highlight(self._index - 1)

    def action_page_down(self) -> None:
        """One page down."""
        self.highlight(self._index + self._page())

    def action_page_up(self) -> None:
        """One page up."""
        self.highlight(self._index - self._page())

    def action_top(self) -> None:
        """To the first item."""
        self.highlight(0)

    def action_bottom(self) -> None:
        """To the last item."""
        self.highlight(self._count - 1)

    def action_open(self) -> None:
        """Choose the highlighted item."""
        if self._count:
            self.post_message(self.Chosen(self, self._index))

    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height // self._item_height - 1)
