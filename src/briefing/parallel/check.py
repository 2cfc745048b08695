"""Checks for authors: what in a briefing or a whole library should be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from briefing.i18n import n_
from briefing.library.model import Briefing, Library, Problem
from briefing.parallel.rules.apostrophes import straight_apostrophes
from briefing.parallel.rules.case import Case, open_case
from briefing.parallel.rules.codes import CODES, Level, severity_of
from briefing.parallel.rules.figures import differing_figures
from briefing.parallel.rules.footnote_places import (
    differing_numbers,
    differing_sources,
    footnotes_of_sentences,
    misplaced_footnotes,
)
from briefing.parallel.rules.footnotes import (
    differing_footnotes,
    empty_footnotes,
    repeated_footnotes,
    undefined_footnotes,
    unused_footnotes,
)
from briefing.parallel.rules.front import missing_entries
from briefing.parallel.rules.headings import Headings
from briefing.parallel.rules.hype import hype_words
from briefing.parallel.rules.limits import few_sources, length_limits, missing_state, unequal_rows
from briefing.parallel.rules.links import dead_anchors, dead_links
from briefing.parallel.rules.moved import moved_blocks
from briefing.parallel.rules.names import differing_names
from briefing.parallel.rules.quotes import wrong_quotes
from briefing.parallel.rules.registers import names_of
from briefing.parallel.rules.sequence import differing_blocks, differing_tables
from briefing.parallel.rules.spaces import breaking_spaces

Rule = Callable[[Case], Iterator[Problem]]

RULES: Final[tuple[Rule, ...]] = (
    missing_entries,
    differing_blocks,
    moved_blocks,
    differing_tables,
    differing_figures,
    differing_names,
    undefined_footnotes,
    unused_footnotes,
    empty_footnotes,
    repeated_footnotes,
    differing_footnotes,
    misplaced_footnotes,
    differing_numbers,
    differing_sources,
    dead_links,
    dead_anchors,
    wrong_quotes,
    straight_apostrophes,
    breaking_spaces,
)
"""What every briefing is held against; a rule yields problems with path and 1-based line, and never raises."""

STRICT_RULES: Final[tuple[Rule, ...]] = (
    footnotes_of_sentences,
    unequal_rows,
    hype_words,
    length_limits,
    missing_state,
    few_sources,
)
"""What a briefing is held against besides if strictness is asked for."""

MOST: Final = 1_000
"""Problems of one briefing that a rule may list."""


def check_briefing(
    briefing: Briefing,
    *,
    strict: bool = False,
    names: frozenset[str] = frozenset(),
    headings: Headings | None = None,
) -> list[Problem]:
    """Return what is wrong with a briefing's texts, by file and line; a file that can't be read is an error.

    Args:
        briefing: which one.
        strict: whether to hold it against everything, and make warnings of remarks on typography.
        names: what the library's registers call models.
        headings: those of texts that were looked into before.
    """
    case, problems = open_case(briefing, names, headings)
    if case:
        for rule in (*RULES, *(STRICT_RULES if strict else ())):
            problems += _first(rule(case), briefing)
    weighed = (each._replace(severity=severity_of(each.code, each.severity, strict=strict)) for each in problems)
    return sorted(weighed, key=_place)


def gathered(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems without those that are told once for each file, the first of each excepted."""
    kept: list[Problem] = []
    told: set[tuple[str, str]] = set()
    for problem in problems:
        place = problem.path, problem.code
        once = problem.code in CODES and CODES[problem.code].level is Level.ONCE
        if not (once and place in told):
            kept.append(problem)
        told.add(place)
    return kept


def _first(found: Iterator[Problem], briefing: Briefing) -> list[Problem]:
    """Return what a rule finds, up to `MOST`, and say so if there is more."""
    kept = list(islice(found, MOST))
    if next(found, None) is not None:
        code = kept[-1].code
        rel = briefing.edition(briefing.langs[0]).rel
        message = n_("There is more of “{code}” than {limit}; the rest is not listed.")
        kept.append(Problem(rel, 1, "more", "note", message, (("code", code), ("limit", str(MOST)))))
    return kept


def check_library(
    library: Library, progress: Callable[[int, int], None] | None = None, *, strict: bool = False
) -> list[Problem]:
    """Return what is wrong with a library and all of its briefings, by file and line.

    Args:
        library: as the catalogue gave it; its own problems are among the answer.
        progress: called with (briefings done, of how many).
        strict: as for `check_briefing`.
    """
    found = list(library.problems)
    found += _alone(library)
    names, headings = names_of(library), Headings()
    for done, briefing in enumerate(library.briefings, 1):
        found += check_briefing(briefing, strict=strict, names=names, headings=headings)
        if progress:
            progress(done, len(library.briefings))
    return sorted(dict.fromkeys(found), key=_place)


def _alone(library: Library) -> Iterator[Problem]:
    """Yield the briefings in one language, where most have two."""
    if sum(len(briefing.langs) > 1 for briefing in library.briefings) * 2 <= len(library.briefings):
        return
    for briefing in library.briefings:
        if len(briefing.langs) == 1:
            message = (
                n_("There is no English edition.") if "de" in briefing.langs else n_("There is no German edition.")
            )
            rel = briefing.edition(briefing.langs[0]).rel
            yield Problem(rel, 1, "counterpart-missing", "note", message)


def _place(problem: Problem) -> tuple[str, int, str]:
    return problem.path, problem.line, problem.code
