"""Hyphenation patterns: where a word may be broken. Pure but for reading the dictionary's file.

Liang's algorithm ("Word Hy-phen-a-tion by Com-put-er", 1983) over Hunspell dictionaries. The German one has two levels:
the seams of compounds first, then the syllables between them, as libhyphen reads it. Pyphen's own reader takes both
levels for one, which cuts single consonants off (Fort-s-chritt, Druck-e-r-zeug-nis), and needs 0.4 s for German; so
only its files are used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeAlias

Level: TypeAlias = Mapping[str, str]
"""Patterns by their letters."""

_DIGITS: Final = b"0123456789"
_VOWELS: Final = frozenset("aeiouyäöüàáâãåæèéêëìíîïòóôõøùúûýÿœ")
_END: Final = 2
"""Letters that patterns leave together at both ends of a word or a compound's part, as the dictionaries ask."""
_SEAM_PART: Final = 3
_SEAM_END: Final = 4
"""Letters from a seam to the next ones, and to the word's ends, from which it is believed though syllables deny it."""


def read_levels(file: Path) -> tuple[Level, ...]:
    """Read a Hunspell dictionary of patterns.

    Args:
        file: "hyph_*.dic", whose first line names its encoding.

    Returns:
        One mapping or two: for two, the first has the seams of compounds.

    Raises:
        OSError: the file can't be read.
    """
    encoding, _, body = file.read_bytes().partition(b"\n")
    name = encoding.decode("ascii").strip()
    return tuple(_level(part, name) for part in body.split(b"NEXTLEVEL\n"))


def _level(body: bytes, encoding: str) -> Level:
    # Comments and settings become patterns that no word in lower-case letters has.
    letters = body.translate(None, _DIGITS).decode(encoding).split("\n")
    return dict(zip(letters, body.decode(encoding).split("\n"), strict=True))


def break_points(word: str, levels: Sequence[Level]) -> tuple[int, ...]:
    """Return the offsets in `word`, which is in lower case, before which it may be broken, in order.

    The two levels of a compound must agree, or the first one must cut off whole words; a part without a vowel is never
    cut off, nor is one vowel alone (Mil-lio-nen, not Mil-li-o-nen).
    """
    syllables = set(_liang(word, levels[-1]))
    if len(levels) > 1:
        seams = _liang(word, levels[0])
        edges = (0, *seams, len(word))
        inner = {start + at for start, end in pairwise(edges) for at in _liang(word[start:end], levels[-1])}
        whole = {
            seam
            for before, seam, after in zip(edges, edges[1:], edges[2:], strict=False)
            if min(seam - before, after - seam) >= _SEAM_PART and min(seam, len(word) - seam) >= _SEAM_END
        }
        syllables = (syllables & (inner | set(seams))) | whole
    return _pronounced(word, syllables)


def _liang(word: str, level: Level) -> list[int]:
    dotted = f".{word}."
    size = len(dotted)
    marks = [0] * (size + 1)
    for start in range(size):
        for end in range(start + 1, size + 1):
            pattern = level.get(dotted[start:end])
            if pattern is not None:
                at = start
                for char in pattern:
                    if "0" <= char <= "9":
                        marks[at] = max(marks[at], int(char))
                    else:
                        at += 1
    return [at - 1 for at in range(_END + 1, size - _END) if marks[at] % 2]


def _pronounced(word: str, points: Iterable[int]) -> tuple[int, ...]:
    kept = set(points)
    for start, end in pairwise((0, *sorted(kept), len(word))):
        if _VOWELS.isdisjoint(word[start:end]):
            kept -= {start, end}
    for start, end in pairwise((0, *sorted(kept), len(word))):
        if end - start == 1:
            kept.discard(start)
    return tuple(sorted(kept))
