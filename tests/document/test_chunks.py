"""Where bodies are cut, with all that can go on beyond a blank line; work is counted, not timed."""

from __future__ import annotations

import json
import os
import random
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.document import chunk_oracle
from briefing.document.chunks import Chunks, cut

from .chunk_checks import difference, in_chunks

EXAMPLES = Path(__file__).parents[3] / "shared" / "data" / "commonmark-examples.json"
ROOT = Path(__file__).parents[2]
CORPUS = os.environ.get("BRIEFING_CORPUS", "")


def examples() -> list[str]:
    raw = json.loads(EXAMPLES.read_text(encoding="utf-8")) if EXAMPLES.is_file() else []
    return [example["markdown"] for example in raw]


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "  "])
def test_a_blank_body_has_no_chunks(text: str) -> None:
    assert cut(text.encode()) == Chunks((), len(text), b"")


# What is cut, and what isn't: each list holds the chunks as they must be.
CUT: dict[str, list[str]] = {
    "paragraphs": ["a\nb\n\n", "c\n \n\n", "d\n"],
    "blank lines on top": ["\n \na\n\n", "b\n"],
    "indented continuation": ["a\n\n  b\n\n    c\n\n", "d"],
    "headings": ["# a\n", "text\n\n", "## b\n", "## c\n", "- d\n\n", "e\n"],
    "heading and rows": ["# a | b\n--- | ---\nc | d\n\n", "e\n"],
    "heading with a bar": ["# a | b\n", "c\n\n", "e\n"],
    "lists": ["- a\n\n- b\n\n    c\n\n* d\n\n", "e\n\n", "1. f\n\n2) g\n"],
    "list that interrupts": ["a\n- b\n\n- c\n\n", "d\n"],
    "list below an outdented line": ["a\n\n - b\n\n- c\n\n", "d\n"],
    "long numbers": ["123456789. a\n\n123456790. b\n\n", "c\n"],
    "numbers that are no lists": ["a\n\n", "1234567890. b\n\n", "-c\n"],
    "quote with a list": ["> - a\n\n", "- b\n\n", "c\n"],
    "note with a list": ["[^1]: - a\n\n    - b\n\n", "- c\n"],
    "rule": ["---\n\n", "a\n\n", "***\n"],
    "fence": ["```\na\n\nb\n```\n", "c\n\n", "~~~~ x\n\n~~~\n\n~~~~\n\n", "d\n"],
    "fence after a fence": ["```\n```\n", "```\na\n\n```\n"],
    "fence, indented text": ["```\n```\n\n", "  a\n\n", "b\n"],
    "fence with the other kind": ["```\n\n~~~\n\n```\n\n", "a\n"],
    "fence with a longer end": ["```\n\n`````  \n", "a\n"],
    "fence, three blanks before it": ["a\n", "   ```\n\nb\n   ```\n", "c\n\n", "d\n"],
    "fence, words are no end": ["~~~\n\n~~~ a\n\n~~~\n", "b\n"],
    "fence that isn't closed": ["a\n\n", "```\nb\n\nc\n\n# d\n"],
    "indented end is no end": ["```\n\n    ```\n\na\n"],
    "no fence": ["``` a`b\n\n", "c\n\n", "```\n\n```\n"],
    "fence as head of a table": ["```a|b\n---|---\n\n", "c\n"],
    "fence in a list": ["- a\n\n  ```\n  b\n\n  c\n  ```\n\n- d\n\n", "e\n"],
    "fence that ends a list": ["- a\n", "```\nb\n\n- c\n```\n", "d\n"],
    "fence in a quote": ["> ```\n> a\n\n", "b\n"],
    "fence under a paragraph": ["a\n", "  ```\n\nb\n\n  ```\n", "c\n"],
    "list before a fence": ["- a\n\n", "```\n\n```\n\n", "- b\n"],
    "comment": ["<!-- a\n\nb -->\n\n", "c\n"],
    "comment after text": ["a\n", "<!-- b\n\nc\n-->\n", "d\n\n", "e\n"],
    "comment that isn't closed": ["a\n\n", "<!--\n\nb\n\n- c\n"],
    "instruction": ["<?php\n\n?>\n", "a\n"],
    "declaration": ["<!X\n\n>\n", "a\n"],
    "data": ["<![CDATA[\n\n]]>\n", "a\n"],
    "elements with text": [
        "<pre>\n\na\n</PRE>\n",
        "b\n\n",
        "<sTyle>\n\n</style>\n\n",
        "<script\n\n</script> x\n",
        "y\n",
    ],
    "element for typing": ["<textarea>\n\na</textarea>\n", "b\n"],
    "elements of text": ["<div>\n\n", "a\n\n", "</div>\n\n", "<span>\n\n", "b\n"],
    "definition": ["a\n\n", "b\n: c\n\n  d\n\n", "e\n"],
    "definition after a blank line": ["a\n\n", "b\n\n: c\n\n", "d\n"],
    "no definition": ["a\nb\n\n", ": c\n\n", "d\n"],
    "definition, deep": ["a\n        : b\n\nc\n: d\n\n", "e\n"],
    "definition list that goes on": ["a\n: b\n\nc\n\n: d\n\n# e\n~ f\n\n", "g\n"],
    "definitions apart": ["a\n: b\n\n\n: c\n\n", "d\n"],
    "fence as a term": ["a\n: b\n\n```\n: c\n\n", "```\n"],
    "definition under a list": ["- a\n\n", ": b\n\n", "c\n"],
    "notes": ["[^1]: a\n\n    b\n\n", "[^2]: c\nd\n\n", "e\n"],
    "link definitions": ["[a]: b\n'c\nd'\n\n", "[e]: f\n\n", "g\n"],
    "underlines": ["a\nb\n===\n\n", "c\n---\n"],
    "indented code on top": ["    a\n\n    b\n\n", "c\n"],
    "list on top": ["  - a\n\n- b\n\n", "c\n"],
    "other white space is text": ["a\n\u00a0\nb\n\n", "\u2003c\n"],
}


