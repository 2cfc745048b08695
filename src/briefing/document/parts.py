"""One text as chunks that are parsed alone, each to exactly the blocks that the whole would give.

Reading changes nothing here, so a text may be read in several threads, each with a parser of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from briefing.document.blocks import EMPTY, Builder, Reading, read_tokens
from briefing.document.chunks import Chunks, cut
from briefing.document.inliner import Inliner
from briefing.document.look_ahead import Definitions, look_ahead
from briefing.document.model import Block, Kind, Lang
from briefing.document.plain_chunks import read_plain, read_quote
from briefing.document.plain_lists import read_lists
from briefing.document.ranges import whole
from briefing.document.reader import Reader
from briefing.document.source import find_body
from briefing.text import composed, one_line

_TITLE: Final = ord("1")


class Parts:
    """A file, cut.

    A title from elsewhere is a chunk of its own in front, unless the text begins with a heading of level 1.

    Args:
        data: the whole file as clean UTF-8 (see `text.is_clean`), front matter included.
        lang: its language, for the sentences.
        reader: one that no other thread uses now; not kept.
        title: becomes a heading of level 1 on the lines of the front matter (line 1 without).
    """

    def __init__(self, data: bytes, lang: Lang, reader: Reader, title: str | None = None) -> None:
        data = composed(data)  # labels are compared, in definitions and where they are mentioned
        start, self._first_line = find_body(data)
        self.lang = lang
        self._body = data[start:] if start else data
        self._chunks: Chunks = cut(self._body, reader)
        self._definitions: Definitions = look_ahead(self._body, self._chunks, reader)
        self._titled = 0
        self._title = _heading(title, max(1, self._first_line - 1))
        if self._title is not None and not self._begins_with_title(reader):
            self._titled = 1
        self.shapes = bytes([_TITLE] * self._titled) + self._chunks.shapes

    def __len__(self) -> int:
        return len(self.shapes)

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each footnote by its label, in the order of numbers."""
        return self._definitions.numbers

    def note_chunk(self, label: str) -> int | None:
        """Return the chunk that defines a footnote, or None."""
        chunk = self._definitions.notes.get(label)
        return None if chunk is None else chunk + self._titled

    def size(self, chunk: int) -> int:
        """Return the bytes of a chunk's source: a measure of its length that costs nothing."""
        if chunk < self._titled:
            return len(self._title.text) if self._title else 0
        start, end = self._range(chunk)
        return end - start

    def sizes(self) -> list[int]:
        """Return the bytes of each chunk's source."""
        ends = [*self._chunks.starts[1:], self._chunks.end]
        own = [end - start for start, end in zip(self._chunks.starts, ends, strict=False)]
        return [self.size(0), *own] if self._titled else own

    def source(self, chunk: int) -> str:
        """Return a chunk's Markdown; the title's is empty."""
        if chunk < self._titled:
            return ""
        start, end = self._range(chunk)
        return self._body[start:end].decode()

    def line(self, chunk: int, after: tuple[int, int] = (0, 0)) -> tuple[int, int]:
        """Return (offset of a chunk in the body, line feeds before it).

        Args:
            chunk: its index; for the title the answer is `after`.
            after: an answer for an earlier chunk, so that counting goes on from there.
        """
        if chunk < self._titled:
            return after
        start = self._range(chunk)[0]
        at, lines = after if after[0] <= start else (0, 0)
        return start, lines + self._body.count(b"\n", at, start)

    def read(self, chunk: int, reader: Reader, lines_before: int) -> Reading:
        """Parse one chunk.

        Args:
            chunk: its index.
            reader: one that no other thread uses now.
            lines_before: line feeds before the chunk in the body, from `line`.
        """
        if chunk < self._titled:
            return Reading((self._title,), {}) if self._title else EMPTY
        if chunk - self._titled in self._definitions.silent:
            return EMPTY
        source, line = self.source(chunk), self._first_line + lines_before
        inliner = Inliner(reader, self._definitions)
        block = read_plain(source, self.lang, line, inliner)
        if block:
            return Reading((block,), EMPTY.notes)
        builder = Builder(self.lang, self.numbers, inliner, line)
        if not (read_quote(source, line, builder) or read_lists(source, line, builder)):
            read_tokens(reader.blocks(source, self._definitions.env()), builder)
        return builder.result()

    def _begins_with_title(self, reader: Reader) -> bool:
        for chunk in range(len(self._chunks.starts)):
            blocks = self.read(chunk, reader, 0).blocks
            if blocks:
                return blocks[0].kind is Kind.HEADING and blocks[0].level == 1
        return False

    def _range(self, chunk: int) -> tuple[int, int]:
        starts = self._chunks.starts
        own = chunk - self._titled
        return starts[own], starts[own + 1] if own + 1 < len(starts) else self._chunks.end


def _heading(title: str | None, last_line: int) -> Block | None:
    text = one_line(title) if title else ""
    if not text:
        return None
    return Block(Kind.HEADING, text, (1, last_line), level=1, sentences=whole(text))
