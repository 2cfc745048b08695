"""What the reader shows, without a screen: text, cursor, view and scroll, and every line as tinted text. Pure.

The framework's widget and the frame that is there before the framework paint the same scene.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from briefing.document.model import Kind, Lang, other
from briefing.parallel.bitext import TOP, Bitext, RowKey
from briefing.tui.canvas import Hit
from briefing.tui.columns import GUTTER, MARK_CELLS, Columns, View, columns_for
from briefing.tui.geometry import INSET
from briefing.tui.hyphenation import Hyphenator
from briefing.tui.lane import Lane
from briefing.tui.layout import table_of
from briefing.tui.lights import Lights, Mark, Matches, Selection, Spotted
from briefing.tui.navigate import (
    Passage,
    Place,
    counterpart_places,
    first_place,
    nearest_place,
    place_at,
    row_of,
    sentence_passage,
    sentence_range,
)
from briefing.tui.paint import PLAIN, Tinted, joined

if TYPE_CHECKING:
    from briefing.tui.syntax import Colours
    from briefing.tui.table import TableLayout

_AROUND = 2
"""Lines that stay visible above and below a sentence in another row, for orientation."""
_BAR = 1
"""Cells of the scroll bar."""


class Scene:
    """A bitext in one of five views, with a sentence cursor whose counterpart is lit.

    Args:
        view: what to show first.
        measure: cells of the widest column.
        missing: what to say where a side of a row is missing, by the missing language.
        lead: the left or only language.
    """

    def __init__(self, view: View, measure: int, missing: Mapping[Lang, str], lead: Lang = "de") -> None:
        self.wanted = view
        self.measure = measure
        self.lead: Lang = lead
        self.locked = True
        self.pinned: frozenset[RowKey] = frozenset()
        self._missing = missing
        self._hyphens = Hyphenator()
        self._shifts: dict[Spotted, int] = {}
        self._width = self._height = 0
        self._colours: Colours | None = None
        self._lights: Lights | None = None
        self._lanes: dict[Lang, Lane] = {}
        self._wanted_line: int | None = None
        self._came: tuple[Place, Place] | None = None
        """Where the last change of language led, and from where: the way back is exact."""

    # --- what is there ----------------------------------------------------------------------------------------------

    @property
    def bitext(self) -> Bitext | None:
        """The text, or None before one is shown."""
        return self._lights.bitext if self._lights else None

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
    def size(self) -> tuple[int, int]:
        """Cells and lines, the scroll bar included."""
        return self._width, self._height

    @property
    def row(self) -> RowKey:
        """The current row."""
        return row_of(self.bitext, self.cursor) if self.bitext and self.cursor else TOP

    @property
    def last_row(self) -> RowKey:
        """The last row on the screen."""
        lane = self.lane
        return lane.spots[-1].row if lane and lane.spots else TOP

    @property
    def lane(self) -> Lane | None:
        """The part of the screen that the cursor is in, or None before anything is laid out."""
        return self._lanes.get(self.cursor.lang if self.cursor else self.lead)

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """All parts of the screen that scroll as one, from the left."""
        return tuple(dict.fromkeys(self._lanes[lang] for lang in self.columns.langs if lang in self._lanes))

    @property
    def columns(self) -> Columns:
        """How the width is divided now; side by side may have become peek."""
        langs = self.bitext.langs if self.bitext else ("de", "en")
        ordered = (self.lead, other(self.lead)) if len(langs) == 2 else langs
        return columns_for(self.wanted, ordered, max(4, self._width - _BAR), self.measure)

    @property
    def two(self) -> bool:
        """Whether there are two languages."""
        return self.bitext is not None and len(self.bitext.langs) == 2

    @property
    def foreign(self) -> bool:
        """Whether one language is shown and the cursor is in the other, in a row that only that one has."""
        columns = self.columns
        one = columns.sides == 1 and columns.view is not View.STACKED
        return one and self.cursor is not None and self.cursor.lang != columns.langs[0]

    @property
    def thumb(self) -> range:
        """The lines of the scroll bar that show where the screen is."""
        return self.lane.thumb() if self.lane else range(0)

    @property
    def target(self) -> tuple[Lang, Passage] | None:
        """The language and passage of the selection, or else of the current sentence."""
        if self.bitext is None or self.cursor is None:
            return None
        if self.selection:
            return self.selection.lang, self.selection.passage
        return self.cursor.lang, sentence_passage(self.bitext, self.cursor)

    @property
    def cursor_line(self) -> int | None:
        """The screen line on which the current row begins, or None when it isn't laid out."""
        return self.lane.screen_line(self.row) if self.lane and self.cursor else self._wanted_line

    # --- changing what is shown -------------------------------------------------------------------------------------

    def resize(self, width: int, height: int) -> None:
        """Divide another width; the current row stays on its line."""
        line = self.cursor_line
        self._width, self._height = width, height
        self._lay_out(line)

    def show(self, bitext: Bitext, place: Place | None = None, screen_line: int | None = None) -> None:
        """Show another text with the cursor on `place`, or at its beginning."""
        lead = bitext.langs[0] if self.lead not in bitext.texts else self.lead
        if self.wanted in {View.GERMAN, View.ENGLISH} and len(bitext.langs) == 2:
            lead = "de" if self.wanted is View.GERMAN else "en"
        self.lead = lead
        self.pinned = frozenset()
        self._shifts = {}
        self._lights = Lights(bitext, place or nearest_place(bitext, bitext.first(), lead), colours=self._colours)
        self._lanes = {}
        self._lay_out(0 if place is None else screen_line)

    def set_view(self, view: View) -> None:
        """Change the view; the current row stays on its screen line."""
        line = self.cursor_line
        self.wanted = view
        if view in {View.GERMAN, View.ENGLISH} and self.two:
            self.lead = "de" if view is View.GERMAN else "en"
        if self.columns.sides == 1:
            self._cursor_to(self.columns.langs[0])
        self._lay_out(line)

    def set_lead(self, lead: Lang) -> None:
        """Make `lead` the left or only language; the current row stays on its screen line."""
        line = self.cursor_line
        self.lead = lead
        if self.wanted in {View.GERMAN, View.ENGLISH}:
            self.wanted = View.GERMAN if lead == "de" else View.ENGLISH
        if self.columns.sides == 1:
            self._cursor_to(lead)
        self._lay_out(line)

    def set_measure(self, measure: int) -> None:
        """Change the widest column, in cells."""
        line = self.cursor_line
        self.measure = measure
        self._lay_out(line)

    def set_locked(self, locked: bool) -> None:
        """Let both sides scroll together, or each alone; locked again, the side with the cursor leads."""
        if locked != self.locked:
            line = self.cursor_line
            self.locked = locked
            self._lay_out(line)

    def toggle_pin(self) -> None:
        """Show or hide the counterpart of the current row in place."""
        line = self.cursor_line
        before = self._peeked()
        self.pinned ^= {self.row}
        self._repeek(before)
        self._put(line)

    def shift_table(self, columns: int) -> bool:
        """Scroll the current table sideways by columns; return whether it is one that is too wide for the screen."""
        cursor = self.cursor
        table = self._table(cursor) if cursor else None
        if cursor is None or table is None or not table.shifts:
            return False
        spot = cursor.lang, cursor.block
        self._shift(spot, max(0, min(table.shifts, self._shifts.get(spot, 0) + columns)))
        return True

    def colour(self, colours: Colours) -> None:
        """Paint code in colours from now on, as far as they are known."""
        self._colours = colours
        if self._lights:
            self._lights.colours = colours
            self._lights.changed()

    def uncoloured(self) -> list[tuple[str, str]]:
        """Return the code that was painted since the last call and whose colours aren't known: (text, language)."""
        if self._lights is None:
            return []
        spots = [self._lights.uncoloured.pop() for _ in range(len(self._lights.uncoloured))]
        blocks = [self._lights.bitext.texts[lang].block(block) for lang, block in spots]
        return [(block.text, block.info) for block in blocks]

    def light(self, marks: Mapping[Spotted, Sequence[Mark]] | None = None, matches: Matches | None = None) -> None:
        """Light these notes or matches from now on."""
        if self._lights:
            self._lights.marks = self._lights.marks if marks is None else marks
            self._lights.matches = self._lights.matches if matches is None else matches
            self._lights.changed()

    # --- moving -----------------------------------------------------------------------------------------------------

    def move_to(self, place: Place) -> None:
        """Put the cursor on a sentence and bring it on the screen."""
        if self._lights is None or self.lane is None or place == self.cursor:
            return
        before, columns = self._peeked(), self.columns
        row = row_of(self._lights.bitext, place)
        margin = 0 if row == self.row else _AROUND
        line = self.lane.screen_line(row)
        self._set_cursor(place)
        if columns.sides == 1 and columns.view is not View.STACKED and place.lang != columns.langs[0]:
            self.lead = place.lang
            if self.wanted in {View.GERMAN, View.ENGLISH}:
                self.wanted = View.GERMAN if place.lang == "de" else View.ENGLISH
            self._lay_out(line)
        elif self._repeek(before) and 0 <= line < self.lane.viewport.height:
            self._put(line)
        self.lane.reveal(place, margin)

    def reveal(self) -> None:
        """Bring the current sentence on the screen."""
        if self.lane and self.cursor:
            self.lane.reveal(self.cursor)

    def scroll(self, lines: int) -> None:
        """Scroll by screen lines; the cursor comes along when it would leave the screen, or at the ends of the text."""
        lane, cursor = self.lane, self.cursor
        if lane is None or cursor is None:
            return
        moved = lane.scroll(lines)
        if moved == 0 or not lane.shows(cursor):
            self._cursor_to_edge(lane, cursor.lang, from_end=(lines > 0) == (moved == 0))

    def scroll_page(self, pages: float) -> None:
        """Scroll by pages; two lines stay on the screen."""
        self.scroll(round(pages * max(1, self._height - 2)))

    def scroll_to(self, part: float) -> None:
        """Go to a part of the text, 0-1, as by the scroll bar; the cursor comes along."""
        if self.lane and self.cursor:
            self.lane.to_part(part)
            if not self.lane.shows(self.cursor):
                self._cursor_to_edge(self.lane, self.cursor.lang, from_end=False)

    def select(self, selection: Selection | None) -> None:
        """Set or clear the selection; the cursor follows its head."""
        if self._lights:
            self._lights.selection = selection
            self._lights.changed()
            if selection:
                self.move_to(place_at(self._lights.bitext.texts[selection.lang], selection.head[0]))

    # --- painting ---------------------------------------------------------------------------------------------------

    def line(self, y: int) -> list[Tinted]:
        """Return the text of one screen line, exactly as wide as the screen, the scroll bar at its end."""
        lanes = self.lanes
        blank = self._width - _BAR
        parts = [lane.line(y) for lane in lanes]
        if not any(parts):
            return [Tinted(" " * self._width, PLAIN)] if self._width > 0 else []
        bar = Tinted("▐", ("thumb",)) if y in self.thumb else Tinted(" ", PLAIN)
        if len(lanes) == 1 and parts[0]:
            return joined([*parts[0], bar])
        columns = self.columns
        painted = [Tinted(" " * columns.left, PLAIN)] if columns.left else []
        used = columns.left
        for index, (lane, part) in enumerate(zip(lanes, parts, strict=True)):
            if index:
                painted.append(Tinted(" " * GUTTER, PLAIN))
                used += GUTTER
            painted.extend(part or [Tinted(" " * lane.columns.total, PLAIN)])
            used += lane.columns.total
        return joined([*painted, *([Tinted(" " * (blank - used), PLAIN)] if used < blank else []), bar])

    def hit(self, x: int, y: int) -> Hit | None:
        """Return the character at a cell, or the nearest one on its line; None off the text."""
        lanes = self.lanes
        if len(lanes) < 2:
            return lanes[0].hit(x, y) if lanes else None
        x -= self.columns.left
        second = x >= lanes[0].columns.total + GUTTER // 2 + 1
        return lanes[second].hit(x - (lanes[0].columns.total + GUTTER if second else 0), y)

    # --- inside -----------------------------------------------------------------------------------------------------

    def _peeked(self) -> frozenset[RowKey]:
        """Return the rows whose counterpart is shown in place."""
        shown = self.columns.view is View.PEEK or self.foreign
        return self.pinned | {self.row} if shown else self.pinned

    def _repeek(self, before: frozenset[RowKey]) -> bool:
        after = self._peeked()
        if before == after:
            return False
        for lane in self.lanes:
            lane.peek(before ^ after, after)
        return True

    def _set_cursor(self, place: Place) -> None:
        if self._lights:
            self._lights.cursor = place
            self._lights.changed()
            self._show_cell(place)

    def _table(self, place: Place) -> TableLayout | None:
        """Return the table that a place is in, as it is laid out now."""
        bitext, lane = self.bitext, self._lanes.get(place.lang)
        if bitext is None or lane is None or bitext.texts[place.lang].block(place.block).kind is not Kind.TABLE:
            return None
        text = bitext.texts[place.lang]
        inset = INSET if self.columns.sides == 1 and place.lang != self.columns.langs[0] else 0
        return table_of(text.block(place.block), lane.columns.width - inset, text.numbers)

    def _show_cell(self, place: Place) -> None:
        """Scroll a wide table so that the current sentence is on the screen."""
        table = self._table(place)
        if table and self.bitext:
            spot = place.lang, place.block
            before = self._shifts.get(spot, 0)
            self._shift(spot, table.shift_showing(sentence_range(self.bitext, place)[0], before))

    def _shift(self, spot: Spotted, shift: int) -> None:
        if self.bitext and shift != self._shifts.get(spot, 0):
            self._shifts[spot] = shift
            for lane in self.lanes:
                lane.peek(frozenset({self.bitext.row_of(*spot)}), self._peeked())

    def counterpart(self, place: Place) -> Place | None:
        """Return the counterpart of a place, or another one in its row; None where the other side has nothing."""
        if self.bitext is None or not self.two:
            return None
        if self._came and self._came[0] == place:
            return self._came[1]
        places, _ = counterpart_places(self.bitext, place)
        if places:
            return places[0]
        there = first_place(self.bitext, row_of(self.bitext, place), other(place.lang))
        return there if there and there.lang != place.lang else None

    def _cursor_to(self, lang: Lang) -> None:
        """Move the cursor to its counterpart in `lang`; where its row has none it stays, and its row shows in place."""
        if self._lights is None or self.cursor is None or self.cursor.lang == lang:
            return
        before = self.cursor
        place = self.counterpart(before)
        if place:
            self._lights.selection = None
            self._came = (place, before)
            self._set_cursor(place)

    def _cursor_to_edge(self, lane: Lane, lang: Lang, *, from_end: bool) -> None:
        found = lane.edge(lang, from_end=from_end)
        if found and found != self.cursor:
            before = self._peeked()
            self._set_cursor(found)
            self._repeek(before)

    def _lay_out(self, line: int | None) -> None:
        """Divide the width anew with the current row on a screen line (a quarter down when it has none)."""
        if self._lights is None or self._height < 1 or self._width < 1:
            self._wanted_line = line
            return
        self._wanted_line = None
        columns, peeked = self.columns, self._peeked()
        if self.locked or columns.view is not View.BOTH:
            lane = Lane(self._lights, columns, self._height, self._missing, peeked, self._hyphens, self._shifts)
            self._lanes = dict.fromkeys(columns.langs, lane)
        else:
            anchors = {lang: lane.viewport.anchor for lang, lane in self._lanes.items()}
            self._lanes = {lang: self._alone(lang, columns) for lang in columns.langs}
            for lang, anchor in anchors.items():
                self._lanes[lang].viewport.to(anchor)
                self._lanes[lang].moved()
        self._put(line)

    def _alone(self, lang: Lang, columns: Columns) -> Lane:
        """Return one side that scrolls by itself."""
        view = View.GERMAN if lang == "de" else View.ENGLISH
        side = Columns(view, (lang, other(lang)), 0, columns.width, columns.width + MARK_CELLS)
        lights = self._lights
        if lights is None:
            raise ValueError("nothing is shown yet")
        return Lane(lights, side, self._height, self._missing, frozenset(), self._hyphens, self._shifts)

    def _put(self, line: int | None) -> None:
        if self.lane and self.cursor:
            self.lane.put(self.row, line)
            # The row keeps its line, but on a lower or narrower screen its later sentences may have slipped off.
            self.lane.reveal(self.cursor, margin=0)
