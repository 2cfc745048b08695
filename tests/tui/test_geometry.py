"""Laws of columns and rows: what fits, what is estimated, what changes when a row is laid out or peeked at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.document.model import LANGS
from briefing.parallel.bitext import Bitext
from briefing.tui.columns import GUTTER, MARK_CELLS, SIDE_BY_SIDE, View, columns_for
from briefing.tui.geometry import Geometry
from briefing.tui.heights import estimate
from tui.making import bitext_of, blocks_of, row_key, rows_of
from tui.test_navigate import FEW, bitexts

VIEWS = st.sampled_from(list(View))


@given(VIEWS, st.sampled_from([("de",), ("en",), ("de", "en"), ("en", "de")]), st.integers(1, 300), st.integers(4, 120))
def test_columns_fit_into_the_width(view: View, langs: tuple[str, ...], total: int, measure: int) -> None:
    columns = columns_for(view, langs, total, measure)  # type: ignore[arg-type]
    assert columns.sides == (2 if columns.view is View.BOTH else 1)
    assert 4 <= columns.width <= max(4, measure)
    right = columns.text_x(columns.sides - 1) + columns.width
    assert right <= max(total, MARK_CELLS + 4)
    assert columns.left >= 0
    assert right > total or abs(columns.left - (total - right)) <= 1, "in the middle"
    if len(langs) == 1:
        assert columns.view is (View.GERMAN if langs == ("de",) else View.ENGLISH)
    elif view is View.BOTH:
        assert columns.view is (View.BOTH if total >= SIDE_BY_SIDE else View.PEEK)
    else:
        assert columns.view is view
    assert set(columns.langs) == set(langs)


def test_two_columns_are_equal_and_apart() -> None:
    columns = columns_for(View.BOTH, ("de", "en"), 120, 84)
    assert columns.text_x(1) - columns.text_x(0) == columns.width + GUTTER + MARK_CELLS
    assert columns_for(View.BOTH, ("de", "en"), 400, 84).width == 84


@FEW
@given(bitexts(), VIEWS, st.integers(20, 140))
def test_tops_and_heights_agree(bitext: Bitext, view: View, width: int) -> None:
    geometry = Geometry(bitext, columns_for(view, bitext.langs, width, 84))
    rows = rows_of(bitext)
    for row in rows:
        geometry.row(row)
    assert geometry.laid_out == len(rows)
    assert geometry.total == sum(geometry.row(row).height for row in rows) + _unseen(geometry)
    assert geometry.laid_out == len(rows), "what was laid out is kept"
    for index, row in enumerate(rows):
        assert geometry.height(row) == geometry.row(row).height
        if not _unseen(geometry):
            assert geometry.top(row) == sum(geometry.height(each) for each in rows[:index])
        if geometry.height(row):
            assert geometry.locate(geometry.top(row)) == (row, 0)
            assert geometry.locate(geometry.top(row) + geometry.height(row) - 1) == (row, geometry.height(row) - 1)
    if rows:
        assert geometry.locate(-5) == geometry.locate(0)


def _unseen(geometry: Geometry) -> int:
    """Return the lines that are estimated for stretches without rows, which nobody has looked at."""
    guessed = estimate(geometry.bitext, geometry.columns)
    empty = [stretch for stretch in range(len(geometry)) if not geometry.bitext.rows(stretch)]
    return sum(guessed[stretch] for stretch in empty)


@FEW
@given(bitexts(), VIEWS, st.integers(20, 140))
def test_measuring_makes_every_height_exact(bitext: Bitext, view: View, width: int) -> None:
    geometry = Geometry(bitext, columns_for(view, bitext.langs, width, 84))
    rows = rows_of(bitext)
    for stretch in range(len(geometry)):
        assert geometry.measure(stretch)
        assert not geometry.measure(stretch)
    assert geometry.exact
    assert geometry.laid_out == len(rows), "each row once"
    assert geometry.total == sum(geometry.row(row).height for row in rows)
    tops = [geometry.top(row) for row in rows]
    assert tops == [sum(geometry.height(each) for each in rows[:index]) for index in range(len(rows))]


@FEW
@given(bitexts(), VIEWS, st.integers(20, 140), st.data())
def test_lines_and_rows_agree_while_heights_are_guessed(
    bitext: Bitext, view: View, width: int, data: st.DataObject
) -> None:
    geometry = Geometry(bitext, columns_for(view, bitext.langs, width, 84))
    rows = rows_of(bitext)
    if not rows:
        return
    for _ in range(5):
        if data.draw(st.booleans()):
            geometry.row(data.draw(st.sampled_from(rows)))
        y = data.draw(st.integers(-10, geometry.total + 10))
        row, line = geometry.locate(y)
        assert row in rows
        assert 0 <= line < max(1, geometry.height(row))
        assert geometry.top(row) + line <= max(0, y)
    order = [geometry.top(row) for row in rows]
    assert order == sorted(order)
    assert all(0 <= top <= geometry.total for top in order)


@FEW
@given(bitexts(), VIEWS)
def test_every_block_is_in_some_row(bitext: Bitext, view: View) -> None:
    geometry = Geometry(bitext, columns_for(view, bitext.langs, 100, 84))
    seen = {
        (cell.lang, cell.block)
        for row in rows_of(bitext)
        for column in geometry.row(row).columns
        for cell in column
        if cell.block is not None
    }
    shown = geometry.columns.langs if view in {View.BOTH, View.STACKED} else geometry.columns.langs[:1]
    wanted = {(lang, block) for lang in shown for block in blocks_of(bitext.texts[lang])}
    assert seen == wanted


def test_peeking_changes_one_row_only() -> None:
    bitext = bitext_of()
    geometry = Geometry(bitext, columns_for(View.GERMAN, LANGS, 80, 84))
    rows, peeked = rows_of(bitext), frozenset({row_key(bitext, 1)})
    before = [geometry.row(row) for row in rows]
    geometry.forget(peeked, peeked)
    after = [geometry.row(row) for row in rows]
    assert [row for row, (a, b) in enumerate(zip(before, after, strict=True)) if a != b] == [1]
    assert {cell.lang for cell in after[1].columns[0]} == {"de", "en"}
    assert {cell.role for cell in after[1].columns[0]} == {"", "peek"}
    geometry.forget(peeked, frozenset())
    assert [geometry.row(row) for row in rows] == before


def test_a_missing_side_is_marked_side_by_side_only() -> None:
    bitext = bitext_of()
    row = next(row for row in rows_of(bitext) if not bitext.row(row).en)
    for view in View:
        geometry = Geometry(bitext, columns_for(view, LANGS, 120, 84))
        roles = {cell.role for column in geometry.row(row).columns for cell in column}
        assert ("missing" in roles) is (view is View.BOTH)
        assert (geometry.row(row).height == 0) is (view is View.ENGLISH)
