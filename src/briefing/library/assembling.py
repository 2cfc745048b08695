"""From the facts of all files to a library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from briefing.library.editions import Group, group
from briefing.library.facts import Facts
from briefing.library.fields import KINDS
from briefing.library.identity import name_all
from briefing.library.model import Briefing, Library, Problem
from briefing.library.patience import in_order, let_go
from briefing.text import sort_key

_BACKWARDS: Final = str.maketrans("-0123456789", ":9876543210")
"""Makes dates sort from new to old, with "~" behind them."""


def assemble(
    roots: tuple[Path, ...], folders: Sequence[Path], files: Sequence[Sequence[Facts]], problems: Sequence[Problem]
) -> Library:
    """Return the library of some roots.

    Args:
        roots: as they are named in the library.
        folders: for each root, the folder that the paths of its files are relative to.
        files: for each root, the facts of its files.
        problems: what was already found on the way.
    """
    groups: list[Group] = []
    found = list(problems)
    for index, facts in enumerate(files):
        usable = [one for one in facts if one.readable]
        found += [problem for one in facts for problem in one.problems]
        some, doubts = group(usable, index, single=roots[index] != folders[index])
        groups += some
        some.clear()
        found += doubts
    names, doubts = name_all(groups, folders)
    briefings = in_reading_order(_briefing(one, name, folders) for one, name in zip(groups, names, strict=True))
    let_go(groups)
    found += doubts
    by_id = {briefing.id: briefing for briefing in briefings}
    return Library(roots, briefings, by_path(found), by_id)


def by_path(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order in which they are shown."""
    return tuple(in_order(problems, lambda problem: (problem.path, problem.line, problem.code)))


def in_reading_order(briefings: Iterable[Briefing]) -> tuple[Briefing, ...]:
    """Return briefings by weight (without one last), then newest date, then title by German rules."""
    return tuple(in_order(list(briefings), reading_place))


def reading_place(briefing: Briefing) -> tuple[Any, ...]:
    """Return what briefings are in reading order by."""
    weight = float("inf") if briefing.weight is None else briefing.weight
    return weight, briefing.date.translate(_BACKWARDS) + "~", *sort_key(briefing.edition("de").title), briefing.id


def _briefing(found: Group, name: str, folders: Sequence[Path]) -> Briefing:
    fields = [member.facts.fields for member in found.members]
    return Briefing(
        id=name,
        editions={member.lang: member.edition(folders[member.root]) for member in found.members},
        kind=next((one.kind for one in fields if one.kind), KINDS[0]),
        weight=next((one.weight for one in fields if one.weight is not None), None),
    )
