"""A passage as a citation to paste: quotation in its language's marks, counterpart, title, date, source, address."""

from __future__ import annotations

from briefing.document.model import Lang
from briefing.library.model import Briefing
from briefing.notes.placing import Placed
from briefing.text import one_line

_OUTER = {"de": ("„", "“"), "en": ("“", "”")}
_INNER = {"de": ("‚", "‘"), "en": ("‘", "’")}


def quoted(text: str, lang: Lang) -> str:
    """Return `text` on one line in the quotation marks of `lang`, marks inside it turned into the inner ones."""
    line = one_line(text)
    for outer, inner in zip(_OUTER[lang], _INNER[lang], strict=True):
        line = line.replace(outer, inner)
    return f"{_OUTER[lang][0]}{line}{_OUTER[lang][1]}"


def citation(placed: Placed, briefing: Briefing, *, with_counterpart: bool) -> str:
    """Return the citation of a note's passage, one or two paragraphs.

    Args:
        placed: the passage, with its counterpart.
        briefing: what it is from.
        with_counterpart: add the other language's text where it is known.
    """
    note = placed.note
    edition = briefing.edition(note.lang)
    lines = [quoted(note.target.exact, note.lang)]
    if with_counterpart and placed.counterpart and placed.counterpart_lang:
        lines.append(f"[{placed.counterpart_lang}] {quoted(placed.counterpart, placed.counterpart_lang)}")
    address = f"{briefing.id}#{placed.row}" if placed.row is not None else briefing.id
    facts = [edition.title, edition.date, edition.url or edition.rel, address]
    lines.append("— " + ", ".join(fact for fact in facts if fact))
    return "\n".join(lines)
