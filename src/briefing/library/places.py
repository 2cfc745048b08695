"""What a file's path says: its language, and what remains of the path without it.

Known conventions: `slug.de.md` (with region: `slug.de-AT.md`); a language folder anywhere (`de/`, `content/en-us/`,
`i18n/de/`); a file of the default language beside one of them. `index`, `_index` and `README` stand for their folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from briefing.library.language import OTHER, code_language, language
from briefing.library.titles import readable
from briefing.text import one_line

_INDEX = frozenset({"index", "_index", "readme"})
_DOCUSAURUS = re.compile(r"(^|.*/)i18n/docusaurus-plugin-content-(docs|blog|pages)/(?:current/)?")
_DOCUSAURUS_HOMES = {"docs": "docs", "blog": "blog", "pages": "src/pages"}
_MANY: Final = 3


class Place(NamedTuple):
    """A path, understood.

    Attributes:
        parts: the path's parts, for sorting by path.
        lang: "de", "en" or `OTHER` where the path says it, else empty.
        region: whether the language is marked with a region, so that a plain one comes first.
        folder: the remaining folders, with a slash after each.
        key: the remaining path that both languages share; empty for the index of the root.
        exact: the same with index names kept.
        title: the file's or folder's name as a title.
    """

    parts: tuple[str, ...]
    lang: str
    region: bool
    folder: str
    key: str
    exact: str
    title: str


def understand(paths: Iterable[str]) -> list[Place]:
    """Return the place of each path of one root (forward slashes), in the same order.

    All at once, because `it/` is Italian beside `de/`, and a subject where it stands alone.
    """
    shown = [one_line(path) for path in paths]
    reader = _Reader(shown)
    return [reader.place(path) for path in shown]


class _Folder(NamedTuple):
    """A folder: its language, whether that has a region, and the remaining path with a slash after each part."""

    lang: str
    region: bool
    rest: str


class _Reader:
    """Knows all folders and file names of one root."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._folders: dict[str, _Folder] = {"": _Folder("", False, "")}
        self._children: dict[str, set[str]] = {}
        self._stems: set[str] = set()
        seen: set[str] = set()
        for path in paths:
            self._stems.add(_stem(path).casefold())
            folder = path.rpartition("/")[0]
            while folder and folder not in seen:
                seen.add(folder)
                parent, _, name = folder.rpartition("/")
                self._children.setdefault(parent, set()).add(name)
                folder = parent

    def place(self, path: str) -> Place:
        """Return what one path says."""
        parent, _, _ = path.rpartition("/")
        folder = self._folder(parent)
        stem = _stem(path)
        name = stem.rpartition("/")[2]
        lang, region, rest = folder.lang, folder.region, _DOCUSAURUS.sub(_home, folder.rest)
        base, dot, mark = name.rpartition(".")
        if dot and base:
            suffix = code_language(mark)
            if suffix in ("de", "en") or (suffix == OTHER and self._is_translation(parent, base)):
                lang, region, name = suffix, len(mark) > 3, base
        index = name.casefold() in _INDEX
        return Place(
            tuple(path.split("/")),
            lang,
            region,
            rest,
            rest.rstrip("/") if index else rest + name,
            rest + name,
            readable(rest.rstrip("/").rpartition("/")[2] or name) if index else readable(name),
        )

    def _folder(self, path: str) -> _Folder:
        """Return what a folder's path says; each is worked out once."""
        known = self._folders.get(path)
        if known:
            return known
        missing: list[str] = []
        while path not in self._folders:
            missing.append(path)
            path = path.rpartition("/")[0]
        above = self._folders[path]
        for folder in reversed(missing):
            parent, _, name = folder.rpartition("/")
            lang = "" if above.lang else self._folder_language(parent, name)
            if lang:
                above = _Folder(lang, len(name) > 3, above.rest)
            else:
                above = _Folder(above.lang, above.region, f"{above.rest}{name}/")
            self._folders[folder] = above
        return above

    def _folder_language(self, parent: str, name: str) -> str:
        """Return the language that a folder's name marks in the company of its siblings, or empty."""
        code = code_language(name)
        if code in ("de", "en"):
            return code
        word = language(name)
        if not word:
            return ""
        siblings = self._children[parent] - {name}
        if any(code_language(sibling) in ("de", "en") for sibling in siblings):
            return word
        if word == OTHER:
            return OTHER if sum(bool(code_language(sibling)) for sibling in siblings) >= _MANY - 1 else ""
        return word if any(language(sibling) not in ("", OTHER, word) for sibling in siblings) else ""

    def _is_translation(self, parent: str, base: str) -> bool:
        """Return whether a name without its language mark is there in German, English or without a mark."""
        prefix = f"{parent}/{base}" if parent else base
        return any(f"{prefix}{mark}".casefold() in self._stems for mark in ("", ".de", ".en"))


def _stem(path: str) -> str:
    """Return a path without the ending of its file name."""
    folder, slash, name = path.rpartition("/")
    base, dot, _ = name.rpartition(".")
    return folder + slash + (base if dot and base else name)


def _home(match: re.Match[str]) -> str:
    return f"{match.group(1)}{_DOCUSAURUS_HOMES[match.group(2)]}/"
