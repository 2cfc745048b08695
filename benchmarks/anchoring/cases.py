"""Notes on old texts, new texts, and where each note really stands: cases whose answers are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from anchoring.corpus import Corpus, Source, prepared
from anchoring.gold import Fate, Tracks, Truth, overlap
from anchoring.markup import remarked
from anchoring.operators import OPERATORS, combined
from anchoring.traced import Edit, built, traced, whole_trace

from briefing.document.model import Document, Kind
from briefing.document.parse import parse
from briefing.notes.anchoring import SHORT
from briefing.notes.comparing import comparable
from briefing.notes.model import Note, Target
from briefing.notes.selectors import make_target

MARKUP: Final = "markup"
UNRELATED: Final = "unrelated"
TWIN: Final = "twin"
COMBINED: Final = ("combined light", "combined medium", "combined heavy")
_PLAN: Final = (*OPERATORS, MARKUP, *COMBINED, *COMBINED, UNRELATED, UNRELATED, TWIN)
_EACH: Final = 8
"""Notes on each revision; half of them where something happened."""
_SENTENCE = 40
"""Characters of a sentence that is known by its text alone."""
_WORD = re.compile(r"\w+")
_FOOTNOTE = re.compile(r"^\[\^[^\]\n]+\]:.*\n?", re.MULTILINE)

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Revision:
    """An old text and the new one, with the old ranges in which something happened."""

    operator: str
    old: Document
    new: Document
    tracks: Tracks | None
    touched: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One question and its answer; `near` if the note was made where something happened."""

    kind: str
    near: bool
    note: Note
    truth: Truth


def revisions(corpus: Corpus, seed: int) -> Iterator[Revision]:
    """Yield revisions without end, the same ones for the same seed."""
    number = 0
    while True:
        for operator in _PLAN:
            number += 1
            random = Random(f"{seed} {number}")
            revision = revised(corpus, operator, random)
            if revision is not None:
                yield revision


def revised(corpus: Corpus, operator: str, random: Random) -> Revision | None:
    """Return a revision of one text of the corpus, or None if the operator can't work on it."""
    source = random.choice(corpus.sources)
    donor = corpus.other(source, random)
    level = random.randint(1, 3)
    if operator == MARKUP:
        new = parse(remarked(source.markdown, random, level), source.lang)
        return Revision(operator, source.document, new, Tracks(source.document.text, range(len(new.text))))
    if operator == UNRELATED:
        # Two texts of one library may cite the same sources word for word: there a note is not out of place.
        new = parse(_FOOTNOTE.sub("", donor.markdown), source.lang)
        return Revision(operator, source.document, new, None) if donor is not source else None
    if operator == TWIN:
        twin = corpus.twins.get(source.name)
        return Revision(operator, source.document, twin.document, None) if twin and twin is not source else None
    old = prepared(source, operator, donor, random)
    edit = _edit(old, source, donor, random, level)
    if operator in COMBINED:
        combined(edit.at_level(COMBINED.index(operator) + 1))
    else:
        OPERATORS[operator](edit)
    new = built(edit.parts, source.lang)
    return Revision(operator, old, new, Tracks(old.text, whole_trace(edit.parts)), tuple(edit.touched))


def _edit(old: Document, source: Source, donor: Source, random: Random, level: int) -> Edit:
    return Edit(traced(old), source.lang, random, level, donor.sentences, donor.words)


def cases(revision: Revision, random: Random) -> list[Case]:
    """Return notes on a revision's old text, each with the truth about it."""
    ranges = _ranges(revision.old, random)
    found: list[Case] = []
    for index in range(_EACH):
        kind, place = _pick(ranges, revision.touched if index % 2 else (), random)
        target = make_target(revision.old, *place, at="2026-01-01T00:00:00.000Z")
        note = Note(f"{index}", "briefing", revision.old.lang, "", target)
        near = any(first < target.end + 40 and target.start < last + 40 for first, last in revision.touched)
        found.append(Case(kind, near, note, _truth(revision, target)))
    return found


