"""Making the index say what the library says."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple, Protocol, overload

from briefing.document.model import PROJECTOR
from briefing.document.reader import Reader as TextReader
from briefing.errors import BriefingError
from briefing.library.changes import changes
from briefing.library.model import Briefing, Library, Problem
from briefing.library.patience import uncollected
from briefing.parallel.model import PAIRING, Parallel
from briefing.search.cache import Cache, Entry, State
from briefing.search.drafts import drafts_of
from briefing.search.knowledge import facts_of
from briefing.search.spelling import Speller
from briefing.search.units import INDEXER, units_of

_FIRST_BATCH: Final = 250
_BATCH: Final = 2000
"""Documents that are stored in one transaction, at first and later: what is indexed can be found batch by batch."""
_MANY: Final = 1000
"""Changed briefings after which the index is worth being compacted."""

Progress = Callable[[int, int], None]
"""Is told how many changed briefings are done, and of how many."""


class Opener(Protocol):
    """Reads and pairs a briefing."""

    def __call__(self, briefing: Briefing, reader: TextReader | None = None, /) -> Parallel:
        """Return the rows of a briefing, parsed with a reader that no other thread uses now.

        Raises:
            BriefingError: it can't be read.
        """


class Indexed(NamedTuple):
    """A library that the index was complete for, and the state of the index then."""

    library: Library
    state: State


class Updater:
    """One update.

    Args:
        cache: the index.
        opener: reads briefings.
        is_stopped: whether to stop as soon as possible; what is stored by then stays.

    Attributes:
        problems: briefings that could not be read, with the reason.
        indexed: what the index is complete for now, or None when it isn't.
        changed: whether anything was stored.
    """

    def __init__(self, cache: Cache, opener: Opener, is_stopped: Callable[[], bool]) -> None:
        self._cache = cache
        self._opener = opener
        self._is_stopped = is_stopped
        self._speller = Speller()
        self.problems: list[Problem] = []
        self.indexed: Indexed | None = None
        self.changed = False
        self._state: State = (0, 0)
        self._alone = True
        """Whether nobody else has written: another library may be theirs, or an older one."""

    def update(self, library: Library, before: Indexed | None, progress: Progress | None) -> int:
        """Bring the index up to date; return how many briefings were indexed.

        Args:
            library: what is to be found.
            before: what the index was complete for, if that is known.
            progress: is told how far it is.

        Raises:
            CacheError: the index can't be read or written.
        """
        with uncollected():
            changed, gone = self._difference(library, before)
            if gone:
                self._store([], gone)
            count = self._index(changed, progress)
        if self._is_stopped():
            return count
        if count > _MANY:
            self._note(self._cache.compact())
        with self._cache.reading() as reader:
            self._note((reader.state(), reader.state()))
            kept = reader.stamp()
        complete = self._alone and not self.problems
        stamp = full_stamp(library.stamp) if complete else ""
        if stamp != kept:
            complete = self._cache.put_stamp(stamp, self._state) and complete
        self.indexed = Indexed(library, self._state) if complete else None
        return count

    def _note(self, step: tuple[State, State]) -> None:
        """Note a step of the index, and whether anybody else has made one since the last."""
        before, after = step
        self._alone = self._alone and before == self._state
        self._state = after

    def _difference(self, library: Library, before: Indexed | None) -> tuple[Sequence[Briefing], Sequence[str]]:
        """Return the briefings that must be indexed, and the ids that are to be forgotten."""
        with self._cache.reading() as reader:
            worn, self._state = reader.worn(), reader.state()
            state = self._state
            if before and state == before.state and not worn:
                found = changes(before.library, library)
                known = {briefing.id: reader.signature(briefing.id) for briefing in found.changed}
                touched = [briefing for _, briefing in _first_of_each(found.changed)]
                return [each for each in touched if known[each.id] != signature(each)], found.gone
            known = {} if worn else reader.signatures()
        if worn:
            self._cache.database.drop()
            with self._cache.reading() as reader:
                self._state = reader.state()
        places = array("L")
        left = dict(known)
        for place, briefing in _first_of_each(library.briefings):
            before_it = left.pop(briefing.id, None)
            if before_it is None or before_it != signature(briefing):
                places.append(place)
        return _Some(library.briefings, places), list(left)

    def _index(self, changed: Sequence[Briefing], progress: Progress | None) -> int:
        """Read briefings and store them batch by batch; return how many could be read."""
        batch: list[Entry] = []
        failed: list[str] = []
        size = count = 0
        full = _FIRST_BATCH
        reader = TextReader()
        for number, briefing in enumerate(changed, 1):
            if self._is_stopped():
                return count
            try:
                entry = self._entry(briefing, reader)
            except BriefingError as error:
                self.problems.append(_problem(briefing, error))
                failed.append(briefing.id)
            else:
                batch.append(entry)
                size += len(entry.drafts)
            if size >= full or number == len(changed):
                self._store(batch, failed)
                count += len(batch)
                batch, failed, size, full = [], [], 0, _BATCH
            if progress is not None:
                progress(number, len(changed))
        return count

    def _entry(self, briefing: Briefing, reader: TextReader) -> Entry:
        parallel = self._opener(briefing, reader)
        drafts = drafts_of(briefing, units_of(briefing, parallel), self._speller)
        return Entry(briefing.id, signature(briefing), drafts, facts_of(briefing, parallel))

    def _store(self, entries: Sequence[Entry], gone: Sequence[str]) -> None:
        if entries or gone:
            self._note(self._cache.replace(entries, gone))
            self.changed = True


class _Some(Sequence[Briefing]):
    """Some briefings of a library, fetched one by one: a hundred thousand of them take much memory."""

    def __init__(self, briefings: Sequence[Briefing], places: Sequence[int]) -> None:
        self._briefings = briefings
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Briefing: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Briefing]: ...
    def __getitem__(self, index: int | slice) -> Briefing | Sequence[Briefing]:
        if isinstance(index, slice):
            return _Some(self._briefings, self._places[index])
        return self._briefings[self._places[index]]


def _first_of_each(briefings: Iterable[Briefing]) -> Iterator[tuple[int, Briefing]]:
    """Yield briefings with their places, but for those whose id another one has before them."""
    seen: set[str] = set()
    for place, briefing in enumerate(briefings):
        if briefing.id not in seen:
            seen.add(briefing.id)
            yield place, briefing


def full_stamp(stamp: str) -> str:
    """Return a library's stamp with the rules by which it is read; nothing for none."""
    return f"{stamp} {INDEXER}.{PROJECTOR}.{PAIRING}" if stamp else ""


def signature(briefing: Briefing) -> str:
    """Return what changes when a briefing must be indexed anew: its files, how they are shown, how they are read."""
    told = [f"{INDEXER}.{PROJECTOR}.{PAIRING}", briefing.kind]
    for lang in briefing.langs:
        each = briefing.editions[lang]
        told += [lang, each.digest or f"{each.size} {each.mtime_ns}", each.rel, each.title, each.summary, each.date]
        told += [str(len(each.tags)), *each.tags]
    return hashlib.blake2b("\0".join(told).encode("utf-8", "backslashreplace"), digest_size=12).hexdigest()


def _problem(briefing: Briefing, error: BriefingError) -> Problem:
    values = tuple((name, str(value)) for name, value in error.values.items())
    return Problem(briefing.edition("de").rel, 0, "not-indexed", "warning", error.message, values)
