"""The facts of all files as the cache keeps them: needed only when a scan finds something new."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from briefing.library.cache_file import UNREADABLE, Cache, DamagedError
from briefing.library.facts import Facts
from briefing.library.fields import Fields
from briefing.library.packing import problem_of
from briefing.library.tables import Index, Lines, pack_index, pack_lines

FILES: Final = "files"
"""Section with the facts of all files, by root and path."""
_NAMES: Final = "files-names"
_AHEAD: Final = 512
_NO_FIELDS: Final = Fields()
_encode = json.JSONEncoder(separators=(",", ":")).encode
_decode = json.JSONDecoder().decode


def pack_files(files: Sequence[Sequence[Facts]]) -> dict[str, bytes]:
    """Return the sections that keep the facts of the files of each root."""
    every = [(root, facts) for root, some in enumerate(files) for facts in some]
    return {
        **pack_lines(FILES, (pack_facts(root, facts) for root, facts in every)),
        **pack_index(_NAMES, ((_key(root, facts.inside), place) for place, (root, facts) in enumerate(every))),
    }


def unpack_files(cache: Cache) -> Iterator[tuple[int, Facts]]:
    """Yield the facts of all files with the number of their root, as they were packed.

    Raises:
        DamagedError: they can't be read.
    """
    lines = Lines(cache, FILES)
    for at in range(0, len(lines), _AHEAD):
        for line in lines[at : at + _AHEAD]:
            yield _unpack(line)


def find_facts(cache: Cache, root: int, inside: str) -> tuple[int, Facts] | None:
    """Return the facts of one file, and their place among all; None if there are none.

    Raises:
        DamagedError: they can't be read.
    """
    lines = Lines(cache, FILES)
    for place in Index(cache, _NAMES).places(_key(root, inside)):
        known = _unpack(lines[place])
        if (known[0], known[1].inside) == (root, inside):
            return place, known[1]
    return None


def pack_facts(root: int, facts: Facts) -> bytes:
    """Return the facts of a file as a line."""
    fields = facts.fields
    kept = {name: value for name in Fields._fields if (value := getattr(fields, name)) != getattr(_NO_FIELDS, name)}
    return _encode([root, *facts[:5], *facts[6:9], kept, facts.problems]).encode("ascii")


def _unpack(line: bytes) -> tuple[int, Facts]:
    try:
        root, inside, size, mtime_ns, digest, readable, heading, vote, words, entries, problems = _decode(
            line.decode("ascii")
        )
        if "tags" in entries:
            entries["tags"] = tuple(entries["tags"])
        fields = Fields(**entries) if entries else _NO_FIELDS
        found = tuple(map(problem_of, problems))
    except UNREADABLE as error:
        raise DamagedError(FILES) from error
    return root, Facts(inside, size, mtime_ns, digest, readable, fields, heading, vote, words, found)


def _key(root: int, inside: str) -> bytes:
    return f"{root} {inside}".encode("utf-8", "surrogatepass")
