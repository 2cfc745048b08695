"""Postings in blocks: neighbouring terms share a row of the table, for most terms stand in one document only.

A block is: the number of terms and of bytes of their names, the number of documents of each, the names separated by
line feeds, all documents (counted from the segment's first), all flags.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.search.cache.nouns import Posting
from briefing.search.database import CacheDamagedError

_TERMS: Final = 128
_BYTES: Final = 3000
"""A block is closed when it has so many terms, or so many bytes; a frequent word has one of its own."""
_HEAD: Final = 8


class Run(NamedTuple):
    """Terms with their postings, terms ascending.

    Attributes:
        terms: the terms.
        counts: the number of documents of each.
        docs: the documents of all terms, one after the other, ascending within each.
        flags: the flags of all terms.
    """

    terms: Sequence[str]
    counts: NDArray[np.uint32]
    docs: NDArray[np.int64]
    flags: NDArray[np.uint8]


EMPTY: Final = Run((), np.zeros(0, np.uint32), np.zeros(0, np.int64), np.zeros(0, np.uint8))


class Directory(NamedTuple):
    """Where the blocks of one segment are.

    Attributes:
        base: the segment's first document.
        block: number of its first block; the others follow.
        firsts: the first term of each block, ascending.
    """

    base: int
    block: int
    firsts: Sequence[str]

    def block_of(self, term: str) -> int:
        """Return the number of the only block that may hold a term, or -1."""
        at = bisect_right(self.firsts, term) - 1
        return self.block + at if at >= 0 else -1

    def blocks_between(self, first: str, end: str) -> range:
        """Return the blocks that may hold terms from `first` on and below `end`."""
        low = max(0, bisect_right(self.firsts, first) - 1)
        return range(self.block + low, self.block + bisect_right(self.firsts, end))


def pack(run: Run) -> Iterator[tuple[str, bytes]]:
    """Yield blocks with their first terms.

    Args:
        run: with documents counted from the segment's first, below 65,536.
    """
    docs = run.docs.astype("<u2")
    ends = np.cumsum(run.counts, dtype=np.int64)
    sizes = np.cumsum([len(term) + 5 for term in run.terms]) + 3 * ends
    start, done = 0, 0
    while start < len(run.terms):
        full = int(np.searchsorted(sizes, done + _BYTES, side="right"))
        stop = min(max(full, start + 1), start + _TERMS)
        low, high = int(ends[start - 1]) if start else 0, int(ends[stop - 1])
        names = "\n".join(run.terms[start:stop]).encode()
        head = np.array([stop - start, len(names)], "<u4").tobytes()
        counts = run.counts[start:stop].astype("<u4").tobytes()
        yield run.terms[start], b"".join((head, counts, names, docs[low:high].tobytes(), run.flags[low:high].tobytes()))
        start, done = stop, int(sizes[stop - 1])


def unpack(data: bytes, base: int) -> Run:
    """Return what `pack` has packed, with documents counted from 0.

    Raises:
        CacheDamagedError: it is something else.
    """
    terms, counts, docs, flags = _parts(data)
    return Run(terms, counts, docs.astype(np.int64) + base, flags)


def _parts(data: bytes) -> tuple[list[str], NDArray[np.uint32], NDArray[np.uint16], NDArray[np.uint8]]:
    try:
        size, length = np.frombuffer(data, "<u4", 2).tolist()
        counts = np.frombuffer(data, "<u4", size, _HEAD)
        start = _HEAD + 4 * size
        terms = data[start : start + length].decode().split("\n")
        total = int(counts.sum())
        docs = np.frombuffer(data, "<u2", total, start + length)
        flags = np.frombuffer(data, np.uint8, total, start + length + 2 * total)
    except ValueError as error:
        raise CacheDamagedError(str(error)) from error
    if len(terms) != size:
        raise CacheDamagedError("a block without names")
    return terms, counts, docs, flags


def chosen(data: bytes, wanted: Iterable[str]) -> Iterator[tuple[str, NDArray[np.uint16], NDArray[np.uint8]]]:
    """Yield those of some terms that a block holds, with documents counted from the segment's first, and flags.

    Raises:
        CacheDamagedError: it is no block.
    """
    terms, counts, docs, flags = _parts(data)
    ends = counts.cumsum().tolist()
    for term in wanted:
        at = bisect_left(terms, term)
        if at < len(terms) and terms[at] == term:
            start = ends[at - 1] if at else 0
            yield term, docs[start : ends[at]], flags[start : ends[at]]


def between(data: bytes, base: int, first: str, end: str) -> Iterator[tuple[str, Posting]]:
    """Yield the terms of a block from `first` on and below `end`.

    Raises:
        CacheDamagedError: it is no block.
    """
    run = unpack(data, base)
    start = 0
    for term, stop in zip(run.terms, np.cumsum(run.counts).tolist(), strict=True):
        if first <= term < end:
            yield term, Posting(run.docs[start:stop], run.flags[start:stop])
        start = stop


def joined(runs: Sequence[Run]) -> Run:
    """Return runs that follow each other as one."""
    terms = [term for run in runs for term in run.terms]
    counts, docs, flags = (np.concatenate(parts) for parts in zip(*(run[1:] for run in runs), strict=True))
    return Run(terms, counts, docs, flags)


def merged(runs: Sequence[Run], alive: NDArray[np.bool_], base: int) -> Run:
    """Return several runs as one, without the documents that are gone and the terms that had no others.

    Args:
        runs: by their documents, which must not overlap.
        alive: for each document from `base` on whether it is there.
        base: number of the first document of the result, from which its documents are counted.

    Raises:
        CacheDamagedError: a document is outside of `alive`.
    """
    every = [term for run in runs for term in run.terms]
    every.sort()  # ascending stretches are merged: a set would have to be sorted term by term
    terms = list(dict.fromkeys(every))
    place = dict(zip(terms, range(len(terms)), strict=True))
    owners = [
        np.fromiter(map(place.__getitem__, run.terms), np.int64, len(run.terms)).repeat(run.counts) for run in runs
    ]
    owner = np.concatenate(owners)
    docs = np.concatenate([run.docs for run in runs]) - base
    flags = np.concatenate([run.flags for run in runs])
    if len(docs) and (docs.min() < 0 or docs.max() >= len(alive)):
        raise CacheDamagedError("a posting outside of its segment")
    there = alive[docs]
    owner, docs, flags = owner[there], docs[there], flags[there]
    order = np.argsort(owner, kind="stable")
    counts = np.bincount(owner, minlength=len(terms)).astype(np.uint32)
    kept = [term for term, count in zip(terms, counts.tolist(), strict=True) if count]
    return Run(kept, counts[counts > 0], docs[order], flags[order])
