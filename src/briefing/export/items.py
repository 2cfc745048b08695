"""What an export says about a note, gathered from the note, its place and the library; free of any format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefing.document.model import Lang
from briefing.library.model import Briefing, Library
from briefing.notes.model import Note, State
from briefing.notes.placing import Placed
from briefing.text import one_line


@dataclass(frozen=True, slots=True)
class Item:
    """One note as it is exported; nothing in it depends on where the library lies on this machine.

    Attributes:
        note: the note as stored; its target holds the quote as it was marked.
        placed: where it stands today.
        titles: title of the briefing by language; at least one.
        date: state of knowledge of the text, ISO, or empty.
        address: "slug#row" in today's text; the slug alone for an orphan.
        path: source file relative to its library, or empty if the briefing is missing.
        url: where the text is published, or empty.
        section: headings above the quote when it was marked, outermost first, without the title.
        missing: whether the library doesn't have the briefing in this language.
    """

    note: Note
    placed: Placed
    titles: Mapping[Lang, str]
    date: str
    address: str
    path: str
    url: str
    section: tuple[str, ...]
    missing: bool

    @property
    def title(self) -> str:
        """The title in the language of the note."""
        return self.titles.get(self.note.lang) or next(iter(self.titles.values()))

    @property
    def state(self) -> State:
        """How sure the place in today's text is."""
        return self.placed.anchor.state

    @property
    def quote(self) -> str:
        """The text as it was marked."""
        return self.note.target.exact

    @property
    def current(self) -> str | None:
        """What stands there today, if it differs from the quote; else None."""
        changed = self.state in (State.CHANGED, State.REVIEW)
        return self.placed.anchor.current if changed else None

    @property
    def counterpart(self) -> str | None:
        """What the other language says there, or None."""
        return self.placed.counterpart


def collect(placed: Iterable[Placed], library: Library) -> list[Item]:
    """Return the items of placed notes: one group for each briefing, orphans last in their group, else in order."""
    items = [_item(one, library.get(one.note.briefing)) for one in placed]
    order = {slug: index for index, slug in enumerate(dict.fromkeys(item.note.briefing for item in items))}
    return sorted(items, key=lambda item: (order[item.note.briefing], item.state is State.ORPHAN))


def _item(placed: Placed, briefing: Briefing | None) -> Item:
    note = placed.note
    edition = briefing.editions.get(note.lang) if briefing else None
    titles = {lang: briefing.editions[lang].title for lang in briefing.langs} if briefing else {}
    slug = one_line(note.briefing)
    headings = tuple(one_line(heading) for heading in note.target.heading_path)
    known = {one_line(note.title), *(one_line(title) for title in titles.values())}
    return Item(
        note=note,
        placed=placed,
        titles=titles or {note.lang: note.title or slug},
        date=(edition.date if edition else "") or (briefing.date if briefing else ""),
        address=slug if placed.row is None else f"{slug}#{placed.row}",
        path=edition.rel if edition else "",
        url=edition.url if edition else "",
        section=headings[1:] if headings[:1] and headings[0] in known else headings,
        missing=edition is None,
    )
