"""Undo and redo over the append-only history: the inverse of a change is one more change.

The rows of an action share a group; undoing or redoing it appends rows to the same group. So the stacks can be read
off the history at any time, also after a restart.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from briefing.errors import ConflictError
from briefing.i18n import n_
from briefing.notes.model import Note
from briefing.notes.store import rows, schema
from briefing.notes.store.records import Change, Records

Direction = Literal["undo", "redo"]

DEPTH = 10_000
"""How many rows of the history are looked at; older changes can't be undone."""

DESCRIPTIONS = {
    "add": n_("note added"),
    "edit": n_("note changed"),
    "delete": n_("note deleted"),
    "restore": n_("note restored"),
    "import": n_("notes imported"),
    "backup": n_("backup restored"),
}
"""What can be undone, as message ids."""


def next_group(
    connection: sqlite3.Connection, instance: str, direction: Direction, skipped: Collection[str]
) -> str | None:
    """Return the group that is to be undone or redone next, or None if there is none.

    Args:
        connection: open, with tables.
        instance: only changes made by this installation are undone.
        direction: which of the two stacks.
        skipped: groups that were refused before.
    """
    found = connection.execute(schema.ACTIONS, {"instance": instance, "limit": DEPTH}).fetchall()
    done: dict[str, None] = {}
    undone: dict[str, None] = {}
    for op, group in reversed(found):
        if op not in DESCRIPTIONS and op not in ("undo", "redo"):
            continue
        if op == "undo":
            done.pop(group, None)
            undone[group] = None
        else:
            if op != "redo" and group not in done:
                undone.clear()
            undone.pop(group, None)
            done[group] = None
    stack = done if direction == "undo" else undone
    return next((group for group in reversed(stack) if group not in skipped), None)


def reverse(connection: sqlite3.Connection, records: Records, group: str, direction: Direction, now: str) -> str:
    """Take back the last change of each note in a group; return a short description (a message id) of the action.

    Raises:
        ConflictError: a note was changed since, or the record is damaged; nothing was written.
    """
    found = connection.execute(schema.GROUP, {"undo_group": group}).fetchall()
    last = {row["annotation_id"]: row for row in found}
    wanted = [_reversed(records, row, now) for row in last.values()]
    for before, after in wanted:
        records.write(before, after, Change(direction, group))
    return DESCRIPTIONS.get(found[0]["op"], n_("notes changed"))


def _reversed(records: Records, row: sqlite3.Row, now: str) -> tuple[Note, Note]:
    """Return a note as it is now and as it was before the change in `row`."""
    change = rows.read_history(row)
    current = records.find(row["annotation_id"])
    if change is None or current is None or _content(current) != _content(change[1]):
        raise ConflictError(
            n_("This can't be undone: the note was changed elsewhere since."),
            n_("Undo again to go one step further back."),
        )
    before, after = change
    wanted = before or replace(after, deleted=now)
    return current, replace(wanted, title=current.title, updated=current.updated)


def _content(note: Note) -> Note:
    """Return a note without what every change and every undo of it counts up, to compare what the user made of it."""
    return replace(note, rev=0, updated="", title="")
