"""Checks for authors: what in a briefing or a whole library should be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from briefing.i18n import n_
from briefing.library.model import Briefing, Library, Problem
from briefing.parallel.rules.case import Case, open_case
from briefing.parallel.rules.figures import differing_figures
from briefing.parallel.rules.footnotes import differing_footnotes, undefined_footnotes, unused_footnotes
from briefing.parallel.rules.front import missing_entries
from briefing.parallel.rules.links import dead_links
from briefing.parallel.rules.quotes import wrong_quotes
from briefing.parallel.rules.sequence import differing_blocks

Rule = Callable[[Case], Iterator[Problem]]

RULES: Final[tuple[Rule, ...]] = (
    missing_entries,
    differing_blocks,
    differing_figures,
    undefined_footnotes,
    unused_footnotes,
    differing_footnotes,
    dead_links,
    wrong_quotes,
)
"""What every briefing is held against; a rule yields problems with path and 1-based line, and never raises."""

MOST: Final = 1_000
"""Problems of one briefing that a rule may list."""


def check_briefing(briefing: Briefing) -> list[Problem]:
    """Return what is wrong with a briefing's texts, by file and line; a file that can't be read is an error."""
    case, problems = open_case(briefing)
    if case:
        for rule in RULES:
            problems += _first(rule(case), briefing)
    return sorted(problems, key=_place)


def _first(found: Iterator[Problem], briefing: Briefing) -> list[Problem]:
    """Return what a rule finds, up to `MOST`, and say so if there is more."""
    kept = list(islice(found, MOST))
    if next(found, None) is not None:
        code = kept[-1].code
        rel = briefing.edition(briefing.langs[0]).rel
        message = n_("There is more of “{code}” than {limit}; the rest is not listed.")
        kept.append(Problem(rel, 1, "more", "note", message, (("code", code), ("limit", str(MOST)))))
    return kept


def check_library(library: Library, progress: Callable[[int, int], None] | None = None) -> list[Problem]:
    """Return what is wrong with a library and all of its briefings, by file and line.

    Args:
        library: as the catalogue gave it; its own problems are among the answer.
        progress: called with (briefings done, of how many).
    """
    found = list(library.problems)
    found += _alone(library)
    for done, briefing in enumerate(library.briefings, 1):
        found += check_briefing(briefing)
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
