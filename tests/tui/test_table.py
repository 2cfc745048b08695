"""Tables at real widths: wrapped, scrolled sideways, as records."""

from __future__ import annotations

import pytest

from briefing.document.model import Kind, Mark, Span
from briefing.document.parse import parse
from briefing.tui.table import TableLayout, table_lines
from tui.table_making import NUMBERS, shown, table_of, table_shifts

MONTHS = ["Jahr", "Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"]
FIGURES = table_of([MONTHS, ["2023", *(f"{month},5" for month in range(1, 13))]], aligns=["left", *["right"] * 12])
PROSE = table_of(
    [
        ["These", "Dafür spricht", "Dagegen spricht"],
        [
            "Offene Gewichte nützen",
            "Experimente werden erst so möglich",
            "Die Ursache bleibt im Dunkeln, und es kostet",
        ],
        ["Offene Gewichte schaden", "Schutz lässt sich abtrainieren", "Der Zusatznutzen ist kaum belegt"],
    ]
)


def test_columns_share_the_width_and_cells_wrap() -> None:
    assert table_shifts(PROSE, 57, {}) == 0
    assert shown(table_lines(PROSE, 57, {})) == [
        "These           │ Dafür spricht      │ Dagegen spricht",
        "────────────────┼────────────────────┼───────────────────",
        "Offene Gewichte │ Experimente werden │ Die Ursache bleibt",
        "nützen          │ erst so möglich    │ im Dunkeln, und es",
        "                │                    │ kostet",
        "┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┼┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┼┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄",
        "Offene Gewichte │ Schutz lässt sich  │ Der Zusatznutzen",
        "schaden         │ abtrainieren       │ ist kaum belegt",
    ]


def test_a_table_of_many_columns_is_scrolled_sideways_behind_its_first_one() -> None:
    assert table_shifts(FIGURES, 38, {}) == 8
    assert shown(table_lines(FIGURES, 38, {})) == [
        "Jahr │ Jan │ Feb │ Mär │ Apr │ Mai ›",
        "─────┼─────┼─────┼─────┼─── 2–6/13 ›",
        "2023 │ 1,5 │ 2,5 │ 3,5 │ 4,5 │ 5,5 ›",
    ]
    assert shown(table_lines(FIGURES, 38, {}, shift=3)) == [
        "Jahr ‹ Apr │ Mai │ Jun │ Jul │ Aug ›",
        "─────┼─────┼─────┼─────┼─── 5–9/13 ›",
        "2023 ‹ 4,5 │ 5,5 │ 6,5 │ 7,5 │ 8,5 ›",
    ]
    assert shown(table_lines(FIGURES, 38, {}, shift=99))[1] == "─────┼─────┼──────┼─── 10–13/13"


def test_a_table_that_fits_has_no_signs() -> None:
    text = "\n".join(shown(table_lines(FIGURES, 90, {})))
    assert table_shifts(FIGURES, 90, {}) == 0
    assert not {"‹", "›", "/"} & set(text)


def test_columns_of_figures_stay_a_table_where_texts_become_records() -> None:
    assert table_shifts(FIGURES, 20, {}) > 0
    assert table_shifts(PROSE, 20, {}) == 0
    assert shown(table_lines(PROSE, 26, {}))[:3] == [
        "These: Offene Gewichte",
        "nützen",
        "Dafür spricht: Experimente",
    ]


def test_a_header_too_long_to_be_repeated_is_a_record_itself() -> None:
    long = "Ein sehr langer Kopf " * 5
    lines = shown(table_lines(table_of([["A", long], *[["x" * 30, "y" * 30]] * 50]), 16, {}))
    assert lines[:3] == ["A", "Ein sehr langer", "Kopf Ein sehr"]
    assert sum(line.count("Kopf") for line in lines) == 5


def test_one_long_column_leaves_short_ones_whole() -> None:
    rows = [
        ["Nr.", "Bedeutung"],
        *[[f"{n}.", "Ein sehr langer Satz über die Verhältnismäßigkeit. " * 3] for n in range(4)],
    ]
    lines = shown(table_lines(table_of(rows), 60, {}))
    assert lines[0] == "Nr. │ Bedeutung"
    assert max(map(len, lines)) == 60


def test_alignment_and_empty_and_missing_cells() -> None:
    block = table_of(
        [["links", "mitte", "rechts"], ["a", "b", "c"], ["", "", ""], ["d"]], aligns=["left", "center", "right"]
    )
    assert shown(table_lines(block, 40, {})) == [
        "links │ mitte │ rechts",
        "──────┼───────┼───────",
        "a     │   b   │      c",
        "      │       │",
        "d     │       │",
    ]


def test_footnote_numbers_take_part_in_the_width() -> None:
    block = table_of([["Modell", "Jahr"], ["GPT-4", "2023"]])
    cell = block.table[1][1]
    noted = table_of([["Modell", "Jahr"], ["GPT-4", "2023"]], spans=[Span(Mark.FOOTNOTE, cell.end, cell.end, "b")])
    assert shown(table_lines(noted, 40, NUMBERS))[2] == "GPT-4  │ 2023¹²"


def test_wide_characters_keep_the_columns_straight() -> None:
    block = table_of([["名前", "x"], ["日本語の表", "y"], ["abc", "z"]])
    lines = shown(table_lines(block, 40, {}))
    assert lines == ["名前       │ x", "───────────┼──", "日本語の表 │ y", "abc        │ z"]


@pytest.mark.parametrize("rows", [[[]], [[""]], [["nur ein Kopf"]], [[], ["a", "b"]], [["a"], []]])
def test_odd_tables_have_lines(rows: list[list[str]]) -> None:
    for width in (4, 24, 80):
        assert table_lines(table_of(rows), width, {})


def test_the_window_follows_the_cursor_from_markdown() -> None:
    head = "| " + " | ".join(MONTHS) + " |\n|" + "--|" * 13
    document = parse(f"{head}\n| " + " | ".join(f"Wert {n}" for n in range(13)) + " |\n", "de")
    block = next(block for block in document.blocks if block.kind is Kind.TABLE)
    layout = TableLayout(block, 40, {})
    last = block.text.index("Wert 12")
    assert layout.shift_showing(last, 0) == layout.shifts
    assert layout.shift_showing(block.text.index("Wert 0"), 2) == 2
    assert layout.shift_showing(block.text.index("Wert 1"), 5) == 0
