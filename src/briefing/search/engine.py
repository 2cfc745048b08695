"""Full text search over a library, in both languages, with typos."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from briefing.library.model import Library, Problem
from briefing.parallel.opening import open_parallel
from briefing.search.answering import Answering
from briefing.search.cache import Cache, Reader
from briefing.search.database import CacheBusyError, CacheError, CacheUnusableError
from briefing.search.knowledge import knowledge_of
from briefing.search.model import Answer, Hit
from briefing.search.query import Query, parse
from briefing.search.register import check
from briefing.search.retrieval import Retriever
from briefing.search.snapshot import Snapshot
from briefing.search.updating import Indexed, Opener, Progress, Updater
from briefing.search.values import values_of

_NOTES_ONLY = frozenset({"note"})
Asked = TypeVar("Asked")


class Engine:
    """The index of a library and the answers from it. All methods may be called from any thread.

    The index is derived data: a file that is damaged, of another version, or can't be written never stops a search.

    Args:
        cache_file: where the index is kept; None keeps it in memory.
        opener: reads and pairs a briefing; raises a `BriefingError` when that can't be done.
    """

    def __init__(self, cache_file: Path | None, opener: Opener = open_parallel) -> None:
        self._cache = Cache(cache_file)
        # Whoever needs both takes `_updating` first.
        self._updating = threading.RLock()
        self._searching = threading.RLock()
        self._answering: Answering | None = None
        self._library: Library | None = None
        self._indexed: Indexed | None = None
        self._opener = opener
        self._drops = 0
        self._closed = False
        self.problems: tuple[Problem, ...] = ()
        """Briefings that the last update could not read, with the reason; they can't be found."""

    @property
    def in_memory(self) -> bool:
        """Whether the index is lost on closing: no file was asked for, or none can be written."""
        return self._cache.database.in_memory

    # --- the index --------------------------------------------------------------------------------------------------

    def is_current(self, stamp: str) -> bool:
        """Return whether the last complete update was of a library with this stamp, so that none is due."""
        if not stamp:
            return False
        try:
            with self._cache.reading() as reader:
                return reader.stamp() == stamp
        except CacheError:
            return False  # an update mends it

    def update(self, library: Library, progress: Progress | None = None) -> int:
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

    def _update(self, library: Library, progress: Progress | None) -> int:
        if self._closed:
            return 0
        if self._cache.database.reopen_if_replaced():
            self._indexed = None
        updater = Updater(self._cache, self._opener, lambda: self._closed)
        count = updater.update(library, self._indexed, progress)
        self._indexed = updater.indexed
        self.problems = tuple(updater.problems)
        if updater.changed and self._answering is not None and not self._closed:
            # Whoever searches next must not wait for the vocabulary.
            with self._searching, self._cache.reading() as reader:
                self._current(reader)
        return count

    def close(self) -> None:
        """Stop an update that is running and let go of the file; a closed engine finds nothing."""
        self._closed = True
        with self._updating, self._searching:
            self._cache.database.close()

    # --- questions --------------------------------------------------------------------------------------------------

    def search(self, query: str, limit: int = 50, *, within: str = "") -> Answer:
        """Find rows that answer `query`, best first.

        Args:
            query: words in any order and in either language, the last one perhaps unfinished; filters and quoted
                phrases narrow the search, see `query.parse`.
            limit: greatest number of hits.
            within: id of the only briefing that is searched; empty for all.

        Returns:
            The hits with the query as it was given and the time it took in milliseconds.
        """
        start = perf_counter()
        parsed = parse(query)
        found: tuple[Query, Sequence[Hit]] = parsed, ()
        if limit > 0 and (parsed.terms or parsed.filtered or parsed.mistakes or parsed.named):
            found = self._asked(lambda reader: self._answer(reader, parsed, limit, within), found)
        return Answer(query, tuple(found[1]), (perf_counter() - start) * 1000, found[0].mistakes)

    def values(self, name: str) -> Sequence[str]:
        """Return the values that a filter may have: "tag", "org", "model" or "date"; the most frequent one first."""
        return self._asked(lambda reader: values_of(self._current(reader), reader, name), ())

    def _answer(self, reader: Reader, query: Query, limit: int, within: str) -> tuple[Query, Sequence[Hit]]:
        answering = self._current(reader)
        query = check(query, answering.knowledge.register)
        if not (query.terms or query.filtered) or query.fields == _NOTES_ONLY:
            return query, ()
        return query, answering.answer(reader, query, limit, within)

    def _asked(self, question: Callable[[Reader], Asked], nothing: Asked) -> Asked:
        """Return the answer to a question; an index that is found damaged is built anew, and asked again."""
        for _ in range(2):
            drops = self._drops
            try:
                with self._searching:
                    if self._closed:
                        return nothing
                    with self._cache.reading() as reader:
                        return question(reader)
            except CacheBusyError:
                return nothing
            except CacheError as error:
                self._recover(error, drops)
        return nothing

    def _current(self, reader: Reader) -> Answering:
        """Return what answers at the reader's state; it is made anew when this or another process has written."""
        known = self._answering
        snapshot = known.retriever.snapshot if known else None
        if known is None or snapshot is None or snapshot.state != reader.state():
            snapshot = snapshot.grown(reader) if snapshot else Snapshot.load(reader)
            told = tuple(facts for _, facts in reader.facts())
            knowledge = known.knowledge if known and known.knowledge.told == told else knowledge_of(told)
            known = self._answering = Answering(Retriever(snapshot), knowledge)
        return known

    # --- damage -----------------------------------------------------------------------------------------------------

    def _recover(self, error: CacheError, drops: int) -> None:
        """Build the index anew after a search has found it damaged, unless somebody else just did."""
        with self._updating:
            if self._drops == drops and not self._closed:
                self._drop(to_memory=isinstance(error, CacheUnusableError))
                if self._library is not None:
                    self.update(self._library)

    def _drop(self, *, to_memory: bool) -> None:
        self._drops += 1
        self._indexed = None
        self._answering = None
        self._cache.database.drop(to_memory=to_memory)
