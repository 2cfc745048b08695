"""Relative links to files that aren't there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from briefing.document.model import Mark
from briefing.i18n import n_
from briefing.library.discovery import SUFFIXES
from briefing.library.model import Problem
from briefing.parallel.rules.case import Case

_IMAGES: Final = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def dead_links(case: Case) -> Iterator[Problem]:
    """Yield links to Markdown files, and images, that name no file beside the text."""
    for text in case.texts.values():
        folder = text.edition.path.parent
        for block in text.document.blocks:
            for span in block.spans:
                if span.mark in (Mark.LINK, Mark.IMAGE) and _is_dead(folder, span.target, span.mark):
                    message = n_("There is no file {target}.")
                    yield text.problem(text.line_of(block, span.target), "link-dead", message, target=span.target)


def _is_dead(folder: Path, target: str, mark: Mark) -> bool:
    """Return whether a target is a relative file of a kind that we know and isn't there.

    Addresses from the root of a web site, of another host or with a scheme are none of ours. A backslash is not part
    of an address, and on some systems it would reach out to the network.
    """
    name = unquote(target.split("#", 1)[0].split("?", 1)[0])
    if not name or name.startswith("/") or "\\" in name or _SCHEME.match(name):
        return False
    if not name.lower().endswith(SUFFIXES if mark is Mark.LINK else (*_IMAGES, *SUFFIXES)):
        return False
    try:
        return not (folder / name).is_file()
    except (OSError, ValueError):
        return True
