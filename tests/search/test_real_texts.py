"""What readers type, on the bundled briefings and on a library of real translations where there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.library.catalogue import Catalogue
from briefing.paths import bundled_library
from briefing.search.engine import Engine

from .making import marked

GUIDE = Path(__file__).parents[3] / "shared" / "libraries" / "opensource-guide"
LIBRARIES = [
    pytest.param(bundled_library(), id="bundled"),
    pytest.param(GUIDE, id="guide", marks=pytest.mark.skipif(not GUIDE.is_dir(), reason="this library isn't here")),
]


@pytest.fixture(scope="module", params=LIBRARIES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    library = Catalogue(None).scan([request.param])
    engine = Engine(None)
    assert engine.update(library) == len(library.briefings) > 0
    assert engine.problems == ()
    yield engine
    engine.close()


def found(engine: Engine, query: str) -> list[str]:
    return [part.lower() for hit in engine.search(query, 1000).hits for part in marked(hit)]


def test_a_misspelt_word_finds_it_and_its_compounds(engine: Engine) -> None:
    hits = engine.search("lizens", 1000).hits
    assert marked(hits[0]) == ["Lizenz"]
    assert any("lizenztext" in hit.text.lower() for hit in hits)


def test_part_of_a_compound_comes_after_the_word(engine: Engine) -> None:
    texts = [hit.text for hit in engine.search("Bedingung", 1000).hits]
    whole = [at for at, text in enumerate(texts) if "Bedingung" in text]
    compound = [at for at, text in enumerate(texts) if "Bedingung" not in text]
    assert whole
    assert compound
    assert max(whole) < min(compound)


def test_three_spellings_are_one(engine: Engine) -> None:
    answers = [engine.search(query, 1000).hits for query in ("ueberblick", "Überblick", "uberblick")]
    assert answers[0]
    assert answers[0] == answers[1] == answers[2]


def test_words_of_both_languages(engine: Engine) -> None:
    hits = [hit for hit in engine.search("lang:de Lizenz").hits if hit.counterpart][:5]
    assert hits
    for hit in hits:
        foreign = max(re.findall(r"[a-z]+", hit.counterpart or ""), key=len)
        found = engine.search(f"{foreign} Lizenz", 1000).hits
        assert (hit.briefing, hit.row) in {(other.briefing, other.row) for other in found}, foreign


def test_a_misspelt_foreign_word(engine: Engine) -> None:
    right, wrong = found(engine, "license"), found(engine, "lcense")
    assert "license" in right
    assert "license" in wrong


def test_any_order(engine: Engine) -> None:
    first = {hit.briefing for hit in engine.search("offene Lizenz Projekt", 1000).hits}
    second = {hit.briefing for hit in engine.search("Projekt Lizenz offene ", 1000).hits}
    assert second
    assert second <= first


@pytest.mark.parametrize("nonsense", ["qzxvkj", "qzxvkj wjxqv", "blorptz", "xyzzyxyzzy"])
def test_nonsense(engine: Engine, nonsense: str) -> None:
    assert engine.search(nonsense).hits == ()


def test_marks_are_in_every_text(engine: Engine) -> None:
    for query in ("lizens bedingung", "die community", "offn gewichte", "projekt", "o"):
        for hit in engine.search(query, 1000).hits:
            assert hit.ranges
            assert all(0 <= start < end <= len(hit.text) for start, end in hit.ranges)
