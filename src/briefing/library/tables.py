"""Tables in a cache, of which only what is asked for is read: numbers, lines, and names that lead to places."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, overload

from briefing.library.cache_file import Cache
from briefing.library.patience import in_order, let_go

END: Final = b"\n"
"""Stands behind each line and in none."""
_NUMBER: Final = 8
_PLACE_BITS: Final = 32


def hashed(data: bytes) -> int:
    """Return a number that differs for different data, as far as can be told."""
    import hashlib  # noqa: PLC0415 - a single text is not packed

    return int.from_bytes(hashlib.blake2b(data, digest_size=_NUMBER).digest(), sys.byteorder)


class Numbers(Sequence[int]):
    """A section of numbers. What can't be read raises a `DamagedError`."""

    def __init__(self, cache: Cache, section: str) -> None:
        self._cache, self._section = cache, section

    def __len__(self) -> int:
        return self._cache.length(self._section) // _NUMBER

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> array[int]: ...
    def __getitem__(self, index: int | slice) -> int | array[int]:
        if isinstance(index, slice):
            first, end, _ = index.indices(len(self))
            return array("Q", self._cache.read(self._section, first * _NUMBER, max(first, end) * _NUMBER))
        at = index * _NUMBER
        return int.from_bytes(self._cache.read(self._section, at, at + _NUMBER), sys.byteorder)


class Lines(Sequence[bytes]):
    """A section of lines. What can't be read raises a `DamagedError`."""

    def __init__(self, cache: Cache, section: str) -> None:
        self._cache, self._section = cache, section
        self.starts = Numbers(cache, f"{section}-starts")

    def __len__(self) -> int:
        return max(0, len(self.starts) - 1)

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> list[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | list[bytes]:
        if isinstance(index, slice):
            first, end, _ = index.indices(len(self))
            return self.raw(first, end)[: -len(END)].split(END) if end > first else []
        return self.raw(index, index + 1)[: -len(END)]

    def raw(self, first: int, end: int) -> bytes:
        """Return lines that follow each other as they are."""
        starts = self.starts[first : end + 1]
        return self._cache.read(self._section, starts[0], starts[-1]) if end > first else b""


class Index:
    """Names that lead to places; a few other places may be among those of a name, so each must be looked at."""

    def __init__(self, cache: Cache, section: str) -> None:
        self._keys = Numbers(cache, section)
        self._places = Numbers(cache, f"{section}-places")

    def places(self, name: bytes) -> list[int]:
        """Return the places of a name, in order.

        Raises:
            DamagedError: they can't be read.
        """
        key = hashed(name)
        at = bisect_left(self._keys, key)
        found: set[int] = set()
        while at < len(self._keys) and self._keys[at] == key:
            found.add(self._places[at])
            at += 1
        return sorted(found)


def pack_lines(section: str, lines: Iterable[bytes]) -> dict[str, bytes]:
    """Return the sections that `Lines` reads."""
    starts = array("Q", [0])
    kept: list[bytes] = []
    for line in lines:
        kept.append(line + END)
        starts.append(starts[-1] + len(line) + 1)
    return {section: b"".join(kept), f"{section}-starts": starts.tobytes()}


def pack_index(section: str, names: Iterable[tuple[bytes, int]]) -> dict[str, bytes]:
    """Return the sections that `Index` reads, for names with their places."""
    keys = [hashed(name) << _PLACE_BITS | place for name, place in names]
    ordered = in_order(keys, int)
    let_go(keys)
    found = {
        section: array("Q", (key >> _PLACE_BITS for key in ordered)).tobytes(),
        f"{section}-places": array("Q", (key & (1 << _PLACE_BITS) - 1 for key in ordered)).tobytes(),
    }
    let_go(ordered)
    return found


def splice(lines: Lines, section: str, without: Iterable[int], put: Iterable[tuple[int, bytes]]) -> dict[str, bytes]:
    """Return lines with some left out and others put in, as the sections that `Lines` reads.

    Args:
        lines: as they were.
        section: name of the new section.
        without: places of lines to leave out.
        put: lines to put in, each with the place before which it goes; in order.
    """
    before = lines.starts[:]
    pieces: list[bytes] = []
    starts = array("Q", [0])
    for first, end, line in runs(len(lines), without, put):
        shift = starts[-1] - before[first]
        pieces.append(lines.raw(first, end))
        starts.extend(before[at] + shift for at in range(first + 1, end + 1))
        if line is not None:
            pieces.append(line + END)
            starts.append(starts[-1] + len(line) + 1)
    return {section: b"".join(pieces), f"{section}-starts": starts.tobytes()}


def runs(
    count: int, without: Iterable[int], put: Iterable[tuple[int, bytes]]
) -> Iterator[tuple[int, int, bytes | None]]:
    """Yield what is kept as half-open ranges, each with the line that comes behind it, if any."""
    gone, new = sorted(set(without)), list(put)
    at = 0
    while gone or new:
        if new and (not gone or new[0][0] <= gone[0]):
            place, line = new.pop(0)
            yield at, place, line
            at = place
        else:
            place = gone.pop(0)
            if place > at:
                yield at, place, None
            at = place + 1
    yield at, count, None
