"""Small files that are replaced as a whole: readers see the old one or the new one, never half of one."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def replace_file(path: Path, text: str) -> None:
    """Write a text as UTF-8 in place of a file; a symbolic link stays one, and what it points to is replaced.

    Raises:
        OSError: that can't be done; the file is as it was.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}-", suffix=".part", delete=False) as part:
        made = Path(part.name)
        try:
            part.write(text.encode("utf-8", "replace"))
            part.flush()
            os.fsync(part.fileno())
            if path.exists():
                made.chmod(path.stat().st_mode & 0o777)
            part.close()  # not every system replaces a file by one that is open
            made.replace(path)
        finally:
            made.unlink(missing_ok=True)
