from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from briefing.notes import sequences
from briefing.notes.sequences import common

WORDS = st.lists(st.sampled_from("abcdef"), max_size=12)


def longest(old: list[str], new: list[str]) -> int:
    """Length of the longest common subsequence, by the textbook."""
    row = [0] * (len(new) + 1)
    for one in old:
        last = row[:]
        for j, two in enumerate(new):
            row[j + 1] = last[j] + 1 if one == two else max(last[j + 1], row[j])
    return row[-1]


@given(WORDS, WORDS)
def test_matches_are_equal_ascending_and_as_long_as_can_be(old: list[str], new: list[str]) -> None:
    matches = common(old, new)
    at_old = at_new = 0
    for i, j, length in matches:
        assert length > 0 and i >= at_old and j >= at_new
        assert old[i : i + length] == new[j : j + length]
        at_old, at_new = i + length, j + length
    assert sum(length for _, _, length in matches) == longest(old, new)


@given(WORDS, WORDS, st.integers(0, 30))
def test_long_sequences_are_cut_but_never_wrong(old: list[str], new: list[str], largest: int) -> None:
    before = sequences._LARGEST
    sequences._LARGEST = largest
    try:
        matches = common(old, new)
    finally:
        sequences._LARGEST = before
    at_old = at_new = 0
    for i, j, length in matches:
        assert length > 0 and i >= at_old and j >= at_new
        assert old[i : i + length] == new[j : j + length]
        at_old, at_new = i + length, j + length


def test_equal_words_without_end_take_no_time_without_end() -> None:
    begin = time.perf_counter()
    common(["Wort"] * 100_000, ["ein", *["Wort"] * 90_000, "mehr"])
    assert time.perf_counter() - begin < 5


def test_unique_words_cut_what_is_too_long() -> None:
    old = [f"w{i}" for i in range(30_000)]
    new = [*old[:10_000], "x", *old[10_003:20_000], "y", *old[20_001:]]
    assert sum(length for _, _, length in common(["a", *old, "b"], ["c", *new, "d"])) == 30_000 - 4
