"""The nouns of what a reader writes: note, target, anchor."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from briefing.document.model import Lang
from briefing.i18n import n_

CONTEXT: Final = 64
"""Characters of context kept before and after a quote."""

WHOLE: Final = "document"
"""The kind of a note on a whole text; its target is the title, and it stays whatever the text becomes."""


class Category(StrEnum):
    """What a mark means; each has a symbol and a colour in the interface."""

    CLAIM = "claim"
    FIGURE = "figure"
    QUOTE = "quote"
    DOUBT = "doubt"
    TODO = "todo"
    OWN = "own"


SYMBOLS: Final[dict[Category, str]] = {
    Category.CLAIM: "!",
    Category.FIGURE: "#",
    Category.QUOTE: "„",
    Category.DOUBT: "?",
    Category.TODO: "✓",
    Category.OWN: "*",
}


NAMES: Final[dict[Category, str]] = {
    Category.CLAIM: n_("claim"),
    Category.FIGURE: n_("figure"),
    Category.QUOTE: n_("quotation"),
    Category.DOUBT: n_("doubt"),
    Category.TODO: n_("to do"),
    Category.OWN: n_("own"),
}
"""What the categories are called, to be translated."""


class State(StrEnum):
    """How sure a note's place in today's text is."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    REVIEW = "review"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Target:
    """What a note was made on: W3C TextQuoteSelector and TextPositionSelector in a document's projection.

    Attributes:
        exact: the quoted text, verbatim.
        prefix, suffix: up to `CONTEXT` characters before and after.
        start, end: half-open code point range in `Document.text` of the snapshot.
        snapshot: sha256 (hex) of the annotated `Document.text`; empty for imported notes without one.
        block: index of the block, or -1.
        heading_path: titles of the headings above, outermost first.
        lines: first and last source line, 1-based; (0, 0) if unknown.
        at: when it was made, UTC ISO 8601 with milliseconds.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    snapshot: str = ""
    block: int = -1
    heading_path: tuple[str, ...] = ()
    lines: tuple[int, int] = (0, 0)
    at: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One highlight or note.

    Attributes:
        id: UUIDv7.
        briefing, lang: the document that it belongs to; never a path.
        title: the document's title when the note was made or last seen.
        target: what it was made on (the newest confirmed one).
        kind: "span", "sentence", "paragraph", "multi", "heading", "code" or "document".
        category: what the mark means.
        body: the note in Markdown; empty for a bare highlight.
        tags: as typed, in order.
        created, updated: UTC ISO 8601 with milliseconds.
        deleted: the same, or empty while the note is not in the trash.
        rev: counts changes; an edit must name the revision that it read.
    """

    id: str
    briefing: str
    lang: Lang
    title: str
    target: Target
    kind: str = "sentence"
    category: Category = Category.CLAIM
    body: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""
    updated: str = ""
    deleted: str = ""
    rev: int = 1


@dataclass(frozen=True, slots=True)
class Version:
    """A note as somebody left it.

    Attributes:
        note: the whole note, in use or in the trash.
        op: what was done: "add", "edit", "delete", "restore", "undo", "redo", "recover" or "import".
        at: when, by the clock of that installation.
        instance: the installation where it was done; empty if a file doesn't say.
        claimed: the time that it says for itself, if that was too far in the future; `note.updated` is then the time
            that counts.
    """

    note: Note
    op: str = "edit"
    at: str = ""
    instance: str = ""
    claimed: str = ""


def tag_line(note: Note) -> str:
    """Return the tags of a note as they are shown and searched."""
    return "  ".join(f"#{tag}" for tag in note.tags)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a note stands in today's text; derived, never stored as truth.

    Attributes:
        state: how sure that is.
        start, end: half-open range in today's `Document.text`; for an orphan both are its last place (clamped).
        current: the text there now, or None for an orphan.
    """

    state: State
    start: int
    end: int
    current: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a reader is in a briefing.

    Attributes:
        briefing: its id.
        row: the current row.
        progress: 0-1, the farthest row reached.
        read: whether it counts as read.
        updated: UTC ISO 8601 with milliseconds.
    """

    briefing: str
    row: int = 0
    progress: float = 0.0
    read: bool = False
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Text being typed that is not saved yet: kept so that a crash or Esc loses nothing.

    Attributes:
        key: one for each place: the note's id, or briefing, language and range for a new one.
        note: the note as it would be saved now.
    """

    key: str
    note: Note
    updated: str = field(default="")
