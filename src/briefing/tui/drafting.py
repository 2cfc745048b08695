"""Keeps what is typed into an editor until its note is stored: on the disk, or where that fails in memory.

Everything here but `typed` waits for the disk and belongs on another thread than the screen's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from briefing.errors import BriefingError, BusyError
from briefing.notes.model import WHOLE, Category, Draft, Note
from briefing.notes.selectors import digest
from briefing.notes.stamps import now
from briefing.tui.desk import Desk


class Content(NamedTuple):
    """What can be typed into an editor."""

    body: str
    tags: tuple[str, ...]
    category: Category


def content_of(note: Note) -> Content:
    """Return what was typed of a note."""
    return Content(note.body, note.tags, note.category)


def draft_key(note: Note) -> str:
    """Return one key for each note, or for each passage without one.

    The words count, not the place alone: when the text has changed, another passage may stand there, and neither its
    draft nor the old one must take the other's place.
    """
    if note.id:
        return note.id
    target, whole = note.target, f":{WHOLE}" if note.kind == WHOLE else ""
    return f"{note.briefing}:{note.lang}:{target.start}:{digest(target.exact)[:16]}{whole}"


class Drafting:
    """The draft of one editor.

    Threads may come to it in any order; each stores what was typed last, and none after the note itself is stored.

    Args:
        desk: services; where the store refuses a draft, it is kept in `desk.unkept`.
        key: of the draft.
    """

    def __init__(self, desk: Desk, key: str) -> None:
        self._desk = desk
        self._key = key
        self._newest: Draft | None = None
        self._kept: Content | None = None
        self._is_read = False

    @property
    def exists(self) -> bool:
        """Whether something was typed here that is not stored as a note."""
        return self._kept is not None or self._newest is not None

    def is_new(self, note: Note) -> bool:
        """Return whether a note says something else than its draft on the disk."""
        return content_of(note) != self._kept

    def read(self) -> Draft | None:
        """Return what was typed here before and not stored.

        Raises:
            StoreError: that can't be read; a draft which is there will not be written over.
        """
        with self._desk.draft_lock:
            found = self._desk.unkept.get(self._key)
            if found is None:
                found = self._find()
                self._kept = content_of(found.note) if found else None
            self._is_read = True
            return found

    def _find(self) -> Draft | None:
        return next((draft for draft in self._desk.store.drafts() if draft.key == self._key), None)

    def typed(self, note: Note) -> None:
        """Take what was typed, to be kept by whichever thread comes next."""
        self._newest = Draft(self._key, note, now())

    def keep(self) -> BriefingError | None:
        """Store what was typed last; where that fails it is kept in memory, and the reason returned."""
        with self._desk.draft_lock:
            return self._store(self._newest) if self._newest else None

    def _store(self, draft: Draft) -> BriefingError | None:
        try:
            self._make_way()
            self._desk.store.save_draft(draft)
        except BriefingError as error:
            self._desk.unkept[draft.key] = draft
            return error
        self._kept = content_of(draft.note)
        self._desk.unkept.pop(draft.key, None)
        return None

    def _make_way(self) -> None:
        """Put a draft that could not be read when the editor was opened under another key."""
        if not self._is_read:
            found = self._find()
            if found:
                self._desk.store.save_draft(replace(found, key=f"{self._key}:{found.updated}"))
            self._is_read = True

    def forget(self) -> BriefingError | None:
        """Drop the draft, because nothing of it is left; return why that is impossible, if it is."""
        with self._desk.draft_lock:
            self._newest = self._kept = None
            return self._drop(self._key)

    def _drop(self, key: str) -> BriefingError | None:
        self._desk.unkept.pop(key, None)
        try:
            self._desk.store.drop_draft(key)
        except BriefingError as error:
            return error
        return None

    def stored(self, typed: Note, stored: Note) -> BriefingError | None:
        """Drop the draft, because its note is stored; what was typed since becomes a draft of that note.

        Args:
            typed: the note as it was typed when storing it began.
            stored: the same as it is stored.

        Returns:
            Why the draft can't be dropped; the note is safe, and a draft that stays behind does no harm.
        """
        with self._desk.draft_lock:
            old, self._key = self._key, stored.id
            newest, self._newest, self._kept = self._newest, None, None
            if newest is None or content_of(newest.note) in (content_of(typed), content_of(stored)):
                return self._drop(old)
            body, tags, category = content_of(newest.note)
            self._newest = Draft(stored.id, replace(stored, body=body, tags=tags, category=category), now())
            error = self._store(self._newest)
            return error or (self._drop(old) if old != stored.id else None)


def keep_again(desk: Desk) -> tuple[Draft, ...]:
    """Try again to store the drafts that the store refused; return those that it still refuses."""
    for key in tuple(desk.unkept):
        with desk.draft_lock:
            draft = desk.unkept.get(key)  # an editor may have stored it meanwhile
            if draft is None:
                continue
            try:
                desk.store.save_draft(draft)
            except BusyError:
                break  # the others would have to wait as long
            except BriefingError:
                continue  # the reader was told why when it happened
            desk.unkept.pop(key, None)
    return tuple(desk.unkept.values())
