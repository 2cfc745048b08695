"""Keeping the notes of several devices the same through a folder that any other tool carries around.

Each device writes one file with all versions that it knows, from itself and from the others, and merges the files of
the others. What is known only grows, so that devices that have heard of the same are the same, whatever came late,
twice or out of order.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from briefing.errors import StoreError
from briefing.i18n import n_
from briefing.notes.exchange.journals import journal_name, open_folder, read_all, write
from briefing.notes.exchange.knowing import known_of
from briefing.notes.exchange.lines import text_line, version_line
from briefing.notes.exchange.model import Reject
from briefing.notes.installation import NAME
from briefing.notes.model import Version
from briefing.notes.store import Store
from briefing.notes.versions import Merged


class Synced(NamedTuple):
    """What a sync did.

    Attributes:
        merged: what became of the notes.
        read: names of the journals that were read, ours not among them.
        written: whether ours had to be written.
        newer: names of journals that a newer version of this program wrote; they are left alone.
        unread: names of journals that can't be read, each with the reason (a message id, or what the system says).
        cut: names of journals that end in the middle of a line, as if they were still on their way.
        broken: lines that can't be understood, each with the name of its journal.
    """

    merged: Merged
    read: tuple[str, ...] = ()
    written: bool = False
    newer: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    cut: tuple[str, ...] = ()
    broken: tuple[tuple[str, Reject], ...] = ()


def sync(store: Store, folder: Path, instance: str) -> Synced:
    """Merge what others left in a folder, and leave there what this device knows.

    Args:
        store: the notes of this device.
        folder: shared with the other devices; nothing outside of it is written.
        instance: the name of this installation, which no other one has.

    Raises:
        InputError: there is no such folder.
        StoreError: the notes or the folder can't be read or written; what was merged stays. Or there is no name.
    """
    if not NAME.fullmatch(instance):
        raise StoreError(n_("This installation has no name of its own, so it can't exchange notes."))
    place = open_folder(folder)
    own = journal_name(instance)
    try:
        lines = _lines(store)
        found = read_all(place, {line.encode("utf-8", "surrogatepass").rstrip(b"\n") for line in lines})
        versions: list[Version] = []
        sources: list[tuple[str, Reject]] = []
        texts: dict[str, None] = {}
        # Ours too: a copy of this device, or a backup that was restored, may have less or other notes than it says.
        for name, content in found.journals.items():
            versions += [entry.version for entry in content.entries]
            sources += [(name, Reject(entry.where, "", (), None)) for entry in content.entries]
            texts |= dict.fromkeys(content.texts)
        merged = store.merge(versions, texts, op="sync")
        if merged.is_news or texts:
            lines = _lines(store)
        written = own not in found.newer and write(place, instance, lines)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(n_("{path} can't be read or written: {reason}."), path=folder, reason=reason) from error
    broken = [(name, each) for name, content in found.journals.items() for each in content.rejects]
    for refused in merged.rejected:
        name, reject = sources[refused.number]
        broken.append((name, reject._replace(message=refused.reason)))
    return Synced(
        merged,
        tuple(name for name in found.journals if name != own),
        written,
        tuple(found.newer),
        tuple(found.unread),
        tuple(found.cut),
        tuple(broken),
    )


def _lines(store: Store) -> list[str]:
    known = known_of(store)
    return [*map(text_line, known.texts), *map(version_line, known.versions)]
