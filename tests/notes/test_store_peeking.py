from __future__ import annotations

from pathlib import Path

import pytest

from briefing.notes.model import Reading
from briefing.notes.store import Store
from briefing.notes.store.peeking import where_reading_stopped

from .files import raw


def test_one_look_sees_where_reading_stopped(path: Path) -> None:
    assert where_reading_stopped(path, "a") == 0
    with Store(path) as store:
        store.save_reading(Reading("a", 7))
        store.save_reading(Reading("b", 9, read=True))
        assert [where_reading_stopped(path, name) for name in ("a", "b", "c")] == [7, 0, 0]


@pytest.mark.parametrize("row", ["'x'", "x'ff'", "-3", "1.5", "CAST(x'ff' AS TEXT)"])
def test_a_damaged_position_is_the_start(path: Path, row: str) -> None:
    with Store(path) as store:
        store.save_reading(Reading("a", 7))
    raw(path, f'UPDATE reading SET "row" = {row}')
    assert where_reading_stopped(path, "a") == 0


def test_a_name_that_is_no_utf_8_is_nowhere(path: Path) -> None:
    with Store(path) as store:
        store.save_reading(Reading("a", 7))
    assert where_reading_stopped(path, "a\udcff") == 0
