"""A cache brought up to date where only the contents of a few files changed: nothing else is looked at again."""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from briefing.document.model import LANGS
from briefing.library.assembling import reading_place
from briefing.library.cache_file import Cache
from briefing.library.discovery import Found
from briefing.library.facts import Facts
from briefing.library.file_facts import FILES, find_facts, pack_facts
from briefing.library.language import code_language
from briefing.library.model import Briefing, Called, Edition
from briefing.library.packing import pack_briefing, prefixes
from briefing.library.shelf import MARKS, PackedShelf
from briefing.library.tables import Lines, Numbers, hashed, runs, splice
from briefing.library.walking import DIGEST, UNSETTLED, Folder, is_ordinary
from briefing.text import fold

FOLDERS: Final = "folders"
"""Section with a line for each folder, in no order."""
_LINE: Final = 3 * DIGEST
_MOST: Final = 1_000
"""Changed files up to which it is worth while."""
_COPIED: Final = (
    "names",
    "problems",
    "problems-starts",
    "skipped",
    "skipped-starts",
    "files-names",
    "files-names-places",
)


class _ElseError(Exception):
    """More has changed than can be patched."""


class _Edit(NamedTuple):
    """A file that changed."""

    root: int
    place: int
    before: Facts
    after: Facts


def pack_folders(folders: Sequence[Folder]) -> dict[str, bytes]:
    """Return the section that tells a later scan in which folders something changed."""
    return {FOLDERS: b"".join(folder.line + folder.states for folder in folders)}


def patch(
    kept: Cache, folders: Sequence[Folder], paths: Sequence[Path], learn: Callable[[Found, Facts], Facts | None]
) -> dict[str, bytes] | None:
    """Return the sections of a cache as a whole scan would make them, or None if only that can.

    Args:
        kept: what is known; may be damaged.
        folders: all folders of the roots as they are now.
        paths: for each root, the folder that the paths of its files are relative to.
        learn: returns the facts of a file as it is now, given those that are known; the same if it is surely unchanged,
            None if it can't be read.
    """
    try:
        edits = _edits(kept, _changed(kept, folders), paths, learn)
        return {**_patched(kept, edits, paths), **pack_folders(folders)}
    except (_ElseError, ValueError, TypeError, LookupError, OSError):
        return None


def _changed(kept: Cache, folders: Sequence[Folder]) -> list[Folder]:
    """Return the folders in which sizes or times changed; there may be no other change."""
    if any(folder.names == UNSETTLED for folder in folders):
        raise _ElseError
    data = kept.read(FOLDERS)
    before = {data[at : at + _LINE] for at in range(0, len(data), _LINE)}
    if len(before) != len(folders) or {line[:-DIGEST] for line in before} != {folder.line for folder in folders}:
        raise _ElseError
    return [folder for folder in folders if folder.line + folder.states not in before or not any(folder.states)]


def _edits(
    kept: Cache, folders: Sequence[Folder], paths: Sequence[Path], learn: Callable[[Found, Facts], Facts | None]
) -> list[_Edit]:
    found: list[_Edit] = []
    for folder in folders:
        with os.scandir(paths[folder.root] / folder.prefix) as entries:
            ordinary = [entry for entry in entries if is_ordinary(entry)]
        for entry in ordinary:
            status = entry.stat(follow_symlinks=False)
            one = Found(folder.root, folder.prefix + entry.name, status.st_size, status.st_mtime_ns)
            known = find_facts(kept, one.root, one.inside)
            after = learn(one, known[1]) if known else None
            if known is None or after is None or _shape(known[1]) != _shape(after):
                raise _ElseError
            if after != known[1]:
                found.append(_Edit(one.root, known[0], known[1], after))
            if len(found) > _MOST:
                raise _ElseError
    return sorted(found, key=lambda edit: edit.place)


def _shape(facts: Facts) -> Facts:
    """Return what decides which briefings there are, what they are called and what is wrong with them."""
    fields = facts.fields
    if not facts.readable or not (fields.title or facts.heading):
        raise _ElseError  # its name stands for its title
    plain = fields._replace(title="", summary="", date="", tags=(), url="")
    vote = "" if _says_language(facts.inside) else facts.vote
    return facts._replace(size=0, mtime_ns=0, digest="", fields=plain, heading="", vote=vote, words=0)


def _says_language(inside: str) -> bool:
    """Return whether a path surely tells a file's language, so that its words don't count."""
    *folders, name = inside.split("/")
    base, _, mark = name.rpartition(".")[0].rpartition(".")
    return any(code_language(part) in LANGS for part in (*folders, mark if base else ""))


def _patched(kept: Cache, edits: Sequence[_Edit], paths: Sequence[Path]) -> dict[str, bytes]:
    shelf = PackedShelf(kept, paths)
    changed: dict[int, Briefing] = {}
    for edit in edits:
        path = paths[edit.root] / edit.before.inside
        for place in shelf.positions(Called.PATH, fold(edit.before.rel)):
            briefing = changed.get(place, shelf[place])
            editions = {
                lang: _edition(edition, edit.after) if edition.path == path else edition
                for lang, edition in briefing.editions.items()
            }
            if editions != briefing.editions:
                changed[place] = briefing._replace(editions=editions)
    files = [(edit.place, pack_facts(edit.root, edit.after)) for edit in edits]
    return {
        **{section: kept.read(section) for section in _COPIED},
        **_moved(kept, shelf, changed, prefixes(paths)),
        **splice(Lines(kept, FILES), FILES, [place for place, _ in files], files),
    }


def _edition(edition: Edition, facts: Facts) -> Edition:
    fields = facts.fields
    return edition._replace(
        title=fields.title or facts.heading,
        summary=fields.summary,
        date=fields.date,
        tags=fields.tags,
        words=facts.words,
        url=fields.url,
        size=facts.size,
        mtime_ns=facts.mtime_ns,
        digest=facts.digest,
    )


def _moved(kept: Cache, shelf: PackedShelf, changed: dict[int, Briefing], folders: Sequence[str]) -> dict[str, bytes]:
    """Return the sections of the briefings, with the changed ones where they belong now."""
    orders = sorted((reading_place(briefing), place) for place, briefing in changed.items())
    put = [
        (bisect_left(shelf, order, key=reading_place), pack_briefing(changed[place], folders))
        for order, place in orders
    ]
    marks, old_marks = array("Q"), Numbers(kept, MARKS)[:]
    places = array("Q", bytes(len(shelf) * 8))
    turn = iter(orders)
    for first, end, line in runs(len(shelf), changed, put):
        for at in range(first, end):
            places[at] = len(marks) + at - first
        marks += old_marks[first:end]
        if line is not None:
            places[next(turn)[1]] = len(marks)
            marks.append(hashed(line))
    names = array("Q", (places[at] for at in Numbers(kept, "names-places")[:]))
    return {
        **splice(Lines(kept, "briefings"), "briefings", changed, put),
        MARKS: marks.tobytes(),
        "names-places": names.tobytes(),
    }
