"""The library on disk and in the cache: only what changed is read again."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from briefing.errors import InputError
from briefing.i18n import n_
from briefing.library.assembling import assemble, by_path
from briefing.library.cache_file import Cache, DamagedError, Head, cache_path, make_cache, read_cache, write_cache
from briefing.library.discovery import Found, discover, folder_of
from briefing.library.facts import Facts, digest_of, examine
from briefing.library.file_facts import pack_files, unpack_files
from briefing.library.model import Library, Problem
from briefing.library.patching import pack_folders, patch
from briefing.library.patience import let_go, uncollected
from briefing.library.shelf import PackedProblems, pack_library, pack_problems, unpack_library
from briefing.library.source import read_bytes
from briefing.library.walking import Survey, is_settled, survey
from briefing.text import one_line


class _Place(NamedTuple):
    """Some roots.

    Attributes:
        roots: as they are named in the library.
        real: their real paths.
        folders: for each, the folder that the paths of its files are relative to.
    """

    roots: tuple[Path, ...]
    real: tuple[str, ...]
    folders: tuple[Path, ...]


class Catalogue:
    """Makes libraries of folders and remembers what it read.

    A file whose size and time of change are known is not opened; one whose content is known is not examined. Where
    nothing changed at all, the files are only counted.

    Args:
        cache_dir: where the cache files go (made when needed), or None to remember nothing beyond this object.
    """

    def __init__(self, cache_dir: Path | None) -> None:
        self._cache_dir = cache_dir
        self._kept: dict[tuple[str, ...], Cache] = {}
        self._libraries: dict[tuple[Path, ...], tuple[Cache, Library]] = {}

    def load(self, roots: Sequence[Path]) -> Library | None:
        """Return the library as it was at the last scan, from the cache alone; None if there is no cache.

        It costs the same for any number of files: what is in the library is read when it is looked at.
        """
        place = _place(roots)
        kept = self._known(place.real)
        return self._library(place, kept) if kept else None

    def stamp(self, roots: Sequence[Path]) -> str:
        """Return what the library of these roots has for its stamp if it is still what a scan would make.

        No file is opened, and nothing is kept: much cheaper than a scan, where that isn't needed otherwise.

        Returns:
            The stamp, or nothing if only a scan can tell.
        """
        place = _place(roots)
        return survey(place.roots, time.time_ns()).stamp if self._known(place.real) else ""

    def scan(self, roots: Sequence[Path]) -> Library:
        """Return the library as it is on disk now, and keep what was learned; the same object if nothing changed.

        Never raises for what is in the folders: what can't be read is a problem of the library. It may be run beside
        a screen that must not wait.
        """
        began = time.time_ns()
        place = _place(roots)
        seen = survey(place.roots, began)
        kept = self._known(place.real)
        if kept and not kept.is_whole():
            kept = None
        if kept and seen.stamp and seen.stamp == kept.head.stamp:
            return self._library(place, kept)
        head = Head(place.real, began, seen.stamp, 0, 0)
        with uncollected():
            return (self._patch(place, kept, head, seen) if kept else None) or self._scan(place, kept, head, seen)

    def _patch(self, place: _Place, kept: Cache, head: Head, seen: Survey) -> Library | None:
        """Look at the folders alone in which sizes or times changed; return None if that isn't enough."""
        learned = False

        def learn(one: Found, before: Facts) -> Facts | None:
            nonlocal learned
            if _is_unchanged(one, before, kept.head.scanned_ns):
                return before
            try:
                after = _learn(one, place.folders[one.root], before)
            except InputError:
                return None
            learned = learned or after != before
            return after

        sections = patch(kept, seen.folders, place.folders, learn)
        if sections is None:
            return None
        if not learned and head.stamp in ("", kept.head.stamp):
            return self._library(place, kept)
        head = head._replace(briefings=kept.head.briefings, serious=kept.head.serious)
        return self._keep(place, make_cache(head, sections))

    def _scan(self, place: _Place, kept: Cache | None, head: Head, seen: Survey) -> Library:
        """Look at each file."""
        found, skipped = discover(place.roots)
        read = _read(place, found, kept)
        if read.failures:  # each scan has to try again
            head, seen = head._replace(stamp=""), Survey((), "")
        same = kept is not None and not read.learned and PackedProblems(kept, "skipped") == skipped
        if kept and same and head.stamp in ("", kept.head.stamp):
            library = self._library(place, kept)
        else:
            library = self._keep(place, _packed(place, read.files, skipped, head, seen))
        let_go(found, *read.files)
        if not read.failures:
            return library
        return replace(library, problems=by_path([*library.problems, *read.failures]), stamp="")

    def _keep(self, place: _Place, kept: Cache) -> Library:
        """Write a cache, and return the library from there."""
        notes: list[Problem] = []
        if self._cache_dir is not None:
            path = cache_path(self._cache_dir, place.real)
            try:
                write_cache(path, kept)
            except OSError as error:
                notes.append(_unkept(path, error))
            else:
                # In the file instead of in memory. Where another process has replaced it meanwhile, that is as good.
                there = read_cache(path, place.real)
                if there and (there.head, there.checks) == (kept.head, kept.checks):
                    kept = there
        self._kept[place.real] = kept
        library = self._library(place, kept)
        return replace(library, problems=by_path([*library.problems, *notes])) if notes else library

    def _library(self, place: _Place, kept: Cache) -> Library:
        """Return the library of a cache; the one before if it is the same cache."""
        before = self._libraries.get(place.roots)
        if before and before[0] is kept:
            return before[1]
        library = unpack_library(kept, place.roots, place.folders)
        self._libraries[place.roots] = kept, library
        return library

    def _known(self, real: tuple[str, ...]) -> Cache | None:
        """Return what is remembered of these roots."""
        kept = self._kept.get(real)
        if kept is None and self._cache_dir is not None:
            kept = read_cache(cache_path(self._cache_dir, real), real)
            if kept:
                self._kept[real] = kept
        return kept


