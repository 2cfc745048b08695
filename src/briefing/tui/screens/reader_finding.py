"""The reader's finding: in the text, in the outline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import on
from textual.timer import Timer

from briefing.parallel.bitext import RowKey
from briefing.tui.lights import Matches
from briefing.tui.navigate import Place, first_place
from briefing.tui.screens.reader_base import ReaderBase
from briefing.tui.widgets.find_bar import FindBar

_SLICE: Final = 0.006
"""Seconds that the search may hold up the keys at a time."""
_PAUSE: Final = 0.002

if TYPE_CHECKING:
    from briefing.tui.finder import Finder


class Finding(ReaderBase):
    """Find in text with a counter and wrap-around, and the outline."""

    _finder: Finder | None = None
    _searching: Timer | None = None
    _current = -1
    _origin: tuple[Place | None, int | None] = (None, None)

    def action_find(self) -> None:
        """Open the find line."""
        self._origin = (self.view.cursor, self.view.cursor_line)
        self.query_one(FindBar).ask()

    @on(FindBar.Typed)
    def _find(self, event: FindBar.Typed) -> None:
        bitext = self.view.bitext
        if bitext is None:
            return
        if self._finder is None or self._finder.bitext is not bitext:
            from briefing.tui.finder import Finder  # noqa: PLC0415 - not before the first frame

            self._finder = Finder(bitext)
        start = self._origin[0] or self.view.cursor
        self._finder.ask(event.text, bitext.row_of(start.lang, start.block).stretch if start else 0)
        self._current = -1
        self.view.light(matches=Matches())
        self._find_on(self._finder)

    def _find_on(self, finder: Finder) -> None:
        """Search a slice further; the keys come first."""
        if finder is not self._finder:
            return
        finder.advance(_SLICE)
        if self._current < 0 and finder.found:
            self._go_to_match(finder.first_from(self._origin[0] or self.view.cursor))
        self._say_count()
        if self._searching:
            self._searching.stop()
        self._searching = None if finder.done else self.set_timer(_PAUSE, lambda: self._find_on(finder))

    def _say_count(self) -> None:
        finder = self._finder
        if finder is None:
            return
        count = f"{len(finder.found)}{'' if finder.done and not finder.full else '+'}"
        if finder.found:
            self.query_one(FindBar).say(f"{self._current + 1}/{count}")
        else:
            self.query_one(FindBar).say(self.tr("no match") if finder.done and finder.asked else "")

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
        had = bool(self._finder and self._finder.found) or bool(self.view.matches.ranges)
        if self._finder:
            self._finder.ask("", 0)
        self._current = -1
        if had:
            self.view.light(matches=Matches())
        return had

    def forget_find(self) -> None:
        """End the search because the text is another one, or was read anew."""
        self.clear_find()
        self._finder = None
        self._origin = (None, None)

    def action_find_next(self) -> None:
        """To the next match, from the last one to the first."""
        self._step_match(1)

    def action_find_previous(self) -> None:
        """To the previous match, from the first one to the last."""
        self._step_match(-1)

    def _step_match(self, step: int) -> None:
        if self._finder and self._finder.found:
            self._go_to_match((self._current + step) % len(self._finder.found))
        else:
            self.action_find()

    def _go_to_match(self, index: int) -> None:
        finder, bitext = self._finder, self.view.bitext
        if finder is None or bitext is None:
            return
        self._current = index
        _, lang, block, at = finder.found[index]
        start = finder.ranges[lang, block][at][0]
        self.view.light(matches=Matches(finder.ranges, (lang, block, at)))
        sentence = bitext.texts[lang].block(block).sentence_at(start)
        self.view.move_to(Place(lang, block, max(0, sentence)))
        self._say_count()

    def action_outline(self) -> None:
        """Show the headings and go to the chosen one."""
        bitext, cursor = self.view.bitext, self.view.cursor
        if bitext is None or cursor is None:
            return
        from briefing.tui.contents import outline  # noqa: PLC0415 - not before the first frame
        from briefing.tui.screens.picker import Entry, Picker  # noqa: PLC0415

        headings = outline(bitext, cursor.lang)
        if not headings:
            self.say(self.tr("This text has no headings."))
            return
        entries = [
            Entry([(f" {'  ' * (level - 1)}{text}", "title" if level <= 2 else "")], row)
            for row, level, text in headings
        ]
        here = max((i for i, heading in enumerate(headings) if heading[0] <= self.view.row), default=0)

        def go(row: RowKey | None) -> None:
            place = first_place(bitext, row, cursor.lang) if row is not None else None
            if place:
                self.jump(place)

        self.app.push_screen(Picker(self.tr("Outline"), entries, here), go)
