"""Front matter as YAML, read without trust: events of the parser, no objects, no tags, no aliases.

Building values from the event stream instead of loading them keeps the line of every key, costs a tenth of PyYAML's
loader, and leaves no way to construct anything but text, lists and mappings.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.text import clean, one_line

MAX_BYTES: Final = 64 * 1024
"""Size of front matter in bytes of UTF-8 up to which it is read."""
MAX_DEPTH: Final = 16
"""Levels of nesting up to which it is read."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(NamedTuple):
    """A single value as written.

    Attributes:
        text: its characters.
        plain: whether it stood there without quotes, so that it may mean a number, a truth value or nothing.
        line: 1-based line in the file.
    """

    text: str
    plain: bool
    line: int

    @property
    def is_null(self) -> bool:
        """Whether it means that there is no value."""
        return self.plain and self.text in _NULLS


class Sequence(NamedTuple):
    """A list of values."""

    items: tuple[Node, ...]
    line: int


class Mapping(NamedTuple):
    """Values by key."""

    entries: dict[str, Node]
    line: int


Node: TypeAlias = Scalar | Sequence | Mapping

_NO_VALUES: Final[dict[str, Node]] = {}


class FrontMatter(NamedTuple):
    """What stands above a text.

    Attributes:
        values: the top-level entries by key; what could not be read is left out.
        problems: what was wrong, each with its line.
    """

    values: dict[str, Node] = _NO_VALUES
    problems: tuple[Problem, ...] = ()


def parse_front_matter(text: str | None, line: int, path: str) -> FrontMatter:
    """Return the entries of front matter, all but those on damaged lines.

    Args:
        text: YAML without its fences, or None if there is none.
        line: 1-based line of the file at which `text` begins.
        path: what problems call the file.
    """
    if not text or not text.strip():
        return FrontMatter()
    from briefing.library.front_matter_simple import read_simple  # noqa: PLC0415 - as below

    if len(text) < MAX_BYTES // 4 and (simple := read_simple(text, line)) is not None:
        return FrontMatter(simple)
    from briefing.library.front_matter_yaml import Reader  # noqa: PLC0415 - most files have none, and PyYAML is slow

    reader = Reader(one_line(path), line)
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        reader.problem(line, "front-matter-size", n_("Front matter of more than {limit} KB is not read."), limit="64")
        return FrontMatter({}, tuple(reader.problems))
    values = reader.read(clean(text))
    return FrontMatter(values, tuple(reader.problems))
