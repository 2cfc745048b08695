"""What notes of other tools become."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefing.export.annotations import render_annotations
from briefing.export.jsonl import render_jsonl
from briefing.library.catalogue import Catalogue
from briefing.library.model import Library
from briefing.notes.placing import orphan
from export.making import items

from .making import NOW, READWISE, annotation, filled, hypothesis, imported, new_store, only, prepared


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: one,
        lambda one: [one],
        lambda one: {"type": "AnnotationPage", "items": [one]},
        lambda one: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": one}},
        lambda one: {"@context": "http://www.w3.org/ns/anno.jsonld", "@graph": [one]},
    ],
    ids=["single", "list", "page", "collection", "graph"],
)
def test_a_web_annotation_finds_its_briefing_and_its_place(shelf: Library, wrap: Any) -> None:
    store = new_store()
    imported(store, wrap(annotation()), shelf)
    found = only(store)
    assert (found.briefing, found.lang, found.title, found.body) == ("wolke", "de", "Die Wolke", "Wie viel?")
    assert (found.target.exact, found.kind) == ("Die Kühlung kostet mehr.", "sentence")
    assert found.created == found.updated == "2026-11-20T07:00:00.000Z"
    text = store.snapshot(found.target.snapshot)
    assert text and text[found.target.start : found.target.end] == found.target.exact
    before = store.all_versions()
    assert len(imported(store, wrap(annotation()), shelf).merged.unchanged) == 1
    assert store.all_versions() == before


@pytest.mark.parametrize(
    ("target", "briefing", "lang"),
    [
        ("urn:briefing:wolke:en", "wolke", "en"),
        ("https://example.org/cloud?", "wolke", "en"),
        ("wolke", "wolke", "en"),
        ("file:///home/x/texts/wolke.en.md", "wolke", "en"),
        ("https://elsewhere.net/a/b", "elsewhere-net-a-b", "en"),
        ("urn:briefing:weg:de", "weg", "de"),
        ("http://[broken", "briefing", "en"),
    ],
)
def test_how_a_document_is_found(shelf: Library, target: str, briefing: str, lang: str) -> None:
    store = new_store()
    imported(store, annotation(target=target), shelf)
    assert (only(store).briefing, only(store).lang, only(store).kind) == (briefing, lang, "document")
    assert only(store).target.exact == ("The cloud" if briefing == "wolke" else ""), (
        "a note on a whole text is on its title"
    )


def test_bodies_and_tags_of_web_annotations(shelf: Library) -> None:
    store = new_store()
    body = [
        "http://x/y",
        {"type": "TextualBody", "value": "eins"},
        {"value": "t", "purpose": "tagging"},
        {"value": "zwei \x1b[31m", "purpose": ["commenting"]},
    ]
    imported(store, annotation(body=body, bodyValue="null"), shelf)
    assert only(store).body == "null\n\n<http://x/y>\n\neins\n\nzwei "
    assert only(store).tags == ("t",)


def test_hypothesis(shelf: Library) -> None:
    store = new_store()
    export = {"export_date": NOW, "client_version": "1", "annotations": [hypothesis()]}
    imported(store, export, shelf)
    found = only(store)
    assert (found.target.exact, found.body, found.tags) == ("mehr", "Wie viel?", ("geld",))
    text = store.snapshot(found.target.snapshot)
    assert text and text[: found.target.start].endswith("Die Kühlung kostet ")
    assert (found.created, found.updated) == ("2026-11-20T07:00:00.123Z", "2026-11-21T07:00:00.000Z")
    for same in ([hypothesis()], {"rows": [hypothesis()], "total": 1}, hypothesis()):
        assert not imported(store, same, shelf).merged.is_news


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (hypothesis(), hypothesis(text="Anders", updated="2026-11-22T07:00:00+00:00")),
        (annotation(), annotation(body="Anders", modified="2026-11-22T07:00:00Z")),
    ],
    ids=["hypothesis", "web"],
)
def test_what_was_edited_in_the_other_tool_is_another_version_of_its_note(
    shelf: Library, before: dict[str, Any], after: dict[str, Any]
) -> None:
    for order in ([before, after], [after, before], [[before, after]]):
        store = new_store()
        for file in order:
            imported(store, file, shelf)
        assert "Anders" in only(store).body
        assert len(store.versions(only(store).id)) == 2
        store.edit(replace(only(store), body="hier"))
        assert not imported(store, after, shelf).merged.is_news
        assert only(store).body == "hier"


@pytest.mark.parametrize("name", [None, 7, "", "1", "_:b0", "#1"])
def test_web_annotations_without_a_name_of_their_own_are_told_apart_by_what_they_say(shelf: Library, name: Any) -> None:
    store = new_store()
    imported(store, [annotation(id=name), annotation(id=name, body="x")], shelf)
    assert len(store.notes()) == 2


def test_one_annotation_on_two_passages_is_two_notes(shelf: Library) -> None:
    first, second = annotation()["target"], annotation("Es bleibt dabei: mehr.")["target"]
    store = new_store()
    imported(store, annotation(target=[first, second]), shelf)
    assert {each.target.exact for each in store.notes()} == {"Die Kühlung kostet mehr.", "Es bleibt dabei: mehr."}


def test_a_file_of_the_same_name_in_the_web_is_another_one_unless_the_quote_stands_there(shelf: Library) -> None:
    store, url = new_store(), "https://elsewhere.net/docs/wolke.de.md"
    imported(store, annotation(target=annotation()["target"] | {"source": url}), shelf)
    assert (only(store).briefing, bool(only(store).target.snapshot)) == ("wolke", True)
    store = new_store()
    imported(store, annotation(target=annotation("Nie gesagt.")["target"] | {"source": url}), shelf)
    assert only(store).briefing == "elsewhere-net-docs-wolke-de-md"


@pytest.mark.parametrize("fmt", ["jsonl", "json"])
def test_times_may_be_written_in_another_form(shelf: Library, fmt: str) -> None:
    store = filled()
    found = items(*map(orphan, store.notes()))
    text = render_jsonl(found) if fmt == "jsonl" else render_annotations(found, NOW)
    other = new_store()
    assert imported(other, text.replace(NOW, "2026-11-22T11:00:00+01:00"), shelf).aside == ()
    assert (only(other).created, only(other).updated) == (NOW, NOW)
    assert not imported(store, text.replace(NOW, "2026-11-22T10:00:00Z"), shelf).merged.is_news


@pytest.mark.parametrize("page", ["next", "first"])
def test_pages_that_are_elsewhere_are_named(shelf: Library, page: str) -> None:
    there = {"type": "AnnotationCollection", page: "http://tool/2"} | (
        {"items": [annotation()]} if page == "next" else {}
    )
    found = prepared(there, shelf)
    (aside,) = found.aside
    assert (aside.reject.where, "http://tool/2" in aside.reject.reason) == (1 + len(found.versions), True)


def test_offsets_of_hypothesis_are_utf16(shelf: Library) -> None:
    store = new_store()
    # "mehr" stands there twice; without context only the offset can tell, and the emoji counts twice in it.
    text = "Die Wolke\n\n🙂 Der Strom kostet 1.200 Euro. Die Kühlung kostet mehr. Es bleibt dabei: mehr."
    start = len(text[: text.rindex("mehr")].encode("utf-16-le")) // 2
    selector = [
        {"type": "TextQuoteSelector", "exact": "mehr"},
        {"type": "TextPositionSelector", "start": start, "end": start + 4},
    ]
    imported(store, [hypothesis(target=[{"selector": selector}])], shelf)
    found = only(store)
    snapshot = store.snapshot(found.target.snapshot)
    assert snapshot and snapshot[: found.target.start].endswith("Es bleibt dabei: ")


def test_readwise(shelf: Library) -> None:
    store = new_store()
    report = imported(store, READWISE, shelf)
    assert (len(report.merged.added), report.aside) == (2, ())
    known = {each.target.exact: each for each in store.notes()}
    there = known["Cooling costs more."]
    assert (there.briefing, there.lang, there.tags) == ("wolke", "en", ("kosten", "zu_prüfen"))
    assert there.body == 'Quelle prüfen:\nTabelle 3, "Kosten".'
    assert there.created == "2026-11-22T09:20:41.000Z"
    assert there.target.snapshot
    missing = known["Ein Satz von anderswo."]
    assert (missing.briefing, missing.title, missing.created) == ("ein-buch", "Ein Buch", NOW)
    assert not imported(store, READWISE.replace("\r\n", "\n"), shelf).merged.is_news


def test_a_file_of_readwise_itself(shelf: Library) -> None:
    store = new_store()
    head = "Highlight,Book Title,Book Author,Note,Color,Tags,Location,Highlighted at"
    text = f'{head}\nX,B,,,,"a, b",,2026-11-22 09:20:41+02:00\n'
    imported(store, text.encode("utf-16"), shelf)
    assert (only(store).tags, only(store).title, only(store).created) == (("a", "b"), "B", "2026-11-22T07:20:41.000Z")


def test_a_quote_may_have_other_quotation_marks_and_dashes(tmp_path: Path) -> None:
    (tmp_path / "a.en.md").write_text("# A\n\nHe said – and “meant” it – that it’s done.\n", encoding="utf-8")
    store = new_store()
    quote = 'said - and "meant" it - that it\'s'
    imported(
        store,
        annotation(quote, target=annotation(quote)["target"] | {"source": "a"}),
        Catalogue(None).scan((tmp_path,)),
    )
    assert (only(store).target.exact, bool(only(store).target.snapshot)) == ("said – and “meant” it – that it’s", True)


def test_a_place_in_an_e_book_is_no_offset_in_a_text(shelf: Library) -> None:
    text = shelf.briefings[0].editions["en"].title + "\n\nPower costs 1,200 euros. Cooling costs more."
    start = text.index("more")
    for kind, count in (("", True), ("page", False), ("location", False)):
        store = new_store()
        imported(store, f"Highlight,Title,Location Type,Location\nmore,The cloud,{kind},{start}\n", shelf)
        assert bool(only(store).target.snapshot) is count


@pytest.mark.parametrize("end", ['"', "", "\n", '""'])
def test_a_table_that_ends_in_the_middle_of_a_cell(shelf: Library, end: str) -> None:
    text = f'Highlight,Title,Note\neins,B,x\nzwei,B,"eine Notiz, die\nweiter geht {end}'
    found = prepared(text, shelf)
    whole = end == '"'
    assert [each.note.target.exact for each in found.versions] == (["eins", "zwei"] if whole else ["eins"])
    assert [each.reject.where for each in found.aside] == ([] if whole else [3])


def test_a_long_note_in_a_table_is_one_note(shelf: Library) -> None:
    store = new_store()
    body = "wort, wort\n" * 20_000
    assert imported(store, f'Highlight,Title,Note\neins,B,"{body}"\nzwei,B,\n', shelf).aside == ()
    assert {each.body for each in store.notes()} == {body.strip(), ""}


def test_where_the_briefing_was_found_counts_more(shelf: Library) -> None:
    missing, found = new_store(), new_store()
    imported(missing, [annotation()], Library(()))
    imported(found, [annotation()], shelf)
    assert only(missing).id == only(found).id
    assert only(missing).briefing != "wolke"
    for store, other in ((missing, found), (found, missing)):
        store.merge([each for some in other.all_versions().values() for each in some])
        assert only(store).briefing == "wolke"
    late, undated = new_store(), "Highlight,Title\nCooling costs more.,The cloud\n"
    imported(late, undated, Library(()))
    imported(late, undated, shelf)
    assert only(late).briefing == "wolke"
    assert not imported(late, undated, shelf).merged.is_news
