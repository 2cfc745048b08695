"""Every word of the library, in memory: exact, by beginning, by part, by near spelling.

A hundred thousand documents have some four hundred thousand words. As Python strings they would take 30 MB; here they
are one block of bytes, with a few numbers for each word beside it that tell which ones are worth a closer look.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

_END = 0x0A
_KEPT_SIZES = (4, 6, 8, 10, 12)
_WHOLE = 81
_PAIRS_BY_EDIT = 3
"""Pairs of letters that one edit can take away: two letters that changed places are in three."""
_MADE = {"_masks", "_sizes", "_pair_masks"}
"""What is made of the block when it is first asked for; the same for every vocabulary with this block."""
_MOST_ADDED = 3000
"""Words beside the block; above that a new block is made."""

Measure = TypeVar("Measure", bound=np.generic)
Indexes = NDArray[np.int64]


def _letter_bits() -> NDArray[np.uint32]:
    """Return one bit for each letter a-z and five for the digits; other bytes have none, so that they rule out nothing.

    Letters outside of ASCII take several bytes, and one edit may change them all.
    """
    bits = np.zeros(256, np.uint32)
    for index in range(26):
        bits[ord("a") + index] = 1 << index
    for digit in range(10):
        bits[ord("0") + digit] = 1 << (26 + digit // 2)
    return bits


_BITS = _letter_bits()


class Vocabulary:
    """The folded words of the library with the number of documents that hold them. Never changes.

    Args:
        joined: the words, ascending by code point, as UTF-8, each followed by a line feed.
        counts: for each word, the number of documents that hold it; a word that none holds isn't there.
        added: words with their counts that `joined` doesn't have.
    """

    def __init__(self, joined: bytes, counts: NDArray[np.int32], added: Mapping[str, int] | None = None) -> None:
        self._joined = joined
        self._counts = counts
        self._added = {word: count for word, count in (added or {}).items() if count > 0}
        self._ends = np.flatnonzero(np.frombuffer(joined, np.uint8) == _END).astype(np.int32)
        self._beginnings: dict[int, NDArray[np.uint32]] = {}
        if len(self._ends) != len(counts):
            raise ValueError("not one count for each word")

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Vocabulary:
        """Return the vocabulary of some words with their counts."""
        words = sorted(word for word, count in counts.items() if count > 0)
        joined = "".join(f"{word}\n" for word in words).encode()
        return cls(joined, np.array([counts[word] for word in words], np.int32))

    def changed(self, changes: Mapping[str, int]) -> Vocabulary:
        """Return the vocabulary with other counts: what `changes` adds to the present ones."""
        counts = self._counts.copy()
        added = dict(self._added)
        for word, change in changes.items():
            at = self._index(word)
            if at >= 0:
                counts[at] += change
            else:
                added[word] = added.get(word, 0) + change
        new = Vocabulary.__new__(Vocabulary)
        new._joined, new._counts, new._ends = self._joined, counts, self._ends
        new._beginnings = self._beginnings
        new._added = {word: count for word, count in added.items() if count > 0}
        vars(new).update((name, made) for name, made in vars(self).items() if name in _MADE)
        return new if len(new._added) <= _MOST_ADDED else Vocabulary.of(dict(new.items()))

    def __len__(self) -> int:
        return int(np.count_nonzero(self._counts > 0)) + len(self._added)

    def __contains__(self, word: str) -> bool:
        return self.count(word) > 0

    def items(self) -> Iterable[tuple[str, int]]:
        """Yield the words with their counts, in no order."""
        words = self._joined.decode().split("\n")
        yield from ((word, count) for word, count in zip(words, self._counts.tolist(), strict=False) if count > 0)
        yield from self._added.items()

    def count(self, word: str) -> int:
        """Return the number of documents that hold `word`, 0 when it is unknown."""
        at = self._index(word)
        return int(self._counts[at]) if at >= 0 else self._added.get(word, 0)

    def begins(self, prefix: str) -> bool:
        """Return whether any word begins with `prefix`."""
        low, high = self._range(prefix)
        return bool((self._counts[low:high] > 0).any()) or any(word.startswith(prefix) for word in self._added)

    def beginning(self, prefix: str, limit: int) -> list[str]:
        """Return the words that begin with `prefix`, itself not included: at most `limit`, the most frequent first."""
        low, high = self._range(prefix)
        if low < high and self._word(low) == prefix:
            low += 1
        more = (word for word in self._added if word.startswith(prefix) and word != prefix)
        return self._frequent(np.arange(low, high), more, limit)

    def containing(self, part: str, limit: int) -> list[str]:
        """Return the words with `part` inside or at the end: at most `limit`, the most frequent first."""
        low, high = self._range(part)
        found = self._holding(part)
        found = found[(found < low) | (found >= high)]
        more = (word for word in self._added if part in word and not word.startswith(part))
        return self._frequent(found, more, limit)

    def near(self, word: str, edits: int) -> dict[str, int]:
        """Return the words within `edits` of `word` (optimal string alignment), with their distance."""
        mask = _mask(word)
        alike = np.abs(self._sizes.astype(np.int16) - len(word)) <= edits
        alike &= np.bitwise_count(self._masks & ~mask) <= edits
        alike &= np.bitwise_count(mask & ~self._masks) <= edits
        alike &= self._counts > 0
        found = _within(word, edits, [*self._words(np.flatnonzero(alike)), *self._added])
        found.pop(word, None)
        return found

    def near_beginning(self, prefix: str, edits: int) -> dict[str, int]:
        """Return the beginnings of words that are within `edits` of `prefix` and at most one letter longer or shorter.

        Words with letters outside of ASCII are left out: their bytes are no letters.
        """
        mask = _mask(prefix)
        longest = len(prefix) + 1
        likely = np.bitwise_count(mask & ~self._first_masks(_above(longest))) <= edits
        likely &= np.bitwise_count(self._first_masks(_below(longest - 2)) & ~mask) <= edits
        likely &= self._counts > 0
        block = np.frombuffer(self._joined + b"\n" * longest, np.uint8)
        letters = block[(self._starts_of(np.flatnonzero(likely)))[:, None] + np.arange(longest)]
        found = {word[:longest]: None for word in self._added}
        beginnings: dict[str, None] = {}
        for size in range(max(edits + 1, longest - 2), longest + 1):
            beginnings.update(dict.fromkeys(_alike_beginnings(letters[:, :size], mask, edits)))
            beginnings.update((word[:size], None) for word in found if len(word) >= size)
        return _within(prefix, edits, list(beginnings))

    def holding_half(self, word: str, edits: int, limit: int) -> list[str]:
        """Return longer words that hold the first or the second half of `word` and nearly all of its letters.

        At most `limit` for each half, the most frequent ones.
        """
        alike = np.bitwise_count(_mask(word) & ~self._masks) <= edits
        alike &= np.bitwise_count(_pair_mask(word) & ~self._pair_masks) <= _PAIRS_BY_EDIT * edits
        alike &= self._sizes > len(word)
        middle = len(word) // 2
        found: dict[str, None] = {}
        for half in (word[:middle], word[middle:]):
            likely = self._holding(half, alike)
            more = (other for other in self._added if half in other and _may_hold(other, word, edits))
            found.update(dict.fromkeys(self._frequent(likely, more, limit)))
        return list(found)

    # --- inside -----------------------------------------------------------------------------------------------------

    @cached_property
    def _masks(self) -> NDArray[np.uint32]:
        """For each word which letters it has; made when the first word is misspelt."""
        block = np.frombuffer(self._joined, np.uint8)
        return _by_word(block, self._ends, lambda some, starts: np.bitwise_or.reduceat(_BITS[some], starts), np.uint32)

    @cached_property
    def _sizes(self) -> NDArray[np.uint8]:
        """For each word its number of letters."""
        block = np.frombuffer(self._joined, np.uint8)

        def letters(some: NDArray[np.uint8], starts: Indexes) -> NDArray[np.uint8]:
            begins = ((some & 0xC0) != 0x80).astype(np.uint8)
            return np.add.reduceat(begins, starts, dtype=np.uint8) - np.uint8(1)  # the line feed is none

        return _by_word(block, self._ends, letters, np.uint8)

    @cached_property
    def _pair_masks(self) -> NDArray[np.uint64]:
        """For each word its pairs of letters, as a Bloom filter of one hash; made when a part is looked for."""
        block = np.frombuffer(self._joined, np.uint8)

        def pairs(some: NDArray[np.uint8], starts: Indexes) -> NDArray[np.uint64]:
            return np.bitwise_or.reduceat(_pairs(some), starts)

        return _by_word(block, self._ends, pairs, np.uint64)

    def _first_masks(self, size: int) -> NDArray[np.uint32]:
        """For each word which letters are among its first `size` ones; made when a beginning is misspelt."""
        known = self._beginnings.get(size)
        if known is None:
            block = np.frombuffer(self._joined + b"\n" * size, np.uint8)
            known = np.zeros(len(self._ends), np.uint32)
            inside = np.ones(len(self._ends), bool)
            starts = self._starts_of(np.arange(len(self._ends)))
            for at in range(size):
                letters = block[starts + at]
                inside &= letters != _END
                known |= np.where(inside, _BITS[letters], 0)
            self._beginnings[size] = known
        return known

    def _word(self, index: int) -> str:
        start = self._ends[index - 1] + 1 if index else 0
        return self._joined[start : self._ends[index]].decode()

    def _words(self, indexes: Indexes) -> list[str]:
        joined = self._joined
        starts = self._starts_of(indexes).tolist()
        ends = self._ends[indexes].tolist()
        return [joined[start:end].decode() for start, end in zip(starts, ends, strict=True)]

    def _starts_of(self, indexes: Indexes) -> NDArray[np.int32]:
        return np.where(indexes > 0, self._ends[indexes - 1] + 1, 0).astype(np.int32)

    def _lower_bound(self, word: str) -> int:
        return bisect_left(range(len(self._ends)), word, key=self._word)

    def _index(self, word: str) -> int:
        at = self._lower_bound(word)
        return at if at < len(self._ends) and self._word(at) == word else -1

    def _range(self, prefix: str) -> tuple[int, int]:
        """Return the half-open range of words that begin with `prefix`."""
        return self._lower_bound(prefix), self._lower_bound(prefix + "\U0010ffff")

    def _holding(self, part: str, among: NDArray[np.bool_] | None = None) -> Indexes:
        """Return the words that hold `part`, ascending; only those with all its pairs of letters are looked at."""
        mask = _pair_mask(part)
        fits = (self._pair_masks & mask) == mask
        likely = np.flatnonzero(fits if among is None else fits & among)
        wanted = part.encode()
        joined = self._joined
        starts, ends = self._starts_of(likely).tolist(), self._ends[likely].tolist()
        find = joined.find
        held = [find(wanted, start, end) >= 0 for start, end in zip(starts, ends, strict=True)]
        found: Indexes = likely[np.array(held, bool)]
        return found

    def _frequent(self, indexes: Indexes, more: Iterable[str], limit: int) -> list[str]:
        """Return the `limit` most frequent of some words, those of equal frequency by code point."""
        indexes = indexes[self._counts[indexes] > 0]
        counts = self._counts[indexes]
        if len(indexes) > limit:
            least = np.partition(counts, len(counts) - limit)[len(counts) - limit]
            indexes, counts = indexes[counts >= least], counts[counts >= least]
            order = np.lexsort((indexes, -counts))[:limit]
            indexes, counts = indexes[order], counts[order]
        found = [(-count, word) for word, count in zip(self._words(indexes), counts.tolist(), strict=True)]
        found += [(-self._added[word], word) for word in more]
        return [word for _, word in sorted(found)[:limit]]


def _above(size: int) -> int:
    """Return the least size of a beginning for which letters are kept and which is no smaller than `size`."""
    return next((kept for kept in _KEPT_SIZES if kept >= size), _WHOLE)


def _below(size: int) -> int:
    """Return the greatest size of a beginning for which letters are kept and which is no greater than `size`."""
    return next((kept for kept in reversed(_KEPT_SIZES) if kept <= size), 0)


def _may_hold(longer: str, word: str, edits: int) -> bool:
    """Return whether a longer word has nearly all letters of a word, and pairs of them."""
    if len(longer) <= len(word) or np.bitwise_count(_mask(word) & ~_mask(longer)) > edits:
        return False
    return bool(np.bitwise_count(_pair_mask(word) & ~_pair_mask(longer)) <= _PAIRS_BY_EDIT * edits)


def _mask(word: str) -> np.uint32:
    return np.uint32(np.bitwise_or.reduce(_BITS[np.frombuffer(word.encode(), np.uint8)], initial=0))


def _pair_mask(word: str) -> np.uint64:
    return np.uint64(np.bitwise_or.reduce(_pairs(np.frombuffer(word.encode(), np.uint8)), initial=np.uint64(0)))


def _pairs(block: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Return for each byte of words a bit for it and the next one; none where a line feed is one of them."""
    bits = np.zeros(len(block), np.uint64)
    first, second = block[:-1], block[1:]
    codes = ((first * np.uint8(37)) ^ (second * np.uint8(11))) & np.uint8(63)
    bits[:-1] = np.where((first != _END) & (second != _END), np.uint64(1) << codes.astype(np.uint64), np.uint64(0))
    return bits


