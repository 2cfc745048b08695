from __future__ import annotations

import pytest

from briefing.document.model import Kind

from .helpers import blocks, nesting, only, outline, sentences


def test_headings_of_both_kinds() -> None:
    assert outline("# A *b*\n\nC\nd\n---\n\n###### E ##") == [
        ("heading", 1, "", "A b"),
        ("heading", 2, "", "C d"),
        ("heading", 6, "", "E"),
    ]


def test_a_heading_is_one_sentence() -> None:
    assert sentences(only("# Was? Ja! Nein.")) == ["Was? Ja! Nein."]
    assert only("#").sentences == ()


def test_paragraphs_have_sentences() -> None:
    assert sentences(only("Eins *zwei.* Drei `a. B` vier.\nFünf.")) == ["Eins zwei.", "Drei a. B vier.", "Fünf."]


def test_code_keeps_its_lines_and_language() -> None:
    block = only("```python title=x\nif a:\n\tb  = 1\n\n  c\n```")
    assert (block.kind, block.info) == (Kind.CODE, "python")
    assert block.text == "if a:\n    b  = 1\n\n  c"
    assert sentences(block) == ["if a:", "b  = 1", "c"]
    assert only("    a\n\n     b\n").text == "a\n\n b"
    assert only("```\n```").text == ""
    assert only("```\na\n\n```").text == "a\n"


def test_html_shows_as_it_is_written() -> None:
    block = only("<div class='x'>\n\t<p>Eins. Zwei.</p>\n</div>")
    assert block.kind is Kind.HTML
    assert block.text == "<div class='x'>\n    <p>Eins. Zwei.</p>\n</div>"
    assert sentences(block) == ["<div class='x'>", "<p>Eins.", "Zwei.</p>", "</div>"]


def test_a_rule_has_no_text() -> None:
    block = only("***")
    assert (block.kind, block.text, block.sentences) == (Kind.RULE, "", ())


def test_bullets_change_with_depth() -> None:
    assert outline("- a\n  - b\n    - c\n      - d\n- e") == [
        ("list_item", 1, "item•!", "a"),
        ("list_item", 2, "item• item◦!", "b"),
        ("list_item", 3, "item• item◦ item▪!", "c"),
        ("list_item", 4, "item• item◦ item▪ item▪!", "d"),
        ("list_item", 1, "item•!", "e"),
    ]


def test_numbers_go_on_from_the_first_with_its_delimiter() -> None:
    assert [nesting(block) for block in blocks("3) a\n3) b\n9) c\n\n0. d\n0. e")] == [
        "item3)!",
        "item4)!",
        "item5)!",
        "item0.!",
        "item1.!",
    ]


def test_loose_and_tight_lists() -> None:
    assert [nesting(block) for block in blocks("- a\n- b\n")] == ["item•!", "item•!"]
    assert [nesting(block) for block in blocks("- a\n\n- b\n")] == ["item•~!", "item•~!"]
    assert [nesting(block) for block in blocks("- a\n\n  - b\n  - c\n")] == [
        "item•~!",
        "item•~ item◦!",
        "item•~ item◦!",
    ]


def test_tasks() -> None:
    assert outline("- [ ] offen *jetzt*\n- [x] getan\n- [X] `auch`\n- [y] nicht\n- [x]nicht\n- [ ]\n- [x]\n  ja") == [
        ("list_item", 1, "item☐!", "offen jetzt"),
        ("list_item", 1, "item☑!", "getan"),
        ("list_item", 1, "item☑!", "auch"),
        ("list_item", 1, "item•!", "[y] nicht"),
        ("list_item", 1, "item•!", "[x]nicht"),
        ("list_item", 1, "item•!", "[ ]"),
        ("list_item", 1, "item☑!", "ja"),
    ]


def test_a_link_named_x_is_no_task() -> None:
    item = blocks("- [x] a\n\n[x]: /u")[0]
    assert (nesting(item), item.text) == ("item•!", "x a")


