"""The content of paragraphs, headings and cells to plain text: by the short way where it leads, else by the parser."""

from __future__ import annotations

from briefing.document.inline import Inline, read_inline
from briefing.document.look_ahead import Definitions
from briefing.document.reader import Reader
from briefing.document.simple_inline import normalised, read_simple


class Inliner:
    """Reads inline Markdown of one text.

    Args:
        reader: one that no other thread uses now.
        definitions: those of the text.
    """

    def __init__(self, reader: Reader, definitions: Definitions) -> None:
        self._reader = reader
        self._definitions = definitions

    def read(self, content: str) -> Inline:
        """Return a content, which has no white space at either end, as plain text with spans."""
        definitions = self._definitions
        found = read_simple(content, definitions.references, definitions.labels)
        return read_inline(self._reader.inline(content, definitions.env())) if found is None else found

    def is_link(self, label: str) -> bool:
        """Return whether a label in brackets is a link by itself."""
        return normalised(label) in self._definitions.references
