"""Chunks are the same as the whole for whatever hypothesis makes of lines that begin, end or break something."""

from __future__ import annotations

import pickle

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document.chunks import cut
from briefing.document.look_ahead import look_ahead
from briefing.document.source import split
from briefing.text import clean

from .chunk_checks import difference, in_chunks
from .strategies import markdown_documents

LINES = (
    "word", "word | cell", "lazy", "  two", "   three", " one", "    code", "\tcode", "      deep", "-", "- item",
    "* b", "+ c", "1. d", "2) e", "  - f", "   * g", "10. h", "    - i", "1.\t\ttab", "-   \t", "- - -", "***",
    "- ```", "- <!--", "---", "===", "|---|---|", "---|---", "| a | b |", "| a |", ":-:", "# head", "## h | x",
    "######", "#no", "> quote", ">", "> - list", "> ```", "> : def", ">> <pre>", "```", "````", "```py", "```x|y",
    "``` a`b", "  ```", "    ```", "~~~", "~~~~ a`", " ~~~", "`````", ": def", "~ def", "  : def", "      : deep",
    "\t~ def", ":", "~", "term", "[^1]: note", "[^n]: - x", "[^2]: ```", "[^1]:", "[^a]: [^b]: c", "[^1] and [^n]",
    "\\[^1]", "`[^n]`", "[ref]: /url", "[ref]: /other", "[ref]: /u 'title", "[ref]:", "[R2]: <a b>", "'title'",
    "title'", "[ref] and [r2]", "[ref\\", "<div>", "</div>", "<!-- c", "<!-- c -->", "-->", "--> x", "<?php", "?>",
    "<!X", ">x", "<![CDATA[", "]]>", "<pre>", "</pre>", "<PRE x", "<script>", "</script>", "<style", "<textarea",
    "<span>", "<b>x</b> y", "<https://a.b>", "ä\u00a0ö", "\u2028", "",
)  # fmt: skip
ENDS = ("\n", "\n", "\n\n", "\n\n", "\n\n\n", "\n \n", "\n\t\n", "\n\n    ", "\n\n  ", "\n  ", "\n    ")


def nasty_documents() -> st.SearchStrategy[str]:
    """Return documents made of lines and what stands between them."""
    line = st.tuples(st.sampled_from(LINES), st.sampled_from(ENDS)).map("".join)
    return st.lists(line, max_size=14).map("".join)


@settings(max_examples=800)
@given(nasty_documents())
def test_nasty_lines_are_the_same_in_chunks(text: str) -> None:
    assert difference(text) is None


@settings(max_examples=60)
@given(markdown_documents(), markdown_documents())
def test_documents_are_the_same_in_chunks(first: str, second: str) -> None:
    for joint in ("\n", "\n\n"):
        assert difference(split(clean(first + joint + second)).body) is None


@settings(max_examples=200)
@given(nasty_documents())
def test_chunks_are_the_whole_text_and_stay_what_they_are(text: str) -> None:
    chunks = in_chunks(text)
    assert b"".join(chunks).decode() == (text if text.strip(" \t\n") else "")
    assert all(chunk.strip(b" \t\n") for chunk in chunks)


@settings(max_examples=200)
@given(nasty_documents())
def test_footnotes_are_numbered_from_one_and_point_to_their_chunks(text: str) -> None:
    data = text.encode()
    chunks = cut(data)
    found = look_ahead(data, chunks)
    assert list(found.numbers.values()) == list(range(1, len(found.notes) + 1))
    assert set(found.numbers) == set(found.notes) == {label[1:] for label in found.labels}
    parts = in_chunks(text)
    assert all(f"[^{label}]:".encode() in parts[chunk] for label, chunk in found.notes.items())
    assert pickle.loads(pickle.dumps(found)) == found
