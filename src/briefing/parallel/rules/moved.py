"""Blocks that stand at another place in the other language, where both have the same kinds of blocks throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from briefing.document.model import Block, Kind
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.parallel.pairing import shape
from briefing.parallel.rules.alignment import likeness
from briefing.parallel.rules.case import Case
from briefing.parallel.rules.kinds import KINDS

_STRONG = re.compile(r"\w*\d\w*|[^\W\d_]*[A-Z][^\W\d_]*[A-Z][^\W\d_]*")
"""Numbers, and words with two capital letters: hardly the same in two paragraphs by chance."""
_ALIKE: Final = 0.8
_MARKUP: Final = frozenset({Kind.CODE, Kind.HTML, Kind.RULE, Kind.FOOTNOTE})


def moved_blocks(case: Case) -> Iterator[Problem]:
    """Yield blocks that have nothing in common with their counterpart and nearly all with another of its kind."""
    if case.both is None:
        return
    one, two = case.both
    blocks, others = one.document.blocks, two.document.blocks
    if list(map(shape, blocks)) != list(map(shape, others)):
        return
    ours, theirs = _cues(blocks), _cues(others)
    places: dict[str, list[int]] = {}
    for at, cues in enumerate(theirs):
        for cue in cues:
            places.setdefault(cue, []).append(at)
    for at, cues in enumerate(ours):
        if not theirs[at] or not cues or not cues.isdisjoint(theirs[at]):
            continue
        near = {place for cue in cues if len(places.get(cue, ())) <= len(KINDS) for place in places.get(cue, ())}
        for place in sorted(near):
            fits = likeness(cues, theirs[place]) >= _ALIKE and ours[place].isdisjoint(theirs[place])
            if fits and shape(blocks[at]) == shape(others[place]):
                message = n_("This {kind} stands at another place in {path}: on line {line}.")
                values = {"kind": KINDS[blocks[at].kind], "path": two.edition.rel, "line": others[place].lines[0]}
                yield one.problem(blocks[at].lines[0], "block-moved", message, **values)
                break


def _cues(blocks: Sequence[Block]) -> list[frozenset[str]]:
    """Return what tells each block from others in either language; nothing for code and the like."""
    return [
        frozenset()
        if block.kind in _MARKUP
        else frozenset({*_STRONG.findall(block.text), *(f"{each.mark}{each.target}" for each in block.spans)} - {""})
        for block in blocks
    ]
