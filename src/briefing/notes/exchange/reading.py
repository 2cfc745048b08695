"""From the bytes of a file to what it holds: its format is told from its content."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from typing import Any, Final

from briefing.errors import InputError, UsageError
from briefing.i18n import n_
from briefing.notes.exchange.hypothesis import is_export, read_export
from briefing.notes.exchange.lines import FORMATS as OURS
from briefing.notes.exchange.lines import read_lines
from briefing.notes.exchange.model import MAX_BYTES, MAX_ENTRIES, Content, MalformedError, NewerError, TooManyError
from briefing.notes.exchange.readwise import is_readwise, read_csv
from briefing.notes.exchange.values import loads
from briefing.notes.exchange.web_annotations import is_annotations, read_annotations
from briefing.text import one_line

FORMATS: Final = {
    "jsonl": "briefing",
    "json": "Web Annotations",
    "hypothesis": "Hypothesis",
    "readwise": "Readwise",
}
"""The formats that are read, and what they are called."""

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_file(data: bytes, name: str, fmt: str | None = None) -> Content:
    """Return what a file holds; entries that can't be understood are set aside, each with its reason.

    Args:
        data: the whole file.
        name: what errors call it.
        fmt: one of `FORMATS`; None to tell it from the content.

    Raises:
        InputError: it is too large, no text, of a newer version of this program, or nothing that we know.
        UsageError: there is no such format.
    """
    shown = one_line(name)
    if fmt is not None and fmt not in FORMATS:
        raise UsageError(n_("There is no format {fmt}."), n_("Use one of: {formats}."), fmt=fmt, formats=_names())
    if len(data) > MAX_BYTES:
        raise InputError(n_("{path} is larger than {limit} MiB."), path=shown, limit=MAX_BYTES // 2**20)
    text = _decode(data, shown)
    try:
        content = _read(text, shown, fmt)
    except NewerError as error:
        raise InputError(
            n_("{path} was written by a newer version of this program; nothing was imported."),
            n_("Update briefing to import it."),
            path=shown,
        ) from error
    except TooManyError as error:
        raise _too_many(shown) from error
    if len(content.entries) + len(content.foreign) > MAX_ENTRIES:
        raise _too_many(shown)
    return content


def _too_many(name: str) -> InputError:
    return InputError(n_("{path} has more than {limit} notes."), path=name, limit=MAX_ENTRIES)


def _names() -> str:
    return ", ".join(FORMATS)


def _decode(data: bytes, name: str) -> str:
    """Return the text of a file: UTF-8, or UTF-16 with a byte order mark as some tables are saved."""
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            n_("{path}, line {line}: not UTF-8."), n_("Save it as UTF-8."), path=name, line=line
        ) from error


def _read(text: str, name: str, fmt: str | None) -> Content:
    fmt = fmt or _format_of_lines(text)
    if fmt == "jsonl":
        return read_lines(text)
    if fmt == "readwise":
        return read_csv(text)
    readers: dict[str, tuple[Callable[[Any], bool], Callable[[Any], Content]]] = {
        "hypothesis": (is_export, read_export),
        "json": (is_annotations, read_annotations),
    }
    data = _json(text, name) if fmt or text.lstrip()[:1] in ("{", "[") else None
    for each, (fits, read) in readers.items():
        if fmt == each or (fmt is None and fits(data)):
            return read(data)
    raise InputError(
        n_("It can't be told what kind of notes {path} holds."),
        n_("Name its format with --format: {formats}."),
        path=name,
        formats=_names(),
    )


def _format_of_lines(text: str) -> str | None:
    """Return the format of a text that is read line by line, or None."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    if first.lstrip().startswith("{"):
        try:
            data = json.loads(first)
        except (ValueError, RecursionError):
            return "jsonl" if any(f'"{name}"' in text[:100_000] for name in OURS) else None
        return "jsonl" if isinstance(data, dict) and data.get("format") in OURS else None
    return "readwise" if is_readwise(text) else None


def _json(text: str, name: str) -> Any:
    try:
        return loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            n_("{path}, line {line}: not JSON ({reason})."), path=name, line=error.lineno, reason=error.msg
        ) from error
    except (RecursionError, MalformedError) as error:
        raise InputError(n_("{path} is nested too deeply."), path=name) from error
    except ValueError as error:
        raise InputError(n_("{path} is not JSON: {reason}."), path=name, reason=one_line(str(error))[:200]) from error
