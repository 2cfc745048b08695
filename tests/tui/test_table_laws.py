"""Laws of tables: nothing too wide, nothing lost, every character where it says it is, each cell wrapped once."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing.document.model import Block, Mark, Span
from briefing.tui import table, table_cells
from briefing.tui.shape import Run, Shaped, shape
from briefing.tui.table import TableLayout, table_lines
from briefing.tui.wrap import wrap
from tui.table_making import NUMBERS, table_of, table_shifts, tables

_WIDTHS = st.integers(4, 130)


def _offsets(lines: Iterable[Iterable[Run]]) -> set[int]:
    return {run.start + at for line in lines for run in line if not run.role for at in range(len(run.text))}


@settings(max_examples=150)
@given(tables(), _WIDTHS)
def test_lines_fit_and_lead_back_to_their_characters(block: Block, width: int) -> None:
    layout = TableLayout(block, width, NUMBERS)
    for shift in range(layout.shifts + 1):
        lines = layout.lines(shift)
        assert lines
        for line in lines:
            assert sum(cell_len(run.text) for run in line) <= width
            for run in line:
                assert 0 <= run.start <= len(block.text)
                assert run.role or block.text[run.start : run.start + len(run.text)] == run.text


@settings(max_examples=150)
@given(tables(), _WIDTHS)
def test_every_character_is_shown_at_some_shift(block: Block, width: int) -> None:
    layout = TableLayout(block, width, NUMBERS)
    every = [layout.lines(shift) for shift in range(layout.shifts + 1)]
    found = {offset for lines in every for offset in _offsets(lines)}
    labels = "".join(run.text for lines in every for line in lines for run in line if run.role == "label")
    for index, row in enumerate(block.table):
        for cell in row:
            for at in range(cell.start, cell.end):
                # As records, the header is painted as labels.
                in_label = index == 0 and block.text[at] in labels
                assert block.text[at].isspace() or at in found or in_label


@settings(max_examples=150)
@given(tables(), _WIDTHS)
def test_footnote_numbers_are_shown(block: Block, width: int) -> None:
    layout = TableLayout(block, width, NUMBERS)
    painted = {
        run.start
        for shift in range(layout.shifts + 1)
        for line in layout.lines(shift)
        for run in line
        if run.role == "reference"
    }
    header = block.table[0][-1].end if block.table[0] else -1
    for span in block.spans:
        assert span.mark is not Mark.FOOTNOTE or span.start in painted or span.start <= header


@settings(max_examples=100)
@given(tables(), _WIDTHS)
def test_shifts_bring_something_new_and_end(block: Block, width: int) -> None:
    last = table_shifts(block, width, NUMBERS)
    assert table_lines(block, width, NUMBERS, shift=last + 3) == table_lines(block, width, NUMBERS, shift=last)
    assert table_lines(block, width, NUMBERS, shift=-2) == table_lines(block, width, NUMBERS)
    layout = TableLayout(block, width, NUMBERS)
    for shift in range(last + 1):
        assert len(layout.lines(shift)) == len(layout.lines(0)), "the text below would move"
        assert shift == 0 or layout.lines(shift) != layout.lines(shift - 1)
        painted = ["".join(run.text for run in line) for line in layout.lines(shift)]
        assert any(line.endswith("›") for line in painted) == (shift < last) or "›" in block.text


@settings(max_examples=100)
@given(tables(), _WIDTHS, st.data())
def test_the_window_follows_a_character(block: Block, width: int, data: st.DataObject) -> None:
    layout = TableLayout(block, width, NUMBERS)
    if not layout.shifts:
        assert layout.shift_showing(0, 5) == 0
        return
    before = data.draw(st.integers(0, layout.shifts))
    for row in block.table:
        for cell in row:
            offsets = [at for at in range(cell.start, cell.end) if not block.text[at].isspace()]
            if not offsets:
                continue
            after = layout.shift_showing(offsets[0], before)
            assert set(offsets) <= _offsets(layout.lines(after))
            nearer = range(min(before, after), max(before, after) + 1)
            assert all(shift == after or offsets[0] not in _offsets(layout.lines(shift)) for shift in nearer)


@pytest.mark.parametrize("columns", [1, 2, 3, 6, 12, 60])
@pytest.mark.parametrize("width", [4, 10, 24, 38, 57, 84, 120])
def test_real_sizes_fit(columns: int, width: int) -> None:
    texts = ["offen", "Verhältnismäßigkeit der Mittel", "日本語の表", "", "1 268", "x" * 10_000]
    block = table_of([[texts[(row + column) % 6] for column in range(columns)] for row in range(7)])
    layout = TableLayout(block, width, {})
    offsets: set[int] = set()
    for shift in range(layout.shifts + 1):
        lines = layout.lines(shift)
        assert all(sum(cell_len(run.text) for run in line) <= width for line in lines)
        offsets |= _offsets(lines)
    for cell in (cell for row in block.table[1:] for cell in row):
        assert all(block.text[at] == " " for at in set(range(cell.start, cell.end)) - offsets)


def test_a_long_table_is_wrapped_once_and_its_spans_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped: list[str] = []
    looked_at: list[int] = []

    def counting_wrap(text: str, width: int) -> list[tuple[int, int]]:
        wrapped.append(text)
        return wrap(text, width)

    def counting_shape(block: Block, numbers: dict[str, int], start: int, end: int) -> Shaped:
        looked_at.append(len(block.spans))
        return shape(block, numbers, start, end)

    monkeypatch.setattr(table, "wrap", counting_wrap)
    monkeypatch.setattr(table_cells, "shape", counting_shape)
    row = [
        "offen",
        "Gewichte unter einer hauseigenen Lizenz mit Auflagen",
        "1 268",
        "Lizenz",
        "Verhältnismäßigkeit",
        "Ja",
    ]
    plain = table_of([row] * 2000)
    spans = [Span(Mark.FOOTNOTE, cells[1].end, cells[1].end, "a") for cells in plain.table]
    block = table_of([row] * 2000, spans=spans)
    layout = TableLayout(block, 60, NUMBERS)
    assert layout.shifts > 0
    for shift in range(layout.shifts + 1):
        layout.lines(shift)
    assert len(wrapped) <= 2000 * len(row)
    assert sum(looked_at) == len(spans)
