"""Keys of the notes screen that choose what is shown: filters with completion, sorting; and what is known when."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from briefing.library.model import Briefing
from briefing.notes.model import Category
from briefing.parallel.bitext import Bitext
from briefing.parallel.opening import open_bitext
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.widgets.query_line import QueryLine, whole_parts
from tui.app_making import Session, keys_of, running
from tui.test_goldens import check
from tui.test_notes_keys import BODIES, filled


def shown(s: Session) -> list[str]:
    """Return the notes that are on the screen, in order."""
    return [line.split("✎")[1].strip(" ▇▆▅▄▃▂▁") for line in s.lines() if "✎" in line]


def edit_texts(home: Path) -> None:
    """Change a noted sentence, remove another one, and put a paragraph above all of them."""
    file = home / "texts" / "lang.en.md"
    text = file.read_text(encoding="utf-8").replace("Passage 2.1 begins with a headline about sizes. ", "")
    text = text.replace("Passage 3.1 begins with a headline", "Passage 3.1 began with a big headline")
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("state:orphan", 2),
        ("zustand:verwaist", 2),
        ("state:changed", 1),
        ("state:geaendert", 1),
        ("state:changed state:orphan", 3),
        ("-state:exact", 3),
        ("category:doubt", 1),
        ("-kategorie:behauptung", 1),
        ("briefing:nur", 1),
        ("briefing:weg state:orphan", 1),
        ("briefing:weg state:exact", 0),
        ("tag:t1", 1),
        ("-tag:t0", 5),
        ("lang:de", 2),
        ("after:2020", 8),
        ("before:2020", 0),
        ("after:2020 -lang:de fuenfte", 1),
    ],
)
async def test_filters(query: str, count: int, tmp_path: Path) -> None:
    making = filled(tmp_path)
    assert making.store
    note = next(each for each in making.store.notes() if each.body == "vierte")
    making.store.edit(replace(note, category=Category.DOUBT))
    edit_texts(tmp_path)
    async with running(tmp_path, "A", "slash", making=making, size=(120, 50)) as s:
        await s.fill(query)
        assert f" {count} note" in s.lines()[0]


async def test_wrong_filters_are_named(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "slash", making=filled(tmp_path)) as s:
        for query, said in [
            ("state:kaputt e", "state:kaputt: the states are exact, moved, changed, review and orphan."),
            ("org:x e", "org: is a filter of the search, not of this list."),
            ("briefing:nirgends e", "briefing:nirgends: there are no notes on such a briefing."),
        ]:
            await s.fill(query)
            assert said in s.text()
        await s.fill("briefing:nirg")
        assert "no notes on such" not in s.text(), "it is still being typed"
        await s.fill("")
        assert "state:  category:  tag:" in s.text(), "what there is"


async def test_filters_are_completed(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "slash", making=filled(tmp_path)) as s:
        line = s.screen.query_one(Input)
        await s.type("sta")
        await s.press(*keys_of("notes", "complete"))
        assert line.value == "state:"
        await s.press("tab", "tab")
        assert line.value == "state:moved "
        await s.press(*keys_of("notes", "complete-back"))
        assert line.value == "state:exact "
        await s.fill("tag:")
        assert "Tab  t0  t1  t2" in s.text()
        await s.fill("briefing:")
        assert "Nur auf Deutsch" in s.text()
        await s.press("enter", "tab", "shift+tab")
        assert line.value == "briefing:"
        assert s.rows.has_focus, "Tab is for typing alone"


@pytest.mark.parametrize("key", keys_of("notes", "sort"))
async def test_sorting(key: str, tmp_path: Path) -> None:
    making = filled(tmp_path)
    store = making.store
    assert store
    notes = {each.body: each for each in store.notes()}
    store.edit(replace(notes["zweite"], category=Category.DOUBT))
    store.edit(replace(notes["siebte"], category=Category.FIGURE))
    edit_texts(tmp_path)
    everything = [*BODIES, "siebte", "verwaist"]
    async with running(tmp_path, "A", "j", "j", making=making, size=(120, 50)) as s:
        assert shown(s) == everything, "orphans stay where they were"
        await s.press(key)
        assert "newest change first" in s.lines()[0]
        assert shown(s)[:2] == ["siebte", "zweite"]
        await s.press(key)
        assert "by category" in s.lines()[0]
        rest = [body for body in everything if body not in ("siebte", "zweite")]
        assert shown(s) == [*rest, "siebte", "zweite"]
        await s.press(key)
        assert "by state" in s.lines()[0]
        first = ["zweite", "verwaist", "dritte"]
        assert shown(s) == [*first, *(body for body in everything if body not in first)]
        await s.press(key)
        assert shown(s) == everything
        assert shown(s)[s.rows.index or 0] == "dritte", "the highlight stays on its note"


async def test_sorting_from_the_top_shows_what_comes_first(tmp_path: Path) -> None:
    making = filled(tmp_path)
    edit_texts(tmp_path)
    async with running(tmp_path, "A", making=making, size=(120, 20)) as s:
        await s.press("S", "S", "S")
        assert s.rows.index == 0
        assert shown(s)[0] == "zweite"


async def test_an_empty_filter_takes_no_room(tmp_path: Path) -> None:
    async with running(tmp_path, "A", "slash", making=filled(tmp_path)) as s:
        await s.fill("  ")
        await s.press("enter")
        assert not s.screen.query_one(QueryLine).display
        assert s.rows.has_focus
        assert "8 notes" in s.lines()[0]


@pytest.mark.parametrize("width", range(20, 90, 7))
def test_of_a_hint_whole_parts_are_shown(width: int) -> None:
    hint = "state:  category:  „ein Wort“  -ohne"
    shown = whole_parts(hint, width)
    assert hint.startswith(shown) and (len(shown) == len(hint) or hint[len(shown) :].startswith("  "))
    assert len(shown) <= width or "  " not in shown


class Opening:
    """Opens briefings, counts it, and may be held back."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.go = threading.Event()

    def __call__(self, briefing: Briefing) -> Bitext:
        self.opened.append(briefing.id)
        assert self.go.wait(20)
        return open_bitext(briefing)


