"""Hits as a list: what a reader sees of them at three widths, and that grouping loses none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.i18n import Translator
from briefing.tui.hit_list import HitList, groups_of, hit_list, key_of
from briefing.tui.noted_list import NotedList
from briefing.tui.past import Past, Walk
from briefing.tui.saved import Saved
from briefing.tui.wrap import width_of
from tui.hit_making import hit, some_hits
from tui.test_goldens import check

_SIGNS = {"match": "[]", "sign": "**"}
EN = Translator("en")


def drawn(shown: HitList | NotedList | Past, width: int) -> list[str]:
    """Return the lines of a list with matches in brackets; each item must be as high as it says."""
    lines: list[str] = []
    for index in range(shown.heights.count):
        item = shown.lines(index, width)
        height = shown.heights.top(index + 1) - shown.heights.top(index)
        assert len(item) <= height
        for line in [*item, *([()] * (height - len(item)))]:
            assert sum(width_of(text) for text, _ in line) <= width
            marks = ((_SIGNS.get(role, ("", ""))[0:1], text, _SIGNS.get(role, ("", ""))[-1:]) for text, role in line)
            lines.append("".join(f"{''.join(a)}{text}{''.join(b)}" for a, text, b in marks).rstrip())
    return lines


@pytest.mark.parametrize("width", [38, 78, 118])
@pytest.mark.parametrize("by_briefing", [False, True], ids=["best", "grouped"])
def test_hits(width: int, by_briefing: bool, update_goldens: bool) -> None:
    shown = hit_list(some_hits(), EN, width, by_briefing=by_briefing)
    check(f"hits-{'grouped' if by_briefing else 'best'}-{width}", drawn(shown, width), update=update_goldens)


def test_earlier_searches(update_goldens: bool) -> None:
    saved = (Saved("Offene Gewichte", "gewichte tag:modelle"), Saved("lizenz", "lizenz"))
    shown = Past(saved, ("maßstab", "lizenz", "x" * 99), EN)
    check("past-60", drawn(shown, 60), update=update_goldens)


hits = st.lists(
    st.builds(
        lambda briefing, row, lang, field, counterpart: hit(
            briefing=briefing, row=row, lang=lang, field=field, counterpart=counterpart
        ),
        st.sampled_from("abc"),
        st.integers(0, 4),
        st.sampled_from(["de", "en"]),
        st.sampled_from(["title", "heading", "tag", "summary", "body"]),
        st.sampled_from([None, "Gegenstück"]),
    ),
    unique_by=key_of,
    max_size=20,
)


@given(hits, st.sampled_from([30, 60, 120]))
def test_grouping_keeps_every_hit(found: list[object], width: int) -> None:
    given_ = tuple(found)
    best = hit_list(given_, EN, width, by_briefing=False)  # type: ignore[arg-type]
    grouped = hit_list(given_, EN, width, by_briefing=True)  # type: ignore[arg-type]
    assert best.hits == given_
    assert sorted(map(key_of, grouped.hits)) == sorted(map(key_of, best.hits))
    briefings = [each.briefing for each in grouped.hits]
    order = list(dict.fromkeys(each.briefing for each in best.hits))
    assert briefings == sorted(briefings, key=order.index), "those of a briefing together, by their best hit"
    for group in groups_of(best.hits):
        assert [each.row for each in group.hits] == sorted(each.row for each in group.hits)
    for shown in (best, grouped):
        drawn(shown, width)
        assert [shown.index_of(each) for each in shown.hits] == list(range(len(found)))


def test_a_hit_of_another_answer() -> None:
    assert hit_list(some_hits(), EN, 80, by_briefing=False).index_of(hit(row=99)) is None
    assert hit_list(some_hits(), EN, 80, by_briefing=False).index_of(None) is None


@pytest.mark.parametrize("width", [1, 5, 12])
def test_no_room(width: int) -> None:
    for by_briefing in (False, True):
        shown = hit_list(some_hits(), EN, width, by_briefing=by_briefing)
        assert all(shown.lines(index, width) for index in range(len(shown.hits)))


def test_walking_through_queries() -> None:
    walk = Walk("getippt", ("neu", "getippt", "alt"))
    assert [walk.step(by) for by in (-1, 1, 1, 1, -1, -1, -1)] == [
        *("getippt", "neu", "alt", "alt", "neu", "getippt", "getippt"),
    ]
