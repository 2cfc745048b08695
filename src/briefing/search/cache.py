"""The index on disk or in memory. Only this module knows its schema.

Postings are kept in segments, one for each transaction; segments of like size are merged, so that a briefing takes
part in a logarithmic number of merges (logarithmic merging: Büttcher, Clarke, Cormack, Information Retrieval, 2010).
Units of briefings that are gone stay in old segments until a merge; their numbers are never used again.

What is read is checked by sums of our own, for SQLite notices damage to its structure only.
"""

from __future__ import annotations

import sqlite3
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import compress, groupby
from pathlib import Path
from typing import Any, Final

from briefing.document.model import PROJECTOR
from briefing.search.database import CacheDamagedError, Database
from briefing.search.units import INDEXER, Unit, variant, variants_in, words_in

APPLICATION: Final = 0x42524946
SCHEMA: Final = 1
VERSION: Final = SCHEMA * 1_000_000 + INDEXER * 1000 + PROJECTOR

_SEGMENTS = 8
"""More than these are merged: each costs a look-up for each word."""
_ASKED = 400
"""Values in one question; SQLite may be built for no more than 999."""
_TABLES = """
create table meta(name text primary key, value integer not null) without rowid;
create table briefings(id integer primary key, key text not null unique, signature text not null,
    first integer not null, codes blob not null, info text not null, crc integer not null);
create table units(id integer primary key, row integer not null, section text not null, text text not null,
    crc integer not null);
create table words(word text primary key, count integer not null) without rowid;
create table postings(term text not null, segment integer not null, units blob not null, crc integer not null,
    primary key(term, segment)) without rowid;
create table segments(id integer primary key, size integer not null);
insert into meta values('generation', 0), ('next', 0), ('token', random()), ('words', 0)
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One briefing on its way into the index.

    Attributes:
        key: id of the briefing.
        signature: tells whether the briefing has changed.
        info: what the engine wants to know of it again, as it likes.
        units: what can be found in it.
    """

    key: str
    signature: str
    info: str
    units: Sequence[Unit]


@dataclass(frozen=True, slots=True)
class Stored:
    """One briefing in the index: id, number of its first unit, one code byte for each unit, and the engine's info."""

    key: str
    first: int
    codes: bytes
    info: str


@dataclass(frozen=True, slots=True)
class StoredUnit:
    """One unit in the index: its row, the heading above it, its plain text."""

    row: int
    section: str
    text: str


class Cache:
    """The index: briefings, their units, and for each word the units that hold it.

    Args:
        path: the file, or None for an index in memory; see `Database` for what becomes of a file that is no good.
    """

    def __init__(self, path: Path | None) -> None:
        self.database = Database(path, application=APPLICATION, version=VERSION, schema=_TABLES)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Read one consistent state.

        Raises:
            CacheError: the file can't be read.
        """
        with self.database.reading() as connection:
            yield Reader(connection)

    def replace(self, entries: Sequence[Entry], gone: Collection[str] = ()) -> None:
        """Put briefings in place of what is known of them and forget those that are gone, in one transaction.

        Raises:
            CacheError: the file can't be written; nothing was changed.
        """
        with self.database.writing() as connection:
            _Writer(connection).replace(entries, gone)


class Reader:
    """Questions to one state of the index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def state(self) -> tuple[int, int]:
        """Return what tells this state of this index from every other, whichever process made it."""
        return _value(self._connection, "token"), _value(self._connection, "generation")

    def signatures(self) -> dict[str, str]:
        """Return the signature of each briefing."""
        return dict(self._connection.execute("select key, signature from briefings"))

    def worn(self) -> bool:
        """Return whether most of what was ever written is gone, so that building anew saves room."""
        live = self._connection.execute("select coalesce(sum(length(codes)), 0) from briefings").fetchone()[0]
        return _value(self._connection, "next") > 4 * int(live) + 100_000

    def briefings(self) -> list[Stored]:
        """Return all briefings, in the order of their units."""
        rows = self._connection.execute("select key, first, codes, info, crc from briefings order by first")
        return [Stored(*_checked(row)) for row in rows]

    def next_unit(self) -> int:
        """Return the number that the next unit will get; all units are below."""
        return _value(self._connection, "next")

    def words(self) -> tuple[list[str], list[int]]:
        """Return all words, ascending, and for each the number of units that hold it."""
        rows = self._connection.execute("select word, count from words order by word").fetchall()
        try:
            total = sum(_weight(word, count) for word, count in rows)
        except (TypeError, AttributeError) as error:
            raise CacheDamagedError("no word") from error
        if total != _value(self._connection, "words"):
            raise CacheDamagedError("damaged words")
        return [row[0] for row in rows], [row[1] for row in rows]

    def postings(self, terms: Iterable[str]) -> dict[str, list[array[int]]]:
        """Return for each term the units that hold it, in one or more arrays; also units that are gone."""
        found: dict[str, list[array[int]]] = {}
        wanted = list(terms)
        for start in range(0, len(wanted), _ASKED):
            some = wanted[start : start + _ASKED]
            marks = ",".join("?" * len(some))
            sql = f"select term, units, crc from postings where term in ({marks})"  # noqa: S608 (only marks)
            for term, blob, crc in self._connection.execute(sql, some):
                found.setdefault(term, []).append(_unpacked(blob, crc))
        return found

    def spellings(self, word: str) -> dict[str, list[array[int]]]:
        """Return the postings of the spellings of a folded word that differ from it, by their variant key."""
        sql = "select term, units, crc from postings where term >= ? and term < ?"
        found: dict[str, list[array[int]]] = {}
        for term, blob, crc in self._connection.execute(sql, (variant(word, ""), f"{word}0")):
            found.setdefault(term, []).append(_unpacked(blob, crc))
        return found

    def units(self, numbers: Sequence[int]) -> dict[int, StoredUnit]:
        """Return units by number; those that aren't there are left out."""
        found: dict[int, StoredUnit] = {}
        for start in range(0, len(numbers), _ASKED):
            some = numbers[start : start + _ASKED]
            marks = ",".join("?" * len(some))
            sql = f"select id, row, section, text, crc from units where id in ({marks})"  # noqa: S608 (only marks)
            for stored in self._connection.execute(sql, some):
                number, row, section, text = _checked(stored)
                found[number] = StoredUnit(row, section, text)
        return found


