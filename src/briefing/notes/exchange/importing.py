"""An import from beginning to end: files are read and checked as a whole, then merged in one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from briefing.errors import InputError, StoreError
from briefing.i18n import n_
from briefing.library.model import Briefing, Library
from briefing.notes.exchange.matching import Matching
from briefing.notes.exchange.model import MAX_BYTES, Content, Reject
from briefing.notes.exchange.reading import read_file
from briefing.notes.exchange.writing import write_whole
from briefing.notes.model import Version
from briefing.notes.stamps import new_id, now
from briefing.notes.store import Store
from briefing.notes.versions import Merged
from briefing.parallel.model import Parallel
from briefing.text import one_line

FOLDER: Final = "quarantine"
_KEPT: Final = 100_000
"""Characters of an entry that are written down when it is set aside."""


class Given(NamedTuple):
    """A file to import: what it is called, and all that it holds."""

    name: str
    data: bytes


def open_given(path: Path) -> Given:
    """Return a file to import, read as far as it may be long.

    Raises:
        InputError: it can't be read.
    """
    name = one_line(str(path))
    try:
        with path.open("rb") as file:
            return Given(name, file.read(MAX_BYTES + 1))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(n_("{path} can't be read: {reason}."), path=name, reason=reason) from error


class Aside(NamedTuple):
    """An entry that was set aside.

    Attributes:
        file: name of its file.
        reject: where and why.
        is_by_line: whether its place there is a line; else its number among the entries.
    """

    file: str
    reject: Reject
    is_by_line: bool = True


@dataclass(slots=True)
class Prepared:
    """Files that were read and checked; nothing is written yet.

    Attributes:
        formats: name and format of each file.
        versions: all that can be merged.
        sources: for each of these its file and entry, as it would be set aside.
        texts: annotated texts.
        aside: entries that can't be understood.
    """

    formats: list[tuple[str, str]] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    sources: list[Aside] = field(default_factory=list)
    texts: dict[str, None] = field(default_factory=dict)
    aside: list[Aside] = field(default_factory=list)


class Report(NamedTuple):
    """What an import did, or would do.

    Attributes:
        merged: what became of the notes.
        aside: entries that were set aside, by file and place.
        quarantine: the file that keeps these, or None.
    """

    merged: Merged
    aside: tuple[Aside, ...]
    quarantine: Path | None = None


def prepare(
    files: Sequence[Given], library: Library, open_parallel: Callable[[Briefing], Parallel], fmt: str | None = None
) -> Prepared:
    """Read and check files.

    Args:
        files: what to import.
        library: where briefings are looked for.
        open_parallel: reads and pairs the editions of a briefing.
        fmt: format of all of them; None to tell it from their content.

    Raises:
        InputError: a file as a whole can't be read; names it.
        UsageError: there is no such format.
    """
    prepared = Prepared()
    matching = Matching(library, open_parallel)
    for file in files:
        content = read_file(file.data, file.name, fmt)
        prepared.formats.append((file.name, content.format))
        _take(prepared, file.name, content, matching)
    return prepared


def _take(prepared: Prepared, name: str, content: Content, matching: Matching) -> None:
    by_line = content.is_by_line
    prepared.aside += [Aside(name, each, by_line) for each in content.rejects]
    prepared.texts |= dict.fromkeys(content.texts)
    for entry in content.entries:
        prepared.versions.append(entry.version)
        prepared.sources.append(Aside(name, Reject(entry.where, "", (), entry.raw), by_line))
    for foreign in content.foreign:
        version, text = matching.version(foreign)
        prepared.versions.append(version)
        prepared.sources.append(Aside(name, Reject(foreign.where, "", (), foreign.raw), by_line))
        if text:
            prepared.texts[text] = None


def run(prepared: Prepared, store: Store, *, dry_run: bool = False) -> Report:
    """Merge what was prepared, in one transaction that can be undone in one go.

    Args:
        prepared: what `prepare` returned.
        store: where to; what is set aside is kept in the quarantine beside its file.
        dry_run: say what would be done, and write nothing.

    Raises:
        StoreError: it can't be saved; nothing was imported.
    """
    merged = store.merge(prepared.versions, prepared.texts, dry_run=dry_run)
    refused = []
    for each in merged.rejected:
        source = prepared.sources[each.number]
        refused.append(source._replace(reject=source.reject._replace(message=each.reason)))
    order = {name: index for index, (name, _) in enumerate(prepared.formats)}
    aside = tuple(sorted((*prepared.aside, *refused), key=lambda each: (order[each.file], each.reject.where)))
    folder = store.folder
    kept = None if dry_run or folder is None or not aside else _set_aside(folder / FOLDER, aside)
    return Report(merged, aside, kept)


def _set_aside(folder: Path, aside: Sequence[Aside]) -> Path:
    """Write down the entries that were not imported, with the reasons; return the file.

    Raises:
        StoreError: it can't be written.
    """
    stamp = now()
    path = folder / f"import-{''.join(char for char in stamp if char.isalnum())}-{new_id()[-6:]}.json"
    entries = [_written(each) for each in aside]
    data = json.dumps({"format": "briefing-quarantine", "version": 1, "at": stamp, "entries": entries}, indent=1)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, path.with_suffix(".part"), data.encode("ascii"))
    except OSError as error:
        raise StoreError(
            n_("The notes were imported, but what was set aside can't be written to {path}: {reason}."),
            path=path,
            reason=error.strerror or str(error),
        ) from error
    return path


def _written(aside: Aside) -> dict[str, Any]:
    raw = aside.reject.raw
    text = json.dumps(raw, default=repr)
    if len(text) > _KEPT:
        raw = text[:_KEPT]
    return {"file": aside.file, "where": aside.reject.where, "reason": aside.reject.reason, "entry": raw}
