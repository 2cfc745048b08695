"""Terms of a sentence, key by key."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.tui.screens.glossary import GlossaryScreen
from briefing.tui.screens.reader import ReaderScreen
from tui.app_making import Making, keys_of, opened, running
from tui.reference_making import write_reference
from tui.test_goldens import check


def only() -> Making:
    """Return how to open the briefing whose sentence has two terms."""
    return opened("nur")


async def test_the_terms_of_a_sentence_in_both_languages(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "l", *keys_of("reader", "glossary"), making=only()) as s:
        assert isinstance(s.screen, GlossaryScreen)
        text = s.text()
        for said in ("Satz – sentence", "Eine Folge von Wörtern.", "A run of words.", "Gegenstück – counterpart"):
            assert said in text
        assert "Terms in this sentence" in text


async def test_a_sentence_without_a_term_shows_those_of_its_paragraph(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "l", "l", "ctrl+g", making=only()) as s:
        assert s.sentence == "Und noch einer."
        assert "Terms in this paragraph" in s.text()


async def test_enter_opens_the_glossary_at_the_term(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "l", "ctrl+g", making=only()) as s:
        for down, up in zip(keys_of("glossary", "line-down"), keys_of("glossary", "line-up"), strict=True):
            await s.press(down, down, up, up)
            assert "▸ Satz" in s.text()
        await s.press("down", *keys_of("glossary", "open"))
        assert isinstance(s.screen, ReaderScreen)
        assert s.reader.briefing and s.reader.briefing.id == "glossar"
        assert "counterpart" in s.text()
        assert s.sentence in ("Gegenstück", "counterpart")


async def test_leaving(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path), "l", making=only()) as s:
        for key in keys_of("glossary", "back"):
            await s.press("ctrl+g", key)
            assert isinstance(s.screen, ReaderScreen)
        await s.press("ctrl+g", *keys_of("glossary", "quit"))
        assert s.has_left


async def test_no_term_and_no_glossary_are_told(tmp_path: Path) -> None:
    async with running(write_reference(tmp_path / "with"), "ctrl+g", making=opened("boese")) as s:
        assert isinstance(s.screen, ReaderScreen)
        assert "No term" in s.said
    async with running(tmp_path / "without", "ctrl+g", making=opened("nur")) as s:
        assert "no glossary" in s.said


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 50)])
async def test_the_sheet(tmp_path: Path, lang: str, size: tuple[int, int], update_goldens: bool) -> None:
    making = Making(lang=lang, address=only().address)
    async with running(write_reference(tmp_path), "l", "ctrl+g", size=size, making=making) as s:
        check(f"glossary-{lang}-{size[0]}", [line.rstrip() for line in s.lines()], update=update_goldens)


@pytest.mark.parametrize(("way", "at_top"), [((), False), (("G",), True)])
async def test_the_sentence_stays_in_sight(tmp_path: Path, way: tuple[str, ...], at_top: bool) -> None:
    write_reference(tmp_path)
    paragraphs = "\n\n".join(f"Absatz {number} ist ein Satz." for number in range(30))
    (tmp_path / "texts" / "nur.de.md").write_text(f"# Nur\n\n{paragraphs}\n", encoding="utf-8")
    async with running(tmp_path, "l", *way, "ctrl+g", making=only(), size=(80, 24)) as s:
        assert isinstance(s.screen, GlossaryScreen)
        text = s.lines()
        first, last = (next(y for y, line in enumerate(text) if corner in line) for corner in "╭╰")
        assert (first < len(text) // 3) is at_top
        sentence = next(y for y, line in enumerate(text) if s.sentence in line)
        assert not first <= sentence <= last
