"""The catalogue on disk: sections of bytes behind a head that is read at once; the rest is read where it is needed.

A file is written as a whole and never changed, so a library may go on reading one that was replaced meanwhile. Each
block of it has a checksum, so that what is read is known to be what was written.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

VERSION: Final = 2
"""Of the file's form and of the rules that facts are made by; another version is no cache."""

_MAGIC: Final = b"briefing catalogue\n"
_NUMBERS: Final = 12  # bytes behind the magic: length of the head, and its checksum
_LARGEST_HEAD: Final = 64 << 20
_BLOCK: Final = 1 << 16
_KINDS: Final = (int, str, int, int)  # of the facts in a head behind the roots
_NOWHERE: Final = 0, 0
_AT_ONCE: Final = 1 << 18
"""Bytes of a file up to which all of it is checked when it is opened."""


class DamagedError(ValueError):
    """The file does not hold what was written."""


UNREADABLE: Final = (ValueError, TypeError, KeyError, IndexError, RecursionError, OverflowError)
"""What may go wrong while something is made of bytes that are not what they should be."""


class Head(NamedTuple):
    """What is known of a cache without reading on.

    Attributes:
        roots: real paths of the roots.
        scanned_ns: when the scan began; a file as young as this may have changed since without showing it.
        stamp: what `stamp_of` said when the scan began, or empty.
        briefings: their number.
        serious: number of problems that are more than notes.
    """

    roots: tuple[str, ...]
    scanned_ns: int
    stamp: str
    briefings: int
    serious: int


