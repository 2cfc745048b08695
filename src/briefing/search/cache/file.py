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

    def replace(self, entries: Sequence[Entry], gone: Collection[str] = ()) -> None:
        """Put briefings in place of what is known of them and forget those that are gone, in one transaction.

        Raises:
            CacheError: the file can't be written; nothing was changed.
        """
        with self.database.writing() as connection:
            try:
                Writer(connection).replace(entries, gone)
            except zlib.error as error:
                raise CacheDamagedError(str(error)) from error

    def compact(self) -> None:
        """Make the index as fast and small as it can be; takes a second for 10,000 documents.

        Raises:
            CacheError: the file can't be written; nothing was changed.
        """
        with self.database.writing() as connection:
            try:
                Writer(connection).compact()
            except zlib.error as error:
                raise CacheDamagedError(str(error)) from error
        self.database.shrink()

    def put_stamp(self, stamp: str) -> None:
        """Remember which state of the library the index is complete for.

        Raises:
            CacheError: the file can't be written.
        """
        with self.database.writing() as connection:
            Writer(connection).put_stamp(stamp)
