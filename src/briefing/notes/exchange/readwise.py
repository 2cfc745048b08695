"""Readwise's CSV: what its importer takes, and what its own export writes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from briefing.i18n import n_
from briefing.notes.exchange.model import MAX_BYTES, Content, Foreign, MalformedError
from briefing.notes.exchange.values import line_of, tags_of, text_of, time_of

SOURCE: Final = "readwise"
_COLUMNS: Final = {
    "highlight": "highlight",
    "title": "title",
    "book title": "title",
    "url": "url",
    "source url": "url",
    "note": "note",
    "tags": "tags",
    "location": "location",
    "location type": "unit",
    "date": "date",
    "highlighted at": "date",
}
_TAG: Final = re.compile(r"\.([^\s.][^\s]*)[ \t]*\n*")


def is_readwise(text: str) -> bool:
    """Whether a text begins like such a file: with a column of highlights."""
    try:
        head = next(csv.reader(io.StringIO(text[:10_000], newline="")), [])
    except csv.Error:
        return False
    return "highlight" in {cell.strip().lower() for cell in head} and "{" not in text[:1]


def read_csv(text: str) -> Content:
    """Return the highlights of a file; each row that can't be understood is set aside."""
    content = Content("readwise")
    columns: list[str] | None = None
    for number, row in _rows(content, text.removeprefix("\ufeff")):
        if columns is None:
            columns = [_COLUMNS.get(cell.strip().lower(), "") for cell in row]
            continue
        if not any(cell.strip() for cell in row):
            continue
        try:
            if len(row) > len(columns):
                raise MalformedError(n_("it has more cells than the first line"))
            content.foreign.append(_foreign(number, dict(zip(columns, row, strict=False))))
        except ValueError as error:
            content.reject(number, error, row)
    return content


def _rows(content: Content, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a file, each with the line on which it begins; what is no row is set aside.

    So is a last row with a quotation mark that is never closed: it was cut off, or holds rows that are not its own.
    """
    # The limit of the module is less than a long note; the file as a whole is limited already.
    csv.field_size_limit(MAX_BYTES)
    lines = io.StringIO(text.replace("\x00", "\ufffd"), newline="")
    length = lines.seek(0, io.SEEK_END)
    lines.seek(0)
    reader = csv.reader(iter(lines.readline, ""))
    while True:
        number, start = reader.line_num + 1, lines.tell()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            content.reject(number, error, None)
            continue
        if lines.tell() == length and _is_open(lines.getvalue()[start:]):
            content.reject(number, MalformedError(n_("a quotation mark is never closed")), row)
            return
        yield number, row


def _is_open(row: str) -> bool:
    """Whether what follows a row would still belong to it."""
    return sum(1 for _ in csv.reader(io.StringIO(f"{row}\nx", newline=""))) == 1


def _foreign(number: int, row: dict[str, str]) -> Foreign:
    note, tags, end = text_of(row.get("note"), "Note"), [], 0
    while match := _TAG.match(note, end):
        tags.append(match[1])
        end = match.end()
    date = row.get("date", "").strip()
    location = row.get("location", "").strip()
    # Where the unit is named it is a page or a place in an e-book; what we export counts characters, and names none.
    counted = location.isascii() and location.isdigit() and len(location) < _DIGITS and not row.get("unit")
    created = time_of(date, "Date")
    url = line_of(row.get("url"), "URL")
    made = Foreign(
        where=number,
        source=SOURCE,
        urls=(url,) if url else (),
        title=line_of(row.get("title"), "Title"),
        exact=text_of(row.get("highlight"), "Highlight").strip(),
        start=int(location) if counted else None,
        body=note[end:].strip(),
        tags=tags_of([*tags, *(row.get("tags", "").split(","))], "Tags"),
        created=created,
        updated=created,
        raw=row,
    )
    if not (made.exact or made.body):
        raise MalformedError(n_("it has neither a quote nor a note"))
    if not made.document:
        raise MalformedError(n_("it doesn't say which text it is on"))
    return made


_DIGITS: Final = 12
