"""The index file: reading and writing, each from one state to the next."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from briefing.search.cache.nouns import Entry
from briefing.search.cache.reader import Reader
from briefing.search.cache.tables import APPLICATION, PAGE, TABLES, VERSION
from briefing.search.cache.writer import Writer
from briefing.search.database import CacheDamagedError, Database

State = tuple[int, int]
"""Tells a state of an index from every other; see `Reader.state`."""
Step = tuple[State, State]


class Cache:
    """The index: briefings, their documents, and for each word the documents that hold it.

    Args:
        path: the file, or None for an index in memory; see `Database` for what becomes of a file that is no good.
    """

    def __init__(self, path: Path | None) -> None:
        self.database = Database(path, application=APPLICATION, version=VERSION, schema=TABLES, page=PAGE)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Read one consistent state.

        Raises:
            CacheError: the file can't be read.
        """
        with self.database.reading() as connection:
            try:
                yield Reader(connection)
            except zlib.error as error:
                raise CacheDamagedError(str(error)) from error

    def replace(self, entries: Sequence[Entry], gone: Collection[str] = ()) -> Step:
        """Put briefings in place of what is known of them and forget those that are gone, in one transaction.

        Returns:
            The states before and after it.

        Raises:
            CacheError: the file can't be written; nothing was changed.
        """
        with self.database.writing() as connection:
            before = Reader(connection).state()
            try:
                Writer(connection).replace(entries, gone)
                return before, Reader(connection).state()
            except zlib.error as error:
                raise CacheDamagedError(str(error)) from error

    def compact(self) -> Step:
        """Make the index as fast and small as it can be; takes a second for 10,000 documents.

        Returns:
            The states before and after it.

        Raises:
            CacheError: the file can't be written; nothing was changed.
        """
        with self.database.writing() as connection:
            before = Reader(connection).state()
            try:
                Writer(connection).compact()
                after = Reader(connection).state()
            except zlib.error as error:
                raise CacheDamagedError(str(error)) from error
        self.database.shrink()
        return before, after

    def put_stamp(self, stamp: str, state: State) -> bool:
        """Remember which state of the library the index is complete for; return whether it still is in a state.

        Raises:
            CacheError: the file can't be written.
        """
        with self.database.writing() as connection:
            if Reader(connection).state() != state:
                return False
            Writer(connection).put_stamp(stamp)
            return True