def _by_word(
    block: NDArray[np.uint8],
    ends: NDArray[np.int32],
    measure: Callable[[NDArray[np.uint8], Indexes], NDArray[Measure]],
    kind: type[Measure],
) -> NDArray[Measure]:
    """Return what `measure` makes of each word, some words at a time so that little memory is taken at once."""
    out: NDArray[Measure] = np.empty(len(ends), kind)
    step = 50_000
    for first in range(0, len(ends), step):
        last = min(len(ends), first + step)
        begin = int(ends[first - 1]) + 1 if first else 0
        starts = np.concatenate((np.zeros(1, np.int64), ends[first : last - 1].astype(np.int64) + 1 - begin))
        out[first:last] = measure(block[begin : ends[last - 1] + 1], starts)
    return out


def _alike_beginnings(letters: NDArray[np.uint8], mask: np.uint32, edits: int) -> list[str]:
    """Return the different rows of `letters` that are words and have nearly the letters of a mask."""
    if not len(letters):
        return []
    new = np.ones(len(letters), bool)
    new[1:] = (letters[1:] != letters[:-1]).any(axis=1)
    letters = letters[new]
    letters = letters[((letters != _END) & (letters < 0x80)).all(axis=1)]
    masks = np.bitwise_or.reduce(_BITS[letters], axis=1)
    fits = (np.bitwise_count(mask & ~masks) <= edits) & (np.bitwise_count(masks & ~mask) <= edits)
    chosen = letters[fits]
    size = chosen.shape[1]
    text = chosen.tobytes().decode("ascii")
    return [text[start : start + size] for start in range(0, len(text), size)]


def _within(word: str, edits: int, choices: Sequence[str]) -> dict[str, int]:
    near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=edits, limit=None)
    return {other: int(distance) for other, distance, _ in near}
