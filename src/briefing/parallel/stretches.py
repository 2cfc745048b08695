"""Which chunks of two texts belong together, by what each begins with; needs no text to be parsed.

Headings anchor sections; in them chunks pair by position while their shapes agree, from both ends. Linear in the number
of chunks. It knows no words of either language; what doesn't fit stays one-sided rather than being guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from briefing.document.model import Lang, Range

SAME_DOCUMENT: Final = 1.0
"""Confidence where both documents have the same sequence of shapes throughout."""
SAME_SECTION: Final = 0.9
"""Confidence in a section whose sequences are the same."""
SAME_EDGE: Final = 0.6
"""Confidence at the beginning and end of a section whose sequences differ."""

_HEADINGS: Final = b"123456"


class Stretches(NamedTuple):
    """The chunks of one or two texts in reading order, those that belong together side by side.

    Attributes:
        de, en: for each stretch, the index of that side's chunk, or -1; ascending where there is one.
        confidences: 0-1 for each stretch; 0 when one side has no chunk.
        of_de, of_en: for each chunk of that side, its stretch.
    """

    de: Sequence[int]
    en: Sequence[int]
    confidences: Sequence[float]
    of_de: Sequence[int]
    of_en: Sequence[int]

    @property
    def size(self) -> int:
        """The number of stretches."""
        return len(self.de)

    def side(self, lang: Lang) -> Sequence[int]:
        """Return the chunks of one language, stretch by stretch."""
        return self.de if lang == "de" else self.en

    def of(self, lang: Lang) -> Sequence[int]:
        """Return the stretches of one language's chunks."""
        return self.of_de if lang == "de" else self.of_en


def plan(de: bytes | None, en: bytes | None) -> Stretches:
    """Return which chunks stand side by side.

    Args:
        de: a letter for the shape of each German chunk, or None where there is no German text.
        en: the same for the English one.
    """
    if de is None or en is None:
        only, none = range(len(de or en or b"")), [-1] * len(de or en or b"")
        confidences = [0.0] * len(only)
        here: tuple[Sequence[int], Sequence[int]] = (only, only)
        gone: tuple[Sequence[int], Sequence[int]] = (none, ())
        (german, of_de), (english, of_en) = (gone if side is None else here for side in (de, en))
        return Stretches(german, english, confidences, of_de, of_en)
    if de == en:
        both = range(len(de))
        return Stretches(both, both, [SAME_DOCUMENT] * len(de), both, both)
    found = list(_match(de, en))
    of_de, of_en = [0] * len(de), [0] * len(en)
    for stretch, (one, two, _) in enumerate(found):
        if one >= 0:
            of_de[one] = stretch
        if two >= 0:
            of_en[two] = stretch
    ones, twos, confidences = ([each[side] for each in found] for side in range(3))
    return Stretches([int(x) for x in ones], [int(x) for x in twos], confidences, of_de, of_en)


def _match(de: bytes, en: bytes) -> Iterator[tuple[int, int, float]]:
    """Yield (German chunk or -1, English chunk or -1, confidence) in reading order."""
    for (start, end), (other_start, other_end) in _sections(de, en):
        same = de[start:end] == en[other_start:other_end]
        front, back = agreeing(de[start:end], en[other_start:other_end])
        confidence = SAME_SECTION if same else SAME_EDGE
        for step in range(front):
            yield start + step, other_start + step, confidence
        for index in range(start + front, end - back):
            yield index, -1, 0.0
        for index in range(other_start + front, other_end - back):
            yield -1, index, 0.0
        for step in range(back, 0, -1):
            yield end - step, other_end - step, confidence


def _sections(de: bytes, en: bytes) -> Iterator[tuple[Range, Range]]:
    """Yield the stretches between matched headings; each begins with one, but for the first."""
    from briefing.parallel.matching import match_sequences  # noqa: PLC0415 - most translations have the same shape

    de_headings = [index for index, shape in enumerate(de) if shape in _HEADINGS]
    en_headings = [index for index, shape in enumerate(en) if shape in _HEADINGS]
    matches = match_sequences([de[index] for index in de_headings], [en[index] for index in en_headings])
    cuts = [(0, 0), *((de_headings[i], en_headings[j]) for i, j in matches), (len(de), len(en))]
    for (start, other_start), (end, other_end) in pairwise(cuts):
        yield (start, end), (other_start, other_end)


def agreeing(first: Sequence[object], second: Sequence[object]) -> tuple[int, int]:
    """Return how many entries agree from the front of two sequences, and then from the back of what is left."""
    limit = min(len(first), len(second))
    front = next((at for at in range(limit) if first[at] != second[at]), limit)
    limit -= front
    back = next((at for at in range(limit) if first[-1 - at] != second[-1 - at]), limit)
    return front, back
