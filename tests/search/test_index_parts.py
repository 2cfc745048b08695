"""The parts of the index, each against a plain way to do the same."""

from __future__ import annotations

import dataclasses
import gc
import weakref
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.library.model import Briefing, Edition
from briefing.search.cache.blocks import Directory, Run, between, chosen, merged, pack, unpack
from briefing.search.database import CacheDamagedError
from briefing.search.drafts import branches, day_of, pack_text, unpack_text
from briefing.search.engine import Engine
from briefing.search.keyboard import plausibility
from briefing.search.query import words_of
from briefing.search.spelling import Speller, variant
from briefing.search.units import Field, Unit
from briefing.text import WORD, fold

from .making import Shelf

texts = st.lists(st.text(st.sampled_from("aeou AEÄöüßẞé™²½ﬁİıΣς-_.\n\u0308…№ŉ§1"), max_size=12), min_size=1, max_size=4)
postings = st.dictionaries(
    st.text("abü", min_size=1, max_size=4),
    st.dictionaries(st.integers(0, 300), st.integers(0, 255), min_size=1, max_size=6),
    max_size=20,
)


@given(texts)
@settings(max_examples=300)
def test_words_are_those_of_the_folded_text(some: list[str]) -> None:
    found = Speller().words(some)
    lines = [line.split() for line in " ".join(found.tokens).split("\n")]
    assert lines == [words_of(text) for text in some]
    spelt = {spelling for text in some for spelling in WORD.findall(text.lower())}
    pairs = {(fold(spelling)[:80], spelling) for spelling in spelt}
    there = set(found.tokens)
    expected = {variant(folded, spelling) for folded, spelling in pairs if folded != spelling and folded in there}
    assert found.variants == expected


def test_a_speller_learns_words_once() -> None:
    speller = Speller()
    first = speller.words(["Über die Maße", "die Masse"])
    assert first == speller.words(["Über die Maße", "die Masse"])
    assert first.variants == {"uber/über", "masse/maße"}


def run_of(content: dict[str, dict[int, int]]) -> Run:
    terms = sorted(content)
    docs = [doc for term in terms for doc in sorted(content[term])]
    flags = [content[term][doc] for term in terms for doc in sorted(content[term])]
    counts = np.array([len(content[term]) for term in terms], np.uint32)
    return Run(terms, counts, np.array(docs, np.int64), np.array(flags, np.uint8))


def content_of(run: Run) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    start = 0
    for term, count in zip(run.terms, run.counts.tolist(), strict=True):
        part = slice(start, start + count)
        found[term] = dict(zip(run.docs[part].tolist(), run.flags[part].tolist(), strict=True))
        start += count
    return found


@given(postings, st.integers(0, 1000))
def test_blocks_give_back_what_was_packed(content: dict[str, dict[int, int]], base: int) -> None:
    blocks = list(pack(run_of(content)))
    assert [term for term, _ in blocks] == [unpack(data, 0).terms[0] for _, data in blocks]
    found: dict[str, dict[int, int]] = {}
    for _, data in blocks:
        found |= content_of(unpack(data, base))
    assert found == {term: {doc + base: flag for doc, flag in held.items()} for term, held in content.items()}
    directory = Directory(base, 5, [term for term, _ in blocks])
    for term in [*content, "zz", "a", ""]:
        at = directory.block_of(term) - 5
        data = blocks[at][1] if at >= 0 else b""
        got = (
            {name: dict(zip(docs.tolist(), flags.tolist(), strict=True)) for name, docs, flags in chosen(data, [term])}
            if data
            else {}
        )
        assert got == ({term: content[term]} if term in content else {})
    inside = {
        term: dict(zip(posting.docs.tolist(), posting.flags.tolist(), strict=True))
        for number in directory.blocks_between("a", "b")
        for term, posting in between(blocks[number - 5][1], 0, "a", "b")
    }
    assert inside == {term: held for term, held in content.items() if "a" <= term < "b"}


def test_large_runs_are_cut_into_many_blocks() -> None:
    content = {f"wort{n:05}": {n: 8} for n in range(2000)} | {"viel": dict.fromkeys(range(5000), 8)}
    blocks = list(pack(run_of(content)))
    assert max(len(unpack(data, 0).terms) for _, data in blocks) <= 128
    assert max(len(data) for _, data in blocks if b"viel" not in data) < 4000
    found: dict[str, dict[int, int]] = {}
    for _, data in blocks:
        found |= content_of(unpack(data, 0))
    assert found == content


