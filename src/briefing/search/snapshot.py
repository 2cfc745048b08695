"""One state of the index, the part that is kept in memory: who owns which unit, of what kind, and all words."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from briefing.document.model import Lang
from briefing.library.model import Briefing
from briefing.search.cache import Reader, Stored
from briefing.search.database import CacheDamagedError
from briefing.search.query import Query
from briefing.search.vocabulary import Vocabulary
from briefing.text import fold


@dataclass(frozen=True, slots=True)
class Card:
    """What a hit tells of its edition: path relative to the library, title, tags."""

    path: str
    title: str
    tags: tuple[str, ...]


def pack_cards(briefing: Briefing) -> str:
    """Return the cards of a briefing's editions as text for the index."""
    editions = briefing.editions
    return json.dumps(
        {lang: [editions[lang].rel, editions[lang].title, editions[lang].tags] for lang in briefing.langs}
    )


def unpack_cards(text: str) -> dict[Lang, Card]:
    """Return the cards that `pack_cards` wrote.

    Raises:
        CacheDamagedError: it is something else.
    """
    try:
        return {lang: Card(path, title, tuple(tags)) for lang, (path, title, tags) in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise CacheDamagedError(str(error)) from error


class Snapshot:
    """One state of the index.

    Args:
        reader: where it is read from; not kept.

    Raises:
        CacheDamagedError: what was read contradicts itself.
    """

    def __init__(self, reader: Reader) -> None:
        self.state = reader.state()
        self.briefings = reader.briefings()
        size = reader.next_unit()
        self.owner = array("i", [-1]) * size
        """For each unit the index of its briefing, -1 when it is gone."""
        codes = bytearray(size)
        self.live = 0
        """Number of units that are there."""
        for index, stored in enumerate(self.briefings):
            end = stored.first + len(stored.codes)
            if stored.first < 0 or end > size:
                raise CacheDamagedError("a unit beyond the last one")
            self.owner[stored.first : end] = array("i", [index]) * len(stored.codes)
            codes[stored.first : end] = stored.codes
            self.live += len(stored.codes)
        self.codes = bytes(codes)
        """For each unit its byte, see `Unit.code`."""
        self.vocabulary = Vocabulary(*reader.words())
        """The words of all units."""

    @property
    def has_gaps(self) -> bool:
        """Whether there are numbers of units that are gone."""
        return self.live < len(self.owner)

    def stored(self, unit: int) -> Stored:
        """Return the briefing that a unit belongs to."""
        return self.briefings[self.owner[unit]]

    def place(self, unit: int) -> tuple[str, int]:
        """Return a sort key that doesn't depend on when a unit was indexed: briefing id, place in the briefing."""
        stored = self.briefings[self.owner[unit]]
        return stored.key, unit - stored.first

    @cached_property
    def _tags(self) -> list[frozenset[str]]:
        """For each briefing its folded tags; "law/licence" is also "law"."""
        found = []
        for stored in self.briefings:
            tags = [fold(tag) for card in unpack_cards(stored.info).values() for tag in card.tags]
            parts = [tag.split("/") for tag in tags]
            found.append(frozenset("/".join(part[:end]) for part in parts for end in range(1, len(part) + 1)))
        return found

    def admits(self, query: Query) -> Callable[[int], bool] | None:
        """Return what tells whether a unit passes the filters of a query, or None when there are none."""
        if not query.filtered:
            return None
        wanted = set(query.tags)
        tagged = [wanted <= tags for tags in self._tags] if wanted else [True] * len(self.briefings)
        bits = {None: (0, 4), "de": (0,), "en": (4,)}[query.lang]
        owner, codes = self.owner, self.codes
        return lambda unit: codes[unit] & 4 in bits and tagged[owner[unit]]