async def test_the_list_is_there_before_a_text_is_opened_and_nothing_jumps(tmp_path: Path) -> None:
    opening = Opening()
    making = replace(filled(tmp_path), opener=opening)
    async with running(tmp_path, making=making, size=(120, 50)) as s:
        s.screen.action_notes_all()  # type: ignore[attr-defined]
        await s.until(lambda: isinstance(s.screen, NotesScreen) and "siebte" in s.text())
        await s.until(lambda: opening.opened == ["lang"])
        before = s.lines()
        assert sum("…" in line for line in before) >= 7
        assert "= unchanged" not in s.text()
        opening.go.set()
        await s.settle()
        after = s.lines()
        assert opening.opened == ["lang", "nur"]
        assert sum("= unchanged" in line for line in after) == 7
        kept = [line for line in range(len(before)) if "✎" in before[line] or "en  " in before[line]]
        assert [before[line] for line in kept] == [after[line] for line in kept]
        date = s.store.notes()[0].updated[:10]
        heads = [at for at, line in enumerate(before) if date in line]
        assert len(heads) == 8
        assert [before[at].index(date) for at in heads] == [after[at].index(date) for at in heads]


async def test_texts_are_opened_once_whatever_is_done(tmp_path: Path) -> None:
    opening = Opening()
    opening.go.set()
    making = replace(filled(tmp_path), opener=opening)
    async with running(tmp_path, "A", making=making) as s:
        assert sorted(opening.opened) == ["lang", "nur"]
        await s.press("space", "space", "delete", "U", "S", "S", "slash")
        await s.fill("state:exact")
        await s.press("escape", "t")
        await s.fill("neu")
        await s.press("enter")
        assert sorted(opening.opened) == ["lang", "nur"]
        assert "= unchanged" in s.text()


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("width", [80, 120])
async def test_what_it_looks_like(width: int, lang: str, tmp_path: Path, update_goldens: bool) -> None:
    making = replace(filled(tmp_path), lang=lang)
    store = making.store
    assert store
    edit_texts(tmp_path)
    async with running(tmp_path, "A", "j", "space", making=making, size=(width, 44)) as s:
        lines = [line.replace(store.notes()[0].updated[:10], "2026-11-22").rstrip() for line in s.lines()]
        check(f"notes-{lang}-{width}", lines, update=update_goldens)
