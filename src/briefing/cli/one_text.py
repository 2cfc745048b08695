"""A library of one file that was asked for by name, with the same text in the other language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from briefing.document.model import LANGS
from briefing.errors import InputError
from briefing.library.assembling import assemble
from briefing.library.catalogue import Catalogue
from briefing.library.facts import Facts, examine
from briefing.library.model import Library
from briefing.library.source import read_bytes

_HEAD: Final = 128 * 1024
"""Bytes of a file in which its front matter and its first heading are looked for."""


class OneText(Catalogue):
    """Makes the same library of one file again and again; keeps nothing, and leaves the folder's other files alone.

    Args:
        file: absolute path of the file.

    Raises:
        InputError: on scanning, if the file can't be read.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(None)
        self._file = file

    def load(self, roots: Sequence[Path]) -> Library | None:
        """Return None: nothing is kept."""
        return None

    def scan(self, roots: Sequence[Path]) -> Library:
        """Return the library of the file as it is on disk now, whatever the roots."""
        counterparts = _counterparts(self._file)
        beside = all(path.parent == self._file.parent for path in counterparts)
        folder = self._file.parent if beside else self._file.parent.parent
        facts = [_facts(self._file, folder)]
        for path in counterparts:
            try:
                facts.append(_facts(path, folder))
            except InputError:
                continue  # it isn't what was asked for, and will be found when it is
        library = assemble((self._file,), [folder], [facts], [])
        wanted = [
            briefing
            for briefing in library.briefings
            if any(edition.path == self._file for edition in briefing.editions.values())
        ]
        return replace(library, briefings=tuple(wanted), by_id={briefing.id: briefing for briefing in wanted})


def _facts(path: Path, folder: Path) -> Facts:
    data = read_bytes(path, str(path))
    status = path.stat()
    inside, size, mtime = path.relative_to(folder).as_posix(), status.st_size, status.st_mtime_ns
    return examine(inside, size, mtime, _head(data), f"{size}-{mtime}", count=False)


def _head(data: bytes) -> bytes:
    """Return the lines that tell what a text is about; all of it may be too long to look at before it is shown."""
    return data if len(data) <= _HEAD else data[: data.rfind(b"\n", 0, _HEAD) + 1] or data


def _counterparts(file: Path) -> list[Path]:
    """Return the files that bear the name of `file` in the other language: text.en.md, or en/text.md.

    A name without a mark may belong to either language, and be the counterpart of either.
    """
    base, _, mark = file.stem.rpartition(".")
    mark = mark.casefold() if base else ""
    if mark in LANGS:
        names = [*(f"{base}.{lang}" for lang in LANGS if lang != mark), base]
        paths = [file.with_name(name + file.suffix) for name in names]
    elif file.parent.name in LANGS:
        paths = [file.parent.parent / lang / file.name for lang in LANGS if lang != file.parent.name]
    else:
        paths = [file.with_name(f"{file.stem}.{lang}{file.suffix}") for lang in LANGS]
    return [path for path in paths if path.is_file()]
