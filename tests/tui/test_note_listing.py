"""Laws of a list of notes: orders, marks, what waits for being placed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from briefing.library.model import Briefing, Edition, Library
from briefing.notes.model import Anchor, Category, Note, State
from briefing.notes.placing import Placed
from briefing.tui.note_listing import Listing, Marking, Order, Pending, Wanted, arrange, ordered
from notes.making import note, target

SLUGS = ("b", "a", "fort")


def library() -> Library:
    briefings = tuple(Briefing(slug, {"de": Edition("de", Path(slug), slug, slug)}) for slug in SLUGS[:2])
    return Library((), briefings, (), {briefing.id: briefing for briefing in briefings})


@st.composite
def listings(draw: st.DrawFn) -> Listing:
    """Return notes on three briefings, some of them placed."""
    notes: list[Note] = []
    listing = Listing(library=library())
    for number in range(draw(st.integers(0, 12))):
        some = note(
            id=f"n{number}",
            briefing=draw(st.sampled_from(SLUGS)),
            category=draw(st.sampled_from(list(Category))),
            updated=f"2026-11-2{draw(st.integers(0, 3))}",
            target=replace(target(), block=draw(st.integers(-1, 4))),
        )
        notes.append(some)
        if draw(st.booleans()):
            state, row = draw(st.sampled_from(list(State))), draw(st.integers(0, 4))
            gone = state is State.ORPHAN
            listing.put(
                [Placed(some, Anchor(state, 0, 0, None), None if gone else row, None, None, row if gone else None)]
            )
    listing.notes = ordered(notes, listing)
    return listing


@given(listings(), st.sampled_from(list(Order)))
def test_an_order_keeps_all_notes_and_is_stable(listing: Listing, order: Order) -> None:
    found = ordered(listing.notes, listing, order)
    assert sorted(each.id for each in found) == sorted(each.id for each in listing.notes)
    assert ordered(found, listing, order) == found == ordered(found[::-1], listing, order)
    for one, two in pairwise(found):
        keys = [(each.updated, list(Category).index(each.category), listing.state(each)) for each in (one, two)]
        if order is Order.NEWEST:
            assert keys[0][0] >= keys[1][0]
        elif order is Order.CATEGORY:
            assert keys[0][1] <= keys[1][1]
        same = {
            Order.DOCUMENT: True,
            Order.NEWEST: keys[0][0] == keys[1][0],
            Order.CATEGORY: keys[0][1] == keys[1][1],
            Order.STATE: keys[0][2] == keys[1][2],
        }[order]
        if same:
            assert listing.notes.index(one) < listing.notes.index(two), "equal ones come as in the text"


@given(listings())
def test_documents_come_in_the_librarys_order_and_orphans_at_their_last_row(listing: Listing) -> None:
    slugs = [each.briefing for each in listing.notes]
    assert slugs == sorted(slugs, key=SLUGS.index)
    for slug in SLUGS:
        placed = [listing.placed.get(each.id) for each in listing.notes if each.briefing == slug]
        rows = [each.last_row if each.row is None else each.row for each in placed if each]
        assert rows == sorted(rows, key=lambda row: row or 0)


def test_states_order_what_needs_to_be_looked_at_first() -> None:
    listing = Listing(library=library())
    notes = [note(id=state.value, briefing="a") for state in State]
    listing.put(Placed(each, Anchor(State(each.id), 0, 0, None), 0, None, None) for each in notes)
    found = ordered([*notes, note(id="unknown", briefing="a")], listing, Order.STATE)
    assert [each.id for each in found] == ["orphan", "review", "changed", "moved", "exact", "unknown"]


@given(listings())
def test_states_are_counted_where_there_is_a_text(listing: Listing) -> None:
    again = list(listing.placed.values())
    listing.put(again)
    for state in State:
        there = [each for each in again if each.note.briefing != "fort" and each.anchor.state is state]
        assert listing.states[state] == len(there)


@given(listings(), st.sampled_from(list(Order)))
def test_arranged_without_a_filter_all_are_shown(listing: Listing, order: Order) -> None:
    found = arrange(Wanted(listing, " ", order))
    assert found.notes == ordered(listing.notes, listing, order)
    assert [found.places[each.id] for each in found.notes] == list(range(len(found.notes)))


def test_notes_without_a_place_pass_no_filter_by_state() -> None:
    listing = Listing(library=library(), notes=(note(id="a"), note(id="b")), entries={"a": 0, "b": 1})
    listing.filter = type(listing.filter)(listing.notes)
    listing.put([Placed(listing.notes[0], Anchor(State.MOVED, 0, 0, None), 0, None, None)])
    for query, ids in [("state:moved", ["a"]), ("-state:exact", ["a"]), ("state:exact", []), ("-state:moved", [])]:
        assert [each.id for each in arrange(Wanted(listing, query)).notes] == ids


def test_a_listing_of_many_is_told_in_short() -> None:
    listing = Listing(notes=tuple(note(id=str(number)) for number in range(1000)))
    assert len(repr(Wanted(listing))) < 200, "a worker's arguments are written down on the interface's thread"


@given(st.lists(st.sampled_from(SLUGS), max_size=20), st.lists(st.sampled_from((*SLUGS, "x")), max_size=3))
def test_what_is_on_the_screen_is_placed_first_and_everything_once(slugs: list[str], first: list[str]) -> None:
    notes = [note(id=str(at), briefing=slug) for at, slug in enumerate(slugs)]
    pending = Pending(notes)
    pending.want(first)
    taken = []
    while (some := pending.take()) is not None:
        taken.append(some)
    order = [briefing for briefing, _ in taken]
    assert order == list(dict.fromkeys([*(slug for slug in first if slug in slugs), *slugs]))
    assert sorted(each.id for _, some in taken for each in some) == sorted(each.id for each in notes)
    assert len(pending) == 0


@given(st.lists(st.tuples(st.sampled_from(["toggle", "range", "all", "none", "keep"]), st.integers(0, 5)), max_size=12))
def test_marks(deeds: list[tuple[str, int]]) -> None:
    shown = [str(at) for at in range(6)]
    marking, wanted = Marking(), set[str]()
    for deed, at in deeds:
        before = set(wanted)
        if deed == "toggle":
            marking.toggle(shown[at])
            wanted ^= {shown[at]}
        elif deed == "range":
            marking.range_to(shown[at], shown)
            wanted = {each for each in shown if each in marking}
            assert wanted >= before | {shown[at]}
        elif deed == "all":
            marking.add(shown[at:])
            wanted |= set(shown[at:])
        elif deed == "none":
            marking.clear()
            wanted = set()
        else:
            marking.keep(shown[at:])
            wanted &= set(shown[at:])
        assert {each for each in shown if each in marking} == wanted
        assert len(marking) == len(wanted) == marking.shown_in(shown)
