"""What the checks are called, when they are made and how much they weigh."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple


class Level(StrEnum):
    """When a finding is told."""

    ALWAYS = "always"
    ONCE = "once"
    """The first of each file, and all of them if strictness is asked for."""
    STRICT = "strict"
    """Only if strictness is asked for."""


class Code(NamedTuple):
    """A kind of finding.

    Attributes:
        level: when it is told.
        severity: "error", "warning" or "note"; if strictness is asked for, what is told `ONCE` is a warning.
        means: what is wrong, for the documentation.
    """

    level: Level
    severity: str
    means: str


_ALWAYS, _ONCE, _STRICT = Level.ALWAYS, Level.ONCE, Level.STRICT

CODES: Final[dict[str, Code]] = {
    "unreadable": Code(_ALWAYS, "error", "The file can't be read, or is not UTF-8."),
    "title-missing": Code(_ALWAYS, "warning", "The front matter has no title."),
    "summary-missing": Code(_ALWAYS, "warning", "The front matter has no summary."),
    "date-missing": Code(_ALWAYS, "warning", "The front matter has no date."),
    "counterpart-missing": Code(_ALWAYS, "note", "A text in one language, where most have two."),
    "blocks-differ": Code(
        _ONCE, "warning", "A heading, paragraph, list item, quotation or table that the other language doesn't have."
    ),
    "block-moved": Code(_ALWAYS, "warning", "A block that stands at another place in the other language."),
    "table-differs": Code(_ALWAYS, "warning", "A table with more or fewer rows or columns than in the other language."),
    "figures-differ": Code(
        _ALWAYS,
        "warning",
        "A number, date or month of a row that its other side doesn't have, or not as often. Notations are understood: "
        "1.234,5 and 1,234.5, 54 % and 54%, 300 Mrd. and $300bn, 5. August and August 5, 2025-08-05, drei and 3.",
    ),
    "names-differ": Code(
        _ALWAYS,
        "warning",
        "A model that only one side of a row names: letters with digits (o3-mini), or a name from a `kind: register`.",
    ),
    "footnote-undefined": Code(_ALWAYS, "warning", "A reference to a footnote that isn't there."),
    "footnote-unused": Code(_ALWAYS, "warning", "A footnote that nothing refers to."),
    "footnote-empty": Code(_ALWAYS, "warning", "A footnote without text; an address is not asked for."),
    "footnote-repeated": Code(_ALWAYS, "warning", "A second footnote of the same label."),
    "footnote-differs": Code(_ALWAYS, "warning", "A footnote that the other language doesn't have."),
    "footnote-place": Code(_ALWAYS, "warning", "A reference that the other side of the row doesn't have."),
    "footnote-number": Code(_ALWAYS, "warning", "A footnote that shows with another number in the other language."),
    "footnote-source": Code(_ALWAYS, "warning", "A footnote that leads to another address in the other language."),
    "footnote-sentence": Code(_STRICT, "warning", "A reference in another sentence than in the other language."),
    "link-dead": Code(_ALWAYS, "warning", "A link or image whose file isn't there."),
    "anchor-dead": Code(_ALWAYS, "warning", "A link to a heading that isn't there."),
    "quotes-foreign": Code(_ONCE, "warning", "Quotation marks of the other language."),
    "quotes-straight": Code(_ONCE, "note", "Straight quotation marks in running text."),
    "apostrophe-straight": Code(_ONCE, "note", "Straight apostrophes in running text."),
    "space-breaks": Code(
        _ONCE,
        "note",
        "A non-breaking space is missing: before a unit, sign or Mrd., in 5. August, z. B., Art. 53, Llama 4.",
    ),
    "hype": Code(_STRICT, "warning", "A word of praise outside of quotations."),
    "summary-length": Code(_STRICT, "warning", "A summary that has not two or three sentences, or is too long."),
    "words": Code(_STRICT, "warning", "An edition of a briefing with fewer than 550 or more than 900 words."),
    "state-missing": Code(_STRICT, "warning", "A last section of a briefing that doesn't say as of when it holds."),
    "sources-few": Code(_STRICT, "warning", "A briefing with fewer than eight different sources in footnotes."),
    "row-unequal": Code(_STRICT, "warning", "A row of which one side is more than three times as long as the other."),
    "more": Code(_ALWAYS, "note", "There is more of a kind in a text than is listed."),
}
"""The findings of the checks; what is wrong with files and front matter has codes of its own."""


def severity_of(code: str, severity: str, *, strict: bool) -> str:
    """Return how much a finding weighs."""
    known = CODES.get(code)
    if known is None or known.level is Level.ALWAYS:
        return severity
    return "warning" if strict else known.severity
