"""From one typed word to the words of the library that it may mean, each with a weight and the part that matched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

from briefing.search.keyboard import plausibility
from briefing.search.query import Term
from briefing.search.vocabulary import Vocabulary

_PART = 4
"""Letters that a word needs to be found inside another; shorter ones would be in half of all words."""
_CORRECTED = 3
"""Letters that a word needs to be corrected."""
_TWO_LOST = 6
"""Letters of a word of which two may have been lost, where no word is nearer: what was meant has eight."""
_PART_CORRECTED = 7
"""Letters that a word needs to be a misspelt part; shorter nonsense would be found in some compound."""
_LONG_PART = 9
"""Letters from which on a misspelt part may have two errors."""
_MOST = 400
"""Longer words, or compounds, that one word may stand for: the most frequent ones."""
_MOST_BEGUN = (0, 60, 120, 240)
"""The same for what one, two or three letters begin: the next letter decides, and these are typed before each word."""
_BY_EDITS = (1.0, 0.72, 0.5, 0.35)
_FARTHER = 0.4
"""What is left of a correction's weight when another one is nearer."""
_CORRECTIONS = 3
"""Best corrections that stand for longer words and compounds in turn."""
_HALVES = 3000
_PART_BY_EDITS = (0.4, 0.35, 0.25)


@dataclass(frozen=True, slots=True)
class Match:
    """Why a word of the library answers a word of the query.

    Attributes:
        weight: 0-1, how well it does: the word itself 1, then longer words, compounds, misspellings.
        part: the letters of it that match; the whole word for a correction.
    """

    weight: float
    part: str


Expansion = dict[str, Match]
"""Words of the library by the word itself."""


def expand(vocabulary: Vocabulary, term: Term, *, deep: bool) -> Expansion:
    """Return the words of the library that `term` may mean.

    The word itself, longer words and compounds; corrections only if there are none of those, or when `deep`.

    Args:
        vocabulary: the words there are.
        term: the typed word.
        deep: look for corrections even of a word that is in the library: no row has all words as they were typed.
    """
    word = term.word
    found: Expansion = {}
    if word in vocabulary:
        found[word] = Match(1.0, word)
    if term.literal:
        return found
    _put(found, _longer(vocabulary, word, last=term.last))
    if (deep or not found) and len(word) >= _CORRECTED and not word.isdigit():
        _put(found, _corrected(vocabulary, term))
    return found


def _put(found: Expansion, more: Iterable[tuple[str, Match]]) -> None:
    """Add matches; the better one stays."""
    for word, match in more:
        known = found.get(word)
        if known is None or known.weight < match.weight:
            found[word] = match


def _longer(vocabulary: Vocabulary, word: str, *, last: bool) -> Iterable[tuple[str, Match]]:
    """Yield words that begin with `word`, and words with it inside or at the end (parts of compounds)."""
    if len(word) >= (2 if last else _PART):
        base = 0.62 if last else 0.55
        most = _MOST_BEGUN[len(word)] if len(word) < len(_MOST_BEGUN) else _MOST
        for longer in vocabulary.beginning(word, most):
            yield longer, Match(base + 0.33 * len(word) / len(longer), word)
    if len(word) >= _PART:
        for longer in vocabulary.containing(word, _MOST):
            end = 1.15 if longer.endswith(word) else 1.0
            yield longer, Match(0.75 * (0.7 + 0.3 * len(word) / len(longer)) * end, word)


def _edits(word: str) -> int:
    return 1 if len(word) < 7 else 2 if len(word) < 12 else 3


def _figures(word: str) -> str:
    """Return the digits of a word: another figure is another thing, not a misspelling ("llama3" is not "llama2")."""
    return "".join(filter(str.isdigit, word))


