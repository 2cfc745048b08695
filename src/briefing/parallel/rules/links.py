"""Relative links to files that aren't there, and to headings that they don't have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from briefing.document.anchors import anchor_key
from briefing.document.model import Mark
from briefing.i18n import n_
from briefing.library.discovery import SUFFIXES
from briefing.library.model import Problem
from briefing.parallel.rules.case import Case, Text
from briefing.parallel.rules.headings import anchors_of

_IMAGES: Final = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_MADE = re.compile(r"(?:top|fn(?:ref)?[:\d-].*)?", re.IGNORECASE)
"""Anchors that web sites make by themselves: the top of the page, footnotes and the way back from them."""


def dead_links(case: Case) -> Iterator[Problem]:
    """Yield links to Markdown files, and images, that name no file beside the text."""
    for text in case.texts.values():
        folder = text.edition.path.parent
        for block in text.document.blocks:
            for span in block.spans:
                if span.mark in (Mark.LINK, Mark.IMAGE) and _is_dead(folder, span.target, span.mark):
                    message = n_("There is no file {target}.")
                    yield text.problem(text.line_of(block, span.target), "link-dead", message, target=span.target)


def dead_anchors(case: Case) -> Iterator[Problem]:
    """Yield links to headings that their text, or the Markdown file they name, doesn't have."""
    for text in case.texts.values():
        own: frozenset[str] | None = None
        for block in text.document.blocks:
            for span in block.spans:
                path, _, fragment = span.target.partition("#")
                name = unquote(fragment)
                if span.mark is not Mark.LINK or _MADE.fullmatch(name) or not (path == "" or _is_text(path)):
                    continue
                if path:
                    there = _anchors_beside(case, text, path)
                else:
                    there = own = own or anchors_of(text.document, "\n".join(text.lines))
                if there is not None and anchor_key(name) not in there:
                    message = n_("There is no heading “{heading}” in {path}.")
                    where = path or text.edition.rel
                    line = text.line_at(block, span.start, span.end)
                    yield text.problem(line, "anchor-dead", message, heading=name, path=where)


def _anchors_beside(case: Case, text: Text, path: str) -> frozenset[str] | None:
    """Return what can be linked to in a file beside a text, or None if there is no such file."""
    file = text.edition.path.parent / unquote(path.split("?", 1)[0])
    try:
        return case.headings.of(file.resolve()) if file.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def _is_text(path: str) -> bool:
    """Return whether an address is that of a Markdown file beside the text."""
    name = unquote(path.split("?", 1)[0])
    return _is_ours(name) and name.lower().endswith(SUFFIXES)


def _is_ours(name: str) -> bool:
    """Return whether an address is relative.

    Addresses from the root of a web site, of another host or with a scheme are none of ours. A backslash is not part
    of an address, and on some systems it would reach out to the network.
    """
    return bool(name) and not (name.startswith("/") or "\\" in name or _SCHEME.match(name))


def _is_dead(folder: Path, target: str, mark: Mark) -> bool:
    """Return whether a target is a relative file of a kind that we know and isn't there."""
    name = unquote(target.split("#", 1)[0].split("?", 1)[0])
    if not _is_ours(name) or not name.lower().endswith(SUFFIXES if mark is Mark.LINK else (*_IMAGES, *SUFFIXES)):
        return False
    try:
        return not (folder / name).is_file()
    except (OSError, ValueError):
        return True
