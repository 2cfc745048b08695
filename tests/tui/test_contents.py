"""What a text points to, and where a request to open it lands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.document.model import Mark
from briefing.document.parse import parse
from briefing.library.catalogue import Catalogue
from briefing.library.model import Library
from briefing.parallel.model import Parallel
from briefing.tui.contents import (
    heading_row,
    internal,
    openable,
    outline,
    references,
    section_range,
    sources,
)
from briefing.tui.landing import landing, matches_at
from briefing.tui.lights import Matches
from briefing.tui.messages import OpenBriefing
from briefing.tui.navigate import Place, row_of
from tui.making import parallel_of
from tui.test_navigate import FEW, parallels

SOURCE = """# Titel

Ein Satz.[^1] [Netz](https://example.org/a) und ![Bild](b.png).

Noch einer mit [Verweis](#unten) und [anderem](mailto:a@example.org).[^2][^fehlt]

## Unten

[Ende](http://example.org/%20x y)

[^1]: Quelle: <https://example.org/q> und [zwei](https://example.org/r).

[^2]: Nur Text.
"""


def test_the_outline_is_in_the_language_that_is_read() -> None:
    parallel = parallel_of()
    assert outline(parallel, "de") == [(0, 1, "Was heißt offen?"), (2, 2, "Drei Stufen")]
    assert outline(parallel, "en") == [(0, 1, "What does open mean?"), (2, 2, "Three rungs")]
    alone = parallel_of("## Nur deutsch\n\nText.", "Text.")
    assert "Nur deutsch" in [text for _, _, text in outline(alone, "en")]


@FEW
@given(parallels())
def test_the_outline_is_in_order_and_leads_to_headings(parallel: Parallel) -> None:
    for lang in ("de", "en"):
        found = outline(parallel, lang)
        rows = [row for row, _, _ in found]
        assert rows == sorted(rows)
        assert all(1 <= level <= 6 for _, level, _ in found)
        assert all("\n" not in text for _, _, text in found)


def test_sections_end_where_the_next_heading_begins() -> None:
    document = parse(SOURCE, "de")
    assert section_range(document, 0) == (0, 3)
    assert section_range(document, 2) == (0, 3)
    assert section_range(document, 3)[0] == 3
    assert section_range(document, len(document.blocks) - 1)[1] == len(document.blocks)
    no_heading = parse("Eins.\n\nZwei.", "de")
    assert section_range(no_heading, 1) == (0, 2)


def test_references_of_blocks_and_sentences() -> None:
    document = parse(SOURCE, "de")
    found = references(document, 1)
    assert [(each.mark, each.label) for each in found] == [
        (Mark.FOOTNOTE, "1"),
        (Mark.LINK, "Netz"),
        (Mark.IMAGE, "Bild"),
    ]
    assert found[0].text == "Quelle: https://example.org/q und zwei."
    assert sources(document, found[0]) == ["https://example.org/q", "https://example.org/r"]
    assert sources(document, found[1]) == ["https://example.org/a"]
    first, second = document.blocks[1].sentences[:2]
    assert [each.label for each in references(document, 1, first)] == ["1"], "the number behind the full stop too"
    assert [each.label for each in references(document, 1, second)] == ["Netz", "Bild"]


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
    parallel = parallel_of()
    assert heading_row(parallel, "drei-stufen") == 2
    assert heading_row(parallel, "Three rungs") == 2
    assert heading_row(parallel, "was-heisst-offen") == 0
    assert heading_row(parallel, "gibtsnicht") is None


# --- landing --------------------------------------------------------------------------------------------------------


def test_landing_on_rows_headings_and_passages() -> None:
    parallel = parallel_of()
    assert landing(parallel, OpenBriefing("x"), "de") is None
    assert landing(parallel, OpenBriefing("x", 3), "de") == Place("de", 3, 0)
    assert landing(parallel, OpenBriefing("x", 3), "en") == Place("en", 3, 0)
    assert landing(parallel, OpenBriefing("x", 3, "de"), "en") == Place("de", 3, 0)
    assert landing(parallel, OpenBriefing("x", heading="drei-stufen"), "en") == Place("en", 2, 0)
    assert landing(parallel, OpenBriefing("x", heading="gibtsnicht"), "en") is None
    text = parallel.text(1, "de")
    assert text
    start = text.index("Lizenzbedingungen")
    request = OpenBriefing("x", 1, "de", ((start, start + 6),))
    assert landing(parallel, request, "en") == Place("de", 1, 1)
    assert matches_at(parallel, request) == Matches({("de", 1): [(start, start + 6)]})


def test_landing_in_a_row_that_a_language_lacks() -> None:
    parallel = parallel_of()
    row = next(index for index, row in enumerate(parallel.rows) if not row.en)
    place = landing(parallel, OpenBriefing("x", row, "en"), "en")
    assert place
    assert row_of(parallel, place) == row
    assert place.lang == "de"


@FEW
@given(parallels(), st.integers(-5, 500), st.sampled_from(["de", "en", None]), st.integers(0, 50), st.integers(0, 50))
def test_landing_never_leaves_the_text(parallel: Parallel, row: int, lang: str | None, start: int, length: int) -> None:
    request = OpenBriefing("x", row, lang, ((start, start + length),))  # type: ignore[arg-type]
    place = landing(parallel, request, "de")
    if place is None:
        return
    block = parallel.documents[place.lang].blocks[place.block]
    assert 0 <= place.sentence < len(block.sentences)
    for (side, index), ranges in matches_at(parallel, request).ranges.items():
        size = len(parallel.documents[side].blocks[index].text)
        assert all(0 <= first < last <= size for first, last in ranges)
