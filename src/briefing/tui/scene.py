"""What the reader shows, without a screen: text, cursor, view and scroll, and every line as tinted text. Pure.

The framework's widget and the frame that is there before the framework paint the same scene.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from briefing.document.model import BlockKey, Lang
from briefing.parallel.bitext import Bitext, RowKey
from briefing.tui.columns import View
from briefing.tui.lights import Lights, Mark, Matches, Selection, Spotted
from briefing.tui.navigate import (
    Place,
    nearest_place,
    place_at,
    row_of,
)
from briefing.tui.scene_state import SceneState

if TYPE_CHECKING:
    from briefing.tui.syntax import Colours

_AROUND = 2
"""Lines that stay visible above and below a sentence in another row, for orientation."""
_BAR = 1
"""Cells of the scroll bar."""


class Scene(SceneState):
    """A scene with everything that can be done to it."""

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
        self._extras.clear()
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
        wanted = max(0, min(table.shifts, self._extras.shifts.get((cursor.lang, cursor.block), 0) + columns))
        sides = [cursor, self.counterpart(cursor)] if self.locked else [cursor]
        for place in sides:
            other_table = self._table(place) if place else None
            if place and other_table:
                self._shift((place.lang, place.block), min(wanted, other_table.shifts))
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

    def toggle_below(self, row: RowKey, lang: Lang, keys: Sequence[BlockKey]) -> None:
        """Show blocks of a language below a row, such as a footnote, or hide them again."""
        line = self.cursor_line
        self._extras.toggle(row, lang, keys)
        self._again({row})
        self._put(line)

    def hide_below(self) -> bool:
        """Hide everything that is shown below rows; return whether there was anything."""
        line = self.cursor_line
        rows = self._extras.hide()
        if rows:
            self._again(rows)
            self._put(line)
        return bool(rows)

    def _again(self, rows: set[RowKey]) -> None:
        for lane in self.lanes:
            lane.peek(frozenset(rows), lane.geometry.peeked)

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
