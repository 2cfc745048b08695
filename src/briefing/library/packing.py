"""What the cache keeps, as lines of JSON: briefings, files and problems."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from briefing.library.model import Briefing, Edition, Problem
from briefing.text import one_line

_encode = json.JSONEncoder(separators=(",", ":")).encode
_decode = json.JSONDecoder().decode


def prefixes(folders: Iterable[Path]) -> tuple[str, ...]:
    """Return folders as what the paths of their files begin with."""
    return tuple(str(folder).rstrip(os.sep) + os.sep for folder in folders)


def pack_briefing(briefing: Briefing, folders: Sequence[str]) -> bytes:
    """Return a briefing as a line; `folders` are those of the library's roots, as `prefixes` returns them."""
    editions = [_edition_out(edition, folders) for edition in briefing.editions.values()]
    return _encode([briefing.id, briefing.kind, briefing.weight, editions]).encode("ascii")


def unpack_briefing(line: bytes, folders: Sequence[str]) -> Briefing:
    """Return the briefing of a line, with its files below the same folders or others."""
    name, kind, weight, editions = _decode(line.decode("ascii"))
    return Briefing(name, {edition[0]: _edition_in(edition, folders) for edition in editions}, kind, weight)


def kind_in_line(kind: str) -> bytes:
    """Return what the line of each briefing of a kind contains; others may contain it too."""
    return f",{_encode(kind)},".encode("ascii")


def pack_problem(problem: Problem) -> bytes:
    """Return a problem as a line."""
    return _encode(problem).encode("ascii")


def unpack_problem(line: bytes) -> Problem:
    """Return the problem of a line."""
    return problem_of(_decode(line.decode("ascii")))


def problem_of(kept: list[Any]) -> Problem:
    """Return the problem that a list of its attributes stands for."""
    path, number, code, severity, message, values = kept
    return Problem(path, number, code, severity, message, tuple((name, value) for name, value in values))


def _edition_out(edition: Edition, folders: Sequence[str]) -> list[Any]:
    """Return the attributes, with the path as the number of a folder and what comes behind it."""
    path = str(edition.path)
    root, before = next(((index, folder) for index, folder in enumerate(folders) if path.startswith(folder)), (-1, ""))
    inside = path[len(before) :]
    rel = "" if edition.rel == _shown(inside) else edition.rel
    return [edition.lang, root, inside, rel, *edition[3:]]


def _edition_in(kept: list[Any], folders: Sequence[str]) -> Edition:
    lang, root, inside, rel, title, summary, date, tags, words, url, size, mtime_ns, digest = kept
    path = Path(folders[root] + inside) if root >= 0 else Path(inside)
    return Edition(
        lang, path, rel or _shown(inside), title, summary, date, tuple(tags), words, url, size, mtime_ns, digest
    )


def _shown(inside: str) -> str:
    """Return a path inside a library as it is shown."""
    path = inside.replace(os.sep, "/")
    return path if path.isascii() and path.isprintable() and " " not in path else one_line(path)
