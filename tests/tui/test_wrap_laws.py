"""Laws of broken lines: nothing lost, nothing added but hyphens, nothing broken that must stay whole."""

from __future__ import annotations

import itertools
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing.document.model import Block, Kind, Lang, Mark
from briefing.document.parse import parse
from briefing.text import clean
from briefing.tui.hyphenation import HYPHENATED, Hyphenator
from briefing.tui.layout import Line, block_lines
from briefing.tui.shape import Run
from briefing.tui.wrap import is_simple, width_of, wrap
from document.strategies import markdown_documents

HYPHENS = Hyphenator()
_SPACE = re.compile(r"\s+")
_SAMPLES = (
    "Verantwortungsbewusstsein Lizenzbedingungen Übersetzungsqualität Größenordnung OpenAI DeepSeek gpt-oss-20b 5–10 % "
    "EU-Verordnung Open-Source-Modelle (Weiterentwicklung), „Datenschutz“ und oder aber responsible development. NASA "
    "`Zwischenspeicher` **Hervorhebung** [Trainingsdaten](ziel.md) ![Schaubild](verzeichnis/bildergalerie.png) 日本語 "
    "<https://example.org/verzeichnis/unterverzeichnis> Straßen\u00adbahn שלום مرحبا 👩‍👩‍👧 🇩🇪🇫🇷 e\u0301te\u0301 "
    "Programmier`sprache` Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
)
PROSE = st.lists(st.sampled_from(_SAMPLES.split(" ")), min_size=1, max_size=40).map(" ".join)
LANGS = st.sampled_from(["de", "en"])


def _lines(block: Block, width: int, lang: Lang) -> tuple[Line, ...]:
    return block_lines(block, width, {}, hyphens=HYPHENS, lang=lang)


def _hyphens(lines: tuple[Line, ...]) -> list[Run]:
    return [run for line in lines for run in line if run.role == "hyphen"]


@given(st.one_of(PROSE, markdown_documents()), st.integers(12, 70), LANGS)
def test_everything_is_shown_once_and_nothing_else(markdown: str, width: int, lang: Lang) -> None:
    for block in parse(markdown, lang).blocks:
        if block.table:
            continue
        lines = _lines(block, width, lang)
        own = [run for line in lines for run in line if not run.role]
        assert _SPACE.sub("", "".join(run.text for run in own)) == _SPACE.sub("", block.text)
        for run in own:
            assert block.text[run.start : run.start + len(run.text)] == run.text
        assert all(a.start + len(a.text) <= b.start for a, b in itertools.pairwise(own))
        for line in lines:
            assert sum(cell_len(run.text) for run in line) <= width
            assert cell_len("".join(run.text for run in line)) <= width
        assert _lines(block, width, lang) == lines, "the same width gives the same lines"


@given(PROSE, st.integers(12, HYPHENATED), LANGS)
def test_a_hyphen_is_inside_a_word_of_prose(markdown: str, width: int, lang: Lang) -> None:
    for block in parse(markdown, lang).blocks:
        for line in _lines(block, width, lang):
            if not _hyphens((line,)):
                continue
            own, hyphen = [run for run in line if run.role in {"", "hyphen"}][-2:]
            assert hyphen.role == "hyphen"
            assert hyphen.text == "-"
            assert hyphen.start == own.start + len(own.text) - 1, "it leads to the letter before it"
            cut = hyphen.start + 1
            before, after = block.text[:cut], block.text[cut:]
            assert re.search(r"[^\W\d_]{3}$", before)
            assert re.match(r"[^\W\d_]{3}", after)
            assert not any(s.mark in {Mark.CODE, Mark.HTML} and s.start < cut < s.end for s in block.spans)
            word = before.split(" ")[-1] + after.split(" ")[0]
            assert not re.search(r"[\d/@_-]|\w[A-ZÄÖÜ]", word)


