"""What is read from a file before anything is done with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from briefing.i18n import n_
from briefing.notes.model import Version

MAX_BYTES: Final = 64 * 1024 * 1024
"""Size in bytes up to which a file is imported."""
MAX_ENTRIES: Final = 200_000
"""Number of entries up to which a file is imported."""
MAX_DEPTH: Final = 40
"""Levels of nesting that an entry may have."""
MAX_TEXT: Final = 1_000_000
"""Characters that a quote or a note from another tool may have."""
MAX_TAGS: Final = 500
"""Tags that a note from another tool may have."""


class MalformedError(ValueError):
    """An entry that can't be taken for a note.

    Args:
        message: why, as a message id; `{name}` stands for a value.
        values: what the names stand for.
    """

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values


class TooManyError(ValueError):
    """A file with more entries than any that people made."""


class NewerError(ValueError):
    """A file that was written by a newer version of this program."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A version of a note, and where it stands.

    Attributes:
        where: 1-based line or number of the entry.
        version: what it says.
        raw: the entry as it was read.
    """

    where: int
    version: Version
    raw: Any


class Reject(NamedTuple):
    """An entry that is set aside.

    Attributes:
        where: 1-based line or number of the entry; 0 if that isn't known.
        message: why, as a message id; `{name}` stands for a value.
        values: what the names stand for.
        raw: the entry as it was read.
    """

    where: int
    message: str
    values: tuple[tuple[str, str], ...]
    raw: Any

    @property
    def reason(self) -> str:
        """Why, in English."""
        return self.message.format(**dict(self.values))


@dataclass(frozen=True, slots=True)
class Foreign:
    """A note as another tool tells it; all texts are cleaned.

    Attributes:
        where: 1-based line or number of the entry.
        source: name of the tool's format.
        id: what the tool calls the note, in all of its files and whatever becomes of the note; empty if it says none.
        urls: addresses of the document, the best first; one of ours is "urn:briefing:slug:lang".
        title: of the document.
        lang: "de", "en" or empty.
        exact, prefix, suffix: the quote and what stands around it; empty for a note on the whole document.
        start, end: where it stands in the tool's text, or None.
        utf16: whether these are UTF-16 code units, not code points.
        body, tags: what the reader wrote.
        created, updated: UTC ISO 8601 with milliseconds, or empty.
        raw: the entry as it was read.
    """

    where: int
    source: str
    id: str = ""
    urls: tuple[str, ...] = ()
    title: str = ""
    lang: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    utf16: bool = False
    body: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""
    updated: str = ""
    raw: Any = None

    @property
    def document(self) -> str:
        """What names the document, wherever the file is read."""
        return next(iter(self.urls), "") or self.title


@dataclass(slots=True)
class Content:
    """What a file holds.

    Attributes:
        format: its format.
        entries: versions of our notes.
        foreign: notes of other tools.
        rejects: what can't be understood.
        texts: annotated texts.
    """

    format: str
    entries: list[Entry] = field(default_factory=list)
    foreign: list[Foreign] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def is_by_line(self) -> bool:
        """Whether the place of an entry is its line in the file; else its number among the entries."""
        return self.format in ("jsonl", "readwise")

    def reject(self, where: int, error: Exception, raw: Any) -> None:
        """Set an entry aside, with the reason that an error gives.

        Raises:
            TooManyError: too many are set aside already.
        """
        if len(self.rejects) >= MAX_ENTRIES:
            raise TooManyError
        self.rejects.append(rejected(where, error, raw))


def rejected(where: int, error: Exception, raw: Any) -> Reject:
    """Return an entry that is set aside, with the reason that an error gives."""
    if isinstance(error, MalformedError):
        return Reject(where, error.message, tuple(error.values.items()), raw)
    if isinstance(error, RecursionError):
        return Reject(where, n_("it is nested too deeply"), (), raw)
    reason = str(error) or type(error).__name__
    return Reject(where, n_("it can't be understood ({reason})"), (("reason", reason),), raw)
