from __future__ import annotations

import json
from typing import Any

from briefing.export import render
from briefing.notes.model import State

from .making import AT, items, note, placed


def page(*all_placed: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(render(items(*all_placed), "json", AT))
    return loaded


def test_a_note_is_a_web_annotation() -> None:
    made = note("Quelle **prüfen**", tags=("kosten", "zu prüfen"))
    found = page(placed(made, State.CHANGED, "Es kostet die Hälfte."))
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["id"]) == ("AnnotationPage", "urn:briefing:export:20261122T100000000Z")
    (annotation,) = found["items"]
    assert annotation["id"] == f"urn:uuid:{made.id}"
    assert (annotation["type"], annotation["motivation"]) == ("Annotation", "commenting")
    assert (annotation["created"], annotation["modified"]) == (made.created, made.updated)
    assert [(body["purpose"], body["value"]) for body in annotation["body"]] == [
        ("commenting", "Quelle **prüfen**"),
        ("tagging", "kosten"),
        ("tagging", "zu prüfen"),
    ]
    target = annotation["target"]
    assert target["source"] == "urn:briefing:distillation:de"
    assert target["state"]["cached"] == f"urn:sha256:{made.target.snapshot}"
    assert target["selector"] == [
        {"type": "TextQuoteSelector", "exact": made.target.exact, "prefix": "davor ", "suffix": " danach"},
        {"type": "TextPositionSelector", "start": 10, "end": 32},
    ]
    assert annotation["briefing:note"] == {
        "address": "distillation#2",
        "lang": "de",
        "title": {"de": "Destillation", "en": "Distillation"},
        "date": "2026-11-20",
        "path": "d.de.md",
        "url": "",
        "section": ["Kosten"],
        "category": "todo",
        "state": "changed",
        "current": "Es kostet die Hälfte.",
        "counterpart": {"lang": "en", "text": "It costs a tenth."},
        "rev": 2,
        "kind": "sentence",
        "target": {"block": 2, "heading_path": ["Destillation", "Kosten"], "lines": [5, 5], "at": made.target.at},
    }


def test_the_motivation_is_what_the_reader_did() -> None:
    found = page(placed(note("x")), placed(note(tags=("t",))), placed(note()))
    assert [one["motivation"] for one in found["items"]] == ["commenting", "tagging", "highlighting"]
    assert ["body" in one for one in found["items"]] == [True, True, False]


def test_an_orphan_keeps_its_quote() -> None:
    (annotation,) = page(placed(note(), State.ORPHAN))["items"]
    assert annotation["target"]["selector"][0]["exact"] == "Es kostet ein Zehntel."
    own = annotation["briefing:note"]
    assert (own["address"], own["state"], own["current"], own["counterpart"]) == ("distillation", "orphan", None, None)


def test_names_are_safe_in_addresses() -> None:
    (annotation,) = page(placed(note(id="a b\udcff", briefing="ü/x: y")))["items"]
    assert annotation["id"] == "urn:uuid:a%20b%3F"
    assert annotation["target"]["source"] == "urn:briefing:%C3%BC%2Fx%3A%20y:de"
