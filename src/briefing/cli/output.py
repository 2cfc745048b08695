"""What goes to stdout and stderr: cleaned, in an encoding that can't fail, bold only where that is welcome."""

from __future__ import annotations

import codecs
import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TextIO

from briefing.document.model import Range
from briefing.text import clean, one_line

# What `json.dumps` leaves as it is although it steers terminals, hides text, or can't be encoded.
_UNSAFE = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_STEP = 20
_NON_ASCII = re.compile("[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Bold:
    """A piece of a line that is bold where the terminal shows it."""

    text: str


def is_utf8(stream: TextIO) -> bool:
    """Return whether a stream can take every character."""
    try:
        return codecs.lookup(stream.encoding or "ascii").name.startswith("utf")
    except LookupError:
        return False


def is_styled() -> bool:
    """Return whether stdout is a terminal that may be given more than plain text."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write(*pieces: str | Bold) -> None:
    """Print one line, or a text of several, on stdout, cleaned of what could steer the terminal."""
    styled = any(isinstance(piece, Bold) for piece in pieces) and is_styled()
    for piece in pieces:
        if isinstance(piece, str):
            sys.stdout.write(clean(piece))
        else:
            text = clean(piece.text)
            sys.stdout.write(f"\x1b[1m{text}\x1b[22m" if styled and text else text)
    sys.stdout.write("\n")


def with_bold(text: str, ranges: Iterable[Range]) -> list[str | Bold]:
    """Return `text` in pieces, those in `ranges` (ascending, not overlapping) bold."""
    pieces: list[str | Bold] = []
    at = 0
    for start, end in ranges:
        pieces += [text[at:start], Bold(text[start:end])]
        at = end
    pieces.append(text[at:])
    return pieces


def json_line(value: Any) -> str:
    """Return a value as JSON on one line, with escapes for characters that a terminal would act on.

    In plain ASCII if stdout can't take every character: a replaced one would change the data.
    """
    return _encodable(_UNSAFE.sub(_escaped, json.dumps(value, ensure_ascii=False)))


def _encodable(text: str) -> str:
    """Return JSON text with escapes for what stdout's encoding may lack."""
    return text if is_utf8(sys.stdout) else _NON_ASCII.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]


def write_json(value: Any) -> None:
    """Print a value as JSON: a list with one line for each item, anything else on one line."""
    if isinstance(value, list) and value:
        sys.stdout.write("[\n")
        for number, item in enumerate(value, 1):
            sys.stdout.write(f"{json_line(item)}{',' if number < len(value) else ''}\n")
        sys.stdout.write("]\n")
    else:
        sys.stdout.write(json_line(value) + "\n")


def write_json_text(text: str) -> None:
    """Print JSON that is safe for terminals already, as it is: cleaning would change its data."""
    sys.stdout.write(_encodable(text))


def progress(text: Callable[[int, int], str]) -> Callable[[int, int], None]:
    """Return what shows on stderr how far a long task is; it is silent if that is no terminal.

    The line is wiped at the end. Both functions are called with how many are done, and of how many.
    """
    watched = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def show(done: int, of: int) -> None:
        if watched and (done % _STEP == 0 or done == of):
            sys.stderr.write(f"\r\x1b[K{one_line(text(done, of)) if done < of else ''}")
            sys.stderr.flush()

    return show
