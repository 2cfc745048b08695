"""Categories of notes in the settings: names, colours and symbols, each mistake with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.cli.services import category_words
from briefing.errors import SettingsError
from briefing.i18n import Translator
from briefing.notes.model import NAMES, Category
from briefing.settings import CATEGORIES, CategoryLook, Settings, load_settings
from briefing.tui.wrap import width_of


def load(folder: Path, text: str) -> Settings:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file)


def test_the_settings_know_the_categories_that_there_are() -> None:
    assert tuple(Category) == CATEGORIES


def test_what_can_be_chosen(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """[categories]
claim = { name = "These", color = "#D08770", symbol = "§" }
todo = { symbol = "+" }
[categories.own]
name = "Für Oma"
""",
    )
    assert found.categories == {
        "claim": CategoryLook("These", "#D08770", "§"),
        "todo": CategoryLook(symbol="+"),
        "own": CategoryLook(name="Für Oma"),
    }
    words = category_words(found)
    assert words == {NAMES[Category.CLAIM]: "These", NAMES[Category.OWN]: "Für Oma"}
    for lang in ("de", "en"):
        tr = Translator(lang, words)
        assert tr(NAMES[Category.CLAIM]) == "These"
        assert tr(NAMES[Category.TODO]) == Translator(lang)(NAMES[Category.TODO])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("categories = 3\n", 1, ["categories", "table"]),
        ("[categories]\nclaim = 'x'\n", 2, ["claim", "table"]),
        ("[categories]\n\nclam = { name = 'x' }\n", 3, ["“clam”", "“claim”"]),
        ("[categories]\nclaim = { nmae = 'x' }\n", 2, ["“nmae”", "“name”"]),
        ("[categories]\nclaim = { name = '' }\n", 2, ["name of claim"]),
        ("[categories]\nclaim = { name = 3 }\n", 2, ["name of claim"]),
        (f"[categories]\nclaim = {{ name = '{'x' * 25}' }}\n", 2, ["name of claim", "24"]),
        ('[categories]\nclaim = { name = "a\\u001b[31mb" }\n', 2, ["name of claim"]),
        ('[categories]\nclaim = { name = "a\\nb" }\n', 2, ["name of claim"]),
        ("ui = 'de'\n[categories.doubt]\ncolor = 'red'\n", 2, ["color of doubt", "#D08770"]),
        ("[categories]\ndoubt = { color = '#12345' }\n", 2, ["color of doubt"]),
        ("[categories]\ndoubt = { symbol = 'ab' }\n", 2, ["symbol of doubt"]),
        ("[categories]\ndoubt = { symbol = ' ' }\n", 2, ["symbol of doubt"]),
        ("[categories]\ndoubt = { symbol = '好' }\n", 2, ["symbol of doubt"]),
        ("[categories]\ndoubt = { symbol = '\u0301' }\n", 2, ["symbol of doubt"]),
        ("[categories]\ndoubt = { symbol = '\u200b' }\n", 2, ["symbol of doubt"]),
        ("[categories]\ndoubt = { symbol = 3 }\n", 2, ["symbol of doubt"]),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text)
    assert caught.value.values["line"] == line
    for word in words:
        assert word in str(caught.value)


@given(st.text(max_size=2))
def test_a_symbol_that_is_taken_fills_one_cell(tmp_path_factory: pytest.TempPathFactory, symbol: str) -> None:
    import json

    text = f"[categories]\nclaim = {{ symbol = {json.dumps(symbol)} }}\n"
    try:
        found = load(tmp_path_factory.getbasetemp(), text)
    except SettingsError:
        return
    assert width_of(found.categories["claim"].symbol) == 1
    assert found.categories["claim"].symbol.isprintable()
