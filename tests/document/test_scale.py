"""Hostile and large texts take time in proportion to their length; quadratic work would miss these limits by far."""

from __future__ import annotations

import time

import pytest

from briefing.document.parse import parse
from briefing.document.sentences import split_sentences

PARAGRAPH = "Das ist ein Satz mit z. B. Abkürzungen (siehe S. 5) und 3,5 %. "
LARGE = {
    "list": "- ein Punkt\n" * 5000,
    "tasks": "- [ ] eine Aufgabe\n" * 5000,
    "nested lists": "".join("  " * (n % 40) + "- a\n" for n in range(4000)),
    "paragraph": PARAGRAPH * 3200,
    "brackets": "[" * 5000,
    "stars": "a" + "*" * 20000,
    "stars and words": "**a *b " * 3000,
    "quotes": "> " * 200 + "x",
    "many quotes": "> a\n\nb\n\n" * 2000,
    "footnote openers": "[^" * 5000 + "\n\n[^a]: x",
    "footnotes": " ".join(f"[^{n}]" for n in range(2000)) + "\n\n" + "".join(f"[^{n}]: n\n\n" for n in range(2000)),
    "images": "![" * 1000 + "a" + "](x)" * 1000,
    "table": "| a. B | c |\n|---|---|\n" + "| Ein Satz. Noch einer. | *x* |\n" * 2000,
    "addresses": "siehe https://a.example/x_y und mehr\n" * 2000,
    "definitions": "a\n: b\n\n" * 2000,
    "hard breaks": "a\\\n" * 10000,
    "html": "<div>\n" + "a. <b>x</b> " * 5000 + "\n</div>",
    "tags": "a.<b> " * 5000,
}
SPLIT = {
    "words": PARAGRAPH * 1000,
    "no space": "Wort." * 12000,
    "marks": "!" * 60000 + "x",
    "dots": ". " * 30000,
    "quotes": '." ' * 20000,
    "brackets": ".) " * 20000,
    "openers": "." + " -" * 30000,
    "open": "(" * 30000 + "a. B " * 5000,
    "space": "a." + " " * 60000 + "b",
    "abbreviations": "z. " * 20000,
    "references": "a.[1][2][3] " * 5000,
}


@pytest.mark.parametrize("name", LARGE)
def test_parsing_is_fast(name: str) -> None:
    began = time.process_time()
    document = parse(LARGE[name], "de")
    assert time.process_time() - began < 4
    assert document.text


@pytest.mark.parametrize("name", SPLIT)
def test_splitting_is_fast(name: str) -> None:
    text = SPLIT[name]
    began = time.process_time()
    ranges = split_sentences(text, "de", [(at, at + 1) for at in range(0, len(text), 50)])
    assert time.process_time() - began < 1.5
    assert ranges
