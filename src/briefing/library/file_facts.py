"""The facts of all files as the cache keeps them: needed only when a scan finds something new."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from briefing.library.cache_file import UNREADABLE, Cache, DamagedError
from briefing.library.facts import Facts
from briefing.library.fields import Fields
from briefing.library.packing import END, problem_of

_NO_FIELDS: Final = Fields()
_PIECE: Final = 1 << 18
_encode = json.JSONEncoder(separators=(",", ":")).encode
_decode = json.JSONDecoder().decode


def pack_files(files: Sequence[Sequence[Facts]]) -> bytes:
    """Return the facts of the files of each root."""
    return b"".join(
        _encode([root, *_facts_out(facts)]).encode("ascii") + END for root, some in enumerate(files) for facts in some
    )


def unpack_files(cache: Cache, section: str) -> Iterator[tuple[int, Facts]]:
    """Yield the facts of all files with the number of their root, as they were packed.

    Raises:
        DamagedError: the section can't be read.
    """
    try:
        for line in _lines(cache, section):
            root, *kept = _decode(line.decode("ascii"))
            yield root, _facts_in(kept)
    except UNREADABLE as error:
        raise DamagedError(section) from error


def _lines(cache: Cache, section: str) -> Iterator[bytes]:
    """Yield the lines of a section, of which only a piece at a time is read."""
    rest = b""
    for at in range(0, cache.length(section), _PIECE):
        *lines, rest = (rest + cache.read(section, at, min(at + _PIECE, cache.length(section)))).split(END)
        yield from lines


def _facts_out(facts: Facts) -> list[Any]:
    fields = facts.fields
    return [
        facts.inside,
        facts.size,
        facts.mtime_ns,
        facts.digest,
        facts.readable,
        facts.heading,
        facts.vote,
        facts.words,
        {name: value for name in Fields._fields if (value := getattr(fields, name)) != getattr(_NO_FIELDS, name)},
        facts.problems,
    ]


def _facts_in(kept: list[Any]) -> Facts:
    inside, size, mtime_ns, digest, readable, heading, vote, words, entries, problems = kept
    if "tags" in entries:
        entries["tags"] = tuple(entries["tags"])
    fields = Fields(**entries) if entries else _NO_FIELDS
    found = tuple(map(problem_of, problems))
    return Facts(inside, size, mtime_ns, digest, readable, fields, heading, vote, words, found)
