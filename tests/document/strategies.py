"""Markdown as hypothesis makes it: all constructs mixed, both languages, hostile characters, broken syntax."""

from __future__ import annotations

from hypothesis import strategies as st

GERMAN = (
    "Das Modell kostet ca. 3,5 Mio. Euro.",
    "Am 5. August 2025 erschien GPT-5, z. B. in Köln.",
    "„Ist das wahr?“, fragte Dr. Weiß.",
    "Größere Straßen (siehe S. 12 ff.) führen weiter…",
    "o3-mini schlägt gpt-oss-20b!",
    "U\u0308ber allem: Ruh",
)
ENGLISH = (
    "The model costs approx. 3.5 million dollars.",
    "On Aug. 5, 2025 it came, e.g. in the U.S. market.",
    "“Really?” asked Mr. Smith.",
    "Longer words (see p. 12) follow...",
    "It ended. (Or so they say.) Nobody knew.",
    "iPhone users didn't care",
)
SURROGATE = "\ud800"
HOSTILE = (
    "\u202eevil\u202c", "\x1b[31mred\x1b[0m", "so\u00adft", "\u200bzero", "\x07bell", "\ufeff", "nul\x00", "\x9b2J",
    "&#x202E;", "&shy;", "&#0;", "&#27;[2J", "&nbsp;", "&#10;line", "&#13;", "&#9;tab", "&#12;", "&zwnj;", "\u2028",
    "\x85", "e&#x301;", "\U000e0041", "<https://a.b/%E2%80%AE%1B%5B2J>", SURROGATE, "👩\u200d👩", "\t", "\v", "\x0c",
)  # fmt: skip
INLINE = (
    "**stark**", "*kursiv*", "_x_", "~~weg~~", "`code.  Mehr`", "``a ` b``", "[Link](https://a.b/c_d)", "[t][r1]",
    "[r1]", "[r2]: nicht", "![Bild *alt*](i.png)", "![](leer.png)", "[![alt](i.png)](u)", "<https://a.b/x.y>",
    "https://example.org/a_b.", "mail@example.org", "[^1]", "[^note]", "[^weg]", "^[inline]", "<b>fett</b>", "<br>",
    "<!-- still -->", "&amp;", "&copy;", "\\*kein\\*", "a|b", "***beides***", "**offen", "`offen", "[offen](",
    "![offen", "<offen", "  \n", "\\\n", "z. B.", "README.md", "[](x)", "* ", "_ _", "****", "[ ]", "[x] ",
    "**a [b](c) `d`**", "[a **b](c) d**", "~~~", "[js](javascript:x)",
)  # fmt: skip
LEADS = (
    "", "# ", "### ", "> ", "- ", "* ", "1. ", "7) ", "- [ ] ", "- [x] ", "    ", "\t", "  ", "| ", ": ", "[^1]: ",
    "[^note]: ", "[r1]: ", "```", "~~~", "<div>", "---", "***", "===", ">> ", "+   ", "1. - > ", "\u00a0",
)  # fmt: skip
FRONTS = ("---\ntitle: Ä\n---\n", "---\n---\n", "---\ntitle: [offen\n", "---\na: |\n  x\n  ---\n...\n")

_words = st.sampled_from(GERMAN + ENGLISH)
_noise = st.text(alphabet="ab Ä ß.!?*_`[]()<>#|~\\&;:-+=1\n\t\u0301\u202e\x1b", max_size=12)
_piece = st.one_of(_words, _words, st.sampled_from(INLINE), st.sampled_from(INLINE), st.sampled_from(HOSTILE), _noise)


def inline_markdown(max_pieces: int = 6) -> st.SearchStrategy[str]:
    """Return one paragraph's source: words, markup and what breaks it, on one or more lines."""
    joint = st.sampled_from([" ", " ", "", "\n"])
    return st.lists(st.tuples(_piece, joint), min_size=1, max_size=max_pieces).map(
        lambda pieces: "".join(piece + after for piece, after in pieces).strip("\n") or "x"
    )


def _indent(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(rest + line if line.strip() else line for line in lines[1:])])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("\n", " ").replace("|", "\\|") for cell in cells) + " |"


def _table(rows: list[list[str]]) -> str:
    rules = [":--", "--:", ":-:"][: len(rows[0])]
    return "\n".join([_row(rows[0]), _row(rules), *(_row(row) for row in rows[1:])])


def _leaves() -> st.SearchStrategy[str]:
    text = inline_markdown()
    line = inline_markdown(3).map(lambda value: value.replace("\n", " "))
    return st.one_of(
        text,
        text,
        st.tuples(st.integers(1, 6), line).map(lambda pair: "#" * pair[0] + " " + pair[1]),
        line.map(lambda value: value + "\n==="),
        st.tuples(st.sampled_from(["", "py", "rust ignore"]), text).map(lambda pair: f"```{pair[0]}\n{pair[1]}\n```"),
        text.map(lambda value: _indent(value, "    ", "    \t")),
        st.lists(st.lists(line, min_size=2, max_size=2), min_size=1, max_size=3).map(_table),
        text.map(lambda value: f"<div>\n{value}\n</div>"),
        st.tuples(line, text).map(lambda pair: f"{pair[0]}\n: " + _indent(pair[1], "", "  ")),
        st.tuples(st.sampled_from(["1", "note", "einsam"]), text).map(
            lambda pair: f"[^{pair[0]}]: " + _indent(pair[1], "", "    ")
        ),
        st.sampled_from(["---", "* * *", "[r1]: https://a.b 'T'", "[^1]:", "-", "3.", ">", "<!-- a\n\nb", "```", ""]),
        st.lists(st.tuples(st.sampled_from(LEADS), line), min_size=1, max_size=4).map(
            lambda lines: "\n".join(lead + value for lead, value in lines)
        ),
    )


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blocks = st.lists(inner, min_size=1, max_size=3)
    joints = st.sampled_from(["\n", "\n\n"])

    def items(parts: tuple[list[str], str, str]) -> str:
        content, marker, joint = parts
        return joint.join(_indent(item, marker, " " * len(marker)) for item in content)

    return st.one_of(
        st.tuples(blocks, st.sampled_from(["- ", "* ", "1. ", "12) ", "- [x] "]), joints).map(items),
        blocks.map(lambda content: _indent("\n\n".join(content), "> ", "> ")),
        blocks.map(lambda content: "[^note]: " + _indent("\n\n".join(content), "", "    ")),
    )


def markdown_blocks() -> st.SearchStrategy[str]:
    """Return the source of one block, containers with blocks in them included."""
    return st.one_of(inline_markdown(), st.recursive(_leaves(), _nested, max_leaves=6))


@st.composite
def markdown_documents(draw: st.DrawFn, max_blocks: int = 8, surrogates: bool = False) -> str:
    """Draw a whole file: blocks of every kind, now and then front matter, a byte order mark, other line ends.

    Without `surrogates` it can be written as UTF-8.
    """
    blocks = draw(st.lists(markdown_blocks(), max_size=max_blocks))
    text = draw(st.sampled_from(["\n\n", "\n\n", "\n"])).join(blocks)
    if draw(st.integers(0, 4)) == 0:
        text = draw(st.sampled_from(FRONTS)) + text
    if draw(st.integers(0, 9)) == 0:
        text = "\ufeff" + text
    ending = draw(st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"]))
    return (text if surrogates else text.replace(SURROGATE, "?")).replace("\n", ending)
