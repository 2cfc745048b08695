"""The history of a note as lines: what each change was, and what it changed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from briefing.document.model import Range
from briefing.i18n import Translator, n_
from briefing.notes.differing import differences
from briefing.notes.model import NAMES, SYMBOLS, Category, Note, Version
from briefing.text import clean, one_line
from briefing.tui.note_lines import lit
from briefing.tui.row_text import Piece
from briefing.tui.wrap import wrap

_OPS: Final = {
    "add": n_("written"),
    "edit": n_("changed"),
    "delete": n_("deleted"),
    "restore": n_("restored"),
    "undo": n_("undone"),
    "redo": n_("redone"),
    "import": n_("imported"),
    "sync": n_("synced"),
    "recover": n_("recovered"),
    "backup": n_("backup restored"),
}
_SHOWN: Final = 10_000
"""Characters that are shown of each part of a text: a note may have come from anywhere, and be of any length."""


def version_head(version: Version, before: Note | None, tr: Translator, own: str) -> list[Piece]:
    """Return the line of a version: when, what was done, to what of the note, on which device.

    Args:
        version: the version.
        before: the note as it was, or None for the first version.
        tr: language of the interface.
        own: name of this installation.
    """
    device = tr("this device") if version.instance == own else one_line(version.instance)
    what = ", ".join(tr(each) for each in changed_parts(before, version.note)) if before else ""
    op = tr(_OPS[version.op]) if version.op in _OPS else one_line(version.op)
    when = one_line(version.at[:16]).replace("T", " ")
    return [(f" {when}  ", "accent"), (op, "title"), (f": {what}" if what else "", ""), (f"  {device}", "quiet")]


def changed_parts(before: Note, after: Note) -> list[str]:
    """Return what of a note differs, as message ids."""
    parts = [
        (n_("text"), before.body != after.body),
        (n_("tags"), before.tags != after.tags),
        (n_("category"), before.category is not after.category),
        (n_("passage"), before.target != after.target),
    ]
    return [name for name, differs in parts if differs]


def version_lines(
    before: Note | None, after: Note, tr: Translator, width: int, symbols: Mapping[Category, str] = SYMBOLS
) -> list[list[Piece]]:
    """Return what a change changed, wrapped to a width: what is gone behind −, what came behind +.

    Args:
        before: the note as it was, or None for the first version, of which all is shown.
        after: the note as the change left it.
        tr: language of the interface.
        width: cells.
        symbols: one cell for each category.
    """
    lines: list[list[Piece]] = []
    if before is None or before.category is not after.category:
        line = [_label(tr("category"), ": ")]
        for each in (before, after) if before else (after,):
            line += [(" → ", "")] if len(line) > 1 else []
            line.append((f"{symbols[each.category]} {tr(NAMES[each.category])}", f"category-{each.category.value}"))
        lines.append(line)
    lines.extend(_tags(before, after, tr))
    if before is None or before.target.exact != after.target.exact:
        lines.append([_label(tr("passage"))])
        lines.extend(_texts(before.target.exact if before else None, after.target.exact, tr, width))
    elif before.target != after.target:
        lines.append([_label(tr("passage"), ": "), (tr("put on another place or text, with the same words"), "")])
    if before is None or before.body != after.body:
        lines.append([_label(tr("text"))])
        lines.extend(_texts(before.body if before else None, after.body, tr, width))
    if before and not lines:
        lines.append([_label(tr("The note itself stayed as it was."))])
    return lines


def _label(text: str, end: str = "") -> Piece:
    return f" {text}{end}", "quiet"


def _tags(before: Note | None, after: Note, tr: Translator) -> Iterator[list[Piece]]:
    old, new = before.tags if before else (), after.tags
    if old == new:
        return
    line: list[Piece] = [_label(tr("tags"), ": ")]
    for tag in dict.fromkeys((*old, *new)):
        sign, role = ("− ", "removed") if tag not in new else ("+ ", "added") if before and tag not in old else ("", "")
        line.append((f"{sign}#{one_line(tag)}", role))
        line.append(("  ", ""))
    yield line


def _texts(before: str | None, after: str, tr: Translator, width: int) -> Iterator[list[Piece]]:
    """Yield a text, or two that differ: lines that both have once, and what is between them old first."""
    new = clean(after).replace("\t", " ")
    if before is None:
        yield from _part(new, (), "", "  ", tr, width)
        return
    old = clean(before).replace("\t", " ")
    one, two = old.split("\n"), new.split("\n")
    head = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    rest = min(len(one), len(two)) - head
    tail = next((at for at in range(rest) if one[-1 - at] != two[-1 - at]), rest)
    yield from _context(one[:head], tr, width)
    gone, came = "\n".join(one[head : len(one) - tail]), "\n".join(two[head : len(two) - tail])
    removed, added = differences(gone[:_SHOWN], came[:_SHOWN], variants=True)
    if gone:
        yield from _part(gone, removed, "removed", "− ", tr, width)
    if came:
        yield from _part(came, added, "added", "+ ", tr, width)
    yield from _context(one[len(one) - tail :], tr, width)


def _context(lines: Sequence[str], tr: Translator, width: int) -> Iterator[list[Piece]]:
    if lines:
        yield from _part("\n".join(lines), (), "", "  ", tr, width)


def _part(
    text: str, ranges: Sequence[Range], role: str, sign: str, tr: Translator, width: int
) -> Iterator[list[Piece]]:
    """Yield the lines of a text, as much of it as is shown."""
    yield from _wrapped(text[:_SHOWN], ranges, role, sign, width)
    if len(text) > _SHOWN:
        yield [_label("  " + tr("… {count} more characters", count=len(text) - _SHOWN))]


def _wrapped(text: str, ranges: Sequence[Range], role: str, sign: str, width: int) -> Iterator[list[Piece]]:
    """Yield the lines of a text behind a sign, with the ranges in a role."""
    at = 0
    for line in text.split("\n"):
        for start, end in wrap(line, max(10, width - 4)) or [(0, 0)]:
            first, last = at + start, at + end
            inside = [(max(a, first) - first, min(b, last) - first) for a, b in ranges if a < last and b > first]
            yield [(f" {sign}", role or "quiet"), *lit(line[start:end], inside, "", role or "match")]
        at += len(line) + 1
