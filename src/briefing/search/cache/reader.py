"""Questions to one state of the index."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefing.search.cache.blocks import Directory, between, chosen
from briefing.search.cache.nouns import FoldedText, Gathered, Numbers, Place, Posting, StoredText, Words
from briefing.search.cache.tables import ASKED, SEGMENT_COLUMNS, checked, marks, value_of
from briefing.search.database import CacheDamagedError
from briefing.search.drafts import unpack_text
from briefing.search.spelling import variant


class Reader:
    """Questions to one state of the index.

    Raises:
        CacheDamagedError: by every method, when what it reads can't be what was written.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # --- the state --------------------------------------------------------------------------------------------------

    def state(self) -> tuple[int, int]:
        """Return what tells this state of this index from every other, whichever process made it."""
        return value_of(self._connection, "token"), value_of(self._connection, "generation")

    def next_doc(self) -> int:
        """Return the number that the next document will get; all documents are below."""
        return value_of(self._connection, "next")

    def stamp(self) -> str:
        """Return the stamp of the last complete update, or empty."""
        row = self._connection.execute("select name, value, crc from stamps where name = 'library'").fetchone()
        return str(checked(row)[1]) if row else ""

    def signatures(self) -> dict[str, str]:
        """Return the signature of each briefing."""
        return dict(self._connection.execute("select key, signature from briefings"))

    def signature(self, briefing: str) -> str:
        """Return the signature of one briefing, or empty."""
        row = self._connection.execute("select signature from briefings where key = ?", (briefing,)).fetchone()
        return str(row[0]) if row else ""

    def worn(self) -> bool:
        """Return whether most of what was ever written is gone, so that building anew saves room."""
        gone = value_of(self._connection, "gone")
        return gone > 3 * (self.next_doc() - gone) + 20_000

    def facts(self) -> Iterator[tuple[str, str]]:
        """Yield (briefing, facts) of the briefings that have some."""
        sql = "select key, signature, first, size, facts, crc from briefings where facts > ''"
        for row in self._connection.execute(sql):
            key, _, _, _, facts = checked(row)
            yield key, facts

    # --- what is kept in memory -------------------------------------------------------------------------------------

    def numbers(self, first: int = 0) -> Numbers:
        """Return what ranking needs of the documents from number `first` on, without those that are gone."""
        size = self.next_doc()
        codes, sizes = np.zeros(size - first, np.uint8), np.zeros(size - first, np.uint16)
        dates, ties = np.zeros(size - first, np.int32), np.zeros(size - first, np.uint64)
        sql = "select first, codes, sizes, dates, ties, crc from numbers where first >= ? order by first"
        for row in self._connection.execute(sql, (first,)):
            start, some_codes, *others = checked(row)
            begin, end = start - first, start - first + len(some_codes)
            if end > len(codes):
                raise CacheDamagedError("a document beyond the last one")
            codes[begin:end] = np.frombuffer(some_codes, np.uint8)
            sizes[begin:end] = np.frombuffer(others[0], np.uint16)
            dates[begin:end] = np.frombuffer(others[1], np.int32)
            ties[begin:end] = np.frombuffer(others[2], np.uint64)
        gone = np.array(self.gone(), np.int64)
        codes[gone[gone >= first] - first] = 0
        return Numbers(codes, sizes, dates, ties)

    def gone(self) -> list[int]:
        """Return the numbers of the documents that are gone."""
        found = [row[0] for row in self._connection.execute("select doc from gone")]
        if len(found) != value_of(self._connection, "gone") or not _are_below(found, self.next_doc()):
            raise CacheDamagedError("documents that are gone")
        return found

    def words(self, after: int = 0) -> Iterator[Words]:
        """Yield the lists of words beyond the list `after`."""
        sql = "select id, words, counts, size, crc from words where id > ? order by id"
        for row in self._connection.execute(sql, (after,)):
            number, words, counts, size = checked(row)
            joined, added = zlib.decompress(words), np.frombuffer(zlib.decompress(counts), np.int32)
            if len(added) != size:
                raise CacheDamagedError("words without counts")
            yield Words(number, joined, added)

    def lists(self) -> list[int]:
        """Return the numbers of the lists of words."""
        return [row[0] for row in self._connection.execute("select id from words order by id")]

    # --- postings ---------------------------------------------------------------------------------------------------

    def directories(self) -> tuple[Directory, ...]:
        """Return where postings are, by their documents."""
        rows = self._connection.execute(f"select {SEGMENT_COLUMNS} from segments order by first")  # noqa: S608
        try:
            return tuple(
                Directory(first, block, zlib.decompress(firsts).decode().split("\n"))
                for _, first, _, _, block, firsts in map(checked, rows)
            )
        except UnicodeDecodeError as error:
            raise CacheDamagedError(str(error)) from error

    def gather(self, directories: Iterable[Directory], terms: Sequence[str]) -> Gathered:
        """Return the documents that hold some terms."""
        places = {term: at for at, term in enumerate(terms)}
        docs: list[NDArray[np.int32]] = []
        flags: list[NDArray[np.uint8]] = []
        owners: list[int] = []
        sizes: list[int] = []
        for directory in directories:
            wanted: dict[int, list[str]] = {}
            for term in places:
                wanted.setdefault(directory.block_of(term), []).append(term)
            here: list[NDArray[np.uint16]] = []
            for block, data in self.blocks(wanted):
                for term, some_docs, some_flags in chosen(data, wanted[block]):
                    here.append(some_docs)
                    flags.append(some_flags)
                    owners.append(places[term])
                    sizes.append(len(some_docs))
            if here:
                docs.append(np.concatenate(here).astype(np.int32) + np.int32(directory.base))
        if not docs:
            return Gathered(np.zeros(0, np.int32), np.zeros(0, np.uint8), np.zeros(0, np.uint16))
        owner = np.array(owners, np.uint16).repeat(sizes)
        return Gathered(np.concatenate(docs), np.concatenate(flags), owner)

    def spellings(self, directories: Iterable[Directory], word: str) -> dict[str, list[Posting]]:
        """Return the postings of the spellings of a folded word that differ from it, by their `variant` key."""
        return self._between(directories, variant(word, ""), f"{word}0")

    def tags(self, directories: Iterable[Directory]) -> dict[str, list[Posting]]:
        """Return the postings of all tags, by "tag:" and the folded tag."""
        return self._between(directories, "tag:", "tag;")

    def _between(self, directories: Iterable[Directory], first: str, end: str) -> dict[str, list[Posting]]:
        found: dict[str, list[Posting]] = {}
        for directory in directories:
            for _, data in self.blocks(directory.blocks_between(first, end)):
                for term, posting in between(data, directory.base, first, end):
                    found.setdefault(term, []).append(posting)
        return found

    def blocks(self, numbers: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Yield blocks of postings by number; those that aren't there are left out."""
        yield from self._rows("select id, postings, crc from blocks", list(numbers))

    # --- documents --------------------------------------------------------------------------------------------------

    def folded(self, docs: Sequence[int]) -> dict[int, FoldedText]:
        """Return the folded words of documents; those that aren't there are left out."""
        return {doc: _folded(data) for doc, data in self._folded(docs).items()}

    def plain(self, docs: Sequence[int]) -> dict[int, StoredText]:
        """Return documents as they are shown; those that aren't there are left out."""
        folded = self._folded(docs)
        rows = self._rows("select id, text, crc from plain", docs)
        try:
            return {doc: StoredText(*unpack_text(text, folded[doc])) for doc, text in rows}
        except (ValueError, LookupError) as error:
            raise CacheDamagedError(str(error)) from error

    def _folded(self, docs: Sequence[int]) -> dict[int, bytes]:
        return {doc: zlib.decompress(text) for doc, text in self._rows("select id, text, crc from folded", docs)}

    def places(self, docs: Sequence[int]) -> dict[int, Place]:
        """Return where documents come from; those that aren't there are left out."""
        rows = self._rows("select id, briefing, lang, path, title, crc from docs", docs)
        return {doc: Place(*place) for doc, *place in rows}

    def docs_of(self, briefing: str) -> range:
        """Return the documents of a briefing; none if it isn't there."""
        sql = "select key, signature, first, size, facts, crc from briefings where key = ?"
        row = self._connection.execute(sql, (briefing,)).fetchone()
        if row is None:
            return range(0)
        _, _, first, size, _ = checked(row)
        return range(first, first + size)

    def briefings(self) -> Iterator[range]:
        """Yield the documents of each briefing, the briefings by their ids."""
        sql = "select key, signature, first, size, facts, crc from briefings order by key"
        for row in self._connection.execute(sql):
            _, _, first, size, _ = checked(row)
            yield range(first, first + size)

    def _rows(self, sql: str, docs: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(docs), ASKED):
            some = [int(doc) for doc in docs[start : start + ASKED]]
            for row in self._connection.execute(f"{sql} where id in ({marks(some)})", some):
                yield checked(row)


def _are_below(numbers: Sequence[int], end: int) -> bool:
    return not numbers or (min(numbers) >= 0 and max(numbers) < end)


def _folded(data: bytes) -> FoldedText:
    head, _, words = data.decode().partition("\n")
    numbers = [int(number) for number in head.split()]
    if words.count("\n") + 1 != len(numbers):
        raise CacheDamagedError("units without rows")
    return FoldedText([n >> 3 for n in numbers], [n & 7 for n in numbers], words)
