"""Chunks of paragraphs and lists of which every line can only mean one thing, read without the parser's block rules.

A line counts by its indentation: from where the text of an item begins on, it belongs to the item. That is how lists
are nearly always written. Code, quotes, tabs, empty items and numbers that may be text are left to the parser: where
one stands, the answer is None. What is answered is exactly what the parser would say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from briefing.document.blocks import Builder
from briefing.document.model import Box
from briefing.document.plain_chunks import HARMLESS

_DEEPEST: Final = 20
_INDENT: Final = 3
"""Spaces that may stand before a block; more of them make it code."""
_LINE = re.compile(HARMLESS)
_FIRST = re.compile(HARMLESS + r"|:[ ]+(?=\S)")
"""How an item begins: with a colon it defines nothing, for there is no term above it."""
_MARKER = re.compile(r"(?:([-+*])|([0-9]{1,9})([.)])) {1,4}(?=\S)")


@dataclass(slots=True)
class _List:
    """A list that was begun.

    Attributes:
        mark: the character that all its markers end with.
        number: of its first item, or None.
        loose: whether a blank line stands between two items, or two blocks of one item.
        spoken: whether one of its items has a paragraph of its own.
    """

    mark: str
    number: int | None
    loose: bool = False
    spoken: bool = False

    @property
    def tight(self) -> bool:
        """Whether no blank line separates its items, as far as anyone can see."""
        return not (self.loose and self.spoken)


@dataclass(slots=True)
class _Level:
    """An item that is open; the outermost one is the text itself.

    Attributes:
        column: where its content begins.
        inner: the list in it that may go on.
        filled: whether it has a block yet.
    """

    column: int
    inner: _List | None = None
    filled: bool = False


def read_lists(source: str, first_line: int, builder: Builder) -> bool:
    """Give the blocks of a chunk to a builder; return False, and tell it nothing, if it takes the parser to know them.

    Args:
        source: the chunk.
        first_line: 1-based line of the file on which it begins.
        builder: what makes blocks of what is found.
    """
    if "\t" in source or "]:" in source:
        return False
    walk = _Walk(builder)
    read = _walk_through(walk, source, first_line)
    for step in walk.steps if read else ():
        step()
    walk.steps.clear()  # they hold the walk that holds them: nothing would be freed before the collector comes
    return read


def _walk_through(walk: _Walk, source: str, first_line: int) -> bool:
    for number, line in enumerate(source.split("\n"), first_line):
        text = line.lstrip(" ")
        if not text:
            walk.blank()
        elif not walk.line(line, text, number):
            return False
    return walk.finish_all()


class _Walk:
    """The lines of a chunk, seen one by one.

    What the builder is to be told waits in `steps` for the end, since it is known late whether a list is tight.
    """

    def __init__(self, builder: Builder) -> None:
        self.steps: list[Callable[[], None]] = []
        self._builder = builder
        self._levels = [_Level(0, None)]
        self._lines: list[str] = []
        self._begun = 0
        self._gap = False

    def blank(self) -> None:
        """Take a blank line."""
        self._gap = True

    def line(self, line: str, text: str, number: int) -> bool:
        """Take a line, given also without its indentation; return False where it takes the parser."""
        indent = len(line) - len(text)
        marker = _MARKER.match(text)
        going_on = bool(self._lines) and not self._gap
        if marker:
            done = not (going_on and self._may_be_text(marker, indent)) and self._item(marker, text, indent, number)
        elif not _LINE.match(text):
            done = False
        elif going_on:
            self._lines.append(line[min(indent, self._levels[-1].column) :])  # whatever its indentation
            done = True
        else:
            done = self.finish(indent) and self._begin(text, indent, number)
        self._gap = False
        return done

    def finish(self, indent: int) -> bool:
        """Close the paragraph that is open, and what a line with less indentation doesn't belong to."""
        if self._lines:
            content = "\n".join(self._lines).strip(" ")
            if content[0].isspace() or content[-1].isspace():
                return False
            lines = self._begun, self._begun + len(self._lines) - 1
            self.steps.append(partial(self._builder.paragraph, content, lines))
            self._lines = []
        while indent < self._levels[-1].column:
            self._close(self._levels.pop())
        return True

    def finish_all(self) -> bool:
        """Close whatever is open."""
        done = self.finish(0)
        self._close_inner(self._levels[0])
        return done

    def _close(self, level: _Level) -> None:
        """Close an item; its list may go on."""
        self._close_inner(level)
        self.steps.append(self._builder.close_box)

    def _close_inner(self, level: _Level) -> None:
        """Close the list in an item, if one is open."""
        if level.inner:
            self.steps.append(self._builder.close_list)
            level.inner = None

    def _may_be_text(self, marker: re.Match[str], indent: int) -> bool:
        """Tell whether a marker directly below a line of text may be no marker."""
        base = self._levels[-1].column
        if indent < base:
            return indent - self._levels[-2].column > _INDENT
        return indent - base > _INDENT or (marker[2] is not None and int(marker[2]) != 1)

    def _item(self, marker: re.Match[str], text: str, indent: int, number: int) -> bool:
        """Take a line that begins with a marker; others may follow it on the line."""
        if not self.finish(indent):
            return False
        found: re.Match[str] | None = marker
        while found:
            if indent - self._levels[-1].column > _INDENT or len(self._levels) > _DEEPEST:
                return False
            mark = found[1] or found[3]
            self._open_list(mark, found[2])
            self.steps.append(partial(self._builder.open_box, Box.ITEM, number, mark))
            text, indent = text[found.end() :], indent + found.end()
            self._levels.append(_Level(indent))
            self._gap = False
            found = _MARKER.match(text)
        return bool(_FIRST.match(text)) and self._begin(text, indent, number)

    def _open_list(self, mark: str, number: str | None) -> None:
        """Go on with the list of the innermost level, or begin one."""
        level = self._levels[-1]
        if level.inner and level.inner.mark == mark:
            level.inner.loose = level.inner.loose or self._gap
            return
        self._fill(level)
        level.inner = _List(mark, int(number) if number else None)
        self.steps.append(partial(self._tell_list, level.inner))

    def _tell_list(self, found: _List) -> None:
        self._builder.open_list(found.number, found.tight)

    def _begin(self, text: str, indent: int, number: int) -> bool:
        """Begin a paragraph."""
        level = self._levels[-1]
        if indent - level.column > _INDENT:
            return False
        self._fill(level)
        if len(self._levels) > 1 and (items := self._levels[-2].inner):
            items.spoken = True
        self._lines, self._begun = [text], number
        return True

    def _fill(self, level: _Level) -> None:
        """Note that one more block begins in a level."""
        self._close_inner(level)
        if self._gap and level.filled and len(self._levels) > 1 and (items := self._levels[-2].inner):
            items.loose = True
        level.filled = True
