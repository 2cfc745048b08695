"""What to call a text that doesn't say it in its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.text import one_line

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}#{1,6}(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_NO_PARAGRAPH = re.compile(r"[ \t]*$| {0,3}(?:[-*+>|]|\d{1,9}[.)])(?:[ \t]|$)|(?: {4}|\t)| {0,3}<")
_MARKUP = (
    (re.compile(r"[ \t]*\{[#.:][^{}]*\}$"), ""),
    (re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"\[\^[^\[\]]*\]|<[^<>]*>"), ""),
    (re.compile(r"(\*{1,3}|_{2,3}|~~|`+)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_LONGEST = 1_000  # characters of a line that are looked at, so that no pattern runs wild on a hostile one
_MOST_LINES = 8
_ORDER = re.compile(r"^\d{1,3}[-_. ]+(?=\D)")


def first_heading(body: str) -> str:
    """Return the first ATX or setext heading of a text without its markup, or empty; fenced code is passed over.

    A scan of lines, not a parser: right for what stands at the head of real files, cheap for ten thousand of them.
    """
    paragraph: list[str] = []
    fence = ""
    comment = False
    for whole in _lines(body):
        line = whole[:_LONGEST]
        if fence:
            closing = line.strip()
            if closing.startswith(fence) and not closing.strip(fence[0]):
                fence = ""
        elif comment:
            comment = "-->" not in whole
        elif match := _FENCE.match(line):
            fence, paragraph = match.group(1), []
        elif line.lstrip().startswith("<!--"):
            comment, paragraph = "-->" not in whole, []
        elif (match := _ATX.match(line)) and (title := plain(match.group(1) or "")):
            return title
        elif paragraph and _SETEXT.match(line):
            if title := plain(" ".join(paragraph)):
                return title
            paragraph = []
        elif _NO_PARAGRAPH.match(line) and not (paragraph and line.strip() and line.startswith(("    ", "\t"))):
            paragraph = []
        elif len(paragraph) < _MOST_LINES:
            paragraph.append(line.strip())
    return ""


def plain(text: str) -> str:
    """Return a line of Markdown without its inline markup, as one line."""
    text = text[:_LONGEST]
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return one_line(text)


def readable(name: str) -> str:
    """Return a file or folder name as a title: "02-erste_schritte" becomes "Erste schritte"."""
    words = one_line(_ORDER.sub("", name).replace("-", " ").replace("_", " "))
    return words[:1].upper() + words[1:] if words else one_line(name)


def _lines(text: str) -> Iterator[str]:
    """Yield the lines without copying the whole text first."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        yield text[start:end]
        start = end + 1