class _Writer:
    """One transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def replace(self, entries: Sequence[Entry], gone: Collection[str]) -> None:
        known = Reader(self._connection).signatures()
        # Another process may have done the same meanwhile.
        fresh = [entry for entry in entries if known.get(entry.key) != entry.signature]
        dropped = [key for key in (*gone, *(entry.key for entry in fresh)) if key in known]
        if not fresh and not dropped:
            return
        counts: Counter[str] = Counter()
        for key in dropped:
            self._forget(key, counts)
        size = self._add(fresh, counts)
        self._count(counts)
        if size or dropped:
            self._merge()
        self._connection.execute("update meta set value = value + 1 where name = 'generation'")

    def _forget(self, key: str, counts: Counter[str]) -> None:
        rows = self._connection.execute("select key, first, codes, info, crc from briefings where key = ?", (key,))
        stored = Stored(*_checked(rows.fetchone()))
        numbers = range(stored.first, stored.first + len(stored.codes))
        for unit in Reader(self._connection).units(numbers).values():
            counts.subtract(words_in(unit.text))
        self._connection.execute("delete from units where id >= ? and id < ?", (numbers.start, numbers.stop))
        self._connection.execute("delete from briefings where key = ?", (key,))

    def _add(self, entries: Sequence[Entry], counts: Counter[str]) -> int:
        """Store briefings with their units and write one segment of postings; return its number of units."""
        start = number = _value(self._connection, "next")
        postings: dict[str, array[int]] = {}
        known: dict[str, str] = {}
        for entry in entries:
            first = number
            codes = bytearray()
            rows: list[tuple[int | str, ...]] = []
            for unit in entry.units:
                words = words_in(unit.text)
                counts.update(words)
                for term in words | variants_in(unit.text, known):
                    postings.setdefault(term, array("I")).append(number)
                codes.append(unit.code(len(words)))
                rows.append(_signed(number, unit.row, unit.section, unit.text))
                number += 1
            self._connection.executemany("insert into units values(?, ?, ?, ?, ?)", rows)
            self._connection.execute(
                "insert into briefings(signature, key, first, codes, info, crc) values(?, ?, ?, ?, ?, ?)",
                (entry.signature, *_signed(entry.key, first, bytes(codes), entry.info)),
            )
        self._connection.execute("update meta set value = ? where name = 'next'", (number,))
        self._write_segment(sorted(postings.items()), number - start)
        return number - start

    def _write_segment(self, postings: Iterable[tuple[str, array[int]]], size: int) -> None:
        if not size:
            return
        segment = self._connection.execute("insert into segments(size) values(?)", (size,)).lastrowid
        self._connection.executemany(
            "insert into postings values(?, ?, ?, ?)",
            ((term, segment, blob, zlib.crc32(blob)) for term, units in postings if (blob := _packed(units))),
        )

    def _count(self, counts: Counter[str]) -> None:
        self._connection.executemany(
            "insert into words values(?, ?) on conflict(word) do update set count = count + excluded.count",
            sorted((word, count) for word, count in counts.items() if count),
        )
        self._connection.executemany(
            "delete from words where word = ? and count <= 0", [(word,) for word, count in counts.items() if count < 0]
        )
        sums = sum(_weight(word, count) for word, count in counts.items())
        self._connection.execute("update meta set value = value + ? where name = 'words'", (sums,))

    def _merge(self) -> None:
        """Keep the segments few and mostly alive."""
        sizes = self._connection.execute("select id, size from segments order by size desc, id").fetchall()
        if not all(isinstance(size, int) for _, size in sizes):
            raise CacheDamagedError("a segment without size")
        total = sum(size for _, size in sizes)
        live = self._connection.execute("select coalesce(sum(length(codes)), 0) from briefings").fetchone()[0]
        if total > 2 * live + 1000:
            merged = sizes
        elif len(sizes) > _SEGMENTS:
            merged = _alike(sizes)
        else:
            return
        ids = [segment for segment, _ in merged]
        postings = self._collected(ids)
        marks = ",".join("?" * len(ids))
        self._connection.execute(f"delete from postings where segment in ({marks})", ids)  # noqa: S608 (only marks)
        self._connection.execute(f"delete from segments where id in ({marks})", ids)  # noqa: S608 (only marks)
        self._write_segment(postings, min(live, sum(size for _, size in merged)))

    def _collected(self, segments: list[int]) -> list[tuple[str, array[int]]]:
        """Return the live postings of some segments, terms and units ascending."""
        alive = bytearray(_value(self._connection, "next"))
        for first, size in self._connection.execute("select first, length(codes) from briefings"):
            alive[first : first + size] = b"\1" * size
        marks = ",".join("?" * len(segments))
        sql = f"select term, units, crc from postings where segment in ({marks}) order by term"  # noqa: S608 (only marks)
        collected: list[tuple[str, array[int]]] = []
        for term, rows in groupby(self._connection.execute(sql, segments), key=lambda row: str(row[0])):
            units = array("I")
            for _, blob, crc in rows:
                units.extend(_unpacked(blob, crc))
            if units and max(units) >= len(alive):
                raise CacheDamagedError("a posting beyond the last unit")
            collected.append((term, array("I", sorted(compress(units, map(alive.__getitem__, units))))))
        return collected


def _alike(sizes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Choose from segments, largest first, the small ones that together don't reach the next larger one."""
    start = len(sizes) // 2
    while start and sum(size for _, size in sizes[start:]) * 2 > sizes[start - 1][1]:
        start -= 1
    return sizes[start:]


