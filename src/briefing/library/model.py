"""The nouns of a collection: library, briefing, edition, problem."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from briefing.document.model import LANGS, Lang
from briefing.text import fold


class Problem(NamedTuple):
    """One thing that is wrong with a file; never hides the rest of the library.

    Attributes:
        path: the file, relative to its library where possible.
        line: 1-based line, or 0 when it concerns the whole file.
        code: a short stable name, e.g. "front-matter-yaml", "too-large", "encoding".
        severity: "error" (not shown in the library), "warning" (shown, but wrong) or "note" (skipped by rule).
        message: one sentence in English; `{name}` stands for a value.
        values: what the names stand for.
    """

    path: str
    line: int
    code: str
    severity: str
    message: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The message in English with its values."""
        return self.message.format(**dict(self.values))


class Edition(NamedTuple):
    """One language of a briefing: one file.

    Attributes:
        lang: its language.
        path: absolute path of the file.
        rel: path relative to its library root, with forward slashes.
        title, summary: one line each, cleaned; the title falls back to the first heading, then to the file name.
        date: state of knowledge as ISO "2026-11-22" (or "2026-11", "2026"), or empty.
        tags: cleaned, in source order.
        words: number of words of the body.
        url: address of the published text from the front matter (http, https), or empty.
        size, mtime_ns, digest: what the catalogue compares to see that a file changed; digest is blake2b-16 in hex.
    """

    lang: Lang
    path: Path
    rel: str
    title: str
    summary: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()
    words: int = 0
    url: str = ""
    size: int = 0
    mtime_ns: int = 0
    digest: str = ""


class Briefing(NamedTuple):
    """One text in one or two languages.

    Attributes:
        id: the slug that addresses, notes and exports use; unique in a library, never a path of this machine.
        editions: by language; at least one.
        kind: "briefing", "timeline", "register", "glossary" or "guide".
        weight: place in the reading order; lower first; None sorts after all numbers.
    """

    id: str
    editions: Mapping[Lang, Edition]
    kind: str = "briefing"
    weight: float | None = None

    @property
    def langs(self) -> tuple[Lang, ...]:
        """The languages that are there, German first."""
        return tuple(lang for lang in LANGS if lang in self.editions)

    def edition(self, lang: Lang) -> Edition:
        """Return the edition in `lang`, or the one that is there."""
        return self.editions.get(lang) or next(iter(self.editions.values()))

    @property
    def date(self) -> str:
        """The newest date of its editions, or empty."""
        return max(edition.date for edition in self.editions.values())

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of all editions, without repetition, in order."""
        return tuple(dict.fromkeys(tag for lang in self.langs for tag in self.editions[lang].tags))


class Called(Enum):
    """What a briefing may be named by, without regard to case, accents and umlauts."""

    WHOLE = "="
    """Its id."""
    LAST = "/"
    """The last part of its id."""
    PATH = "."
    """The path of one of its files, as it is shown."""


def names_of(briefing: Briefing, by: Called) -> tuple[str, ...]:
    """Return what a briefing is called, folded."""
    if by is Called.WHOLE:
        return (fold(briefing.id),)
    if by is Called.LAST:
        return (fold(briefing.id.rpartition("/")[2]),)
    return tuple(fold(edition.rel) for edition in briefing.editions.values())


class Shelf(Sequence[Briefing]):
    """Briefings that are found by what they are called without a look at all of them."""

    @abstractmethod
    def positions(self, by: Called, folded: str) -> list[int]:
        """Return where the briefings are that are called so, in order."""

    @abstractmethod
    def of_kind(self, kind: str) -> list[Briefing]:
        """Return the briefings of a kind, in order; reads through all, but makes only those."""


class Problems(Sequence[Problem]):
    """Problems that were counted before."""

    serious: int
    """Number of those that are more than notes."""


@dataclass(frozen=True, slots=True)
class Library:
    """All briefings of one or more folders, in reading order (weight, then newest date, then title).

    Attributes:
        roots: absolute paths of the folders (or single files) it was made from.
        briefings: in reading order; those of a large library are made when they are looked at, so that to go through
            all of them takes its time, and two looks give equal briefings, but not the same object.
        problems: what could not be read, with the reason.
        by_id: the briefings by their ids.
        stamp: as long as `Catalogue.stamp` says the same, the files are those that this was made from; empty if that
            can't be told.
    """

    roots: tuple[Path, ...]
    briefings: Sequence[Briefing] = ()
    problems: Sequence[Problem] = ()
    by_id: Mapping[str, Briefing] = field(default_factory=dict, compare=False)
    stamp: str = field(default="", compare=False)

    def get(self, briefing_id: str) -> Briefing | None:
        """Return the briefing with this id, or None."""
        return self.by_id.get(briefing_id)

    def position(self, briefing_id: str) -> int | None:
        """Return where the briefing with this id stands in the reading order, or None."""
        there = self.positions(Called.WHOLE, fold(briefing_id))
        return next((index for index in there if self.briefings[index].id == briefing_id), None)

    def positions(self, by: Called, folded: str) -> list[int]:
        """Return where the briefings are that are called so, in reading order."""
        if isinstance(self.briefings, Shelf):
            return self.briefings.positions(by, folded)
        return [index for index, briefing in enumerate(self.briefings) if folded in names_of(briefing, by)]

    def of_kind(self, kind: str) -> list[Briefing]:
        """Return the briefings of a kind, in reading order; goes through all, so not for the screen's thread."""
        if isinstance(self.briefings, Shelf):
            return self.briefings.of_kind(kind)
        return [briefing for briefing in self.briefings if briefing.kind == kind]

    @property
    def serious(self) -> int:
        """The number of problems that are more than notes."""
        if isinstance(self.problems, Problems):
            return self.problems.serious
        return sum(problem.severity != "note" for problem in self.problems)
