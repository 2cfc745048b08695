"""What is wrong with a briefing's texts: alone, and side by side. Pure, but for asking whether linked files are there.

Whether two passages say the same can't be decided here; what is found are signs that they don't.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from briefing.document.model import Block, Document, Kind, Lang, Mark, other
from briefing.i18n import n_
from briefing.library.model import Briefing, Edition, Problem
from briefing.parallel.model import SURE, UNSURE, Parallel
from briefing.text import one_line

_SMALL: Final = 12
"""Numbers up to this one are words as often as figures."""

_DATE = re.compile(
    r"\b(\d{1,2})\.\s?\d{1,2}\.\s?(\d{4})\b|\b(\d{4})-\d{2}-(\d{2})\b|\b\d{1,2}[./]((?:19|20)\d{2})\b", re.ASCII
)
_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)?", re.ASCII)
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
_ELSEWHERE = re.compile(r"[a-zA-Z][\w+.-]*:|//|/")
_MARKDOWN = (".md", ".markdown")


def missing_edition(briefing: Briefing, *, bilingual: bool) -> Iterator[Problem]:
    """Yield what to say about a briefing that is there in one language.

    Args:
        briefing: any briefing.
        bilingual: whether its library has others in two languages; if not, one is no mistake.
    """
    if len(briefing.langs) == 1:
        message = n_("There is no German edition.") if briefing.langs == ("en",) else n_("There is no English edition.")
        rel = briefing.edition("de").rel
        yield Problem(rel, 0, "edition-missing", "warning" if bilingual else "note", message)


def in_texts(briefing: Briefing, parallel: Parallel) -> Iterator[Problem]:
    """Yield what is wrong with the texts of a briefing, each and together."""
    for lang, document in parallel.documents.items():
        yield from _footnotes(briefing.editions[lang], document)
        yield from _links(briefing.editions[lang], document)
    if len(parallel.documents) > 1:
        if parallel.documents["de"].text == parallel.documents["en"].text:
            message = n_("The German and the English text are the same.")
            yield Problem(briefing.editions["de"].rel, 0, "editions-equal", "warning", message)
        for row in range(len(parallel.rows)):
            yield from _counterparts(briefing, parallel, row)
            yield from _figures(briefing, parallel, row)


def _footnotes(edition: Edition, document: Document) -> Iterator[Problem]:
    """Yield notes that nothing refers to and references that no note answers."""
    used = {span.target for block in document.blocks for span in block.spans if span.mark is Mark.FOOTNOTE}
    for label, (_, block) in document.footnotes.items():
        if label not in used:
            message = n_("Nothing refers to the footnote “{label}”.")
            yield _problem(edition, document.blocks[block], "footnote-unused", message, label=label)
    for block_ in document.blocks:
        if block_.kind in (Kind.CODE, Kind.HTML):
            continue
        code = [(span.start, span.end) for span in block_.spans if span.mark is Mark.CODE]
        for match in _REFERENCE.finditer(block_.text):
            if not any(start <= match.start() < end for start, end in code):
                message = n_("There is no footnote “{label}”.")
                yield _problem(edition, block_, "footnote-missing", message, label=match[1])


def _links(edition: Edition, document: Document) -> Iterator[Problem]:
    """Yield links to Markdown files that aren't there; addresses of web sites are not followed."""
    for block in document.blocks:
        for span in block.spans:
            target = unquote(re.split("[?#]", span.target, maxsplit=1)[0])
            if span.mark is not Mark.LINK or not target.lower().endswith(_MARKDOWN) or _ELSEWHERE.match(target):
                continue
            if not _exists(edition.path.parent / target):
                message = n_("The link leads nowhere: {target}.")
                yield _problem(edition, block, "link-broken", message, target=target)


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _counterparts(briefing: Briefing, parallel: Parallel, number: int) -> Iterator[Problem]:
    """Yield a row whose other side is missing or hardly belongs to it."""
    row = parallel.rows[number]
    for lang in parallel.langs:
        blocks = [block for block in parallel.blocks(number, lang) if block.text.strip()]
        if not blocks:
            continue
        edition = briefing.editions[lang]
        if not parallel.text(number, other(lang)):
            message = n_("This has no German counterpart.") if lang == "en" else n_("This has no English counterpart.")
            yield _problem(edition, blocks[0], "counterpart-missing", message)
        elif row.confidence < UNSURE and lang == "de":
            message = n_("The two languages hardly belong together here.")
            yield _problem(edition, blocks[0], "counterpart-doubtful", message)


def _figures(briefing: Briefing, parallel: Parallel, number: int) -> Iterator[Problem]:
    """Yield a row whose two sides surely belong together, but give different figures."""
    row = parallel.rows[number]
    sides = {lang: parallel.blocks(number, lang) for lang in parallel.langs}
    if row.confidence < SURE or any(block.kind in (Kind.CODE, Kind.HTML) for side in sides.values() for block in side):
        return
    de, en = (figures("\n".join(block.text for block in sides[lang])) for lang in ("de", "en"))
    only: dict[Lang, str] = {"de": ", ".join(sorted(de - en)), "en": ", ".join(sorted(en - de))}
    if only["de"] or only["en"]:
        message = n_("Figures only in German: {de}; only in English: {en}.")
        values = {lang: text or "-" for lang, text in only.items()}
        yield _problem(briefing.editions["de"], sides["de"][0], "figures-differ", message, **values)


def figures(text: str) -> set[str]:
    """Return the numbers in a text in a form that is the same in both languages: their digits alone.

    So 1.234,5 and 1,234.5 are equal. Of dates day and year count, for months are words in running text; small whole
    numbers don't count, for they are words as often, nor does anything in a web address.
    """
    found: set[str] = set()
    rest = _ADDRESS.sub(" ", text)
    for match in _DATE.finditer(rest):
        found.update(part for part in match.groups() if part)
    rest = _DATE.sub(" ", rest)
    found.update(re.sub(r"\D", "", match.group()) for match in _NUMBER.finditer(rest))
    return {digits for digits in (one.lstrip("0") for one in found) if digits and int(digits[:5]) > _SMALL}


def _problem(edition: Edition, block: Block, code: str, message: str, **values: str) -> Problem:
    shown = tuple((name, one_line(value)[:200]) for name, value in values.items())
    return Problem(edition.rel, block.lines[0], code, "warning", message, shown)
