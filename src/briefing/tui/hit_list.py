"""Hits as a list: the best first, or those of each briefing together. Pure."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final, NamedTuple, TypeAlias

from briefing.document.model import Lang, Range, other
from briefing.i18n import Translator, n_
from briefing.search.model import Hit
from briefing.search.snippet import snippet
from briefing.text import one_line
from briefing.tui.item_lines import Item, Uneven
from briefing.tui.lines import cut
from briefing.tui.row_text import Piece, beside, cells, fit
from briefing.tui.wrap import wrap

Key: TypeAlias = tuple[str, int, Lang, str]

SIGNS: Final = {"title": "■", "heading": "§", "tag": "#", "summary": "≡"}
"""What stands before a hit outside the text."""
_FIELDS: Final = {"title": n_("Title"), "tag": n_("Tags"), "summary": n_("Summary")}
"""What stands in place of a section's name."""
NARROW: Final = 60
"""Cells below which a text gets a second line and an address its number only."""
_WIDE: Final = 100
"""Cells from which on there is room for long addresses."""


class Group(NamedTuple):
    """The hits of one briefing.

    Attributes:
        briefing: its id.
        title: as its best hit has it.
        hits: in reading order.
    """

    briefing: str
    title: str
    hits: tuple[Hit, ...]


def groups_of(hits: Sequence[Hit]) -> list[Group]:
    """Return the hits by briefing: those with the better best hit first, the hits of each as they are read."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.briefing, []).append(hit)
    return [
        Group(briefing, those[0].title, tuple(sorted(those, key=lambda hit: (hit.row, hit.field == "body"))))
        for briefing, those in found.items()
    ]


def key_of(hit: Hit) -> Key:
    """Return what tells a hit from the others of any answer."""
    return hit.briefing, hit.row, hit.lang, hit.field


class HitList(ABC):
    """What a list of hits shows.

    Attributes:
        hits: in the order in which they are shown.
        heights: where they stand.

    Args:
        hits: in this order.
        tr: language of the interface.
        width: cells of the list.
    """

    LABEL: ClassVar[int] = 0
    """Cells before a text."""

    def __init__(self, hits: Sequence[Hit], tr: Translator, width: int) -> None:
        self.hits = tuple(hits)
        self._tr, self._width = tr, width
        self.heights = Uneven(self._item(index) for index in range(len(self.hits)))

    def index_of(self, hit: Hit | None) -> int | None:
        """Return where a hit stands that may be of another answer, or None."""
        key = key_of(hit) if hit else None
        return next((index for index, each in enumerate(self.hits) if key_of(each) == key), None)

    @abstractmethod
    def lines(self, index: int, width: int) -> list[list[Piece]]:
        """Return the lines of a hit."""

    @abstractmethod
    def _item(self, index: int) -> Item:
        """Return how high a hit is."""

    def _signs(self, _hit: Hit) -> list[Piece]:
        """Return what stands before the text of a hit, on the same line."""
        return []

    def _room(self, hit: Hit, width: int) -> int:
        return max(10, width - self.LABEL - 1 - cells(self._signs(hit)))

    def _height(self, hit: Hit) -> int:
        """Return how many lines a text has: two where they are short and one isn't enough."""
        return 2 if self._width < NARROW and len(hit.text) > self._room(hit, self._width) else 1

    def _body(self, hit: Hit, label: Sequence[Piece], width: int, *, counterpart: bool) -> list[list[Piece]]:
        """Return a text's lines behind a label, and its counterpart's below them."""
        found = []
        before = [*label, *self._signs(hit)]
        for line in _texts(hit.text, hit.ranges, self._room(hit, width), self._height(hit)):
            found.append([*before, *line])
            before = [(" " * cells(before), "")]
        if counterpart and hit.counterpart:
            text, _ = snippet(hit.counterpart, (), max(10, width - self.LABEL - 1))
            found.append([(f"{other(hit.lang)}  ".rjust(self.LABEL), "quiet"), (text, "quiet")])
        return found


class BestFirst(HitList):
    """Each hit with its place above it."""

    LABEL = 7

    def _item(self, index: int) -> Item:
        hit = self.hits[index]
        return Item(2 + self._height(hit) + bool(hit.counterpart))

    def lines(self, index: int, width: int) -> list[list[Piece]]:
        """Return the lines of a hit."""
        hit = self.hits[index]
        label = f"{hit.lang}  ".rjust(self.LABEL)
        return [self._place(hit, width), *self._body(hit, [(label, "accent")], width, counterpart=True)]

    def _place(self, hit: Hit, width: int) -> list[Piece]:
        """Return the line that says where a hit stands, and what else was looked for to find it."""
        slug = "" if width < NARROW else hit.briefing
        section = hit.section or self._tr(_FIELDS.get(hit.field, ""))
        place: list[Piece] = [(f" {SIGNS.get(hit.field, ' ')} ", "accent"), (hit.title, "title")]
        if section and section != hit.title:
            place.append((f" › {section}", "quiet"))
        facts: list[Piece] = [(f" {_address(slug, hit.row, width // (3 if width >= _WIDE else 4))} ", "quiet")]
        return beside(place, [*_widened(hit, " ", width), *facts], width)


