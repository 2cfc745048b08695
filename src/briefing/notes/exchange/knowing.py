"""All that is known of notes: every version of each, and the texts that they are on."""

from __future__ import annotations

from typing import NamedTuple

from briefing.notes.model import Version
from briefing.notes.store import Store


class Known(NamedTuple):
    """What there is to be told.

    Attributes:
        versions: by their notes, of each the oldest first; in an order that depends on nothing else.
        texts: annotated texts that they refer to, as far as they are kept.
    """

    versions: tuple[Version, ...]
    texts: tuple[str, ...]


def known_of(store: Store, briefing: str | None = None) -> Known:
    """Return what is known of all notes, or of those that are on a briefing now, also in the trash.

    Raises:
        StoreError: the notes can't be read.
    """
    known = store.all_versions()
    versions = [
        version
        for note_id in sorted(known)
        if briefing is None or known[note_id][-1].note.briefing == briefing
        for version in known[note_id]
    ]
    digests = sorted({version.note.target.snapshot for version in versions} - {""})
    texts = [text for digest in digests if (text := store.snapshot(digest)) is not None]
    return Known(tuple(versions), tuple(texts))
