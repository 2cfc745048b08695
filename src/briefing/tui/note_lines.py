"""What a note looks like in a list: five lines, whatever is known of it, so that nothing moves when more is. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from briefing.document.model import Lang, Range
from briefing.document.model import other as other_lang
from briefing.i18n import Translator
from briefing.notes.differing import differences
from briefing.notes.model import SYMBOLS, Category, Note, State, tag_line
from briefing.notes.placing import Placed
from briefing.notes.states import NAMES, SIGNS
from briefing.search.snippet import snippet
from briefing.text import one_line
from briefing.tui.note_filter import Marks
from briefing.tui.row_text import ItemLines, Piece, beside, fit
from briefing.tui.wrap import width_of

HEIGHT: Final = 5
MARKED: Final = "●"
_WIDE: Final = 100
"""Cells from which on old and new text have room side by side."""
_LEAD: Final = 7
_CONTROL: Final = re.compile(r"[\t-\r\x85\u2028\u2029]")
_UNSAFE: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_SHOWN: Final = 4_000
"""Characters of a note that are more than fit on any line."""
_COMPARED: Final = 2_000
"""Characters of a passage that are compared while it is painted."""


class Item(NamedTuple):
    """What is known of a note.

    Attributes:
        note: the note.
        placed: where it stands, or None while that isn't known.
        marks: what of it answers the filter.
        marked: whether it is marked.
        there: whether the library has its briefing.
        other: the other language that it is in.
    """

    note: Note
    placed: Placed | None = None
    marks: Marks = Marks()
    marked: bool = False
    there: bool = True
    other: Lang | None = None


def note_lines(item: Item, tr: Translator, width: int, symbols: Mapping[Category, str] = SYMBOLS) -> ItemLines:
    """Return the lines of a note, at most `HEIGHT` less one: there is a blank line below each."""
    note, placed, marks = item.note, item.placed, item.marks
    room = max(10, width - _LEAD - 1)
    lines: list[list[Piece]] = [_head(item, tr, width, symbols[item.note.category])]
    other: list[Piece] = []
    if item.other or (placed and placed.counterpart):
        # The line is kept for it, whether it is known or not.
        there = placed.counterpart or "–" if placed else "…"
        text, ranges = snippet(there, marks.counterpart, room)
        other = [(f"   {item.other or other_lang(note.lang)}  ", "quiet"), *lit(text, ranges, "quiet")]
    body: list[Piece] = []
    if note.body:
        # A note may be a whole book, but only its beginning is shown, unless something in it is marked.
        text, ranges = snippet(one_line(note.body if marks.body else note.body[:_SHOWN]), marks.body, room)
        body = [("   ✎   ", "sign"), *lit(text, ranges)]
    if placed and placed.anchor.current is not None and placed.anchor.state in (State.CHANGED, State.REVIEW):
        changed = _changed(note, placed.anchor.current, marks.quote, width)
        # Where old and new stand one above the other, the note itself is worth more than the other language.
        lines += [*changed, *([other, body] if len(changed) == 1 else [body or other])]
    else:
        text, ranges = snippet(note.target.exact, marks.quote, room)
        lines += [[(f"   {note.lang}  ", "accent"), *lit(text, ranges)], other, body]
    return [line for line in lines if line]


def _head(item: Item, tr: Translator, width: int, symbol: str) -> list[Piece]:
    """Return the first line: what and where on the left, when and how sure on the right."""
    note, placed, marks = item.note, item.placed, item.marks
    left: list[Piece] = [(MARKED if item.marked else " ", "sign"), (f"{symbol} ", f"category-{note.category.value}")]
    left.extend(lit(note.title, marks.title, "title"))
    if note.tags:
        left.extend([("  ", ""), *lit(tag_line(note), marks.tags, "accent")])
    where = tame(note.briefing) + (f"#{placed.row}" if placed and placed.row is not None else "")
    left.append((f"  {where}", "quiet"))
    date = tr("deleted {date}", date=note.deleted[:10]) if note.deleted else note.updated[:10]
    return beside(left, [(f"  {date}", "quiet"), *_state(item, tr)], width - 1)


def _state(item: Item, tr: Translator) -> list[Piece]:
    """Return sign and name of the state, as wide as any of them."""
    if not item.there:
        missing = tr("not in this library")
        return [(f"  {SIGNS[State.ORPHAN]} {missing}", "warning")]
    names = {state: f"{sign} {tr(NAMES[state])}" for state, sign in SIGNS.items()}
    size = max(map(width_of, names.values()))
    state = item.placed.anchor.state if item.placed else None
    name = names[state] if state else "…"
    role = "quiet" if state in (None, State.EXACT) else "warning"
    return [("  ", ""), (name, role), (" " * (size - width_of(name)), "")]


def _changed(note: Note, current: str, matched: Sequence[Range], width: int) -> list[list[Piece]]:
    """Return the old text beside the new one, or above it where there is no room."""
    wide = width >= _WIDE
    room = max(10, (width - _LEAD - 6) // 2 if wide else width - _LEAD - 3)
    gone, came = differences(note.target.exact[:_COMPARED], current[:_COMPARED])
    old_text, old_ranges = snippet(note.target.exact, matched or gone, room)
    new_text, new_ranges = snippet(current, came, room)
    old = [("− ", "removed"), *lit(old_text, old_ranges, "", "match" if matched else "removed")]
    new = [("+ ", "added"), *lit(new_text, new_ranges, "", "added")]
    lead = (f"   {note.lang}  ", "accent")
    if not wide:
        return [[lead, *old], [(" " * _LEAD, ""), *new]]
    shown = fit(old, room + 2)
    return [[lead, *shown, (" " * (room + 2 - sum(width_of(text) for text, _ in shown)), ""), ("  ", ""), *new]]


def tame(text: str) -> str:
    """Return a text of the same length without anything that could steer a terminal: notes may come from anywhere."""
    return text if text.isprintable() else _UNSAFE.sub("\ufffd", _CONTROL.sub(" ", text))


def lit(text: str, ranges: Sequence[Range], role: str = "", of_ranges: str = "match") -> list[Piece]:
    """Return a text in one role, with the ranges in another one."""
    pieces: list[Piece] = []
    at, text = 0, tame(text)
    for start, end in ranges:
        pieces.extend([(text[at:start], role), (text[start:end], of_ranges)])
        at = end
    pieces.append((text[at:], role))
    return [piece for piece in pieces if piece[0]]
