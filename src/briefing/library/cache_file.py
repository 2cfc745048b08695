"""The catalogue on disk: one JSON file, believed only if it is whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from briefing.library.facts import Facts
from briefing.library.fields import Fields
from briefing.library.model import Problem

VERSION: Final = 1
"""Of the file's form and of the rules that facts are made by; another version is no cache."""

_HEAD = '{{"version":{version},"digest":"{digest}","content":'
_NO_FIELDS = Fields()


class Kept(NamedTuple):
    """What is kept of a scan.

    Attributes:
        roots: real paths of the roots.
        scanned_ns: when the scan began; a file as young as this may have changed since without showing it.
        files: for each root, the facts of its files.
        problems: what was skipped.
    """

    roots: tuple[str, ...]
    scanned_ns: int
    files: tuple[tuple[Facts, ...], ...]
    problems: tuple[Problem, ...]


def cache_path(folder: Path, roots: Sequence[str]) -> Path:
    """Return the file that keeps the catalogue of these real paths."""
    import hashlib  # noqa: PLC0415 - see `facts`

    name = hashlib.blake2b("\0".join(roots).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return folder / f"catalogue-{name}.json"


def write_cache(path: Path, kept: Kept) -> None:
    """Replace the file in one step.

    Raises:
        OSError: it can't be written.
    """
    import json  # noqa: PLC0415 - a single text has no cache

    content = json.dumps(
        [
            kept.roots,
            kept.scanned_ns,
            [[_facts_out(facts) for facts in files] for files in kept.files],
            [_problem_out(problem) for problem in kept.problems],
        ],
        separators=(",", ":"),
    ).encode("ascii")
    import tempfile  # noqa: PLC0415 - only a scan that learned something writes

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_head(content) + content + b"}")
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def read_cache(path: Path, roots: Sequence[str]) -> Kept | None:
    """Return what the file keeps for these real paths, or None if it is missing, damaged or of another version."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    start = data.find(b"[")
    content = data[start:-1]
    if start < 0 or data != _head(content) + content + b"}":
        return None
    import json  # noqa: PLC0415

    try:
        there, scanned_ns, files, problems = json.loads(content)
        kept = Kept(
            tuple(there),
            scanned_ns,
            tuple(tuple(_facts_in(facts) for facts in some) for some in files),
            tuple(_problem_in(problem) for problem in problems),
        )
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None
    return kept if kept.roots == tuple(roots) and len(kept.files) == len(kept.roots) else None


def _head(content: bytes) -> bytes:
    import hashlib  # noqa: PLC0415

    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    return _HEAD.format(version=VERSION, digest=digest).encode("ascii")


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
        [_problem_out(problem) for problem in facts.problems],
    ]


def _facts_in(kept: list[Any]) -> Facts:
    inside, size, mtime_ns, digest, readable, heading, vote, words, entries, problems = kept
    if "tags" in entries:
        entries["tags"] = tuple(entries["tags"])
    fields = Fields(**entries) if entries else _NO_FIELDS
    found = tuple(_problem_in(problem) for problem in problems)
    return Facts(inside, size, mtime_ns, digest, readable, fields, heading, vote, words, found)


def _problem_out(problem: Problem) -> list[Any]:
    return [problem.path, problem.line, problem.code, problem.severity, problem.message, problem.values]


def _problem_in(kept: list[Any]) -> Problem:
    path, line, code, severity, message, values = kept
    return Problem(path, line, code, severity, message, tuple((name, value) for name, value in values))
