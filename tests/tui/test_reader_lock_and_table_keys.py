"""Sides that scroll alone, and tables that are wider than the screen."""

from __future__ import annotations

from pathlib import Path

from tui.app_making import Making, Session, keys_of, running

from briefing.tui.messages import OpenBriefing

_WIDE = "| Name | " + " | ".join(f"Merkmal {n}" for n in range(1, 13)) + " |\n"
_RULE = "|---" * 13 + "|\n"
_ROW = "| Modell | " + " | ".join(f"Eigenschaft {n}" for n in range(1, 13)) + " |\n"
_TEXT = "---\ntitle: Breit\nlang: de\n---\n\nVorher.\n\n" + _WIDE + _RULE + _ROW * 3 + "\nNachher.\n"


def opened(briefing: str, row: int | None = None) -> Making:
    """Return an app that begins with a briefing."""
    return Making(address=OpenBriefing(briefing, row))


def _first_lines(s: Session) -> tuple[str, str]:
    """Return what the left and the right side show on the first line of the text."""
    line = s.lines()[2]
    half = len(line) // 2
    return line[:half].strip(), line[half:].strip(" ▐")


async def test_each_side_scrolls_alone_until_they_are_locked_again(tmp_path: Path) -> None:
    async with running(tmp_path, making=opened("lang", 20), size=(120, 30)) as s:
        for key in keys_of("reader", "lock"):
            left, right = _first_lines(s)
            await s.press(key)
            assert "each side alone" in s.lines()[0]
            assert _first_lines(s) == (left, right), "nothing moves"
            await s.press("space")
            assert _first_lines(s)[0] != left
            assert _first_lines(s)[1] == right, "the other side stays"
            row = s.view.row
            await s.press(key)
            assert "each side alone" not in s.lines()[0]
            assert s.view.row == row, "the side with the cursor leads"
            await s.press("b")


async def test_tab_takes_the_lead_to_the_other_side(tmp_path: Path) -> None:
    async with running(tmp_path, "L", "tab", making=opened("lang", 20), size=(120, 30)) as s:
        left, right = _first_lines(s)
        await s.press("space")
        assert _first_lines(s)[0] == left
        assert _first_lines(s)[1] != right


async def test_a_wide_table_scrolls_sideways(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as s:
        file = tmp_path / "texts" / "breit.md"
        file.write_text(_TEXT, encoding="utf-8")
        await s.press("R")
        await s.until(lambda: "Breit" in s.text())
        s.app.post_message(OpenBriefing("breit"))
        await s.until(lambda: "Vorher." in s.text())
        await s.press("J", "J")
        assert "Merkmal 1" in s.text()
        assert "Merkmal 12" not in s.text()
        height = [line for line in s.lines() if "Nachher." in line]
        for right in keys_of("reader", "table-right"):
            for _ in range(12):
                await s.press(right)
        assert "Merkmal 12" in s.text()
        assert "Modell" in s.text(), "the first column stays"
        assert [line for line in s.lines() if "Nachher." in line] == height
        for left in keys_of("reader", "table-left"):
            for _ in range(12):
                await s.press(left)
        assert "Merkmal 12" not in s.text()


async def test_the_sentence_cursor_brings_hidden_cells_on_the_screen(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as s:
        (tmp_path / "texts" / "breit.md").write_text(_TEXT, encoding="utf-8")
        await s.press("R")
        await s.until(lambda: "Breit" in s.text())
        s.app.post_message(OpenBriefing("breit"))
        await s.until(lambda: "Vorher." in s.text())
        await s.press("J", "J", *("l" for _ in range(12)))
        assert s.sentence == "Merkmal 12"
        assert "Merkmal 12" in s.text()
