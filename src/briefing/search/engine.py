"""Full text search over a library, in both languages, with typos."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Protocol

from briefing.document.model import PROJECTOR
from briefing.document.reader import Reader as Reading
from briefing.errors import BriefingError
from briefing.library.model import Briefing, Library, Problem
from briefing.parallel.model import PAIRING, Parallel
from briefing.parallel.opening import open_parallel
from briefing.search.answering import Answering
from briefing.search.cache import Cache, Entry, Reader
from briefing.search.conditions import Conditions
from briefing.search.database import CacheBusyError, CacheError, CacheUnusableError
from briefing.search.model import Answer, Hit
from briefing.search.query import Query, parse
from briefing.search.retrieval import Retriever
from briefing.search.drafts import drafts_of
from briefing.search.snapshot import Snapshot
from briefing.search.units import INDEXER, units_of

_BATCH = 2000
"""Documents that are stored in one transaction: what is indexed can be found batch by batch."""


_MANY = 1000
"""Changed briefings after which the index is worth being compacted."""


class Opener(Protocol):
    """Reads and pairs a briefing; raises a `BriefingError` when that can't be done."""

    def __call__(self, briefing: Briefing, reader: Reading | None = None, /) -> Parallel:
        """Return the rows of a briefing, parsed with a reader that no other thread uses now."""


