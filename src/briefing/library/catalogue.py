"""The library on disk and in the cache: only what changed is read again."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from briefing.errors import InputError
from briefing.i18n import n_
from briefing.library.assembling import assemble
from briefing.library.cache_file import Kept, cache_path, read_cache, write_cache
from briefing.library.discovery import Found, discover, folder_of
from briefing.library.facts import Facts, digest_of, examine
from briefing.library.model import Library, Problem
from briefing.library.source import read_bytes
from briefing.text import one_line

_TICK_NS: Final = 50_000_000
"""A change within one tick of a file system's clock may leave the time as it was; fine clocks tick every few ms."""
_COARSE_TICK_NS: Final = 2_000_000_000
"""Some file systems keep whole or even seconds only."""


class Catalogue:
    """Makes libraries of folders and remembers what it read.

    A file whose size and time of change are known is not opened; one whose content is known is not examined.

    Args:
        cache_dir: where the cache files go (made when needed), or None to remember nothing beyond this object.
    """

    def __init__(self, cache_dir: Path | None) -> None:
        self._cache_dir = cache_dir
        self._kept: dict[tuple[str, ...], Kept] = {}
        self._assembled: dict[tuple[Path, ...], tuple[Kept, Library]] = {}

    def load(self, roots: Sequence[Path]) -> Library | None:
        """Return the library as it was at the last scan, from the cache alone; None if there is no cache."""
        absolute = _absolute(roots)
        kept = self._known(_real(absolute))
        return self._assemble(absolute, _folders(absolute), kept, []) if kept else None

    def scan(self, roots: Sequence[Path]) -> Library:
        """Return the library as it is on disk now, and keep what was learned.

        Never raises for what is in the folders: what can't be read is a problem of the library.
        """
        began = time.time_ns()
        absolute = _absolute(roots)
        real = _real(absolute)
        known = self._known(real)
        folders = _folders(absolute)
        found, problems = discover(absolute)
        files: list[list[Facts]] = [[] for _ in absolute]
        old = [{facts.inside: facts for facts in some} for some in known.files] if known else [{} for _ in absolute]
        failures: list[Problem] = []
        learned = known is None
        for one in found:
            before = old[one.root].get(one.inside)
            if known and before and _is_unchanged(one, before, known.scanned_ns):
                files[one.root].append(before)
                continue
            try:
                files[one.root].append(_learn(one, folders[one.root], before))
                learned = True
            except InputError as error:
                failures.append(_failure(one, error))
        kept = Kept(real, began, tuple(map(tuple, files)), tuple(problems))
        if known and not learned and kept.files == known.files and kept.problems == known.problems:
            kept = known
        else:
            failures += self._keep(kept)
            self._kept[real] = kept
        return self._assemble(absolute, folders, kept, failures)

    def _assemble(self, roots: tuple[Path, ...], folders: list[Path], kept: Kept, failures: list[Problem]) -> Library:
        """Return the library of what is kept; the one before if nothing is new."""
        before = self._assembled.get(roots)
        if before and before[0] is kept and not failures:
            return before[1]
        library = assemble(roots, folders, kept.files, [*kept.problems, *failures])
        if not failures:
            self._assembled[roots] = kept, library
        return library

    def _known(self, real: tuple[str, ...]) -> Kept | None:
        """Return what is remembered of these roots."""
        kept = self._kept.get(real)
        if kept is None and self._cache_dir is not None:
            kept = read_cache(cache_path(self._cache_dir, real), real)
            if kept:
                self._kept[real] = kept
        return kept

    def _keep(self, kept: Kept) -> list[Problem]:
        """Write the cache file; a cache that can't be written costs time only."""
        if self._cache_dir is None:
            return []
        path = cache_path(self._cache_dir, kept.roots)
        try:
            write_cache(path, kept)
        except OSError as error:
            reason = one_line(error.strerror or type(error).__name__)
            message = n_("The catalogue can't be kept, so every start takes longer: {reason}.")
            return [Problem(one_line(str(path)), 0, "cache-unwritable", "note", message, (("reason", reason),))]
        return []


def _absolute(roots: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(root.absolute() for root in roots))


def _real(roots: Iterable[Path]) -> tuple[str, ...]:
    return tuple(os.path.realpath(root) for root in roots)


def _folders(roots: Iterable[Path]) -> list[Path]:
    return [folder_of(root) for root in roots]


def _is_unchanged(found: Found, before: Facts, scanned_ns: int) -> bool:
    """Return whether a file is surely what it was when its facts were made.

    The same time of change proves nothing if it is as young as the scan: a later change may bear it too.
    """
    if (found.size, found.mtime_ns) != (before.size, before.mtime_ns):
        return False
    tick = _COARSE_TICK_NS if found.mtime_ns % 1_000_000_000 == 0 else _TICK_NS
    return found.mtime_ns < scanned_ns - tick


def _learn(found: Found, folder: Path, before: Facts | None) -> Facts:
    """Return the facts of a file, the known ones if its content is known.

    Raises:
        InputError: it can't be read.
    """
    data = read_bytes(folder / found.inside, found.inside)
    if before and before.digest == digest_of(data):
        return before._replace(size=found.size, mtime_ns=found.mtime_ns)
    return examine(found.inside, found.size, found.mtime_ns, data)


def _failure(found: Found, error: InputError) -> Problem:
    values = tuple((name, str(value)) for name, value in error.values.items())
    return Problem(one_line(found.inside), 0, "unreadable", "error", error.message, values)