@given(st.lists(postings, min_size=1, max_size=3), st.sets(st.integers(0, 900)))
def test_merged_runs_hold_what_is_alive(contents: list[dict[str, dict[int, int]]], gone: set[int]) -> None:
    runs = []
    expected: dict[str, dict[int, int]] = {}
    for number, content in enumerate(contents):
        run = run_of(content)
        runs.append(run._replace(docs=run.docs + 301 * number + 7))
        for term, held in content.items():
            moved = {doc + 301 * number: flag for doc, flag in held.items() if doc + 301 * number not in gone}
            expected.setdefault(term, {}).update(moved)
    alive = np.array([doc not in gone for doc in range(301 * len(contents))], bool)
    found = content_of(merged(runs, alive, 7))
    assert found == {term: held for term, held in expected.items() if held}
    assert list(found) == sorted(found)


@pytest.mark.parametrize("data", [b"", b"x", bytes(8), b"\x01\0\0\0\x01\0\0\0", b"\xff" * 40])
def test_what_is_no_block_is_refused(data: bytes) -> None:
    with pytest.raises(CacheDamagedError):
        unpack(data, 0)
        raise CacheDamagedError if data == bytes(8) else AssertionError


units = st.builds(
    Unit,
    row=st.integers(0, 99),
    lang=st.just("de"),
    field=st.sampled_from(Field),
    section=st.sampled_from(["", "Eins", "Zwei"]),
    text=st.text(max_size=20).map(lambda text: text.replace("\0", "") or "Eins"),
)


@given(st.lists(units, max_size=8), st.binary(max_size=40))
def test_texts_give_back_what_was_packed(some: list[Unit], folded: bytes) -> None:
    rows, fields, sections, shown = unpack_text(pack_text(some, folded), folded)
    assert list(rows) == [unit.row for unit in some]
    assert list(fields) == [unit.field for unit in some]
    assert list(sections) == [unit.section for unit in some]
    assert shown[: len(some)] == [unit.text for unit in some]


def test_a_text_with_another_dictionary_is_refused() -> None:
    unit = Unit(1, "de", Field.BODY, "", "Ein Satz über Lizenzen und Gewichte")
    data = pack_text([unit], b"ein satz uber lizenzen und gewichte")
    with pytest.raises((zlib.error, ValueError, IndexError)):
        unpack_text(data, b"etwas anderes als das worterbuch")


def test_days_and_branches() -> None:
    assert [day_of(date) for date in ("2025-03-18", "2025-03", "2025", "", "soon")] == [
        20250318,
        20250301,
        20250101,
        0,
        0,
    ]
    assert list(branches("Recht/EU/KI-Gesetz")) == ["recht", "recht/eu", "recht/eu/ki-gesetz"]


def test_likely_slips_come_before_unlikely_ones() -> None:
    assert plausibility("lizemz", "lizenz") == 1.0
    assert plausibility("lizenzz", "lizenz") == 1.0
    assert plausibility("lziens", "liziens") < 1.0
    assert plausibility("bedignung", "bedingung") == 1.0
    assert plausibility("lizepz", "lizenz") < plausibility("lizemz", "lizenz")
    assert plausibility("kizenz", "lizenz") < plausibility("lizemz", "lizenz")


words = st.text("abcdeß", min_size=1, max_size=8)


@given(words, words)
def test_plausibility_is_a_share(typed: str, meant: str) -> None:
    assert 0 < plausibility(typed, meant) <= 1
    assert plausibility(typed, typed) == 1


class _Editions(dict[str, Edition]):
    """Editions of which one can tell whether anybody still holds them."""


class _Counting(Sequence[Briefing]):
    """Briefings that are made when they are asked for, and counted while anyone holds them."""

    def __init__(self, briefings: Sequence[Briefing]) -> None:
        self._briefings = briefings
        self._alive: list[weakref.ref[_Editions]] = []
        self.most = 0
        self.collected = False

    def __len__(self) -> int:
        return len(self._briefings)

    def __getitem__(self, index: Any) -> Any:
        briefing = self._briefings[index]
        editions = _Editions(briefing.editions)
        self._alive = [each for each in self._alive if each() is not None] + [weakref.ref(editions)]
        self.most = max(self.most, len(self._alive))
        self.collected = self.collected or gc.isenabled()
        return briefing._replace(editions=editions)


def test_a_library_of_any_size_is_indexed_one_briefing_at_a_time() -> None:
    shelf = Shelf({f"a{number}": {"de": ["Wort"]} for number in range(500)})
    library = shelf.library()
    counting = _Counting(library.briefings)
    engine = Engine(None, shelf.open)
    assert gc.isenabled()
    assert engine.update(dataclasses.replace(library, briefings=counting)) == 500
    assert counting.most < 10
    assert not counting.collected, "the collector would go through everything again and again, and hold up the screen"
    assert gc.isenabled()
