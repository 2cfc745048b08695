"""Paths as they are typed into a line: what can't be one is said, and no folder needs to be there."""

from __future__ import annotations

from pathlib import Path

from briefing.errors import InputError
from briefing.i18n import n_
from briefing.text import one_line


def typed_path(text: str) -> Path:
    """Return the path that was typed, with "~" and "~name" filled in.

    Raises:
        InputError: it can't be the name of a file, or nobody knows that home folder.
    """
    path = Path(text.strip())
    if "\0" in text:
        raise InputError(n_("{path} can't be the name of a file."), path=one_line(str(path)))
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise InputError(n_("{path} begins with an unknown home folder."), path=one_line(str(path))) from error


def working_folder() -> Path:
    """Return the folder in which the app was started; the root where that was deleted meanwhile."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")
