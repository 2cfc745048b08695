"""What a chunk begins with, read off its first lines without parsing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

_TAB: Final = 4
_PARAGRAPH: Final = ord("p")
_UNSURE: Final = 0
_FIRST: Final = bytes(
    _UNSURE if code in b"#-+*_0123456789`~<[ \t\n" else ord("q") if code == ord(">") else _PARAGRAPH
    for code in range(256)
)
_SHAPES: Final = b" rloncc"
_OPENING = re.compile(
    rb"(-(?:[ \t]*-){2,}+[ \t]*+(?=\n|\Z)|\*(?:[ \t]*\*){2,}+[ \t]*+(?=\n|\Z)|_(?:[ \t]*_){2,}+[ \t]*+(?=\n|\Z))"
    rb"|([-+*](?=[ \t\n]|\Z))"
    rb"|([0-9]{1,9}[.)](?=[ \t\n]|\Z))"
    rb"|(\[\^[^ \]\n]+\]:)"
    rb"|(```+[^`\n]*(?=\n|\Z))"
    rb"|(~~~)"
)
_HEADING = re.compile(rb"#{1,6}(?=[ \t\n]|\Z)")
_TAG = re.compile(rb"</?([A-Za-z][A-Za-z0-9-]*)(?=[ \t\n]|/?>|\Z)(?:[^<>\n]*>[ \t]*(?=\n|\Z))?")
_TERM = re.compile(rb"[^\n]*\n(?:[ \t]*\n)?")
_DEFINITION = re.compile(rb"[ \t]*[:~][ \t]")
_BLANK_LINE = re.compile(rb"\n[ \t]*\n")
_PARTS: Final = frozenset(
    b"address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt"
    b" fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li"
    b" link main menu menuitem nav noframes ol optgroup option p param pre script search section style summary table"
    b" tbody td textarea tfoot th thead title tr track ul".split()
)
"""Elements of which a tag at the beginning of a line makes a block, whatever follows it (CommonMark 0.31, 4.6)."""


def read_shapes(data: bytes, starts: Sequence[int], reaches: Sequence[int], ruled: Sequence[int]) -> bytes:
    """Return one code for each chunk, as `chunks.Chunks` describes them.

    Args:
        data: the body.
        starts: offsets of the chunks, ascending.
        reaches: offsets of lines among which all definitions are, ascending.
        ruled: offsets of all lines of dashes, equals signs, bars and colons alone, but the first line.
    """
    shapes = bytearray(map(data.__getitem__, starts)).translate(_FIRST)
    at = shapes.find(_UNSURE)
    while at >= 0:
        shapes[at] = _shape(data, starts[at])
        at = shapes.find(_UNSURE, at + 1)
    for line in ruled:
        chunk = bisect_right(starts, line) - 1
        if shapes[chunk] == _PARAGRAPH:
            shapes[chunk] = _ruled_shape(data, starts[chunk], line)
    for line in reaches:
        chunk = bisect_right(starts, line) - 1
        if shapes[chunk] == _PARAGRAPH and _DEFINITION.match(data, line):
            term = _TERM.match(data, starts[chunk])
            if term and term.end() == line:
                shapes[chunk] = ord("d")
    return bytes(shapes)


def _shape(data: bytes, at: int) -> int:
    """Return the code for a line of which the first character alone doesn't tell."""
    if match := _HEADING.match(data, at):
        return ord("0") + match.end() - at
    if match := _OPENING.match(data, at):
        return _SHAPES[match.lastindex or 0]
    if data[at] == ord("<"):
        return _markup_shape(data, at)
    if data[at] in b" \t\n":
        return _indented_shape(data, at)
    return _PARAGRAPH


def _markup_shape(data: bytes, at: int) -> int:
    """Tell HTML from a paragraph that begins with a tag or an address."""
    if data[at + 1 : at + 2] in (b"!", b"?"):
        return ord("x")
    match = _TAG.match(data, at)
    alone = match is not None and match[0].endswith((b">", b" ", b"\t"))
    return ord("x") if match and (alone or match[1].lower() in _PARTS) else _PARAGRAPH


def _indented_shape(data: bytes, at: int) -> int:
    """Return the code for the first line with text from a line that begins with white space."""
    column = 0
    while at < len(data) and data[at] in b" \t\n":
        column = 0 if data[at] == ord("\n") else column + (_TAB - column % _TAB if data[at] == ord("\t") else 1)
        at += 1
    if column >= _TAB:
        return ord("c")
    return _FIRST[data[at]] or _shape(data, at)


def _ruled_shape(data: bytes, start: int, line: int) -> int:
    """Return the code for a chunk that looks like a paragraph, given a line of dashes and the like in it."""
    above = data[start:line]
    end = data.find(b"\n", line)
    rule = data[line : end if end >= 0 else len(data)].strip(b" \t")
    if above.count(b"\n") == 1 and b"|" in above and b"-" in rule and len(_cells(above)) == len(_cells(rule)):
        return ord("t")
    if rule.strip(b"-") and rule.strip(b"="):
        return _PARAGRAPH
    return _PARAGRAPH if _BLANK_LINE.search(above) else ord("1" if rule.startswith(b"=") else "2")


def _cells(row: bytes) -> list[bytes]:
    cells = row.replace(rb"\|", b"").strip().split(b"|")
    return cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[-1])]