def test_only_an_items_first_paragraph_can_be_a_task() -> None:
    assert outline("- a\n\n  [x] b\n- > [x] c\n\n[ ] d") == [
        ("list_item", 1, "item•~!", "a"),
        ("paragraph", 0, "item•~", "[x] b"),
        ("quote", 1, "item•~! quote!", "[x] c"),
        ("paragraph", 0, "", "[ ] d"),
    ]


def test_the_marker_goes_with_whatever_comes_first() -> None:
    assert outline("- ```\n  code\n  ```\n  text\n- # Kopf\n-\n- > Zitat\n- ***\n- <div>\n- 1. x\n-     tief") == [
        ("code", 0, "item•!", "code"),
        ("list_item", 1, "item•", "text"),
        ("heading", 1, "item•!", "Kopf"),
        ("list_item", 1, "item•!", ""),
        ("quote", 1, "item•! quote!", "Zitat"),
        ("rule", 0, "item•!", ""),
        ("html", 0, "item•!", "<div>"),
        ("list_item", 2, "item•! item1.!", "x"),
        ("code", 0, "item•!", "tief"),
    ]


def test_an_empty_item_in_an_item_and_one_with_only_a_definition() -> None:
    assert outline("- -\n- [a]: /u\n- >") == [
        ("list_item", 2, "item•! item◦!", ""),
        ("list_item", 1, "item•!", ""),
        ("list_item", 1, "item•!", ""),
    ]


def test_quotes() -> None:
    assert outline("> a\n>\n> b\n>> c\n>\n> - d\n>\n>   e\n> # f") == [
        ("quote", 1, "quote!", "a"),
        ("quote", 1, "quote", "b"),
        ("quote", 2, "quote quote!", "c"),
        ("list_item", 1, "quote item•~!", "d"),
        ("paragraph", 0, "quote item•~", "e"),
        ("heading", 1, "quote", "f"),
    ]


def test_definition_lists() -> None:
    assert outline("Begriff *x*\n: Erklärung eins.\n\n  Absatz\n\n  - Punkt\n: Zwei\n\nDrei\n~ Vier") == [
        ("definition", 0, "", "Begriff x"),
        ("definition", 1, "definition~!", "Erklärung eins."),
        ("definition", 1, "definition~", "Absatz"),
        ("list_item", 1, "definition~ item•!", "Punkt"),
        ("definition", 1, "definition~!", "Zwei"),
        ("definition", 0, "", "Drei"),
        ("definition", 1, "definition~!", "Vier"),
    ]
    assert [nesting(block) for block in blocks("a\n: b\n: c")] == ["", "definition!", "definition!"]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("a\nb\n\nc", [(1, 2), (4, 4)]),
        ("---\nt: x\n---\n\na\n", [(5, 5)]),
        ("---\r\nt: x\r\n---\r\na\r\n\r\nb", [(4, 4), (6, 6)]),
        ("# a\n```\nb\n\nc\n```\nd", [(1, 1), (2, 6), (7, 7)]),
        ("- a\n  b\n\n- c\n-\n", [(1, 2), (4, 4), (5, 5)]),
        ("> a\nlazy\n\n***\n", [(1, 2), (4, 4)]),
        ("a\n===\n    c\n\n    d\n\ne", [(1, 2), (3, 5), (7, 7)]),
        ("| a |\n|---|\n| b |\n\nc", [(1, 3), (5, 5)]),
        ("[^1]: a\n    b\n\n    c\n\n[^2]:\n\nd", [(1, 2), (4, 4), (6, 6), (8, 8)]),
        ("T\n: d\n  e\n\n[r]: /u\n\nx", [(1, 1), (2, 3), (7, 7)]),
        ("<div>\na\n</div>\n\nb", [(1, 3), (5, 5)]),
        ("a\u2028b\u0085c\vd\n\ne", [(1, 1), (3, 3)]),
        ("```\nnie zu", [(1, 2)]),
    ],
)
def test_lines_are_those_of_the_file(source: str, lines: list[tuple[int, int]]) -> None:
    assert [block.lines for block in blocks(source)] == lines


def test_nothing_at_all() -> None:
    assert blocks("") == ()
    assert blocks("\n \n\n") == ()
    assert blocks("---\na: b\n---\n") == ()
    assert blocks("[a]: /u") == ()
