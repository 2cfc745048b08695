from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.document.model import Range
from briefing.notes.comparing import comparable
from briefing.notes.differing import differences

TEXTS = st.text('ab „“"-–.,\n%1', max_size=60)


def words(text: str, ranges: list[Range]) -> list[str]:
    return [text[start:end] for start, end in ranges]


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("Eins zwei drei.", "Eins zwei drei.", [], []),
        ("Es sind 94 % der Fälle.", "Es sind 93 % der Fälle.", ["94"], ["93"]),
        ("Das kleine alte Haus", "Das Haus", ["kleine alte"], []),
        ("Das Haus", "Das kleine alte Haus", [], ["kleine alte"]),
        ("„So“ – sagt er.", "“So” - sagt er.", [], []),
        ("3,5 Prozent", "3,6 Prozent", ["3,5"], ["3,6"]),
        ("", "neu", [], ["neu"]),
        ("größe", "Größe", ["größe"], ["Größe"]),
    ],
)
def test_words_that_differ(old: str, new: str, gone: list[str], come: list[str]) -> None:
    before, after = differences(old, new)
    assert (words(old, before), words(new, after)) == (gone, come)


def test_typographic_variants_may_count() -> None:
    before, after = differences("„So“ – sagt er.", "“So” - sagt er.", variants=True)
    assert words("„So“ – sagt er.", before) == ["„", "“ –"]
    assert words("“So” - sagt er.", after) == ["“", "” -"]


@given(TEXTS, TEXTS, st.booleans())
def test_what_is_left_is_the_same_in_both(old: str, new: str, variants: bool) -> None:
    left = []
    for text, ranges in zip((old, new), differences(old, new, variants=variants), strict=True):
        assert ranges == sorted(ranges)
        assert all(0 <= start < end <= len(text) for start, end in ranges)
        assert all(end < start for (_, end), (start, _) in pairwise(ranges))
        rest = list(text)
        for start, end in ranges:
            rest[start:end] = " " * (end - start)
        kept = "".join(rest) if variants else comparable("".join(rest))
        left.append("".join(kept.split()))
    assert left[0] == left[1]


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differences(text, text) == ([], [])


def test_long_texts_take_bounded_time() -> None:
    old = " ".join(f"w{i % 977}" for i in range(40_000))
    new = " ".join(f"w{i % 983}" for i in range(40_000))
    assert differences(old, new)[0]
