"""The filters of a list of notes: what they ask for, what is wrong with them, and that the library has others."""

from __future__ import annotations

import pytest

from briefing.i18n import Translator
from briefing.notes.finding import admitting, is_on
from briefing.notes.model import NAMES as CATEGORY_NAMES
from briefing.notes.model import Category, State
from briefing.notes.states import NAMES as STATE_NAMES
from briefing.search.completion import complete
from briefing.search.filters import Mistake
from briefing.search.note_filters import CATEGORIES, OFFERED_CATEGORIES, OFFERED_STATES, STATES, VALUES, Choice
from briefing.search.query import parse
from briefing.text import fold
from notes.making import note


def said(text: str, *, notes: bool = True) -> list[str]:
    """Return what is said about a line."""
    return [sentence(each) for each in parse(text, notes=notes).mistakes]


def sentence(mistake: Mistake) -> str:
    return Translator("en")(mistake.message, **dict(mistake.values))


def test_the_values_are_those_that_notes_have() -> None:
    assert set(STATES.values()) == {state.value for state in State}
    assert set(CATEGORIES.values()) == {category.value for category in Category}
    german = Translator("de")
    for category, name in CATEGORY_NAMES.items():
        assert VALUES["category"][name.replace(" ", "")] == category.value
        assert CATEGORIES[german(name).lower()] == category.value
    for state, name in STATE_NAMES.items():
        assert VALUES["state"][fold(name)] == VALUES["state"][fold(german(name))] == state.value, "as the list has it"
    assert {STATES[name] for name in OFFERED_STATES[:5]} == {STATES[name] for name in OFFERED_STATES[5:]} == set(State)
    assert {CATEGORIES[name] for name in OFFERED_CATEGORIES[:6]} == set(Category)
    assert {CATEGORIES[name] for name in OFFERED_CATEGORIES[6:]} == set(Category)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("state:changed ", [Choice("state", "changed")]),
        ("State:Geaendert x", [Choice("state", "changed")]),
        ("zustand:geändert", [Choice("state", "changed")]),
        ("-state:orphan", [Choice("state", "orphan", excluded=True)]),
        ("kategorie:zweifel category:claim", [Choice("category", "doubt"), Choice("category", "claim")]),
        ('briefing:"offene gewichte"', [Choice("briefing", "offene gewichte")]),
        ("-briefing:kosten", [Choice("briefing", "kosten", excluded=True)]),
        ("state:ch", []),
        ("state:", []),
    ],
)
def test_what_they_ask_for(text: str, choices: list[Choice]) -> None:
    query = parse(text, notes=True)
    assert list(query.choices) == choices
    assert query.filtered == bool(choices)
    assert query.mistakes == ()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("state:kaputt ", ["state:kaputt: the states are exact, moved, changed, review and orphan."]),
        ("state:ch x", ["state:ch: the states are exact, moved, changed, review and orphan."]),
        ("category:x y", ["category:x: the categories are claim, figure, quotation, doubt, todo and own."]),
        ("org:openai x", ["org: is a filter of the search, not of this list."]),
        ("in:title x", ["in: is a filter of the search, not of this list."]),
        ("sate:exact x", ["sate: is no filter; did you mean state:?"]),
        ("-after:2025 x", ["-after:2025: dates can’t be excluded."]),
        ("after:2025-13 x", ["after:2025-13 is no date; did you mean after:2025-12?"]),
        ("lang:fr x", ["lang:fr: the languages are de and en."]),
        ("tag:x -lang:de after:2025", []),
        ("Zustand: gut", []),
    ],
)
def test_a_wrong_one_is_named(text: str, sentences: list[str]) -> None:
    assert said(text) == sentences


@pytest.mark.parametrize("name", ["state", "zustand", "category", "kategorie", "briefing"])
def test_the_library_names_those_of_notes_and_searches_their_words(name: str) -> None:
    query = parse(f"{name}:orphan lang:de", notes=False)
    assert [sentence(each) for each in query.mistakes] == [
        f"{name}: is a filter of the list of notes, not of the search."
    ]
    assert [term.word for term in query.terms] == [name, "orphan"]
    assert query.choices == ()
    assert query.lang == "de"


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("category:doubt", True),
        ("kategorie:zahl", False),
        ("category:claim category:doubt", True),
        ("-category:doubt", False),
        ("-category:claim", True),
        ("briefing:distillation", True),
        ("briefing:destil", True),
        ('briefing:"sprach destil"', True),
        ("briefing:kosten", False),
        ("briefing:kosten briefing:destil", True),
        ("-briefing:destil", False),
        ("briefing:destil category:claim", False),
    ],
)
def test_what_passes(text: str, passes: bool) -> None:
    some = note(category=Category.DOUBT, title="Destillation von Sprachmodellen")
    assert admitting(parse(text, notes=True))(some) == passes


def test_a_briefing_without_words_is_none() -> None:
    assert not is_on(note().title, note().briefing, "—")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("sta", ["state:"]),
        ("-kat", ["-kategorie:"]),
        ("state:", ["exact", "moved", "changed", "review", "orphan"]),
        ("zustand:", ["unverändert", "verschoben", "geändert", "prüfen", "verwaist"]),
        ("state:ver", ["verschoben", "verwaist"]),
        ("kategorie:z", ["zahl", "zitat", "zweifel"]),
        ("briefing:off", ["Offene Modelle"]),
        ("in", []),
        ("org:", []),
        ("-after:", []),
    ],
)
def test_completion(text: str, shown: list[str]) -> None:
    values = {"briefing": ["Offene Modelle", "Kosten"], "tag": [], "date": []}
    found = complete(text, len(text), lambda name: values.get(name, ()), notes=True)
    assert [("-" if each.line.startswith("-") and each.shown.endswith(":") else "") + each.shown for each in found] == (
        shown
    )
