"""A digest of each folder that a library is made from, by a walk that opens no file and keeps nothing of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from stat import S_IFMT, S_ISDIR
from typing import Final, NamedTuple

from briefing.library.cache_file import VERSION
from briefing.library.discovery import FOREIGN_FOLDERS, SUFFIXES
from briefing.library.patience import in_order

DIGEST: Final = 8
"""Bytes of a digest."""
UNSETTLED: Final = bytes(DIGEST)

_TICK_NS: Final = 50_000_000
"""A change within one tick of a file system's clock may leave the time as it was; fine clocks tick every few ms."""
_COARSE_TICK_NS: Final = 2_000_000_000
"""Some file systems keep whole or even seconds only."""


def is_settled(mtime_ns: int, now_ns: int) -> bool:
    """Return whether a later change than `now_ns` would surely show in a file's time of change."""
    tick = _COARSE_TICK_NS if mtime_ns % 1_000_000_000 == 0 else _TICK_NS
    return mtime_ns < now_ns - tick


class Folder(NamedTuple):
    """One folder of a root, summed up.

    Attributes:
        root: index of the root.
        prefix: its path below the root, with a slash at the end, or empty for the root itself.
        names: digest of what is in it: all names that count, and all about links and other oddities.
        states: digest of the sizes and times of change of its files; zeros while one of them is too young to tell.
    """

    root: int
    prefix: str
    names: bytes
    states: bytes

    @property
    def line(self) -> bytes:
        """Which folder it is and what is in it, in a few bytes."""
        return digest(f"{self.root}/{self.prefix}") + self.names


class Survey(NamedTuple):
    """All folders of some roots, summed up.

    Attributes:
        folders: in no order.
        stamp: what stays the same as long as nothing that the rules look at changes; nothing if a file is so young that
            it may change without showing it.
    """

    folders: tuple[Folder, ...]
    stamp: str


def digest(text: str) -> bytes:
    """Return a few bytes that differ for different texts, as far as can be told."""
    import hashlib  # noqa: PLC0415 - a single text that is opened needs none

    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=DIGEST).digest()


def survey(roots: Sequence[Path], now_ns: int) -> Survey:
    """Return what is below some roots, summed up.

    Two equal stamps mean that a scan would find the same names, sizes and times of change, whatever was written or
    moved between them; what can't be read or is skipped by name counts too.

    Args:
        roots: folders or single files.
        now_ns: a time before this walk.
    """
    import hashlib  # noqa: PLC0415

    folders = [folder for index, root in enumerate(roots) for folder in _Walk(index, root, now_ns).folders()]
    if any(folder.states == UNSETTLED for folder in folders):
        return Survey(tuple(folders), "")
    whole = hashlib.blake2b(str(VERSION).encode(), digest_size=16)
    for line in in_order([folder.line + folder.states for folder in folders], bytes):
        whole.update(line)
    return Survey(tuple(folders), whole.hexdigest())


def is_ordinary(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a file to read that is neither hidden nor a link, and named as nearly all are."""
    name = entry.name
    return name.endswith(SUFFIXES) and name[0] != "." and entry.is_file(follow_symlinks=False)


@contextmanager
def _listed(path: str) -> Iterator[Iterator[os.DirEntry[str]]]:
    """Open a folder; where the system can, so that its files are looked at without walking down to it each time."""
    if os.scandir not in os.supports_fd:
        with os.scandir(path) as entries:
            yield entries
        return
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with os.scandir(folder) as entries:
            yield entries
    finally:
        os.close(folder)


class _Walk:
    """Sums up a root folder by folder."""

    def __init__(self, index: int, root: Path, now_ns: int) -> None:
        self._index = index
        self._root = os.path.realpath(root)
        self._now_ns = now_ns
        # All that is so old has settled, whatever the file system's clock.
        self._old_ns = now_ns - _COARSE_TICK_NS
        # Of the folder that is walked: all of its files, and those that are no ordinary ones.
        self._settled = self._odd_settled = True

    def folders(self) -> Iterator[Folder]:
        """Yield the folders of the root; a root that is none as if it were one."""
        root = self._root
        if not Path(root).is_dir():
            names = digest(self._target(root))
            names = names if self._settled else UNSETTLED
            yield Folder(self._index, "", names, digest("") if self._settled else UNSETTLED)
            return
        prefixes = [""]
        while prefixes:
            prefix = prefixes.pop()
            self._settled = self._odd_settled = True
            states, odd = self._entries(prefix, prefixes)
            ordered = in_order(states, str)
            odd += [state[: state.index("\0")] for state in ordered]
            odd.sort()
            names = digest("\0\0".join(odd)) if self._odd_settled else UNSETTLED
            yield Folder(self._index, prefix, names, digest("\0\0".join(ordered)) if self._settled else UNSETTLED)

    def _entries(self, prefix: str, prefixes: list[str]) -> tuple[list[str], list[str]]:
        """Return a text for each ordinary file of a folder, and for all else that counts.

        Args:
            prefix: the folder's path below the root.
            prefixes: takes the folders that are to be walked.
        """
        found: list[str] = []
        odd: list[str] = []
        old = self._old_ns
        try:
            with _listed(os.path.join(self._root, prefix)) as entries:  # noqa: PTH118 - very many of them
                for entry in entries:
                    if is_ordinary(entry):
                        try:
                            status = entry.stat(follow_symlinks=False)
                        except OSError as error:
                            odd.append(f"{entry.name}\0{error.errno}")
                            continue
                        changed = status.st_mtime_ns
                        if changed >= old and not is_settled(changed, self._now_ns):
                            self._settled = False
                        found.append(f"{entry.name}\0{status.st_size}\0{changed}")
                    elif text := self._odd(entry, prefix, prefixes):
                        odd.append(text)
        except OSError as error:
            odd.append(f"\0{error.errno}")
        return found, odd

    def _odd(self, entry: os.DirEntry[str], prefix: str, folders: list[str]) -> str:
        """Return what counts of an entry that isn't an ordinary file to read, or empty."""
        name, path = entry.name, os.path.join(self._root, prefix, entry.name)  # noqa: PTH118
        try:
            if entry.is_symlink():
                return f"{name}\0>{self._target(path)}"
            if entry.is_dir(follow_symlinks=False):
                if not name.startswith(".") and name not in FOREIGN_FOLDERS:
                    folders.append(f"{prefix}{name}/")
                return f"{name}\0/"
            if not name.lower().endswith(SUFFIXES):
                return ""
            return f"{name}\0." if name.startswith(".") else f"{name}\0{self._target(path)}"
        except OSError as error:
            return f"{name}\0{error.errno}"

    def _target(self, path: str) -> str:
        """Return what a path leads to and how that is; only what is inside the root is looked at."""
        root = self._root
        try:
            real = os.path.realpath(path, strict=True)
            if real != root and not real.startswith(root.rstrip(os.sep) + os.sep):
                return real
            status = Path(real).stat()
        except OSError as error:
            return str(error.errno)
        if S_ISDIR(status.st_mode):
            return f"{real}\0/"
        if not is_settled(status.st_mtime_ns, self._now_ns):
            self._settled = self._odd_settled = False
        return f"{real}\0{S_IFMT(status.st_mode)}\0{status.st_size}\0{status.st_mtime_ns}"
