"""Chunks that can only be a paragraph, a heading, fenced code or a quote, read without the parser's block rules.

Every line of such a chunk begins with something that no block rule takes up, so there is nothing for them to decide.
What is answered is exactly what the parser would say; where that isn't certain, the answer is None.
"""

from __future__ import annotations

import re
from typing import Final

from briefing.document.blocks import Builder, code_block, heading_block, paragraph_block
from briefing.document.inliner import Inliner
from briefing.document.model import Block, Box, Lang

HARMLESS: Final = (
    r"(?:[^\s#>+*_`~<=:|\[0-9-]"  # letters, and punctuation that begins nothing
    r"|[0-9]+(?![0-9.)])|[0-9]+[.)](?=\S)"  # a number that counts no item
    r"|\*{1,2}[^\s*]|_{1,2}[^\s_]|`{1,2}[^\s`]"  # neither item nor rule nor fence
    r"|[-+:][^\s:|+-]|#[^\s#]"
    r"|\[(?!\^))"  # no note; link definitions are kept out by what follows them
)
"""How a line begins that neither begins a block, be it indented or not, nor changes the one above it."""
_LINE: Final = HARMLESS + r"[^\n]*"
_PARAGRAPH = re.compile(rf"(\n*)({_LINE}(?:\n{_LINE})*)[ \t\n]*\Z")
_HEADING = re.compile(r"(\n*)(#{1,6})[ \t]+([^\s#][^\n]*)[ \t\n]*\Z")
_CODE = re.compile(r"(\n*)```([^`\n]*)\n((?:(?! {0,3}```)[^\n]*\n)*)```[ \t\n]*\Z")
_QUOTE = re.compile(rf"(\n*)(> {_LINE}(?:\n> {_LINE}|\n> ?(?=\n))*)[ \t\n]*\Z")


def read_plain(source: str, lang: Lang, first_line: int, inliner: Inliner) -> Block | None:
    """Return the one block of a chunk, or None if it takes the block rules to know.

    Args:
        source: the chunk.
        lang: its language, for the sentences.
        first_line: 1-based line of the file on which it begins.
        inliner: reads what they contain.
    """
    if match := _HEADING.match(source):
        content = match[3].rstrip(" \t")
        if content[-1] == "#" or content[-1].isspace():
            return None
        line = first_line + len(match[1])
        return heading_block(inliner.read(content), (line, line), len(match[2]))
    if match := _PARAGRAPH.match(source):
        content = match[2].rstrip(" \t")
        if content[-1].isspace() or (content[0] == "[" and "]:" in content):
            return None
        line = first_line + len(match[1])
        return paragraph_block(inliner.read(content), (line, line + content.count("\n")), lang)
    if match := _CODE.match(source):
        line = first_line + len(match[1])
        return code_block(match[3], (line, line + match[3].count("\n") + 1), match[2])
    return None


def read_quote(source: str, first_line: int, builder: Builder) -> bool:
    """Give the paragraphs of a quote to a builder; return False, and tell it nothing, if the chunk isn't such a quote.

    Args:
        source: the chunk.
        first_line: 1-based line of the file on which it begins.
        builder: what makes blocks of what is found.
    """
    match = _QUOTE.match(source)
    if not match or "]:" in match[2] or "\t" in match[2]:
        return False
    found: list[tuple[str, int]] = []
    lines = [line[2:] for line in match[2].split("\n")]
    for number, line in enumerate(lines, first_line + len(match[1])):
        if not line:
            continue
        if found and found[-1][1] + found[-1][0].count("\n") + 1 == number:
            found[-1] = f"{found[-1][0]}\n{line}", found[-1][1]
        else:
            found.append((line, number))
    found = [(content.rstrip(" "), line) for content, line in found]
    if any(content[-1].isspace() for content, _ in found):
        return False
    builder.open_box(Box.QUOTE, found[0][1])
    for content, line in found:
        builder.paragraph(content, (line, line + content.count("\n")))
    builder.close_box()
    return True
