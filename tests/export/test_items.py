from __future__ import annotations

from dataclasses import replace

from briefing.export.items import collect
from briefing.notes.model import State

from .making import items, library, note, placed


def test_an_item_names_its_source_without_this_machine() -> None:
    (item,) = items(placed(note("Text")))
    assert item.titles == {"de": "Destillation", "en": "Distillation"}
    assert (item.title, item.date, item.address) == ("Destillation", "2026-11-20", "distillation#2")
    assert (item.path, item.url, item.section) == ("d.de.md", "", ("Kosten",))
    assert (item.quote, item.current, item.counterpart) == ("Es kostet ein Zehntel.", None, "It costs a tenth.")
    assert not item.missing
    assert "/home" not in repr(item)


def test_the_other_language_has_its_own_source() -> None:
    (item,) = items(placed(note(lang="en"), counterpart=None, counterpart_lang=None))
    assert (item.title, item.path, item.url, item.counterpart) == (
        "Distillation",
        "d.en.md",
        "https://example.org/d_1",
        None,
    )
    assert item.date == "2026-11-20"


def test_what_changed_is_said() -> None:
    states = [State.EXACT, State.MOVED, State.CHANGED, State.REVIEW, State.ORPHAN]
    found = items(*(placed(note(), state, "Es kostet die Hälfte.") for state in states))
    assert [item.current for item in found] == [None, None, *["Es kostet die Hälfte."] * 2, None]
    assert found[-1].address == "distillation"


def test_a_missing_briefing_is_named_by_its_note() -> None:
    (item,) = items(placed(note(briefing="weg", title="Wegwerfer"), State.ORPHAN))
    assert (item.titles, item.path, item.address, item.missing) == ({"de": "Wegwerfer"}, "", "weg", True)
    (item,) = items(placed(note(briefing="weg", title=""), State.ORPHAN))
    assert item.title == "weg"


def test_briefings_stay_together_with_their_orphans_last() -> None:
    a, b = note("a"), note("b", briefing="b")
    ordered = [placed(b), placed(a, State.ORPHAN), placed(replace(b, body="b2")), placed(replace(a, body="a2"))]
    assert [item.note.body for item in collect(ordered, library())] == ["b", "b2", "a2", "a"]
