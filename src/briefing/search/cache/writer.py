"""One transaction that changes the index."""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
import zlib
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.document.model import Lang
from briefing.search.cache.blocks import EMPTY, Run, joined, merged, pack, unpack
from briefing.search.cache.nouns import Entry
from briefing.search.cache.reader import Reader
from briefing.search.cache.tables import SEGMENT_COLUMNS, checked, marks, signed, value_of
from briefing.search.drafts import Draft

_MOST = 8
"""Segments above which some are merged: each costs a look-up for each word."""
_MOST_LISTS = 64
"""Lists of words above which some are merged: whoever has the vocabulary in memory must then read all of it again."""
_SPAN = 0x10000
"""Document numbers in a segment: within it they take two bytes."""
_AT_ONCE = 300
"""Blocks of each segment that are merged at a time: some megabytes."""


_Numbered = tuple[int, str, Draft]
"""A document with its number and the id of its briefing."""


class _Segment(NamedTuple):
    number: int
    first: int
    last: int
    size: int
    block: int
    firsts: Sequence[str]


class _Walk:
    """Reads the blocks of a segment in order."""

    def __init__(self, reader: Reader, segment: _Segment) -> None:
        self._reader = reader
        self._base = segment.first
        self._blocks = range(segment.block, segment.block + len(segment.firsts))
        self.run: Run | None = None
        self._read()

    def take(self, end: str) -> Run:
        """Return the terms up to and with `end` that are read, and read on when none is left."""
        run = self.run or EMPTY
        at = bisect_right(run.terms, end)
        split = int(run.counts[:at].sum())
        taken = Run(run.terms[:at], run.counts[:at], run.docs[:split], run.flags[:split])
        self.run = Run(run.terms[at:], run.counts[at:], run.docs[split:], run.flags[split:])
        if not self.run.terms:
            self._read()
        return taken

    def _read(self) -> None:
        some, self._blocks = self._blocks[:_AT_ONCE], self._blocks[_AT_ONCE:]
        runs = [unpack(data, self._base) for _, data in sorted(self._reader.blocks(some))]
        self.run = joined(runs) if runs else None


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

    def compact(self) -> None:
        """Merge all segments that fit together: each one less makes searching faster, and the file smaller."""
        parts: list[list[_Segment]] = []
        for segment in self._segments():
            if not parts or segment.last - parts[-1][0].first >= _SPAN:
                parts.append([])
            parts[-1].append(segment)
        for part in parts:
            if len(part) > 1:
                self._merge(part)
        self._merge_words(most=1)
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
            changes.subtract(set(folded.words.split()))
        for table in ("docs", "folded", "plain"):
            self._connection.execute(f"delete from {table} where id >= ? and id < ?", (docs.start, docs.stop))  # noqa: S608
        self._connection.executemany("insert into gone values(?)", ((doc,) for doc in docs))
        self._connection.execute("update meta set value = value + ? where name = 'gone'", (len(docs),))
        self._connection.execute("delete from briefings where key = ?", (key,))

    def _add(self, entries: Sequence[Entry], changes: Counter[str]) -> None:
        """Store briefings with their documents and write one segment of postings."""
        start = doc = value_of(self._connection, "next")
        drafts: list[_Numbered] = []
        for entry in entries:
            first = doc
            for draft in entry.drafts:
                drafts.append((doc, entry.key, draft))
                doc += 1
            self._connection.execute(
                "insert into briefings values(?, ?, ?, ?, ?, ?)",
                signed(entry.key, entry.signature, first, doc - first, entry.facts),
            )
        if doc == start:
            return
        run = _run_of([draft for _, _, draft in drafts])
        for term, count in zip(run.terms, run.counts.tolist(), strict=True):
            if "/" not in term and ":" not in term:  # in keys, never in words
                changes[term] += count
        self._put_texts(drafts)
        self._put_numbers(start, drafts)
        self._connection.execute("update meta set value = ? where name = 'next'", (doc,))
        self._write_segment(start, doc - 1, doc - start, [run])

    def _put_texts(self, drafts: Sequence[_Numbered]) -> None:
        run = self._connection.executemany
        run(
            "insert into docs values(?, ?, ?, ?, ?, ?)",
            (signed(doc, key, draft.lang, draft.path, draft.title) for doc, key, draft in drafts),
        )
        run("insert into folded values(?, ?, ?)", (signed(doc, draft.folded) for doc, _, draft in drafts))
        run("insert into plain values(?, ?, ?)", (signed(doc, draft.plain) for doc, _, draft in drafts))

    def _put_numbers(self, first: int, drafts: Sequence[_Numbered]) -> None:
        ties = [_tie(key, draft.lang) for _, key, draft in drafts]
        columns = (
            bytes(draft.code for _, _, draft in drafts),
            np.array([draft.size for _, _, draft in drafts], np.uint16).tobytes(),
            np.array([draft.date for _, _, draft in drafts], np.int32).tobytes(),
            np.array(ties, np.uint64).tobytes(),
        )
        self._connection.execute("insert into numbers values(?, ?, ?, ?, ?, ?)", signed(first, *columns))

    # --- segments ---------------------------------------------------------------------------------------------------

    def _segments(self) -> list[_Segment]:
        rows = self._connection.execute(f"select {SEGMENT_COLUMNS} from segments order by first")  # noqa: S608
        found: list[_Segment] = []
        for row in rows:
            number, first, last, size, block, firsts = checked(row)
            found.append(_Segment(number, first, last, size, block, zlib.decompress(firsts).decode().split("\n")))
        return found

    def _write_segment(self, first: int, last: int, size: int, runs: Iterable[Run]) -> None:
        number, block = (self._next_id(table) for table in ("segments", "blocks"))
        firsts: list[str] = []

        def blocks() -> Iterator[tuple[object, ...]]:
            for run in runs:
                for term, data in pack(run):
                    firsts.append(term)
                    yield signed(block + len(firsts) - 1, data)

        self._connection.executemany("insert into blocks values(?, ?, ?)", blocks())
        names = zlib.compress("\n".join(firsts).encode(), 1)
        row = signed(number, first, last, size, block, names)
        self._connection.execute("insert into segments values(?, ?, ?, ?, ?, ?, ?)", row)

    def _next_id(self, table: str) -> int:
        found = self._connection.execute(f"select coalesce(max(id), 0) + 1 from {table}").fetchone()[0]  # noqa: S608
        return int(found)

    def _merge_segments(self) -> None:
        """Keep the segments few; those that are merged lie side by side, so that a new one is as narrow as can be."""
        segments = self._segments()
        if len(segments) <= _MOST:
            return
        start = _alike([segment.size for segment in segments])
        while len(segments) - start > 1 and segments[-1].last - segments[start].first >= _SPAN:
            start += 1
        if len(segments) - start > 1:
            self._merge(segments[start:])

    def _merge(self, segments: Sequence[_Segment]) -> None:
        """Make one segment of some that lie side by side."""
        first, last = segments[0].first, segments[-1].last
        alive = self._reader.numbers(first).codes[: last - first + 1] != 0
        self._write_segment(first, last, int(alive.sum()), self._collected(segments, alive))
        for segment in segments:
            blocks = segment.block, segment.block + len(segment.firsts)
            self._connection.execute("delete from blocks where id >= ? and id < ?", blocks)
            self._connection.execute("delete from segments where id = ?", (segment.number,))

    def _collected(self, segments: Sequence[_Segment], alive: NDArray[np.bool_]) -> Iterator[Run]:
        """Yield the postings of some segments, a range of terms at a time, without the documents that are gone."""
        walks = [_Walk(self._reader, segment) for segment in segments]
        while any(walk.run for walk in walks):
            # Up to the term with which the first of the runs ends, all that there is has been read.
            end = min(walk.run.terms[-1] for walk in walks if walk.run)
            yield merged([walk.take(end) for walk in walks if walk.run], alive, segments[0].first)

    # --- words ------------------------------------------------------------------------------------------------------

    def _count(self, changes: Mapping[str, int]) -> None:
        changed = sorted((word, change) for word, change in changes.items() if change)
        if changed:
            joined = "".join(f"{word}\n" for word, _ in changed)
            self._put_words(joined.encode(), np.array([change for _, change in changed], np.int32))

    def _put_words(self, joined: bytes, counts: NDArray[np.int32]) -> None:
        # Never one that was used before: by its number a list is known to whoever has read it.
        number = value_of(self._connection, "lists") + 1
        self._connection.execute("update meta set value = ? where name = 'lists'", (number,))
        packed = zlib.compress(joined, 1), zlib.compress(counts.tobytes(), 1)
        self._connection.execute("insert into words values(?, ?, ?, ?, ?)", signed(number, *packed, len(counts)))

    def _merge_words(self, most: int = _MOST_LISTS) -> None:
        """Keep the lists of words few."""
        sizes = self._connection.execute("select id, size from words order by id").fetchall()
        if len(sizes) <= most:
            return
        start = _alike([size for _, size in sizes]) if most > 1 else 0
        ids = [number for number, _ in sizes[start:]]
        total: Counter[str] = Counter()
        for words in self._reader.words(ids[0] - 1):
            for word, count in zip(words.joined.decode().split("\n"), words.counts.tolist(), strict=False):
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


