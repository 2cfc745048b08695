from __future__ import annotations

from pathlib import Path

import pytest

from briefing.library.catalogue import Catalogue
from briefing.parallel.check import check_library
from briefing.parallel.rules.names import differences
from briefing.parallel.rules.registers import names_of
from parallel.checking import FRONT, library, problems, told

NAMES = frozenset({"Llama 4", "Llama 4 Scout", "Muse Spark", "DeepSeek-R1", "Whisper", "Grok 2", "gpt-oss-120b"})


@pytest.mark.parametrize(
    ("de", "en"),
    [
        ("o3-mini und gpt-oss-120b", "o3-mini and gpt-oss-120b"),
        ("die GPT-4-Klasse", "the GPT-4 class"),
        ("auf H800-Grafikprozessoren", "on GPUs of the type H800"),
        ("DeepSeek-R1 und V3", "R1 and DeepSeek-V3"),
        ("das OpenAI-o1-Modell", "OpenAI’s o1"),
        ("die Llama-4-Lizenz", "the Llama 4 licence"),
        ("Llama\u00a04 und Grok\u00a02", "Llama 4 and Grok 2"),
        ("OpenAIs Whisper, Whispers Code", "Whisper by OpenAI"),
        ("Llama 4 Scout", "Scout"),
        ("Mixtral 8x7B, Codestral 22B", "Mixtral 8x7B, Codestral 22B"),
        ("mehrere H100", "several H100s"),
        ("COVID-19", "Covid-19"),
        ("im Q2 2025, die Mai-2025-Ausgabe", "in the second quarter of 2025, the issue of May 2025"),
        ("4-Bit, 80-GB-Karte, 20-jährig, 1990er", "4 bits, a card of 80 GB, 20 years old, the 1990s"),
        ("die Top-10-Liste", "the ten best"),
        ("Whispering", "flüstern"),
    ],
)
def test_the_same_names_in_each_language(de: str, en: str) -> None:
    assert differences(de, en, NAMES) == ([], [])


@pytest.mark.parametrize(
    ("de", "en", "expected"),
    [
        ("o3-mini", "o3-pro", (["o3-mini"], ["o3-pro"])),
        ("GPT-4", "GPT-4o", (["GPT-4"], ["GPT-4o"])),
        ("GPT-4", "GPT-4.1", (["GPT-4"], ["GPT-4.1"])),
        ("Qwen3", "Qwen2.5", (["Qwen3"], ["Qwen2.5"])),
        ("Llama 4", "Llama 4.1", (["Llama 4"], [])),
        ("das Modell Muse Spark", "the model", (["Muse Spark"], [])),
        ("Grok 2", "Llama 4", (["Grok 2"], ["Llama 4"])),
    ],
)
def test_names_that_differ(de: str, en: str, expected: tuple[list[str], list[str]]) -> None:
    assert differences(de, en, NAMES) == expected


def test_a_name_is_told_with_both_places(tmp_path: Path) -> None:
    de, en = "Eins.\n\nZuerst\nkam o1-mini.\n", "One.\n\nFirst\ncame o1-pro.\n"
    assert told(tmp_path, de, en) == [("a.de.md", 9, "names-differ"), ("a.en.md", 9, "names-differ")]
    assert problems(tmp_path, de, en)[0].text == "“o1-mini” stands here, but not in a.en.md, line 8."


def test_registers_name_models(tmp_path: Path) -> None:
    head = "---\ntitle: x\nsummary: s\ndate: 2026\nkind: register\n---\n"
    made = library(
        tmp_path,
        {
            "r.de.md": head
            + "Grok\u00a02 (Grok 2.5)\n: Organisation: xAI\n\nNur deutsch\n: x\n\nPythia, Apertus\n: y\n",
            "r.en.md": head
            + "Grok\u00a02 (Grok 2.5)\n: Organisation: xAI\n\nEnglish only\n: x\n\nPythia, Apertus\n: y\n",
            "t.de.md": head + "| Modell | Jahr |\n| --- | --- |\n| OLMo 2 / Olmo 3 | 2025 |\n",
            "a.de.md": FRONT.format("x") + "Pythia ist da.\n",
            "a.en.md": FRONT.format("x") + "It is here.\n",
        },
    )
    assert names_of(made) == {"Grok 2", "Pythia", "Apertus", "OLMo 2", "Olmo 3"}
    found = [(problem.path, problem.line, problem.code) for problem in check_library(made)]
    assert ("a.de.md", 6, "names-differ") in found
    assert names_of(Catalogue(None).scan([tmp_path / "a.de.md"])) == frozenset()
