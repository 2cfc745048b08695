"""Laws of columns and rows: what fits, what is estimated, what changes when a row is laid out or peeked at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.document.model import LANGS
from briefing.parallel.model import Parallel
from briefing.tui.geometry import GUTTER, MARK_CELLS, SIDE_BY_SIDE, Geometry, View, columns_for
from tui.making import parallel_of
from tui.test_navigate import FEW, parallels

VIEWS = st.sampled_from(list(View))


@given(VIEWS, st.sampled_from([("de",), ("en",), ("de", "en"), ("en", "de")]), st.integers(1, 300), st.integers(4, 120))
def test_columns_fit_into_the_width(view: View, langs: tuple[str, ...], total: int, measure: int) -> None:
    columns = columns_for(view, langs, total, measure)  # type: ignore[arg-type]
    assert columns.count == (2 if columns.view is View.BOTH else 1)
    assert 4 <= columns.width <= max(4, measure)
    right = columns.text_x(columns.count - 1) + columns.width
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
@given(parallels(), VIEWS, st.integers(20, 140))
def test_tops_and_heights_agree(parallel: Parallel, view: View, width: int) -> None:
    geometry = Geometry(parallel, columns_for(view, parallel.langs, width, 84))
    for row in range(len(geometry)):
        geometry.row(row)
    assert geometry.laid_out == len(geometry)
    assert geometry.total == sum(geometry.row(row).height for row in range(len(geometry)))
    for row in range(len(geometry)):
        assert geometry.height(row) == geometry.row(row).height
        assert geometry.top(row) == sum(geometry.height(each) for each in range(row))
        if geometry.height(row):
            assert geometry.locate(geometry.top(row)) == (row, 0)
            assert geometry.locate(geometry.top(row) + geometry.height(row) - 1) == (row, geometry.height(row) - 1)
    assert geometry.locate(-5) == geometry.locate(0)


@FEW
@given(parallels(), VIEWS)
def test_every_block_is_in_some_row(parallel: Parallel, view: View) -> None:
    geometry = Geometry(parallel, columns_for(view, parallel.langs, 100, 84))
    seen = {
        (cell.lang, cell.block)
        for row in range(len(geometry))
        for column in geometry.row(row).columns
        for cell in column
        if cell.block >= 0
    }
    shown = geometry.columns.langs if view in {View.BOTH, View.STACKED} else geometry.columns.langs[:1]
    wanted = {(lang, block) for lang in shown for block in range(len(parallel.documents[lang].blocks))}
    assert seen == wanted


def test_peeking_changes_one_row_only() -> None:
    parallel = parallel_of()
    geometry = Geometry(parallel, columns_for(View.GERMAN, LANGS, 80, 84))
    before = [geometry.row(row) for row in range(len(geometry))]
    geometry.forget(frozenset({1}), frozenset({1}))
    after = [geometry.row(row) for row in range(len(geometry))]
    assert [row for row, (a, b) in enumerate(zip(before, after, strict=True)) if a != b] == [1]
    assert {cell.lang for cell in after[1].columns[0]} == {"de", "en"}
    assert {cell.role for cell in after[1].columns[0]} == {"", "peek"}
    geometry.forget(frozenset({1}), frozenset())
    assert [geometry.row(row) for row in range(len(geometry))] == before


def test_a_missing_side_is_marked_side_by_side_only() -> None:
    parallel = parallel_of()
    row = next(index for index, row in enumerate(parallel.rows) if not row.en)
    for view in View:
        geometry = Geometry(parallel, columns_for(view, LANGS, 120, 84))
        roles = {cell.role for column in geometry.row(row).columns for cell in column}
        assert ("missing" in roles) is (view is View.BOTH)
        assert (geometry.row(row).height == 0) is (view is View.ENGLISH)
