"""Reading and writing notes on an open connection; the caller holds the lock and the transaction.

Every change of a note goes through `Records.write`, which numbers it, remembers it in the history and never erases
anything but tags that the history still has.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from briefing.document.model import PROJECTOR
from briefing.notes.model import Draft, Note, Target, Version
from briefing.notes.selectors import digest
from briefing.notes.stamps import new_id
from briefing.notes.store import rows, schema
from briefing.notes.versions import Versions, content, settled


@dataclass(frozen=True, slots=True)
class Change:
    """What kind of change is being made.

    Attributes:
        op: "add", "edit", "delete", "restore", "undo", "redo", "recover", "import" or "sync".
        group: changes with the same group are undone together.
    """

    op: str
    group: str


class Records:
    """The notes behind one connection.

    Args:
        connection: open, with tables.
        instance: name of this installation, kept with each change.
        clock: returns the time as UTC ISO 8601 with milliseconds.
        flag: is told the id of each note whose row is damaged, and whether it could be read from the history.
    """

    def __init__(
        self, connection: sqlite3.Connection, instance: str, clock: Callable[[], str], flag: Callable[[str, bool], None]
    ) -> None:
        self._connection = connection
        self._instance = instance
        self._clock = clock
        self._flag = flag

    def find(self, note_id: str) -> Note | None:
        """Return one note, also from the trash."""
        found = self._row(note_id)
        return self._read(*found) if found else None

    def _row(self, note_id: str) -> tuple[sqlite3.Row, list[str]] | None:
        row = self._connection.execute(schema.NOTE, {"id": rows.storable(note_id)}).fetchone()
        if row is None:
            return None
        tags = self._connection.execute(schema.TAGS_OF, {"id": row["id"]}).fetchall()
        return row, [tag["tag"] for tag in tags]

    def all(self, briefing: str | None, *, deleted: bool) -> list[Note]:
        """Return the notes of one briefing or of all, oldest first: those in use, or those in the trash."""
        return [self._read(row, tags) for row, tags in self.rows(briefing, deleted=deleted)]

    def rows(self, briefing: str | None, *, deleted: bool) -> list[tuple[sqlite3.Row, list[str]]]:
        """Return the rows of notes with their tags, unchecked; which and in which order as in `all`."""
        if briefing is None:
            statement = schema.DELETED_NOTES if deleted else schema.LIVE_NOTES
        else:
            statement = schema.DELETED_NOTES_OF if deleted else schema.LIVE_NOTES_OF
        values = {"briefing": rows.storable(briefing or "")}
        found = self._connection.execute(statement, values).fetchall()
        tags: defaultdict[str, list[str]] = defaultdict(list)
        tagged = schema.TAGS if briefing is None else schema.TAGS_IN
        for note_id, tag in self._connection.execute(tagged, values).fetchall():
            tags[note_id].append(tag)
        return [(row, tags[row["id"]]) for row in found]

    def _read(self, row: sqlite3.Row, tags: list[str]) -> Note:
        """Return a row's note; if the row is damaged, the note as the history knows it, if that is sound."""
        note, sound = rows.read_note(row, tags)
        if sound:
            return note
        remembered = self._last(row["id"])
        self._flag(note.id, remembered is not None)
        return remembered.note if remembered else note

    def _last(self, note_id: str) -> Version | None:
        """Return a note as the history knows it, if that is sound."""
        last = self._connection.execute(schema.LAST_HISTORY, {"id": note_id}).fetchone()
        remembered = rows.read_history(last) if last else None
        return Version(remembered[1], last["op"], last["at"], last["instance"]) if remembered else None

    def mend(self, note_id: str) -> bool:
        """Write the rows of a damaged note anew, as its history knows it; return whether that was needed and done."""
        found = self._row(note_id)
        if found is None or rows.read_note(*found)[1]:
            return False
        self._read(*found)  # says so
        last = self._last(note_id)
        if last is None:
            return False
        self._write(last.note, last.note, self._existing_document(last.note), last.instance)
        self._connection.execute(schema.ADD_TARGET, rows.target_row(note_id, last.note.target))
        return True

    def write(
        self, before: Note | None, after: Note, change: Change, snapshot_text: str = "", *, recovered: bool = False
    ) -> Note:
        """Write a new or changed note with its history; return it as it will be read back.

        Args:
            before: the note as it is stored now; None for a new one.
            after: what it shall be; its `rev` and `updated` are counted up here.
            change: kind and group of this change.
            snapshot_text: text that a new target's offsets refer to, or empty.
            recovered: the note is only put back, so its time stays.
        """
        now = self._clock()
        document_id, title = self.document(after)
        # The clock may be set back; a note's own time never is, so that the newest version stays the newest.
        updated = after.updated if recovered else max(now, after.updated)
        after = replace(after, title=title, created=after.created or now, updated=updated)
        after = replace(after, rev=max(before.rev + 1, after.rev) if before else after.rev)
        if before is None or after.target != before.target:
            target = self._keep_snapshot(document_id, after.target, snapshot_text, now)
            after = replace(after, target=target)
        self._write(before, after, document_id, self._instance)
        history = rows.history_row(before, after, change.op, change.group, self._instance, now)
        self._connection.execute(schema.ADD_HISTORY, history)
        return after

    def _write(self, before: Note | None, after: Note, document_id: str, instance: str) -> None:
        """Write a note without its history."""
        row = rows.note_row(after, document_id, instance)
        self._connection.execute(schema.CHANGE_NOTE if before else schema.ADD_NOTE, row)
        if before is None or after.target != before.target:
            self._connection.execute(schema.ADD_TARGET, rows.target_row(after.id, after.target))
        self._connection.execute(schema.DROP_TAGS, {"id": after.id})
        for tag in after.tags:
            self._connection.execute(schema.ADD_TAG, {"id": after.id, "tag": tag, "tag_key": rows.tag_key(tag)})

    # --- versions from elsewhere ------------------------------------------------------------------------------------

    def versions(self, note_id: str) -> Versions:
        """Return the versions of a note that are known, also of one that isn't a note any more."""
        found = self._connection.execute(schema.HISTORY_OF, {"id": rows.storable(note_id)}).fetchall()
        versions = settled(version for row in found if (version := rows.read_version(row)))
        note = self.find(note_id)
        return self._with_current(versions, note) if note else versions

    def everything(self) -> dict[str, tuple[Note | None, Versions]]:
        """Return all notes, also from the trash, with their versions, by their ids."""
        found: defaultdict[str, list[Version]] = defaultdict(list)
        for row in self._connection.execute(schema.HISTORY).fetchall():
            version = rows.read_version(row)
            if version:
                found[row["annotation_id"]].append(version)
        notes = {note.id: note for deleted in (False, True) for note in self.all(None, deleted=deleted)}
        known: dict[str, tuple[Note | None, Versions]] = {}
        for note_id in {**found, **notes}:
            note, versions = notes.get(note_id), settled(found[note_id])
            known[note_id] = note, self._with_current(versions, note) if note else versions
        return known

    def _with_current(self, versions: Versions, note: Note) -> Versions:
        """Return versions with the one that is stored: it is among them, unless its row in the history is damaged."""
        held = content(note)
        if any(
            key.content == held and key.rev == note.rev and version.note.updated == note.updated
            for key, version in versions.items()
        ):
            return versions
        row = self._connection.execute(schema.NOTE, {"id": rows.storable(note.id)}).fetchone()
        return settled([Version(note, "edit", note.updated, row["instance"])], versions)

    def keep(self, version: Version, group: str) -> None:
        """Remember a version that was made elsewhere; the note stays as it is."""
        self._connection.execute(schema.ADD_HISTORY, rows.kept_row(version, group))

    def keep_text(self, note: Note, text: str) -> None:
        """Keep the text that a version refers to."""
        self._keep_snapshot(self._existing_document(note), note.target, text, self._clock())

    def put(self, before: Note | None, version: Version, change: Change) -> None:
        """Make a note the version that was made elsewhere, as it is: with its number and time.

        Args:
            before: the note as it is stored now; None for a new one.
            version: what it shall be.
            change: kind and group of this change.
        """
        after = self._put(before, version, self._existing_document(version.note))
        history = rows.history_row(before, after, change.op, change.group, self._instance, self._clock())
        self._connection.execute(schema.ADD_HISTORY, history)

    def reinstate(self, before: Note | None, version: Version) -> None:
        """Make a note the version that the history says it is: nothing is added to that.

        Args:
            before: the note as it is stored now; None for a new one.
            version: what the history has last of it.
        """
        self._put(before, version, self.document(version.note)[0])

    def remember(self, row: Mapping[str, Any]) -> None:
        """Add a row of the history of another file as it is: who did what, when, and what belongs together."""
        self._connection.execute(schema.ADD_HISTORY, row)

    def _put(self, before: Note | None, version: Version, document_id: str) -> Note:
        target = self._keep_snapshot(document_id, version.note.target, "", version.at)
        after = replace(version.note, target=target)
        self._write(before, after, document_id, version.instance)
        return after

    def _existing_document(self, note: Note) -> str:
        """Return the id of a note's document; one that is there keeps its title."""
        found = self._connection.execute(schema.DOCUMENT, {"slug": note.briefing, "lang": note.lang}).fetchone()
        return found["id"] if found else self.document(note)[0]

    def newest(self, briefing: str, lang: str) -> str:
        """Return the id of the note of a document that was changed last; empty if it has none."""
        found = self._connection.execute(schema.NEWEST_NOTE, {"slug": briefing, "lang": lang}).fetchone()
        return found["id"] if found else ""

    def title(self, briefing: str, lang: str) -> str:
        """Return the title of a document as it was last seen."""
        found = self._connection.execute(schema.DOCUMENT, {"slug": briefing, "lang": lang}).fetchone()
        return found["title"] if found else ""

    def documents(self) -> set[tuple[str, str]]:
        """Return all documents (briefing, language) that notes or drafts are on."""
        return {(row["slug"], row["lang"]) for row in self._connection.execute(schema.DOCUMENTS).fetchall()}

    def rename(self, briefing: str, lang: str, title: str) -> None:
        """Give a document another title."""
        self._connection.execute(schema.RENAME_DOCUMENT, {"slug": briefing, "lang": lang, "title": title})

    # --- documents and their texts ----------------------------------------------------------------------------------

    def document(self, note: Note) -> tuple[str, str]:
        """Return id and title of the document that a note belongs to; a new title replaces the one last seen."""
        key = {"slug": note.briefing, "lang": note.lang}
        found = self._connection.execute(schema.DOCUMENT, key).fetchone()
        seen = {"title": note.title, "last_hash": note.target.snapshot or None}
        if found is None:
            document_id = new_id()
            self._connection.execute(schema.ADD_DOCUMENT, key | seen | {"id": document_id})
            return document_id, note.title
        seen["title"] = note.title or found["title"]
        self._connection.execute(schema.SEE_DOCUMENT, seen | {"id": found["id"]})
        return found["id"], seen["title"] or ""

    def _keep_snapshot(self, document_id: str, target: Target, text: str, now: str) -> Target:
        """Keep the text that a target refers to; a target without its text loses the claim to have one."""
        if text and refers_to(target, text):
            key = digest(text)
            row = {"hash": key, "document_id": document_id, "projector": PROJECTOR, "text": rows.pack(text)}
            self._connection.execute(schema.ADD_SNAPSHOT, row | {"chars": len(text), "created_at": now})
            return replace(target, snapshot=key)
        return target if self.snapshot(target.snapshot) is not None else replace(target, snapshot="")

    def snapshot(self, key: str) -> str | None:
        """Return the text with this digest, or None if it isn't there or damaged."""
        found = self._connection.execute(schema.SNAPSHOT, {"hash": rows.storable(key)}).fetchone()
        return rows.unpack(found["text"], key) if found else None

    def save_draft(self, draft: Draft) -> None:
        """Write a draft in place of the one with the same key."""
        values = {
            "key": rows.storable(draft.key),
            "document_id": self.document(draft.note)[0],
            "annotation_id": draft.note.id or None,
            "payload": rows.dump_draft(draft.note),
            "instance": self._instance,
            "updated_at": draft.updated or self._clock(),
        }
        self._connection.execute(schema.SAVE_DRAFT, values)

    def exists(self, note_id: str) -> bool:
        """Whether there is a note with this id, also in the trash."""
        return self._connection.execute(schema.NOTE_EXISTS, {"id": note_id}).fetchone() is not None


def refers_to(target: Target, text: str) -> bool:
    """Whether a target was made on this very text, or on one that is the same around the quote."""
    prefix, suffix = target.prefix, target.suffix
    return (
        text[target.start : target.end] == target.exact
        and text[max(0, target.start - len(prefix)) : target.start] == prefix
        and text[target.end : target.end + len(suffix)] == suffix
    )
