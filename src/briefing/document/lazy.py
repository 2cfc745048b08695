"""A text whose chunks are parsed when they are looked at: what the reader works on, whatever the length."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from briefing.document.blocks import Reading
from briefing.document.model import Block, BlockKey, Box, Document, Lang
from briefing.document.parse import read_all
from briefing.document.parts import Parts
from briefing.document.reader import Reader

KEPT: Final = 4096
"""Chunks whose blocks are kept; the one that was looked at longest ago goes first."""


class LazyDocument:
    """One edition, parsed chunk by chunk on demand; blocks are named by keys instead of running numbers.

    For one thread at a time, except `whole`.

    Args:
        data: the whole file as clean UTF-8 (see `text.is_clean`).
        lang: its language.
        title: a title from elsewhere, as in `parse.parse`.
    """

    def __init__(self, data: bytes, lang: Lang, title: str | None = None) -> None:
        self._reader = Reader()
        self._parts = Parts(data, lang, self._reader, title)
        self._kept: dict[int, Reading] = {}
        self._place = (0, 0)
        self.lang = lang
        self.parsed = 0
        """How many chunks were parsed so far; for tests that guard the work done."""

    def __len__(self) -> int:
        return len(self._parts)

    @property
    def shapes(self) -> bytes:
        """A letter for what each chunk begins with; see `chunks.Chunks`."""
        return self._parts.shapes

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each footnote by its label."""
        return self._parts.numbers

    def sizes(self) -> list[int]:
        """Return the bytes of each chunk's source, known without parsing."""
        return self._parts.sizes()

    def source(self, chunk: int) -> str:
        """Return a chunk's Markdown."""
        return self._parts.source(chunk)

    def blocks(self, chunk: int) -> tuple[Block, ...]:
        """Return the blocks of a chunk; there may be none."""
        return self._read(chunk).blocks

    def block(self, key: BlockKey) -> Block:
        """Return the block that a key names.

        Raises:
            IndexError: there is no such block.
        """
        return self._read(key.chunk).blocks[key.item]

    def has(self, key: BlockKey) -> bool:
        """Return whether there is a block of this name."""
        return 0 <= key.chunk < len(self) and 0 <= key.item < len(self.blocks(key.chunk))

    def step(self, key: BlockKey, step: int) -> BlockKey | None:
        """Return the next (`step` 1) or previous (-1) block, or None at the ends."""
        index = key.item + step
        if 0 <= index < len(self.blocks(key.chunk)):
            return BlockKey(key.chunk, index)
        chunk = key.chunk + step
        while 0 <= chunk < len(self):
            count = len(self.blocks(chunk))
            if count:
                return BlockKey(chunk, 0 if step > 0 else count - 1)
            chunk += step
        return None

    def first(self) -> BlockKey | None:
        """Return the first block, or None where there is none."""
        return BlockKey(0, 0) if len(self) and self.blocks(0) else self.step(BlockKey(0, -1), 1) if len(self) else None

    def last(self) -> BlockKey | None:
        """Return the last block, or None where there is none."""
        return self.step(BlockKey(len(self), 0), -1) if len(self) else None

    def note(self, label: str) -> BlockKey | None:
        """Return the first block of a footnote, or None if it isn't defined."""
        chunk = self._parts.note_chunk(label)
        index = None if chunk is None else self._read(chunk).notes.get(label)
        return None if chunk is None or index is None else BlockKey(chunk, index)

    def note_blocks(self, label: str) -> list[BlockKey]:
        """Return all blocks of a footnote; none if it isn't defined."""
        first = self.note(label)
        found = [first] if first else []
        here = self.step(first, 1) if first else None
        while here and here.chunk == found[0].chunk:
            boxes = self.block(here).containers
            if not boxes or boxes[0].box is not Box.FOOTNOTE or boxes[0].opens:
                break
            found.append(here)
            here = self.step(here, 1)
        return found

    def headings(self, first: int = 0, last: int | None = None) -> list[int]:
        """Return the chunks in a half-open range that begin with a heading; nothing is parsed."""
        shapes = self.shapes
        end = len(shapes) if last is None else last
        return [chunk for chunk in range(max(0, first), end) if shapes[chunk] in b"123456"]

    def whole(self) -> Document:
        """Parse all of it; may be called from any thread, and shares nothing with this object."""
        return read_all(self._parts, Reader())

    def _read(self, chunk: int) -> Reading:
        reading = self._kept.pop(chunk, None)
        if reading is None:
            reading = self._parse(chunk)
        self._kept[chunk] = reading
        return reading

    def _parse(self, chunk: int) -> Reading:
        if not 0 <= chunk < len(self):
            return Reading((), {})
        self.parsed += 1
        self._place = self._parts.line(chunk, self._place)
        if len(self._kept) >= KEPT:
            del self._kept[next(iter(self._kept))]
        return self._parts.read(chunk, self._reader, self._place[1])
