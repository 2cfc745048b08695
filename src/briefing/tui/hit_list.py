"""Hits as a list: the best first, or those of each briefing together. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from briefing.document.model import Lang, Range, other
from briefing.i18n import Translator, n_
from briefing.search.model import Hit
from briefing.search.snippet import snippet
from briefing.text import one_line
from briefing.tui.item_lines import Item, Uneven
from briefing.tui.lines import cut
from briefing.tui.row_text import Piece, beside
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


class HitList:
    """What the list of hits shows.

    Attributes:
        hits: in the order in which they are shown.

    Args:
        hits: the best first.
        tr: language of the interface.
        width: cells of the list.
        by_briefing: whether the hits of a briefing stand together.
    """

    def __init__(self, hits: Sequence[Hit], tr: Translator, width: int, *, by_briefing: bool) -> None:
        self._tr, self._width = tr, width
        self._heads: dict[int, Group] = {}
        self.hits: tuple[Hit, ...] = tuple(hits)
        if by_briefing:
            shown: list[Hit] = []
            for group in groups_of(hits):
                self._heads[len(shown)] = group
                shown += group.hits
            self.hits = tuple(shown)
        self.heights = Uneven(self._item(index) for index in range(len(self.hits)))

    def index_of(self, hit: Hit | None) -> int | None:
        """Return where a hit stands that may be of another answer, or None."""
        key = key_of(hit) if hit else None
        return next((index for index, each in enumerate(self.hits) if key_of(each) == key), None)

    def _item(self, index: int) -> Item:
        body = self._texts(self.hits[index]) + self._shows_place(index) + self._shows_counterpart(index)
        if not self._heads:
            return Item(body + 1)
        lead = 1 if index in self._heads else 0
        last = index + 1 == len(self.hits) or index + 1 in self._heads
        return Item(lead + body + last, lead)

    def _room(self, width: int) -> int:
        """Return the cells that a text has behind the name of its language."""
        return max(10, width - self._label - 1)

    @property
    def _label(self) -> int:
        return 9 if self._heads else 7

    def _texts(self, hit: Hit) -> int:
        """Return how many lines a text has: two where they are short and one isn't enough."""
        return 2 if self._width < NARROW and len(hit.text) > self._room(self._width) else 1

    def _is_row_of(self, index: int, other_index: int) -> bool:
        """Return whether two hits of a briefing are the two sides of a row, so that one shows what the other would."""
        if not self._heads or not 0 <= other_index < len(self.hits):
            return False
        one, two = self.hits[index], self.hits[other_index]
        same = (one.briefing, one.row, one.field) == (two.briefing, two.row, two.field)
        return same and bool(one.counterpart and two.counterpart)

    def _shows_place(self, index: int) -> bool:
        return not self._is_row_of(index, index - 1)

    def _shows_counterpart(self, index: int) -> bool:
        beside = self._is_row_of(index, index - 1) or self._is_row_of(index, index + 1)
        return bool(self.hits[index].counterpart) and not beside

    def lines(self, index: int, width: int) -> list[list[Piece]]:
        """Return the lines of a hit."""
        hit = self.hits[index]
        head = [_head(self._tr, self._heads[index], width)] if index in self._heads else []
        label = f"   {hit.lang}".ljust(self._label)
        lines = [*head, *([self._place(hit, width)] if self._shows_place(index) else [])]
        room = self._room(width)
        for line in _texts(hit.text, hit.ranges, room, self._texts(hit)):
            lines.append([(label, "accent"), *line])
            label = " " * len(label)
        if hit.counterpart and self._shows_counterpart(index):
            text, _ = snippet(hit.counterpart, (), room)
            lines.append([(f"   {other(hit.lang)}".ljust(self._label), "quiet"), (text, "quiet")])
        return lines

    def _place(self, hit: Hit, width: int) -> list[Piece]:
        """Return the line that says where a hit stands, and what else was looked for to find it."""
        facts: list[Piece] = []
        if hit.widened:
            facts.append((f" ≈ {cut(one_line(hit.widened), width // 3)} ", "accent"))
        sign = SIGNS.get(hit.field, " ")
        section = hit.section or self._tr(_FIELDS.get(hit.field, ""))
        if self._heads:
            number = f"   {_address('', hit.row, width):<6}"
            return beside([(number, "quiet"), (f"{sign} ".lstrip(), "accent"), (section, "quiet")], facts, width)
        slug = "" if width < NARROW else hit.briefing
        facts.append((f" {_address(slug, hit.row, width // (3 if width >= _WIDE else 4))} ", "quiet"))
        place: list[Piece] = [(f" {sign} ", "accent"), (hit.title, "title")]
        if section and section != hit.title:
            place.append((f" › {section}", "quiet"))
        return beside(place, facts, width)


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