@pytest.mark.parametrize("chunks", CUT.values(), ids=CUT.keys())
def test_bodies_are_cut_between_blocks(chunks: list[str]) -> None:
    text = "".join(chunks)
    assert [chunk.decode() for chunk in in_chunks(text)] == chunks
    assert difference(text) is None


SHAPES: dict[str, tuple[str, str]] = {
    "headings": ("# a\n\n###### b\n\n#\n\n####### c\n\n#d\n\na\n=\n\na\nb\n---\n", "161pp12"),
    "lists and rules": (
        "- a\n\nx\n\n+\n\nx\n\n3) b\n\nx\n\n- - -\n\n***\n\n_ _ _\n\n**b**\n\n-c\n\n2x\n",
        "lplpoprrrppp",
    ),
    "tables": ("a | b\n--- | ---\n\n| a |\n|---|\n\n|a|\n\na | b\n---\n", "ttp2"),
    "code": ("    a\n\nx\n\n```b\n\n```\n\n``` c`\n\n~~~ d`\n", "cpcpc"),
    "code after code": ("```\n```\n\n    a\n\n", "cc"),
    "markup": ("<div> a\n\n<b>\n\n<b>c</b>\n\n<https://a.b>\n\n<!-- -->\n\n</td>\n\n<a@b.c>\n", "xxppxxp"),
    "others": ("> a\n\n[^1]: b\n\n[^1] c\n\n[f]: g\n\nd\n: e\n", "qnppd"),
    "indented": ("  # a\n\nb\n", "1p"),
}


@pytest.mark.parametrize(("text", "shapes"), SHAPES.values(), ids=SHAPES.keys())
def test_shapes_are_read_off_the_first_lines(text: str, shapes: str) -> None:
    assert cut(text.encode()).shapes.decode() == shapes


@pytest.mark.parametrize("marker", ["- ", "> ", "1. ", "> - ", "[^a]: ", "- [^a]: "])
def test_nesting_beyond_what_the_parser_follows_is_the_same_in_chunks(marker: str) -> None:
    for levels in (40, 120):
        text = "a\n\n" + marker * levels + "b\n\n" + "c\n\n" + marker * levels + "```\n\nd\n\n```\n"
        assert len(in_chunks(text)) == 6
        assert difference(text) is None


@pytest.mark.skipif(not EXAMPLES.is_file(), reason="the examples are not part of the project")
def test_every_example_is_the_same_in_chunks() -> None:
    sources = examples()
    assert len(sources) > 600
    assert [(source, found) for source in sources if (found := difference(source))] == []


