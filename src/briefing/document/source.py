"""The file as a whole: front matter and body, with their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FRONT = re.compile(
    r"\A\ufeff?---(?:\r\n?|\n)"  # the very first line, nothing else on it
    r"(?P<yaml>(?:[^\r\n]*(?:\r\n?|\n))*?)"
    r"(?:---|\.\.\.)(?:\r\n?|\n|\Z)"
)
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Source:
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
