"""Laws of wrapping, layout and painting, over made-up documents, the specification's examples and real widths."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing.document.model import Block
from briefing.document.parse import parse
from briefing.tui.columns import View
from briefing.tui.layout import block_lines, estimate_lines
from briefing.tui.table import table_lines
from briefing.tui.wrap import is_simple, width_of, wrap, wrap_verbatim
from conftest import SHARED
from document.strategies import markdown_documents
from tui.making import bitext_of, blocks_of, canvas_of, spots
from tui.table_making import table_shifts

WIDTHS = (20, 40, 80, 200)
EXAMPLES = SHARED / "data" / "commonmark-examples.json"
_SPACE = re.compile(r"\s+")
_TEXTS = st.lists(
    st.one_of(
        st.sampled_from(list("abc äöüß„“–-/. \n")),
        st.sampled_from(["日本", "한", "👩‍👩‍👧", "e\u0301", "☑", "✌️", "ﷺ", "\u00a0", "Donaudampfschifffahrt"]),
        st.characters(blacklist_categories=("Cs", "Cc", "Cf")),
    ),
    max_size=80,
).map("".join)


def _assert_paints(markdown: str, views: tuple[View, ...]) -> None:
    """Every line is exactly as wide as asked, and every visible character of every block is painted, in order."""
    bitext = bitext_of(markdown, markdown, titled=False)
    german = bitext.texts["de"]
    for width in WIDTHS:
        for view in views:
            canvas = canvas_of(bitext, view, width)
            lines = [canvas.line(spot) for spot in spots(canvas)]
            for line in lines:
                assert sum(cell_len(tinted.text) for tinted in line) == width
        for key in blocks_of(german):
            _assert_keeps(german.block(key), width)


def _assert_keeps(block: Block, width: int) -> None:
    """The block's own text is painted character by character; a table's cells too, in whatever shape and window."""
    if not block.table:
        own = "".join(run.text for line in block_lines(block, width, {}) for run in line if not run.role)
        assert _SPACE.sub("", own) == _SPACE.sub("", block.text)
        return
    windows = [table_lines(block, width, {}, shift=shift) for shift in range(table_shifts(block, width, {}) + 1)]
    runs = [run for lines in windows for line in lines for run in line]
    shown = {run.start + at: char for run in runs if not run.role for at, char in enumerate(run.text)}
    labels = "".join(run.text for run in runs if run.role == "label")
    for row, cells in enumerate(block.table):
        for cell in cells:
            for at in range(cell.start, cell.end):
                char = block.text[at]
                # As records, the head of the table is painted as a label before each cell.
                assert char.isspace() or shown.get(at) == char or (row == 0 and char in labels)


@pytest.mark.skipif(not EXAMPLES.is_file(), reason="the specification's examples are not beside the checkout")
def test_commonmark_examples_paint() -> None:
    for example in json.loads(Path(EXAMPLES).read_text(encoding="utf-8")):
        _assert_paints(example["markdown"], (View.GERMAN, View.BOTH, View.STACKED, View.PEEK))


@settings(max_examples=2000)
@given(markdown_documents())
def test_made_up_documents_paint(markdown: str) -> None:
    _assert_paints(markdown, (View.BOTH,))


@given(_TEXTS, st.integers(2, 90), st.integers(0, 6))
def test_wrapping_keeps_all_and_fits(text: str, width: int, hanging: int) -> None:
    lines = wrap(text, width, hanging)
    assert _SPACE.sub("", "".join(text[a:b] for a, b in lines)) == _SPACE.sub("", text.replace(" ", " "))
    for index, (start, end) in enumerate(lines):
        room = max(2, width - (hanging if index else 0))
        assert width_of(text[start:end]) <= room or end - start == 1
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(lines))


@given(_TEXTS, st.integers(2, 90))
def test_verbatim_wrapping_keeps_every_space(text: str, width: int) -> None:
    lines = wrap_verbatim(text, width)
    assert "".join(text[a:b] for a, b in lines) == text.replace("\n", "")
    assert all(width_of(text[a:b]) <= width or b - a == 1 for a, b in lines)


@given(_TEXTS)
def test_simple_text_is_measured_right(text: str) -> None:
    line = text.replace("\n", " ")
    assert width_of(line) == cell_len(line)
    if is_simple(line):
        assert len(line) == cell_len(line)


@given(markdown_documents(), st.integers(30, 120))
@settings(max_examples=60)
def test_every_cell_leads_back_to_its_character(markdown: str, width: int) -> None:
    bitext = bitext_of(markdown, markdown, titled=False)
    for view in (View.BOTH, View.GERMAN):
        canvas = canvas_of(bitext, view, width)
        columns = canvas.geometry.columns
        for spot in spots(canvas):
            layout = canvas.geometry.row(spot.row)
            for index, column in enumerate(layout.columns):
                line = spot.line - layout.gap
                if not 0 <= line < len(column) or column[line].block is None:
                    continue
                x = columns.text_x(index)
                for run in column[line].line:
                    if not run.role and is_simple(run.text):
                        for at in range(len(run.text)):
                            hit = canvas.hit(spot, x + at)
                            assert hit == (column[line].lang, column[line].block, run.start + at)
                    x += width_of(run.text)


@given(markdown_documents(), st.integers(20, 120))
@settings(max_examples=60)
def test_estimates_are_near_the_truth(markdown: str, width: int) -> None:
    document = parse(markdown, "de")
    guessed = sum(estimate_lines(block, width) for block in document.blocks)
    numbers = {label: number for label, (number, _) in document.footnotes.items()}
    true = sum(len(block_lines(block, width, numbers)) for block in document.blocks)
    assert guessed <= 3 * true + 5
    assert true <= 3 * guessed + 5
