"""Small libraries made by hand, so that search is tested without reading or parsing files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefing.document.model import LANGS, Block, Document, Kind, Lang, Range
from briefing.errors import InputError
from briefing.library.model import Briefing, Edition, Library
from briefing.parallel.model import Parallel, Row
from briefing.search.engine import Engine
from briefing.search.matching import Needle
from briefing.search.model import Hit

Lines = Sequence[str]


@dataclass
class Shelf:
    """Briefings by id, each with its lines by language; a line that begins with # is a heading.

    Attributes:
        texts: the lines; row n holds line n of either side.
        tags: tags by id, for both languages.
        titles: titles that differ from the first line.
        unreadable: ids that can't be opened.
        opened: ids in the order in which they were opened.
    """

    texts: dict[str, Mapping[Lang, Lines]]
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    opened: list[str] = field(default_factory=list)

    def library(self, *, order: Sequence[str] | None = None) -> Library:
        briefings = tuple(self._briefing(key) for key in order or self.texts)
        return Library((Path("/library"),), briefings, (), {briefing.id: briefing for briefing in briefings})

    def _briefing(self, key: str) -> Briefing:
        sides = self.texts[key]
        return Briefing(key, {lang: self._edition(key, lang, sides[lang]) for lang in LANGS if lang in sides})

    def _edition(self, key: str, lang: Lang, lines: Lines) -> Edition:
        title = self.titles.get(key) or (lines[0].lstrip("# ") if lines else key)
        digest = hashlib.blake2b("\n".join(lines).encode(), digest_size=16).hexdigest()
        rel = f"{key}.{lang}.md"
        return Edition(lang, Path("/library", rel), rel, title, tags=self.tags.get(key, ()), digest=digest)

    def open(self, briefing: Briefing, reader: object = None) -> Parallel:
        self.opened.append(briefing.id)
        if briefing.id in self.unreadable:
            raise InputError("{path} is not UTF-8.", path=f"{briefing.id}.md")
        sides = self.texts[briefing.id]
        documents = {lang: _document(lang, sides[lang]) for lang in LANGS if lang in sides}
        rows = range(max(len(lines) for lines in sides.values()))

        def side(lang: Lang, row: int) -> tuple[int, ...]:
            return (row,) if row < len(sides.get(lang, ())) else ()

        return Parallel(
            documents,
            tuple(Row(side("de", row), side("en", row), 1.0) for row in rows),
            tuple(() for _ in rows),
            {lang: tuple(range(len(document.blocks))) for lang, document in documents.items()},
        )

    def engine(self, path: Path | None = None) -> Engine:
        """Return an engine that has indexed the shelf."""
        engine = Engine(path, self.open)
        engine.update(self.library())
        return engine


def _document(lang: Lang, lines: Lines) -> Document:
    blocks = tuple(_block(line, number) for number, line in enumerate(lines, 1))
    starts = []
    offset = 0
    for block in blocks:
        starts.append(offset)
        offset += len(block.text) + 2
    shapes = "".join(str(block.level) if block.level else "p" for block in blocks).encode()
    return Document(
        lang,
        blocks,
        "\n\n".join(block.text for block in blocks),
        tuple(starts),
        {},
        parts=tuple(range(len(blocks))),
        shapes=shapes,
    )


def _block(line: str, number: int) -> Block:
    text = line.lstrip("#")
    level = len(line) - len(text)
    text = text.strip(" ") if level else text
    kind = Kind.HEADING if level else Kind.PARAGRAPH
    return Block(kind, text, (number, number), level, (), ((0, len(text)),))


def marked(hit: Hit) -> list[str]:
    """Return the marked parts of a hit."""
    return [hit.text[start:end] for start, end in hit.ranges]


def places(engine: Engine, query: str, limit: int = 1000) -> list[tuple[str, int, str]]:
    """Return the hits of a query as (briefing, row, language)."""
    return [(hit.briefing, hit.row, hit.lang) for hit in engine.search(query, limit).hits]


def find_ranges(query: str, text: str) -> tuple[Range, ...]:
    """Find every place where `text` reads like `query`; none for a blank query. See `Needle`."""
    needle = Needle.of(query)
    return needle.ranges(text) if needle else ()
