"""What is read without the parser must be what the parser would say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.document.parse import parse, read_all
from briefing.document.parts import Parts
from briefing.document.reader import Reader

from .short_ways import tempting_texts, the_long_way
from .strategies import markdown_documents
from .test_commonmark import examples

CONTENT = Path(__file__).parents[2] / "content"


def difference(text: str) -> tuple[object, object] | None:
    """Return the first block that differs between the two ways, or what else does."""
    short = parse(text, "de")
    with the_long_way():
        long = parse(text, "de")
    if short == long:
        return None
    return next(((one, two) for one, two in zip(short.blocks, long.blocks, strict=False) if one != two), (short, long))


@settings(max_examples=600)
@given(tempting_texts())
@example("- a\n\n  b\n- c")
@example("**`a`**-b")
@example("*a **b** c*")
@example("[`a]`](b)")
@example("- : a\n  - : b")
@example("*    *   a\n\n    *   b\n\n*    *   c")
def test_markup_that_tempts(text: str) -> None:
    assert difference(text) is None


@given(markdown_documents())
def test_all_kinds_of_markdown(text: str) -> None:
    assert difference(text) is None


def test_the_examples_of_the_specification() -> None:
    assert [text for text in examples() if difference(text)] == []


@pytest.mark.parametrize("path", sorted(CONTENT.glob("*.md")), ids=lambda path: path.name)
def test_real_texts(path: Path) -> None:
    assert difference(path.read_text(encoding="utf-8")) is None
