"""One digest of all that a library is made from, taken by a walk that opens no file and keeps next to nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from stat import S_IFMT, S_ISDIR
from typing import Final

from briefing.library.cache_file import VERSION
from briefing.library.discovery import FOREIGN_FOLDERS, SUFFIXES
from briefing.library.patience import in_order

_TICK_NS: Final = 50_000_000
"""A change within one tick of a file system's clock may leave the time as it was; fine clocks tick every few ms."""
_COARSE_TICK_NS: Final = 2_000_000_000
"""Some file systems keep whole or even seconds only."""


def is_settled(mtime_ns: int, now_ns: int) -> bool:
    """Return whether a later change than `now_ns` would surely show in a file's time of change."""
    tick = _COARSE_TICK_NS if mtime_ns % 1_000_000_000 == 0 else _TICK_NS
    return mtime_ns < now_ns - tick


def stamp_of(roots: Sequence[Path], now_ns: int) -> str:
    """Return what stays the same as long as nothing that the rules look at changes below some roots.

    Two equal stamps mean that a scan would find the same names, sizes and times of change, whatever was written or
    moved between them; what can't be read or is skipped by name counts too.

    Args:
        roots: folders or single files.
        now_ns: a time before this walk.

    Returns:
        Hexadecimal digits, or nothing if a file is so young that it may change without showing it.
    """
    import hashlib  # noqa: PLC0415 - a single text that is opened needs none

    digest = hashlib.blake2b(str(VERSION).encode(), digest_size=16)
    for root in roots:
        walk = _Walk(now_ns)
        lines = walk.lines(os.path.realpath(root))
        if not walk.settled:
            return ""
        for line in sorted(lines):
            digest.update(line)
        digest.update(b"\n")
    return digest.hexdigest()


class _Walk:
    """Sums up folder by folder."""

    def __init__(self, now_ns: int) -> None:
        self.settled = True
        self._now_ns = now_ns
        # All that is so old has settled, whatever the file system's clock.
        self._old_ns = now_ns - _COARSE_TICK_NS

    def lines(self, root: str) -> list[bytes]:
        """Return a digest for each folder below a root, in no order."""
        if not Path(root).is_dir():
            return [self._target(root, root).encode("utf-8", "surrogateescape")]
        import hashlib  # noqa: PLC0415

        found: list[bytes] = []
        folders = [""]
        while folders and self.settled:
            prefix = folders.pop()
            names = in_order(self._folder(root, prefix, folders), str)
            names.append(prefix)
            found.append(
                hashlib.blake2b("\0\0".join(names).encode("utf-8", "surrogateescape"), digest_size=16).digest()
            )
        return found

    def _folder(self, root: str, prefix: str, folders: list[str]) -> list[str]:
        """Return a text for each entry of a folder that counts; adds what is to be walked to `folders`."""
        path = os.path.join(root, prefix)  # noqa: PTH118 - a hundred thousand of them
        found: list[str] = []
        old = self._old_ns
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    name = entry.name
                    if name.endswith(SUFFIXES) and name[0] != "." and entry.is_file(follow_symlinks=False):
                        status = entry.stat(follow_symlinks=False)
                        changed = status.st_mtime_ns
                        if changed >= old and not is_settled(changed, self._now_ns):
                            self.settled = False
                        found.append(f"{name}\0{status.st_size}\0{changed}")
                    elif odd := self._odd(entry, root, prefix, folders):
                        found.append(odd)
        except OSError as error:
            found.append(f"\0{error.errno}")
        return found

    def _odd(self, entry: os.DirEntry[str], root: str, prefix: str, folders: list[str]) -> str:
        """Return what counts of an entry that isn't an ordinary file to read, or empty."""
        name = entry.name
        try:
            if entry.is_symlink():
                return f"{name}\0>{self._target(entry.path, root)}"
            if entry.is_dir(follow_symlinks=False):
                if not name.startswith(".") and name not in FOREIGN_FOLDERS:
                    folders.append(f"{prefix}{name}/")
                return f"{name}\0/"
            if not name.lower().endswith(SUFFIXES):
                return ""
            return f"{name}\0." if name.startswith(".") else f"{name}\0{self._target(entry.path, root)}"
        except OSError as error:
            return f"{name}\0{error.errno}"

    def _target(self, path: str, root: str) -> str:
        """Return what a path leads to and how that is; only what is inside the root is looked at."""
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
            self.settled = False
        return f"{real}\0{S_IFMT(status.st_mode)}\0{status.st_size}\0{status.st_mtime_ns}"
