"""What a text points to: its headings, and the links and footnotes of a section or sentence. Pure."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from briefing.document.anchors import anchor_key
from briefing.document.lazy import LazyDocument
from briefing.document.model import Block, BlockKey, Kind, Lang, Mark, Range
from briefing.library.model import Called, Library
from briefing.parallel.bitext import Bitext, RowKey
from briefing.text import fold, one_line

OPENABLE = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A link, image or footnote as it stands in the text.

    Attributes:
        mark: LINK, IMAGE or FOOTNOTE.
        label: the linked words, or the footnote's number.
        target: address of a link or image; label of the footnote.
        block: the block that it is in.
        start: plain offset in that block.
        text: text of the footnote, or the address of a link.
    """

    mark: Mark
    label: str
    target: str
    block: BlockKey
    start: int
    text: str


def outline(bitext: Bitext, lang: Lang) -> list[tuple[RowKey, int, str]]:
    """Return (row, level, text) of every heading, in `lang` where it has the heading, else in the other language.

    Headings are known from the source; only their own chunks are parsed.
    """
    found: dict[RowKey, tuple[RowKey, int, str]] = {}
    for side in sorted(bitext.langs, key=lambda each: each != lang):
        text = bitext.texts[side]
        for chunk in text.headings():
            for index, block in enumerate(text.blocks(chunk)):
                if block.kind is Kind.HEADING and not block.containers:
                    row = bitext.row_of(side, BlockKey(chunk, index))
                    found.setdefault(row, (row, block.level, one_line(block.text)))
    return [found[row] for row in sorted(found)]


def section(text: LazyDocument, block: BlockKey) -> tuple[int, int]:
    """Return the half-open range of chunks between the headings around `block`, the upper heading included."""
    above, below = text.headings(0, block.chunk + 1), text.headings(block.chunk + 1)
    return above[-1] if above else 0, below[0] if below else len(text)


def section_references(text: LazyDocument, block: BlockKey) -> list[Reference]:
    """Return the references of the section that a block is in."""
    first, last = section(text, block)
    keys = (BlockKey(chunk, index) for chunk in range(first, last) for index in range(len(text.blocks(chunk))))
    return [found for key in keys for found in references(text, key)]


def references(text: LazyDocument, key: BlockKey, within: Range | None = None) -> list[Reference]:
    """Return the references of a block, or of a sentence of it with the footnote numbers behind it."""
    source = text.block(key)
    found: list[Reference] = []
    for span in source.spans:
        if span.mark not in {Mark.LINK, Mark.IMAGE, Mark.FOOTNOTE}:
            continue
        if within and not (within[0] <= span.start < within[1] or span.start == span.end == within[1]):
            continue
        found.append(_reference(text, source, key, span.mark, span.start, span.end, span.target))
    return found


def sources(text: LazyDocument, reference: Reference) -> list[str]:
    """Return the addresses that a reference leads to: its own, or those in its footnote."""
    if reference.mark is not Mark.FOOTNOTE:
        return [reference.target]
    key = text.note(reference.target)
    return [span.target for span in text.block(key).spans if span.mark is Mark.LINK] if key else []


def openable(target: str) -> str | None:
    """Return an address that may be handed to the system's browser, cleaned, or None."""
    cleaned = one_line(target).replace(" ", "%20")
    try:
        scheme = urlsplit(cleaned).scheme.lower()
    except ValueError:
        return None
    return cleaned if scheme in OPENABLE else None


def internal(library: Library, briefing: str, lang: Lang, target: str) -> tuple[str, str] | None:
    """Return (briefing id, heading fragment) of a link inside the library, or None.

    Args:
        library: where to look.
        briefing: the briefing that the link is in.
        lang: the edition that it is in; relative paths start at its file.
        target: as written.
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    here = library.get(briefing)
    if parts.scheme or parts.netloc or here is None:
        return None
    if not parts.path:
        return briefing, unquote(parts.fragment)
    edition = here.edition(lang)
    path = unquote(parts.path)
    wanted = posixpath.normpath(
        path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(edition.rel), path)
    )
    names = {wanted, f"{wanted}.md", f"{wanted}.{lang}.md", f"{wanted}/index.md", f"{wanted}/_index.md"}
    found = {place for name in names for place in library.positions(Called.PATH, fold(name))}
    found = {place for place in found if any(each.rel in names for each in library.briefings[place].editions.values())}
    named = library.position(wanted)
    first = min(found if named is None else {*found, named}, default=None)
    return None if first is None else (library.briefings[first].id, unquote(parts.fragment))


def heading_row(bitext: Bitext, fragment: str) -> RowKey | None:
    """Return the row of the heading that a fragment such as "was-heisst-offen" names, or None."""
    wanted = anchor_key(fragment)
    for lang in bitext.langs:
        text = bitext.texts[lang]
        for chunk in text.headings():
            for index, block in enumerate(text.blocks(chunk)):
                if block.kind is Kind.HEADING and anchor_key(block.text) == wanted:
                    return bitext.row_of(lang, BlockKey(chunk, index))
    return None


def _reference(
    text: LazyDocument, source: Block, block: BlockKey, mark: Mark, start: int, end: int, target: str
) -> Reference:
    if mark is Mark.FOOTNOTE:
        key = text.note(target)
        number = str(text.numbers[target]) if target in text.numbers else target
        return Reference(mark, number, target, block, start, one_line(text.block(key).text) if key else "")
    address = one_line(target)
    return Reference(mark, one_line(source.text[start:end]) or address, target, block, start, address)
