"""Names that last: one id for each briefing, unique over all roots."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from briefing.i18n import n_
from briefing.library.editions import Group
from briefing.library.model import Problem
from briefing.library.patience import in_order
from briefing.text import one_line

MAX_LENGTH: Final = 200
"""Characters that an id may have."""

_UNSAFE = re.compile(r"[^\w.+~@=/-]+")
# What nearly all paths are; only a short cut.
_SAFE = re.compile(r"\w(?:[\w.-]*\w)?(?:/\w(?:[\w.-]*\w)?)*", re.ASCII)
_EDGES = "-~="  # an option, a home or a command to some shells where a word begins with it
_FALLBACK = "briefing"


def clean_id(text: str) -> str:
    """Return `text` as an id: no white space, `#`, control characters or anything a shell or path would act on.

    Letters of all scripts, digits and `_ . + ~ @ = - /` stay; other characters become hyphens. Empty if nothing is
    left. Idempotent.
    """
    if len(text) <= MAX_LENGTH and _SAFE.fullmatch(text):
        return text
    letters = "".join(c for c in one_line(text)[: 2 * MAX_LENGTH] if not "\u2400" <= c <= "\u2426" and c != "\ufffd")
    safe = _UNSAFE.sub("-", unicodedata.normalize("NFC", letters))
    return _join(_join(safe)[:MAX_LENGTH])


def _join(path: str) -> str:
    """Return a path without empty and dotted parts, each without what may not stand at its edges."""
    return "/".join(part for part in (part.strip(_EDGES) for part in path.split("/")) if part.strip("."))


def name_all(groups: Sequence[Group], folders: Sequence[Path]) -> tuple[list[str], list[Problem]]:
    """Return one id for each group, in order, and what had to give way.

    What front matter asks for goes first, then what the paths give; who comes later by root and path gives way: to the
    whole path where both are in one root, else behind the name of its root's folder, else to a number.

    Args:
        groups: the groups of all roots, by root and path.
        folders: for each root, the folder that its paths are relative to.
    """
    names: list[str] = [""] * len(groups)
    problems: list[Problem] = []
    taken: dict[str, int] = {}
    for index, group in enumerate(groups):
        wanted = _wanted(group, problems)
        if not wanted:
            continue
        if wanted in taken:
            problems.append(_problem(group, "id-taken", n_("The id “{id}” is taken by another text."), wanted))
        else:
            names[index] = wanted
            taken[wanted] = group.first.root
    counts: dict[str, int] = {}
    for index, group in in_order(list(enumerate(groups)), _turn):
        if not names[index]:
            names[index] = _free(group, folders, taken, counts)
            taken[names[index]] = group.first.root
    return names, problems


def _wanted(group: Group, problems: list[Problem]) -> str:
    """Return the id that a group's front matter asks for, or empty."""
    asked = {member.facts.fields.id for member in group.members if member.facts.fields.id}
    if not asked:
        return ""
    wanted = clean_id(next(member.facts.fields.id for member in group.members if member.facts.fields.id))
    if len(asked) > 1:
        message = n_("The languages have different ids; “{id}” counts.")
        problems.append(_problem(group, "id-differs", message, wanted))
    elif not wanted:
        problems.append(_problem(group, "id-unusable", n_("“{id}” has no character that an id may have."), *asked))
    return wanted


def _free(group: Group, folders: Sequence[Path], taken: dict[str, int], counts: dict[str, int]) -> str:
    """Return the first id from a group's paths that is not taken."""
    base = ""
    for wish in map(clean_id, _wishes(group, folders, taken)):
        if wish and wish not in taken:
            return wish
        base = base or wish or _FALLBACK
    if base not in taken:
        return base
    while True:
        counts[base] = counts.get(base, 1) + 1
        name = f"{base[: MAX_LENGTH - 8]}-{counts[base]}"
        if name not in taken:
            return name


def _wishes(group: Group, folders: Sequence[Path], taken: dict[str, int]) -> Iterator[str]:
    """Yield what a group may be called, best first."""
    first = group.first
    key = first.place.key or first.place.exact
    yield key
    yield first.place.exact
    if taken.get(clean_id(key), first.root) != first.root:
        yield f"{folders[first.root].name}/{key}"
    yield _without_ending("/".join(first.place.parts))


def _turn(numbered: tuple[int, Group]) -> tuple[int, bool, bool]:
    """Return when a group may choose: the one that won its place first, a page before the index of its folder."""
    _, group = numbered
    first = group.first
    return first.root, group.repeated, first.place.key != first.place.exact


def _without_ending(path: str) -> str:
    return re.sub(r"\.(?:md|markdown)$", "", path, flags=re.IGNORECASE)


def _problem(group: Group, code: str, message: str, *ids: str) -> Problem:
    return Problem(group.first.facts.rel, 1, code, "warning", message, (("id", one_line("".join(ids))[:80]),))
