"""Laws of where items stand: every line belongs to one item, and items follow each other without a gap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.tui.item_lines import Above, Even, Heights, Item, Uneven

uneven = st.builds(Uneven, st.lists(st.builds(Item, st.integers(1, 5), st.just(0)), max_size=8))
even = st.builds(Even, st.integers(0, 9), st.integers(1, 4))
heights = st.one_of(uneven, even, st.builds(Above, uneven, even))


@given(heights)
def test_lines_and_items_agree(stand: Heights) -> None:
    end = stand.top(stand.count)
    owners = [stand.at(line) for line in range(end)]
    assert owners == sorted(owners)
    assert sorted(set(owners)) == list(range(stand.count))
    for index in range(stand.count):
        assert [line for line in range(end) if owners[line] == index] == list(
            range(stand.top(index), stand.top(index + 1))
        )
    assert stand.at(end) == stand.at(end + 7) == stand.count


@pytest.mark.parametrize("count", [10, 10_000_000])
def test_any_number_of_even_items_costs_the_same(count: int) -> None:
    stand = Above(Uneven([Item(1), Item(2)]), Even(count, 3))
    assert (stand.count, stand.top(count), stand.at(3 * count - 4)) == (count + 2, 3 * count - 3, count - 1)


def test_headings_belong_to_the_item_below() -> None:
    stand = Above(Uneven([Item(3, 2), Item(1)]), Even(2, 3))
    assert [stand.lead(index) for index in range(4)] == [2, 0, 0, 0]
