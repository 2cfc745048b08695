"""Footnotes that lead nowhere, are never used, or differ between the languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.document.model import Kind, Mark
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.parallel.rules.case import Case, Text

_REFERENCE = re.compile(r"\[\^([^\]\s\[]+)\]")


def undefined_footnotes(case: Case) -> Iterator[Problem]:
    """Yield references that stayed text because there is no such footnote."""
    for text in case.texts.values():
        for block, prose in text.prose():
            for match in _REFERENCE.finditer(prose):
                message = n_("There is no footnote “{label}”.")
                line = text.line_of(block, match.group())
                yield text.problem(line, "footnote-undefined", message, label=match.group(1))


def unused_footnotes(case: Case) -> Iterator[Problem]:
    """Yield footnotes that nothing refers to."""
    for text in case.texts.values():
        used = {s.target for block in text.document.blocks for s in block.spans if s.mark is Mark.FOOTNOTE}
        for label in text.document.footnotes:
            if label not in used:
                message = n_("Nothing refers to the footnote “{label}”.")
                yield text.problem(_line(text, label), "footnote-unused", message, label=label)


def differing_footnotes(case: Case) -> Iterator[Problem]:
    """Yield labels that only one language has."""
    if len(case.texts) < 2:
        return
    one, two = case.texts.values()
    for text, other in ((one, two), (two, one)):
        for label in text.document.footnotes:
            if label not in other.document.footnotes:
                message = n_("The footnote “{label}” is missing in {path}.")
                line = _line(text, label)
                yield text.problem(line, "footnote-differs", message, label=label, path=other.edition.rel)


def empty_footnotes(case: Case) -> Iterator[Problem]:
    """Yield footnotes that say nothing; an address is not asked for."""
    for text in case.texts.values():
        for label in text.document.footnotes:
            if not any(block.text.strip() for block in text.footnote(label)):
                message = n_("The footnote “{label}” has no text.")
                yield text.problem(_line(text, label), "footnote-empty", message, label=label)


def repeated_footnotes(case: Case) -> Iterator[Problem]:
    """Yield footnotes whose label another one has, so that nothing can refer to them."""
    for text in case.texts.values():
        for index, block in enumerate(text.document.blocks):
            if block.kind is Kind.FOOTNOTE and block.containers[0].opens and block.info:
                _, first = text.document.footnotes.get(block.info, (0, index))
                if first != index:
                    message = n_("There is another footnote “{label}” on line {line}.")
                    line = text.document.blocks[first].lines[0]
                    yield text.problem(block.lines[0], "footnote-repeated", message, label=block.info, line=line)


def _line(text: Text, label: str) -> int:
    """Return the line on which a footnote is defined."""
    _, block = text.document.footnotes[label]
    return text.document.blocks[block].lines[0] if block < len(text.document.blocks) else 1
