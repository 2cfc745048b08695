"""The file as a whole: front matter and body, with their lines."""

from __future__ import annotations

import re
from typing import NamedTuple

_FRONT = re.compile(
    r"\A\ufeff?---(?:\r\n?|\n)"  # the very first line, nothing else on it
    r"(?P<yaml>(?:[^\r\n]*(?:\r\n?|\n))*?)"
    r"(?:---|\.\.\.)(?:\r\n?|\n|\Z)"
)
_LINE_END = re.compile(r"\r\n?|\n")


class Source(NamedTuple):
    """A Markdown file taken apart.

    Attributes:
        front: the YAML between the fences, with its line ends, or None when the file has no front matter.
        body: the Markdown after it; the whole file without front matter.
        front_line: 1-based line of the file on which the YAML begins (1 without front matter).
        body_line: 1-based line of the file on which the body begins.
    """

    front: str | None
    body: str
    front_line: int
    body_line: int


def split(text: str) -> Source:
    """Take front matter and body apart.

    Front matter is there only if the first line is exactly `---` and a later one exactly `---` or `...`; a fence that
    is never closed is a thematic break, so that a forgotten fence can't hide the text. A byte order mark is dropped
    from the body. Line ends stay as they are.
    """
    match = _FRONT.match(text)
    if match is None:
        return Source(None, text.removeprefix("\ufeff"), 1, 1)
    front = match["yaml"]
    return Source(front, text[match.end() :], 2, 3 + len(_LINE_END.findall(front)))


def find_body(data: bytes) -> tuple[int, int]:
    """Return where the body begins in a file's bytes, and on which 1-based line, by the same rule as `split`.

    Args:
        data: UTF-8 with line feeds only and without byte order mark.
    """
    if not data.startswith(b"---\n"):
        return 0, 1
    at, line = 4, 2
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        if data[at:end] in (b"---", b"..."):
            return min(end + 1, len(data)), line + 1
        at, line = end + 1, line + 1
    return 0, 1
