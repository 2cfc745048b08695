"""Questions to one state of the index."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefing.search.cache.nouns import FoldedText, Numbers, Place, Posting, StoredText
from briefing.search.cache.tables import ASKED, checked, marks, value_of
from briefing.search.database import CacheDamagedError
from briefing.search.drafts import unpack_text, variant


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

    def worn(self) -> bool:
        """Return whether most of what was ever written is gone, so that building anew saves room."""
        gone = value_of(self._connection, "gone")
        return gone > 3 * (self.next_doc() - gone) + 20_000

    def facts(self) -> Iterator[tuple[str, str]]:
        """Yield (briefing, facts) of the briefings that have some."""
        rows = self._connection.execute("select key, signature, first, size, facts, crc from briefings where facts > ''")
        for row in rows:
            key, _, _, _, facts = checked(row)
            yield key, facts

    # --- what is kept in memory -------------------------------------------------------------------------------------

    def numbers(self, first: int = 0) -> Numbers:
        """Return what ranking needs of the documents from number `first` on, without those that are gone."""
        size = self.next_doc()
        codes, sizes = np.zeros(size - first, np.uint8), np.zeros(size - first, np.uint16)
        dates, ties = np.zeros(size - first, np.int32), np.zeros(size - first, np.uint32)
        sql = "select first, codes, sizes, dates, ties, crc from numbers where first >= ? order by first"
        for row in self._connection.execute(sql, (first,)):
            start, some_codes, *others = checked(row)
            begin, end = start - first, start - first + len(some_codes)
            if end > len(codes):
                raise CacheDamagedError("a document beyond the last one")
            codes[begin:end] = np.frombuffer(some_codes, np.uint8)
            for into, data in zip((sizes, dates, ties), others, strict=True):
                into[begin:end] = np.frombuffer(data, into.dtype)
        gone = np.array(self.gone(), np.int64)
        codes[gone[gone >= first] - first] = 0
        return Numbers(codes, sizes, dates, ties)

    def gone(self) -> list[int]:
        """Return the numbers of the documents that are gone."""
        found = [row[0] for row in self._connection.execute("select doc from gone")]
        if len(found) != value_of(self._connection, "gone") or found and not 0 <= min(found) <= max(found) < self.next_doc():
            raise CacheDamagedError("documents that are gone")
        return found

    def words(self, after: int = 0) -> Iterator[tuple[int, bytes, NDArray[np.int32]]]:
        """Yield lists of words as (number of the list, words, what to add to their counts), beyond the list `after`.

        The words are as in `Vocabulary`; the first list has counts above 0 only.
        """
        sql = "select id, words, counts, size, crc from words where id > ? order by id"
        for row in self._connection.execute(sql, (after,)):
            number, words, counts, size = checked(row)
            joined, added = zlib.decompress(words), np.frombuffer(zlib.decompress(counts), np.int32)
            if len(added) != size:
                raise CacheDamagedError("words without counts")
            yield number, joined, added

    def lists(self) -> list[int]:
        """Return the numbers of the lists of words."""
        return [row[0] for row in self._connection.execute("select id from words order by id")]

    # --- postings ---------------------------------------------------------------------------------------------------

    def postings(self, terms: Iterable[str]) -> dict[str, list[Posting]]:
        """Return for each term the documents that hold it, in one part or more; also documents that are gone."""
        bases = self._bases()
        found: dict[str, list[Posting]] = {}
        wanted = list(terms)
        for start in range(0, len(wanted), ASKED):
            some = wanted[start : start + ASKED]
            sql = f"select term, segment, docs, flags, crc from postings where term in ({marks(some)})"  # noqa: S608 (only marks)
            for row in self._connection.execute(sql, some):
                found.setdefault(row[0], []).append(unpacked(row, bases))
        return found

    def spellings(self, word: str) -> dict[str, list[Posting]]:
        """Return the postings of the spellings of a folded word that differ from it, by their `variant` key."""
        return self._between(variant(word, ""), f"{word}0")

    def tags(self, start: str = "") -> dict[str, list[Posting]]:
        """Return the postings of the tags that begin with `start`, by "tag:" and the folded tag."""
        return self._between(f"tag:{start}", f"tag:{start}\U0010ffff")

    def _between(self, first: str, end: str) -> dict[str, list[Posting]]:
        bases = self._bases()
        sql = "select term, segment, docs, flags, crc from postings where term >= ? and term < ?"
        found: dict[str, list[Posting]] = {}
        for row in self._connection.execute(sql, (first, end)):
            found.setdefault(row[0], []).append(unpacked(row, bases))
        return found

    def _bases(self) -> dict[int, int]:
        rows = self._connection.execute("select id, first, last, size, crc from segments")
        return {segment: first for segment, first, _, _ in map(checked, rows)}

    # --- documents --------------------------------------------------------------------------------------------------

    def folded(self, docs: Sequence[int]) -> dict[int, FoldedText]:
        """Return the folded lines of documents; those that aren't there are left out."""
        found: dict[int, FoldedText] = {}
        for doc, data in self._rows("select id, text, crc from folded", docs):
            head, *lines = zlib.decompress(data).decode().split("\n")
            numbers = [int(number) for number in head.split()]
            if len(numbers) != len(lines):
                raise CacheDamagedError("lines without rows")
            found[doc] = FoldedText([n >> 3 for n in numbers], [n & 7 for n in numbers], lines)
        return found

    def plain(self, docs: Sequence[int]) -> dict[int, StoredText]:
        """Return documents as they are shown; those that aren't there are left out."""
        rows = self._rows("select id, text, crc from plain", docs)
        try:
            return {doc: StoredText(*unpack_text(text)) for doc, text in rows}
        except (ValueError, IndexError) as error:
            raise CacheDamagedError(str(error)) from error

    def places(self, docs: Sequence[int]) -> dict[int, Place]:
        """Return where documents come from; those that aren't there are left out."""
        rows = self._rows("select id, briefing, lang, path, title, first, last, crc from docs", docs)
        return {doc: Place(*place) for doc, *place in rows}

    def docs_of(self, briefing: str) -> range:
        """Return the documents of a briefing; none if it isn't there."""
        sql = "select key, signature, first, size, facts, crc from briefings where key = ?"
        row = self._connection.execute(sql, (briefing,)).fetchone()
        if row is None:
            return range(0)
        _, _, first, size, _ = checked(row)
        return range(first, first + size)

    def _rows(self, sql: str, docs: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(docs), ASKED):
            some = [int(doc) for doc in docs[start : start + ASKED]]
            for row in self._connection.execute(f"{sql} where id in ({marks(some)})", some):
                yield checked(row)


def unpacked(row: tuple[Any, ...], bases: dict[int, int]) -> Posting:
    """Return a row of the table of postings.

    Raises:
        CacheDamagedError: it isn't what was written.
    """
    _, segment, docs, flags = checked(row)
    if segment not in bases:
        raise CacheDamagedError("a posting without segment")
    numbers = np.frombuffer(docs, np.uint16).astype(np.int64) + bases[segment]
    return Posting(numbers, np.frombuffer(flags, np.uint8) if flags else np.zeros(len(numbers), np.uint8))


