"""Notes found by their words: in the note, the quote, the tags and the title, and never out of date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from briefing.notes import finding
from briefing.notes.finding import NoteFinder, NoteHit, admitting
from briefing.notes.model import Note, Reading, tag_line
from briefing.notes.store import Store
from briefing.search.query import parse
from briefing.search.text_index import TextIndex
from notes.making import note, target, ticking

QUOTE = "Das kleinere Modell erreicht 94 % der Genauigkeit."


@pytest.fixture
def store() -> Iterator[Store]:
    ticks = ticking()
    with Store(None, clock=lambda: next(ticks)) as made:
        made.add(note("Größe der Straße\n\nprüfen", id="a", tags=("Offene Gewichte", "Recht"), title="Destillation"))
        made.add(
            note("", id="b", target=target("Der Preis steigt.", 0, 17), lang="en", title="Kosten", tags=("recht",))
        )
        made.add(note("Lizenzbedingungen lesen", id="c", briefing="andere", title="Recht und Preis"))
        yield made


def ids(hits: list[NoteHit]) -> list[str]:
    return [hit.note for hit in hits]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("groesse", ["a"]),
        ("pruefn strase", ["a"]),
        ("genauigkeit", ["a", "c"]),
        ("genauigkeit lizenz", ["c"]),
        ("bedingungen", ["c"]),
        ("preis", ["b", "c"]),
        ("recht", ["a", "b", "c"]),
        ("destilation", ["a"]),
        ("tag:recht", ["a", "b"]),
        ("tag:rech", ["a", "b"]),
        ('tag:"offene gewichte" prüfen', ["a"]),
        ("-tag:recht", ["c"]),
        ("lang:en", ["b"]),
        ("-lang:en preis", ["c"]),
        ("recht -preis", ["a"]),
        ("in:note preis", ["b", "c"]),
        ("in:title preis", []),
        ("org:openai preis", []),
        ("after:2026-11-22", ["a", "b", "c"]),
        ("after:2026-11-23 preis", []),
        ("before:2026-11-22", []),
        ("before:2027 genauigkeit", ["a", "c"]),
        ("nirgends", []),
        ("", []),
        (" ", []),
    ],
)
def test_what_is_found(store: Store, query: str, found: list[str]) -> None:
    assert sorted(ids(NoteFinder(store).find(query))) == found


def test_what_a_hit_says(store: Store) -> None:
    (hit,) = NoteFinder(store).find("strasse prüfen")
    assert (hit.briefing, hit.lang, hit.title, hit.field) == ("distillation", "de", "Destillation", "note")
    assert hit.text == "Größe der Straße prüfen"
    assert [hit.text[start:end] for start, end in hit.ranges] == ["Straße", "prüfen"]
    assert hit.quote == QUOTE


@pytest.mark.parametrize(
    ("query", "note_id", "field", "parts"),
    [
        ("steigt", "b", "quote", ["steigt"]),
        ("gewichte", "a", "tag", ["Gewichte"]),
        ("kosten", "b", "title", ["Kosten"]),
        ("tag:offene", "a", "note", []),
        ("lang:en", "b", "quote", []),
    ],
)
def test_the_text_that_holds_most_is_shown(
    store: Store, query: str, note_id: str, field: str, parts: list[str]
) -> None:
    (hit,) = NoteFinder(store).find(query)
    assert (hit.note, hit.field) == (note_id, field)
    assert [hit.text[start:end] for start, end in hit.ranges] == parts


def test_at_most_as_many_as_wanted(store: Store) -> None:
    assert len(NoteFinder(store).find("recht", 2)) == 2
    assert NoteFinder(store).find("recht", 0) == []


def test_changes_are_seen_and_nothing_is_read_twice(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[int] = []

    def counting(entries: Any) -> TextIndex:
        built.append(len(entries))
        return TextIndex(entries)

    finder = NoteFinder(store)
    monkeypatch.setattr(finding, "TextIndex", counting)
    assert ids(finder.find("neu")) == []
    assert ids(finder.find("steigt")) == ["b"]
    store.save_reading(Reading("distillation", 3))
    assert ids(finder.find("steigt")) == ["b"]
    assert built == [3], "a reading position is no change of a note"
    added = store.add(note("Etwas Neues", id="d"))
    assert ids(finder.find("neues")) == ["d"]
    store.edit(replace(added, body="Etwas Altes"))
    assert ids(finder.find("neues")) == []
    assert ids(finder.find("altes")) == ["d"]
    store.delete("d")
    assert ids(finder.find("altes")) == []
    store.undo()
    assert ids(finder.find("altes")) == ["d"]
    assert built == [3, 4, 4, 3, 4]


def test_other_windows_are_seen(path: Any) -> None:
    with Store(path, instance="eins") as mine, Store(path, instance="zwei") as theirs:
        finder = NoteFinder(mine)
        assert finder.find("wort") == []
        theirs.add(note("Ein Wort", id="x"))
        assert ids(finder.find("wort")) == ["x"]
        theirs.delete("x")
        assert finder.find("wort") == []


def test_a_note_without_a_time_or_tags() -> None:
    bare = Note("x", "b", "de", "T", target())
    assert tag_line(bare) == ""
    assert admitting(parse("wort"))(bare)
    assert not admitting(parse("after:2020 "))(bare)
    assert not admitting(parse("tag:a "))(bare)
