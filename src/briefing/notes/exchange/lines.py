"""Our own format, one JSON object a line: notes, versions, annotated texts, and the head of a journal."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any, Final

from briefing.i18n import n_
from briefing.notes.codec import decode_note, encode_note
from briefing.notes.exchange.model import Content, Entry, MalformedError, NewerError
from briefing.notes.exchange.values import in_stamps, loads
from briefing.notes.json_text import dumps
from briefing.notes.model import Version
from briefing.notes.selectors import digest

FORMAT: Final = "briefing-notes"
"""A note as it is, with what is known of its place; all that a plain export has."""
VERSIONS: Final = "briefing-version"
"""A note as it was left once, also in the trash."""
TEXTS: Final = "briefing-text"
"""An annotated text, to which targets refer by its digest."""
JOURNAL: Final = "briefing-journal"
"""The first line of what an installation tells others."""
FORMATS: Final = (FORMAT, VERSIONS, TEXTS, JOURNAL)
VERSION: Final = 1


def version_line(version: Version) -> str:
    """Return the line of a version."""
    data: dict[str, Any] = {"format": VERSIONS, "version": VERSION, **encode_note(version.note)}
    data |= {"op": version.op, "done": version.at, "instance": version.instance}
    if version.claimed:
        data["claimed"] = version.claimed
    return line(data | {"sum": _sum(data)})


def _sum(data: dict[str, Any]) -> str:
    """Return a checksum, so that a line that was damaged on its way is never taken for another version."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"))
    return blake2b(text.encode("ascii"), digest_size=8).hexdigest()


def text_line(text: str) -> str:
    """Return the line of an annotated text."""
    return line({"format": TEXTS, "version": VERSION, "sha256": digest(text), "text": text})


def journal_line(instance: str) -> str:
    """Return the first line of a journal."""
    return line({"format": JOURNAL, "version": VERSION, "instance": instance})


def line(data: dict[str, Any]) -> str:
    """Return a JSON object as one line that is safe to print, its line feed included."""
    return dumps(data) + "\n"


def read_lines(text: str) -> Content:
    """Return what a file in our format holds; empty lines are passed over.

    Raises:
        NewerError: a line is of a newer version of the format.
    """
    content = Content("jsonl")
    for number, each in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if each.strip():
            read_line(content, number, each)
    return content


def read_line(content: Content, number: int, text: str) -> None:
    """Add what a line says to the content of its file.

    Raises:
        NewerError: it is of a newer version of the format.
    """
    try:
        data = loads(text)
        kind = data.get("format") if isinstance(data, dict) else None
        if kind not in FORMATS:
            raise MalformedError(n_("“{name}” is missing or can't be so"), name="format")
        if data.get("version") != VERSION:
            _refuse(data.get("version"))
        if kind == TEXTS:
            content.texts.append(_text(data))
        elif kind != JOURNAL:
            content.entries.append(Entry(number, _version(data, own=kind == VERSIONS), data))
    except NewerError:
        raise
    except (ValueError, RecursionError) as error:
        content.reject(number, error, text[:_KEPT])


_KEPT: Final = 100_000
"""Characters of a line that can't be understood which are set aside."""


def _refuse(version: object) -> None:
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise NewerError
    raise MalformedError(n_("“{name}” is missing or can't be so"), name="version")


def _text(data: dict[str, Any]) -> str:
    text = data.get("text")
    if not isinstance(text, str) or digest(text) != data.get("sha256"):
        raise MalformedError(n_("its text is not the one that it says"))
    return text


def _version(data: dict[str, Any], *, own: bool) -> Version:
    try:
        note = decode_note(data)
    except ValueError as error:
        raise MalformedError(n_("“{name}” is missing or can't be so"), name=str(error)) from error
    if not own:
        note = in_stamps(note)
        return Version(note, "import", note.updated)
    if "sum" in data and data["sum"] != _sum({key: value for key, value in data.items() if key != "sum"}):
        raise MalformedError(n_("it was damaged or changed on its way"))
    names = {name: data.get(name, "") for name in ("op", "done", "instance", "claimed")}
    for name, value in names.items():
        if not isinstance(value, str) or len(value) > _LONGEST or not value.isprintable():
            raise MalformedError(n_("“{name}” is missing or can't be so"), name=name)
    return Version(note, names["op"] or "edit", names["done"], names["instance"], names["claimed"])


_LONGEST: Final = 200
