"""Our own exports, read back."""

from __future__ import annotations

import json

import pytest

from briefing.errors import InputError
from briefing.export.annotations import render_annotations
from briefing.export.jsonl import render_full, render_jsonl
from briefing.library.model import Library
from briefing.notes.exchange.knowing import known_of
from briefing.notes.exchange.reading import read_file
from briefing.notes.placing import orphan
from export.making import items
from notes.making import note

from .making import NOW, filled, imported, new_store, only, prepared


def test_a_full_export_is_read_back_whole(shelf: Library) -> None:
    store, other = filled(), new_store()
    known = known_of(store)
    text = render_full(items(*map(orphan, store.notes())), known.versions, known.texts)
    report = imported(other, text, shelf)
    assert (len(report.merged.added), report.merged.versions, report.aside) == (2, 4, ())
    assert other.all_versions() == store.all_versions()
    assert other.notes() == store.notes()
    assert other.notes(deleted=True) == store.notes(deleted=True)
    assert known_of(other) == known
    assert not imported(other, text, shelf).merged.is_news


@pytest.mark.parametrize("fmt", ["jsonl", "json"])
def test_what_we_export_is_unchanged_where_it_comes_from(shelf: Library, fmt: str) -> None:
    store = filled()
    found = items(*map(orphan, store.notes()))
    text = render_jsonl(found) if fmt == "jsonl" else render_annotations(found, NOW)
    before = store.all_versions()
    report = imported(store, text, shelf)
    assert (report.merged.is_news, len(report.merged.unchanged), report.aside) == (False, 1, ())
    assert store.all_versions() == before
    other = new_store()
    imported(other, text, shelf)
    kept = only(other)
    assert (kept.id, kept.body, kept.tags, kept.rev, kept.updated) == (
        store.notes()[0].id,
        *("b", ("x", "Y"), 2, store.notes()[0].updated),
    )


def test_a_web_annotation_of_ours_that_was_edited_elsewhere_is_a_newer_version(shelf: Library) -> None:
    store = filled()
    page = json.loads(render_annotations(items(*map(orphan, store.notes())), NOW))
    page["items"][0]["body"][0]["value"] = "anderswo"
    page["items"][0]["modified"] = "2026-11-22T12:00:00.000Z"
    assert len(imported(store, page, shelf).merged.updated) == 1
    assert only(store).body == "anderswo"


def test_a_newer_format_is_refused_as_a_whole(shelf: Library) -> None:
    text = render_jsonl(items(orphan(note("a", id="n1", updated=NOW))))
    newer = text + text.replace('"version":1', '"version":2')
    with pytest.raises(InputError, match="newer version"):
        prepared(newer, shelf)


def test_a_line_that_was_damaged_on_its_way_is_set_aside(shelf: Library) -> None:
    store = filled()
    known = known_of(store)
    text = render_full([], known.versions, known.texts).replace('"body":"b"', '"body":"c"')
    found = read_file(text.encode(), "n")
    assert [each.reason for each in found.rejects] == ["it was damaged or changed on its way"]
    found = read_file(text.replace("Modell", "Modul").encode(), "n")
    assert "its text is not the one that it says" in [each.reason for each in found.rejects]