@given(PROSE, st.integers(12, HYPHENATED), LANGS)
def test_few_lines_in_a_row_are_broken_and_never_for_the_last_word(markdown: str, width: int, lang: Lang) -> None:
    for block in parse(markdown, lang).blocks:
        lines = _lines(block, width, lang)
        longest = max((width_of(word) for word in re.split(r"[ \n]", block.text)), default=0)
        if longest > width:
            continue
        ends = [bool(_hyphens((line,))) for line in lines]
        # A line may end in a hyphen of its own after two broken ones, but none is broken after two that end in one.
        assert "111" not in "".join(str(int(end)) for end in ends)
        last = block.text.rstrip().rfind(" ") + 1
        assert all(run.start < last for run in _hyphens(lines))


@given(PROSE, st.integers(HYPHENATED + 1, 200), LANGS)
def test_wide_columns_are_as_without(markdown: str, width: int, lang: Lang) -> None:
    hyphens = Hyphenator()
    for block in parse(markdown, lang).blocks:
        assert block_lines(block, width, {}, hyphens=hyphens, lang=lang) == block_lines(block, width, {})
    assert not hyphens.loaded


def test_simple_characters_take_one_cell_in_the_table_that_paints_them() -> None:
    simple = [char for char in map(chr, range(0x20, sys.maxunicode + 1)) if char != "\x7f" and is_simple(char)]
    assert len(simple) > 2000
    assert [char for char in simple if cell_len(char) != 1] == []


def test_no_character_that_survives_cleaning_is_wider_than_two_cells_or_a_control() -> None:
    alone = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    kept = [char for char in alone if clean(char) == char and char not in "\t\n"]
    assert {cell_len(char) for char in kept} <= {0, 1, 2}
    assert not [char for char in kept if ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0]
    assert not {"\u00ad", "\u200b", "\u200e", "\u202e", "\u2066", "\u2060", "\ufeff"} & set(kept)


@pytest.mark.parametrize("width", range(2, 12))
def test_flags_stay_whole(width: int) -> None:
    text = "ab 🇩🇪🇫🇷🇬🇧🇪🇺 🇩🇪"
    flags = ["🇩🇪", "🇫🇷", "🇬🇧", "🇪🇺"]
    for start, end in wrap(text, width):
        assert not re.sub("|".join(flags), "", text[start:end]).strip("ab ")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("abc \u0301def ghi", 4, ["abc \u0301", "def", "ghi"]),
        ("全角　スペース", 4, ["全", "角　", "ス", "ペー", "ス"]),
        ("한국어 각각", 9, ["한국어", "각각"]),
        ("👍🏽👍🏽👍🏽", 5, ["👍🏽👍🏽", "👍🏽"]),
        ("☑️☑️☑️ a", 5, ["☑️☑️", "☑️ a"]),
        ("שלום עולם abc", 9, ["שלום עולם", "abc"]),
        ("\u1112\u1161\u11ab\u1112\u1161\u11ab", 3, ["\u1112\u1161\u11ab", "\u1112\u1161\u11ab"]),
        ("https://example.org/pfad/datei?a=1&b=2", 24, ["https://example.org/", "pfad/datei?a=1&b=2"]),
        ("siehe bilder/drei-abbildungen.png", 25, ["siehe", "bilder/drei-abbildungen.", "png"]),
        ("die Open-Source-Modelle", 18, ["die Open-Source-", "Modelle"]),
    ],
)
def test_where_lines_end(text: str, width: int, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, width)] == lines


def test_text_from_the_right_is_fenced_in_by_marks_without_width() -> None:
    block = parse("Hallo שלום 12", "de").blocks[0]
    (line,) = block_lines(block, 40, {})
    assert [(run.text, run.start, run.role) for run in line] == [
        ("\u200e", 0, "direction"),
        ("Hallo שלום 12", 0, ""),
        ("\u200e", 12, "direction"),
    ]
    assert sum(width_of(run.text) for run in line) == 13
    assert all(run.role != "direction" for run in block_lines(parse("Füße 日本", "de").blocks[0], 40, {})[0])


def test_code_and_html_are_never_hyphenated() -> None:
    word = "Verantwortungsbewusstsein"
    text = f"```\n{word} {word}\n```\n\n<div>{word} ist gut</div>\n"
    blocks = parse(text, "de").blocks
    assert [block.kind for block in blocks] == [Kind.CODE, Kind.HTML]
    for block in blocks:
        assert not _hyphens(_lines(block, 20, "de"))
