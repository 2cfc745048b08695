"""The exchange format: one note a line, without loss, to be read back by `parse_jsonl`.

Each line holds the note as stored and what is known of its place today; only the note is read back.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefing.export.items import Item
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.notes.codec import encode_note
from briefing.notes.exchange.lines import FORMAT, VERSION, read_line, text_line, version_line
from briefing.notes.exchange.model import Content, NewerError
from briefing.notes.json_text import dumps
from briefing.notes.model import Note, Version


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


def render_full(items: Iterable[Item], versions: Iterable[Version], texts: Iterable[str]) -> str:
    """Return the items as `render_jsonl` does, with all that is known of their notes.

    Args:
        items: the notes in use.
        versions: of these and of those in the trash.
        texts: that their targets refer to.
    """
    lines = [*map(text_line, texts), *map(version_line, versions)]
    return render_jsonl(items) + "".join(lines)


def parse_jsonl(text: str, path: str) -> tuple[list[Note], list[Problem]]:
    """Return the notes of an export as they are now, and what is wrong with the lines that can't be read.

    Args:
        text: the file; empty lines, earlier versions and annotated texts are passed over.
        path: its name, for the problems.
    """
    content = Content("jsonl")
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            read_line(content, number, line)
        except NewerError:
            content.reject(number, ValueError("version"), line)
    message = n_("This line is no note of this program: {reason}.")
    problems = [
        Problem(path, each.where, "note-line", "error", message, (("reason", each.reason),)) for each in content.rejects
    ]
    return [each.version.note for each in content.entries if each.raw["format"] == FORMAT], problems
