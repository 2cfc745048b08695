"""Files that are written as a whole, or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write_whole(path: Path, part: Path, data: bytes) -> None:
    """Write a file under another name, and put it in its place when it is on the disk; only its owner may read it.

    Args:
        path: the file; replaced if it is there.
        part: the other name, in the same folder; nothing may be there, not even a link.
        data: what the file holds.

    Raises:
        OSError: it can't be written; what was there stays.
    """
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
