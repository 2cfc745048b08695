"""Editions that don't have the same blocks in the same order."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.document.model import Block
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.parallel.pairing import shape
from briefing.parallel.rules.case import Case, Text


def differing_blocks(case: Case) -> Iterator[Problem]:
    """Yield the first place at which the kinds of blocks differ between the languages."""
    if len(case.texts) < 2:
        return
    one, two = case.texts.values()
    blocks, others = one.document.blocks, two.document.blocks
    shared = min(len(blocks), len(others))
    at = next((i for i in range(shared) if shape(blocks[i]) != shape(others[i])), shared)
    if at == len(blocks) == len(others):
        return
    yield one.problem(
        _line(one, at),
        "blocks-differ",
        n_("From here on the languages differ: {here} here, {there} in {path}, line {line}."),
        here=_name(blocks, at),
        there=_name(others, at),
        path=two.edition.rel,
        line=_line(two, at),
    )


def _line(text: Text, at: int) -> int:
    """Return the first line of a block, or the last line of a text that has ended."""
    blocks = text.document.blocks
    return blocks[at].lines[0] if at < len(blocks) else blocks[-1].lines[1] if blocks else 1


def _name(blocks: tuple[Block, ...], at: int) -> str:
    if at >= len(blocks):
        return "end"
    block = blocks[at]
    return f"{block.kind.value.replace('_', ' ')} {block.level or ''}".strip()
