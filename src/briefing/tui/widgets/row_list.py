"""A list on Textual's Line API: items are painted only when they are on the screen.

Where they stand is asked of `Heights`. Opening it costs the same for ten items of equal height and for a hundred
thousand; what an item looks like is a function of its index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.tui.bindings import bindings_for
from briefing.tui.item_lines import Even, Heights
from briefing.tui.row_text import ItemLines, Piece
from briefing.tui.widgets.inking import category_style

__all__ = ["ItemLines", "Piece", "RowList"]

LIST_VERBS = frozenset({"line-down", "line-up", "page-down", "page-up", "top", "bottom", "open"})
ROLES = ("title", "quiet", "accent", "match", "sign", "unread", "current", "rule", "warning", "removed", "added")
NEAR = 4
"""Items below the screen at which its end counts as near."""


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """A scrolling list with one highlighted item.

    Args:
        lines_of: the lines of an item for (index, width in cells); cut or padded to its height and the width.
        item_height: screen lines of each item, unless `fill` is told other heights.
    """

    BINDINGS: ClassVar[list[BindingType]] = [b for b in bindings_for("picker") if b.id in LIST_VERBS]
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

    class NearEnd(Message):
        """The last items are on the screen, or nearly: whoever has more may fill the list anew."""

        def __init__(self, rows: RowList) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> RowList:
            """The list it comes from."""
            return self.rows

    def __init__(self, lines_of: Callable[[int, int], ItemLines], item_height: int = 1, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines_of = lines_of
        self._item_height = item_height
        self._heights: Heights = Even(0, item_height)
        self._index = 0
        self._cache: dict[int, list[list[Segment]]] = {}
        self._styles: dict[str, Style] = {}

    @property
    def index(self) -> int | None:
        """The highlighted item, or None when the list is empty."""
        return self._index if self._count else None

    @property
    def on_screen(self) -> range:
        """The items that are on the screen, also in part."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        return range(self._heights.at(top), min(self._heights.at(top + max(0, height - 1)) + 1, self._count))

    @property
    def _count(self) -> int:
        return self._heights.count

    def fill(self, items: int | Heights, index: int = 0, *, steady: bool = False) -> None:
        """Show items, anew, with one of them highlighted.

        Args:
            items: their number, or where they stand.
            index: the one to highlight.
            steady: keep the screen line of the highlighted item, also when it isn't on the screen.
        """
        line = self._heights.top(self._index) - self.scroll_offset.y if self._count else 0
        self._heights = Even(items, self._item_height) if isinstance(items, int) else items
        self._cache.clear()
        lines, height = self._heights.top(self._count), self.scrollable_content_region.height
        self.virtual_size = Size(self.scrollable_content_region.width, lines)
        index = max(0, min(index, self._count - 1))
        if steady and self._count:
            top = self._heights.top(index) - line
            self.scroll_to(y=max(0, min(top, lines - height)), animate=False, immediate=True, force=True)
        if steady and not 0 <= line < height:
            self._index = index
            self.post_message(self.Highlighted(self, self.index))
        else:
            self.highlight(index, announce=True)
        self._look_for_the_end()
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
        if self._count:
            self._show(self._heights.top(index), self._heights.top(index + 1))
        self.refresh()

    def _show(self, top: int, end: int) -> None:
        """Bring lines on the screen, the first of them if there is no room for all."""
        height = max(1, self.scrollable_content_region.height)
        if top < self.scroll_offset.y or end - top > height:
            self.scroll_to(y=top, animate=False, immediate=True)
        elif end > self.scroll_offset.y + height:
            self.scroll_to(y=end - height, animate=False, immediate=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell when the end comes near."""
        super().watch_scroll_y(old_value, new_value)
        if round(new_value) > round(old_value):
            self._look_for_the_end()

    def _look_for_the_end(self) -> None:
        if (
            self._count
            and self._heights.at(self.scroll_offset.y + self.scrollable_content_region.height) >= self._count - NEAR
        ):
            self.post_message(self.NearEnd(self))

    def render_line(self, y: int) -> Strip:
        """Paint one screen line."""
        width = self.scrollable_content_region.width
        y += self.scroll_offset.y
        index = self._heights.at(y)
        if not 0 <= index < self._count:
            return Strip.blank(width, self.rich_style)
        line = y - self._heights.top(index)
        lines = self._cache.get(index)
        if lines is None:
            lines = self._cache[index] = self._paint(index, width)
        if line >= len(lines) or not lines[line]:
            return Strip.blank(width, self.rich_style)
        ground = self.rich_style if line < self._heights.lead(index) else self._ground(index)
        return Strip(lines[line]).adjust_cell_length(width, ground)

    def _paint(self, index: int, width: int) -> list[list[Segment]]:
        if len(self._cache) > 400:
            self._cache.clear()
        lead, ground = self._heights.lead(index), self._ground(index)
        return [
            self._segments(line, self.rich_style if at < lead else ground)
            for at, line in enumerate(self._lines_of(index, width))
        ]

    def _segments(self, line: Sequence[Piece], ground: Style) -> list[Segment]:
        return [Segment(text, ground + self._style(role) if role else ground) for text, role in line]

    def _ground(self, index: int) -> Style:
        return self.rich_style + self._style("current") if index == self._index else self.rich_style

    def _style(self, role: str) -> Style:
        style = self._styles.get(role)
        if style is None:
            if role.startswith("category-"):  # these the settings can change
                style = self._styles[role] = category_style(self.app, role)
            else:
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
        index = self._heights.at(offset.y + self.scroll_offset.y) if offset else self._count
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
        self.highlight(self._page(1))

    def action_page_up(self) -> None:
        """One page up."""
        self.highlight(self._page(-1))

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

    def _page(self, step: int) -> int:
        """Return the item that is a page away, in either direction; one item of this page stays on the screen."""
        if not self._count:
            return 0
        height, top = self.scrollable_content_region.height, self._heights.top(self._index)
        if step > 0:
            last = self._heights.at(top + height) - 1
            return max(self._index + 1, last)
        above = self._heights.top(self._index + 1) - height
        return min(self._index - 1, self._heights.at(above - 1) + 1 if above > 0 else 0)
