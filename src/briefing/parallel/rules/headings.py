"""What a link into a text may land on: its headings, and what the author gave a name."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from briefing.document.anchors import anchor_key
from briefing.document.model import Document, Kind
from briefing.document.parse import parse
from briefing.errors import InputError
from briefing.library.source import decode, read_bytes

_NAMED = re.compile(r"""\{[^{}\n]*#([\w:.-]+)|<[^<>\n]*\b(?:id|name)\s*=\s*["']?([\w:.-]+)""")
_OWN = re.compile(r"\s*\{#[\w:.-]+\}\s*\Z")


def anchors_of(document: Document, source: str) -> frozenset[str]:
    """Return the keys of what can be linked to in a text: headings, `{#names}` and HTML elements with an id."""
    counts: Counter[str] = Counter()
    found: set[str] = set()
    for block in document.blocks:
        if block.kind is Kind.HEADING:
            key = anchor_key(_OWN.sub("", block.text))
            # Most web sites number headings of the same words.
            found |= {key, anchor_key(block.text), f"{key}{counts[key] or ''}"}
            counts[key] += 1
    found |= {anchor_key(match[1] or match[2]) for match in _NAMED.finditer(source)}
    return frozenset(found)


class Headings:
    """The headings of texts that links lead to; each file is read once."""

    def __init__(self) -> None:
        self._known: dict[Path, frozenset[str] | None] = {}

    def of(self, path: Path) -> frozenset[str] | None:
        """Return the keys of what a link may land on in a Markdown file, or None if that can't be read."""
        if path not in self._known:
            self._known[path] = _read(path)
        return self._known[path]


def _read(path: Path) -> frozenset[str] | None:
    try:
        text = decode(read_bytes(path, path.name), path.name)
    except InputError:
        return None
    return anchors_of(parse(text, "de"), text)
