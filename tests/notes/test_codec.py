from __future__ import annotations

import json

import pytest
from hypothesis import given

from briefing.notes.codec import decode_note, encode_note
from briefing.notes.model import Note

from .making import note
from .strategies import NOTES


@given(NOTES)
def test_a_note_survives_json(made: Note) -> None:
    assert decode_note(json.loads(json.dumps(encode_note(made)))) == made


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", None),
        ("lang", "fr"),
        ("kind", "page"),
        ("category", "red"),
        ("body", 3),
        ("tags", "a"),
        ("tags", [1]),
        ("rev", True),
        ("rev", 10**30),
        ("target", []),
    ],
)
def test_a_wrong_value_is_named(key: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"^{key}$"):
        decode_note(encode_note(note()) | {key: value})


@pytest.mark.parametrize(("key", "value"), [("exact", None), ("start", "1"), ("lines", [1]), ("lines", ["1", 2])])
def test_a_wrong_value_in_the_target_is_named(key: str, value: object) -> None:
    data = encode_note(note())
    data["target"][key] = value
    with pytest.raises(ValueError, match=f"^{key}$"):
        decode_note(data)


def test_unknown_keys_are_passed_over() -> None:
    assert decode_note(encode_note(note("x")) | {"mood": "fine"}) == note("x")
