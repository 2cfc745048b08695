"""What is typed is kept: in whatever order threads come, and whatever the store refuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import StoreError
from briefing.i18n import Translator
from briefing.notes.model import Draft, Note
from briefing.notes.store import Store
from briefing.settings import Settings
from briefing.tui.desk import Desk
from briefing.tui.drafting import Drafting, content_of, draft_key, keep_again
from notes.making import note

NOTE = replace(note(""), id="")
KEY = draft_key(NOTE)


class Refusing(Store):
    """A store in memory that refuses drafts, or can't be read, as long as it is told so."""

    refuses = False
    unreadable = False

    def save_draft(self, draft: Draft) -> None:
        if self.refuses:
            raise StoreError("The disk is full.")
        super().save_draft(draft)

    def drafts(self) -> list[Draft]:
        if self.unreadable:
            raise StoreError("It can't be read.")
        return super().drafts()


def desk_with(store: Store) -> Desk:
    """Return a desk with this store and nothing else."""
    none: Any = None
    return Desk(Translator("en"), Settings(), (), none, none, lambda: store, none)


def bodies(drafts: Sequence[Draft]) -> list[str]:
    """Return what the drafts say."""
    return [draft.note.body for draft in drafts]


@given(st.lists(st.tuples(st.sampled_from(["type", "keep", "refuse", "accept", "again"]), st.text("ab", max_size=3))))
def test_the_last_text_is_never_lost(steps: list[tuple[str, str]]) -> None:
    store = Refusing(None)
    desk = desk_with(store)
    drafting = Drafting(desk, KEY)
    drafting.read()
    last: str | None = None
    for step, text in steps:
        if step == "type":
            drafting.typed(replace(NOTE, body=text))
            drafting.keep()
            last = text
        elif step == "keep":
            drafting.keep()
        elif step == "again":
            keep_again(desk)
        else:
            store.refuses = step == "refuse"
        kept = desk.unkept.get(KEY) or next(iter(store.drafts()), None)
        assert (kept and kept.note.body) == last
    store.refuses = False
    assert keep_again(desk) == ()
    assert bodies(store.drafts()) == ([] if last is None else [last])


def drafted() -> tuple[Store, Drafting, Note]:
    """Return a store, the drafting of an editor on it, and what was typed there and kept."""
    store = Store(None)
    drafting = Drafting(desk_with(store), KEY)
    drafting.read()
    typed = replace(NOTE, body="one")
    drafting.typed(typed)
    drafting.keep()
    return store, drafting, typed


def test_what_was_typed_while_the_note_was_stored_becomes_a_draft_of_it() -> None:
    store, drafting, typed = drafted()
    stored = store.add(typed)
    drafting.typed(replace(NOTE, body="one and two"))
    assert drafting.stored(typed, stored) is None
    (draft,) = store.drafts()
    assert (draft.key, draft.note.id, draft.note.rev, draft.note.body) == (stored.id, stored.id, 1, "one and two")


def test_nothing_is_left_of_a_draft_whose_note_is_stored() -> None:
    store, drafting, typed = drafted()
    assert drafting.stored(typed, store.add(typed)) is None
    assert drafting.keep() is None
    assert store.drafts() == []
    assert not drafting.exists


def test_a_draft_that_could_not_be_read_is_not_written_over() -> None:
    store = Refusing(None)
    store.save_draft(Draft(KEY, replace(NOTE, body="old"), "2026-01-01T00:00:00.000Z"))
    desk = desk_with(store)
    store.unreadable = True
    drafting = Drafting(desk, KEY)
    try:
        drafting.read()
    except StoreError:
        store.unreadable = False
    drafting.typed(replace(NOTE, body="new"))
    assert drafting.keep() is None
    assert sorted(bodies(store.drafts())) == ["new", "old"]
    drafting.typed(replace(NOTE, body="newer"))
    assert drafting.keep() is None
    assert sorted(bodies(store.drafts())) == ["newer", "old"]


def test_an_older_draft_in_memory_does_not_replace_a_newer_one_on_the_disk() -> None:
    store = Refusing(None)
    desk = desk_with(store)
    drafting = Drafting(desk, KEY)
    drafting.read()
    store.refuses = True
    drafting.typed(replace(NOTE, body="old"))
    assert drafting.keep() is not None
    store.refuses = False
    drafting.typed(replace(NOTE, body="new"))
    drafting.keep()
    assert keep_again(desk) == ()
    assert bodies(store.drafts()) == ["new"]
    assert not drafting.is_new(replace(NOTE, body="new"))
    assert content_of(store.drafts()[0].note) == content_of(replace(NOTE, body="new"))
