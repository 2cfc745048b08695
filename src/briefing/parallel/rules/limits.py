"""How long a briefing is, how it begins, how it ends and on how many sources it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefing.document.model import Block, Kind, Lang, Mark
from briefing.document.sentences import split_sentences
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.parallel.model import SURE, UNSURE
from briefing.parallel.rules.case import Case, Text

WORDS: Final = range(550, 901)
"""Words of an edition of a briefing: three to six minutes."""
SENTENCES: Final = range(2, 4)
"""Sentences of a summary."""
CHARACTERS: Final = 320
"""Characters up to which a summary is one."""
SOURCES: Final = 8
"""Footnotes with different sources that a briefing has at least."""

_LONG: Final = 80
"""Characters from which on lengths are compared."""
_TIMES: Final = 3
"""By how much one side of a row may be longer than the other."""
_CLOSING: Final[dict[Lang, re.Pattern[str]]] = {
    "de": re.compile(r"(?i)\b(?:wissens|kenntnis)?stand\b"),
    "en": re.compile(r"(?i)\bas of\b|\bstate of (?:knowledge|things)\b|\bstatus\b"),
}


def length_limits(case: Case) -> Iterator[Problem]:
    """Yield editions of a briefing that are too short or too long, and summaries that are."""
    for lang, text in case.texts.items():
        if case.briefing.kind != "briefing":
            continue
        if text.summary:
            sentences = len(split_sentences(text.summary.text, lang))
            if sentences not in SENTENCES:
                message = n_("A summary has two or three sentences, this one has {count}.")
                yield text.problem(text.summary.lines[0], "summary-length", message, count=sentences)
            elif len(text.summary.text) > CHARACTERS:
                message = n_("A summary has up to {limit} characters, this one has {count}.")
                values = {"limit": CHARACTERS, "count": len(text.summary.text)}
                yield text.problem(text.summary.lines[0], "summary-length", message, **values)
        if text.edition.words not in WORDS:
            message = n_("A briefing has {least} to {most} words, this edition has {count}.")
            values = {"least": WORDS[0], "most": WORDS[-1], "count": text.edition.words}
            yield text.problem(1, "words", message, **values)


def missing_state(case: Case) -> Iterator[Problem]:
    """Yield editions of a briefing whose last section doesn't say as of when it holds."""
    for lang, text in case.texts.items():
        if case.briefing.kind != "briefing":
            continue
        blocks = [block for block in text.document.blocks if block.kind is not Kind.FOOTNOTE]
        last = next((at for at in range(len(blocks) - 1, -1, -1) if blocks[at].kind is Kind.HEADING), 0)
        if not any(_CLOSING[lang].search(block.text) for block in blocks[last:]):
            message = n_("The last section doesn't say as of when the text holds (“Stand”, “As of”).")
            yield text.problem(blocks[last].lines[0] if blocks else 1, "state-missing", message)


def few_sources(case: Case) -> Iterator[Problem]:
    """Yield editions of a briefing that refer to too few different sources."""
    for text in case.texts.values():
        count = len(_sources(text))
        if case.briefing.kind == "briefing" and count < SOURCES:
            message = n_("A briefing has at least {least} footnotes with different sources, this edition has {count}.")
            yield text.problem(1, "sources-few", message, least=SOURCES, count=count)


def unequal_rows(case: Case) -> Iterator[Problem]:
    """Yield rows of which one side is much longer than the other, where the texts have the same blocks around it."""
    if case.both is None:
        return
    one, two = case.both
    for row in case.parallel.rows:
        here = [one.document.blocks[index] for index in row.de]
        there = [two.document.blocks[index] for index in row.en]
        if here and there and UNSURE <= row.confidence < SURE and _is_unlike(_length(here), _length(there)):
            message = n_("Hardly the same as in {path}, line {line}: {here} characters here, {there} there.")
            sizes = {"here": _length(here), "there": _length(there)}
            yield one.problem(
                here[0].lines[0], "row-unequal", message, path=two.edition.rel, line=there[0].lines[0], **sizes
            )


def _is_unlike(one: int, two: int) -> bool:
    return max(one, two) > max(_LONG, _TIMES * min(one, two))


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _sources(text: Text) -> set[str]:
    """Return what the footnotes that are referred to cite: their first address, or their words."""
    used = {span.target for block in text.document.blocks for span in block.spans if span.mark is Mark.FOOTNOTE}
    found: set[str] = set()
    for label in used & text.document.footnotes.keys():
        blocks = text.footnote(label)
        address = next((span.target for block in blocks for span in block.spans if span.mark is Mark.LINK), "")
        found.add(address or " ".join(block.text for block in blocks).casefold())
    return found - {""}