class _Read(NamedTuple):
    """What is known of the files that were found.

    Attributes:
        files: for each root, the facts of its files.
        failures: files that can't be read.
        learned: whether anything is other than it was.
    """

    files: tuple[list[Facts], ...]
    failures: list[Problem]
    learned: bool


def _read(place: _Place, found: Sequence[Found], kept: Cache | None) -> _Read:
    """Return the facts of files; only those that may have changed are opened."""
    old, scanned_ns = _facts_before(place, kept)
    files: tuple[list[Facts], ...] = tuple([] for _ in place.roots)
    failures: list[Problem] = []
    learned = kept is None
    for one in found:
        before = old[one.root].get(one.inside)
        if before and _is_unchanged(one, before, scanned_ns):
            files[one.root].append(before)
            continue
        try:
            files[one.root].append(_learn(one, place.folders[one.root], before))
            learned = True
        except InputError as error:
            failures.append(_failure(one, error))
    return _Read(files, failures, learned or sum(map(len, files)) != sum(map(len, old)))


def _facts_before(place: _Place, kept: Cache | None) -> tuple[list[dict[str, Facts]], int]:
    """Return the facts in a cache by root and path, and when they were true."""
    old: list[dict[str, Facts]] = [{} for _ in place.roots]
    if kept is None:
        return old, 0
    try:
        for root, facts in unpack_files(kept):
            old[root][facts.inside] = facts
    except (DamagedError, IndexError):
        return [{} for _ in place.roots], 0
    return old, kept.head.scanned_ns


def _packed(place: _Place, files: Sequence[list[Facts]], skipped: Sequence[Problem], head: Head, seen: Survey) -> Cache:
    """Return the library of some files as a cache in memory."""
    library = assemble(place.roots, place.folders, files, skipped)
    sections = {
        **pack_library(library, place.folders),
        **pack_problems("skipped", skipped),
        **pack_files(files),
        **pack_folders(seen.folders),
    }
    head = head._replace(briefings=len(library.briefings), serious=library.serious)
    briefings = list(library.briefings)
    del library
    let_go(briefings)
    return make_cache(head, sections)


def _place(roots: Iterable[Path]) -> _Place:
    absolute = tuple(dict.fromkeys(root.absolute() for root in roots))
    real = tuple(f"{os.path.realpath(root)}\0{root.name}" for root in absolute)
    return _Place(absolute, real, tuple(folder_of(root) for root in absolute))


def _is_unchanged(found: Found, before: Facts, scanned_ns: int) -> bool:
    """Return whether a file is surely what it was when its facts were made.

    The same time of change proves nothing if it is as young as the scan: a later change may bear it too.
    """
    known = (found.size, found.mtime_ns) == (before.size, before.mtime_ns)
    return known and is_settled(found.mtime_ns, scanned_ns)


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


def _unkept(path: Path, error: OSError) -> Problem:
    """Return that a cache can't be written, which costs time only."""
    reason = one_line(error.strerror or type(error).__name__)
    message = n_("The catalogue can't be kept, so every start takes longer: {reason}.")
    return Problem(one_line(str(path)), 0, "cache-unwritable", "note", message, (("reason", reason),))
