"""The one-line bars and the scroll bar as tinted text. Pure, and the same for every way to show it."""

from __future__ import annotations

from typing import Final, NamedTuple

from briefing.text import one_line
from briefing.tui.paint import PLAIN, Tinted
from briefing.tui.wrap import width_of, wrap_verbatim

BETWEEN: Final = "   "
"""What stands between two keys."""


class Shown(NamedTuple):
    """A key as it stands in a bar.

    Attributes:
        key: its name.
        label: what it does.
    """

    key: str
    label: str

    @property
    def width(self) -> int:
        """Cells that it takes."""
        return width_of(self.key) + 1 + width_of(self.label)


def top_line(left: str, right: str, width: int, ground: str = "panel") -> list[Tinted]:
    """Return a title on the left and facts on the right; the title gives way when there is little room.

    Args:
        left: the title.
        right: the facts.
        width: cells.
        ground: role under all of it.
    """
    room = max(1, width - 2)
    left, right = one_line(left), one_line(right)
    right = cut(right, max(0, room - min(width_of(left), room // 2) - 2))
    left = cut(left, max(0, room - width_of(right) - 2))
    gap = max(0, room - width_of(left) - width_of(right))
    painted = [
        Tinted(" ", (ground,)),
        Tinted(left, (ground, "title")),
        Tinted(" " * gap, (ground,)),
        Tinted(right, (ground,)),
        Tinted(" ", (ground,)),
    ]
    return [each for each in painted if each.text]


def fitting(keys: list[Shown], width: int) -> list[int]:
    """Return which keys fit into a bar, from the left; the last two, back and help, always stay."""
    kept = list(range(len(keys)))
    cells = [key.width + len(BETWEEN) for key in keys]
    while len(kept) > 2 and sum(cells[index] for index in kept) - len(BETWEEN) > width - 2:
        del kept[-3]
    return kept


def key_line(keys: list[Shown], width: int, ground: str = "panel") -> list[Tinted]:
    """Return keys that fit, one after the other, on a ground."""
    painted = [Tinted(" ", (ground,))]
    for key in keys:
        painted.append(Tinted(key.key, (ground, "title")))
        painted.append(Tinted(f" {key.label}{BETWEEN}", (ground, "quiet")))
    return exactly(painted, width)


def exactly(painted: list[Tinted], width: int) -> list[Tinted]:
    """Return a line of exactly `width` cells: cut, or filled up in the look of its last text."""
    out: list[Tinted] = []
    left = width
    for text, roles in painted:
        cells = width_of(text)
        if cells > left:
            text = cut(text, left, "")  # noqa: PLW2901 - the rest of the line is this
            cells = width_of(text)
        if text:
            out.append(Tinted(text, roles))
            left -= cells
    roles = painted[-1].roles if painted else PLAIN
    return [*out, Tinted(" " * left, roles[:1])] if left else out


def cut(text: str, width: int, sign: str = "…") -> str:
    """Return text of at most `width` cells, with a sign where something is left out."""
    if width_of(text) <= width:
        return text
    if width <= len(sign):
        return sign[:width]
    return text[: wrap_verbatim(text, width - len(sign))[0][1]] + sign if width - len(sign) > 1 else sign


def thumb(height: int, total: int, top: int) -> range:
    """Return the cells of the scroll bar that show where the screen is in the text; none where all of it shows.

    Args:
        height: lines of the screen, and cells of the bar.
        total: lines of the text.
        top: the line at the top of the screen.
    """
    if total <= height or height < 2:
        return range(0)
    size = max(1, height * height // total)
    start = round(top / (total - height) * (height - size))
    return range(max(0, min(start, height - size)), max(0, min(start, height - size)) + size)