def _corrected(vocabulary: Vocabulary, term: Term) -> Iterable[tuple[str, Match]]:
    """Yield near spellings, what the best of them stand for in turn, and compounds with a misspelt part."""
    word = term.word
    edits = _edits(word)
    near = _near(vocabulary, word, edits)
    if term.spelling != word and term.spelling.isascii():
        # Here "ae" may be no umlaut but a letter too much: "oytpaed" is two letters away from "outpaced".
        for other, distance in _near(vocabulary, term.spelling, edits).items():
            near[other] = min(distance, near.get(other, distance))
        near.pop(word, None)
    if not near and len(word) == _TWO_LOST:
        two = (other for other in vocabulary.near(word, 2) if len(other) == len(word) + 2 and other[0] == word[0])
        near = {other: 2 for other in two if _figures(other) == _figures(word)}
    nearest = min(near.values(), default=edits)
    weights = {
        other: _BY_EDITS[distance]
        * (0.75 + 0.25 * JaroWinkler.normalized_similarity(word, other))
        * plausibility(word, other)
        * (_FARTHER if distance > nearest else 1.0)
        for other, distance in near.items()
    }
    for other, weight in weights.items():
        yield other, Match(weight, other)
    best = sorted(weights, key=lambda other: (-weights[other], -vocabulary.count(other), other))
    for other in best[:_CORRECTIONS]:
        for longer, match in _longer(vocabulary, other, last=term.last):
            yield longer, Match(match.weight * weights[other] * 0.9, match.part)
    if term.last and len(word) >= _PART:
        yield from _begun(vocabulary, word, 1 if len(word) < _LONG_PART else edits)
    if len(word) >= _PART_CORRECTED:
        yield from _misspelt_part(vocabulary, word, _FARTHER if near and nearest == 1 else 1.0)


def _near(vocabulary: Vocabulary, word: str, edits: int) -> dict[str, int]:
    """Return the near spellings that the word may be meant for."""
    figures = _figures(word)
    near = {other: distance for other, distance in vocabulary.near(word, edits).items() if _figures(other) == figures}
    if len(word) >= _PART:
        return near
    # Nearly all words of three letters are one letter apart: only a lost or swapped letter after the first counts.
    letters = sorted(word)
    return {
        other: distance
        for other, distance in near.items()
        if other[0] == word[0] and (len(other) > len(word) or sorted(other) == letters)
    }


def _begun(vocabulary: Vocabulary, word: str, edits: int) -> Iterable[tuple[str, Match]]:
    """Yield words whose beginning was typed with an error."""
    figures = _figures(word)
    begun = vocabulary.near_beginning(word, edits)
    begun = {
        beginning: distance
        for beginning, distance in begun.items()
        if _figures(beginning) == figures and (len(word) >= _PART_CORRECTED or beginning[0] == word[0])
    }
    nearest = min(begun.values(), default=0)
    for beginning, distance in sorted(begun.items()):
        if distance > nearest:
            continue
        for longer in vocabulary.beginning(beginning, _MOST):
            share = len(beginning) / len(longer)
            yield longer, Match(0.7 * (1 - 0.2 * distance) * (0.62 + 0.33 * share), beginning)


def _misspelt_part(vocabulary: Vocabulary, word: str, damping: float) -> Iterable[tuple[str, Match]]:
    """Yield compounds with a part that is nearly `word`, one half of it letter by letter."""
    edits = 1 if len(word) < _LONG_PART else 2
    cutoff = 100 * (1 - (edits + 0.25) / len(word))
    choices = vocabulary.holding_half(word, edits, _HALVES)
    alike = process.extract(word, choices, scorer=fuzz.partial_ratio, score_cutoff=cutoff, limit=_MOST)
    for longer, _, _ in alike:
        distance, part = _nearest_part(word, longer)
        if distance <= edits and _figures(part) == _figures(word):
            weight = _PART_BY_EDITS[distance] * (0.6 + 0.4 * len(word) / len(longer)) * damping
            yield longer, Match(weight, part)


def _nearest_part(word: str, longer: str) -> tuple[int, str]:
    """Return the part of `longer` with the fewest edits to `word` around their best alignment, and their number."""
    aligned = fuzz.partial_ratio_alignment(word, longer)
    if aligned is None:
        return len(word), ""
    starts = range(max(0, aligned.dest_start - 1), aligned.dest_start + 2)
    sizes = (len(word), len(word) - 1, len(word) + 1)
    parts = [longer[start : start + size] for size in sizes for start in starts]
    return min(((OSA.distance(word, part), part) for part in parts), key=lambda found: found[0])
