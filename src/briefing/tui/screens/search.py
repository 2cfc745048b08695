"""Search over the library: results as you type, the newest query wins, Enter lands on the sentence."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Label

from briefing.document.model import Range
from briefing.search.model import Answer, Hit
from briefing.search.snippet import snippet
from briefing.tui.bindings import bindings_for
from briefing.tui.desk import Desk
from briefing.tui.messages import OpenBriefing
from briefing.tui.screens.base import DeskScreen
from briefing.tui.screens.picker import fit
from briefing.tui.widgets.bars import TopBar
from briefing.tui.widgets.row_list import ItemLines, Piece, RowList

_LIMIT = 60
_FIELDS = {"title": "■", "heading": "§", "tag": "#", "body": " "}


class SearchScreen(DeskScreen):
    """One line to type in, and the hits below.

    Args:
        desk: services.
        query: what stands in the line first.
    """

    NAME = "search"
    CSS_PATH = "../lists.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("search")]

    def __init__(self, desk: Desk, query: str = "") -> None:
        super().__init__(desk)
        self.query_text = query
        self._hits: tuple[Hit, ...] = ()
        self._answered = ""
        self._open_when_answered = False

    def compose(self) -> ComposeResult:
        """Build the frame."""
        yield TopBar(self.tr("Search"))
        with Horizontal(id="ask"):
            yield Label("›", classes="sign")
            yield Input(self.query_text, placeholder=self.tr("a few letters, in German or English"), compact=True)
        yield RowList(self._lines, 4)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(RowList).can_focus = False
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.query_text = event.value
        self._open_when_answered = False
        if event.value.strip():
            self._search(event.value)
        else:
            self.workers.cancel_group(self, "search")
            self._show(Answer(event.value, (), 0.0))

    @work(thread=True, exclusive=True, group="search")
    def _search(self, text: str) -> None:
        if text == self.query_text:
            self.app.call_from_thread(self._show, self.desk.engine.search(text, _LIMIT))

    def _show(self, answer: Answer) -> None:
        """Show the hits of a query, unless another one was typed meanwhile."""
        if answer.query != self.query_text or not self.is_mounted:
            return
        self._hits, self._answered = answer.hits, answer.query
        self.query_one(RowList).fill(len(answer.hits))
        count = self.tr.plural("{count} hit", "{count} hits", len(answer.hits))
        if len(answer.hits) == _LIMIT:
            count = self.tr("the best {count} hits", count=_LIMIT)
        self.query_one(TopBar).say(self.tr("Search"), count if answer.query.strip() else "")

        if self._open_when_answered:
            self._open_when_answered = False
            self.action_open()

    def on_library_changed(self) -> None:
        """Search again in what is indexed now."""
        if self.query_text.strip():
            self._search(self.query_text)

    def _lines(self, index: int, width: int) -> ItemLines:
        hit = self._hits[index]
        room = max(10, width - 7)
        where = [(f" {_FIELDS.get(hit.field, ' ')} ", "accent"), (hit.title, "title")]
        if hit.section and hit.section != hit.title:
            where.append((f" › {hit.section}", "quiet"))
        where.append((f"  {hit.briefing}#{hit.row}", "quiet"))
        text, ranges = snippet(hit.text, hit.ranges, room)
        lines: list[list[Piece]] = [fit(where, width - 1), [(f"   {hit.lang}  ", "accent"), *marked(text, ranges)]]
        if hit.counterpart:
            other, _ = snippet(hit.counterpart, (), room)
            lines.append([("   " + ("en" if hit.lang == "de" else "de") + "  ", "quiet"), (other, "quiet")])
        return [*lines, []]

    @on(RowList.Chosen)
    @on(Input.Submitted)
    def action_open(self) -> None:
        """Land on the highlighted hit; when Enter comes before the answer, on its first one."""
        if self._answered != self.query_text:
            self._open_when_answered = True
            return
        index = self.query_one(RowList).index
        if index is not None:
            hit = self._hits[index]
            ranges = hit.ranges if hit.field != "tag" else ()
            self.post_message(OpenBriefing(hit.briefing, hit.row, hit.lang, ranges))

    def action_line_down(self) -> None:
        """To the next hit."""
        self.query_one(RowList).action_line_down()

    def action_line_up(self) -> None:
        """To the previous hit."""
        self.query_one(RowList).action_line_up()

    def action_page_down(self) -> None:
        """One page down."""
        self.query_one(RowList).action_page_down()

    def action_page_up(self) -> None:
        """One page up."""
        self.query_one(RowList).action_page_up()


def marked(text: str, ranges: tuple[Range, ...]) -> list[Piece]:
    """Return `text` as pieces, the ranges with the role of a match."""
    pieces: list[Piece] = []
    at = 0
    for start, end in ranges:
        pieces.extend([(text[at:start], ""), (text[start:end], "match")])
        at = end
    pieces.append((text[at:], ""))
    return [piece for piece in pieces if piece[0]]
