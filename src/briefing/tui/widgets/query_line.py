"""The line of a search: where the query is typed, what may complete it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.highlighter import Highlighter
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Label
from textual.widgets.input import Selection

from briefing.document.model import Range
from briefing.i18n import Translator
from briefing.tui.completing import Completing, is_in_filter
from briefing.tui.lines import exactly
from briefing.tui.newest import Newest
from briefing.tui.paint import Tinted
from briefing.tui.widgets.inking import Inking
from briefing.tui.widgets.one_line import OneLine
from briefing.tui.wrap import width_of

if TYPE_CHECKING:
    from briefing.search.completion import Completion, Values
    from briefing.search.filters import Mistake


class OfferLine(Inking, Widget):
    """What Tab would put into the line; the one that stands there is lit. Empty, it shows what a query may be."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self._offers: Sequence[str] = ()
        self._at: int | None = None

    def offer(self, offers: Sequence[str], at: int | None = None, hint: str = "") -> None:
        """Show offers, or a hint where there are none."""
        if (offers, at, hint) != (self._offers, self._at, self._hint):
            self._offers, self._at, self._hint = offers, at, hint
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line, beginning so far into the offers that the lit one is on it."""
        width = self.content_size.width
        if y or not (self._offers or self._hint):
            return self.inked([], width)
        if not self._offers:
            return self.inked(exactly([Tinted(whole_parts(self._hint, width), ("label",))], width), width)
        painted = [Tinted("Tab ", ("label",))]
        first = self._first(width - 4)
        if first:
            painted.append(Tinted("… ", ("label",)))
        for index, text in enumerate(self._offers[first:], first):
            painted.append(Tinted(f" {text} ", ("match",) if index == self._at else ("reference",)))
        return self.inked(exactly(painted, width), width)

    def _first(self, width: int) -> int:
        first, at = 0, self._at or 0
        while first < at and sum(len(text) + 2 for text in self._offers[first : at + 1]) + 2 * (first > 0) > width:
            first += 1
        return first


def whole_parts(hint: str, width: int) -> str:
    """Return as many parts of a hint, which two blanks divide, as fit: half a one helps nobody."""
    while width_of(hint) > width and "  " in hint:
        hint = hint.rpartition("  ")[0]
    return hint


class _Underlining(Highlighter):
    """Underlines parts of one query, as long as it stands in the line.

    Attributes:
        query: the query.
        ranges: the parts, as half-open ranges.
    """

    query = ""
    ranges: Sequence[Range] = ()

    def highlight(self, text: Text) -> None:
        """Underline them."""
        for start, end in self.ranges if text.plain == self.query else ():
            text.stylize("underline", start, end)


class QueryLine(Vertical):
    """An input whose words can be completed; its messages go on to the screen.

    Args:
        tr: language of the interface.
        text: what stands in it first.
        values: known values of filters; asked in a thread.
        notes: whether it filters a list of notes, which has filters of its own, instead of searching the library.
    """

    def __init__(self, tr: Translator, text: str, values: Callable[[], Values], *, notes: bool = False) -> None:
        super().__init__()
        self._notes = notes
        self._tr, self._text, self._values = tr, text, values
        self._completing = Completing()
        self._wrong = _Underlining()
        self._requests: Newest[tuple[str, int]] = Newest()
        self._putting = False
        self._step = 0
        """The way to go through the offers as soon as they are there, after a key that came before them."""
        self._hint = (
            tr("state:  category:  tag:  lang:  briefing:  after:  before:  “words together”  -without")
            if notes
            else tr("tag:  lang:  in:  after:  before:  org:  model:  “words together”  -without")
        )

    def compose(self) -> ComposeResult:
        """Build the lines."""
        with Horizontal(id="ask"):
            yield Label("/" if self._notes else "›", classes="sign")
            placeholder = self._tr("a few letters, in German or English")
            if self._notes:
                placeholder = self._tr("words of quote, note, tag or title")
            yield OneLine(self._text, placeholder=placeholder, highlighter=self._wrong, compact=True)
        yield OfferLine("" if self._text else self._hint)
        yield Label("", id="mistakes", markup=False)

    def on_mount(self) -> None:
        """Follow the cursor."""
        self.query_one("#mistakes").display = False
        self.watch(self.input, "selection", self._moved, init=False)

    @property
    def input(self) -> Input:
        """The line itself."""
        return self.query_one(Input)

    def put(self, text: str, cursor: int | None = None) -> None:
        """Replace what is typed, and set the cursor, else behind it."""
        line, self._putting = self.input, True
        line.value = text
        line.cursor_position = len(text) if cursor is None else cursor
        self._putting = False
        self._moved(line.selection)

    def say_mistakes(self, query: str, mistakes: Sequence[Mistake]) -> None:
        """Show what is wrong with a query, and where; nothing takes no room."""
        label = self.query_one("#mistakes", Label)
        label.display = bool(mistakes)
        label.update(" ".join(self._tr(each.message, **dict(each.values)) for each in mistakes))
        self._wrong.query, self._wrong.ranges = query, [(each.start, each.end) for each in mistakes]
        self.input.refresh()

    # --- completion -------------------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self) -> None:
        self._moved(self.input.selection)

    def _moved(self, selection: Selection) -> None:
        """Ask anew what may complete the line, unless it is one of the offers."""
        text, cursor = self.input.value, selection.end
        if self._putting or self._completing.knows(text, cursor):
            return
        self._step = 0
        self._completing.offer(text, cursor, ())
        self._show_offers()
        if text and selection.is_empty and self._requests.put((text, cursor)):
            self._complete()

    @work(thread=True, group="completion")
    def _complete(self) -> None:
        from briefing.search.completion import complete  # noqa: PLC0415 - it is loaded beside the keys

        while (request := self._requests.take()) is not None:
            offers = complete(*request, self._values(), notes=self._notes)
            self.app.call_from_thread(self._offer, *request, offers)

    def _offer(self, text: str, cursor: int, offers: Sequence[Completion]) -> None:
        if not self.is_mounted or (text, cursor) != (self.input.value, self.input.cursor_position):
            return
        self._completing.offer(text, cursor, offers)
        self._show_offers()
        if self._step:
            step, self._step = self._step, 0
            self.take(step)

    def take(self, step: int) -> None:
        """Put the next offer into the line, or with -1 the one before; once they are known if they aren't yet."""
        taken = self._completing.take(step)
        if taken is None:
            self._step = step
            return
        self.put(taken.line, taken.cursor)
        self._show_offers()

    def _show_offers(self) -> None:
        completing, line = self._completing, self.input
        shown = completing.at is not None or is_in_filter(line.value, line.cursor_position, notes=self._notes)
        offers = tuple(offer.shown for offer in completing.offers) if shown else ()
        self.query_one(OfferLine).offer(offers, completing.at, "" if line.value else self._hint)
