"""config.toml -> Settings: strict, so that a misspelt key is told and never silently ignored. Read, never written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from briefing.errors import SettingsError
from briefing.i18n import n_
from briefing.text import one_line

UI_LANGUAGES: Final = ("auto", "de", "en")
VIEWS: Final = ("de", "en", "both", "stacked", "peek")
WIDTHS: Final = (40, 120)
"""Least and greatest width of the reading column, in terminal cells."""
MAX_BYTES: Final = 256 * 1024
"""Size up to which the file is read."""

CATEGORIES: Final = ("claim", "figure", "quote", "doubt", "todo", "own")
"""Ids of the categories of notes, which files and scripts know; what they are called and look like can be chosen."""
LONGEST_NAME: Final = 24
"""Characters that the name of a category may have, so that all of them fit into a line."""

_PATHS = n_("{path}, line {line}: {key} must be a list of paths.")


class CategoryLook(NamedTuple):
    """How the reader wants a category of notes to look; what is empty stays as it is.

    Attributes:
        name: what it is called, in either language of the interface.
        color: "#RRGGBB" of its signs.
        symbol: one character of one cell.
    """

    name: str = ""
    color: str = ""
    symbol: str = ""


class Settings(NamedTuple):
    """What a reader chose.

    Attributes:
        libraries: folders or files opened beside the bundled library; absolute, in order.
        ui: language of the interface: "de", "en", or "auto" for the environment's.
        theme: "dark", "light" or the name of a theme.
        width: of the reading column in terminal cells.
        view: which view a briefing opens in: "de", "en", "both", "stacked" or "peek".
        keys: for each verb that is remapped, its keys; none takes its keys away.
        sync: folder in which notes are exchanged with other devices; absolute, or None.
        categories: how categories of notes look, for each id that is changed.
    """

    libraries: tuple[Path, ...] = ()
    ui: str = "auto"
    theme: str = "dark"
    width: int = 84
    view: str = "both"
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    sync: Path | None = None
    categories: Mapping[str, CategoryLook] = MappingProxyType({})


def load_settings(path: Path) -> Settings:
    """Return the settings of a file; the defaults if there is none.

    Paths in it are relative to the file's folder; `~` is the user's home.

    Raises:
        SettingsError: it can't be read, is not TOML, or holds a key or value that we don't know; names file, line, key
            and the nearest valid one.
    """
    shown = one_line(str(path))
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        reason = one_line(error.strerror or type(error).__name__)
        raise SettingsError(n_("{path} can't be read: {reason}."), path=shown, reason=reason) from error
    import tomllib  # noqa: PLC0415 - most readers have no such file

    if len(data) > MAX_BYTES:
        raise SettingsError(n_("{path} is larger than {limit} KB."), path=shown, limit=MAX_BYTES // 1024)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SettingsError(
            n_("{path}, line {line}: not UTF-8."), n_("Save it as UTF-8."), path=shown, line=line
        ) from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(shown, text, error) from error
    except ValueError as error:  # a number of more digits than Python converts
        raise SettingsError(n_("{path} is not TOML: {reason}."), path=shown, reason=one_line(str(error))) from error
    except RecursionError as error:
        raise SettingsError(n_("{path} is nested too deeply."), path=shown) from error
    return _Reader(path, shown, text).settings(table)


def _not_toml(shown: str, text: str, error: ValueError) -> SettingsError:
    """Return tomllib's complaint with the line that it names in its message; at the end of the file, the last one."""
    found = re.search(r" \(at line (\d+), column \d+\)$", str(error))
    line = int(found.group(1)) if found else text.count("\n") + 1
    reason = one_line(re.sub(r" \(at [^()]*\)$", "", str(error)))
    return SettingsError(n_("{path}, line {line}: not TOML: {reason}."), path=shown, line=line, reason=reason)


