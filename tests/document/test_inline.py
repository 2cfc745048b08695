from __future__ import annotations

import pytest

from briefing.document.model import Mark

from .helpers import blocks, only, spans


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("a **b** c", "a b c", [("strong", "b", "")]),
        ("a *b* _c_", "a b c", [("emphasis", "b", ""), ("emphasis", "c", "")]),
        ("***b***", "b", [("emphasis", "b", ""), ("strong", "b", "")]),
        ("~~b~~", "b", [("strike", "b", "")]),
        ("`a  *b*`", "a  *b*", [("code", "a  *b*", "")]),
        ("[a *b*](/u 'T')", "a b", [("link", "a b", "/u"), ("emphasis", "b", "")]),
        ("[a][r]\n\n[r]: /u", "a", [("link", "a", "/u")]),
        ("<https://a.b/c?d=e&f>", "https://a.b/c?d=e&f", [("link", "https://a.b/c?d=e&f", "https://a.b/c?d=e&f")]),
        ("x https://a.b/c_d_e. y", "x https://a.b/c_d_e. y", [("link", "https://a.b/c_d_e", "https://a.b/c_d_e")]),
        ("an ich@a.de schreiben", "an ich@a.de schreiben", [("link", "ich@a.de", "mailto:ich@a.de")]),
        ("![alt *t*](i.png)", "alt t", [("image", "alt t", "i.png"), ("emphasis", "t", "")]),
        ("[![alt](i.png)](/u)", "alt", [("link", "alt", "/u"), ("image", "alt", "i.png")]),
        ("a ![](i.png) b", "a b", [("image", "", "i.png")]),
        ("a [](/u) b", "a b", [("link", "", "/u")]),
        ("[![](i.png)](/u)", "", [("link", "", "/u"), ("image", "", "i.png")]),
        ("a <b class='x'>c</b>", "a <b class='x'>c</b>", [("html", "<b class='x'>", ""), ("html", "</b>", "")]),
        ("a<br>b <!-- c -->", "a<br>b <!-- c -->", [("html", "<br>", ""), ("html", "<!-- c -->", "")]),
        ("**a `b`** c", "a b c", [("strong", "a b", ""), ("code", "b", "")]),
        ("[Größe](/ä%20b)", "Größe", [("link", "Größe", "/%C3%A4%20b")]),
    ],
)
def test_markup_becomes_spans(source: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    block = only(source)
    assert block.text == text
    assert spans(block) == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("eins\nzwei", "eins zwei"),
        ("eins  \nzwei", "eins\nzwei"),
        ("eins\\\nzwei", "eins\nzwei"),
        ("  eins \t  zwei  ", "eins zwei"),
        ("eins\u00a0\u00a0zwei", "eins\u00a0\u00a0zwei"),
        ("eins\u202fzwei", "eins\u202fzwei"),
        ("a &amp; b &lt;c&gt; &copy;", "a & b <c> ©"),
        ("a&#10;b&#9;c&#32;d", "a b c d"),
        ("\\*a\\* \\\\", "*a* \\"),
        ("2 * 3 * 4 und snake_case_name", "2 * 3 * 4 und snake_case_name"),
        ("[a](b", "[a](b"),
        ("[js](javascript:alert(1))", "[js](javascript:alert(1))"),
        ("^[keine Fußnote]", "^[keine Fußnote]"),
        ("[^weg] bleibt", "[^weg] bleibt"),
        ("Siehe README.md, main.rs, setup.py und z.B. example.com", None),
    ],
)
def test_what_isnt_markup_stays(source: str, text: str | None) -> None:
    block = only(source)
    assert block.text == (source if text is None else text)
    assert block.spans == ()


@pytest.mark.parametrize(
    ("source", "covered"),
    [
        ("a [ b ](u) c", "b"),
        ("a [b\n](u)c", "b"),
        ("[ ![x](y) ](u)", "x"),
        ("**a** **b**", "a"),
    ],
)
def test_spans_never_cover_white_space_at_their_ends(source: str, covered: str) -> None:
    block = only(source)
    assert spans(block)[0][1] == covered
    assert "  " not in block.text


def test_a_hard_break_leaves_no_spaces_around_it() -> None:
    assert only("*a*   \n   b ![](x)\\\n[ c](u)").text == "a\nb\nc"


def test_a_break_at_the_end_or_beginning_is_none() -> None:
    assert only("a \\\n![](x)").text == "a"
    assert only("![](x)\\\na").text == "a"


def test_code_keeps_its_spaces_and_gets_no_tabs() -> None:
    block = only("x `` a  `b  c`\td `` y")
    assert block.text == "x a  `b  c` d y"


def test_markup_around_nothing_is_no_span() -> None:
    block, _ = blocks("a *[^1]* b\n\n[^1]: n")
    assert [span.mark for span in block.spans] == [Mark.FOOTNOTE]
    assert block.text == "a b"


def test_images_in_images_are_text_of_their_own() -> None:
    block = only("![a ![b](c) d](e)")
    assert block.text == "a b d"
    assert spans(block) == [("image", "a b d", "e"), ("image", "b", "c")]


def test_deeply_nested_images_keep_their_text() -> None:
    assert "tief" in only("![" * 90 + "tief" + "](x)" * 90).text


def test_a_link_around_nothing_stays_where_it_was_written() -> None:
    assert [(span.start, span.end) for span in only("a [](/u) *b*").spans] == [(1, 1), (2, 3)]
