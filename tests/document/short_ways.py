"""Markdown that tempts the ways around the parser, and the way through it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from hypothesis import strategies as st


@contextmanager
def the_long_way() -> Iterator[None]:
    """Have the parser asked about everything."""
    with (
        patch("briefing.document.parts.read_plain", lambda *_: None),
        patch("briefing.document.parts.read_lists", lambda *_: False),
        patch("briefing.document.parts.read_quote", lambda *_: False),
        patch("briefing.document.inliner.read_simple", lambda *_: None),
    ):
        yield


_INLINE = (
    "a", "b", "Ä", "1", " ", " ", "\n", "  ", "  \n", "\\\n", "\t", "\u00a0", "*", "*", "**", "**", "***", "_", "_",
    "__", "`", "`", "``", "[", "]", "(", ")", "[a]", "[A  b]", "[c][a]", "[c][]", "[^1]", "[^2]", "![", "](", "](/u)",
    "](https://a.de/x_y?z=%41&b)", "](https://a.de)", "](//a)", "](http://x.y/é)", "](<u>)", '](u "t")', "](a b)",
    "](a:b)", "](javascript:x)", "](%zz)", "](&amp;)", "[[b]]", "[x]", "[ ]", "!", "\\", "\\*", "\\[", "\\`", "\\/",
    "\\a", "&", "&amp;", "&#42;", "<", "<b>", "< ", "<3",
    "<https://a.de>", "<https://a.de/b_(c)?d&e>", "![a_b c](d.png)", "![](e)", "///", " @f", "(@g",
    "//", "https", "://", ":", "x.de/y", "@",
    "c@d.de", "~", "~~", ".", ",", "-", "„", "“", "…", "“*", "€", "#", "=", "|", "snake_case", "2*3*4", "\u0301",
)  # fmt: skip
_ENDS = ("", "", "", "\n\n[a]: /u 't'", "\n\n[^1]: n", "\n\n[A b]: <x y>\n\n[^2]: m", "\n\n[x]: /z")
_STARTS = ("- ", "* ", "+ ", "1. ", "2. ", "2) ", "10.  ", "-   ", "-     ", "* * ", "- 1. ", "- [ ] ", "-", "1.", "")
_WORDS = (
    "a", "Wort b", "c.", "1. d", "2) e", "# f", "> g", "`h`", "```", "---", "===", "- - -", ": i", "~ j", "| k |",
    "[l]: /m", "[^1]: n", "[x] o", "<p>", "*q*", "** r", "_s_", "+t", "-u", "#v", "12", "12.", "w  ", "x\\", "\u00a0y",
    "|-|", "a|b", "-|-", ":-", "\tz", "=", "- |", "[ ]", "[ ] a", "[x]  b",
)  # fmt: skip

_inline = st.lists(st.sampled_from(_INLINE), min_size=1, max_size=14).map("".join)
_line = st.tuples(
    st.sampled_from(["", "", *(" " * count for count in range(9)), "\t"]),
    st.sampled_from(_STARTS),
    st.sampled_from(_WORDS),
).map("".join)
_lines = st.lists(st.one_of(_line, _line, _line, st.just("")), min_size=1, max_size=9).map("\n".join)
_quote = st.lists(
    st.tuples(st.sampled_from(["> ", "> ", "> ", ">", ">  ", "", " > ", ">> "]), st.sampled_from((*_WORDS, ""))).map(
        "".join
    ),
    min_size=1,
    max_size=6,
).map("\n".join)


def tempting_texts() -> st.SearchStrategy[str]:
    """Return texts with much markup in them that nearly means something, and lists that nearly are lists."""
    text = st.one_of(_inline, _lines, _quote, st.tuples(st.sampled_from(_STARTS), _inline).map("".join))
    return st.tuples(text, st.sampled_from(_ENDS)).map("".join)
