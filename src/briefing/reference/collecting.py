"""What all texts of one kind in a library say: each entry with the briefing that lists it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

from briefing.document.reader import Reader
from briefing.errors import InputError
from briefing.library.model import Briefing, Library
from briefing.parallel.model import Parallel
from briefing.parallel.opening import open_parallel

_Entry = TypeVar("_Entry")


class Placed(NamedTuple, Generic[_Entry]):
    """An entry, and the briefing that lists it."""

    briefing: Briefing
    entry: _Entry


class Collected(NamedTuple, Generic[_Entry]):
    """The entries of a library.

    Attributes:
        entries: in the order of the library and of its texts.
        unread: why texts could not be read; those that could are there.
    """

    entries: tuple[Placed[_Entry], ...]
    unread: tuple[InputError, ...]


def collect(library: Library, kind: str, read: Callable[[Parallel], Iterable[_Entry]]) -> Collected[_Entry]:
    """Return what a library's texts of a kind say; reads and parses each of them, so not for the screen's thread.

    Args:
        library: where they are.
        kind: "timeline", "register" or "glossary".
        read: `events_of`, `models_of` or `entries_of`.
    """
    entries: list[Placed[_Entry]] = []
    unread: list[InputError] = []
    reader = Reader()
    for briefing in library.of_kind(kind):
        try:
            parallel = open_parallel(briefing, reader)
        except InputError as error:
            unread.append(error)
            continue
        entries += (Placed(briefing, entry) for entry in read(parallel))
    return Collected(tuple(entries), tuple(unread))
