from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.export import render
from briefing.export.jsonl import parse_jsonl
from briefing.notes.model import Note, State
from notes.strategies import NOTES

from .making import AT, items, note, placed


@given(st.lists(NOTES, max_size=4))
def test_nothing_is_lost(notes: list[Note]) -> None:
    text = render(items(*(placed(one, State.ORPHAN) for one in notes)), "jsonl", AT)
    assert text.count("\n") == len(notes)
    back, problems = parse_jsonl(text, "n.jsonl")
    assert sorted(back, key=repr) == sorted(notes, key=repr)
    assert problems == []


def test_a_line_says_where_the_note_is_and_can_be_printed() -> None:
    text = render(items(placed(note("\x1b[31m \x9b \u202e \U000e0041 ä 🙂"))), "jsonl", AT)
    assert not any((ord(c) < 32 and c != "\n") or c in "\x9b\u202e\U000e0041" for c in text)
    assert "ä 🙂" in text
    line = json.loads(text)
    assert (line["format"], line["version"], line["address"]) == ("briefing-notes", 1, "distillation#2")
    assert (line["state"], line["counterpart"], line["path"]) == ("exact", "It costs a tenth.", "d.de.md")
    assert "/home" not in text


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Expecting property name"),
        ("[]", "format"),
        ('{"format": "other"}', "format"),
        ('{"format": "briefing-notes", "version": 2}', "version"),
        ('{"format": "briefing-notes", "version": 1}', "id"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_named_and_hides_no_other(line: str, reason: str) -> None:
    good = render(items(placed(note("ja"))), "jsonl", AT)
    notes, problems = parse_jsonl(f"\ufeff{good}\n{line}\r\n{good}", "n.jsonl")
    assert [one.body for one in notes] == ["ja", "ja"]
    assert [(problem.path, problem.line, problem.severity) for problem in problems] == [("n.jsonl", 3, "error")]
    assert any(part in problems[0].text for part in reason.split("|"))
