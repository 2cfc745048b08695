"""The reading view: one widget on Textual's Line API that holds cursor and scroll and paints the rows on the screen.

It knows one parallel, one division of the width and one cursor. Wrapping, painting and scrolling are the pure modules'
business; what to light (notes, matches) is handed to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from briefing.document.model import Lang, other
from briefing.parallel.model import Parallel
from briefing.tui.canvas import Canvas, Hit
from briefing.tui.geometry import Columns, Geometry, View, columns_for
from briefing.tui.lights import Lights, Mark, Matches, Selection, Spotted
from briefing.tui.navigate import (
    Place,
    counterpart_places,
    nearest_place,
    place_at,
    row_of,
    sentence_range,
)
from briefing.tui.places import edge_place, sentence_spots
from briefing.tui.viewport import Spot, Viewport

ROLES = (
    *("heading-1", "heading-2", "heading-3", "heading-4", "quote", "code", "html", "footnote", "term", "peek"),
    *("strong", "emphasis", "inline-code", "strike", "link", "image", "reference", "path"),
    *("bar", "marker", "label", "rule", "missing"),
    *("note", "note-other", "cursor", "counterpart", "unsure", "match", "match-current", "selection"),
    *(f"category-{name}" for name in ("claim", "figure", "quote", "doubt", "todo", "own")),
)


class ParallelView(ScrollView, can_focus=True, inherit_bindings=False):
    """Paints a parallel in one of five views, with a sentence cursor whose counterpart is lit.

    Args:
        view: what to show first.
        measure: cells of the widest column.
        missing: what to say where a side of a row is missing, by the missing language.
        lead: the left or only language.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"parallel--{role}" for role in ROLES}

    class Moved(Message):
        """The cursor, the view or the part on the screen has changed."""

    def __init__(self, view: View, measure: int, missing: Mapping[Lang, str], *, lead: Lang = "de") -> None:
        super().__init__()
        self.wanted = view
        self.measure = measure
        self.lead: Lang = lead
        self.pinned: frozenset[int] = frozenset()
        self._missing = missing
        self._lights: Lights | None = None
        self._canvas: Canvas | None = None
        self._viewport: Viewport | None = None
        self._spots: list[Spot] | None = None
        self._styles: dict[tuple[str, ...], Style] = {}
        self._wanted_line: int | None = None

    # --- what is shown ----------------------------------------------------------------------------------------------

    @property
    def parallel(self) -> Parallel | None:
        """The text, or None before one is shown."""
        return self._lights.parallel if self._lights else None

    @property
    def cursor(self) -> Place | None:
        """The current sentence."""
        return self._lights.cursor if self._lights else None

    @property
    def selection(self) -> Selection | None:
        """The selection, if there is one."""
        return self._lights.selection if self._lights else None

    @property
    def matches(self) -> Matches:
        """What is lit as found."""
        return self._lights.matches if self._lights else Matches()

    @property
    def last_row(self) -> int:
        """The last row on the screen."""
        screen = self._screen()
        return screen[-1].row if screen else 0

    @property
    def row(self) -> int:
        """The current row."""
        return row_of(self.parallel, self.cursor) if self.parallel and self.cursor else 0

    @property
    def columns(self) -> Columns:
        """How the width is divided now; side by side may have become peek."""
        langs = self.parallel.langs if self.parallel else ("de", "en")
        ordered = (self.lead, other(self.lead)) if len(langs) == 2 else langs
        return columns_for(self.wanted, ordered, max(4, self.scrollable_content_region.width), self.measure)

    def show(self, parallel: Parallel, place: Place | None = None, screen_line: int | None = None) -> None:
        """Show another text with the cursor on `place`, or at its beginning."""
        lead = parallel.langs[0] if self.lead not in parallel.documents else self.lead
        if self.wanted in {View.GERMAN, View.ENGLISH} and len(parallel.langs) == 2:
            lead = "de" if self.wanted is View.GERMAN else "en"
        self.lead = lead
        self.pinned = frozenset()
        cursor = place or (nearest_place(parallel, 0, lead) if parallel.rows else None)
        self._lights = Lights(parallel, cursor)
        self._lay_out(0 if place is None else screen_line)

    def set_view(self, view: View) -> None:
        """Change the view; the current row stays on its screen line."""
        line = self.cursor_line
        self.wanted = view
        if view in {View.GERMAN, View.ENGLISH} and self.parallel and len(self.parallel.langs) == 2:
            self.lead = "de" if view is View.GERMAN else "en"
        if self.columns.count == 1:
            self._cursor_to(self.columns.langs[0])
        self._lay_out(line)

    def set_lead(self, lead: Lang) -> None:
        """Make `lead` the left or only language; the current row stays on its screen line."""
        line = self.cursor_line
        self.lead = lead
        if self.wanted in {View.GERMAN, View.ENGLISH}:
            self.wanted = View.GERMAN if lead == "de" else View.ENGLISH
        if self.columns.count == 1:
            self._cursor_to(lead)
        self._lay_out(line)

    def set_measure(self, measure: int) -> None:
        """Change the widest column, in cells."""
        line = self.cursor_line
        self.measure = measure
        self._lay_out(line)

    def toggle_pin(self) -> None:
        """Show or hide the counterpart of the current row in place."""
        line = self.cursor_line
        before = self._peeked()
        self.pinned ^= {self.row}
        self._repeek(before)
        self._put_row_on(line)

    def light(self, marks: Mapping[Spotted, Sequence[Mark]] | None = None, matches: Matches | None = None) -> None:
        """Light these notes or matches from now on."""
        if self._lights:
            self._lights.marks = self._lights.marks if marks is None else marks
            self._lights.matches = self._lights.matches if matches is None else matches
            self._changed()

    # --- moving -----------------------------------------------------------------------------------------------------

    def move_to(self, place: Place) -> None:
        """Put the cursor on a sentence and bring it on the screen."""
        if self._lights is None or self._viewport is None or place == self.cursor:
            return
        before, columns = self._peeked(), self.columns
        line = self._viewport.screen_line(Spot(row_of(self._lights.parallel, place), 0))
        self._lights.cursor = place
        if columns.count == 1 and columns.view is not View.STACKED and place.lang != columns.langs[0]:
            self.lead = place.lang
            if self.wanted in {View.GERMAN, View.ENGLISH}:
                self.wanted = View.GERMAN if place.lang == "de" else View.ENGLISH
            self._lay_out(line)
        elif self._repeek(before) and 0 <= line < self._viewport.height:
            self._put_row_on(line)
        self._viewport.reveal(*self._cursor_spots())
        self._changed()

    def scroll_text(self, lines: int) -> None:
        """Scroll by screen lines; the cursor comes along when it would leave the screen, or at the ends of the text."""
        if self._viewport is None or self.cursor is None:
            return
        moved = self._viewport.scroll(lines)
        self._spots = None
        first, _ = self._cursor_spots()
        screen = self._screen()
        if moved == 0 or not screen or not screen[0] <= first <= screen[-1]:
            from_end = (lines > 0) == (moved == 0)
            found = edge_place(self._viewport.geometry, screen, self.cursor.lang, from_end=from_end)
            if found and found != self.cursor:
                before = self._peeked()
                self._set_cursor(found)
                self._repeek(before)
        self._changed()

    def scroll_page(self, pages: float) -> None:
        """Scroll by pages; two lines stay on the screen."""
        self.scroll_text(round(pages * max(1, self.scrollable_content_region.height - 2)))

    def select(self, selection: Selection | None) -> None:
        """Set or clear the selection; the cursor follows its head."""
        if self._lights:
            self._lights.selection = selection
            if selection:
                document = self._lights.parallel.documents[selection.lang]
                self.move_to(place_at(document, selection.lang, selection.head[0]))
            self._changed()

    @property
    def target(self) -> tuple[Lang, int, int] | None:
        """(Language, start, end) in `Document.text` of the selection, or else of the current sentence."""
        if self.parallel is None or self.cursor is None:
            return None
        if self.selection:
            return (self.selection.lang, *self.selection.range)
        start, end = sentence_range(self.parallel, self.cursor)
        base = self.parallel.documents[self.cursor.lang].starts[self.cursor.block]
        return self.cursor.lang, base + start, base + end

    @property
    def cursor_line(self) -> int | None:
        """The screen line on which the current row begins, or None when it isn't laid out."""
        return self._viewport.screen_line(Spot(self.row, 0)) if self._viewport and self.cursor else None

    # --- painting ---------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Paint one screen line, exactly as wide as the text area."""
        width = self.scrollable_content_region.width
        spots = self._screen()
        if self._canvas is None or y >= len(spots):
            return Strip.blank(width, self._style(()))
        return Strip(self._canvas.line(spots[y])).adjust_cell_length(width, self._style(()))

    def _style(self, roles: tuple[str, ...]) -> Style:
        style = self._styles.get(roles)
        if style is None:
            style = self.rich_style
            for role in roles:
                style += self.get_component_rich_style(f"parallel--{role}", partial=True, default=Style.null())
            self._styles[roles] = style
        return style

    def notify_style_update(self) -> None:
        """Forget the styles when the theme changes."""
        super().notify_style_update()
        self._styles.clear()

    # --- events -----------------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Divide the width anew; the current row stays where it is."""
        self._lay_out(self.cursor_line if self._wanted_line is None else self._wanted_line)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the scroll bar."""
        super().watch_scroll_y(old_value, new_value)
        if self._viewport and round(new_value) != self._scroll_line():
            row, line = self._viewport.geometry.locate(round(new_value))
            self._viewport.to(Spot(row, line))
            self.scroll_text(0)

    # --- inside -----------------------------------------------------------------------------------------------------

    def hit(self, event: events.MouseEvent) -> Hit | None:
        """Return the character under the pointer, or None off the text."""
        offset = event.get_content_offset(self)
        spots = self._screen()
        if self._canvas is None or offset is None or not 0 <= offset.y < len(spots):
            return None
        return self._canvas.hit(spots[offset.y], offset.x)

    def _screen(self) -> list[Spot]:
        if self._spots is None:
            self._spots = self._viewport.lines() if self._viewport else []
        return self._spots

    def _peeked(self) -> frozenset[int]:
        """Return the rows whose counterpart is shown in place."""
        return self.pinned | {self.row} if self.columns.view is View.PEEK else self.pinned

    def _repeek(self, before: frozenset[int]) -> bool:
        after = self._peeked()
        if self._viewport is None or before == after:
            return False
        self._viewport.geometry.forget(before ^ after, after)
        return True

    def _set_cursor(self, place: Place) -> None:
        if self._lights:
            self._lights.cursor = place

    def _cursor_to(self, lang: Lang) -> None:
        """Move the cursor to the counterpart in `lang`, or as near as there is one."""
        if self.parallel is None or self.cursor is None or self.cursor.lang == lang:
            return
        places, _ = counterpart_places(self.parallel, self.cursor)
        place = places[0] if places else nearest_place(self.parallel, self.row, lang)
        if place:
            self._set_cursor(place)
            if self._lights:
                self._lights.selection = None

    def _lay_out(self, line: int | None) -> None:
        """Divide the width anew with the current row on a screen line (a quarter down when it has none)."""
        if self._lights is None or not self.scrollable_content_region.height:
            self._wanted_line = line
            return
        self._wanted_line = None
        geometry = Geometry(self._lights.parallel, self.columns, self._peeked())
        self._viewport = Viewport(geometry, self.scrollable_content_region.height)
        self._canvas = Canvas(geometry, self._lights, self._style, self._missing)
        self._put_row_on(line)

    def _put_row_on(self, line: int | None) -> None:
        if self._viewport:
            height = self._viewport.height
            line = height // 4 if line is None else max(-height, min(line, height - 1))
            self._viewport.to(Spot(self.row, 0), line) if line >= 0 else self._viewport.to(Spot(self.row, -line))
            # The row keeps its line, but on a lower or narrower screen its later sentences may have slipped off.
            self._viewport.reveal(*self._cursor_spots(), margin=0)
            self._changed()

    def _cursor_spots(self) -> tuple[Spot, Spot]:
        """Return the first and the last screen line of the current sentence."""
        if self._viewport is None or self.cursor is None:
            return Spot(0, 0), Spot(0, 0)
        return sentence_spots(self._viewport.geometry, self.cursor)

    def _scroll_line(self) -> int:
        if self._viewport is None:
            return 0
        return self._viewport.geometry.top(self._viewport.anchor.row) + self._viewport.anchor.line

    def _changed(self) -> None:
        """Repaint, and let the scroll bar follow without moving anything."""
        self._spots = None
        if self._lights:
            self._lights.changed()
        if self._viewport:
            self._screen()
            total, line = self._viewport.geometry.total, self._scroll_line()
            self.set_reactive(Widget.virtual_size, Size(self.scrollable_content_region.width, total))
            self.set_reactive(Widget.scroll_y, line)
            self.set_reactive(Widget.scroll_target_y, line)
            if self.show_vertical_scrollbar:
                bar = self.vertical_scrollbar
                bar.window_virtual_size, bar.window_size, bar.position = total, self._viewport.height, line
        self.refresh()
        self.post_message(self.Moved())