def _tie(key: str, lang: Lang) -> int:
    """Return a number for an edition by which those that are as good are ordered: two languages side by side."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) & ~1 | (lang == "en")


def _run_of(drafts: Sequence[Draft]) -> Run:
    """Return the terms of some documents, which are counted from 0."""
    numbers: defaultdict[str, int] = defaultdict(itertools.count().__next__)
    terms, flags = array("i"), bytearray()
    sizes: list[int] = []
    for draft in drafts:
        terms.extend(map(numbers.__getitem__, draft.words))
        terms.extend(map(numbers.__getitem__, draft.keys))
        flags.extend(draft.words.values())
        flags.extend(bytes(len(draft.keys)))
        sizes.append(len(draft.words) + len(draft.keys))
    names = sorted(numbers)
    places = np.empty(len(names), np.int32)
    places[[numbers[name] for name in names]] = np.arange(len(names), dtype=np.int32)
    owners = places[np.frombuffer(terms, np.int32)]
    order = np.argsort(owners, kind="stable")
    docs = np.arange(len(drafts)).repeat(sizes)
    counts = np.bincount(owners, minlength=len(names)).astype(np.uint32)
    return Run(names, counts, docs[order], np.frombuffer(flags, np.uint8)[order])


def _alike(sizes: Sequence[int]) -> int:
    """Return from where on the last ones are merged: those that together don't reach the one before them."""
    start = len(sizes) - 2
    while start and sum(sizes[start:]) * 2 > sizes[start - 1]:
        start -= 1
    return max(0, start)
