"""Where German and English words are broken, which ones never are, and when patterns are loaded."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from briefing.document.model import Lang
from briefing.document.parse import parse
from briefing.tui.hyphenation import HYPHENATED, Hyphenator
from briefing.tui.layout import block_lines
from briefing.tui.patterns import break_points, read_levels
from conftest import ROOT
from tui.test_goldens import check

HYPHENS = Hyphenator()


def _broken(word: str, lang: Lang) -> str:
    edges = [0, *HYPHENS.points(word, lang), len(word)]
    return "-".join(word[a:b] for a, b in pairwise(edges))


def _painted(markdown: str, lang: Lang, width: int) -> list[str]:
    (block,) = parse(markdown, lang).blocks
    return ["".join(run.text for run in line) for line in block_lines(block, width, {}, hyphens=HYPHENS, lang=lang)]


@pytest.mark.parametrize(
    "word",
    [
        "Ver-ant-wor-tungs-be-wusst-sein",
        "Lizenz-be-din-gun-gen",
        "Über-set-zungs-qua-li-tät",
        "Grö-ßen-ord-nung",
        "Ver-ord-nung",
        "Soft-ware-li-zenz",
        "Test-runde",
        "Fort-schritt",
        "Deutsch-land",
        "Druck-er-zeug-nis",
        "Mil-lio-nen",
        "Mit-arbeit",
        "Europa",
        "Abend",
    ],
)
def test_german_words(word: str) -> None:
    assert _broken(word.replace("-", ""), "de") == word


@pytest.mark.parametrize("word", ["devel-op-ment", "respon-si-ble", "train-ing", "record", "hap-pen"])
def test_english_words(word: str) -> None:
    assert _broken(word.replace("-", ""), "en") == word


@pytest.mark.parametrize("word", ["Wort", "Москвичами", "日本語日本語日本", "İstanbulludur", "qwrtpsdf"])
def test_words_without_a_break(word: str) -> None:
    assert HYPHENS.points(word, "de") == ()


@pytest.mark.parametrize(
    "word",
    ["OpenAI", "DeepSeeker", "gpt-oss-20b", "BUNDESREGIERUNG", "EU-Verordnung", "`Verantwortung`", "5–10\u00a0%",
     "<https://verantwortung.example/lizenzbedingungen>", "name@verantwortung.example", "Bundes`regierung`",
     "Version2Verantwortung", "Nutzer/Nutzerin", "Apache\u00a02.0"],
)  # fmt: skip
def test_what_is_never_broken(word: str) -> None:
    for filler in range(1, 40):
        lines = _painted(f"{'x' * filler} {word} und noch etwas mehr", "de", 40)
        for line in lines[:-1]:
            assert not line.endswith("-") or line.endswith(("gpt-", "oss-", "EU-"))


def test_capitals_inside_an_english_sentence_are_names() -> None:
    assert _painted("We all admire the famous Montgomery of the house", "en", 30)[0] == "We all admire the famous"
    assert _painted("We all admire the famous montgomery of the house", "en", 30)[0] == "We all admire the famous mont-"
    assert _painted("That was it and all of it. Development of houses", "en", 34)[0].endswith("Devel-")


def test_headings_keep_their_words_unless_one_is_longer_than_a_line() -> None:
    assert _painted("# Die neue Verantwortung der Verwaltung", "de", 18) == [
        "Die neue",
        "Verantwortung der",
        "Verwaltung",
    ]
    assert _painted("# Verantwortungsbewusstsein", "de", 18) == ["Verantwortungsbe-", "wusstsein"]


def test_a_hyphen_in_a_compound_comes_first() -> None:
    assert _painted("Alle Open-Source-Modellgewichte sind da", "de", 24)[0] == "Alle Open-Source-"


def test_a_compound_ending_a_line_counts_as_broken() -> None:
    text = (
        "Andere zählen lieber, als zu definieren: Das Model Openness Framework ordnet Modelle in drei Klassen, und ein "
        "europäischer Index für Open-Source-KI ging aus einem Projekt "
        "hervor, das vierzehn Punkte Verantwortungen trägt."
    )
    lines = _painted(text, "de", 38)
    assert lines[4:7] == ["Source-KI ging aus einem Projekt her-", "vor, das vierzehn Punkte", "Verantwortungen trägt."]


def test_a_small_gap_is_left() -> None:
    assert _painted("aaaa bbbb cccc dddd eeee Verordnung und mehr", "de", 28)[0] == "aaaa bbbb cccc dddd eeee"
    assert _painted("aaaa bbbb cccc dddd eee Verordnung und mehr", "de", 28)[0] == "aaaa bbbb cccc dddd eee Ver-"


def test_patterns_are_loaded_for_the_language_and_width_that_need_them(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []

    def counted(file: Path) -> object:
        read.append(file)
        return read_levels(file)

    monkeypatch.setattr("briefing.tui.patterns.read_levels", counted)
    hyphens = Hyphenator()
    (block,) = parse("Verantwortungsbewusstsein und Lizenzbedingungen sind Größenordnungen. " * 5, "de").blocks
    block_lines(block, HYPHENATED + 1, {}, hyphens=hyphens)
    assert not read
    for width in (20, 30, 38):
        block_lines(block, width, {}, hyphens=hyphens)
    assert len(read) == 1
    assert hyphens.loaded == {"de"}


def test_two_levels_must_agree_or_cut_off_whole_words() -> None:
    syllables = {"tr": "1tr", "st": "s1t", "nd": "n1d"}
    assert break_points("testrunde", [syllables]) == (3, 7)
    assert break_points("testrunde", [{"testrunde": "test1runde"}, syllables]) == (4, 7)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_real_text_in_a_narrow_column(lang: Lang, update_goldens: bool) -> None:
    source = (ROOT / "content" / f"was-heisst-offen.{lang}.md").read_text(encoding="utf-8")
    document = parse(source.split("---\n", 2)[2], lang)
    numbers = {label: number for label, (number, _) in document.footnotes.items()}
    prose = [block for block in document.blocks if block.kind.value in {"paragraph", "list_item", "heading"}]
    lines = [
        "".join(run.text for run in line)
        for block in prose
        for line in (*block_lines(block, 38, numbers, hyphens=HYPHENS, lang=lang), ())
    ]
    check(f"hyphenated-{lang}-38", lines, update=update_goldens)
