"""What becomes of files and entries that are none, and of those that were made to harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import BriefingError, InputError, UsageError
from briefing.export.jsonl import render_full
from briefing.library.model import Library
from briefing.notes.exchange import model
from briefing.notes.exchange.knowing import known_of
from briefing.notes.placing import orphan
from briefing.notes.store import Store
from export.making import items

from .making import NOW, READWISE, annotation, filled, hypothesis, imported, new_store, prepared


def test_each_bad_entry_is_set_aside_alone(shelf: Library, tmp_path: Path) -> None:
    store = Store(tmp_path / "notes.db", clock=lambda: NOW)
    bad = [
        7,
        annotation(target=None),
        annotation(created="gestern"),
        annotation(quote=None, body=None),
        annotation(body=[3]),
        annotation(quote="x" * (model.MAX_TEXT + 1)),
        annotation(body=[{"value": str(n), "purpose": "tagging"} for n in range(model.MAX_TAGS + 1)]),
        annotation(target={"selector": []}),
    ]
    report = imported(store, [annotation(), *bad], shelf)
    assert len(store.notes()) == 1
    assert [each.reject.where for each in report.aside] == list(range(2, 2 + len(bad)))
    assert report.quarantine and report.quarantine.parent == tmp_path / "quarantine"
    kept = json.loads(report.quarantine.read_text(encoding="utf-8"))
    assert [each["where"] for each in kept["entries"]] == [each.reject.where for each in report.aside]
    assert kept["entries"][0] == {"file": "notes", "where": 2, "reason": "it is no annotation", "entry": 7}
    assert report.quarantine.stat().st_mode & 0o777 == 0o600


def test_bad_rows_are_named_by_their_lines(shelf: Library) -> None:
    text = READWISE + "zu,viele,,,,,,,Zellen\n,Titel,,,,,\nQuote,,,,,,\nQ,T,,,,,gestern\n"
    found = prepared(text, shelf)
    assert len(found.versions) == 2
    assert [each.reject.where for each in found.aside] == [5, 6, 7, 8]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "what kind"),
        (b"hello", "what kind"),
        (b"{}", "what kind"),
        (b"[]", "what kind"),
        (b'{"a": [1, 2', "not JSON"),
        (b"[" * 100_000, "nested"),
        (b'{"a": ' * 60 + b"1" + b"}" * 60, "nested"),
        (b'[{"type": "Annotation", "x": NaN}]', "not JSON"),
        (b"Highlight\n\xff\xfe", "line 2: not UTF-8"),
        (b"1" * 5000, "what kind"),
        (b"[" + b"1" * 5000 + b"]", "not JSON"),
    ],
)
def test_a_file_that_is_none_is_named(shelf: Library, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        prepared(data, shelf, name="x\x1b[31m")


def test_limits_of_size_and_count(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.notes.exchange.reading.MAX_BYTES", 10)
    with pytest.raises(InputError, match="larger"):
        prepared(b"x" * 11, shelf)
    monkeypatch.undo()
    monkeypatch.setattr("briefing.notes.exchange.reading.MAX_ENTRIES", 1)
    with pytest.raises(InputError, match="more than 1 notes"):
        prepared([annotation(), annotation(quote="b")], shelf)
    monkeypatch.undo()
    monkeypatch.setattr("briefing.notes.exchange.model.MAX_ENTRIES", 2)
    assert len(prepared([annotation(), 7, 8], shelf).aside) == 2
    for many in (json.dumps([annotation(), 7, 8, 9]), '{"format":"briefing-notes"}\nx\ny\nz\n', "Highlight\na\nb\nc\n"):
        with pytest.raises(InputError, match="more than"):
            prepared(many, shelf)


def test_what_repeats_without_end_is_read_in_one_go(shelf: Library) -> None:
    selector = [*[{"items": [{}] * 3}] * 50_000, annotation()["target"]["selector"][0]]
    found = prepared(annotation(target=annotation()["target"] | {"selector": selector}), shelf)
    assert found.versions[0].note.target.exact == "Die Kühlung kostet mehr."
    (aside,) = prepared(annotation(target=["a"] * 1001), shelf).aside
    assert aside.reject.reason == "it has more than 1000 targets"
    tags = " ".join(f".{number}" for number in range(100_000))
    (aside,) = prepared(f"Highlight,Title,Note\na,B,{tags}\n", shelf).aside
    assert aside.reject.reason == "it has more than 500 tags"


def test_a_format_can_be_named(shelf: Library) -> None:
    assert prepared(hypothesis(), shelf, "hypothesis").formats == [("notes", "hypothesis")]
    assert len(prepared(b"no line\n", shelf, "jsonl").aside) == 1
    with pytest.raises(UsageError, match="no format"):
        prepared(b"{}", shelf, "kindle")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda some: st.lists(some, max_size=4) | st.dictionaries(st.text(max_size=6), some, max_size=4),
    max_leaves=12,
)
KEYS = [
    *("type", "target", "selector", "exact", "start", "end", "body", "value", "purpose", "created", "source", "uri"),
    *("id", "format", "version", "briefing", "lang", "rev", "updated", "items", "briefing:note", "annotations", "tags"),
]
SHAPED = st.recursive(
    JSON | st.sampled_from(["Annotation", "briefing-notes", "briefing-version", "urn:uuid:x", 1, NOW, "de"]),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.sampled_from(KEYS), some, max_size=8),
    max_leaves=20,
)


@given(SHAPED, st.sampled_from([None, "jsonl", "json", "hypothesis", "readwise"]))
def test_no_json_breaks_a_reader(shelf: Library, data: object, fmt: str | None) -> None:
    store = new_store()
    try:
        report = imported(store, data, shelf, fmt)
    except BriefingError:
        return
    assert len(store.notes()) + len(store.notes(deleted=True)) == len(report.merged.added)
    assert not imported(store, data, shelf, fmt).merged.is_news


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"Highlight,Title\n{text}".encode()))
def test_no_bytes_break_a_reader(shelf: Library, data: bytes) -> None:
    try:
        imported(new_store(), data, shelf)
    except BriefingError:
        return


@given(st.data())
def test_no_damage_to_a_file_breaks_its_reader(shelf: Library, data: st.DataObject) -> None:
    store = filled()
    known = known_of(store)
    files = [
        render_full(items(*map(orphan, store.notes())), known.versions, known.texts).encode(),
        json.dumps({"annotations": [hypothesis()], "client_version": "1"}).encode(),
        json.dumps([annotation(), annotation(quote="b")]).encode(),
        READWISE.encode(),
    ]
    file = bytearray(data.draw(st.sampled_from(files)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(file) - 1))
        file[at] = data.draw(st.integers(0, 255))
    del file[data.draw(st.integers(len(file) // 2, len(file))) :]
    try:
        imported(store, bytes(file), shelf)
    except BriefingError:
        return
    assert all(each.note.body in ("a", "b", "gone \x1b[31m \u00ad") for each in known_of(filled()).versions)
