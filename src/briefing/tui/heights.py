"""How many screen lines texts take, before they are parsed. Pure.

Estimates come from the length of the source alone, so that the scroll bar is about right for a text of any size at
once. The factors are the averages of real and made texts; errors of single chunks even out over a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from briefing.document.model import Lang
from briefing.parallel.bitext import Bitext
from briefing.tui.columns import Columns, View

_FILLED: Final = 0.93
"""Part of a line that running text fills: the last word of each rarely fits exactly."""
_ITEM: Final = 80
"""Bytes of source that a list item, a table row or a quoted paragraph has on average."""
_CODE_LINE: Final = 26
"""Bytes of source that a line of code has on average."""


def estimate(bitext: Bitext, columns: Columns) -> list[int]:
    """Return about how many lines each stretch takes, the blank line above it included."""
    alone = {lang: _by_chunk(bitext, lang, columns.width) for lang in bitext.langs}
    lead = columns.langs[0]
    if len(bitext.langs) == 1 or columns.view not in {View.BOTH, View.STACKED}:
        return _by_stretch(bitext.chunks(lead), alone[lead])
    de, en = (_by_stretch(bitext.chunks(lang), alone[lang]) for lang in columns.langs)
    if columns.view is View.BOTH:
        return [one if one > two else two for one, two in zip(de, en, strict=True)]
    return [one + two for one, two in zip(de, en, strict=True)]


def _by_stretch(chunks: Sequence[int], lines: list[int]) -> list[int]:
    if isinstance(chunks, range):
        return lines
    return [lines[chunk] if chunk >= 0 else 0 for chunk in chunks]


def _by_chunk(bitext: Bitext, lang: Lang, width: int) -> list[int]:
    """Return the estimate for each chunk of one language."""
    text = bitext.texts[lang]
    prose = max(1.0, width * _FILLED)
    item = _ITEM / (1 + _ITEM / prose)
    divisors = [prose] * 256
    for shape in b"loqd":
        divisors[shape] = item
    divisors[ord("t")] = _ITEM / 2
    divisors[ord("c")] = _CODE_LINE
    return [2 + int(size / divisors[shape]) for size, shape in zip(text.sizes(), text.shapes, strict=True)]
