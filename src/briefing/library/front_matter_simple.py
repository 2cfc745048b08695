"""Front matter of lines that can only mean one thing, read without PyYAML.

Nearly all front matter is keys with a word, a quoted text or a short list of words behind them. Where anything else
stands, the answer is None. What is answered is exactly what PyYAML's events would say.
"""

from __future__ import annotations

import re

from briefing.library.front_matter import Node, Scalar, Sequence
from briefing.text import clean

_WORD = r"[^\W_](?:[^\s\[\]{},:#\"'&*!|>%@`?\\]| (?=[^\s\[\]{},:#\"'&*!|>%@`?\\]))*"  # in a list
_LINE = re.compile(
    r"(?P<key>[A-Za-z][A-Za-z0-9_-]*): +"
    r"(?:(?P<plain>[^\W_](?:[^:#\t]|:(?=\S)|(?<=\S)#)*)"
    r"|\"(?P<double>[^\"\\\t]*)\"|'(?P<single>[^'\t]*)'"
    rf"|\[(?P<list>{_WORD}(?:, *{_WORD})*)\]) *"
)


def read_simple(text: str, line: int) -> dict[str, Node] | None:
    """Return the entries of front matter by key, or None if it isn't simple.

    Args:
        text: YAML without its fences, as it stands in the file.
        line: 1-based line of the file at which `text` begins.
    """
    values: dict[str, Node] = {}
    for number, source in enumerate(clean(text).rstrip("\n").split("\n"), line):
        match = _LINE.fullmatch(source)
        if not match or match["key"] in values:
            return None
        values[match["key"]] = _node(match, number)
    return values


def _node(match: re.Match[str], line: int) -> Node:
    """Return the value behind a key."""
    if (words := match["list"]) is not None:
        return Sequence(tuple(Scalar(word.strip(" "), True, line) for word in words.split(",")), line)
    if (plain := match["plain"]) is not None:
        return Scalar(plain.rstrip(" "), True, line)
    return Scalar(match["double"] if match["double"] is not None else match["single"], False, line)
