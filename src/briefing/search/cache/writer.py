"""One transaction that changes the index."""

from __future__ import annotations

import sqlite3
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from briefing.search.cache.nouns import Entry
from briefing.search.cache.reader import Reader, unpacked
from briefing.search.cache.tables import checked, marks, signed, value_of
from briefing.search.database import CacheDamagedError
from briefing.text import WORD

_MOST = 8
"""Segments, and lists of words, above which some are merged: each costs a look-up, or time when the index is opened."""
_SPAN = 0x10000
"""Document numbers in a segment: within it they take two bytes."""
_SEGMENT_COLUMNS = "id, first, last, size, crc"

_Packed = tuple[str, bytes, bytes]
"""A term, its documents counted from the segment's first, their flags (or nothing where all are 0)."""


class Writer:
    """One transaction.

    Args:
        connection: within a transaction, which the caller ends.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._reader = Reader(connection)

    def replace(self, entries: Sequence[Entry], gone: Collection[str]) -> None:
        """Put briefings in place of what is known of them and forget those that are gone."""
        known = self._known([*(entry.key for entry in entries), *gone])
        # Another process may have done the same meanwhile.
        fresh = [entry for entry in entries if known.get(entry.key) != entry.signature]
        dropped = [key for key in (*gone, *(entry.key for entry in fresh)) if key in known]
        if not fresh and not dropped:
            return
        changes: Counter[str] = Counter()
        for key in dropped:
            self._forget(key, changes)
        for some in _portions(fresh):
            self._add(some, changes)
        self._count(changes)
        self._merge_segments()
        self._merge_words()
        self._connection.execute("delete from stamps")
        self._connection.execute("update meta set value = value + 1 where name = 'generation'")

    def put_stamp(self, stamp: str) -> None:
        """Remember which state of the library the index is complete for."""
        self._connection.execute("insert or replace into stamps values(?, ?, ?)", signed("library", stamp))

    def _known(self, keys: list[str]) -> dict[str, str]:
        found = (self._connection.execute("select key, signature from briefings where key = ?", (key,)) for key in keys)
        return {row[0]: row[1] for rows in found for row in rows}

    # --- documents --------------------------------------------------------------------------------------------------

    def _forget(self, key: str, changes: Counter[str]) -> None:
        docs = self._reader.docs_of(key)
        for folded in self._reader.folded(docs).values():
            changes.subtract(set(WORD.findall("\n".join(folded.lines))))
        for table in ("docs", "folded", "plain"):
            self._connection.execute(f"delete from {table} where id >= ? and id < ?", (docs.start, docs.stop))  # noqa: S608
        self._connection.executemany("insert into gone values(?)", ((doc,) for doc in docs))
        self._connection.execute("update meta set value = value + ? where name = 'gone'", (len(docs),))
        self._connection.execute("delete from briefings where key = ?", (key,))

    def _add(self, entries: Sequence[Entry], changes: Counter[str]) -> None:
        """Store briefings with their documents and write one segment of postings."""
        start = doc = value_of(self._connection, "next")
        postings: dict[str, list[int]] = {}
        drafts = []
        for entry in entries:
            first = doc
            for draft in entry.drafts:
                drafts.append((doc, entry.key, draft))
                base = (doc - start) << 8
                for word, flags in draft.words.items():
                    postings.setdefault(word, []).append(base | flags)
                for key in draft.keys:
                    postings.setdefault(key, []).append(base)
                changes.update(draft.words.keys())
                doc += 1
            self._connection.execute(
                "insert into briefings values(?, ?, ?, ?, ?, ?)",
                signed(entry.key, entry.signature, first, doc - first, entry.facts),
            )
        if doc == start:
            return
        self._put_texts(drafts)
        self._put_numbers(start, drafts)
        self._connection.execute("update meta set value = ? where name = 'next'", (doc,))
        self._write_segment(start, doc - 1, doc - start, _packed(postings))

    def _put_texts(self, drafts: list) -> None:
        run = self._connection.executemany
        run(
            "insert into docs values(?, ?, ?, ?, ?, ?, ?, ?)",
            (signed(doc, key, d.lang, d.path, d.title, d.first, d.last) for doc, key, d in drafts),
        )
        run("insert into folded values(?, ?, ?)", (signed(doc, draft.folded) for doc, _, draft in drafts))
        run("insert into plain values(?, ?, ?)", (signed(doc, draft.plain) for doc, _, draft in drafts))

    def _put_numbers(self, first: int, drafts: list) -> None:
        ties = (zlib.crc32(f"{key} {draft.lang} {draft.first}".encode("utf-8", "replace")) for _, key, draft in drafts)
        columns = (
            bytes(draft.code for _, _, draft in drafts),
            np.array([draft.size for _, _, draft in drafts], np.uint16).tobytes(),
            np.array([draft.date for _, _, draft in drafts], np.int32).tobytes(),
            np.array(list(ties), np.uint32).tobytes(),
        )
        self._connection.execute("insert into numbers values(?, ?, ?, ?, ?, ?)", signed(first, *columns))

    # --- segments ---------------------------------------------------------------------------------------------------

    def _write_segment(self, first: int, last: int, size: int, postings: Iterable[_Packed]) -> None:
        segment = self._connection.execute("select coalesce(max(id), 0) + 1 from segments").fetchone()[0]
        self._connection.execute("insert into segments values(?, ?, ?, ?, ?)", signed(segment, first, last, size))
        self._connection.executemany(
            "insert into postings values(?, ?, ?, ?, ?)",
            (signed(term, segment, docs, flags) for term, docs, flags in postings),
        )

    def _merge_segments(self) -> None:
        """Keep the segments few; those that are merged lie side by side, so that a new one is as narrow as can be."""
        rows = self._connection.execute(f"select {_SEGMENT_COLUMNS} from segments order by first")  # noqa: S608
        segments = [checked(row) for row in rows]
        if len(segments) <= _MOST:
            return
        start = _alike([size for _, _, _, size in segments])
        while len(segments) - start > 1 and segments[-1][2] - segments[start][1] >= _SPAN:
            start += 1
        merged = segments[start:]
        if len(merged) < 2:
            return
        ids = [segment for segment, *_ in merged]
        first, last = merged[0][1], merged[-1][2]
        alive = self._reader.numbers(first).codes[: last - first + 1] != 0
        postings = list(self._collected(ids, {segment: begin for segment, begin, *_ in merged}, first, alive))
        self._connection.execute(f"delete from postings where segment in ({marks(ids)})", ids)  # noqa: S608 (only marks)
        self._connection.execute(f"delete from segments where id in ({marks(ids)})", ids)  # noqa: S608 (only marks)
        self._write_segment(first, last, int(alive.sum()), postings)

    def _collected(
        self, segments: list[int], bases: dict[int, int], first: int, alive: NDArray[np.bool_]
    ) -> Iterator[_Packed]:
        """Yield the postings of some segments without the documents that are gone, terms and documents ascending."""
        sql = (
            f"select term, segment, docs, flags, crc from postings where segment in ({marks(segments)})"  # noqa: S608
            " order by term, segment"
        )
        for term, rows in groupby(self._connection.execute(sql, segments), key=itemgetter(0)):
            parts = [unpacked(row, bases) for row in rows]
            docs = np.concatenate([part.docs for part in parts]) - first
            flags = np.concatenate([part.flags for part in parts])
            if len(docs) and (docs.min() < 0 or docs.max() >= len(alive)):
                raise CacheDamagedError("a posting outside of its segment")
            there = alive[docs]
            docs, flags = docs[there], flags[there]
            order = np.argsort(docs, kind="stable")
            if len(docs):
                yield term, docs[order].astype(np.uint16).tobytes(), flags[order].tobytes() if flags.any() else b""

    # --- words ------------------------------------------------------------------------------------------------------

    def _count(self, changes: Mapping[str, int]) -> None:
        changed = sorted((word, change) for word, change in changes.items() if change)
        if changed:
            joined = "".join(f"{word}\n" for word, _ in changed)
            self._put_words(joined.encode(), np.array([change for _, change in changed], np.int32))

    def _put_words(self, joined: bytes, counts: NDArray[np.int32]) -> None:
        number = self._connection.execute("select coalesce(max(id), 0) + 1 from words").fetchone()[0]
        packed = zlib.compress(joined, 1), zlib.compress(counts.tobytes(), 1)
        self._connection.execute("insert into words values(?, ?, ?, ?, ?)", signed(number, *packed, len(counts)))

    def _merge_words(self) -> None:
        """Keep the lists of words few."""
        sizes = self._connection.execute("select id, size from words order by id").fetchall()
        if len(sizes) <= _MOST:
            return
        start = _alike([size for _, size in sizes])
        ids = [number for number, _ in sizes[start:]]
        total: Counter[str] = Counter()
        for _, joined, counts in self._reader.words(ids[0] - 1):
            for word, count in zip(joined.decode().split("\n"), counts.tolist(), strict=False):
                total[word] += count
        self._connection.execute(f"delete from words where id in ({marks(ids)})", ids)  # noqa: S608 (only marks)
        self._count(total)


def _portions(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Share out briefings so that the documents of each part fit into a segment."""
    part: list[Entry] = []
    size = 0
    for entry in entries:
        if part and size + len(entry.drafts) > _SPAN:
            yield part
            part, size = [], 0
        part.append(entry)
        size += len(entry.drafts)
    if part:
        yield part


def _packed(postings: Mapping[str, list[int]]) -> Iterator[_Packed]:
    """Yield postings, each (document << 8 | flags), ready to be written."""
    terms = sorted(postings)
    ends = np.cumsum([len(postings[term]) for term in terms]).tolist()
    values = np.fromiter((value for term in terms for value in postings[term]), np.uint32, ends[-1] if ends else 0)
    docs = (values >> 8).astype(np.uint16).tobytes()
    flags = (values & 0xFF).astype(np.uint8).tobytes()
    start = 0
    for term, end in zip(terms, ends, strict=True):
        yield term, docs[2 * start : 2 * end], flags[start:end] if flags[start] else b""
        start = end


def _alike(sizes: Sequence[int]) -> int:
    """Return from where on the last ones are merged: those that together don't reach the one before them."""
    start = len(sizes) - 2
    while start and sum(sizes[start:]) * 2 > sizes[start - 1]:
        start -= 1
    return max(0, start)
