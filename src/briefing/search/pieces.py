"""What the reader typed, cut into words, quoted words and filters, each with its place in the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

NAMES: Final = {
    "tag": "tag",
    "lang": "lang",
    "in": "in",
    "after": "after",
    "before": "before",
    "org": "org",
    "model": "model",
    "modell": "model",
}
"""The filters of the library by the names that they may be typed with."""
NOTE_NAMES: Final = {
    "tag": "tag",
    "lang": "lang",
    "after": "after",
    "before": "before",
    "state": "state",
    "zustand": "state",
    "category": "category",
    "kategorie": "category",
    "briefing": "briefing",
}
"""The filters of a list of notes."""
DATED: Final = {"nach": "after", "vor": "before"}
"""Names that are ordinary German words: filters only before a year."""

_DOUBLE: Final = '"“”«»'
_ANY_DOUBLE: Final = re.compile(f"[{_DOUBLE}]")
_CLOSERS: Final = {
    **dict.fromkeys(_DOUBLE + "„", _ANY_DOUBLE),
    **dict.fromkeys("‹›", re.compile("[‹›]")),
    # The mark that closes is also the apostrophe: "‚wie geht’s‘".
    **dict.fromkeys("‚‘", re.compile(r"[‘’](?!\w)")),
}
"""For each mark that opens a quote, those that close it. Keyboards and editors mix them, so any double one will do."""
_MAY_BE_APOSTROPHE: Final = "‘"
"""Opens a quote only if something closes it: "‘90s"."""
_OPENERS: Final = "".join(_CLOSERS)

_LETTER: Final = r"[\w\u0300-\u036f]"
"""What a word has before a mark that opens no quote: a letter, or the accent of a decomposed one."""
_SPACE = re.compile(r"\s+")
_PLAIN = re.compile(rf"[^\s](?:[^\s{_OPENERS}]|(?<={_LETTER})[{_OPENERS}])*")
_ENDS_WORD = re.compile(_LETTER)
_AT_NAME: Final = {
    notes: re.compile(rf"({'|'.join(sorted(names, key=len, reverse=True))}):(?![:/])(\S*)", re.IGNORECASE)
    for notes, names in ((False, NAMES), (True, NOTE_NAMES))
}
_DATED_NAME = re.compile(rf"({'|'.join(DATED)}):(?=[0-9]{{4}}\b)(\S*)", re.IGNORECASE)


class What(Enum):
    """What a piece is."""

    WORDS = auto()
    QUOTE = auto()
    FILTER = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the line that means something on its own.

    Attributes:
        what: words without white space, quoted text, or a filter.
        start, end: half-open code point range in the line, everything included.
        value: the text itself as typed: without its minus, its quotes, its filter's name.
        minus: whether it excludes.
        name: what stands before a filter's colon, as typed.
        unclosed: whether it is quoted and the quote is still open.
        apart: whether white space, or nothing, stands before it.
    """

    what: What
    start: int
    end: int
    value: str
    minus: bool = False
    name: str = ""
    unclosed: bool = False
    apart: bool = True

    @property
    def filter(self) -> str:
        """The filter's own name, whatever it was typed like; empty for words."""
        name = self.name.lower()
        return NAMES.get(name) or NOTE_NAMES.get(name) or DATED.get(name, "")


def pieces(text: str, *, notes: bool = False) -> Iterator[Piece]:
    """Cut a line into its pieces, in order; only white space is left out, and a quote without anything in it.

    Args:
        text: the line.
        notes: whether it filters a list of notes, which has filters of its own.
    """
    at_name = _AT_NAME[notes]
    # Marks that nothing closes from here on, so that a line full of them isn't searched again and again.
    lonely: set[str] = set()
    at = 0
    while at < len(text):
        if space := _SPACE.match(text, at):
            at = space.end()
            continue
        piece = _piece(text, at, lonely, at_name)
        yield piece
        at = piece.end


def _piece(text: str, start: int, lonely: set[str], at_name: re.Pattern[str]) -> Piece:
    """Return the piece that begins at `start`, where no white space is."""
    apart = start == 0 or text[start - 1].isspace()
    minus = apart and _excludes(text, start)
    at = start + minus
    if apart and (name := at_name.match(text, at) or _DATED_NAME.match(text, at)):
        if quote := _quoted(text, name.start(2), lonely):
            value, end, unclosed = quote
            return Piece(What.FILTER, start, end, value, minus, name[1], unclosed)
        return Piece(What.FILTER, start, name.end(), name[2].rstrip(",;"), minus, name[1])
    if (apart or not _ENDS_WORD.match(text, start - 1)) and (quote := _quoted(text, at, lonely)):
        value, end, unclosed = quote
        return Piece(What.QUOTE, start, end, value, minus, "", unclosed, apart)
    plain = _PLAIN.match(text, at)
    end = plain.end() if plain else len(text)
    return Piece(What.WORDS, start, end, text[at:end], minus, apart=apart)


def _excludes(text: str, start: int) -> bool:
    """Return whether a minus stands there that excludes what follows: "5 -10" and "a - b" exclude nothing."""
    following = text[start + 1 : start + 2]
    return text[start] == "-" and (following.isalpha() or (following != "" and following in _OPENERS))


def _quoted(text: str, at: int, lonely: set[str]) -> tuple[str, int, bool] | None:
    """Return the quote that begins at `at`: its text, where it ends, whether it is still open; None for no quote."""
    mark = text[at : at + 1]
    closers = _CLOSERS.get(mark)
    if closers is None or mark in lonely:
        return None
    if closing := closers.search(text, at + 1):
        return text[at + 1 : closing.start()], closing.end(), False
    if mark in _MAY_BE_APOSTROPHE:
        lonely.add(mark)
        return None
    return text[at + 1 :], len(text), True
