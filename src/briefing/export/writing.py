"""Writing an export: all or nothing, and never over somebody's work."""

from __future__ import annotations

import contextlib
import os
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Protocol

from briefing.errors import ExportError, StoreError
from briefing.i18n import n_
from briefing.notes.stamps import new_id


class ExportLog(Protocol):
    """What remembers our exports; the notes store does."""

    def exported(self, path: str) -> str | None:
        """Return the sha256 of what was last exported to this path, or None."""

    def log_export(self, path: str, fmt: str, sha256: str) -> None:
        """Remember what was exported to a path."""


def write(path: Path, text: str, log: ExportLog | None = None, fmt: str = "") -> Path:
    """Write an export and return where it is.

    A file that is there is replaced only if it is our last export, unchanged. Otherwise, and for symbolic links, the
    next free name is used: "name-2.md".

    Args:
        path: where to write.
        text: what to write, as UTF-8.
        log: remembers our exports; without one no file is ever replaced.
        fmt: name of the format, for the log.

    Raises:
        ExportError: the target is a folder or no ordinary file, or it can't be written; nothing was changed.
    """
    data = text.encode("utf-8", "replace")
    try:
        path = path.absolute()
        target = _target(path, log)
        _replace(target, data)
    except (OSError, ValueError) as error:  # a name that no file can have is a ValueError
        reason = getattr(error, "strerror", None) or str(error)
        raise ExportError(n_("{path} can't be written: {reason}."), path=path, reason=reason) from error
    if log is not None:
        # Where notes can't be saved they can still be exported: without the log the next export takes another name.
        with contextlib.suppress(StoreError):
            log.log_export(str(target), fmt, sha256(data).hexdigest())
    return target


def _target(path: Path, log: ExportLog | None) -> Path:
    """Return the first of the names "name.md", "name-2.md", … that is free or ours."""
    if path.is_dir():
        raise ExportError(n_("{path} is a folder."), n_("Name the file that is to be written."), path=path)
    names = (path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(1))
    return next(name for name in names if not os.path.lexists(name) or _is_ours(name, log))


def _is_ours(path: Path, log: ExportLog | None) -> bool:
    """Whether a path is an ordinary file that holds exactly what we exported to it last."""
    if log is None or path.is_symlink() or not path.is_file():
        return False
    ours = log.exported(str(path))
    return ours is not None and sha256(path.read_bytes()).hexdigest() == ours


def _replace(target: Path, data: bytes) -> None:
    part = target.with_name(f".briefing-{new_id()}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # not every system lets a folder be synced
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