def _truth(revision: Revision, target: Target) -> Truth:
    """Return what became of a target.

    Some things no reader can know. In another text nothing is left of a quote; but a longer one that stands there word
    for word is no false place, it is the same text. Where an edit copied the text word for word, and another one
    deleted the original or took it out of its surroundings, the copy looks just like a text that moved. Then the copy
    is as right as the original and as an orphan.
    """
    truth = Truth(Fate.DELETED)
    if revision.tracks is not None:
        truth = revision.tracks.truth(target.start, target.end)
        if truth.fate is not Fate.DELETED and revision.tracks.is_in_place(target.start, target.end, truth.places[0]):
            return truth
    copies = [copy for copy in _copies(revision, target) if all(overlap(copy, place) == 0 for place in truth.places)]
    return Truth(Fate.UNDECIDABLE, (*truth.places, *copies)) if copies else truth


def _copies(revision: Revision, target: Target) -> list[Range]:
    """Return where a quote, or the sentence of a short one, stands word for word in the new text."""
    quote = target.exact
    if len(quote) < SHORT:
        if revision.tracks is None:
            return []
        index, offset = revision.old.locate(target.start)
        block = revision.old.blocks[index]
        at = block.sentence_at(offset)
        quote = block.text[slice(*block.sentences[at])] if at >= 0 else ""
        if len(quote) < _SENTENCE:
            return []
    pattern = rf"(?<!\w){re.escape(comparable(quote))}(?!\w)"
    return [match.span() for match in re.finditer(pattern, comparable(revision.new.text))]


# --- what notes are made on -----------------------------------------------------------------------------------------


def _ranges(document: Document, random: Random) -> dict[str, list[Range]]:
    """Return ranges of each kind of note."""
    ranges: dict[str, list[Range]] = {
        kind: [] for kind in ("word", "phrase", "sentence", "paragraph", "blocks", "heading", "code", "item", "table")
    }
    for block, start in zip(document.blocks, document.starts, strict=True):
        whole = (start, start + len(block.text))
        if not block.text.strip():
            continue
        if block.kind is Kind.HEADING:
            ranges["heading"].append(whole)
        elif block.kind is Kind.CODE:
            ranges["code"] += _lines(block.text, start, random)
        elif block.kind is Kind.TABLE:
            ranges["table"] += _lines(block.text, start, random)
        else:
            ranges["item" if block.kind is Kind.LIST_ITEM else "paragraph"].append(whole)
            ranges["sentence"] += [(start + first, start + last) for first, last in block.sentences]
            found = [match.span() for match in _WORD.finditer(block.text)]
            ranges["word"] += [(start + first, start + last) for first, last in found]
            for at in range(len(found)):
                last = min(len(found) - 1, at + random.randint(1, 5))
                if last > at:
                    ranges["phrase"].append((start + found[at][0], start + found[last][1]))
    for at in range(len(document.blocks) - 2):
        last = at + random.randint(1, 2)
        ranges["blocks"].append((document.starts[at], document.starts[last] + len(document.blocks[last].text)))
    ranges["document"] = [(0, len(document.text))]
    return {kind: places for kind, places in ranges.items() if any(document.text[s:e].strip() for s, e in places)}


def _lines(text: str, start: int, random: Random) -> list[Range]:
    spans = [match.span() for match in re.finditer(r"[^\n]+", text)]
    found: list[Range] = []
    for at, (first, _) in enumerate(spans):
        last = spans[min(len(spans) - 1, at + random.choice((0, 0, 1, 3)))][1]
        found.append((start + first, start + last))
    return found


def _pick(ranges: dict[str, list[Range]], touched: tuple[Range, ...], random: Random) -> tuple[str, Range]:
    """Return a kind of note and a range; where something happened, if possible."""
    kinds = list(ranges)
    for _ in range(6):
        kind = random.choices(kinds, [0.15 if kind == "document" else 1.0 for kind in kinds])[0]
        places = ranges[kind]
        if touched:
            first, last = random.choice(touched)
            places = [place for place in places if place[0] < last + 40 and place[1] > first - 40]
        if places:
            return kind, random.choice(places)
    return kind, random.choice(ranges[kind])
