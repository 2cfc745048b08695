"""Changes of Markdown source that change nothing a reader reads; made on the source and parsed again."""

from __future__ import annotations

import re
from random import Random

_WORD = re.compile(r"(?<=[a-zäöüß,] )[A-Za-zÄÖÜäöüß]{4,}(?= [a-zäöüß])")
_BULLET = re.compile(r"^- ", re.MULTILINE)
_EXPLANATION = re.compile(r"[:~][ \t]")


def remarked(source: str, random: Random, level: int) -> str:
    """Return the source with words set in bold, italics and links, other bullets and other line breaks."""
    fenced, raw, front = False, False, source.startswith("---\n")
    lines: list[str] = []
    all_lines = source.split("\n")
    for number, line in enumerate(all_lines):
        if front:
            front = number == 0 or line != "---"
        elif line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            raw = False
        elif raw or line.lstrip().startswith("<"):
            raw = bool(line.strip())  # HTML as it stands, up to a blank line
        elif not fenced and line[:1].isalpha() and not re.search(r"[`\[\]<>|*_$\\{}&]|://", line):
            # Each line above an explanation is a term of its own.
            is_term = _EXPLANATION.match("\n".join(all_lines[number + 1 : number + 3]).lstrip("\n")) is not None
            line = _emphasised(line, random, level, breaks=not is_term)  # noqa: PLW2901 - the line as it is written now
        lines.append(line)
    text = "\n".join(lines)
    if random.random() < 0.5 or "```" in text or "~~~" in text or "\n* " in text:
        return text  # a line of code may begin like an item
    return _BULLET.sub("* ", text)


def _emphasised(line: str, random: Random, level: int, *, breaks: bool) -> str:
    def one(match: re.Match[str]) -> str:
        if random.random() > (0.03, 0.1, 0.3)[level - 1]:
            return match.group()
        how = random.choice(("**{}**", "*{}*", "[{}](https://example.org/x)", "_{}_", "***{}***"))
        return how.format(match.group())

    line = _WORD.sub(one, line)
    space = line.find(" ", len(line) // 2)
    # A word that begins a line could be a mark of a list; a plain word can't.
    if (
        breaks
        and space > 0
        and line[space + 1 : space + 2].isalpha()
        and random.random() < 0.3
        and not line.endswith("  ")
    ):
        return f"{line[:space]}\n{line[space + 1 :]}"
    return line
