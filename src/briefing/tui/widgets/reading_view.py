"""The parallel view with its keys: moving, changing the view, selecting."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from briefing.document.model import Lang, other
from briefing.parallel.model import Parallel
from briefing.tui.canvas import Hit
from briefing.tui.geometry import View
from briefing.tui.keys import bindings_for
from briefing.tui.lights import Selection
from briefing.tui.navigate import (
    Place,
    counterpart_places,
    nearest_place,
    place_at,
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
        *("other-side", "measure", "select", "word-next", "word-previous"),
    }
)


class ReadingView(ParallelView):
    """What the reader's hands are on."""

    BINDINGS = [binding for binding in bindings_for("reader") if binding.id in VERBS]  # noqa: RUF012

    _drag: Hit | None = None
    """Where a drag of the mouse began."""

    # --- lines and pages --------------------------------------------------------------------------------------------

    def action_line_down(self) -> None:
        """One line down."""
        self.scroll_text(1)

    def action_line_up(self) -> None:
        """One line up."""
        self.scroll_text(-1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self.scroll_page(0.5)

    def action_half_up(self) -> None:
        """Half a page up."""
        self.scroll_page(-0.5)

    def action_page_down(self) -> None:
        """One page down."""
        self.scroll_page(1)

    def action_page_up(self) -> None:
        """One page up."""
        self.scroll_page(-1)

    def action_top(self) -> None:
        """To the beginning."""
        self._jump(lambda parallel, place: nearest_place(parallel, 0, place.lang))
        self.scroll_page(-1)

    def action_bottom(self) -> None:
        """To the end."""
        self._jump(_last_place)
        self.scroll_page(1)

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
        self.set_view(View.BOTH)

    def action_view_stacked(self) -> None:
        """Each row with its counterpart below."""
        self.set_view(View.STACKED)

    def action_view_peek(self) -> None:
        """One language, the current row's counterpart in place."""
        self.set_view(View.PEEK)

    def action_switch_language(self) -> None:
        """The same place in the other language."""
        if self.parallel and self.cursor and len(self.parallel.langs) == 2:
            if self.columns.count == 1:
                self.set_lead(other(self.columns.langs[0]))
            else:
                self.action_other_side()

    def action_swap(self) -> None:
        """Swap the sides."""
        if self.parallel and len(self.parallel.langs) == 2:
            self.set_lead(other(self.columns.langs[0]))

    def action_peek(self) -> None:
        """Show or hide the counterpart of the current row."""
        if self.parallel and len(self.parallel.langs) == 2 and self.columns.view not in {View.BOTH, View.STACKED}:
            self.toggle_pin()

    def action_measure(self) -> None:
        """Next reading width."""
        self.set_measure(next((each for each in MEASURES if each > self.measure), MEASURES[0]))

    def action_other_side(self) -> None:
        """To the counterpart of the current sentence."""
        if self.parallel is None or self.cursor is None or len(self.parallel.langs) < 2:
            return
        places, _ = counterpart_places(self.parallel, self.cursor)
        place = places[0] if places else nearest_place(self.parallel, self.row, other(self.cursor.lang))
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
            chosen = (target[1], target[2])
            self.select(Selection(target[0], chosen, chosen, growing=True))

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
        self.scroll_text(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll three lines back."""
        event.prevent_default().stop()
        self.scroll_text(-3)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a drag."""
        self._drag = self.hit(event)
        if self._drag:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select whole words from where the drag began, inside its language."""
        here = self.hit(event) if self._drag else None
        if self._drag and here and self.parallel and here.lang == self._drag.lang and here != self._drag:
            document = self.parallel.documents[here.lang]
            anchor = word_at(document, document.starts[self._drag.block] + self._drag.offset)
            head = word_at(document, document.starts[here.block] + here.offset)
            if anchor and head:
                self.select(Selection(here.lang, anchor, head))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag; a click puts the cursor on the sentence under it."""
        begun, self._drag = self._drag, None
        self.release_mouse()
        if begun and begun == self.hit(event) and self.parallel:
            self.select(None)
            document = self.parallel.documents[begun.lang]
            self.move_to(place_at(document, begun.lang, document.starts[begun.block] + begun.offset))

    # --- inside -----------------------------------------------------------------------------------------------------

    def _word(self, step: int) -> None:
        target = self.target
        if target is None or self.parallel is None:
            return
        document = self.parallel.documents[target[0]]
        selection = self.selection
        if selection is None:
            head = word_at(document, target[1] if step > 0 else target[2] - 1)
        else:
            at = selection.head
            # A sentence as head gives way to its last word when the selection is extended word by word.
            head = word_at(document, max(at[0], at[1] - 1) if step > 0 else at[0], step)
        if head:
            growing = bool(selection and selection.growing)
            self.select(Selection(target[0], selection.anchor if selection and growing else head, head, growing))

    def _step(self, step: Callable[[Parallel, Place, int], Place], direction: int) -> None:
        self._jump(lambda parallel, place: step(parallel, place, direction))

    def _jump(self, find: Callable[[Parallel, Place], Place | None]) -> None:
        """Move the cursor, or extend a growing selection by whole sentences."""
        if self.parallel is None or self.cursor is None:
            return
        place = find(self.parallel, self.cursor)
        selection = self.selection
        if place is None:
            return
        if selection and selection.growing and place.lang == selection.lang:
            document = self.parallel.documents[place.lang]
            start, end = document.blocks[place.block].sentences[place.sentence]
            base = document.starts[place.block]
            self.select(Selection(place.lang, selection.anchor, (base + start, base + end), growing=True))
        else:
            self.select(None)
            if place == self.cursor:
                self.scroll_text(0)
            self.move_to(place)

    def _single(self, view: View, lang: Lang) -> None:
        if self.parallel and lang in self.parallel.documents:
            self.set_view(view)


def _last_place(parallel: Parallel, place: Place) -> Place | None:
    blocks = parallel.documents[place.lang].blocks
    block = next((i for i in range(len(blocks) - 1, -1, -1) if blocks[i].sentences), None)
    return None if block is None else Place(place.lang, block, len(blocks[block].sentences) - 1)
