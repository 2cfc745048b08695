"""The reader's finding: in the text, in the outline."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.timer import Timer

from briefing.parallel.bitext import Bitext, RowKey
from briefing.tui.lights import Matches
from briefing.tui.messages import OpenBriefing
from briefing.tui.navigate import Place, first_place
from briefing.tui.screens.reader_base import ReaderBase
from briefing.tui.status import reader_line
from briefing.tui.widgets.bars import TopBar
from briefing.tui.widgets.find_bar import FindBar

_SLICE: Final = 0.006
"""Seconds that the search may hold up the keys at a time."""
_PAUSE: Final = 0.002

if TYPE_CHECKING:
    from briefing.search.model import Hit
    from briefing.tui.finder import Finder, Finds, Found
    from briefing.tui.near import Near


class Finding(ReaderBase):
    """Find in text with a counter and wrap-around, going through the hits of a search, and the outline."""

    _finds: Finds | None = None
    """What n and N go through."""
    _at: Found | None = None
    """The one that the reader is on."""
    _finder: Finder | None = None
    """Kept from one find to the next, for it knows the text."""
    _searching: Timer | None = None
    _asking: OpenBriefing | None = None
    """A request whose hits are not there yet."""
    _query = ""
    """What its hits answer, or those that are gone through."""
    _steps = 0
    """How far to go when they are."""
    _origin: tuple[Place | None, int | None] = (None, None)
    _hits_before: tuple[Finds, Found | None] | None = None
    """The hits that were gone through when the find line was opened, and which of them."""

    async def on_unmount(self) -> None:
        """The reader was closed; the framework calls this besides the reader's own."""
        if self._finder:
            self._finder.close()

    # --- finding in the text ----------------------------------------------------------------------------------------

    def action_find(self) -> None:
        """Open the find line."""
        self._origin = (self.view.cursor, self.view.cursor_line)
        finds, bar = self._finds, self.query_one(FindBar)
        self._hits_before = (finds, self._at) if finds and finds.there else None
        if self._hits_before:
            bar.clear()  # what was found before the hits is of no use to their reader
        bar.ask()
        if bar.text and (finds is None or finds is not self._finder or self._finder.query != bar.text):
            self._find(FindBar.Typed(bar.text))
        self.say_place()

    @on(FindBar.Typed)
    def _find(self, event: FindBar.Typed) -> None:
        bitext = self.view.bitext
        if bitext is None or (self._hits_before and self._finds is self._hits_before[0] and not event.text):
            return  # nothing is typed, and the hits are still gone through
        if self._finder is None or self._finder.bitext is not bitext:
            from briefing.tui.finder import Finder  # noqa: PLC0415 - not before the first frame

            self._finder = Finder(bitext)
        start = self._origin[0] or self.view.cursor
        self._finder.ask(event.text, bitext.row_of(start.lang, start.block).stretch if start else 0)
        self._asking, self._at = None, None
        self.view.light(matches=Matches())
        self._find_on(self._finder)

    def _find_on(self, finds: Finds) -> None:
        """Search a slice further; the keys come first."""
        self._finds = finds
        finds.advance(_SLICE)
        if self._at is None and finds.found:
            self._begin(finds)
        if finds is self._finder and self._finder.missed:
            self._look_near(self._finder, self._finder.query, self._finder.to_look_near())
        self._say_count()
        if self._searching:
            self._searching.stop()
        self._searching = None if finds.done else self.set_timer(_PAUSE, lambda: self._find_on(finds))

    def _begin(self, finds: Finds) -> None:
        """Go to the first match, or take the hit on which the reader is for the current one."""
        from briefing.tui.finder import first_from  # noqa: PLC0415 - not before the first frame

        here = self._origin[0] or self.view.cursor
        if not finds.there:
            self._go_to_match(first_from(finds, here))
        elif finds.done:
            cursor = self.view.cursor
            first = finds.found[first_from(finds, cursor)]
            if cursor and first.row == finds.bitext.row_of(cursor.lang, cursor.block):
                self._at = first
            self._light(finds)
            steps, self._steps = self._steps, 0
            if steps:
                self._step_match(steps)

    @work(thread=True, exclusive=True, group="near")
    def _look_near(self, finder: Finder, query: str, look: Callable[[], Near]) -> None:
        """Look for what is near to a query that nothing reads like."""
        from briefing.search.postings import StoppedError  # noqa: PLC0415 - not before the first frame

        if query != finder.query:
            return
        try:
            near = look()
        except StoppedError:
            return
        self.app.call_from_thread(self._near_there, finder, query, near)

    def _near_there(self, finder: Finder, query: str, near: Near) -> None:
        """Show what is near, unless another query was typed or the text is another one."""
        if finder is self._finds and query == finder.query and finder.missed and self.is_open:
            finder.follow(near)
            self._find_on(finder)

    def _say_count(self) -> None:
        """Say in the find line how many there are; when it is closed, the bar above says it."""
        finder = self._finder
        if finder and self._finds is finder:
            text = self._counted(finder)
            if not finder.found:
                text = "≈ …" if finder.missed else self.tr("no match") if finder.done and finder.asked else ""
            self.query_one(FindBar).say(text)
        self.say_place()

    def _counted(self, finds: Finds) -> str:
        """Return which of how many this is."""
        count = f"{len(finds.found)}{'' if finds.done and not finds.full else '+'}"
        about = "≈ " if finds is self._finder and self._finder.near else ""
        return f"{about}{bisect_left(finds.found, self._at) + 1}/{count}" if self._at else about + count

    def say_place(self) -> None:
        """Show in the bar above where the reader is."""
        if self.briefing and self.is_open:
            line = reader_line(
                self.tr, self.briefing, self.view.scene, self.desk.lang, self._found_fact(), self.notes_fact()
            )
            self.query_one(TopBar).say(*line)

    def _found_fact(self) -> str:
        """Return which match or hit this is, unless the find line says it."""
        finds = self._finds
        if finds is None or not finds.found or self.query_one(FindBar).display:
            return ""
        if not finds.there:
            return self.tr("match {count}", count=self._counted(finds))
        if not finds.done:
            return ""
        if self._at is None:
            return self.tr.plural("{count} hit", "{count} hits", len(finds.found))
        return self.tr("hit {count}", count=self._counted(finds))

    @on(FindBar.Done)
    def _find_done(self, event: FindBar.Done) -> None:
        bar = self.query_one(FindBar)
        bar.close()
        self.view.focus()
        if not event.keep:
            before, self._hits_before = self._hits_before, None
            if self._finds is not (before and before[0]):
                self.clear_find()
            if self._origin[0]:
                self.view.move_to(self._origin[0])
            if before:
                self._finds, self._at = before
                self._light(self._finds)
        self.say_place()

    def clear_find(self) -> bool:
        """Light no match any more; return whether there was one."""
        had = bool(self._finds and self._finds.found) or bool(self.view.matches.ranges)
        if self._finds:
            self._finds.forget()
        self._finds = self._at = self._asking = None
        self._steps = 0
        if had:
            self.view.light(matches=Matches())
            self.say_place()
        return had

    def forget_find(self) -> None:
        """End the search because the text is another one, or was read anew."""
        self.clear_find()
        if self._finder:
            self._finder.close()
        self._finder = None
        self._origin = (None, None)

    # --- the hits of a search ---------------------------------------------------------------------------------------

    def ask_hits(self, request: OpenBriefing) -> None:
        """Let n and N go through all hits of the briefing that was opened from a search."""
        if request.query and self.view.bitext:
            self._asking, self._query = request, request.query
            self._search_within(request, self.view.bitext)

    @work(thread=True, exclusive=True, group="hits")
    def _search_within(self, request: OpenBriefing, bitext: Bitext) -> None:
        from briefing.tui.hits import MOST  # noqa: PLC0415 - not before the first frame

        answer = self.desk.engine.search(request.query, MOST, within=request.briefing)
        self.app.call_from_thread(self._hits_there, request, bitext, answer.hits)

    def _hits_there(self, request: OpenBriefing, bitext: Bitext, hits: Sequence[Hit]) -> None:
        """Take the hits, unless something else was opened or found meanwhile."""
        if request is not self._asking or bitext is not self.view.bitext or not self.is_open:
            return
        from briefing.tui.hits import Hits  # noqa: PLC0415 - not before the first frame

        self._asking, self._at = None, None
        self._origin = (None, None)
        self._find_on(Hits(bitext, hits))

    def hits_query(self, briefing: str) -> str:
        """Return the query whose hits are gone through, if they are those of a briefing, or nothing."""
        going = self._asking or (self._finds and self._finds.there)
        return self._query if going and self.briefing and self.briefing.id == briefing else ""

    # --- from one to the next ---------------------------------------------------------------------------------------

    def action_find_next(self) -> None:
        """To the next match, from the last one to the first."""
        self._step_match(1)

    def action_find_previous(self) -> None:
        """To the previous match, from the first one to the last."""
        self._step_match(-1)

    def _step_match(self, step: int) -> None:
        finds = self._finds
        if self._asking or (finds and finds.there and not finds.done):
            self._steps += step
        elif finds is None or not finds.found:
            self.action_find()
        elif self._at:
            self._go_to_match((bisect_left(finds.found, self._at) + step) % len(finds.found))
        else:
            from briefing.tui.finder import first_from  # noqa: PLC0415 - not before the first frame

            self._go_to_match((first_from(finds, self.view.cursor) + step - (step > 0)) % len(finds.found))

    def _go_to_match(self, index: int) -> None:
        finds = self._finds
        if finds is None:
            return
        self._at = finds.found[index]
        _, lang, block, at = self._at
        self._light(finds)
        ranges = finds.ranges.get((lang, block))
        sentence = finds.bitext.texts[lang].block(block).sentence_at(ranges[at][0] if ranges else 0)
        self.view.move_to(Place(lang, block, max(0, sentence)))
        self._say_count()

    def _light(self, finds: Finds) -> None:
        # Of a hit all words are lit alike; the sentence under the cursor tells which hit it is.
        current = None if finds.there else self._at
        self.view.light(matches=Matches(finds.ranges, (current.lang, current.block, current.item) if current else None))

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
