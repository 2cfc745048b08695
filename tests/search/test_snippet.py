from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from briefing.document.model import Range
from briefing.search.snippet import snippet

TEXT = "Wer offene Gewichte sagt, meint selten offene Daten; die Lizenz entscheidet, nicht das Wort."


def shown(text: str, word: str, width: int) -> str:
    at = text.index(word)
    line, ranges = snippet(text, [(at, at + len(word))], width)
    start, end = ranges[0]
    return f"{line[:start]}[{line[start:end]}]{line[end:]}"


def test_a_short_text_stays_whole() -> None:
    assert snippet("Ein\nWort", [(4, 8)], 20) == ("Ein Wort", ((4, 8),))


def test_it_begins_at_the_start_when_the_match_is_there() -> None:
    assert shown(TEXT, "offene", 30) == "Wer [offene] Gewichte sagt,…"


def test_it_is_cut_at_word_borders_around_the_match() -> None:
    assert shown(TEXT, "Lizenz", 30) == "…die [Lizenz] entscheidet,…"


def test_the_end_is_filled() -> None:
    assert shown(TEXT, "Wort", 30) == "…entscheidet, nicht das [Wort]."


def test_a_match_of_several_words_stays_whole() -> None:
    assert snippet("aaaa bbbb cccc dddd", [(5, 12)], 10) == ("…bbbb ccc…", ((1, 8),))


def test_a_long_match_is_cut() -> None:
    assert snippet("x" * 50, [(0, 50)], 10) == ("x" * 9 + "…", ((0, 9),))
    assert snippet("y" * 50, [], 10) == ("y" * 9 + "…", ())


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[Range], int]:
    text = draw(st.text("ab äß\n🎉", max_size=120))
    ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    ranges = list(zip(ends[::2], ends[1::2], strict=False))
    return text, ranges, draw(st.integers(1, 60))


@given(cases())
def test_laws(case: tuple[str, list[Range], int]) -> None:
    text, ranges, width = case
    flat = re.sub(r"\s", " ", text)
    line, kept = snippet(text, ranges, width)
    assert len(line) <= width
    assert line.strip("…") in flat
    previous = 0
    for start, end in kept:
        assert previous <= start < end <= len(line)
        previous = end
    whole = {flat[a:b] for a, b in ranges}
    assert all(any(line[a:b] in piece for piece in whole) for a, b in kept)
    if ranges and ranges[0][1] - ranges[0][0] <= width - 2:
        assert line[kept[0][0] : kept[0][1]] == flat[ranges[0][0] : ranges[0][1]]
