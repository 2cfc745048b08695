from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.notes.tagging import completions, known_tags
from briefing.text import fold

from .making import note

TAGS = st.lists(st.text("abü ", min_size=1, max_size=3), max_size=4)


def test_the_most_used_come_first_each_once() -> None:
    notes = [note(tags=("Kosten", "prüfen")), note(tags=("kosten",)), note(tags=("Kosten", "alt")), note()]
    assert known_tags(notes) == ["Kosten", "alt", "prüfen"]
    assert known_tags([]) == []


KNOWN = ["kosten", "Kopie", "prüfen", "zu prüfen"]


@pytest.mark.parametrize(
    ("line", "start", "offered"),
    [
        ("ko|", 0, ["kosten", "Kopie"]),
        ("KO|", 0, ["kosten", "Kopie"]),
        ("alt, #pru|", 6, ["prüfen"]),
        ("alt,pr|, neu", 4, ["prüfen"]),
        ("zu |", 0, ["zu prüfen"]),
        ("|", 0, []),
        ("kosten, |", 8, []),
        ("kosten|", 0, []),
        ("kosten, ko|", 8, ["Kopie"]),
        ("ko|, Kosten", 0, ["Kopie"]),
        ("xyz|", 0, []),
    ],
)
def test_a_tag_goes_on_as_a_known_one(line: str, start: int, offered: list[str]) -> None:
    cursor = line.index("|")
    assert completions(line.replace("|", ""), cursor, KNOWN) == (start, offered)


@given(st.lists(TAGS, max_size=5), st.text("abü,# ", max_size=12), st.integers(0, 12))
def test_what_is_offered_is_known_and_goes_on_from_what_is_typed(tags: list[list[str]], line: str, at: int) -> None:
    known = known_tags(note(tags=tuple(each)) for each in tags)
    assert len({fold(tag) for tag in known}) == len(known)
    cursor = min(at, len(line))
    start, offered = completions(line, cursor, known)
    assert 0 <= start <= cursor
    assert all(tag in known and fold(tag).startswith(fold(line[start:cursor])) for tag in offered)
