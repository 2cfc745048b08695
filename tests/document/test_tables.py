from __future__ import annotations

from briefing.document.model import Cell, Kind

from .helpers import blocks, only, sentences, spans

SOURCE = """\
| Modell | Preis *heute* | x |
|:-------|------:|:-:|
| **GPT-5** | 1,25 \\| 10. Euro | a  b |
| `o3|mini` | [Link](/u) |
"""


def test_cells_are_joined_and_know_where_they_are() -> None:
    block = only("| a | b |\n|---|--:|\n| c | |\n")
    assert block.kind is Kind.TABLE
    assert block.text == "a | b\nc | "
    assert block.table == (
        (Cell(0, 1, "left"), Cell(4, 5, "right")),
        (Cell(6, 7, "left"), Cell(10, 10, "right")),
    )


def test_spans_and_sentences_are_those_of_the_cells() -> None:
    block = only(SOURCE)
    rows = [[block.text[cell.start : cell.end] for cell in row] for row in block.table]
    assert rows == [
        ["Modell", "Preis heute", "x"],
        ["GPT-5", "1,25 | 10. Euro", "a b"],
        ["`o3", "mini`", "Link"],
    ]
    assert [cell.align for cell in block.table[1]] == ["left", "right", "center"]
    assert spans(block) == [("emphasis", "heute", ""), ("strong", "GPT-5", ""), ("link", "Link", "/u")]
    assert sentences(block) == [cell for row in rows for cell in row]


def test_a_cell_may_hold_several_sentences_and_none_crosses_cells() -> None:
    block = only("| Eins. Zwei. | drei |\n|--|--|\n| Vier? | Fünf! Sechs |")
    assert sentences(block) == ["Eins.", "Zwei.", "drei", "Vier?", "Fünf!", "Sechs"]


def test_a_row_that_is_too_short_is_filled() -> None:
    block = only("| a | b |\n|---|---|\n| c |")
    assert [len(row) for row in block.table] == [2, 2]


def test_no_line_feed_gets_into_a_cell() -> None:
    block = only("| a&#10;b | c\\\\ |\n|---|---|\n| <br> | d |")
    assert block.text == "a b | c\\\n<br> | d"


def test_footnotes_and_empty_images_in_cells() -> None:
    block = blocks("| a[^1] | ![](i.png) |\n|---|---|\n| x | y[^1] |\n\n[^1]: n")[0]
    assert [(span.mark.value, span.start, span.end) for span in block.spans] == [
        ("footnote", 1, 1),
        ("image", 4, 4),
        ("footnote", 10, 10),
    ]


def test_a_table_in_a_quote_in_a_list() -> None:
    item, table = blocks("- x\n\n  > | a |\n  > |---|\n  > | b |\n")
    assert (table.kind, table.text, table.lines) == (Kind.TABLE, "a\nb", (3, 5))
    assert [container.opens for container in table.containers] == [False, True]
    assert item.text == "x"
