"""A library that stays packed: a briefing is made when it is looked at, and is forgotten by whoever looked.

So opening a library and keeping it costs the same for ten briefings and for a hundred thousand.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeVar, overload

from briefing.library.cache_file import UNREADABLE, Cache, DamagedError
from briefing.library.model import Briefing, Called, Edition, Library, Problem, Problems, Shelf, names_of
from briefing.library.packing import (
    kind_in_line,
    pack_briefing,
    pack_problem,
    prefixes,
    unpack_briefing,
    unpack_problem,
)
from briefing.library.tables import Index, Lines, Numbers, hashed, pack_index, pack_lines
from briefing.text import fold

_Thing = TypeVar("_Thing")

_AHEAD: Final = 256
"""Records that are read at once by who goes through all."""
_PIECE: Final = 1 << 20
MARKS: Final = "briefings-marks"
"""Section with a number for each briefing that differs for those that differ."""
_FEW: Final = 1_000
"""Briefings up to which all that were looked at are kept."""
_DAMAGED: Final = Briefing("", {"en": Edition("en", Path(), "", "")})
"""Stands for a record that can't be read, until a scan has put it right."""
_NO_PROBLEM: Final = Problem("", 0, "", "note", "")


# --- packing --------------------------------------------------------------------------------------------------------


def pack_library(library: Library, folders: Sequence[Path]) -> dict[str, bytes]:
    """Return the sections of a cache that `unpack_library` makes an equal library of."""
    texts = prefixes(folders)
    marks = array("Q")

    def lines() -> Iterator[bytes]:
        for briefing in library.briefings:
            line = pack_briefing(briefing, texts)
            marks.append(hashed(line))
            yield line

    names = ((key, place) for place, briefing in enumerate(library.briefings) for key in _keys(briefing))
    return {
        **pack_lines("briefings", lines()),
        MARKS: marks.tobytes(),
        **pack_index("names", names),
        **pack_problems("problems", library.problems),
    }


def pack_problems(section: str, problems: Iterable[Problem]) -> dict[str, bytes]:
    """Return the sections that `PackedProblems` reads."""
    return pack_lines(section, map(pack_problem, problems))


def unpack_library(cache: Cache, roots: tuple[Path, ...], folders: Sequence[Path]) -> Library:
    """Return the library that a cache keeps, as that of some roots; hardly anything is read."""
    shelf = PackedShelf(cache, folders)
    return Library(roots, shelf, PackedProblems(cache), _ById(shelf), cache.head.stamp)


def _keys(briefing: Briefing) -> set[bytes]:
    return {_key(by, name) for by in Called for name in names_of(briefing, by)}


def _key(by: Called, name: str) -> bytes:
    return f"{by.value}{name}".encode("utf-8", "surrogatepass")


# --- reading --------------------------------------------------------------------------------------------------------


class _Packed(Sequence[_Thing]):
    """A section of lines as the things that they stand for.

    Args:
        cache: where they are.
        section: its name.
        unpack: makes a thing of a line.
        damaged: stands for what can't be read.
    """

    def __init__(self, cache: Cache, section: str, unpack: Callable[[bytes], _Thing], damaged: _Thing) -> None:
        self.cache, self.section = cache, section
        self._lines = Lines(cache, section)
        self._unpack = unpack
        self._damaged = damaged

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> _Thing: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Thing]: ...
    def __getitem__(self, index: int | slice) -> _Thing | Sequence[_Thing]:
        count = len(self)
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(count)))
        if not -count <= index < count:
            raise IndexError(index)
        return self._some(index % count, 1)[0]

    def __iter__(self) -> Iterator[_Thing]:
        for at in range(0, len(self), _AHEAD):
            yield from self._some(at, min(_AHEAD, len(self) - at))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(other) != len(self):
            return False
        return self.is_same(other) or all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def is_same(self, other: object) -> bool:
        """Return whether another section surely stands for the same things."""
        if not isinstance(other, _Packed) or other.section != self.section:
            return False
        if other.cache is self.cache:
            return True
        try:
            pieces = range(0, max(self.cache.length(self.section), other.cache.length(self.section)), _PIECE)
            return all(self._piece(at) == other._piece(at) for at in pieces)
        except DamagedError:
            return False

    def _piece(self, at: int) -> bytes:
        end = self.cache.length(self.section)
        return self.cache.read(self.section, min(at, end), min(at + _PIECE, end))

    def _some(self, first: int, count: int) -> list[_Thing]:
        """Return things that follow each other."""
        try:
            return [self._unpack(line) for line in self._lines[first : first + count]]
        except UNREADABLE:
            return [self._damaged] * count


class PackedShelf(_Packed[Briefing], Shelf):
    """The briefings of a cache.

    Args:
        cache: where they are packed.
        folders: those that the paths of their files are relative to, for each root.
    """

    def __init__(self, cache: Cache, folders: Sequence[Path]) -> None:
        self.folders = prefixes(folders)
        super().__init__(cache, "briefings", partial(unpack_briefing, folders=self.folders), _DAMAGED)
        self._index = Index(cache, "names")
        self._kept: dict[int, Briefing] = {}

    def positions(self, by: Called, folded: str) -> list[int]:
        """Return where the briefings are that are called so, in order."""
        try:
            places = self._index.places(_key(by, folded))
        except DamagedError:
            return []
        return [place for place in places if place < len(self) and folded in names_of(self[place], by)]

    def of_kind(self, kind: str) -> list[Briefing]:
        """Return the briefings of a kind, in order; those that can't be read are of none."""
        sought = kind_in_line(kind)
        found: list[Briefing] = []
        for at in range(0, len(self), _AHEAD):
            try:
                lines = self._lines[at : at + _AHEAD]
            except UNREADABLE:
                continue
            hits = (at + place for place, line in enumerate(lines) if sought in line)
            found += (briefing for briefing in map(self.__getitem__, hits) if briefing.kind == kind)
        return found

    def marks(self) -> Sequence[int]:
        """Return a number for each briefing that differs for those that differ; empty if they can't be read."""
        try:
            return Numbers(self.cache, MARKS)[:]
        except DamagedError:
            return ()

    def is_same(self, other: object) -> bool:
        """Return whether another shelf surely holds the same briefings."""
        return isinstance(other, PackedShelf) and other.folders == self.folders and super().is_same(other)

    def _some(self, first: int, count: int) -> list[Briefing]:
        if len(self) > _FEW:
            return super()._some(first, count)
        for index in range(first, first + count):
            if index not in self._kept:
                self._kept[index] = super()._some(index, 1)[0]
        return [self._kept[index] for index in range(first, first + count)]


class PackedProblems(_Packed[Problem], Problems):
    """The problems of a cache."""

    def __init__(self, cache: Cache, section: str = "problems") -> None:
        super().__init__(cache, section, unpack_problem, _NO_PROBLEM)
        self.serious = cache.head.serious


class _ById(Mapping[str, Briefing]):
    """The briefings of a shelf by their ids."""

    def __init__(self, shelf: PackedShelf) -> None:
        self._shelf = shelf

    def __getitem__(self, name: str) -> Briefing:
        for place in self._shelf.positions(Called.WHOLE, fold(name)):
            briefing = self._shelf[place]
            if briefing.id == name:
                return briefing
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (briefing.id for briefing in self._shelf)

    def __len__(self) -> int:
        return len(self._shelf)
