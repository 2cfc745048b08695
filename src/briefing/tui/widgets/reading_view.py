"""The parallel view with its keys: moving, changing the view, selecting."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from briefing.document.model import Lang, other
from briefing.parallel.bitext import Bitext
from briefing.tui.bindings import bindings_for
from briefing.tui.canvas import Hit
from briefing.tui.columns import View
from briefing.tui.lights import Selection
from briefing.tui.navigate import (
    Place,
    Point,
    beside,
    last_place,
    nearest_place,
    place_at,
    row_of,
    sentence_passage,
    step_row,
    step_section,
    step_sentence,
    word_at,
)
from briefing.tui.widgets.parallel_view import ParallelView

MEASURES = (60, 72, 84, 100)
"""Reading widths that one key goes through, in cells."""

VERBS = frozenset(
    {
        *("line-down", "line-up", "half-down", "half-up", "page-down", "page-up", "top", "bottom"),
        *("sentence-next", "sentence-previous", "row-next", "row-previous", "section-next", "section-previous"),
        *("view-german", "view-english", "view-both", "view-stacked", "view-peek", "switch-language", "peek", "swap"),
        *("lock", "table-right", "table-left"),
        *("other-side", "measure", "select", "select-paragraph", "word-next", "word-previous"),
    }
)


class ReadingView(ParallelView):
    """What the reader's hands are on."""

    BINDINGS = [binding for binding in bindings_for("reader") if binding.id in VERBS]  # noqa: RUF012

    _drag: Hit | None = None
    """Where a drag of the mouse began."""
    _grip: int | None = None
    """The line of the scroll bar's handle that the mouse holds."""

    # --- lines and pages --------------------------------------------------------------------------------------------

    def action_line_down(self) -> None:
        """One line down."""
        self._scroll(1)

    def action_line_up(self) -> None:
        """One line up."""
        self._scroll(-1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._page(0.5)

    def action_half_up(self) -> None:
        """Half a page up."""
        self._page(-0.5)

    def action_page_down(self) -> None:
        """One page down."""
        self._page(1)

    def action_page_up(self) -> None:
        """One page up."""
        self._page(-1)

    def action_top(self) -> None:
        """To the beginning."""
        self._jump(lambda bitext, place: nearest_place(bitext, bitext.first(), place.lang))
        self._page(-1)

    def action_bottom(self) -> None:
        """To the end."""
        self._jump(last_place)
        self._page(1)

    # --- sentences, rows, sections ----------------------------------------------------------------------------------

    def action_sentence_next(self) -> None:
        """To the next sentence."""
        self._step(step_sentence, 1)

    def action_sentence_previous(self) -> None:
        """To the previous sentence."""
        self._step(step_sentence, -1)

    def action_row_next(self) -> None:
        """To the next row."""
        self._step(step_row, 1)

    def action_row_previous(self) -> None:
        """To the previous row."""
        self._step(step_row, -1)

    def action_section_next(self) -> None:
        """To the next heading."""
        self._step(step_section, 1)

    def action_section_previous(self) -> None:
        """To this section's heading, then to the one before."""
        self._step(step_section, -1)

    # --- views ------------------------------------------------------------------------------------------------------

    def action_view_german(self) -> None:
        """German alone."""
        self._single(View.GERMAN, "de")

    def action_view_english(self) -> None:
        """English alone."""
        self._single(View.ENGLISH, "en")

    def action_view_both(self) -> None:
        """Side by side."""
        self._set_view(View.BOTH)

    def action_view_stacked(self) -> None:
        """Each row with its counterpart below."""
        self._set_view(View.STACKED)

    def action_view_peek(self) -> None:
        """One language, the current row's counterpart in place."""
        self._set_view(View.PEEK)

    def action_switch_language(self) -> None:
        """The same place in the other language."""
        if self.scene.two and self.cursor:
            if self.columns.sides == 1:
                self.scene.set_lead(other(self.columns.langs[0]))
                self.changed()
            else:
                self.action_other_side()

    def action_swap(self) -> None:
        """Swap the sides."""
        if self.scene.two:
            self.scene.set_lead(other(self.columns.langs[0]))
            self.changed()

    def action_peek(self) -> None:
        """Show or hide the counterpart of the current row."""
        if self.scene.two and self.columns.view not in {View.BOTH, View.STACKED}:
            self.scene.toggle_pin()
            self.changed()

    def action_lock(self) -> None:
        """Let both sides scroll together, or each alone."""
        if self.scene.two:
            self.scene.set_locked(not self.scene.locked)
            self.changed()

    def action_table_right(self) -> None:
        """Scroll a wide table to the right."""
        self._shift_table(1)

    def action_table_left(self) -> None:
        """Scroll a wide table to the left."""
        self._shift_table(-1)

    def action_measure(self) -> None:
        """Next reading width."""
        self.scene.set_measure(next((each for each in MEASURES if each > self.scene.measure), MEASURES[0]))
        self.changed()

    def action_other_side(self) -> None:
        """To the counterpart of the current sentence."""
        if self.bitext is None or self.cursor is None or not self.scene.two:
            return
        place = self.scene.counterpart(self.cursor) or nearest_place(self.bitext, self.row, other(self.cursor.lang))
        if place:
            self.select(None)
            self.move_to(place)

    # --- selecting --------------------------------------------------------------------------------------------------

    def action_select(self) -> None:
        """Begin a selection at the word or sentence, or end it."""
        target = self.target
        if target is None:
            return
        if self.selection and self.selection.growing:
            self.select(None)
        else:
            self.select(Selection(target[0], target[1], target[1], growing=True))

    def action_select_paragraph(self) -> None:
        """Select the whole paragraph, heading, list item, table or piece of code."""
        cursor = self.cursor
        if cursor is None or self.bitext is None:
            return
        text = self.bitext.texts[cursor.lang].block(cursor.block).text
        passage = Point(cursor.block, 0), Point(cursor.block, len(text))
        self.select(Selection(cursor.lang, passage, passage, growing=True))

    def action_word_next(self) -> None:
        """To the next word, or extend the selection by it."""
        self._word(1)

    def action_word_previous(self) -> None:
        """To the previous word, or extend the selection by it."""
        self._word(-1)

    # --- mouse -------------------------------------------------------------------------------------------------------

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll three lines, as terminals do."""
        event.prevent_default().stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll three lines back."""
        event.prevent_default().stop()
        self._scroll(-3)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a drag of the text or of the scroll bar; beside its handle the bar moves by pages."""
        offset = event.get_content_offset(self)
        if offset and offset.x == self.scene.size[0] - 1:
            thumb = self.scene.thumb
            if offset.y in thumb:
                self._grip = offset.y - thumb.start
                self.capture_mouse()
            elif thumb:
                self._page(1 if offset.y >= thumb.stop else -1)
            return
        self._drag = self.hit(event)
        if self._drag:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select whole words from where the drag began, inside its language; or scroll."""
        if self._grip is not None:
            self._scroll_to_grip(event.get_content_offset_capture(self).y - self._grip)
            return
        here = self.hit(event) if self._drag else None
        if self._drag and here and self.bitext and here.lang == self._drag.lang and here != self._drag:
            text = self.bitext.texts[here.lang]
            anchor = word_at(text, Point(self._drag.block, self._drag.offset))
            head = word_at(text, Point(here.block, here.offset))
            if anchor and head:
                self.select(Selection(here.lang, anchor, head))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag; a click puts the cursor on the sentence under it."""
        begun, self._drag, self._grip = self._drag, None, None
        self.release_mouse()
        if begun and begun == self.hit(event) and self.bitext:
            self.select(None)
            self.move_to(place_at(self.bitext.texts[begun.lang], Point(begun.block, begun.offset)))

    # --- inside -----------------------------------------------------------------------------------------------------

    def _scroll(self, lines: int) -> None:
        self.scene.scroll(lines)
        self.changed()

    def _scroll_to_grip(self, start: int) -> None:
        """Put the handle of the scroll bar on a line."""
        room = self.scene.size[1] - len(self.scene.thumb)
        if room > 0:
            self.scene.scroll_to(max(0, min(start, room)) / room)
            self.changed()

    def _page(self, pages: float) -> None:
        self.scene.scroll_page(pages)
        self.changed()

    def _shift_table(self, columns: int) -> None:
        if self.scene.shift_table(columns):
            self.changed()

    def _set_view(self, view: View) -> None:
        self.scene.set_view(view)
        self.changed()

    def _word(self, step: int) -> None:
        target = self.target
        if target is None or self.bitext is None:
            return
        lang, (start, end) = target
        text = self.bitext.texts[lang]
        selection = self.selection
        if selection is None:
            head = word_at(text, start if step > 0 else _before(end))
        else:
            first, last = selection.head
            # A sentence as head gives way to its last word when the selection is extended word by word.
            head = word_at(text, max(first, _before(last)) if step > 0 else first, step)
        if head:
            growing = bool(selection and selection.growing)
            self.select(Selection(lang, selection.anchor if selection and growing else head, head, growing))

    def _step(self, step: Callable[[Bitext, Place, int], Place], direction: int) -> None:
        if self.scene.foreign:
            lead = self.columns.langs[0]
            self._jump(lambda bitext, place: beside(bitext, row_of(bitext, place), lead, direction))
            return
        self._jump(lambda bitext, place: step(bitext, place, direction))

    def _jump(self, find: Callable[[Bitext, Place], Place | None]) -> None:
        """Move the cursor, or extend a growing selection by whole sentences."""
        if self.bitext is None or self.cursor is None:
            return
        place = find(self.bitext, self.cursor)
        selection = self.selection
        if place is None:
            return
        if selection and selection.growing and place.lang == selection.lang:
            self.select(Selection(place.lang, selection.anchor, sentence_passage(self.bitext, place), growing=True))
        else:
            self.select(None)
            if place == self.cursor:
                self.scene.reveal()
            self.move_to(place)

    def _single(self, view: View, lang: Lang) -> None:
        if self.bitext and lang in self.bitext.texts:
            self._set_view(view)


def _before(point: Point) -> Point:
    """Return the character before the end of a passage."""
    return Point(point.block, max(0, point.offset - 1))
