"""Inline tokens to plain text and spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from briefing.document.model import Mark, Range, Span
from briefing.document.tokens import Token
from briefing.text import clean, one_line

_OPENING: Final = {
    "strong_open": Mark.STRONG,
    "em_open": Mark.EMPHASIS,
    "s_open": Mark.STRIKE,
    "link_open": Mark.LINK,
}
_CLOSING: Final = frozenset({"strong_close", "em_close", "s_close", "link_close"})
_MAY_BE_EMPTY: Final = frozenset({Mark.FOOTNOTE, Mark.IMAGE, Mark.LINK})
_BLANKS = re.compile(r"[ \t\n]+")


class Inline(NamedTuple):
    """The plain text of a paragraph, heading or cell, with its spans by start."""

    text: str
    spans: tuple[Span, ...]

    def protected(self) -> list[Range]:
        """Return the ranges in which no sentence ends: code, HTML tags, addresses shown as such."""
        return [
            (span.start, span.end)
            for span in self.spans
            if span.start < span.end
            and (
                span.mark in (Mark.CODE, Mark.HTML)
                or (span.mark is Mark.LINK and "://" in self.text[span.start : span.end])
            )
        ]


@dataclass(slots=True)
class _Slot:
    """A span in the making; it starts with the first character that is written after it was opened."""

    mark: Mark
    target: str = ""
    start: int = -1
    end: int = -1


@dataclass(slots=True)
class Writer:
    """Plain text in the making.

    White space is written only when something follows it in the same text, so that neither text nor spans begin or
    end with it.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    gap: str = ""
    slots: list[_Slot] = field(default_factory=list)
    open: list[_Slot] = field(default_factory=list)
    waiting: list[_Slot] = field(default_factory=list)

    def text(self, content: str) -> None:
        """Write running text, which is clean: every run of white space as one space."""
        content = tidy(content)
        inner = content.strip(" ")
        if content[:1] == " ":
            self.gap = self.gap or " "
        if inner:
            self.verbatim(inner)
            if content[-1] == " ":
                self.gap = " "

    def verbatim(self, content: str) -> None:
        """Write `content` as it is, after the white space that is due."""
        if not content:
            return
        if self.gap:
            if self.length:
                self.parts.append(self.gap)
                self.length += 1
            self.gap = ""
        for slot in self.waiting:
            slot.start = self.length
        self.waiting.clear()
        self.parts.append(content)
        self.length += len(content)

    def code(self, content: str) -> None:
        """Write a code span, which is clean, on one line."""
        if "\t" in content or "\n" in content:
            content = content.replace("\t", " ").replace("\n", " ")
        self.verbatim(content)
        self.slots.append(_Slot(Mark.CODE, "", self.length - len(content), self.length))

    def space(self) -> None:
        """Note that a space is due."""
        self.gap = self.gap or " "

    def line_break(self) -> None:
        """Note that a line feed is due."""
        self.gap = "\n"

    def enter(self, mark: Mark, target: str = "") -> None:
        """Open a span."""
        slot = _Slot(mark, target)
        self.slots.append(slot)
        self.open.append(slot)
        self.waiting.append(slot)

    def leave(self) -> None:
        """Close the innermost span."""
        if not self.open:
            return
        slot = self.open.pop()
        if slot.start < 0:
            slot.start = self.length
            self.waiting.pop()
        slot.end = self.length

    def point(self, mark: Mark, target: str) -> None:
        """Set a span without text behind what is written so far."""
        self.slots.append(_Slot(mark, target, self.length, self.length))

    def result(self) -> Inline:
        """Return text and spans; markup around nothing is dropped, except what still has a target."""
        while self.open:
            self.leave()
        spans = [
            Span(slot.mark, slot.start, slot.end, slot.target)
            for slot in self.slots
            if slot.start < slot.end or slot.mark in _MAY_BE_EMPTY
        ]
        spans.sort(key=lambda span: span.start)
        return Inline("".join(self.parts), tuple(spans))


def read_inline(children: Sequence[Token]) -> Inline:
    """Turn the inline tokens of one container into plain text and spans."""
    if not children:
        return Inline("", ())
    writer = Writer()
    _write(writer, children)
    return writer.result()


def _write(writer: Writer, children: Sequence[Token]) -> None:
    for token in children:
        kind = token.type
        if kind == "text":
            writer.text(_scrub(token.content))
        elif kind == "softbreak":
            writer.space()
        elif kind in _OPENING:
            writer.enter(_OPENING[kind], _target(token, "href"))
        elif kind in _CLOSING:
            writer.leave()
        elif kind == "code_inline":
            writer.code(_scrub(token.content))
        elif kind == "hardbreak":
            writer.line_break()
        elif kind == "footnote_ref":
            writer.point(Mark.FOOTNOTE, str(token.meta["label"]))
        elif kind == "image":
            writer.enter(Mark.IMAGE, _target(token, "src"))
            _write(writer, token.children or ())
            writer.leave()
        elif kind == "html_inline":
            writer.enter(Mark.HTML)
            writer.text(_scrub(token.content))
            writer.leave()
        else:
            writer.text(_scrub(token.content))


def _target(token: Token, name: str) -> str:
    return shown_address(str(token.attrs.get(name, "")))


def shown_address(address: str) -> str:
    """Return where a link leads, cleaned."""
    return address if address.isascii() and address.isprintable() else one_line(address)


def _scrub(content: str) -> str:
    """Clean what character references and decoded addresses may have brought back."""
    return content if content.isascii() and content.isprintable() else clean(content)


def tidy(content: str) -> str:
    """Return running text with every run of white space in it as one space."""
    untidy = "  " in content or "\t" in content or "\n" in content  # a third of what one pattern takes
    return _BLANKS.sub(" ", content) if untidy else content
