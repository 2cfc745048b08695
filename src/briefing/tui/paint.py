"""Lines to tinted text: which roles meet on each character. Pure, and the same for every way to show it.

Roles are names such as "strong", "cursor" or "match"; what they look like is the business of whoever shows them.
Later roles win over earlier ones, so the order here is the order of layers: block, inline markup, notes, sentence,
match, selection.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from briefing.document.model import Block, Kind, Mark
from briefing.tui.shape import Run
from briefing.tui.wrap import width_of

Roles: TypeAlias = tuple[str, ...]


class Tinted(NamedTuple):
    """Characters that look the same.

    Attributes:
        text: what is shown, on one line.
        roles: what it is and what is lit there, lowest layer first.
    """

    text: str
    roles: Roles


PLAIN: Roles = ()


def joined(painted: Iterable[Tinted]) -> list[Tinted]:
    """Return the same text with neighbours of equal roles as one: less to send to the terminal."""
    out: list[Tinted] = []
    for text, roles in painted:
        if out and out[-1].roles == roles:
            out[-1] = Tinted(out[-1].text + text, roles)
        else:
            out.append(Tinted(text, roles))
    return out


_MARK_ROLES = {
    Mark.STRONG: "strong",
    Mark.EMPHASIS: "emphasis",
    Mark.CODE: "inline-code",
    Mark.STRIKE: "strike",
    Mark.LINK: "link",
    Mark.IMAGE: "image",
    Mark.HTML: "html",
}


_DECORATIONS = frozenset({"reference", "path", "hyphen"})
"""Runs that are lit like the text they stand in."""


class Highlight(NamedTuple):
    """A role over a range of a block's plain text."""

    start: int
    end: int
    role: str


def block_role(block: Block) -> str:
    """Return the role of a block's own text, or "" for plain prose."""
    if block.kind is Kind.HEADING:
        return f"heading-{min(block.level, 4)}"
    if block.kind is Kind.DEFINITION:
        return "term" if block.level == 0 else ""
    return {Kind.QUOTE: "quote", Kind.CODE: "code", Kind.HTML: "html", Kind.FOOTNOTE: "footnote"}.get(block.kind, "")


def paint_line(
    line: Sequence[Run],
    block: Block,
    highlights: Sequence[Highlight],
    width: int,
    base: Roles = PLAIN,
) -> list[Tinted]:
    """Return the text of one line, exactly `width` cells.

    Args:
        line: from `layout.block_lines`, not wider than `width`.
        block: the block it belongs to.
        highlights: over the block's plain text, lowest layer first.
        width: cells.
        base: roles under everything, such as "peek".
    """
    own = block_role(block)
    ground = (*base, own) if own else base
    painted: list[Tinted] = []
    used = 0
    for run in line:
        used += width_of(run.text)
        if run.role == "space":
            painted.append(Tinted(run.text, ground))
        elif run.role and run.role not in _DECORATIONS:
            painted.append(Tinted(run.text, (*base, run.role)))
        else:
            painted.extend(_paint_run(run, block, highlights, ground))
    if used < width:
        # The line under a heading ends with its words; the ground of code goes on to the edge.
        painted.append(Tinted(" " * (width - used), base if block.kind is Kind.HEADING else ground))
    return painted


def _paint_run(run: Run, block: Block, highlights: Sequence[Highlight], ground: Roles) -> list[Tinted]:
    if run.role:
        # A footnote's number belongs to the character before it, so that it is lit with its sentence.
        at = run.start if run.role == "hyphen" else max(0, run.start - 1)
        roles = [h.role for h in highlights if h.start <= at < h.end]
        return [Tinted(run.text, (*ground, run.role, *roles))]
    start, end = run.start, run.start + len(run.text)
    layers = [(s.start, s.end, _MARK_ROLES[s.mark]) for s in block.spans if s.mark in _MARK_ROLES]
    layers.extend((cell.start, cell.end, "strong") for cell in (block.table[0] if block.table else ()))
    layers.extend(highlights)
    layers = [layer for layer in layers if layer[0] < end and layer[1] > start]
    if not layers:
        return [Tinted(run.text, ground)]
    cuts = sorted({start, end, *(min(max(edge, start), end) for layer in layers for edge in layer[:2])})
    return [
        Tinted(run.text[a - start : b - start], (*ground, *(role for s, e, role in layers if s <= a < e)))
        for a, b in pairwise(cuts)
    ]
