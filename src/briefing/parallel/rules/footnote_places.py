"""Footnotes that both languages have, but not at the same place, with the same number or from the same source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from briefing.document.model import Block, Mark
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.parallel.rules.case import Case, Text

_LANGUAGE = re.compile(r"(?<=[./=])(?:de|en)(?:-[A-Za-z]{2})?(?=[./&]|\Z)")
_HOST = re.compile(r"(?:[a-z]+:)?//[^/]*")


def misplaced_footnotes(case: Case) -> Iterator[Problem]:
    """Yield references that stand in one side of a row and not in the other."""
    for one, here, two, there in _both_ways(case):
        ours, theirs = Counter(_labels(here)), Counter(_labels(there))
        for label in (ours - theirs).keys() & one.document.footnotes.keys() & two.document.footnotes.keys():
            message = n_("The footnote “{label}” stands here, but not in {path}, line {line}.")
            line = one.line_at(here, *_place(here, label))
            yield one.problem(line, "footnote-place", message, label=label, path=two.edition.rel, line=there.lines[0])


def footnotes_of_sentences(case: Case) -> Iterator[Problem]:
    """Yield references that stand in another sentence of their row than in the other language."""
    for one, here, two, there in _both_ways(case):
        if len(here.sentences) != len(there.sentences) or Counter(_labels(here)) != Counter(_labels(there)):
            continue
        for number, (ours, theirs) in enumerate(zip(_by_sentence(here), _by_sentence(there), strict=True), 1):
            for label in ours - theirs:
                message = n_("The footnote “{label}” stands in another sentence than in {path}, line {line}.")
                line = one.line_at(here, *here.sentences[number - 1])
                other = two.line_at(there, *there.sentences[number - 1])
                yield one.problem(line, "footnote-sentence", message, label=label, path=two.edition.rel, line=other)


def differing_numbers(case: Case) -> Iterator[Problem]:
    """Yield the first footnote that the two languages number differently, though they have the same ones."""
    if case.both is None:
        return
    one, two = case.both
    ours, theirs = one.document.footnotes, two.document.footnotes
    if ours.keys() != theirs.keys():
        return
    for label, (number, index) in sorted(ours.items(), key=lambda item: item[1]):
        if theirs[label][0] != number:
            message = n_("The footnote “{label}” is number {here} here and number {there} in {path}.")
            line = one.document.blocks[index].lines[0]
            values = {"label": label, "here": number, "there": theirs[label][0], "path": two.edition.rel}
            yield one.problem(line, "footnote-number", message, **values)
            return


def differing_sources(case: Case) -> Iterator[Problem]:
    """Yield footnotes that lead to other addresses than in the other language; a missing address is fine."""
    if case.both is None:
        return
    one, two = case.both
    for label in one.document.footnotes.keys() & two.document.footnotes.keys():
        here, there = one.footnote(label), two.footnote(label)
        ours, theirs = _addresses(here), _addresses(there)
        elsewhere = [address for address in ours if not any(_is_same(address, other) for other in theirs)]
        if theirs and (elsewhere or len(ours) != len(theirs)) and ours:
            message = n_("The footnote “{label}” leads elsewhere than in {path}, line {line}: {address}.")
            address = elsewhere[0] if elsewhere else "–"
            line = here[0].lines[0]
            values = {"label": label, "path": two.edition.rel, "line": there[0].lines[0], "address": address}
            yield one.problem(line, "footnote-source", message, **values)


def _both_ways(case: Case) -> Iterator[tuple[Text, Block, Text, Block]]:
    """Yield each sure row twice: with the German side first, and with the English one first."""
    if case.both is None:
        return
    one, two = case.both
    for (here,), (there,) in case.sure_rows():
        yield one, here, two, there
        yield two, there, one, here


def _labels(block: Block) -> list[str]:
    return [span.target for span in block.spans if span.mark is Mark.FOOTNOTE]


def _by_sentence(block: Block) -> list[frozenset[str]]:
    """Return the labels of each sentence; a reference behind a full stop belongs to the sentence it ends."""
    found: list[set[str]] = [set() for _ in block.sentences]
    for span in block.spans:
        if span.mark is Mark.FOOTNOTE and found:
            found[block.sentence_at(max(0, span.start - 1))].add(span.target)
    return [frozenset(labels) for labels in found]


def _place(block: Block, label: str) -> tuple[int, int]:
    """Return the word before a reference."""
    at = next(span.start for span in block.spans if span.mark is Mark.FOOTNOTE and span.target == label)
    start = block.text.rfind(" ", 0, max(0, at - 1)) + 1
    return start, max(at, start)


def _addresses(blocks: Iterable[Block]) -> list[str]:
    return [span.target for block in blocks for span in block.spans if span.mark is Mark.LINK]


def _is_same(one: str, two: str) -> bool:
    """Return whether two addresses lead to the same page, or to one web site in two languages."""
    if one.partition("#")[0].rstrip("/") == two.partition("#")[0].rstrip("/"):
        return True
    hosts = [_HOST.match(_LANGUAGE.sub("", address)) for address in (one, two)]
    spoken = [_LANGUAGE.findall(address) for address in (one, two)]
    return spoken[0] != spoken[1] and all(hosts) and len({host.group() for host in hosts if host}) == 1
