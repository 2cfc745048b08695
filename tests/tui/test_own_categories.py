"""Categories of notes as the settings name, sign and colour them: in the list, its filter and the history."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rich.color import Color
from textual.widgets import Input

from briefing.notes.model import Category
from briefing.settings import CategoryLook
from briefing.tui.screens.note_versions import VersionsDialog
from tui.app_making import Making, Session, keys_of, running
from tui.test_notes_keys import filled

OWN = {
    "doubt": CategoryLook(name="Unsicheres", symbol="§", color="#D08770"),
    "claim": CategoryLook(name="Zahl"),
}


def making(home: Path) -> Making:
    """Return how to make an app with one doubt among its notes."""
    made = filled(home)
    assert made.store
    note = next(each for each in made.store.notes() if each.body == "vierte")
    made.store.edit(replace(note, category=Category.DOUBT))
    return replace(made, settings={"categories": OWN})


def colour_of(s: Session, text: str) -> Color | None:
    """Return the colour of the first piece of the list that holds a text."""
    for y in range(s.rows.size.height):
        for segment in s.rows.render_line(y):
            if text in segment.text and segment.style:
                return segment.style.color
    return None


async def test_the_list(tmp_path: Path) -> None:
    async with running(tmp_path, "A", making=making(tmp_path), size=(120, 50)) as s:
        assert colour_of(s, "§ ") == Color.parse("#D08770")
        assert "? " not in s.rows.render_line(15).text
        assert colour_of(s, "! ") not in (None, Color.parse("#D08770"))


async def test_the_filter(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "slash", making=making(tmp_path), size=(120, 50)) as s:
        for query, count in [
            ("category:unsicheres", 1),
            ("category:doubt", 1),
            ("-kategorie:unsicheres", 7),
            ("category:zahl", 7),  # the program calls another one so
            ("category:figure", 0),
        ]:
            await s.fill(query)
            assert f" {count} note" in s.lines()[0], query
        await s.fill("category:unsich")
        await s.press(*keys_of("notes", "complete"))
        assert s.screen.query_one(Input).value == "category:Unsicheres "
        await s.fill("category:")
        assert "Tab  Unsicheres  Zahl  claim" in s.text()


async def test_the_history(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "j", "j", "j", "h", making=making(tmp_path), size=(120, 40)) as s:
        assert isinstance(s.screen, VersionsDialog)
        assert "! claim → § doubt" in s.text(), "the translator has the names"
        changes = s.screen.query_one("#changes")
        found = [seg.style.color for seg in changes.render_line(0) if "§" in seg.text and seg.style]
        assert found == [Color.parse("#D08770")]