def _value(connection: sqlite3.Connection, name: str) -> int:
    row = connection.execute("select value from meta where name = ?", (name,)).fetchone()
    if row is None or not isinstance(row[0], int):
        raise CacheDamagedError(f"no {name}")
    return row[0]


def _signed(*values: Any) -> tuple[Any, ...]:
    """Return the values of a table row with their check sum behind them."""
    crc = 0
    for value in values:
        crc = zlib.crc32(value if isinstance(value, bytes) else f"{value}\n".encode(), crc)
    return (*values, crc)


def _checked(row: tuple[Any, ...] | None) -> tuple[Any, ...]:
    """Return the values of a table row without the check sum that `_signed` has put behind them."""
    if row is None or _signed(*row[:-1]) != row:
        raise CacheDamagedError("a damaged row")
    return row[:-1]


def _weight(word: str, count: int) -> int:
    """Return what one word adds to the check sum of all words."""
    return zlib.crc32(word.encode()) * count


def _packed(units: array[int]) -> bytes:
    return units.tobytes() if sys.byteorder == "little" else _swapped(units).tobytes()


def _unpacked(blob: object, crc: object) -> array[int]:
    if not isinstance(blob, bytes) or zlib.crc32(blob) != crc or len(blob) % 4:
        raise CacheDamagedError("a damaged posting")
    units = array("I")
    units.frombytes(blob)
    return units if sys.byteorder == "little" else _swapped(units)


def _swapped(units: array[int]) -> array[int]:
    turned = array("I", units)
    turned.byteswap()
    return turned
