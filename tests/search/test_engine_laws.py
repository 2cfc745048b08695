"""What must hold for every library: compared with an engine that is built anew."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document.model import Lang
from briefing.search.engine import Engine
from briefing.text import fold, tokens

from .making import Lines, Shelf, places

WORDS = [
    *("Lizenz", "Lizenzbedingungen", "Bedingung", "Maße", "Masse", "Goethe", "Gothe", "Überblick", "ueberblick"),
    *("open", "source", "community", "die", "der", "und", "Straße", "İstanbul", "½", "🎉", "naïve", "e\u0301t\u00e9"),
    *("foo_bar", "a-b-c", "2025", "x" * 100, "ﬁnal", "„Zitat“", "groß"),
]
QUERIES = [
    "Lizenz",
    "lizens",
    "maße",
    "masse",
    "goethe",
    "open source",
    "bedingung lizenz die",
    "comunity",
    "2025",
    "d",
]
QUERIES += ["lang:de die", "tag:recht open", '"open source"', "tag:recht", "qzxvkj die der", "ueberbli", "strase und"]

line = st.builds(
    lambda level, words: "#" * level + " " * bool(level) + " ".join(words),
    st.sampled_from([0, 0, 0, 2]),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
)
lines = st.builds(lambda title, rest: [f"# {title}", *rest], st.sampled_from(WORDS), st.lists(line, max_size=4))
sides = st.dictionaries(st.sampled_from(["de", "en"]), lines, min_size=1)
KEYS = ["a", "b", "c", "d", "e"]
texts = st.dictionaries(st.sampled_from(KEYS), sides, max_size=5)
TAGS = {"a": ("Recht",), "c": ("Recht", "open"), "d": ("Recht/EU",)}


def shelf(content: dict[str, dict[Lang, Lines]]) -> Shelf:
    return Shelf(dict(content), {key: TAGS[key] for key in content if key in TAGS})


def answers(engine: Engine) -> list[object]:
    return [engine.search(query, limit).hits for query in QUERIES for limit in (1000, 3)]


@given(texts)
@settings(max_examples=40)
def test_hits_are_well_formed(content: dict[str, dict[Lang, Lines]]) -> None:
    engine = shelf(content).engine()
    for query in QUERIES:
        hits = engine.search(query, 1000).hits
        keys = [(hit.briefing, hit.row, hit.lang) for hit in hits]
        assert len(set(keys)) == len(keys)
        scores = [hit.score for hit in hits]
        assert scores == sorted(scores, reverse=True)
        assert engine.search(query, 3).hits == hits[:3]
        for hit in hits:
            assert query == "tag:recht" or hit.ranges
            end = 0
            for start, stop in hit.ranges:
                assert end <= start < stop <= len(hit.text)
                end = stop


@given(texts)
@settings(max_examples=40)
def test_every_word_is_found_by_itself(content: dict[str, dict[Lang, Lines]]) -> None:
    engine = shelf(content).engine()
    for key, by_lang in content.items():
        for lang, side in by_lang.items():
            for row, text in enumerate(side):
                for word in re.findall(r"[^\W_]{4,}", text):
                    assert (key, row, lang) in places(engine, word), word
                    assert not tokens(fold(word)) or engine.search(word + " ", 1000).hits


@given(texts, st.permutations(KEYS))
@settings(max_examples=40)
def test_the_order_of_indexing_changes_nothing(content: dict[str, dict[Lang, Lines]], order: list[str]) -> None:
    first = shelf(content)
    second = Engine(None, first.open)
    for end in range(1, len(order) + 1):
        second.update(first.library(order=[key for key in order[:end] if key in content]))
    assert answers(first.engine()) == answers(second)


def test_of_many_equal_rows_the_same_are_shown() -> None:
    shelf = Shelf({f"text-{n:03}": {"de": ["# Titel", "Eine Lizenz."]} for n in range(200)})
    backwards = Engine(None, shelf.open)
    backwards.update(shelf.library(order=sorted(shelf.texts, reverse=True)))
    first, second = (
        [[key for key, _, _ in places(engine, "Lizenz", limit)] for limit in (5, 60, 200)]
        for engine in (shelf.engine(), backwards)
    )
    assert first == second
    assert sorted(first[2]) == list(shelf.texts)
    assert first[2][:5] == first[0]


@given(st.lists(texts, min_size=2, max_size=5))
@settings(max_examples=30)
def test_an_updated_index_equals_a_new_one(states: list[dict[str, dict[Lang, Lines]]]) -> None:
    current = shelf({})
    engine = current.engine()
    for state in states:
        before = dict(current.texts)
        current.texts, current.tags = shelf(state).texts, shelf(state).tags
        changed = [key for key in state if before.get(key) != state[key]]
        current.opened.clear()
        expected = answers(shelf(state).engine())
        assert engine.update(current.library()) == len(changed)
        assert answers(engine) == expected
        assert engine.update(current.library()) == 0
        assert answers(engine) == expected
        assert current.opened == changed
