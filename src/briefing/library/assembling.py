"""From the facts of all files to a library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from briefing.library.editions import Group, group
from briefing.library.facts import Facts
from briefing.library.fields import KINDS
from briefing.library.identity import name_all
from briefing.library.model import Briefing, Library, Problem
from briefing.text import sort_key


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
        found += doubts
    names, doubts = name_all(groups, folders)
    briefings = in_reading_order(_briefing(one, name, folders) for one, name in zip(groups, names, strict=True))
    found += doubts
    found.sort(key=lambda problem: (problem.path, problem.line, problem.code))
    return Library(roots, briefings, tuple(found), {briefing.id: briefing for briefing in briefings})


def in_reading_order(briefings: Iterable[Briefing]) -> tuple[Briefing, ...]:
    """Return briefings by weight (without one last), then newest date, then title by German rules."""
    found = sorted(briefings, key=lambda briefing: (*sort_key(briefing.edition("de").title), briefing.id))
    found.sort(key=lambda briefing: briefing.date, reverse=True)
    found.sort(key=lambda briefing: float("inf") if briefing.weight is None else briefing.weight)
    return tuple(found)


def _briefing(found: Group, name: str, folders: Sequence[Path]) -> Briefing:
    fields = [member.facts.fields for member in found.members]
    return Briefing(
        id=name,
        editions={member.lang: member.edition(folders[member.root]) for member in found.members},
        kind=next((one.kind for one in fields if one.kind), KINDS[0]),
        weight=next((one.weight for one in fields if one.weight is not None), None),
    )
