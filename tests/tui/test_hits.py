"""The hits of a search as places of the open text: in reading order, and never more parsed than a slice allows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefing.document.model import Lang
from briefing.parallel.bitext import Bitext
from briefing.search.model import Hit
from briefing.tui.hits import Hits
from search.making import find_ranges
from tui.making import bitext_of, row_number, rows_of
from tui.test_finder import long_bitext
from tui.test_navigate import FEW, bitexts


def hit(bitext: Bitext, row: int, lang: Lang, query: str = "wort", field: str = "body") -> Hit:
    """Return a hit as the search gives it."""
    key = rows_of(bitext)[row]
    text = "\n\n".join(block.text for _, block in bitext.blocks(key, lang))
    return Hit("b", "b.md", row, lang, 1.0, field, text, find_ranges(query, text), None)


def all_of(bitext: Bitext, *hits: Hit) -> Hits:
    found = Hits(bitext, hits)
    while not found.done:
        found.advance(10)
    return found


def numbered(hits: Hits) -> list[tuple[int, str]]:
    return [(row_number(hits.bitext, each.row), each.lang) for each in hits.found]


def test_reading_order_german_first() -> None:
    bitext = long_bitext(10)
    found = all_of(
        bitext, hit(bitext, 7, "de"), hit(bitext, 2, "en", "word"), hit(bitext, 2, "de"), hit(bitext, 7, "de")
    )
    assert numbered(found) == [(2, "de"), (2, "en"), (7, "de")]
    assert sorted(found.ranges.values()) == [((2, 6),), ((4, 8),), ((4, 8),)]
    assert found.there
    assert found.done


def test_what_stands_in_no_row_is_left_out() -> None:
    bitext = bitext_of("Eins zwei.\n\nDrei.", None, titled=False)
    hits = (
        hit(bitext, 0, "de", "eins", "tag"),
        hit(bitext, 0, "de", "eins", "summary"),
        hit(bitext, 1, "de", "drei", "heading"),
        replace(hit(bitext, 1, "de"), row=99),
        replace(hit(bitext, 1, "de"), lang="en"),
    )
    assert numbered(all_of(bitext, *hits)) == [(1, "de")]


def test_a_text_that_changed_since_is_no_hit_any_more() -> None:
    bitext = bitext_of("Eins zwei.\n\nDrei.", None, titled=False)
    changed = replace(hit(bitext, 1, "de"), text="Vier Drei.", ranges=((5, 9),))
    assert numbered(all_of(bitext, changed)) == []
    title = all_of(bitext, replace(changed, field="title"))
    assert (numbered(title), title.ranges) == ([(1, "de")], {}), "a title may stand in no row"


def test_a_row_of_several_blocks() -> None:
    bitext = bitext_of("Eins.\n\nZwei.\n\nDrei.", "One. Two.\n\nThree.", titled=False)
    found = all_of(bitext, *(hit(bitext, row, "de", "zwei") for row in range(len(rows_of(bitext)))))
    texts = [bitext.texts[lang].block(key).text[slice(*ranges[0])] for (lang, key), ranges in found.ranges.items()]
    assert texts == ["Zwei"]


def test_a_slice_parses_a_little() -> None:
    bitext = long_bitext(1000)
    wanted = hit(long_bitext(1000), 900, "de")
    found = Hits(bitext, [wanted])
    found.advance(0)
    assert not found.done
    assert sum(text.parsed for text in bitext.texts.values()) <= 2
    while not found.done:
        found.advance(0)
    assert numbered(found) == [(900, "de")]


def test_no_hits() -> None:
    found = Hits(long_bitext(3), [])
    assert (found.done, found.asked, list(found.found), found.full) == (True, False, [], False)
    found.advance(1)
    found = all_of(long_bitext(3), hit(long_bitext(3), 1, "de"))
    found.forget()
    assert (found.done, list(found.found), found.ranges) == (True, [], {})


@FEW
@given(bitexts(), st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["de", "en"])), max_size=8))
def test_every_hit_once_and_in_order(bitext: Bitext, places: list[tuple[int, Lang]]) -> None:
    rows = rows_of(bitext)
    wanted = {(row, lang) for row, lang in places if row < len(rows) and bitext.blocks(rows[row], lang)}
    hits = [hit(bitext, row, lang, "e") for row, lang in places if row < len(rows)]
    found = all_of(bitext, *hits)
    assert numbered(found) == sorted(wanted)
    assert list(found.found) == sorted(found.found)
    for each in found.found:
        ranges = found.ranges.get((each.lang, each.block))
        assert ranges is None or ranges[each.item]
