"""The tables of the index file, and the values that carry their own check sum."""

from __future__ import annotations

import sqlite3
import sys
import zlib
from typing import Any, Final

from briefing.document.model import PROJECTOR
from briefing.search.database import CacheDamagedError
from briefing.search.units import INDEXER

APPLICATION: Final = 0x42524946
SCHEMA: Final = 3
VERSION: Final = SCHEMA * 1_000_000 + INDEXER * 1000 + PROJECTOR * 2 + (sys.byteorder == "big")
"""Of the file: of its tables, of what is put in them, and of the order of bytes in its numbers."""

ASKED: Final = 400
"""Values in one question; SQLite may be built for no more than 999."""
PAGE: Final = 16_384
"""Bytes of a page: with smaller ones, a fifth of each would stay empty beside the texts of a few documents."""

TABLES: Final = """
create table meta(name text primary key, value integer not null) without rowid;
create table briefings(key text primary key, signature text not null, first integer not null, size integer not null,
    facts text not null, crc integer not null) without rowid;
create index speaking on briefings(key) where facts > '';
create table docs(id integer primary key, briefing text not null, lang text not null, path text not null,
    title text not null, crc integer not null);
create table folded(id integer primary key, text blob not null, crc integer not null);
create table plain(id integer primary key, text blob not null, crc integer not null);
create table blocks(id integer primary key, postings blob not null, crc integer not null);
create table segments(id integer primary key, first integer not null, last integer not null, size integer not null,
    block integer not null, firsts blob not null, crc integer not null);
create table numbers(first integer primary key, codes blob not null, sizes blob not null, dates blob not null,
    ties blob not null, crc integer not null);
create table words(id integer primary key, words blob not null, counts blob not null, size integer not null,
    crc integer not null);
create table gone(doc integer primary key);
create table stamps(name text primary key, value text not null, crc integer not null) without rowid;
insert into meta values('generation', 0), ('next', 0), ('gone', 0), ('lists', 0), ('token', random())
"""

SEGMENT_COLUMNS: Final = "id, first, last, size, block, firsts, crc"


def value_of(connection: sqlite3.Connection, name: str) -> int:
    """Return one of the numbers that tell the state of the index.

    Raises:
        CacheDamagedError: it isn't there.
    """
    row = connection.execute("select value from meta where name = ?", (name,)).fetchone()
    if row is None or not isinstance(row[0], int):
        raise CacheDamagedError(f"no {name}")
    return row[0]


def signed(*values: Any) -> tuple[Any, ...]:
    """Return the values of a table row with their check sum behind them."""
    return (*values, _sum_of(values))


def checked(row: tuple[Any, ...] | None) -> tuple[Any, ...]:
    """Return the values of a table row without the check sum that `signed` has put behind them.

    Raises:
        CacheDamagedError: there is no row, or it isn't what was written.
    """
    if row is None or _sum_of(row[:-1]) != row[-1]:
        raise CacheDamagedError("a damaged row")
    return row[:-1]


def marks(values: list[Any]) -> str:
    """Return as many question marks as there are values, for a statement."""
    return ",".join("?" * len(values))


def _sum_of(values: tuple[Any, ...]) -> int:
    crc = 0
    for value in values:
        if isinstance(value, bytes):
            crc = zlib.crc32(value, crc)
        elif isinstance(value, int):
            crc = zlib.crc32(b"%d\n" % value, crc)
        else:
            crc = zlib.crc32(f"{value}\n".encode("utf-8", "surrogatepass"), crc)
    return crc
