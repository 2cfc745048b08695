"""The name of this installation: random, made once, the same ever after, and no other one has it."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import Final

from briefing.errors import StoreError
from briefing.i18n import n_
from briefing.notes.stamps import new_id
from briefing.text import one_line

NAMELESS: Final = "local"
"""What an installation is called where no name can be kept."""
NAME: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def name_of_installation(path: Path) -> str:
    """Return the name that a file keeps; make the file if it isn't there.

    Raises:
        StoreError: it can't be read or made, or holds something else.
    """
    try:
        found = _read(path)
        if found is None:
            _make(path)
            found = _read(path) or ""
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(n_("{path} can't be read or written: {reason}."), path=_shown(path), reason=reason) from error
    if not NAME.fullmatch(found):
        raise StoreError(
            n_("{path} does not hold the name of this installation."),
            n_("Delete it: a new one is made."),
            path=_shown(path),
        )
    return found


def name_or_none(path: Path) -> str:
    """Return the name that a file keeps, or a name for all installations that can't have one of their own."""
    try:
        return name_of_installation(path)
    except StoreError:
        return NAMELESS


def _shown(path: Path) -> str:
    return one_line(str(path))


def _read(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return file.read(100).decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None


def _make(path: Path) -> None:
    """Make the file at once with its content; whoever is first counts."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}-{new_id()}.part")
    try:
        with part.open("x", encoding="ascii") as file:
            file.write(new_id() + "\n")
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o600)
        try:
            os.link(part, path)
        except FileExistsError:
            return
        except OSError:  # a file system without links
            part.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
