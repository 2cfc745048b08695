"""The reader's finding: in the text, in the outline."""

from __future__ import annotations

from textual import on

from briefing.document.model import Lang, Range
from briefing.parallel.model import Parallel
from briefing.search.matching import find_ranges
from briefing.tui.contents import outline
from briefing.tui.lights import Matches, Spotted
from briefing.tui.navigate import Place, first_place, row_of
from briefing.tui.screens.picker import Entry, Picker
from briefing.tui.screens.reader_base import ReaderBase
from briefing.tui.widgets.find_bar import FindBar


class Finding(ReaderBase):
    """Find in text with a counter and wrap-around, and the outline."""

    _found: tuple[tuple[Lang, int, int], ...] = ()
    """(Language, block, index of the range) of every match, in reading order."""
    _ranges: dict[Spotted, tuple[Range, ...]]
    _current = -1
    _origin: tuple[Place | None, int | None] = (None, None)

    def action_find(self) -> None:
        """Open the find line."""
        self._origin = (self.view.cursor, self.view.cursor_line)
        self.query_one(FindBar).ask()

    @on(FindBar.Typed)
    def _find(self, event: FindBar.Typed) -> None:
        parallel = self.view.parallel
        if parallel is None:
            return
        self._ranges = find_all(parallel, event.text)
        self._found = in_reading_order(parallel, self._ranges)
        self._current = -1
        if self._found:
            start = self._origin[0] or self.view.cursor
            self._go_to_match(first_match_from(parallel, self._found, start))
        else:
            self.view.light(matches=Matches())
            self.query_one(FindBar).say(self.tr("no match") if event.text else "")

    @on(FindBar.Done)
    def _find_done(self, event: FindBar.Done) -> None:
        bar = self.query_one(FindBar)
        bar.close()
        self.view.focus()
        if not event.keep:
            self.clear_find()
            if self._origin[0]:
                self.view.move_to(self._origin[0])

    def clear_find(self) -> bool:
        """Light no match any more; return whether there was one."""
        had = bool(self._found) or bool(self.view.matches.ranges)
        self._found, self._current = (), -1
        if had:
            self.view.light(matches=Matches())
        return had

    def forget_find(self) -> None:
        """End the search because the text is another one, or was read anew."""
        self.clear_find()
        self._origin = (None, None)

    def action_find_next(self) -> None:
        """To the next match, from the last one to the first."""
        self._step_match(1)

    def action_find_previous(self) -> None:
        """To the previous match, from the first one to the last."""
        self._step_match(-1)

    def _step_match(self, step: int) -> None:
        if self._found:
            self._go_to_match((self._current + step) % len(self._found))
        else:
            self.action_find()

    def _go_to_match(self, index: int) -> None:
        self._current = index
        lang, block, at = self._found[index]
        start = self._ranges[lang, block][at][0]
        parallel = self.view.parallel
        if parallel is None:
            return
        self.view.light(matches=Matches(self._ranges, self._found[index]))
        sentence = parallel.documents[lang].blocks[block].sentence_at(start)
        self.view.move_to(Place(lang, block, max(0, sentence)))
        self.query_one(FindBar).say(f"{index + 1}/{len(self._found)}")

    def action_outline(self) -> None:
        """Show the headings and go to the chosen one."""
        parallel, cursor = self.view.parallel, self.view.cursor
        if parallel is None or cursor is None:
            return
        headings = outline(parallel, cursor.lang)
        if not headings:
            self.say(self.tr("This text has no headings."))
            return
        entries = [
            Entry([(f" {'  ' * (level - 1)}{text}", "title" if level <= 2 else "")], row)
            for row, level, text in headings
        ]
        here = max((i for i, heading in enumerate(headings) if heading[0] <= self.view.row), default=0)

        def go(row: int | None) -> None:
            place = first_place(parallel, row, cursor.lang) if row is not None else None
            if place:
                self.jump(place)

        self.app.push_screen(Picker(self.tr("Outline"), entries, here), go)


def find_all(parallel: Parallel, text: str) -> dict[Spotted, tuple[Range, ...]]:
    """Return every occurrence of `text` in every block of both languages, folded like the search."""
    found: dict[Spotted, tuple[Range, ...]] = {}
    if not text.strip():
        return found
    for lang, document in parallel.documents.items():
        for index, block in enumerate(document.blocks):
            ranges = find_ranges(text, block.text)
            if ranges:
                found[lang, index] = ranges
    return found


def in_reading_order(parallel: Parallel, ranges: dict[Spotted, tuple[Range, ...]]) -> tuple[tuple[Lang, int, int], ...]:
    """Return every match as (language, block, index), row by row, German before English."""
    order = sorted(ranges, key=lambda spot: (row_of(parallel, Place(spot[0], spot[1], 0)), spot[0], spot[1]))
    return tuple((lang, block, at) for lang, block in order for at in range(len(ranges[lang, block])))


def first_match_from(parallel: Parallel, found: tuple[tuple[Lang, int, int], ...], place: Place | None) -> int:
    """Return the index of the first match at or after a place, in its language where there is one there."""
    if place is None:
        return 0
    row = row_of(parallel, place)
    rows = [row_of(parallel, Place(lang, block, 0)) for lang, block, _ in found]
    after = [index for index, at in enumerate(rows) if at >= row]
    same = (
        [index for index in after if found[index][0] == place.lang and rows[index] == rows[after[0]]] if after else []
    )
    return (same or after or [0])[0]
