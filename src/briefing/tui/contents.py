"""What a text points to: its headings, and the links and footnotes of a section or sentence. Pure."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from briefing.document.model import Block, Document, Kind, Lang, Mark, Range
from briefing.library.model import Library
from briefing.parallel.model import Parallel
from briefing.text import fold, one_line, tokens

OPENABLE = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A link, image or footnote as it stands in the text.

    Attributes:
        mark: LINK, IMAGE or FOOTNOTE.
        label: the linked words, or the footnote's number.
        target: address of a link or image; label of the footnote.
        block: index of the block that it is in.
        start: plain offset in that block.
        text: text of the footnote, or the address of a link.
    """

    mark: Mark
    label: str
    target: str
    block: int
    start: int
    text: str


def outline(parallel: Parallel, lang: Lang) -> list[tuple[int, int, str]]:
    """Return (row, level, text) of every heading, in `lang` where it has the heading, else in the other language."""
    found: list[tuple[int, int, str]] = []
    order = (lang, *(each for each in parallel.langs if each != lang))
    for row in range(len(parallel.rows)):
        for side in order:
            headings = [block for block in parallel.blocks(row, side) if block.kind is Kind.HEADING]
            if headings:
                found.append((row, headings[0].level, one_line(headings[0].text)))
                break
    return found


def section_range(document: Document, block: int) -> tuple[int, int]:
    """Return the half-open range of blocks between the headings around `block`, the upper heading included."""
    first = block
    while first > 0 and document.blocks[first].kind is not Kind.HEADING:
        first -= 1
    last = block + 1
    while last < len(document.blocks) and document.blocks[last].kind is not Kind.HEADING:
        last += 1
    return first, last


def references(document: Document, block: int, within: Range | None = None) -> list[Reference]:
    """Return the references of a block, or of a sentence of it with the footnote numbers behind it."""
    source = document.blocks[block]
    found: list[Reference] = []
    for span in source.spans:
        if span.mark not in {Mark.LINK, Mark.IMAGE, Mark.FOOTNOTE}:
            continue
        if within and not (within[0] <= span.start < within[1] or span.start == span.end == within[1]):
            continue
        found.append(_reference(document, source, block, span.mark, span.start, span.end, span.target))
    return found


def sources(document: Document, reference: Reference) -> list[str]:
    """Return the addresses that a reference leads to: its own, or those in its footnote."""
    if reference.mark is not Mark.FOOTNOTE:
        return [reference.target]
    note = document.footnotes.get(reference.target)
    return [span.target for span in document.blocks[note[1]].spans if span.mark is Mark.LINK] if note else []


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
    for other in library.briefings:
        if other.id == wanted or any(each.rel in names for each in other.editions.values()):
            return other.id, unquote(parts.fragment)
    return None


def heading_row(parallel: Parallel, fragment: str) -> int | None:
    """Return the row of the heading that a fragment such as "was-heisst-offen" names, or None."""
    wanted = tokens(fold(fragment))
    for row in range(len(parallel.rows)):
        for lang in parallel.langs:
            for block in parallel.blocks(row, lang):
                if block.kind is Kind.HEADING and tokens(fold(block.text)) == wanted:
                    return row
    return None


def _reference(
    document: Document, source: Block, block: int, mark: Mark, start: int, end: int, target: str
) -> Reference:
    if mark is Mark.FOOTNOTE:
        note = document.footnotes.get(target)
        number, text = (str(note[0]), document.blocks[note[1]].text) if note else (target, "")
        return Reference(mark, number, target, block, start, one_line(text))
    address = one_line(target)
    return Reference(mark, one_line(source.text[start:end]) or address, target, block, start, address)
