"""What is lit in the text: notes, the current sentence and its counterpart, matches, the selection. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from briefing.document.model import BlockKey, Kind, Lang, Range
from briefing.parallel.bitext import Bitext
from briefing.parallel.model import SURE, UNSURE
from briefing.tui.navigate import Passage, Place, counterpart_places, sentence_range
from briefing.tui.paint import Highlight

if TYPE_CHECKING:
    from briefing.tui.syntax import Colours

Spotted: TypeAlias = tuple[Lang, BlockKey]
"""A block of one side."""


class Mark(NamedTuple):
    """A note's range in one block.

    Attributes:
        start, end: range in the block's plain text; empty where a note last stood whose passage is gone.
        note: the note's id.
        category: what the mark means; the suffix of its role.
        sign: one cell for the margin.
        own: whether the note was made here, not on the counterpart.
        sure: whether it is shown without reserve: the text may have changed, or the counterpart may be another one.
    """

    start: int
    end: int
    note: str
    category: str
    sign: str
    own: bool = True
    sure: bool = True

    @property
    def role(self) -> str:
        """What its characters look like."""
        return ("note" if self.own else "note-other") + ("" if self.sure else "-unsure")


class Selection(NamedTuple):
    """Words or sentences chosen in one language.

    Attributes:
        lang: its language; a selection never crosses into the other one.
        anchor: passage where it began.
        head: passage that moved last.
        growing: whether moving extends it.
    """

    lang: Lang
    anchor: Passage
    head: Passage
    growing: bool = False

    @property
    def passage(self) -> Passage:
        """All of it."""
        return min(self.anchor[0], self.head[0]), max(self.anchor[1], self.head[1])


class Matches(NamedTuple):
    """What find-in-text found.

    Attributes:
        ranges: ranges in the plain text of each block that has any.
        current: (language, block, index of the range) of the match that the reader is on.
    """

    ranges: Mapping[Spotted, Sequence[Range]] = MappingProxyType({})
    current: tuple[Lang, BlockKey, int] | None = None


@dataclass(slots=True)
class Lights:
    """All that is lit in one bitext; asks are answered block by block and kept until something changes."""

    bitext: Bitext
    cursor: Place | None = None
    marks: Mapping[Spotted, Sequence[Mark]] = field(default_factory=dict)
    matches: Matches = field(default_factory=Matches)
    selection: Selection | None = None
    colours: Colours | None = None
    uncoloured: set[Spotted] = field(default_factory=set)
    _known: dict[Spotted, list[Highlight]] = field(default_factory=dict)

    def changed(self) -> None:
        """Forget the answers given so far."""
        self._known.clear()

    def marks_of(self, lang: Lang, block: BlockKey) -> Sequence[Mark]:
        """Return the notes on a block."""
        return self.marks.get((lang, block), ())

    def of(self, lang: Lang, block: BlockKey) -> list[Highlight]:
        """Return the highlights of a block, lowest layer first."""
        known = self._known.get((lang, block))
        if known is None:
            known = self._known[lang, block] = [
                *self._code(lang, block),
                *self._notes(lang, block),
                *self._sentence(lang, block),
                *self._found(lang, block),
                *self._selected(lang, block),
            ]
        return known

    def _code(self, lang: Lang, block: BlockKey) -> list[Highlight]:
        """Return the colours of code, if they are known; else note that somebody would like to see them."""
        code = self.bitext.texts[lang].block(block)
        if code.kind is not Kind.CODE or not code.info or self.colours is None:
            return []
        spans = self.colours.known(code.text, code.info)
        if spans is None:
            self.uncoloured.add((lang, block))
        return [Highlight(span.start, span.end, span.role) for span in spans or ()]

    def _notes(self, lang: Lang, block: BlockKey) -> list[Highlight]:
        return [Highlight(m.start, m.end, m.role) for m in self.marks_of(lang, block) if m.start < m.end]

    def _sentence(self, lang: Lang, block: BlockKey) -> list[Highlight]:
        cursor = self.cursor
        if cursor is None:
            return []
        if lang == cursor.lang:
            return [Highlight(*sentence_range(self.bitext, cursor), "cursor")] if block == cursor.block else []
        places, confidence = counterpart_places(self.bitext, cursor)
        if confidence < UNSURE:
            return []
        role = "counterpart" if confidence >= SURE else "unsure"
        return [Highlight(*sentence_range(self.bitext, place), role) for place in places if place.block == block]

    def _found(self, lang: Lang, block: BlockKey) -> list[Highlight]:
        current = self.matches.current
        return [
            Highlight(start, end, "match-current" if current == (lang, block, index) else "match")
            for index, (start, end) in enumerate(self.matches.ranges.get((lang, block), ()))
        ]

    def _selected(self, lang: Lang, block: BlockKey) -> list[Highlight]:
        if self.selection is None or self.selection.lang != lang:
            return []
        first, last = self.selection.passage
        if not first.block <= block <= last.block:
            return []
        start = first.offset if block == first.block else 0
        end = last.offset if block == last.block else len(self.bitext.texts[lang].block(block).text)
        return [Highlight(start, end, "selection")] if start < end else []