class ByBriefing(HitList):
    """Hits below their briefings and sections, like an outline; the two sides of a row show each other."""

    LABEL = 12

    def __init__(self, hits: Sequence[Hit], tr: Translator, width: int) -> None:
        groups = groups_of(hits)
        shown = [hit for group in groups for hit in group.hits]
        self._heads: dict[int, Group] = {}
        self._sections: dict[int, str] = {}
        at = 0
        for group in groups:
            self._heads[at] = group
            at += len(group.hits)
        section = ""
        for index, hit in enumerate(shown):
            section = "" if index in self._heads else section
            if hit.field == "heading":
                section = hit.text
            elif hit.section not in ("", section) and not _are_one_row(shown[index - 1 : index + 1]):
                section = self._sections[index] = hit.section
        super().__init__(shown, tr, width)

    def _item(self, index: int) -> Item:
        lead = (index in self._heads) + (index in self._sections)
        last = index + 1 == len(self.hits) or index + 1 in self._heads
        body = self._is_told_above(self.hits[index]) + self._height(self.hits[index]) + self._shows_counterpart(index)
        return Item(lead + body + last, lead)

    def _is_told_above(self, hit: Hit) -> bool:
        """Return whether the term that was looked for as well has a line of its own."""
        return bool(hit.widened) and self._width < NARROW

    def _is_second(self, index: int) -> bool:
        return index > 0 and _are_one_row(self.hits[index - 1 : index + 1])

    def _shows_counterpart(self, index: int) -> bool:
        return bool(self.hits[index].counterpart) and not self._is_second(index) and not self._is_second(index + 1)

    def _signs(self, hit: Hit) -> list[Piece]:
        sign: list[Piece] = [(f"{SIGNS[hit.field]} ", "accent")] if hit.field in SIGNS else []
        return sign if self._is_told_above(hit) else [*sign, *_widened(hit, "", self._width)]

    def lines(self, index: int, width: int) -> list[list[Piece]]:
        """Return the lines of a hit, below those of its briefing and section where it is the first of them."""
        hit = self.hits[index]
        found = [_head(self._tr, self._heads[index], width)] if index in self._heads else []
        if index in self._sections:
            found.append(fit([(f"  {self._sections[index]}", "quiet")], width - 1))
        if self._is_told_above(hit):
            found.append(_widened(hit, " " * self.LABEL, width))
        number = "" if self._is_second(index) else _address("", hit.row, width)
        label: list[Piece] = [(f"  {number:<6}", "quiet"), (f"{hit.lang}  ", "accent")]
        return [*found, *self._body(hit, label, width, counterpart=self._shows_counterpart(index))]


def hit_list(hits: Sequence[Hit], tr: Translator, width: int, *, by_briefing: bool) -> HitList:
    """Return hits, given the best first, as the list of one of the two orders."""
    return ByBriefing(hits, tr, width) if by_briefing else BestFirst(hits, tr, width)


def _are_one_row(hits: Sequence[Hit]) -> bool:
    """Return whether two hits are the two sides of a row, so that either shows what the other's counterpart would."""
    if len(hits) < 2 or not all(hit.counterpart for hit in hits):
        return False
    return len({(hit.briefing, hit.row, hit.field) for hit in hits}) == 1


def _widened(hit: Hit, before: str, width: int) -> list[Piece]:
    """Return the term that was looked for as well, if there is one."""
    return [(f"{before}≈ {cut(one_line(hit.widened), width // 3)}  ", "accent")] if hit.widened else []


def _head(tr: Translator, group: Group, width: int) -> list[Piece]:
    """Return the heading above the hits of a briefing."""
    count = tr.plural("{count} hit", "{count} hits", len(group.hits))
    right: list[Piece] = [(f" {count} ", "quiet")]
    if width >= NARROW:
        right.append((f" {cut(group.briefing, width // 3)} ", "quiet"))
    return beside([(f" {group.title}", "title")], right, width)


def _address(briefing: str, row: int, width: int) -> str:
    number = f"#{row}"
    return cut(briefing, max(1, width - len(number))) + number if briefing else number


def _texts(text: str, ranges: tuple[Range, ...], width: int, count: int) -> list[list[Piece]]:
    """Return a number of lines with what is around the first match, the matches with their role."""
    line, marks = snippet(text, ranges, width * count - (count - 1) * width // 4)
    if count == 1:
        return [marked(line, marks)]
    cuts = [*wrap(line, width)[:count]]
    found = [marked(line[start:end], tuple(_within(marks, start, end))) for start, end in cuts]
    return found + [[] for _ in range(count - len(found))]


def _within(ranges: Sequence[Range], start: int, end: int) -> Iterator[Range]:
    """Yield what of some ranges lies between two offsets, counted from the first."""
    for a, b in ranges:
        if a < end and b > start:
            yield max(a, start) - start, min(b, end) - start


def marked(text: str, ranges: tuple[Range, ...]) -> list[Piece]:
    """Return `text` as pieces, the ranges with the role of a match."""
    pieces: list[Piece] = []
    at = 0
    for start, end in ranges:
        pieces.extend([(text[at:start], ""), (text[start:end], "match")])
        at = end
    pieces.append((text[at:], ""))
    return [piece for piece in pieces if piece[0]]