class Cache:
    """A cache file, or the bytes of one. May be read from any thread.

    Args:
        head: what it begins with.
        sections: name, start and length of each.
        checks: a checksum for each block of the sections.
        source: all sections as bytes, or the number of an open file, which is closed with this object.
        start: where the sections begin in the file.
    """

    def __init__(
        self, head: Head, sections: Mapping[str, tuple[int, int]], checks: bytes, source: bytes | int, start: int
    ) -> None:
        self.head = head
        self.sections = sections
        self.checks = checks
        self._source = source
        self._start = start
        self.size = sum(length for _, length in sections.values())
        self._numbers = memoryview(checks).cast("I")
        self._checked = bytearray(len(self._numbers))
        self._known = self._state()

    def __del__(self, close: Callable[[int], None] = os.close) -> None:  # when Python ends, `os` may be gone already
        source = getattr(self, "_source", None)
        if isinstance(source, int):
            close(source)

    def body(self) -> bytes:
        """Return all sections."""
        return self._bytes(0, self.size)

    @property
    def in_memory(self) -> bool:
        """Whether it needs no open file."""
        return isinstance(self._source, bytes)

    def length(self, section: str) -> int:
        """Return the number of bytes of a section."""
        return self.sections.get(section, _NOWHERE)[1]

    def read(self, section: str, start: int = 0, end: int | None = None) -> bytes:
        """Return bytes of a section.

        Raises:
            DamagedError: they are not what was written.
        """
        first, length = self.sections.get(section, _NOWHERE)
        end = length if end is None else end
        if not 0 <= start <= end <= length:
            raise DamagedError(section)
        start, end = first + start, first + end
        if not all(self._checked[start // _BLOCK : -(-end // _BLOCK)]):
            self._check(start // _BLOCK, -(-end // _BLOCK))
        return self._bytes(start, end)

    def is_whole(self) -> bool:
        """Return whether all of it is what was written; takes a while, in which other threads go on."""
        if (state := self._state()) != self._known:  # somebody wrote to the open file
            self._known = state
            self._checked = bytearray(len(self._numbers))
        try:
            for block in range(len(self._numbers)):
                self._check(block, block + 1)
        except DamagedError:
            return False
        return True

    def _check(self, first: int, end: int) -> None:
        for block in range(first, end):
            if not self._checked[block]:
                data = self._bytes(block * _BLOCK, min(self.size, (block + 1) * _BLOCK))
                if zlib.crc32(data) != self._numbers[block]:
                    raise DamagedError(str(block))
                self._checked[block] = 1

    def _state(self) -> tuple[int, int]:
        """Return what changes when the file is written to."""
        if isinstance(self._source, bytes):
            return 0, 0
        status = os.fstat(self._source)
        return status.st_size, status.st_mtime_ns

    def _bytes(self, start: int, end: int) -> bytes:
        if isinstance(self._source, bytes):
            return self._source[start:end]
        try:
            return os.pread(self._source, end - start, self._start + start)
        except OSError as error:
            raise DamagedError(str(error)) from error


def cache_path(folder: Path, roots: Sequence[str]) -> Path:
    """Return the file that keeps the catalogue of these real paths."""
    import hashlib  # noqa: PLC0415 - see `facts`

    name = hashlib.blake2b("\0".join(roots).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return folder / f"catalogue-{name}.bin"


def make_cache(head: Head, sections: Mapping[str, bytes]) -> Cache:
    """Return a cache in memory."""
    body = b"".join(sections.values())
    view = memoryview(body)
    checks = b"".join(
        zlib.crc32(view[at : at + _BLOCK]).to_bytes(4, sys.byteorder) for at in range(0, len(body), _BLOCK)
    )
    places: dict[str, tuple[int, int]] = {}
    at = 0
    for name, data in sections.items():
        places[name] = at, len(data)
        at += len(data)
    return Cache(head, places, checks, body, 0)


def write_cache(path: Path, cache: Cache) -> None:
    """Write what `make_cache` returned to a file, which is replaced in one step.

    Raises:
        OSError: it can't be written.
    """
    import tempfile  # noqa: PLC0415 - only a scan that learned something writes

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines([_front(cache), cache.body()])
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def read_cache(path: Path, roots: Sequence[str]) -> Cache | None:
    """Return the cache of these real paths, or None if it is missing, damaged at its beginning or of another version.

    Whether it is whole is seen later, where it is large.
    """
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return None
    try:
        cache = _opened(file, os.fstat(file).st_size)
    except (OSError, *UNREADABLE):
        cache = None
    if cache is None:
        os.close(file)
        return None
    if cache.in_memory:
        os.close(file)
    return cache if cache.head.roots == tuple(roots) and (cache.size > _AT_ONCE or cache.is_whole()) else None


def _front(cache: Cache) -> bytes:
    """Return what stands before the sections."""
    import json  # noqa: PLC0415 - a single text has no cache

    facts = [VERSION, sys.byteorder, cache.head, cache.sections, cache.checks.hex()]
    text = json.dumps(facts, separators=(",", ":")).encode("ascii")
    return _MAGIC + len(text).to_bytes(8, "big") + zlib.crc32(text).to_bytes(4, "big") + text


def _opened(file: int, size: int) -> Cache | None:
    """Return the cache in a file that is open; any exception means that there is none."""
    start = len(_MAGIC) + _NUMBERS
    front = os.read(file, start)
    length = int.from_bytes(front[len(_MAGIC) : -4], "big")
    if len(front) < start or not front.startswith(_MAGIC) or length > min(size, _LARGEST_HEAD):
        return None
    text = os.read(file, length)
    if len(text) < length or zlib.crc32(text) != int.from_bytes(front[-4:], "big"):
        return None
    import json  # noqa: PLC0415

    version, order, kept, places, checks = json.loads(text)
    if version != VERSION or order != sys.byteorder:
        return None
    roots, *numbers = kept
    head = Head(tuple(map(str, roots)), *(kind(value) for kind, value in zip(_KINDS, numbers, strict=True)))
    sections = {name: (at, long) for name, (at, long) in places.items()}
    body = sum(long for _, long in sections.values())
    if size != start + length + body or len(checks) != -(-body // _BLOCK) * 8:
        return None
    source: bytes | int = file
    if not hasattr(os, "pread"):  # where an open file can't be replaced, none is kept open
        source = b"".join(iter(lambda: os.read(file, _BLOCK), b""))
    return Cache(head, sections, bytes.fromhex(checks), source, start + length)
