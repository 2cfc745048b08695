"""The reader's notes above the hits of a search: one line each, and the hits below them as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.i18n import Translator
from briefing.notes.finding import NoteHit
from briefing.notes.model import Category
from briefing.tui.hit_list import hit_list
from briefing.tui.noted_list import NotedList
from briefing.tui.wrap import width_of
from tui.hit_making import some_hits
from tui.test_goldens import check
from tui.test_hit_list import drawn

EN = Translator("en")
QUOTE = "Stufe 3: Nutzung frei, Gewichte offen, und noch ein Satz, der so lang ist, dass er in keine Zeile passt."


def note(text: str, field: str = "note", part: str = "offen", **values: str) -> NoteHit:
    start = text.find(part)
    ranges = ((start, start + len(part)),) if start >= 0 else ()
    where = {"note": "n1", "briefing": "was-heisst-offen", "title": "Was heißt hier „offen“?", **values}
    return NoteHit(
        lang="de",
        category=Category.CLAIM,
        quote=QUOTE,
        field=field,
        text=text,
        ranges=ranges,
        updated="2026-11-22T10:00:00.000Z",
        score=1.0,
        **where,
    )


NOTES = (note("Ist das offen genug?"), note(QUOTE, "quote", briefing="wandel"), note("#offen  #Recht", "tag"))


@pytest.mark.parametrize("width", [38, 78, 118])
@pytest.mark.parametrize("by_briefing", [False, True], ids=["best", "grouped"])
def test_notes_above_hits(width: int, by_briefing: bool, update_goldens: bool) -> None:
    shown = NotedList(NOTES, hit_list(some_hits()[:2], EN, width, by_briefing=by_briefing), EN)
    check(f"noted-{'grouped' if by_briefing else 'best'}-{width}", drawn(shown, width), update=update_goldens)


@given(st.integers(0, 3), st.integers(0, 7), st.booleans(), st.sampled_from([38, 80]))
def test_the_hits_stay_as_they_were(notes: int, hits: int, by_briefing: bool, width: int) -> None:
    alone = hit_list(some_hits()[:hits], EN, width, by_briefing=by_briefing)
    shown = NotedList(NOTES[:notes], alone, EN)
    assert shown.heights.count == notes + hits
    assert [shown.lines(notes + at, width) for at in range(hits)] == [alone.lines(at, width) for at in range(hits)]
    assert [shown.hit_at(at) for at in range(notes)] == [None] * notes
    assert [shown.note_at(at) for at in range(notes)] == list(NOTES[:notes])
    assert [shown.index_of(each) for each in alone.hits] == list(range(notes, notes + hits))
    assert (shown.note_at(None), shown.hit_at(None), shown.index_of(None)) == (None, None, None)
    assert shown.first_hit == (notes if hits else 0)
    assert [shown.heights.lead(at) for at in range(notes)] == [1, 0, 0][:notes]
    for at in range(notes):
        lines = shown.lines(at, width)
        assert all(sum(width_of(text) for text, _ in line) <= width for line in lines)
