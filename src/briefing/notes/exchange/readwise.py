"""Readwise's CSV: what its importer takes, and what its own export writes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from briefing.i18n import n_
from briefing.notes.exchange.model import Content, Foreign, MalformedError
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
    "date": "date",
    "highlighted at": "date",
}
_TAG: Final = re.compile(r"\.([^\s.][^\s]*)[ \t]*")


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
    """Yield the rows of a file, each with the line on which it begins; what is no row is set aside."""
    reader = csv.reader(io.StringIO(text.replace("\x00", "\ufffd"), newline=""))
    while True:
        number = reader.line_num + 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            content.reject(number, error, None)


def _foreign(number: int, row: dict[str, str]) -> Foreign:
    note, tags = text_of(row.get("note"), "Note"), []
    while match := _TAG.match(note):
        tags.append(match[1])
        note = note[match.end() :].lstrip("\n")
    date = row.get("date", "").strip()
    location = row.get("location", "").strip()
    start = int(location) if location.isascii() and location.isdigit() and len(location) < _DIGITS else None
    created = time_of(date, "Date")
    url = line_of(row.get("url"), "URL")
    made = Foreign(
        where=number,
        source=SOURCE,
        urls=(url,) if url else (),
        title=line_of(row.get("title"), "Title"),
        exact=text_of(row.get("highlight"), "Highlight").strip(),
        start=start,
        body=note.strip(),
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
