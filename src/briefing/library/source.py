"""From the bytes of a file to clean text."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path
from typing import BinaryIO, Final

from briefing.errors import InputError
from briefing.i18n import n_
from briefing.library.model import Edition
from briefing.text import clean, compose, is_clean, one_line

MAX_BYTES: Final = 16 * 1024 * 1024
"""Size in bytes up to which a file is taken for something to read."""

_STEP: Final = 1 << 16
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"


def decode(data: bytes, path: str) -> str:
    """Return the text of a file: UTF-8 with or without byte order mark, cleaned, line ends as LF.

    Args:
        data: the whole file.
        path: what errors call it.

    Raises:
        InputError: it is not UTF-8; names the first line that isn't.
    """
    if data.startswith(_UTF16_MARKS):
        raise InputError(
            n_("{path}, line {line}: this is UTF-16, not UTF-8."), n_("Save it as UTF-8."), path=one_line(path), line=1
        )
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            n_("{path}, line {line}: not UTF-8 (byte {byte}, as in Windows-1252 or Latin-1)."),
            n_("Save it as UTF-8."),
            path=one_line(path),
            line=_line(error.object, error.start),
            byte=f"0x{error.object[error.start]:02X}",
        ) from error
    return compose(text) if is_clean(data) else clean(text)


def read_bytes(path: Path, shown: str) -> bytes:
    """Return the bytes of a regular file of at most `MAX_BYTES`.

    Args:
        path: the file.
        shown: what errors call it.

    Raises:
        InputError: it can't be read, is not a regular file or is too large.
    """
    name = one_line(shown)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError(n_("{path} is not a regular file."), path=name)
        if status.st_size > MAX_BYTES:
            raise _too_large(name)
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(name, error) from error


def read_stream(stream: BinaryIO, shown: str) -> bytes:
    """Return all bytes of a stream that has at most `MAX_BYTES`; it is read no further.

    Args:
        stream: open for reading.
        shown: what errors call it.

    Raises:
        InputError: it can't be read or has more.
    """
    try:
        data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(one_line(shown), error) from error
    if len(data) > MAX_BYTES:
        raise _too_large(one_line(shown))
    return data


def read(edition: Edition) -> str:
    """Return the whole text of an edition as it is on disk now, front matter included.

    Raises:
        InputError: the file can't be read or is not UTF-8.
    """
    return decode(read_bytes(edition.path, edition.rel), edition.rel)


def read_clean(edition: Edition) -> bytes:
    """Return the whole text of an edition as clean UTF-8, line ends as LF; composing to NFC may still be due.

    A large file without anything to clean is neither decoded as a whole nor copied.

    Raises:
        InputError: the file can't be read or is not UTF-8.
    """
    return clean_bytes(read_bytes(edition.path, edition.rel), edition.rel)


def clean_bytes(data: bytes, path: str) -> bytes:
    """Return the bytes of a file as clean UTF-8, as `read_clean` does.

    Raises:
        InputError: it is not UTF-8.
    """
    if not data.startswith(_UTF16_MARKS) and is_clean(data) and _is_utf8(data):
        return data
    return decode(data, path).encode()


def _is_utf8(data: bytes) -> bool:
    """Check piece by piece: the text of a large file as a whole may take four times its size."""
    view, at = memoryview(data), 0
    try:
        while at < len(data):
            at += codecs.utf_8_decode(view[at : at + _STEP], "strict", at + _STEP >= len(data))[1]
    except UnicodeDecodeError:
        return False
    return True


def _too_large(name: str) -> InputError:
    return InputError(n_("{path} is larger than {limit} MiB."), path=name, limit=MAX_BYTES // 2**20)


def _unreadable(name: str, error: OSError) -> InputError:
    reason = one_line(error.strerror or type(error).__name__)
    return InputError(n_("{path} can't be read: {reason}."), path=name, reason=reason)


def _line(data: bytes, offset: int) -> int:
    """Return the 1-based line of a byte; LF, CR and CRLF each end one."""
    before = data[:offset]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
