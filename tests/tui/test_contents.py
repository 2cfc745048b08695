"""What a text points to, and where a request to open it lands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.document.lazy import LazyDocument
from briefing.document.model import Kind, Lang, Mark
from briefing.library.catalogue import Catalogue
from briefing.library.model import Library
from briefing.parallel.bitext import Bitext
from briefing.tui.contents import (
    heading_row,
    internal,
    openable,
    outline,
    references,
    section,
    section_references,
    sources,
)
from briefing.tui.landing import landing, matches_at
from briefing.tui.lights import Matches
from briefing.tui.messages import OpenBriefing
from briefing.tui.navigate import row_of
from tui.making import bitext_of, block_key, blocks_of, lazy_of, place_of, row_key, row_number, rows_of
from tui.test_navigate import FEW, bitexts

SOURCE = """# Titel

Ein Satz.[^1] [Netz](https://example.org/a) und ![Bild](b.png).

Noch einer mit [Verweis](#unten) und [anderem](mailto:a@example.org).[^2][^fehlt]

## Unten

[Ende](http://example.org/%20x y)

[^1]: Quelle: <https://example.org/q> und [zwei](https://example.org/r).

[^2]: Nur Text.
"""


def numbered(bitext: Bitext, lang: Lang) -> list[tuple[int, int, str]]:
    """Return the outline with the rows' running numbers."""
    return [(row_number(bitext, row), level, text) for row, level, text in outline(bitext, lang)]


def test_the_outline_is_in_the_language_that_is_read() -> None:
    bitext = bitext_of()
    assert numbered(bitext, "de") == [(0, 1, "Was heißt offen?"), (2, 2, "Drei Stufen")]
    assert numbered(bitext, "en") == [(0, 1, "What does open mean?"), (2, 2, "Three rungs")]
    alone = bitext_of("## Nur deutsch\n\nText.", "Text.")
    assert "Nur deutsch" in [text for _, _, text in outline(alone, "en")]


def test_headings_need_no_blank_lines_around_them() -> None:
    bitext = bitext_of("Text.\n## Eins\nText.\n## Zwei\n- a\n## Drei\nEnde.", None)
    assert [text for _, _, text in outline(bitext, "de")] == ["Was heißt offen?", "Eins", "Zwei", "Drei"]
    assert heading_row(bitext, "zwei") is not None


def test_the_outline_parses_the_headings_only() -> None:
    text = "\n\n".join(f"## Kopf {at}\n\nEins.\n\nZwei.\n\nDrei." for at in range(50))
    bitext = bitext_of(text, text)
    assert len(outline(bitext, "de")) == 51
    assert sum(each.parsed for each in bitext.texts.values()) <= 2 * 51


@FEW
@given(bitexts())
def test_the_outline_is_in_order_and_leads_to_headings(bitext: Bitext) -> None:
    for lang in ("de", "en"):
        found = outline(bitext, lang)
        rows = [row for row, _, _ in found]
        assert rows == sorted(rows)
        assert all(1 <= level <= 6 for _, level, _ in found)
        assert all("\n" not in text for _, _, text in found)
        for row, level, _ in found:
            sides = [block for each in bitext.langs for _, block in bitext.blocks(row, each)]
            assert (Kind.HEADING, level) in [(block.kind, block.level) for block in sides]


def section_range(text: LazyDocument, block: int) -> tuple[int, int]:
    """Return the section around a block as a range of running numbers."""
    keys = blocks_of(text)
    first, last = section(text, keys[block])
    inside = [index for index, key in enumerate(keys) if first <= key.chunk < last]
    return inside[0], inside[-1] + 1


def test_sections_end_where_the_next_heading_begins() -> None:
    text = lazy_of(SOURCE)
    assert section_range(text, 0) == (0, 3)
    assert section_range(text, 2) == (0, 3)
    assert section_range(text, 3)[0] == 3
    assert section_range(text, len(blocks_of(text)) - 1)[1] == len(blocks_of(text))
    no_heading = lazy_of("Eins.\n\nZwei.")
    assert section_range(no_heading, 1) == (0, 2)


def test_references_of_blocks_and_sentences() -> None:
    text = lazy_of(SOURCE)
    key = blocks_of(text)[1]
    found = references(text, key)
    assert [(each.mark, each.label) for each in found] == [
        (Mark.FOOTNOTE, "1"),
        (Mark.LINK, "Netz"),
        (Mark.IMAGE, "Bild"),
    ]
    assert found[0].text == "Quelle: https://example.org/q und zwei."
    assert sources(text, found[0]) == ["https://example.org/q", "https://example.org/r"]
    assert sources(text, found[1]) == ["https://example.org/a"]
    first, second = text.block(key).sentences[:2]
    assert [each.label for each in references(text, key, first)] == ["1"], "the number behind the full stop too"
    assert [each.label for each in references(text, key, second)] == ["Netz", "Bild"]
    assert found[1].start == text.block(key).text.index("Netz")


def test_references_of_a_section() -> None:
    text = lazy_of(SOURCE)
    keys = blocks_of(text)
    upper = ["1", "Netz", "Bild", "Verweis", "anderem", "2"]
    for block in range(3):
        assert [each.label for each in section_references(text, keys[block])] == upper
    assert {each.text for each in section_references(text, keys[3])} == {
        "http://example.org/%20x",
        "https://example.org/q",
        "https://example.org/r",
    }


def test_footnotes_without_a_definition_are_no_references() -> None:
    text = lazy_of(SOURCE)
    assert "fehlt" not in [each.target for key in blocks_of(text) for each in references(text, key)]


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("//example.org", None),
        ("a.md", None),
        ("", None),
        ("https://[::1", None),
        ("\x1b[31mhttps://example.org", "https://example.org"),
        ("java\nscript:alert(1)", None),
        ("-oProxyCommand=x", None),
    ],
)
def test_only_harmless_addresses_are_opened(target: str, wanted: str | None) -> None:
    assert openable(target) == wanted


@given(st.text(max_size=40))
def test_whatever_is_opened_has_a_known_scheme(target: str) -> None:
    address = openable(target)
    assert address is None or address.lower().startswith(("http:", "https:", "mailto:"))
    assert address is None or address.isprintable()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A small library with folders."""
    for name in ("eins.de.md", "eins.en.md", "zwei/index.de.md", "drei vier.md"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"# {name}\n\nEin Text.\n", encoding="utf-8")
    return Catalogue(None).scan((tmp_path,))


@pytest.mark.parametrize(
    ("target", "file", "fragment"),
    [
        ("eins", "eins.de.md", ""),
        ("eins.de.md", "eins.de.md", ""),
        ("eins.en.md#oben", "eins.de.md", "oben"),
        ("./zwei/index.de.md", "zwei/index.de.md", ""),
        ("/eins.de.md", "eins.de.md", ""),
        ("drei%20vier.md#a%20b", "drei vier.md", "a b"),
        ("#hier", "eins.de.md", "hier"),
    ],
)
def test_links_inside_the_library(target: str, file: str, fragment: str, library: Library) -> None:
    start = next(each.id for each in library.briefings if each.edition("de").rel == "eins.de.md")
    wanted = next(each.id for each in library.briefings if each.edition("de").rel == file)
    assert internal(library, start, "de", target) == (wanted, fragment)


@pytest.mark.parametrize(
    "target", ["https://example.org", "//host/eins", "gibtsnicht.md", "../eins.de.md", "http://[x"]
)
def test_links_that_lead_out_of_the_library(target: str, library: Library) -> None:
    assert internal(library, "eins", "de", target) is None


def test_headings_by_fragment() -> None:
    bitext = bitext_of()
    assert heading_row(bitext, "drei-stufen") == row_key(bitext, 2)
    assert heading_row(bitext, "Three rungs") == row_key(bitext, 2)
    assert heading_row(bitext, "was-heisst-offen") == row_key(bitext, 0)
    assert heading_row(bitext, "gibtsnicht") is None
    punctuated = bitext_of("## 2021: Von DALL·E nur ein Teil", None)
    for fragment in ("2021-von-dalle-nur-ein-teil", "2021--von-dall-e-nur-ein-teil"):
        assert heading_row(punctuated, fragment) is not None


# --- landing --------------------------------------------------------------------------------------------------------


def test_landing_on_rows_headings_and_passages() -> None:
    bitext = bitext_of()
    assert landing(bitext, OpenBriefing("x"), "de") is None
    assert landing(bitext, OpenBriefing("x", 3), "de") == place_of(bitext, "de", 3)
    assert landing(bitext, OpenBriefing("x", 3), "en") == place_of(bitext, "en", 3)
    assert landing(bitext, OpenBriefing("x", 3, "de"), "en") == place_of(bitext, "de", 3)
    assert landing(bitext, OpenBriefing("x", heading="drei-stufen"), "en") == place_of(bitext, "en", 2)
    assert landing(bitext, OpenBriefing("x", heading="gibtsnicht"), "en") is None
    text = bitext.parallel().text(1, "de")
    assert text
    start = text.index("Lizenzbedingungen")
    request = OpenBriefing("x", 1, "de", ((start, start + 6),))
    assert landing(bitext, request, "en") == place_of(bitext, "de", 1, 1)
    assert matches_at(bitext, request) == Matches({("de", block_key(bitext, "de", 1)): [(start, start + 6)]})


def test_landing_beyond_the_end_means_the_last_row() -> None:
    bitext = bitext_of()
    place = landing(bitext, OpenBriefing("x", 10_000), "de")
    assert place
    assert row_of(bitext, place) == rows_of(bitext)[-1]
    assert matches_at(bitext, OpenBriefing("x", 10_000, "de", ((0, 3),))) == Matches()


def test_landing_in_a_row_that_a_language_lacks() -> None:
    bitext = bitext_of()
    row = next(row for row in rows_of(bitext) if not bitext.row(row).en)
    place = landing(bitext, OpenBriefing("x", row_number(bitext, row), "en"), "en")
    assert place
    assert row_of(bitext, place) == row
    assert place.lang == "de"


@FEW
@given(bitexts(), st.integers(-5, 500), st.sampled_from(["de", "en", None]), st.integers(0, 50), st.integers(0, 50))
def test_landing_never_leaves_the_text(bitext: Bitext, row: int, lang: str | None, start: int, length: int) -> None:
    request = OpenBriefing("x", row, lang, ((start, start + length),))  # type: ignore[arg-type]
    place = landing(bitext, request, "de")
    if place is None:
        return
    block = bitext.texts[place.lang].block(place.block)
    assert 0 <= place.sentence < len(block.sentences)
    for (side, key), ranges in matches_at(bitext, request).ranges.items():
        size = len(bitext.texts[side].block(key).text)
        assert all(0 <= first < last <= size for first, last in ranges)