class _Reader(NamedTuple):
    """Checks one parsed file; keeps what its errors need."""

    path: Path
    shown: str
    text: str

    def settings(self, table: dict[str, Any]) -> Settings:
        """Return the checked settings."""
        readers: dict[str, Callable[[str, Any], object]] = {
            "libraries": self._libraries,
            "ui": lambda key, value: self._choice(key, value, UI_LANGUAGES),
            "theme": self._theme,
            "width": self._width,
            "view": lambda key, value: self._choice(key, value, VIEWS),
            "keys": self._keys,
            "notes": self._notes,
            "categories": self._categories,
        }
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key not in readers:
                raise self._unknown(key, readers)
            values[key] = readers[key](key, value)
        return Settings(sync=values.pop("notes", None), **values)

    def _notes(self, key: str, value: Any) -> Path | None:
        """Return the one setting of this table: the folder in which notes are exchanged."""
        if not isinstance(value, dict):
            raise self._error(n_("{path}, line {line}: {key} must be a table: one line for each setting."), "", key)
        for name in value:
            if name != "sync":
                raise self._unknown(name, ["sync"])
        folder = value.get("sync")
        if folder is None:
            return None
        message = n_("{path}, line {line}: {key} must be the path of a folder.")
        if not isinstance(folder, str) or not folder.strip():
            raise self._error(message, "", "sync")
        try:
            return (self.path.parent / Path(folder).expanduser()).absolute()
        except (RuntimeError, ValueError) as error:
            raise self._error(message, "", "sync") from error

    def _libraries(self, key: str, value: Any) -> tuple[Path, ...]:
        texts = _texts(value)
        if texts is None or not all(texts):
            raise self._error(_PATHS, "", key)
        try:
            return tuple((self.path.parent / Path(text).expanduser()).absolute() for text in texts)
        except (RuntimeError, ValueError) as error:
            raise self._error(_PATHS, "", key) from error

    def _choice(self, key: str, value: Any, choices: Iterable[str]) -> str:
        valid = list(choices)
        if value in valid:
            return str(value)
        near = _nearest(str(value), valid)
        raise self._error(
            n_("{path}, line {line}: {key} must be one of {choices}."),
            n_("Did you mean {nearest}?") if near else "",
            key,
            choices=", ".join(valid),
            nearest="".join(near),
        )

    def _theme(self, key: str, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self._error(n_("{path}, line {line}: {key} must be the name of a theme."), "", key)
        return one_line(value)

    def _width(self, key: str, value: Any) -> int:
        least, greatest = WIDTHS
        if not isinstance(value, int) or not least <= value <= greatest:  # neither bool is in range
            message = n_("{path}, line {line}: {key} must be a whole number from {least} to {greatest}.")
            raise self._error(message, "", key, least=least, greatest=greatest)
        return value

    def _keys(self, key: str, value: Any) -> Mapping[str, tuple[str, ...]]:
        if not isinstance(value, dict):
            raise self._error(n_("{path}, line {line}: {key} must be a table: one line for each verb."), "", key)
        return MappingProxyType(dict(self._verbs("", value)))

    def _verbs(self, prefix: str, table: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield verbs and their keys; TOML reads a dot in a bare verb as a table of its own."""
        for name, chosen in table.items():
            if isinstance(chosen, dict):
                yield from self._verbs(f"{prefix}{name}.", chosen)
                continue
            keys = _texts([chosen] if isinstance(chosen, str) else chosen)
            if keys is None or not all(key.strip() for key in keys):
                message = n_("{path}, line {line}: {key} must be a key or a list of keys.")
                raise self._error(message, "", name)
            yield prefix + name, keys

    def _categories(self, key: str, value: Any) -> Mapping[str, CategoryLook]:
        message = n_("{path}, line {line}: {key} must be a table: one line for each category.")
        if not isinstance(value, dict):
            raise self._error(message, "", key)
        found: dict[str, CategoryLook] = {}
        for name, table in value.items():
            if name not in CATEGORIES:
                raise self._unknown(name, CATEGORIES)
            if not isinstance(table, dict):
                raise self._error(
                    n_("{path}, line {line}: {key} must be a table such as {example}."),
                    "",
                    name,
                    example='{ name = "…", color = "#…", symbol = "…" }',
                )
            found[name] = self._category(name, table)
        return MappingProxyType(found)

    def _category(self, category: str, table: dict[str, Any]) -> CategoryLook:
        checks: dict[str, tuple[Callable[[Any], bool], str]] = {
            "name": (_is_name, n_("{path}, line {line}: name of {key} must be a text of 1 to {longest} characters.")),
            "color": (_is_colour, n_("{path}, line {line}: color of {key} must be a colour such as #D08770.")),
            "symbol": (_is_symbol, n_("{path}, line {line}: symbol of {key} must be one character of normal width.")),
        }
        for key, value in table.items():
            if key not in checks:
                raise self._unknown(key, checks, near=category)
            valid, message = checks[key]
            if not valid(value):
                raise self._error(message, "", category, longest=LONGEST_NAME)
        return CategoryLook(**{key: unicodedata.normalize("NFC", value) for key, value in table.items()})

    def _unknown(self, key: str, valid: Iterable[str], *, near: str = "") -> SettingsError:
        """Return the error on a key that means nothing; `near` is the name of the table that it is in, on its line."""
        names = list(valid)
        nearest = _nearest(key.lower(), names)
        return self._error(
            n_("{path}, line {line}: there is no setting “{key}”."),
            n_("Did you mean “{nearest}”?") if nearest else n_("There are {choices}."),
            near or key,
            shown=key,
            nearest="".join(nearest),
            choices=", ".join(names),
        )

    def _error(self, message: str, hint: str, key: str, *, shown: str = "", **values: object) -> SettingsError:
        line = _line_of(self.text, key)
        return SettingsError(message, hint, path=self.shown, line=line, key=one_line(shown or key), **values)


def _texts(value: Any) -> tuple[str, ...] | None:
    """Return a list of texts, or None if it isn't one."""
    return tuple(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else None


def _is_name(value: Any) -> bool:
    """Whether a value can be the name of a category: one line that is as it is shown."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and one_line(value) == value


def _is_colour(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}", value) is not None


def _is_symbol(value: Any) -> bool:
    """Whether a value is one visible character of one cell, so that no margin grows."""
    if not isinstance(value, str):
        return False
    composed = unicodedata.normalize("NFC", value)
    return (
        len(composed) == 1
        and composed.isprintable()
        and unicodedata.category(composed)[0] in "LNPS"
        and unicodedata.east_asian_width(composed) not in "WF"
    )


def _line_of(text: str, key: str) -> int:
    """Return the 1-based line that sets `key` or opens a table of this name; the first if it can't be told.

    tomllib keeps no positions, so this looks for the name at the head of a line.
    """
    name = re.escape(key)
    quoted = rf"(?:{name}|\"{name}\"|'{name}')"
    found = re.search(rf"(?m)^[ \t]*(?:\[+[ \t]*(?:[^\]\n]*\.[ \t]*)?)?{quoted}[ \t]*[=.\]]", text)
    found = found or re.search(rf"(?m)^[^#\n]*\b{name}\b", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _nearest(word: str, valid: list[str]) -> list[str]:
    from difflib import get_close_matches  # noqa: PLC0415 - only mistakes need it

    return get_close_matches(word, valid, 1, 0.5)
