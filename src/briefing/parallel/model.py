"""The nouns of two texts side by side: parallel, row, counterpart.

A row is what is searched, painted, addressed, annotated and exported. Its number is the address `slug#12`, the same
in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from briefing.document.model import Block, Document, Lang

PAIRING: Final = 3
"""Version of the rules that pair blocks; row numbers, and so addresses and the search index, depend on them."""

SURE = 0.8
"""From this confidence on a counterpart is shown without reserve."""
UNSURE = 0.5
"""Below `SURE` and from this confidence on it is shown faintly; below, no sentence is lit."""


class Row(NamedTuple):
    """Blocks that say the same: zero, one or more of either side.

    Attributes:
        de, en: indexes into the blocks of that side's document, ascending.
        confidence: 0-1, how sure it is that the two sides belong together; 0 when one side is empty.
    """

    de: tuple[int, ...]
    en: tuple[int, ...]
    confidence: float

    def side(self, lang: Lang) -> tuple[int, ...]:
        """Return the block indexes of one language."""
        return self.de if lang == "de" else self.en


class Pair(NamedTuple):
    """Sentences of a row that say the same; each is (block index, sentence index).

    Attributes:
        de, en: sentences of either side, ascending; one may be empty.
        confidence: 0-1, never above the row's.
    """

    de: tuple[tuple[int, int], ...]
    en: tuple[tuple[int, int], ...]
    confidence: float

    def side(self, lang: Lang) -> tuple[tuple[int, int], ...]:
        """Return the sentences of one language."""
        return self.de if lang == "de" else self.en


class Parallel(NamedTuple):
    """One or two documents as an ordered list of rows.

    Attributes:
        documents: the documents by language; at least one.
        rows: every block of every document is in exactly one row; the order of each side's blocks is kept.
        pairs: for each row, its sentences in pairs, in reading order; every sentence is in exactly one pair. They are
            found when they are asked for.
        row_index: for each language, the row of each block.
    """

    documents: Mapping[Lang, Document]
    rows: tuple[Row, ...]
    pairs: Sequence[tuple[Pair, ...]]
    row_index: Mapping[Lang, tuple[int, ...]]

    @property
    def langs(self) -> tuple[Lang, ...]:
        """The languages that are there, German first."""
        return tuple(lang for lang in ("de", "en") if lang in self.documents)

    def blocks(self, row: int, lang: Lang) -> tuple[Block, ...]:
        """Return the blocks of one side of a row; empty if it has none or the language isn't there."""
        document = self.documents.get(lang)
        return tuple(document.blocks[i] for i in self.rows[row].side(lang)) if document else ()

    def text(self, row: int, lang: Lang) -> str | None:
        """Return the plain text of one side of a row, blocks joined by a blank line, or None if it has none."""
        blocks = self.blocks(row, lang)
        return "\n\n".join(block.text for block in blocks) if blocks else None

    def pair_of(self, lang: Lang, block: int, sentence: int) -> Pair | None:
        """Return the pair that holds a sentence, or None if there is no such sentence."""
        for pair in self.pairs[self.row_index[lang][block]]:
            if (block, sentence) in pair.side(lang):
                return pair
        return None
