"""What is read without the parser must be what the parser would say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings

from briefing.document.model import Kind
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
@example("€_a_")
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


PLAIN = """\
# Ein Titel

Wörter und `code`, *betont* und **stark**,
[ein Verweis](https://example.org/a) (2025).

## Noch einer

- eins
- zwei mit `code`
  1. innen
  2. noch eins

```py
x = [1]
```
"""


def read(text: str, reader: Reader) -> list[Kind]:
    """Return the kinds of a text's blocks."""
    return [block.kind for block in read_all(Parts(text.encode(), "de", reader), reader).blocks]


def test_no_parser_is_made_for_a_plain_text() -> None:
    reader = Reader()
    assert read(PLAIN, reader) == ["heading", "paragraph", "heading", *["list_item"] * 4, "code"]
    assert (reader.made, reader.parsed, reader.inlined) == (0, 0, 0)


def test_one_parser_reads_many_texts() -> None:
    reader = Reader()
    for _ in range(5):
        read(PLAIN + "\n>> ein <b>Zitat</b> und https://example.org\n", reader)
    assert (reader.made, reader.parsed, reader.inlined) == (1, 5, 5)


PROSE = [path for path in sorted(CONTENT.glob("*.md")) if b"kind: " not in path.read_bytes()[:600]]
"""Texts that are no lists of definitions: those always need the parser."""


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_most_of_a_real_text_is_plain(path: Path) -> None:
    reader = Reader()
    data = path.read_bytes()
    blocks = read_all(Parts(data, "de", reader), reader).blocks
    assert reader.parsed <= len(blocks) / 4
    assert reader.inlined <= len(blocks) / 8


def test_definitions_and_long_comments_are_looked_for_with_the_same_parser() -> None:
    reader = Reader()
    read("[a]: /b\n\n<!-- c\n\nd -->\n\n[a] <i>e</i>\n\n[^1]: f\n", reader)
    assert reader.made == 1
