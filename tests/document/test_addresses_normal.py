"""The short way for addresses gives what the parser gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.document.parse_rules import make_parser

pieces = st.sampled_from(
    [
        "http://",
        "https://",
        "//",
        "/",
        "a",
        "B",
        "0",
        "-",
        ".",
        "~",
        "_",
        "?",
        "=",
        "&",
        "#",
        ":",
        "@",
        "%",
        "ä",
        " ",
        "xn--",
    ]
)


@given(st.lists(pieces, max_size=14).map("".join))
def test_an_address_is_what_the_parser_makes_of_it(url: str) -> None:
    assert make_parser().normalizeLink(url) == MarkdownIt().normalizeLink(url)


@given(st.lists(pieces, max_size=14).map("".join))
def test_a_long_address_is_what_the_parser_makes_of_it(url: str) -> None:
    for long in (
        f"{url}{'a1-b' * 30}",
        f"https://example.org/{'A1-b' * 30}{url}",
        f"data:image/png;base64,{'A/+=' * 30}{url}",
    ):
        assert make_parser().normalizeLink(long) == MarkdownIt().normalizeLink(long)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://example.org/a/b-c.html?x=1&y=2#part",
        "/de/docs/Web/API",
        "http://a.b-c.d/",
        "https://xn--bcher-kva.example/",
        "#part",
        "?a=b",
        "",
        "/",
        "//host/path",
    ],
)
def test_usual_addresses(url: str) -> None:
    assert make_parser().normalizeLink(url) == MarkdownIt().normalizeLink(url)
