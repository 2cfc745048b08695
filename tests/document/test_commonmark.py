"""The examples of the CommonMark specification, where they are at hand."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from briefing.document.parse import parse
from briefing.document.source import split
from briefing.text import clean

from .laws import check_document

EXAMPLES = Path(__file__).parents[3] / "shared" / "data" / "commonmark-examples.json"


class Visible(HTMLParser):
    """Collects what a browser would show: text, and the alternative texts of images."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts += ["\n"] if tag == "br" else [value or "" for name, value in attrs if name == "alt"]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", clean(text)))


def examples() -> list[str]:
    raw = json.loads(EXAMPLES.read_text(encoding="utf-8")) if EXAMPLES.is_file() else []
    return [example["markdown"] for example in raw]


@pytest.mark.skipif(not EXAMPLES.is_file(), reason="the examples are not part of the project")
def test_every_example_obeys_the_laws() -> None:
    sources = examples()
    for source in sources:
        check_document(parse(source, "en"), source)
    assert len(sources) > 600


@pytest.mark.skipif(not EXAMPLES.is_file(), reason="the examples are not part of the project")
def test_every_word_that_a_browser_shows_is_in_the_text() -> None:
    renderer = MarkdownIt("commonmark")
    missing = {}
    for source in examples():
        shown = words("".join(Visible(renderer.render(split(source).body)).parts))
        lost = shown - words(parse(source, "en").text)
        if lost:
            missing[source] = lost
    assert missing == {}
