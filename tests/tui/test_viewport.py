"""Laws of the window on the text: it scrolls there and back, is always full, and lays out no more than it shows."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.parallel.bitext import TOP, Bitext, RowKey
from briefing.tui.columns import View, columns_for
from briefing.tui.geometry import Geometry
from briefing.tui.layout import table_of
from briefing.tui.navigate import nearest_place, sentence_range, step_section, step_sentence
from briefing.tui.places import edge_place, sentence_spots
from briefing.tui.viewport import START, Spot, Viewport
from tui.making import bitext_of, place_of, row_key, rows_of

VIEWS = st.sampled_from(list(View))
HEIGHTS = st.integers(1, 60)
WIDTHS = st.integers(30, 160)


@cache
def long_bitext(rows: int) -> Bitext:
    """Return a text of about `rows` rows of uneven length."""

    def side(word: str) -> str:
        blocks = []
        for index in range(rows):
            if index % 25 == 0:
                blocks.append(f"## {word} {index}")
            else:
                blocks.append(f"{word} {index} " + "mit mehr Text. " * (1 + index * 7 % 23))
        return "\n\n".join(blocks)

    return bitext_of(side("Zeile"), side("Line"))


def geometry_of(bitext: Bitext, view: View, width: int, peeked: frozenset[RowKey] = frozenset()) -> Geometry:
    """Return the geometry of a text."""
    return Geometry(bitext, columns_for(view, bitext.langs, width, 84), peeked)


def full_heights(geometry: Geometry) -> list[Spot]:
    """Return all screen lines of a text."""
    return [Spot(row, line) for row in rows_of(geometry.bitext) for line in range(geometry.row(row).height)]


@given(VIEWS, WIDTHS, HEIGHTS, st.lists(st.integers(-80, 80), max_size=12))
def test_scrolling_is_arithmetic(view: View, width: int, height: int, steps: list[int]) -> None:
    geometry = geometry_of(long_bitext(40), view, width)
    every = full_heights(geometry)
    last = max(0, len(every) - height)
    viewport, at = Viewport(geometry, height), 0
    for step in steps:
        moved = viewport.scroll(step)
        new = max(0, min(last, at + step))
        assert moved == new - at
        at = new
        assert viewport.anchor == every[at]
        assert viewport.lines() == every[at : at + height]


@given(VIEWS, WIDTHS, HEIGHTS, st.integers(0, 100), st.integers(0, 90))
def test_scrolling_there_and_back_returns(view: View, width: int, height: int, start: int, lines: int) -> None:
    geometry = geometry_of(long_bitext(40), view, width)
    viewport = Viewport(geometry, height)
    viewport.scroll(start)
    before = viewport.anchor
    moved = viewport.scroll(lines)
    assert 0 <= moved <= lines
    assert viewport.scroll(-moved) == -moved
    assert viewport.anchor == before


@given(VIEWS, WIDTHS, HEIGHTS, st.integers(0, 39), st.integers(0, 200), st.integers(0, 70))
def test_a_spot_comes_to_its_line(view: View, width: int, height: int, row: int, line: int, wanted: int) -> None:
    geometry = geometry_of(long_bitext(40), view, width)
    every = full_heights(geometry)
    key = row_key(geometry.bitext, row)
    spot = Spot(key, min(line, geometry.row(key).height - 1))
    viewport = Viewport(geometry, height)
    viewport.to(spot, wanted)
    index = every.index(spot)
    first = max(0, min(index - wanted, len(every) - height))
    assert viewport.anchor == every[max(0, first)]
    assert len(viewport.lines()) == min(height, len(every))
    if wanted < height:
        assert spot in viewport.lines()
    shown = viewport.screen_line(spot)
    if 0 <= shown < height:
        assert viewport.lines()[shown] == spot


@given(VIEWS, WIDTHS, HEIGHTS, st.integers(0, 300), st.integers(0, 39), st.integers(0, 39), st.integers(0, 4))
def test_reveal_shows_it_and_moves_no_more_than_needed(
    view: View, width: int, height: int, start: int, first: int, last: int, margin: int
) -> None:
    geometry = geometry_of(long_bitext(40), view, width)
    viewport = Viewport(geometry, height)
    viewport.scroll(start)
    upper, lower = (row_key(geometry.bitext, row) for row in sorted((first, last)))
    spots = Spot(upper, 0), Spot(lower, geometry.row(lower).height - 1)
    before = viewport.lines()
    fits = viewport.distance(*spots) < height
    inner = before[margin : len(before) - margin]
    viewport.reveal(*spots, margin=margin)
    after = viewport.lines()
    assert len(after) == len(before)
    assert spots[0] in after
    assert not fits or spots[1] in after
    if fits and spots[0] in inner and spots[1] in inner:
        assert after == before


@given(VIEWS, HEIGHTS, st.integers(0, 200), HEIGHTS)
def test_another_height_keeps_the_top_and_stays_full(view: View, height: int, start: int, other: int) -> None:
    geometry = geometry_of(long_bitext(40), view, 100)
    viewport = Viewport(geometry, height)
    viewport.scroll(start)
    before = viewport.anchor
    viewport.resize(other)
    assert viewport.anchor <= before
    assert other > height or viewport.anchor == before
    assert len(viewport.lines()) == min(other, len(full_heights(geometry)))


@given(VIEWS, HEIGHTS, st.integers(0, 5000), st.integers(0, 5000))
def test_distance_is_signed_and_adds_up(view: View, height: int, a: int, b: int) -> None:
    geometry = geometry_of(long_bitext(40), view, 100)
    every = full_heights(geometry)
    viewport = Viewport(geometry, height)
    a, b = min(a, len(every) - 1), min(b, len(every) - 1)
    assert viewport.distance(every[a], every[b]) == b - a
    assert viewport.distance(every[b], every[a]) == a - b


def test_a_last_row_higher_than_the_screen_is_read_to_its_end() -> None:
    geometry = geometry_of(bitext_of("Kurz.\n\n" + "Sehr lang. " * 200, None), View.GERMAN, 60)
    every = full_heights(geometry)
    viewport = Viewport(geometry, 5)
    for _ in every:
        before = viewport.anchor
        assert viewport.scroll(4) >= 0
        assert viewport.anchor >= before
    assert viewport.lines() == every[-5:]


def test_an_empty_text() -> None:
    geometry = geometry_of(bitext_of("", "", titled=False), View.BOTH, 80)
    viewport = Viewport(geometry, 10, Spot(RowKey(5, 5), 5))
    assert viewport.lines() == []
    assert viewport.scroll(5) == 0
    assert viewport.scroll(-5) == 0
    viewport.to(START, 4)
    assert viewport.anchor == START == Spot(TOP, 0)
    assert geometry.total == 0
    with pytest.raises(IndexError):
        geometry.locate(7)


def test_a_text_whose_chunks_are_all_without_rows() -> None:
    geometry = geometry_of(bitext_of("[a]: /u\n\n[b]: /v", "[c]: /w", titled=False), View.BOTH, 80)
    viewport = Viewport(geometry, 10)
    assert viewport.lines() == []
    assert (viewport.scroll(5), viewport.scroll(-5), viewport.anchor) == (0, 0, START)


# --- what is laid out ---------------------------------------------------------------------------------------------

SCREENS = 4
"""Screens of rows that one movement may lay out: the one before, the one after, and the way along their edges."""


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("height", [12, 40])
def test_work_is_bounded_by_the_screen(view: View, height: int) -> None:
    bitext = long_bitext(2000)
    geometry = geometry_of(bitext, view, 120)
    viewport = Viewport(geometry, height)
    seen = 0

    def laid_out() -> int:
        nonlocal seen
        new, seen = geometry.laid_out - seen, geometry.laid_out
        return new

    viewport.lines()
    assert laid_out() <= SCREENS * height
    for _ in range(5):
        viewport.scroll(height - 2)
        viewport.lines()
        assert laid_out() <= SCREENS * height
    place = place_of(bitext, "de", 1000)
    for _ in range(20):
        place = step_sentence(bitext, place, 1)
        viewport.reveal(*sentence_spots(geometry, place))
        viewport.lines()
        assert laid_out() <= SCREENS * height
    for row in (1999, 0, 1200):
        viewport.to(Spot(row_key(bitext, row), 0), height // 4)
        viewport.lines()
        assert laid_out() <= SCREENS * height
    section = step_section(bitext, place_of(bitext, "de", 1200), 1)
    viewport.reveal(*sentence_spots(geometry, section))
    assert laid_out() <= SCREENS * height


def test_a_scroll_bar_reading_lays_out_nothing() -> None:
    geometry = geometry_of(long_bitext(2000), View.BOTH, 120)
    for y in range(0, geometry.total, geometry.total // 50):
        row, line = geometry.locate(y)
        # Looking at the line has told more of the heights there; the lines above have not changed by it.
        assert geometry.top(row) + line <= y
        again, further = geometry.locate(geometry.top(row) + line)
        assert (again, further) == (row, line)
    assert geometry.laid_out == 0


# --- sentences and lines --------------------------------------------------------------------------------------------


@given(VIEWS, WIDTHS, st.integers(1, 300))
@settings(max_examples=60)
def test_sentences_are_where_they_are_said_to_be(view: View, width: int, steps: int) -> None:
    bitext = bitext_of()
    geometry = geometry_of(bitext, view, width)
    lang = geometry.columns.langs[0]
    place = nearest_place(bitext, bitext.first(), lang)
    assert place
    for _ in range(steps % 40):
        place = step_sentence(bitext, place, 1)
    table = table_of(bitext.texts[lang].block(place.block), geometry.columns.width, bitext.texts[lang].numbers)
    if table:  # a table that is too wide shows the cell once it is scrolled there, as the reader does
        shift = table.shift_showing(sentence_range(bitext, place)[0], 0)
        geometry = Geometry(bitext, geometry.columns, shifts={(lang, place.block): shift})
    first, last = sentence_spots(geometry, place)
    assert first <= last
    assert last.line < geometry.row(last.row).height
    viewport = Viewport(geometry, 8)
    viewport.reveal(first, last)
    assert first in viewport.lines()
    found = edge_place(geometry, [first], lang, from_end=False)
    assert found
    assert found <= place, "the first sentence on its first line is it or one before it"
    ending = edge_place(geometry, [last], lang, from_end=True)
    assert ending
    assert ending >= place