@pytest.mark.skipif(not EXAMPLES.is_file(), reason="the examples are not part of the project")
@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_examples_one_after_another_are_the_same_in_chunks(joint: str) -> None:
    sources = examples()
    pick = random.Random(joint)
    for _ in range(300):
        text = joint.join(pick.sample(sources, 5))
        assert difference(text) is None, text


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Collect the lengths of the windows that the parser's rules are asked about."""
    lengths: list[int] = []
    ask = chunk_oracle.Oracle._window

    def counted(oracle: chunk_oracle.Oracle, start: int, end: int) -> list[int]:
        lengths.append(end - start)
        return ask(oracle, start, end)

    monkeypatch.setattr(chunk_oracle.Oracle, "_window", counted)
    yield lengths


PLAIN = (
    "# a\n\ntext with `code` and <b>tags</b>: yes\n\n- b\n  - c\n\n  d\n\n> e\n> - f\n\n"
    "```py\nx[1]: int\n\n~~~\n```\n\n| g |\n|---|\n| h |\n\n[^1]: i\n\n    j\n\n"
    "1. k\n\n       ```\n       l\n       ```\n\n<div>\n\nm\n\n</div>\n\n---\n\n"
)


def test_ordinary_text_is_cut_without_the_parser(windows: list[int]) -> None:
    assert len(cut(PLAIN.encode() * 100).starts) == 1200
    assert windows == []


def test_the_parser_is_not_imported_for_ordinary_text() -> None:
    code = (
        "import sys\nfrom briefing.document.chunks import cut\nfrom briefing.document.look_ahead import look_ahead\n"
        "data = b'# a\\n\\n```\\n\\n```\\n\\n- b\\n'\nlook_ahead(data, cut(data))\n"
        "assert not {'markdown_it', 'textual'} & set(sys.modules)"
    )
    path = os.pathsep.join(sys.path)
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": path})


NASTY = {
    "fences that are none": "```a`b\n\n",
    "open fences": "x\n~~~\n\n",
    "open fences with bars": "```a|b\n\n",
    "growing fences": "".join("`" * n + "|\n\n" for n in range(3, 100)),
    "open comments": "<!--\n\n",
    "less than": "<\n\n",
    "less than, exclamation": "<!\n\n",
    "open elements": "x\n<pre>\n\n",
    "closed elements": "<pre>\n\nx\n</pre>\n\n",
    "definitions": ": x\n\n",
    "definitions apart": ": x\n\n\n",
    "terms": "t\n\n: x\n\n",
    "terms and text": "t\n: x\n\np\nq\n\n",
    "deep list": "".join("  " * level + "- x\n" for level in range(50)),
    "deep loose list": "".join("  " * level + "- x\n\n  <!\n\n" for level in range(50)),
    "list of code": "- a\n\n  ```\n  b\n  ```\n\n",
    "lists of code": "- a\n\n  ```\n  b\n  ```\n\nc\n\n",
    "long list, comment": "- x\n\n" * 100 + "<!-- x\n-->\n\n",
    "link definitions": "[a]:\n<!x>\n\n",
    "quotes": "> <!--\n\n",
    "long paragraph": "x\n" * 200 + "<!x>\n\n",
    "blank lines": "\n" * 300 + "  x\n<!x>\n",
}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_the_parser_sees_nothing_often(text: str, windows: list[int]) -> None:
    for length in (10_000, 80_000):
        windows.clear()
        body = text * (length // len(text) + 1)
        cut(body.encode())
        assert sum(windows) <= 5 * len(body)


def test_a_window_grows_with_its_block(windows: list[int]) -> None:
    text = "<pre>\n" + "x\n\n" * 20_000 + "</pre>\n\ny\n\n" * 2
    cut(text.encode())
    assert len(windows) < 40


@pytest.mark.skipif(not CORPUS, reason="BRIEFING_CORPUS names no folder with Markdown")
def test_real_files_are_the_same_in_chunks() -> None:
    module = runpy.run_path(str(ROOT / "benchmarks" / "chunking.py"))
    assert module["main"](CORPUS.split(os.pathsep)) == 0
