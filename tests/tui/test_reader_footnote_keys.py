"""Footnotes that are shown where they are called."""

from __future__ import annotations

from pathlib import Path

from tui.app_making import keys_of, opened, running

NOTE = "┆ 1 Source: Gazette, 2026."


async def test_enter_shows_the_footnote_below_its_row_and_hides_it(tmp_path: Path) -> None:
    async with running(tmp_path, "l", "l", making=opened("offen")) as s:
        assert s.sentence == "The licence terms decide, e.g. about sales."
        before, row = s.painted(), s.view.row
        for key in keys_of("reader", "follow"):
            await s.press(key)
            shown = s.painted()
            at = next(y for y, line in enumerate(shown) if NOTE in line)
            assert "decide, e.g. about sales" in shown[at - 1], "right below the paragraph"
            assert s.view.row == row, "the cursor stays"
            await s.press(key)
            assert s.painted() == before


async def test_escape_hides_the_footnote_before_it_leaves(tmp_path: Path) -> None:
    async with running(tmp_path, "l", "l", "enter", making=opened("offen")) as s:
        assert NOTE in s.text()
        await s.press("escape")
        assert NOTE not in s.text()
        assert s.view.is_attached


async def test_a_footnote_of_the_list_is_shown_at_its_reference(tmp_path: Path) -> None:
    async with running(tmp_path, "f", making=opened("offen")) as s:
        await s.press("enter")
        assert NOTE in s.text()
        assert s.sentence == "The licence terms decide, e.g. about sales."
