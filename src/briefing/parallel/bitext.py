"""Two texts side by side, paired and parsed where they are looked at: what the reader works on.

It gives exactly the rows of `pairing.pair`, in the same order, but names them without knowing how many stand before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from briefing.document.lazy import KEPT, LazyDocument
from briefing.document.model import Block, BlockKey, Lang, other
from briefing.parallel.model import Pair, Parallel, Row
from briefing.parallel.pairing import pair, pair_blocks, pair_sentences
from briefing.parallel.stretches import plan


class RowKey(NamedTuple):
    """Names a row without knowing how many stand before it; keys sort in reading order.

    Attributes:
        stretch: index of the stretch, which is two chunks side by side or one alone.
        item: index among the stretch's rows.
    """

    stretch: int
    item: int


TOP: Final = RowKey(0, 0)


class _Stretch(NamedTuple):
    """A stretch that was looked at: its rows, with block indexes inside the chunks, and the row of each block."""

    rows: tuple[Row, ...]
    of: Mapping[Lang, Sequence[int]]


class Bitext:
    """One or two texts as an ordered list of rows. For one thread at a time, except `parallel`.

    Args:
        texts: by language; at least one.
    """

    def __init__(self, texts: Mapping[Lang, LazyDocument]) -> None:
        self.texts = texts
        shapes = {lang: text.shapes for lang, text in texts.items()}
        self._plan = plan(shapes.get("de"), shapes.get("en"))
        self._kept: dict[int, _Stretch] = {}
        self._counts: dict[int, int] = {}
        self._sums = [0]

    def __len__(self) -> int:
        """The number of stretches."""
        return self._plan.size

    @property
    def langs(self) -> tuple[Lang, ...]:
        """The languages that are there, German first."""
        return tuple(lang for lang in ("de", "en") if lang in self.texts)

    def chunk(self, stretch: int, lang: Lang) -> int:
        """Return the chunk of one side of a stretch, or -1."""
        return self._plan.side(lang)[stretch] if lang in self.texts else -1

    def chunks(self, lang: Lang) -> Sequence[int]:
        """Return the chunk of one side of every stretch, -1 where there is none."""
        return self._plan.side(lang)

    # --- rows -------------------------------------------------------------------------------------------------------

    def rows(self, stretch: int) -> tuple[Row, ...]:
        """Return the rows of a stretch, with block indexes inside its chunks."""
        return self._open(stretch).rows

    def row(self, key: RowKey) -> Row:
        """Return one row, with block indexes inside its chunks."""
        return self._open(key.stretch).rows[key.item]

    def has(self, key: RowKey) -> bool:
        """Return whether there is a row of this name."""
        return 0 <= key.stretch < len(self) and 0 <= key.item < len(self.rows(key.stretch))

    def step(self, key: RowKey, step: int) -> RowKey | None:
        """Return the next (`step` 1) or previous (-1) row, or None at the ends."""
        index = key.item + step
        if index >= 0 and 0 <= key.stretch < len(self) and index < len(self.rows(key.stretch)):
            return RowKey(key.stretch, index)
        stretch = key.stretch + step
        while 0 <= stretch < len(self):
            count = len(self.rows(stretch))
            if count:
                return RowKey(stretch, 0 if step > 0 else count - 1)
            stretch += step
        return None

    def first(self) -> RowKey | None:
        """Return the first row, or None where there is none."""
        return self.step(RowKey(-1, 0), 1)

    def last(self) -> RowKey | None:
        """Return the last row, or None where there is none."""
        return self.step(RowKey(len(self), 0), -1)

    def walk(self, key: RowKey, step: int) -> Iterator[RowKey]:
        """Yield `key` and the rows after it (`step` 1) or before it (-1)."""
        here: RowKey | None = key
        while here is not None:
            yield here
            here = self.step(here, step)

    def blocks(self, key: RowKey, lang: Lang) -> list[tuple[BlockKey, Block]]:
        """Return the blocks of one side of a row; none if it has none or the language isn't there."""
        chunk = self.chunk(key.stretch, lang)
        if chunk < 0:
            return []
        blocks = self.texts[lang].blocks(chunk)
        return [(BlockKey(chunk, index), blocks[index]) for index in self.row(key).side(lang)]

    def row_of(self, lang: Lang, block: BlockKey) -> RowKey:
        """Return the row that a block is in."""
        stretch = self._plan.of(lang)[block.chunk]
        return RowKey(stretch, self._open(stretch).of[lang][block.item])

    # --- sentences --------------------------------------------------------------------------------------------------

    def pair_of(self, lang: Lang, block: BlockKey, sentence: int) -> Pair | None:
        """Return the pair that holds a sentence, with block indexes inside its chunks; None if there is none."""
        key = self.row_of(lang, block)
        sides = {each: self._side(key.stretch, each) for each in ("de", "en")}
        for found in pair_sentences(self.row(key), sides["de"], sides["en"]):
            if (block.item, sentence) in found.side(lang):
                return found
        return None

    def counterparts(self, lang: Lang, block: BlockKey, sentence: int) -> tuple[list[tuple[BlockKey, int]], float]:
        """Return the sentences of the other side that say the same, as (block, sentence), and how sure that is."""
        found = self.pair_of(lang, block, sentence) if len(self.texts) == 2 else None
        if found is None:
            return [], 0.0
        chunk = self.chunk(self._plan.of(lang)[block.chunk], other(lang))
        return [(BlockKey(chunk, index), at) for index, at in found.side(other(lang))], found.confidence

    # --- numbers ----------------------------------------------------------------------------------------------------

    def number(self, key: RowKey) -> int | None:
        """Return how many rows stand before a row, or None while that isn't known."""
        self._sum_up()
        return self._sums[key.stretch] + key.item if key.stretch < len(self._sums) else None

    def guess(self, key: RowKey) -> int:
        """Return about how many rows stand before a row; exactly, once that is known."""
        known = self.number(key)
        if known is not None:
            return known
        counted = len(self._sums) - 1
        average = self._sums[-1] / counted if counted else 1.0
        return self._sums[-1] + round((key.stretch - counted) * average) + key.item

    def find(self, number: int, *, parse: bool = True) -> RowKey | None:
        """Return the row with a number, parsing what stands before it; None beyond the end or below 0.

        Without `parse` it is None as long as the row isn't counted yet.
        """
        self._sum_up()
        while parse and self._sums[-1] <= number and len(self._sums) <= len(self):
            self.rows(len(self._sums) - 1)
            self._sum_up()
        if not 0 <= number < self._sums[-1]:
            return None
        stretch = bisect_right(self._sums, number) - 1
        return RowKey(stretch, number - self._sums[stretch])

    def progress(self, key: RowKey) -> float:
        """Return how far into the text a row is, 0-1; the last one is 1. The same before and after rows are counted."""
        last = self.last()  # chunks of definitions at the end have no rows
        if last is None or not self.has(key):
            return 0.0
        here, end = (each.stretch + each.item / len(self.rows(each.stretch)) for each in (key, last))
        return here / end if end else 1.0

    @property
    def counted(self) -> int:
        """How many stretches from the beginning on are counted; all of them in the end."""
        self._sum_up()
        return len(self._sums) - 1

    def parallel(self) -> Parallel:
        """Read all of it; may be called from any thread, and shares nothing with this object."""
        return pair({lang: text.whole() for lang, text in self.texts.items()})

    # --- inside -----------------------------------------------------------------------------------------------------

    def _sum_up(self) -> None:
        while (count := self._counts.get(len(self._sums) - 1)) is not None:
            self._sums.append(self._sums[-1] + count)

    def _side(self, stretch: int, lang: Lang) -> Sequence[Block]:
        chunk = self.chunk(stretch, lang)
        return self.texts[lang].blocks(chunk) if chunk >= 0 else ()

    def _open(self, stretch: int) -> _Stretch:
        found = self._kept.pop(stretch, None)
        if found is None:
            rows = tuple(
                pair_blocks(self._side(stretch, "de"), self._side(stretch, "en"), self._plan.confidences[stretch])
            )
            of: dict[Lang, Sequence[int]] = {
                lang: [number for number, row in enumerate(rows) for _ in row.side(lang)] for lang in self.texts
            }
            found = _Stretch(rows, of)
            self._counts[stretch] = len(rows)
            if len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[stretch] = found
        return found
