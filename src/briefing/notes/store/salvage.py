"""Getting notes out of a damaged file: it is copied, and what can be read of the copy goes into a sound file.

What is put there is newer than what was there, or missing; nothing without a checksum that agrees is taken.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from briefing.notes.store import opening, schema
from briefing.notes.store.failures import UNREADABLE
from briefing.notes.store.pouring import pour
from briefing.notes.store.records import Records
from briefing.notes.store.remains import read_remains

_HEADER = 4096


def salvage(damaged: Path, sound: sqlite3.Connection, records: Records) -> int:
    """Put what can be read of a damaged file into a sound one; return the number of notes that were put back.

    Args:
        damaged: the file as it was put aside; it stays as it is.
        sound: an open notes file, inside a transaction.
        records: writes to `sound`.

    Raises:
        OSError: the damaged file can't be copied.
        sqlite3.Error: the sound one can't be written.
    """
    # A change that was broken off is taken back by its journal; if that is damaged too, the rows alone must do. And a
    # header can be wrong in a way in which there is something to read, but none of it is what was written.
    journal = damaged.with_name(f"{damaged.name}-journal")
    journals = (None, journal) if journal.exists() and journal.stat().st_size else (None,)
    return sum(
        _from_copy(damaged, beside, sound, records, graft=graft) for beside in journals for graft in (False, True)
    )


def _from_copy(damaged: Path, journal: Path | None, sound: sqlite3.Connection, records: Records, *, graft: bool) -> int:
    copy = damaged.with_name(f"{damaged.name}.copy")
    beside = copy.with_name(f"{copy.name}-journal")
    try:
        data = bytearray(damaged.read_bytes())
        if graft:
            data[:_HEADER] = _first_page(copy.with_name(f"{copy.name}.new"))
        copy.write_bytes(data)
        if journal:
            beside.write_bytes(journal.read_bytes())
        source = _open(copy)
        if source is None:
            return 0
        with closing(source):
            return pour(read_remains(source), sound, records)
    finally:
        for name in (copy, beside):
            name.unlink(missing_ok=True)


def _open(copy: Path) -> sqlite3.Connection | None:
    """Open a damaged copy, if there is a table to be seen in it."""
    try:
        source = opening.connect(f"{copy.absolute().as_uri()}?mode=rw")
    except UNREADABLE:
        return None
    try:
        if source.execute(schema.COUNT_OBJECTS).fetchone()[0]:
            return source
    except UNREADABLE:
        pass
    source.close()
    return None


def _first_page(path: Path) -> bytes:
    """Return the first page of a new notes file, marked so that SQLite takes the number of pages from the file."""
    try:
        connection = opening.connect(f"{path.absolute().as_uri()}?mode=rwc")
        try:
            opening.create(connection)
        finally:
            connection.close()
        page = bytearray(path.read_bytes()[:_HEADER])
    finally:
        for name in (path, path.with_name(f"{path.name}-journal")):
            name.unlink(missing_ok=True)
    page[92:96] = bytes(4)
    return bytes(page)
