"""From a selection to the selectors that find it again: quote with context, position, block, headings, lines."""

from __future__ import annotations

import hashlib

from briefing.document.model import Document, Kind
from briefing.errors import InputError
from briefing.i18n import n_
from briefing.notes.graphemes import trim, widen
from briefing.notes.model import CONTEXT, Target
from briefing.notes.stamps import now


def digest(text: str) -> str:
    """Return the sha256 in hex that identifies a revision of `Document.text`."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def make_target(document: Document, start: int, end: int, *, at: str = "") -> Target:
    """Return the target for a selection.

    The selection is trimmed of white space and widened to whole characters; in code it is widened to whole lines,
    because a part of a line is seldom unique.

    Args:
        document: the document as it is shown.
        start: one end of the half-open range in `document.text`; clamped to the text.
        end: the other end; the two may come in either order.
        at: when the selection was made, UTC ISO 8601; empty for now.

    Raises:
        InputError: there is no text in the selection.
    """
    text = document.text
    first, last = (max(0, min(offset, len(text))) for offset in sorted((start, end)))
    first, last = trim(text, *widen(text, first, last))
    if first >= last:
        raise InputError(n_("There is no text to mark here."))
    first, last = trim(text, *_whole_lines(document, first, last))
    block, last_block = document.locate(first)[0], document.locate(last - 1)[0]
    return Target(
        exact=text[first:last],
        prefix=text[max(0, first - CONTEXT) : first],
        suffix=text[last : last + CONTEXT],
        start=first,
        end=last,
        snapshot=digest(text),
        block=block,
        heading_path=tuple(document.blocks[index].text for index in document.heading_path(block)),
        lines=(document.blocks[block].lines[0], document.blocks[last_block].lines[1]),
        at=at or now(),
    )


def whole_target(document: Document) -> Target:
    """Return the target of a note on a whole text (`model.WHOLE`): its title, or whatever it begins with.

    Raises:
        InputError: there is no text.
    """
    return make_target(document, 0, len(document.blocks[0].text) if document.blocks else 0)


def kind_of(document: Document, target: Target) -> str:
    """Return what a target of this document covers: one of the kinds that `Note.kind` knows."""
    first, offset = document.locate(target.start)
    if document.locate(target.end - 1)[0] != first:
        return "multi"
    block = document.blocks[first]
    if block.kind is Kind.HEADING:
        return "heading"
    if block.kind is Kind.CODE:
        return "code"
    selected = (offset, offset + target.end - target.start)
    if selected == trim(block.text, 0, len(block.text)):
        return "paragraph" if len(block.sentences) != 1 else "sentence"
    return "sentence" if selected in block.sentences else "span"


def _whole_lines(document: Document, start: int, end: int) -> tuple[int, int]:
    block, offset = document.locate(start)
    if document.blocks[block].kind is Kind.CODE:
        start -= offset - (document.blocks[block].text.rfind("\n", 0, offset) + 1)
    block, offset = document.locate(end - 1)
    if document.blocks[block].kind is Kind.CODE:
        line_end = document.blocks[block].text.find("\n", offset)
        end = document.starts[block] + (line_end if line_end >= 0 else len(document.blocks[block].text))
    return start, end
