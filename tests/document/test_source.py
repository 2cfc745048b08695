from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.document.source import Source, split

from .strategies import markdown_documents


def test_front_matter_and_body_know_their_lines() -> None:
    assert split("---\ntitle: Ä\ntags: []\n---\n# Text\n") == Source("title: Ä\ntags: []\n", "# Text\n", 2, 5)


def test_three_dots_close_it_too() -> None:
    assert split("---\na: 1\n...\nText") == Source("a: 1\n", "Text", 2, 4)


def test_it_may_be_empty_and_the_body_too() -> None:
    assert split("---\n---") == Source("", "", 2, 3)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(ending: str) -> None:
    source = split(f"---{ending}a: 1{ending}---{ending}Text{ending}")
    assert source == Source(f"a: 1{ending}", f"Text{ending}", 2, 4)


def test_a_byte_order_mark_stands_before_the_first_line() -> None:
    assert split("\ufeff---\na: 1\n---\nText") == Source("a: 1\n", "Text", 2, 4)
    assert split("\ufeffText") == Source(None, "Text", 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text",
        "---",
        "---\ntitle: never closed\n\nText\n",
        "\n---\na: 1\n---\n",
        " ---\na: 1\n---\n",
        "--- \na: 1\n---\n",
        "----\na: 1\n----\n",
        "---\na: 1\n --- \n----\n---x\n",
        "...\na: 1\n...\n",
    ],
)
def test_everything_else_is_body(text: str) -> None:
    assert split(text) == Source(None, text, 1, 1)


def test_the_first_fence_closes() -> None:
    assert split("---\na: 1\n---\nText\n---\n").body == "Text\n---\n"


@given(markdown_documents() | st.text(alphabet="-.\r\na: \ufeff", max_size=40))
def test_nothing_is_lost_and_lines_are_right(text: str) -> None:
    source = split(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    body = source.body.replace("\r\n", "\n").replace("\r", "\n")
    assert "\n".join(lines[source.body_line - 1 :]) == body
    if source.front is not None:
        front = source.front.replace("\r\n", "\n").replace("\r", "\n")
        assert "".join(line + "\n" for line in lines[source.front_line - 1 : source.body_line - 2]) == front
        assert lines[0] == "---"
        assert lines[source.body_line - 2] in ("---", "...")
    else:
        assert (source.front_line, source.body_line) == (1, 1)
