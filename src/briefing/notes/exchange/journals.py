"""The files in a folder that several devices share: one journal for each, which only that device writes.

What carries the folder from one device to another may be late, repeat itself, stop half-way, or make copies with other
names where two met: all of them are read, none is ever changed or deleted but our own.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from briefing.errors import InputError
from briefing.i18n import n_
from briefing.notes.exchange.lines import JOURNAL, journal_line, read_line
from briefing.notes.exchange.model import Content, NewerError, TooManyError
from briefing.notes.exchange.writing import write_whole
from briefing.notes.stamps import new_id
from briefing.text import one_line

MAX_BYTES: Final = 256 * 1024 * 1024
"""Size in bytes up to which a journal is read."""
_PREFIX: Final = "briefing-"
_SUFFIX: Final = ".jsonl"
_PART: Final = ".part"
_STALE: Final = 3600
"""Seconds after which what a broken-off writing of ours left behind is removed."""
_READING: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(slots=True)
class Found:
    """What is in a folder.

    Attributes:
        journals: what each holds, by its name.
        newer: names of those that a newer version of this program wrote.
        unread: names of those that can't be read, or may be journals and can't, each with the reason (a message id, or
            what the system says).
        cut: names of those that end in the middle of a line.
    """

    journals: dict[str, Content] = field(default_factory=dict)
    newer: list[str] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)


def journal_name(instance: str) -> str:
    """Return the name of an installation's journal."""
    return f"{_PREFIX}{instance}{_SUFFIX}"


def open_folder(path: Path) -> Path:
    """Return the real place of a folder; a link to it is followed, those in it are not.

    Raises:
        InputError: there is no such folder.
    """
    try:
        found = path.expanduser().resolve(strict=True)
        if found.is_dir():
            return found
        reason = os.strerror(20)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
    raise InputError(
        n_("{path} is no folder that can be used ({reason})."),
        n_("Make it first, or let your tool that synchronises it do so."),
        path=one_line(str(path)),
        reason=reason,
    )


def read_all(folder: Path, known: Collection[bytes] = ()) -> Found:
    """Return what the journals of a folder hold, conflict copies of any name included; other files are ignored.

    Args:
        folder: as `open_folder` returned it.
        known: lines that say nothing new; they are passed over.

    Raises:
        OSError: the folder can't be listed.
    """
    found = Found()
    for name in sorted(entry.name for entry in os.scandir(folder)):
        if name.startswith(".") or _SUFFIX not in name.lower() or name.lower().endswith(_PART):
            continue
        try:
            data = _read(folder / name)
        except OSError as error:
            found.unread.append((name, error.strerror or type(error).__name__))
            continue
        if data is not None:
            _take(found, name, data, known)
        elif (folder / name).is_symlink():
            found.unread.append((name, n_("links are not followed")))
    return found


def _read(path: Path) -> bytes | None:
    """Return the bytes of a regular file, or None if it is something else; links are not followed.

    Raises:
        OSError: it can't be read, or is too large.
    """
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return None
    handle = os.open(path, _READING)
    with open(handle, "rb") as file:  # noqa: PTH123
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):  # it was replaced meanwhile
            return None
        if status.st_size > MAX_BYTES:
            raise OSError(27, os.strerror(27))
        return file.read(MAX_BYTES)


def _take(found: Found, name: str, data: bytes, known: Collection[bytes]) -> None:
    """Add what a file says, if it is a journal."""
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    # One whose first line is lost is known by its name.
    if not _is_head(lines[0]) and not name.startswith(_PREFIX):
        return
    content = Content("jsonl")
    last = len(lines) if lines[-1].strip() else 0
    if last:
        found.cut.append(name)
    try:
        for number, line in enumerate(lines, 1):
            if line and line not in known:
                _take_line(content, number, line, is_cut=number == last)
    except NewerError:
        found.newer.append(name)
        return
    except TooManyError:
        found.unread.append((name, n_("too many of its lines can't be understood")))
        return
    found.journals[name] = content


def _take_line(content: Content, number: int, line: bytes, *, is_cut: bool) -> None:
    """Add what a line says; of one that was cut off nothing is told."""
    if not line.strip():
        return
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        if not is_cut:
            content.reject(number, error, repr(line[:_KEPT]))
        return
    told = len(content.rejects)
    read_line(content, number, text)
    if is_cut:
        del content.rejects[told:]


_KEPT: Final = 1_000


def _is_head(line: bytes) -> bool:
    """Whether a line is the first one of a journal, of whatever version."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and data.get("format") == JOURNAL


def write(folder: Path, instance: str, lines: Iterable[str]) -> bool:
    """Write the journal of this installation, all or nothing; return whether it had to be.

    Args:
        folder: as `open_folder` returned it.
        instance: name of this installation.
        lines: what it says, without its first line.

    Raises:
        OSError: it can't be written; the one that was there is as it was.
    """
    path = folder / journal_name(instance)
    data = "".join([journal_line(instance), *lines]).encode("utf-8", "surrogatepass")
    _tidy(folder, instance)
    with contextlib.suppress(OSError):
        if _read(path) == data:
            return False
    part = folder / f".{_PREFIX}{instance}-{new_id()[-12:]}{_PART}"
    write_whole(path, part, data)
    with contextlib.suppress(OSError):  # not every system lets a folder be synced
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    return True


def _tidy(folder: Path, instance: str) -> None:
    """Remove what broken-off writings of this installation left behind."""
    for part in folder.glob(f".{_PREFIX}{instance}-*{_PART}"):
        with contextlib.suppress(OSError):
            if time.time() - part.lstat().st_mtime > _STALE:
                part.unlink()
