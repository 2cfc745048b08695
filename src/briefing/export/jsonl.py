"""The exchange format: one note a line, without loss, to be read back by `parse_jsonl`.

Each line holds the note as stored and what is known of its place today; only the note is read back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from briefing.export.items import Item
from briefing.export.json_text import dumps
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.notes.codec import decode_note, encode_note
from briefing.notes.model import Note

FORMAT = "briefing-notes"
VERSION = 1


def render_jsonl(items: Iterable[Item]) -> str:
    """Return the items, one JSON object a line."""
    return "".join(dumps(_line(item)) + "\n" for item in items)


def _line(item: Item) -> dict[str, object]:
    return {
        "format": FORMAT,
        "version": VERSION,
        **encode_note(item.note),
        "address": item.address,
        "state": item.state.value,
        "current": item.placed.anchor.current,
        "counterpart": item.counterpart,
        "counterpart_lang": item.placed.counterpart_lang,
        "titles": dict(item.titles),
        "date": item.date,
        "path": item.path,
        "url": item.url,
    }


def parse_jsonl(text: str, path: str) -> tuple[list[Note], list[Problem]]:
    """Return the notes of an export and what is wrong with the lines that can't be read.

    Args:
        text: the file; empty lines are passed over.
        path: its name, for the problems.
    """
    notes: list[Note] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            notes.append(_note(line))
        except (ValueError, RecursionError) as error:
            message = n_("This line is no note of this program: {reason}.")
            values = (("reason", str(error) or type(error).__name__),)
            problems.append(Problem(path, number, "note-line", "error", message, values))
    return notes, problems


def _note(line: str) -> Note:
    data = json.loads(line)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueError("format")
    if data.get("version") != VERSION:
        raise ValueError("version")
    return decode_note(data)
