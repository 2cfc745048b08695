"""What the comparison says, with the roles of its words: laws for any note and width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.document.model import Lang
from briefing.i18n import Translator
from briefing.notes.model import SYMBOLS, Anchor, State, Target
from briefing.notes.placing import Placed, place
from briefing.notes.suggesting import Suggestion
from briefing.parallel.pairing import pair
from briefing.tui.review_sheet import SIDE_BY_SIDE, Case, Line, sheet
from briefing.tui.wrap import width_of
from notes.making import note
from tui.review_making import CHANGED, NEW, NOW, OLD, german, note_on

EN = Translator("en")


def words(lines: list[Line], role: str) -> list[str]:
    """Return the pieces in a role."""
    return [text for line in lines for text, roles in line if role in roles]


def changed_case() -> Case:
    """Return a note whose text has changed."""
    new = german(NEW)
    placed = place(note_on(german(OLD), CHANGED), pair({"de": new}), german(OLD).text)
    return Case(placed, new)


@pytest.mark.parametrize("width", [40, SIDE_BY_SIDE - 1, SIDE_BY_SIDE, 130])
def test_words_that_differ_are_marked_on_either_side(width: int) -> None:
    lines = sheet(EN, changed_case(), SYMBOLS, width)
    assert words(lines, "removed") == ["94", "Zehntel"]
    assert words(lines, "added") == ["93", "Achtel"]


def test_side_by_side_where_there_is_room_else_one_above_the_other() -> None:
    def rows_of(width: int) -> tuple[int, int]:
        lines = ["".join(text for text, _ in line) for line in sheet(EN, changed_case(), SYMBOLS, width)]
        first, second = CHANGED.split()[0], NOW.split()[0]
        with_old = next(y for y, line in enumerate(lines) if first in line)
        return with_old, max(y for y, line in enumerate(lines) if second in line)

    one, other = rows_of(SIDE_BY_SIDE)
    assert one == other
    one, other = rows_of(SIDE_BY_SIDE - 1)
    assert one < other


@pytest.mark.parametrize(
    ("document", "places", "said"),
    [
        (False, (), "can’t be read"),
        (True, (), "nothing like it"),
        (True, (Suggestion(0, 5, 0.9),), "by its digit"),
    ],
)
def test_an_orphan_says_what_can_be_done(document: bool, places: tuple[Suggestion, ...], said: str) -> None:
    placed = Placed(note(), Anchor(State.ORPHAN, 0, 0, None), None, None, None)
    lines = sheet(EN, Case(placed, german(NEW) if document else None, places), SYMBOLS, 200)
    assert said in "".join(text for line in lines for text, _ in line)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=80)


@given(
    exact=TEXTS,
    current=TEXTS,
    body=TEXTS,
    tags=st.lists(TEXTS, max_size=3),
    state=st.sampled_from([State.CHANGED, State.REVIEW, State.ORPHAN]),
    lang=st.sampled_from(["de", "en"]),
    width=st.integers(20, 140),
    chosen=st.sampled_from([None, 0, 3]),
)
def test_any_note_gives_lines_of_that_width_without_controls(
    exact: str, current: str, body: str, tags: list[str], state: State, lang: Lang, width: int, chosen: int | None
) -> None:
    made = note(body, target=Target(exact, "", "", 0, 1, heading_path=(exact,), at=body), tags=tuple(tags), lang=lang)
    placed = Placed(made, Anchor(state, 0, 4, None if state is State.ORPHAN else current), 0, current, "en")
    document = german(NEW)
    places = (Suggestion(0, 20, 1.0), Suggestion(30, 60, 0.6)) if state is State.ORPHAN else ()
    for case in (Case(placed), Case(placed, document, places, chosen)):
        for line in sheet(EN, case, SYMBOLS, width):
            text = "".join(text for text, _ in line)
            assert width_of(text) == width
            assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in text)
