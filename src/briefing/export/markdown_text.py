"""Text of others inside our Markdown: it reads the same when rendered and can't break out of its place."""

from __future__ import annotations

import re

from briefing.text import clean, one_line

_INLINE = re.compile(
    r"[\\`*\[~]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word an underscore means nothing
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
)
_LINE_START = re.compile(r"^(?=[-+=#>|:])|^(\d{1,9})(?=[.)])")
_BARE_LINK = re.compile(r"\b(?:https?|ftp)://[^\s<>]*[^\s<>.,;:!?'\"“”‘’»«*_~`()\[\]\\]", re.IGNORECASE)


def plain(text: str) -> str:
    """Return a text as one line of Markdown that renders as just that text."""
    return _escaped(one_line(text))


def _escaped(line: str) -> str:
    """Escape what means something in Markdown; a web address goes into angle brackets, where nothing needs escapes."""
    parts: list[str] = []
    at = 0
    for match in _BARE_LINK.finditer(line):
        parts += (_escaped_text(line[at : match.start()]), f"<{match.group()}>")
        at = match.end()
    escaped = "".join((*parts, _escaped_text(line[at:])))
    return _LINE_START.sub(lambda match: f"{match[1]}\\" if match[1] else "\\", escaped)


def _escaped_text(text: str) -> str:
    return _INLINE.sub(lambda match: "\\" + match.group(), text)


def block_quote(text: str) -> str:
    """Return plain text as a block quote; its line breaks stay line breaks."""
    paragraphs = re.split(r"\n\s*\n", clean(text).strip())
    broken = ("\\\n".join(_escaped(line.strip()) for line in part.split("\n") if line.strip()) for part in paragraphs)
    return _prefixed("\n\n".join(broken), "> ", ">")


def code_quote(text: str) -> str:
    """Return code as a fenced block in a block quote."""
    code = clean(text)
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return _prefixed(f"{fence}\n{code}\n{fence}", "> ", ">")


def code_span(text: str) -> str:
    """Return a text as inline code, e.g. an address or a path."""
    line = one_line(text)
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest and (line.startswith("`") or line.endswith("`")) else ""
    return f"{fence}{space}{line}{space}{fence}" if line else ""


def indented(text: str) -> str:
    """Return somebody's Markdown, line for line, as the content of a list item (two spaces deep).

    A list item holds in whatever it contains: a fence, comment or HTML block that is never closed ends with it.
    """
    return "\n".join(f"  {line}" if line else "" for line in clean(text).split("\n"))


def comment_word(text: str) -> str:
    """Return a text as a word that can't end an HTML comment."""
    return re.sub(r"[^0-9A-Za-z]+", "-", text).strip("-")


def _prefixed(text: str, prefix: str, empty: str) -> str:
    return "\n".join(prefix + line if line else empty for line in text.split("\n"))
