"""Inline Markdown that can only mean one thing, read without the parser.

Most paragraphs hold nothing but words, code, links and emphasis that nobody could read otherwise. Where anything else
stands, or emphasis that takes the whole set of rules to decide, the answer is None, and the parser is asked. What is
answered is exactly what the parser would say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import Any, Final

from briefing.document.inline import Inline, Writer, shown_address, tidy
from briefing.document.model import Mark

# Each branch begins with a character of its own, which the engine looks for in one go: ten times as fast.
_MARK = re.compile(r"``*|\*\**|__*|!\[|\[|\\|<(?![\s=0-9-])|&[#\w]+;|~~|///*|@")
_TICKS = re.compile(r"``*")
_LABEL: Final = r"\[((?!\^)(?:[^\[\]`\\<]|(?<!`)`[^`]+`(?!`))+)\]"
_LINK = re.compile(
    _LABEL + r"\((https?://[a-z0-9.-]{1,60}(?=[/)])(?:[\w/.?=#~,;:+!$'*@-]|%[0-9A-Fa-f]{2}|&(?![#\w]+;))*"
    r"|(?!//)[\w/.?=#~-]*)\)",
    re.ASCII,
)
_ADDRESS = re.compile(r"<(https?://[a-z0-9.-]{1,60}(?=[/>])[\w/.?=#~,;:+!$'()*@&-]*)>", re.ASCII)
_IMAGE = re.compile(r"!\[((?:[^\[\]`\\<&:@/*_]|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9]))*)\]\((?!//)([\w/.?=#~-]*)\)", re.ASCII)
_REFERENCE = re.compile(_LABEL + r"(?:\[([^\[\]`\\<]*)\])?(?![(\[])")
_NOTE = re.compile(r"\[\^([^\s\[\]]{1,999})\](?!\()")
_INNER: Final = r"(?!\^)(?:[^\[\]`\\<]|(?<!`)`[^`]+`(?!`))*"
_BRACKETS = re.compile(rf"!?\[(?!\^){_INNER}(?:\[{_INNER}\](?!\(){_INNER})?\](?!\()")
_PUNCTUATED: Final = frozenset("!\"#$%&'()*+,-.;<=>?[\\]^_`{|}~")
_WORD: Final = 2
_PUNCTUATION: Final = 1
_SPACE: Final = 0


def read_simple(content: str, references: Mapping[str, Any], labels: Container[str]) -> Inline | None:
    """Return the content of a paragraph, heading or the like as plain text with spans, or None if it isn't simple.

    Args:
        content: Markdown as it stands in the source, clean and composed, without white space at either end.
        references: the link definitions of the text.
        labels: the labels of its footnotes; as in `look_ahead.Definitions`, as the former.
    """
    if "\n" in content:
        if "  \n" in content or "\\\n" in content:
            return None  # hard breaks
        content = content.replace("\n", " ")
    first = _MARK.search(content)
    return _Scanner(content, references, labels).run(first) if first else Inline(tidy(content), ())


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

    def __init__(self, content: str, references: Mapping[str, Any], labels: Container[str]) -> None:
        self._content = content
        self._references = references
        self._labels = labels
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
            end = self._read(match[0], match.start(), match.end())
            if end < 0:
                return None
            match = _MARK.search(content, end)
        if self._open:
            return None
        self._flush(len(content))
        return self._writer.result()

    def _read(self, mark: str, start: int, end: int) -> int:
        """Read what begins with a mark; return where to go on, or -1 if the parser has to be asked."""
        following = -1
        match mark[0]:
            case "`":
                following = self._code(mark, end)
            case "*" | "_":
                following = self._emphasis(mark, start, end)
            case "[" if self._behind < 0:
                following = self._bracket(start)
            case "!":
                following = self._image(start)
            case "<":
                following = self._address(start)
            case "\\":
                following = self._escape(start)
            case "/" | "@" if self._behind >= 0 or self._names_nothing(mark, start, end):
                following = end  # no address is looked for in a link
        return following

    def _flush(self, end: int) -> None:
        """Write the plain text up to `end`."""
        if self._at < end:
            self._writer.text(self._content[self._at : end])

    def _code(self, mark: str, start: int) -> int:
        """Read a code span of which the content begins at `start`."""
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
        """Read one end of emphasis, or what looks like it."""
        content = self._content
        before = _class(content[start - 1]) if start else _SPACE
        after = _class(content[end]) if end < self._limit else _SPACE
        left = after == _WORD or (after == _PUNCTUATION and before != _WORD)
        right = before == _WORD or (before == _PUNCTUATION and after != _WORD)
        if mark[0] == "_" and left and right:
            left, right = before == _PUNCTUATION, after == _PUNCTUATION
        if not left and not right:
            return end
        if len(mark) > 2:
            return -1
        if right and len(self._open) > self._outside and self._open[-1] == mark:
            self._flush(start)
            self._writer.leave()
            self._open.pop()
        elif not left or (right and any(other[0] == mark[0] for other in self._open)):
            return -1
        else:
            self._flush(start)
            self._writer.enter(Mark.STRONG if len(mark) == 2 else Mark.EMPHASIS)
            self._open.append(mark)
        self._at = end
        return end

    def _escape(self, start: int) -> int:
        """Read a backslash."""
        following = self._content[start + 1 : start + 2]
        if following in _PUNCTUATED:
            self._flush(start)
            self._at = start + 1
        elif not following.isalnum():
            return -1  # addresses among others
        return start + 2

    def _names_nothing(self, mark: str, start: int, end: int) -> bool:
        """Tell whether slashes or an at sign are part of no address: slashes that stand alone, `@name`."""
        before = self._content[start - 1] if start else " "
        return before in " (" if mark == "@" else before == " " and self._content[end : end + 1] in ("", " ")

    def _address(self, start: int) -> int:
        """Read an address in angle brackets."""
        found = _ADDRESS.match(self._content, start)
        if not found or self._behind >= 0:
            return -1
        self._flush(start)
        self._writer.enter(Mark.LINK, found[1])
        self._writer.verbatim(found[1])
        self._writer.leave()
        self._at = found.end()
        return self._at

    def _image(self, start: int) -> int:
        """Read an image, or what looks like one and is none."""
        found = _IMAGE.match(self._content, start)
        if not found or self._behind >= 0:
            return self._literal(start)
        self._flush(start)
        self._writer.enter(Mark.IMAGE, found[2])
        self._writer.text(found[1])
        self._writer.leave()
        self._at = found.end()
        return self._at

    def _bracket(self, start: int) -> int:
        """Read the beginning of a link, a footnote's mention, or brackets that mean nothing."""
        if link := _LINK.match(self._content, start):
            return self._link(link, link[2])
        if note := _NOTE.match(self._content, start):
            return self._note(note)
        if not self._references:
            return self._literal(start)
        reference = _REFERENCE.match(self._content, start)
        if not reference:
            return -1
        found = self._references.get(normalised(reference[2] or reference[1]))
        return self._link(reference, shown_address(str(found["href"]))) if found else start + 1

    def _note(self, note: re.Match[str]) -> int:
        if ":" + note[1] not in self._labels or self._references:
            return -1
        self._flush(note.start())
        self._writer.point(Mark.FOOTNOTE, note[1])
        self._at = note.end()
        return self._at

    def _literal(self, start: int) -> int:
        """Return where to go on after an opening bracket that surely begins no link or image, or -1."""
        content = self._content
        if self._references or self._behind >= 0 or not _BRACKETS.match(content, start):
            return -1
        return content.index("[", start) + 1

    def _link(self, link: re.Match[str], target: str) -> int:
        """Open a link; return where its label begins, or -1."""
        start = link.start()
        if "//" in link[1] and start and self._content[start - 1] not in " (":
            return -1  # what stands before it may make an address of it
        self._flush(start)
        self._writer.enter(Mark.LINK, target)
        self._at = start + 1
        self._limit, self._behind, self._outside = link.end(1), link.end(), len(self._open)
        return self._at

    def _close_link(self) -> None:
        self._flush(self._limit)
        self._writer.leave()
        self._at = self._behind
        self._limit, self._behind, self._outside = len(self._content), -1, 0


def normalised(label: str) -> str:
    """Return a link's label as definitions are kept by."""
    return " ".join(label.split()).lower().upper()
