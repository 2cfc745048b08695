"""Notes as the command line shows them and finds them: JSON, lines of text, short ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefing.cli.output import write, write_json
from briefing.cli.services import Services
from briefing.cli.texts import make_notebook
from briefing.errors import NotFoundError, UsageError
from briefing.i18n import Translator, n_
from briefing.notes.model import NAMES, Note, State
from briefing.notes.placing import Placed
from briefing.notes.states import NAMES as STATE_NAMES
from briefing.notes.states import SIGNS
from briefing.text import one_line

SHORT = 8
"""Characters of an id that are shown: its end, since ids made one after the other begin alike."""
_LEAST = 4
_INDENT = "    "


def record(placed: Placed) -> dict[str, Any]:
    """Return a note as JSON."""
    note = placed.note
    return {
        "id": note.id,
        "briefing": note.briefing,
        "lang": note.lang,
        "row": placed.row,
        "state": placed.anchor.state.value,
        "quote": note.target.exact,
        "current": placed.anchor.current,
        "note": note.body,
        "category": note.category.value,
        "tags": list(note.tags),
        "created": note.created,
        "updated": note.updated,
        "counterpart": placed.counterpart,
        "title": note.title,
        "kind": note.kind,
        "deleted": note.deleted or None,
    }


def write_note(tr: Translator, placed: Placed) -> None:
    """Print a note: one line on where it is, the quote, what it is now and its counterpart, what it says, its tags."""
    note = placed.note
    facts = [
        one_line(note.id[-SHORT:]),
        address_of(placed),
        f"[{note.lang}]",
        one_line(tr(NAMES[note.category])),
        "" if placed.anchor.state is State.EXACT else tr(STATE_NAMES[placed.anchor.state]),
        tr("deleted {date}", date=one_line(note.deleted[:16]).replace("T", " ")) if note.deleted else "",
    ]
    write("  ".join(fact for fact in facts if fact))
    write(_INDENT, "> ", one_line(note.target.exact))
    if placed.anchor.state in (State.CHANGED, State.REVIEW):
        write(_INDENT, f"{SIGNS[placed.anchor.state]} > ", one_line(placed.anchor.current or ""))
    if placed.counterpart:
        write(_INDENT, f"[{placed.counterpart_lang}] > ", one_line(placed.counterpart))
    for line in note.body.splitlines():
        write(_INDENT, line)
    if note.tags:
        write(_INDENT, " ".join(f"#{one_line(tag)}" for tag in note.tags))


def address_of(placed: Placed) -> str:
    """Return the address of a note's row; the briefing's id alone while that isn't known."""
    briefing = one_line(placed.note.briefing)
    return briefing if placed.row is None else f"{briefing}#{placed.row}"


def find_note(services: Services, wanted: str) -> Note:
    """Return the note with an id, also from the trash; the beginning or end of it is enough if no other has the same.

    Raises:
        NotFoundError: there is none.
        UsageError: there is more than one, or too little is given to tell.
        StoreError: the notes can't be read.
    """
    store = services.store(writing=True)
    exact = store.get(wanted)
    if exact is not None:
        return exact
    part = wanted.strip()
    if len(part) < _LEAST:
        raise UsageError(n_("Give at least {count} characters of the id."), count=_LEAST)
    notes = [*store.notes(), *store.notes(deleted=True)]
    # Ids of ours are in small letters; what other tools call their notes may not be.
    found = [note for note in notes if note.id.startswith(part) or note.id.endswith(part)]
    found = found or [note for note in notes if note.id.startswith(part.lower()) or note.id.endswith(part.lower())]
    if not found:
        raise NotFoundError(n_("There is no note with the id {id}."), id=one_line(wanted))
    if len(found) > 1:
        raise UsageError(n_("{count} notes have such an id: give more of it."), count=len(found))
    return found[0]


def show_changed(services: Services, note: Note, message: str, *, as_json: bool) -> None:
    """Print a note that was just stored, or a sentence that says so; `message` may name {id}."""
    if as_json:
        write_json(record(place_notes(services, [note])[0]))
    else:
        write(services.tr(message, id=note.id[-SHORT:]))


def place_notes(services: Services, notes: Iterable[Note]) -> list[Placed]:
    """Return notes, in use or in the trash, in their places: by briefing, in document order.

    A briefing that is missing or can't be read makes its notes orphans.
    """
    groups: dict[str, list[Note]] = {}
    for note in notes:
        groups.setdefault(note.briefing, []).append(note)
    notebook = make_notebook(services)
    return [
        placed for slug, some in groups.items() for placed in notebook.in_briefing(services.library.get(slug), some)
    ]
