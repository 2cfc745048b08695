"""Inline Markdown that can only mean one thing, read without the parser.

Most paragraphs hold nothing but words, code, links and emphasis that nobody could read otherwise. Where anything else
stands, or emphasis that takes the whole set of rules to decide, the answer is None, and the parser is asked. What is
answered is exactly what the parser would say.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from briefing.document.inline import Inline, Writer, tidy
from briefing.document.model import Mark

_MARK = re.compile(r"`+|\*+|_+|!?\[|\\|<(?![\s=0-9-])|&[#\w]+;|~~|//|@")
_TICKS = re.compile(r"`+")
_LINK = re.compile(
    r"\[((?!\^)(?:[^\[\]`\\<]|(?<!`)`[^`]+`(?!`))+)\]"
    r"\(((?:https?://[a-z0-9.-]+(?=[/)]))?[A-Za-z0-9_./#?=~-]*)\)"
)
_BRACKETED = re.compile(r"\[(?!\^)[^\[\]`*_\\<&~/@]*\](?![(\[])")
_WORD: Final = 2
_PUNCTUATION: Final = 1
_SPACE: Final = 0


def read_simple(content: str, *, linked: bool) -> Inline | None:
    """Return the content of a paragraph, heading or the like as plain text with spans, or None if it isn't simple.

    Args:
        content: Markdown as it stands in the source, without white space at either end.
        linked: whether the text defines links, so that any bracket may be one.
    """
    if "\n" in content:
        if "  \n" in content:
            return None  # a hard break
        content = content.replace("\n", " ")
    first = _MARK.search(content)
    return _Scanner(content, linked).run(first) if first else Inline(tidy(content), ())


@lru_cache(maxsize=1024)
def _class(char: str) -> int:
    """Tell white space, punctuation and what words are made of apart, as the rules of emphasis do."""
    category = unicodedata.category(char)
    return _PUNCTUATION if category[0] in "PS" else _SPACE if category == "Zs" or char == "\t" else _WORD


class _Scanner:
    """One content without line feeds while it is read.

    What is read so far is in `_writer`, but for the plain text from `_at` on; `_open` holds the marks of emphasis that
    wait for their other end. Within a link, `_limit` is where its label ends and `_outside` what was open before it.
    """

    def __init__(self, content: str, linked: bool) -> None:
        self._content = content
        self._linked = linked
        self._writer = Writer()
        self._at = 0
        self._open: list[str] = []
        self._limit = len(content)
        self._outside = 0
        self._behind = -1

    def run(self, match: re.Match[str] | None) -> Inline | None:
        """Return what the content says, beginning with the first mark in it, or None."""
        content = self._content
        while True:
            while self._behind >= 0 and (match is None or match.start() >= self._limit):
                if len(self._open) != self._outside:
                    return None
                self._close_link()
                match = _MARK.search(content, self._at)
            if match is None:
                break
            mark = match[0]
            if mark[0] == "`":
                end = self._code(mark, match.end())
            elif mark[0] in "*_":
                end = self._emphasis(mark, match.start(), match.end())
            elif mark == "[":
                end = self._bracket(match.start())
            else:
                return None
            if end < 0:
                return None
            match = _MARK.search(content, end)
        if self._open:
            return None
        self._flush(len(content))
        return self._writer.result()

    def _flush(self, end: int) -> None:
        """Write the plain text up to `end`."""
        if self._at < end:
            self._writer.text(self._content[self._at : end])

    def _code(self, mark: str, start: int) -> int:
        """Read a code span of which the content begins at `start`; return where it ends, or -1."""
        for closing in _TICKS.finditer(self._content, start, self._limit):
            if closing[0] == mark:
                break
        else:
            return -1
        code = self._content[start : closing.start()]
        if code[0] == " " and code[-1] == " " and code.strip(" "):
            code = code[1:-1]
        self._flush(start - len(mark))
        self._writer.code(code)
        self._at = closing.end()
        return self._at

    def _emphasis(self, mark: str, start: int, end: int) -> int:
        """Read one end of emphasis, or what looks like it; return where it ends, or -1."""
        content = self._content
        before = _class(content[start - 1]) if start else _SPACE
        after = _class(content[end]) if end < self._limit else _SPACE
        left = after == _WORD or (after == _PUNCTUATION and before != _WORD)
        right = before == _WORD or (before == _PUNCTUATION and after != _WORD)
        if mark[0] == "_" and left and right:
            left, right = before == _PUNCTUATION, after == _PUNCTUATION
        if not left and not right:
            return end
        if left == right or len(mark) > 2:
            return -1
        if left:
            self._flush(start)
            self._writer.enter(Mark.STRONG if len(mark) == 2 else Mark.EMPHASIS)
            self._open.append(mark)
        elif len(self._open) > self._outside and self._open[-1] == mark:
            self._flush(start)
            self._writer.leave()
            self._open.pop()
        else:
            return -1
        self._at = end
        return end

    def _bracket(self, start: int) -> int:
        """Read the beginning of a link, or text in brackets that is none; return where to go on, or -1."""
        if self._linked or self._behind >= 0:
            return -1
        if link := _LINK.match(self._content, start):
            self._flush(start)
            self._writer.enter(Mark.LINK, link[2])
            self._at = start + 1
            self._limit, self._behind, self._outside = link.end(1), link.end(), len(self._open)
            return self._at
        literal = _BRACKETED.match(self._content, start)
        return literal.end() if literal else -1

    def _close_link(self) -> None:
        self._flush(self._limit)
        self._writer.leave()
        self._at = self._behind
        self._limit, self._behind, self._outside = len(self._content), -1, 0
