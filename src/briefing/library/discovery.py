"""Which files a library consists of: a walk that no link, device or oversized file can lead astray."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.library.patience import in_order
from briefing.library.source import MAX_BYTES
from briefing.text import one_line

SUFFIXES: Final = (".md", ".markdown")
"""Endings of the files that are read, in lower case."""

FOREIGN_FOLDERS: Final = frozenset({"node_modules"})
"""Folders that hold other people's texts."""


class Found(NamedTuple):
    """One file to read.

    Attributes:
        root: index of the root that it was found under.
        inside: its path below the root's folder as the file system spells it, with forward slashes.
        size: in bytes.
        mtime_ns: time of its last change.
    """

    root: int
    inside: str
    size: int
    mtime_ns: int


def folder_of(root: Path) -> Path:
    """Return the folder that the paths of a root's files are relative to: the root, or a single file's folder."""
    return root if root.is_dir() else root.parent


def discover(roots: Sequence[Path]) -> tuple[list[Found], list[Problem]]:
    """Return the Markdown files below the roots, by root and path, and what was skipped with the reason.

    A root is a folder or a single file (of any name). Hidden names are skipped. Links to folders are not walked: what
    they lead to is either read in its own place or not part of the library. A link to a file counts if it leads to a
    file inside its root that isn't read already. So no file counts twice, and no loop is walked.
    """
    walk = _Walk()
    for index, root in enumerate(roots):
        walk.root(index, root)
    return in_order(walk.found, lambda found: (found.root, found.inside.split("/"))), walk.problems


@dataclass(slots=True)
class _Walk:
    """What a walk has seen so far; paths in `seen` are real paths of files and folders."""

    found: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    links: list[tuple[str, str]] = field(default_factory=list)

    def root(self, index: int, root: Path) -> None:
        """Take everything below one root: files and folders first, then what links add to them."""
        try:
            real = os.path.realpath(root, strict=True)
            status = root.stat()
        except OSError as error:
            self._unreadable(str(root), error, "root-unreadable")
            return
        if real in self.seen:
            self._skip(str(root), "repeated", n_("Skipped, because it is read already."))
        elif not stat.S_ISDIR(status.st_mode):
            self._file(index, root.name, real, status)
        else:
            self._folders(index, real)
            links, self.links = sorted(self.links), []
            for path, inside in links:
                self._link(index, real, path, inside)

    def _folders(self, index: int, root: str) -> None:
        """Walk the real folders of a root; links are put aside."""
        folders = [(root, "")]
        while folders:
            folder, prefix = folders.pop()
            if folder in self.seen:
                continue
            self.seen.add(folder)
            try:
                with os.scandir(folder) as entries:
                    listed = list(entries)
            except OSError as error:
                self._unreadable(prefix or folder, error)
                continue
            folders += [(e.path, f"{prefix}{e.name}/") for e in listed if self._entry(index, e, prefix + e.name)]

    def _entry(self, index: int, entry: os.DirEntry[str], inside: str) -> bool:
        """Take one folder entry if it is a file; return whether it is a folder to walk."""
        hidden = entry.name.startswith(".")
        try:
            if entry.is_symlink():
                self.links.append((entry.path, inside))
            elif entry.is_dir(follow_symlinks=False):
                if not hidden and entry.name not in FOREIGN_FOLDERS:
                    return True
                self._hidden(inside)
            elif not entry.name.lower().endswith(SUFFIXES):
                return False
            elif hidden:
                self._hidden(inside)
            else:
                self._file(index, inside, entry.path, entry.stat(follow_symlinks=False))
        except OSError as error:
            self._unreadable(inside, error)
        return False

    def _link(self, index: int, root: str, path: str, inside: str) -> None:
        """Take the file that one link leads to, if that is new and inside the root."""
        name = inside.rsplit("/", 1)[-1]
        markdown = name.lower().endswith(SUFFIXES)
        try:
            real = os.path.realpath(path, strict=True)
            status = Path(real).stat()
        except OSError as error:
            if markdown or "." not in name:
                reason = (("reason", _reason(error)),)
                self._skip(inside, "link-broken", n_("Skipped, because this link leads nowhere: {reason}."), reason)
            return
        if not markdown and not stat.S_ISDIR(status.st_mode):
            return
        base = root.rstrip(os.sep) + os.sep
        parts = Path(real.removeprefix(base)).parts
        if real != root and not real.startswith(base):
            self._skip(inside, "link-outside", n_("Skipped, because this link leads out of the library."))
        elif real in self.seen:
            self._skip(inside, "repeated", n_("Skipped, because it is read already."))
        elif name.startswith(".") or any(part.startswith(".") or part in FOREIGN_FOLDERS for part in parts):
            self._hidden(inside)
        else:
            self._file(index, inside, real, status)

    def _file(self, index: int, inside: str, real: str, status: os.stat_result) -> None:
        """Take one file unless it was read already or its kind or size forbids it."""
        if real in self.seen:
            return
        self.seen.add(real)
        if not stat.S_ISREG(status.st_mode):
            self._skip(inside, "not-regular", n_("Skipped, because it is not a regular file."))
        elif status.st_size > MAX_BYTES:
            limit = (("limit", str(MAX_BYTES // 2**20)),)
            self._skip(inside, "too-large", n_("Skipped, because it is larger than {limit} MiB."), limit)
        else:
            self.found.append(Found(index, inside, status.st_size, status.st_mtime_ns))

    def _hidden(self, path: str) -> None:
        self._skip(path, "hidden", n_("Skipped, because it is hidden or holds other people's packages."))

    def _skip(self, path: str, code: str, message: str, values: tuple[tuple[str, str], ...] = ()) -> None:
        self.problems.append(Problem(one_line(path), 0, code, "note", message, values))

    def _unreadable(self, path: str, error: OSError, code: str = "unreadable") -> None:
        values = (("reason", _reason(error)),)
        self.problems.append(Problem(one_line(path), 0, code, "error", n_("Can't be read: {reason}."), values))


def _reason(error: OSError) -> str:
    return one_line(error.strerror or type(error).__name__)
