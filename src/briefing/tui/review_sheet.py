"""What the comparison of a note with today's text says, as tinted lines: old beside new, the note, places to choose.

Pure; side by side where there is room, one above the other where there isn't.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from briefing.document.model import Document, Range
from briefing.i18n import Translator
from briefing.notes.differing import differences
from briefing.notes.model import NAMES, Category, State, tag_line
from briefing.notes.placing import Placed
from briefing.notes.states import NAMES as STATE_NAMES
from briefing.notes.states import SIGNS
from briefing.notes.suggesting import Suggestion
from briefing.text import clean, one_line
from briefing.tui.lines import cut, exactly
from briefing.tui.paint import Roles, Tinted
from briefing.tui.wrap import wrap

SIDE_BY_SIDE: Final = 84
"""Cells from which on the old and the new text stand beside each other."""
_GAP: Final = 3
_GROUND: Final = "sheet-text"
_OLDER: Final[Roles] = (_GROUND, "removed")
_NEWER: Final[Roles] = (_GROUND, "added")
_QUIET: Final[Roles] = (_GROUND, "label")
_TITLE: Final[Roles] = (_GROUND, "title")

Line = list[Tinted]


@dataclass(frozen=True, slots=True)
class Case:
    """A note that asks for a decision, and what is known for it.

    Attributes:
        placed: the note in its place.
        document: today's text in its language; None while it is read, or if it can't be.
        places: where its passage may stand now; only orphans have any.
        chosen: index of the place that the reader looks at, or None.
    """

    placed: Placed
    document: Document | None = None
    places: Sequence[Suggestion] = ()
    chosen: int | None = None

    @property
    def today(self) -> Range | None:
        """Where the note would be put when it is confirmed; None while that isn't known."""
        there = self.placed.anchor
        if there.state is not State.ORPHAN:
            return there.start, there.end
        if self.chosen is None or not self.chosen < len(self.places):
            return None
        return self.places[self.chosen].start, self.places[self.chosen].end

    @property
    def text(self) -> str | None:
        """What stands there today."""
        if self.today is None:
            return None
        return self.document.text[slice(*self.today)] if self.document else self.placed.anchor.current


def sheet(tr: Translator, case: Case, symbols: Mapping[Category, str], width: int) -> list[Line]:
    """Return the lines of the comparison, each exactly `width` cells.

    Args:
        tr: language of the interface.
        case: the note.
        symbols: one cell for each category.
        width: cells, at least 20.
    """
    parts = [_about(tr, case, symbols), *_texts(tr, case, width), *_note(tr, case, width), *_places(tr, case, width)]
    return [exactly(line or [Tinted("", (_GROUND,))], width) for line in parts]


def _about(tr: Translator, case: Case, symbols: Mapping[Category, str]) -> Line:
    note, state = case.placed.note, case.placed.anchor.state
    return [
        Tinted(f"{symbols[note.category]} {tr(NAMES[note.category])}", (_GROUND, f"category-{note.category.value}")),
        Tinted(f" · {SIGNS[state]} {tr(STATE_NAMES[state])}", _TITLE),
        Tinted(f" · {note.lang} · {' › '.join(map(one_line, note.target.heading_path))}", _QUIET),
    ]


# --- old and new ----------------------------------------------------------------------------------------------------


def _texts(tr: Translator, case: Case, width: int) -> list[Line]:
    """Return the quote and today's text, with the words that differ marked."""
    target = case.placed.note.target
    old, new = _shown(target.exact), _shown(case.text or "")
    gone, come = differences(old, new) if case.text is not None else ([], [])
    then = tr("As it was noted on {date}", date=one_line(target.at[:10])) if target.at else tr("As it was noted")
    room = (width - _GAP) // 2 if width >= SIDE_BY_SIDE else width
    left = [[Tinted(cut(then, room), _QUIET)], *_wrapped(old, gone, _OLDER, room)]
    right = [[Tinted(cut(tr("Today"), room), _QUIET)]]
    if case.text is None:
        right += _wrapped(_nothing(tr, case), [], _NEWER, room, _QUIET)
    else:
        right += _wrapped(new, come, _NEWER, room)
    if width < SIDE_BY_SIDE:
        return [[], *left, [], *right]
    gap = Tinted(" │ ", _QUIET)
    blank = [Tinted("", (_GROUND,))]
    return [
        [],
        *([*exactly(one or blank, room), gap, *(other or blank)] for one, other in zip_longest(left, right)),
    ]


def _shown(text: str) -> str:
    """Return a text that does no harm to a terminal and takes the cells that it seems to take."""
    return clean(text).replace("\t", " ")


def _nothing(tr: Translator, case: Case) -> str:
    """Return why there is nothing on today's side."""
    if case.document is None:
        return tr("The text can’t be read now.")
    if case.places:
        return tr("The passage is gone. Choose one of the places below by its digit, or select another in the text.")
    return tr("The passage is gone, and nothing like it stands in today’s text.")


def _wrapped(text: str, ranges: Sequence[Range], marked: Roles, width: int, plain: Roles = (_GROUND,)) -> list[Line]:
    """Return a text in lines, with some ranges in another look."""
    lines: list[Line] = []
    at = 0
    for part in text.split("\n"):
        for start, end in wrap(part, width) or [(0, 0)]:
            lines.append(_pieces(text, at + start, at + end, ranges, marked, plain))
        at += len(part) + 1
    return lines


def _pieces(text: str, start: int, end: int, ranges: Sequence[Range], marked: Roles, plain: Roles) -> Line:
    line: Line = []
    at = start
    for first, last in ranges:
        if first >= end or last <= start:
            continue
        first, last = max(first, start), min(last, end)  # noqa: PLW2901 - the part on this line
        line += [Tinted(text[at:first], plain), Tinted(text[first:last], marked)]
        at = last
    line.append(Tinted(text[at:end], plain))
    return [each for each in line if each.text]


# --- the note and the places ----------------------------------------------------------------------------------------


def _note(tr: Translator, case: Case, width: int) -> list[Line]:
    """Return what was written, the tags, and what the other language says."""
    placed = case.placed
    lines: list[Line] = []
    if placed.note.body:
        lines += [[], [Tinted(tr("Note"), _QUIET)], *_wrapped(_shown(placed.note.body), [], _NEWER, width)]
    if placed.note.tags:
        lines.append([Tinted(one_line(tag_line(placed.note)), _QUIET)])
    if placed.counterpart and placed.counterpart_lang:
        text = f"{placed.counterpart_lang}: {_shown(placed.counterpart)}"
        lines += [[], *_wrapped(text, [], _NEWER, width, _QUIET)]
    return lines


def _places(tr: Translator, case: Case, width: int) -> list[Line]:
    """Return the places that an orphan may be put to, each with its digit."""
    if not case.places or case.document is None:
        return []
    lines: list[Line] = [[], [Tinted(tr("Where it may stand now"), _QUIET)]]
    for index, place in enumerate(case.places):
        chosen = index == case.chosen
        percent = tr("{count}%", count=round(100 * place.score))
        lead = f"{'▶' if chosen else ' '} {index + 1}  {percent:>6}  "
        text = one_line(case.document.text[place.start : place.end])
        lines.append([Tinted(lead, _TITLE), Tinted(cut(text, width - len(lead)), _TITLE if chosen else (_GROUND,))])
    return lines
