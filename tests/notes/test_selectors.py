from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.document.parse import parse
from briefing.errors import InputError
from briefing.notes.graphemes import is_boundary
from briefing.notes.model import CONTEXT
from briefing.notes.selectors import digest, kind_of, make_target

from .making import document

MARKDOWN = """# Destillation

## Ergebnisse

### Kosten

Das *kleinere* Modell
erreicht 94 %. Es kostet ein Zehntel.

- Punkt eins

```py
def f():
    return 1

g()
```
"""
PIECES = st.sampled_from(
    [
        "a",
        "ä",
        "e\u0301",
        "क्षि",
        "👩‍👩‍👧",
        "🇩🇪🇫🇷",
        "👍🏽",
        "❤️",
        " ",
        "  ",
        "\n\n",
        "\u00a0",
        "x",
        ". ",
        "\u200d",
        "\u0301",
    ]
)


def test_a_target_says_what_where_and_under_which_headings() -> None:
    text = document(MARKDOWN)
    start = text.text.index("erreicht")
    target = make_target(text, start, start + 13, at="2026-11-22T10:00:00.000Z")
    assert target.exact == "erreicht 94 %"
    assert target.prefix == text.text[start - CONTEXT : start] if start >= CONTEXT else text.text[:start]
    assert target.suffix == text.text[start + 13 : start + 13 + CONTEXT]
    assert target.snapshot == digest(text.text)
    assert target.heading_path == ("Destillation", "Ergebnisse", "Kosten")
    assert target.lines == (7, 8)
    assert target.block == 3


def test_context_is_64_code_points() -> None:
    text = document("🙂" * 100 + " Ziel " + "ß" * 100)
    start = text.text.index("Ziel")
    target = make_target(text, start, start + 4)
    assert target.prefix == "🙂" * 63 + " "
    assert target.suffix == " " + "ß" * 63


def test_white_space_at_the_ends_is_left_out_and_the_order_does_not_matter() -> None:
    text = document("Eins zwei drei.")
    assert make_target(text, 4, 10).exact == "zwei"
    assert make_target(text, 10, 4).exact == "zwei"
    assert make_target(text, -5, 10_000).exact == "Eins zwei drei."


@pytest.mark.parametrize("markdown", ["", "Wort Wort", "---"])
def test_without_text_there_is_nothing_to_mark(markdown: str) -> None:
    text = document(markdown)
    with pytest.raises(InputError):
        make_target(text, 4, 5 if markdown else 4)


def test_code_is_marked_in_whole_lines() -> None:
    text = document(MARKDOWN)
    start = text.text.index("return")
    assert make_target(text, start, start + 3).exact == "return 1"
    across = make_target(text, text.text.index("f()"), start + 3)
    assert across.exact == "def f():\n    return 1"


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("Kosten", "heading"),
        ("Das kleinere Modell erreicht 94 %.", "sentence"),
        ("Das kleinere Modell erreicht 94 %. Es kostet ein Zehntel.", "paragraph"),
        ("kleinere Modell", "span"),
        ("Punkt eins", "sentence"),
        ("g()", "code"),
        ("ein Zehntel.\n\nPunkt", "multi"),
    ],
)
def test_kinds(quote: str, kind: str) -> None:
    text = document(MARKDOWN)
    start = text.text.index(quote)
    assert kind_of(text, make_target(text, start, start + len(quote))) == kind


@given(st.lists(PIECES, max_size=30).map("".join), st.integers(0, 60), st.integers(0, 60))
def test_a_target_cuts_no_character_in_two_and_has_no_white_space_at_its_ends(raw: str, one: int, two: int) -> None:
    text = parse(raw, "de")
    try:
        target = make_target(text, one, two)
    except InputError:
        first, last = sorted((min(one, len(text.text)), min(two, len(text.text))))
        assert not any(unicodedata.category(c)[0] in "LNPS" for c in text.text[first:last])
        return
    whole = text.text
    assert whole[target.start : target.end] == target.exact
    assert is_boundary(whole, target.start) and is_boundary(whole, target.end)
    assert whole[: target.start].endswith(target.prefix) and whole[target.end :].startswith(target.suffix)
    for outer in (target.exact[0], target.exact[-1]):
        assert not outer.isspace() or len(target.exact) > 1
    first, last = sorted((min(one, len(whole)), min(two, len(whole))))
    if whole[first:last].isalnum():
        assert target.start <= first and last <= target.end


@pytest.mark.parametrize("text", ["👩‍👩‍👧", "e\u0301\u0323", "❤️", "👍🏽", "🇩🇪", "क्षि"[:2], "\r\n"])
def test_what_looks_like_one_character_is_not_cut(text: str) -> None:
    assert not any(is_boundary(text, offset) for offset in range(1, len(text)))


def test_flags_are_cut_between_pairs() -> None:
    assert [is_boundary("🇩🇪🇫🇷", offset) for offset in range(5)] == [True, False, True, False, True]
