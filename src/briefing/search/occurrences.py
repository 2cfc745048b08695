"""Where the words of a query stand in documents; remembered, since a key press changes one word only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from briefing.search.readings import Reading

if TYPE_CHECKING:
    from briefing.search.retrieval import Group

_KEPT: Final = 200
"""Documents that are remembered for each word."""
_LINES: Final = 6_000
"""Lines of them together, above which all are forgotten."""

Words = Sequence[tuple[int, str]]
"""What of a document answers a query: pairs of (word of the query, word of the document)."""
Occurrence = tuple[int, float, int]
"""Where a word stands that answers a word of a query, how well it does, and where it ends."""


class Held(NamedTuple):
    """What of a document answers one word of a query.

    Attributes:
        words: the words of the document that do.
        places: by line, where they stand; in the order of `words`.
        best: by line, the first of those that answer best.
    """

    words: Sequence[str]
    places: Mapping[int, Sequence[Occurrence]]
    best: Mapping[int, Occurrence]


NOT_HELD: Final = Held((), {}, {})


def held_by(groups: Sequence[Group], readings: Mapping[int, Reading]) -> list[Mapping[int, Held]]:
    """Return for each word of a query what of some documents answers it.

    Args:
        groups: the words of the query.
        readings: the documents.

    Returns:
        For each word a mapping that holds all of the documents, and perhaps others.
    """
    return [_remembered(group, readings) for group in groups]


def words_of_all(held: Sequence[Held]) -> Words:
    """Return what of a document answers a query, from what answers each of its words."""
    return [(index, word) for index, found in enumerate(held) for word in found.words]


def _remembered(group: Group, readings: Mapping[int, Reading]) -> Mapping[int, Held]:
    known = group.held
    missing = [doc for doc in readings if doc not in known]
    if missing and (len(known) + len(missing) > _KEPT or sum(len(held.best) for held in known.values()) > _LINES):
        known.clear()
        missing = list(readings)
    if missing:
        words = _words_in(group, missing)
        for doc in missing:
            known[doc] = _held(group, doc, words[doc], readings[doc]) if doc in words else NOT_HELD
    return known


def _words_in(group: Group, docs: Sequence[int]) -> dict[int, list[str]]:
    """Return for some documents those of their words that answer; documents without one are left out."""
    wanted = np.zeros(len(group.scores), bool)
    wanted[list(docs)] = True
    at = np.flatnonzero(wanted[group.docs])
    found: dict[int, list[str]] = {}
    for doc, owner in zip(group.docs[at].tolist(), group.owners[at].tolist(), strict=True):
        found.setdefault(doc, []).append(group.words[owner])
    return found


def _held(group: Group, doc: int, words: Sequence[str], reading: Reading) -> Held:
    places: dict[int, list[Occurrence]] = {}
    best: dict[int, Occurrence] = {}
    for word in words:
        weight, size = group.weight(word, doc), len(word)
        for line, at in reading.places(word):
            occurrence = at, weight, at + size
            if line in places:
                places[line].append(occurrence)
                if weight > best[line][1]:
                    best[line] = occurrence
            else:
                places[line] = [occurrence]
                best[line] = occurrence
    return Held(words, places, best)