class Engine:
    """The index of a library and the answers from it. All methods may be called from any thread.

    The index is derived data: a file that is damaged, of another version, or can't be written never stops a search.

    Args:
        cache_file: where the index is kept; None keeps it in memory.
        opener: reads and pairs a briefing; raises a `BriefingError` when that can't be done.
    """

    def __init__(self, cache_file: Path | None, opener: Opener = open_parallel) -> None:
        self._cache = Cache(cache_file)
        self._opener = opener
        # Whoever needs both takes `_updating` first.
        self._updating = threading.RLock()
        self._searching = threading.RLock()
        self._answering: Answering | None = None
        self._library: Library | None = None
        self._drops = 0
        self._closed = False
        self.problems: tuple[Problem, ...] = ()
        """Briefings that the last update could not read, with the reason; they can't be found."""

    @property
    def in_memory(self) -> bool:
        """Whether the index is lost on closing: no file was asked for, or none can be written."""
        return self._cache.database.in_memory

    def update(self, library: Library, progress: Callable[[int, int], None] | None = None) -> int:
        """Make the index say what the library says; only changed briefings are read.

        Args:
            library: what is to be found.
            progress: called with the number of changed briefings done and their total.

        Returns:
            Number of briefings that were indexed anew.
        """
        with self._updating:
            self._library = library
            for last in (False, True):
                try:
                    return self._update(library, progress)
                except CacheBusyError:
                    return 0
                except CacheError as error:
                    self._drop(to_memory=last or isinstance(error, CacheUnusableError))
            return self._update(library, progress)

    def search(self, query: str, limit: int = 50) -> Answer:
        """Find rows that answer `query`, best first.

        Args:
            query: words in any order and in either language, the last one perhaps unfinished; `lang:de`, `tag:x` and
                "quoted phrases" narrow the search.
            limit: greatest number of hits.

        Returns:
            The hits with the query as it was given and the time it took in milliseconds.
        """
        start = perf_counter()
        hits: tuple[Hit, ...] = ()
        parsed = parse(query)
        if limit > 0 and (parsed.terms or parsed.filtered):
            hits = self._answered(parsed, limit)
        return Answer(query, hits, (perf_counter() - start) * 1000)

    def close(self) -> None:
        """Stop an update that is running and let go of the file; a closed engine finds nothing."""
        self._closed = True
        with self._updating, self._searching:
            self._cache.database.close()

    def _answered(self, query: Query, limit: int) -> tuple[Hit, ...]:
        for _ in range(2):
            drops = self._drops
            try:
                with self._searching:
                    if self._closed:
                        return ()
                    with self._cache.reading() as reader:
                        return tuple(self._current(reader).answer(reader, Conditions(query), limit))
            except CacheBusyError:
                return ()
            except CacheError as error:
                self._recover(error, drops)
        return ()

    def _current(self, reader: Reader) -> Answering:
        """Return what answers at the reader's state; it is made anew when this or another process has written."""
        known = self._answering.retriever.snapshot if self._answering else None
        if self._answering is None or known is None:
            self._answering = Answering(Retriever(Snapshot.load(reader)))
        elif known.state != reader.state():
            self._answering = Answering(Retriever(known.grown(reader)))
        return self._answering

    def _recover(self, error: CacheError, drops: int) -> None:
        """Build the index anew after a search has found it damaged, unless somebody else just did."""
        with self._updating:
            if self._drops == drops and not self._closed:
                self._drop(to_memory=isinstance(error, CacheUnusableError))
                if self._library is not None:
                    self.update(self._library)

    def _drop(self, *, to_memory: bool) -> None:
        self._drops += 1
        self._cache.database.drop(to_memory=to_memory)

    def _update(self, library: Library, progress: Callable[[int, int], None] | None) -> int:
        if self._closed:
            return 0
        known = self._known()
        wanted = {briefing.id: briefing for briefing in reversed(library.briefings)}
        changed = [briefing for briefing in library.briefings if wanted.get(briefing.id) is briefing]
        changed = [briefing for briefing in changed if known.get(briefing.id) != signature(briefing)]
        if gone := known.keys() - wanted.keys():
            self._cache.replace([], gone)
        problems: list[Problem] = []
        count = self._index(changed, problems, progress)
        self.problems = tuple(problems)
        if (count or gone) and self._answering is not None and not self._closed:
            # Whoever searches next must not wait for the vocabulary.
            with self._searching, self._cache.reading() as reader:
                self._current(reader)
        return count

    def _known(self) -> dict[str, str]:
        """Return the signatures of what is in the index, after a fresh start where that is due."""
        self._cache.database.reopen_if_replaced()
        with self._cache.reading() as reader:
            worn = reader.worn()
            known = reader.signatures()
        if worn:
            self._cache.database.drop()
            return {}
        return known

    def _index(
        self, changed: list[Briefing], problems: list[Problem], progress: Callable[[int, int], None] | None
    ) -> int:
        """Read briefings and store them batch by batch; return how many could be read."""
        batch: list[Entry] = []
        failed: list[str] = []
        size = count = 0
        reading = Reading()
        for number, briefing in enumerate(changed, 1):
            if self._closed:
                return count
            try:
                units = units_of(briefing, self._opener(briefing, reading))
            except BriefingError as error:
                problems.append(_problem(briefing, error))
                failed.append(briefing.id)
            else:
                entry = Entry(briefing.id, signature(briefing), drafts_of(briefing, units))
                batch.append(entry)
                size += len(entry.drafts)
            if size >= _BATCH or number == len(changed):
                self._cache.replace(batch, failed)
                count += len(batch)
                batch, failed, size = [], [], 0
            if progress is not None:
                progress(number, len(changed))
        if count > _MANY and not self._closed:
            self._cache.compact()
        return count


def signature(briefing: Briefing) -> str:
    """Return what changes when a briefing must be indexed anew: its files, how they are shown, how they are read."""
    editions = [
        (each.digest or (each.size, each.mtime_ns), each.rel, each.title, each.summary, each.date, each.tags)
        for each in (briefing.editions[lang] for lang in briefing.langs)
    ]
    told = repr((INDEXER, PROJECTOR, PAIRING, briefing.kind, briefing.langs, editions))
    return hashlib.blake2b(told.encode("utf-8", "backslashreplace"), digest_size=12).hexdigest()


def _problem(briefing: Briefing, error: BriefingError) -> Problem:
    values = tuple((name, str(value)) for name, value in error.values.items())
    return Problem(briefing.edition("de").rel, 0, "not-indexed", "warning", error.message, values)
