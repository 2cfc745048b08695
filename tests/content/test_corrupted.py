"""What goes wrong in one language of a shipped text is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.document.model import LANGS, Lang
from briefing.library.catalogue import Catalogue
from briefing.parallel.check import check_library

from .reading import CONTENT, plan

SLUGS = list(plan())


def codes(folder: Path) -> set[str]:
    """Return what the check finds in a folder."""
    return {problem.code for problem in check_library(Catalogue(None).scan([folder]))}


def body(text: str) -> tuple[str, str]:
    """Return a file's front matter, and its text."""
    front, _, rest = text[4:].partition("\n---\n")
    return f"---\n{front}\n---\n", rest


def other_figure(text: str) -> str:
    """Change the first figure of a sentence that is none of a link, footnote or heading."""
    front, rest = body(text)
    lines = rest.split("\n")
    for at, line in enumerate(lines):
        prose = re.sub(r"\[\^[^\]]*\]|\]\([^)]*\)", lambda match: "x" * len(match[0]), line)
        found = re.search(r"(?<![\w.,-])\d{2,}(?![\w,.-]*\w)", prose)
        if found and not line.startswith(("#", "[^", "|")):
            figure = found[0]
            lines[at] = line[: found.start()] + str(int(figure) + 13) + line[found.end() :]
            return front + "\n".join(lines)
    raise AssertionError("no figure")


def without_footnote(text: str) -> str:
    """Remove the text of the first footnote."""
    return re.sub(r"(?m)^\[\^1\]:.*\n", "", text, count=1)


def without_mention(text: str) -> str:
    """Remove each mention of the second footnote."""
    return re.sub(r"\[\^2\](?!:)", "", text)


def without_paragraph(text: str) -> str:
    """Remove the second paragraph of the second section."""
    parts = re.split(r"\n\n", text)
    prose = [at for at, part in enumerate(parts) if at > 1 and re.match(r"[^#|\[-]", part.strip())]
    del parts[prose[2]]
    return "\n\n".join(parts)


CORRUPTIONS: dict[str, tuple[Callable[[str], str], set[str]]] = {
    "figure": (other_figure, {"figure"}),
    "footnote-text": (without_footnote, {"footnote"}),
    "footnote-mention": (without_mention, {"footnote"}),
    "paragraph": (without_paragraph, {"block", "row", "counterpart"}),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("what", CORRUPTIONS)
def test_it_is_found(what: str, slug: str, lang: Lang, tmp_path: Path) -> None:
    corrupt, expected = CORRUPTIONS[what]
    for each in LANGS:
        text = (CONTENT / f"{slug}.{each}.md").read_text(encoding="utf-8")
        changed = corrupt(text) if each == lang else text
        assert (changed != text) == (each == lang)
        # Links to other texts would be dead here.
        (tmp_path / f"{slug}.{each}.md").write_text(re.sub(r"\]\([^)h#]*\.md[^)]*\)", "]", changed), encoding="utf-8")
    found = codes(tmp_path)
    assert any(code.startswith(word) for code in found for word in expected), found
