"""Saved searches: a file that belongs to the reader, one `"name" = "query"` a line, changed line by line.

It is TOML, so that any editor knows it. Remarks, and lines that mean nothing to us, stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from briefing.errors import StoreError
from briefing.i18n import n_
from briefing.text import clean, one_line
from briefing.tui.keeping import replace_file

MAX_BYTES: Final = 256 * 1024
"""Size up to which the file is read, and written."""
LONGEST: Final = 1_000
"""Characters of a query that can be saved."""
_HEAD: Final = "# Saved searches of briefing, one a line: “name” = “query”, each in straight quotes.\n"


class Saved(NamedTuple):
    """A search with a name.

    Attributes:
        name: on one line, not empty.
        query: as it is typed.
    """

    name: str
    query: str


class Bad(NamedTuple):
    """A line that is neither a search nor a remark, or repeats a name.

    Attributes:
        number: of the line, from 1.
        text: what it says.
    """

    number: int
    text: str


class Loaded(NamedTuple):
    """What the file says.

    Attributes:
        searches: in the order of the file.
        bad: the lines that can't be taken for one.
    """

    searches: tuple[Saved, ...] = ()
    bad: tuple[Bad, ...] = ()


class SavedSearches:
    """The saved searches. Methods may be called from any thread.

    Args:
        file: where they are kept; None keeps them for this run only.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        self._text = ""
        self._lock = Lock()

    def load(self) -> Loaded:
        """Return the searches as they are on the disk now.

        Raises:
            StoreError: the file can't be read.
        """
        with self._lock:
            return read(self._load())

    def save(self, search: Saved) -> None:
        """Keep a search: in place of one with its name or its query, else at the end.

        Raises:
            StoreError: it can't be kept.
        """
        self._change(lambda text: with_search(text, search))

    def remove(self, name: str) -> int:
        """Forget a search; return its line, counted from 0, for `put_back`.

        Raises:
            StoreError: that can't be done.
        """
        at = 0

        def without(text: str) -> str:
            nonlocal at
            lines = _lines(text)
            at = next((index for index, each in _searches(lines) if each.name == name), len(lines))
            return "".join(lines[:at] + lines[at + 1 :])

        self._change(without)
        return at

    def put_back(self, search: Saved, at: int) -> None:
        """Keep a search again that was forgotten, where it stood, unless there is one of its name by now.

        Raises:
            StoreError: that can't be done.
        """

        def put(text: str) -> str:
            lines = _lines(text)
            if any(each.name == search.name for _, each in _searches(lines)):
                return text
            return "".join([*lines[:at], _written(search), *lines[at:]])

        self._change(put)

    def _change(self, change: Callable[[str], str]) -> None:
        with self._lock:
            text = self._load()
            changed = change(text)
            if self.file is not None and changed != text:
                if len(changed.encode()) > MAX_BYTES:
                    raise self._failed(n_("{path} would be larger than {limit} KB."))
                try:
                    replace_file(self.file, changed)
                except OSError as error:
                    raise self._failed(n_("{path} can't be written: {reason}."), _reason(error)) from error
            self._text = changed

    def _load(self) -> str:
        if self.file is None:
            return self._text
        try:
            with self.file.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                raise self._failed(n_("{path} is larger than {limit} KB."))
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise self._failed(n_("{path} can't be read: {reason}."), _reason(error)) from error
        except UnicodeDecodeError as error:
            raise self._failed(n_("{path} can't be read: {reason}."), "UTF-8") from error

    def _failed(self, message: str, reason: str = "") -> StoreError:
        return StoreError(message, path=one_line(str(self.file)), reason=reason, limit=MAX_BYTES // 1024)


def _reason(error: OSError) -> str:
    return one_line(error.strerror or type(error).__name__)


def saved_as(name: str, query: str) -> Saved:
    """Return a search as it is kept."""
    return Saved(one_line(name), one_line(query))


def read(text: str) -> Loaded:
    """Return the searches of a file's text."""
    searches: dict[str, Saved] = {}
    bad: list[Bad] = []
    for number, line in enumerate(_lines(text), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _search(line)
        if found is None or found.name in searches:
            bad.append(Bad(number, line.strip()))
        else:
            searches[found.name] = found
    return Loaded(tuple(searches.values()), tuple(bad))


def with_search(text: str, search: Saved) -> str:
    """Return a file's text with a search: in place of the first with its name or its query; the others go."""
    lines = _lines(text) or [_HEAD]
    found = [at for at, each in _searches(lines) if each.name == search.name or each.query == search.query]
    if not found:
        return "".join([*lines, _written(search)])
    lines[found[0]] = _written(search)
    return "".join(line for at, line in enumerate(lines) if at not in found[1:])


def _lines(text: str) -> list[str]:
    """Return the lines with their ends; the last one gets an end if it has none."""
    return [f"{line}\n" for line in (text.removesuffix("\n").split("\n") if text else [])]


def _searches(lines: list[str]) -> list[tuple[int, Saved]]:
    return [(at, found) for at, line in enumerate(lines) if (found := _search(line))]


def _search(line: str) -> Saved | None:
    """Return the search of a line, or None."""
    if "=" not in line or line.lstrip().startswith("#"):
        return None
    import tomllib  # noqa: PLC0415 - most readers have no such line

    try:
        table = tomllib.loads(line)
    except (ValueError, RecursionError):
        return None
    if len(table) != 1:
        return None
    ((name, query),) = table.items()
    if not isinstance(query, str) or clean(name) != name or clean(query) != query:
        return None
    found = saved_as(name, query)
    return found if found.name and found.query else None


def _written(search: Saved) -> str:
    """Return a line of the file; JSON's strings are TOML's for all that a clean text may hold."""
    return f"{json.dumps(search.name, ensure_ascii=False)} = {json.dumps(search.query, ensure_ascii=False)}\n"
