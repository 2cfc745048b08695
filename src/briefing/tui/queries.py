"""The last queries, kept from one run to the next: those that led to a hit, or were saved."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Final

from briefing.text import clean
from briefing.tui.keeping import replace_file

MOST: Final = 200
"""Queries that are kept."""
LONGEST: Final = 1_000
"""Characters of a query that is worth being kept; more is pasted text."""
_MAX_BYTES: Final = 4 * MOST * LONGEST
_FIELD: Final = "query"


class Queries:
    """The last queries, the newest first, each once. Methods may be called from any thread, and raise nothing.

    What can't be read counts as empty, and what can't be written is forgotten with the run.

    Args:
        file: one JSON object a line; None keeps them for this run only.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._known: tuple[str, ...] = ()
        self._lock = Lock()

    def load(self) -> tuple[str, ...]:
        """Return the queries as they are on the disk now; another run may have added to them."""
        with self._lock:
            return self._load()

    def keep(self, query: str) -> None:
        """Put a query in front of the others."""
        query = clean(query).strip()
        if not 0 < len(query) <= LONGEST or "\n" in query:
            return
        with self._lock:
            self._known = newest_first((query, *self._load()))
            if self._file is not None:
                with contextlib.suppress(OSError):
                    replace_file(self._file, written(self._known))

    def _load(self) -> tuple[str, ...]:
        if self._file is not None:
            with contextlib.suppress(OSError), self._file.open("rb") as file:
                self._known = read(file.read(_MAX_BYTES))
        return self._known


def newest_first(queries: Iterable[str]) -> tuple[str, ...]:
    """Return queries in their order without repetition, no more than are kept."""
    return tuple(dict.fromkeys(queries))[:MOST]


def written(queries: Iterable[str]) -> str:
    """Return queries as the text of the file."""
    return "".join(json.dumps({_FIELD: query}, ensure_ascii=False) + "\n" for query in queries)


def read(data: bytes) -> tuple[str, ...]:
    """Return the queries of a file; lines that mean nothing are left out."""
    return newest_first(query for line in data.decode("utf-8", "replace").split("\n") if (query := _query(line)))


def _query(line: str) -> str:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    query = found.get(_FIELD) if isinstance(found, dict) else None
    if not isinstance(query, str):
        return ""
    query = clean(query).strip()
    return query if len(query) <= LONGEST and "\n" not in query else ""
