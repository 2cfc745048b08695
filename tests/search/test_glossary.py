from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.document.model import Lang
from briefing.document.parse import parse as parse_markdown
from briefing.parallel.model import Parallel
from briefing.parallel.pairing import pair
from briefing.reference.terms import stems, variants
from briefing.search.glossary import Glossary, pairs_of
from briefing.search.query import parse, words_of

PAIRS = [
    ("offene Gewichte", "open weights"),
    ("Künstliche Intelligenz", "artificial intelligence"),
    ("KI", "AI"),
    ("Modellkarte", "model card"),
    ("Überblick", "overview"),
    ("Überblick", "survey"),
    ("offen", "open"),
]


def side_by_side(**texts: str) -> Parallel:
    """Return Markdown texts by language as a parallel."""
    langs: tuple[Lang, ...] = ("de", "en")
    return pair({lang: parse_markdown(texts[lang], lang) for lang in langs if lang in texts})


def widened(query: str, pairs: list[tuple[str, str]] | None = None) -> list[tuple[int, int, str, str]]:
    found = Glossary(PAIRS if pairs is None else pairs).widen(parse(query).terms)
    assert all(one.words == tuple(words_of(one.counterpart)) for one in found)
    return [(one.start, one.end, one.term, one.counterpart) for one in found]


def test_definition_lists_side_by_side() -> None:
    german = (
        "# Glossar\n\noffene Gewichte\n: Frei zu laden.\n\nKünstliche Intelligenz (KI)\n: Was hier\n\n  gemeint ist."
    )
    english = (
        "# Glossary\n\nopen *weights*\n: Free to load.\n\nartificial intelligence (AI)\n: What is\n\n  meant here."
    )
    assert pairs_of(side_by_side(de=german, en=english)) == [
        ("offene Gewichte", "open weights"),
        ("Künstliche Intelligenz", "artificial intelligence"),
        ("Künstliche Intelligenz", "AI"),
        ("KI", "artificial intelligence"),
        ("KI", "AI"),
    ]


def test_tables_side_by_side() -> None:
    german = "# G\n\n| Begriff | Heißt |\n|--|--|\n| Gewicht | x |\n| **Modellkarte** | y |\n"
    english = "# G\n\n| Term | Means |\n|--|--|\n| weight | x |\n| [model card](x.md) | y |\n"
    assert pairs_of(side_by_side(de=german, en=english)) == [("Gewicht", "weight"), ("Modellkarte", "model card")]
    assert pairs_of(side_by_side(de=german, en=english + "| more | z |\n")) == []


@pytest.mark.parametrize(
    "header", ["| Nr. | Englisch | Deutsch |", "| | EN | DE |", "| # | English term | Begriff (Deutsch) |"]
)
def test_tables_of_one_edition_that_name_the_languages(header: str) -> None:
    table = f"{header}\n|--|--|--|\n| 1 | open weights | offene Gewichte |\n| 2 | token | Token |\n| 3 | card |\n"
    assert pairs_of(side_by_side(de=table)) == [("offene Gewichte", "open weights")]
    assert pairs_of(side_by_side(en=table)) == [("offene Gewichte", "open weights")]
    # The lines of either edition stand in an order of their own.
    other = (
        "| German | English |\n|--|--|\n| Gewicht | weight |\n| offene Gewichte | open weights |\n| Bild | image |\n"
    )
    assert pairs_of(side_by_side(de=table, en=other)) == [
        ("offene Gewichte", "open weights"),
        ("Gewicht", "weight"),
        ("Bild", "image"),
    ]


def test_other_texts_have_no_terms() -> None:
    text = "# A\n\nEin Absatz.\n\n| Deutsch/Englisch | Englisch |\n|--|--|\n| a | b |\n\n- x\n"
    assert pairs_of(side_by_side(de=text)) == []
    assert pairs_of(side_by_side(de="Begriff\n: Bedeutung")) == []
    assert pairs_of(side_by_side(de="", en="")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KI/AI", ["KI", "AI"]),
        ("offene Gewichte / Open Weights; Parameter", ["offene Gewichte", "Open Weights", "Parameter"]),
        ("„Künstliche  Intelligenz“ (KI, f.)", ["Künstliche Intelligenz", "KI"]),
        ("Gewicht(e)", ["Gewicht", "Gewichte"]),
        ("(Sprach-)Modell", ["Modell", "Sprach-Modell"]),
        ("Benchmark (der)", ["Benchmark"]),
        ("Feinabstimmung (engl. fine-tuning)", ["Feinabstimmung", "fine-tuning"]),
        ("Ein-/Ausgabe", ["Ein-/Ausgabe"]),
        ("I/O", ["I/O"]),
        ("Datensatz.", ["Datensatz"]),
        ("Alignment (im Sinne der Ausrichtung eines Modells auf Ziele)", ["Alignment"]),
        ("x" * 3 + " /" * 50, ["xxx"]),
        ("–", []),
        ("", []),
    ],
)
def test_variants_of_a_term(text: str, expected: list[str]) -> None:
    assert variants(text) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("offene Gewichte", (0, 2, "offene Gewichte", "open weights")),
        ("mit offenen Gewichten ", (1, 3, "offene Gewichte", "open weights")),
        ("offener gewicht lizenz", (0, 2, "offene Gewichte", "open weights")),
        ("open-weight models", (0, 2, "open weights", "offene Gewichte")),
        ("kuenstlicher Intelligenz", (0, 2, "Künstliche Intelligenz", "artificial intelligence")),
        ("offene Gewic", (0, 2, "offene Gewichte", "open weights")),
        ("Model", (0, 1, "Modellkarte", "model card")),
        ("ki", (0, 1, "KI", "AI")),
    ],
)
def test_a_run_of_words_is_a_term(query: str, expected: tuple[int, int, str, str]) -> None:
    assert widened(query)[0] == expected


def test_the_longest_run_comes_first_and_each_counterpart_counts() -> None:
    assert widened("offene Gewichte Überblick ") == [
        (0, 2, "offene Gewichte", "open weights"),
        (0, 1, "offen", "open"),
        (2, 3, "Überblick", "overview"),
        (2, 3, "Überblick", "survey"),
    ]


@pytest.mark.parametrize(
    "query",
    ["", "offene", "Gewichte", "Gewichte offene", "Mode", "Modellk x", "offene x Gewichte", '"offene Gewichte"'],
)
def test_other_words_are_no_term(query: str) -> None:
    assert [one for one in widened(query) if one[2] != "offen"] == []


def test_what_differs_only_in_its_ending_is_no_counterpart() -> None:
    assert widened("benchmark", [("Benchmark", "benchmarks"), ("", "x"), ("…", "y")]) == []


@pytest.mark.parametrize(
    "words",
    [
        "offen offene offener offenen offenes offenem",
        "Gewicht Gewichte Gewichten Gewichts Gewichtes",
        "Bild Bilder Bildern Bildes",
        "Ergebnis Ergebnisse Ergebnissen Ergebnisses",
        "neu neue neuer neuen neues neuem",
        "Vertrag Verträge Verträgen Vertrags",
        "weight weights",
        "policy policies",
        "class classes",
        "LLM LLMs",
    ],
)
def test_endings(words: str) -> None:
    base, *forms = words_of(words)
    assert all(not stems(base).isdisjoint(stems(form)) for form in forms)


@pytest.mark.parametrize("words", ["off offen", "Recht Rechnung", "Modell Modellkarte", "in ins", "ab aber"])
def test_no_endings(words: str) -> None:
    one, two = words_of(words)
    assert stems(one).isdisjoint(stems(two))


_WORD = st.sampled_from(["offen", "offene", "offenen", "open", "weight", "weights", "gewichte", "ki", "model", "karte"])
_TERM = st.lists(_WORD, min_size=1, max_size=3).map(" ".join)


@given(st.lists(st.tuples(_TERM, _TERM), max_size=8), st.lists(st.tuples(_TERM, _TERM), max_size=4), _TERM)
def test_more_terms_take_nothing_away(pairs: list[tuple[str, str]], more: list[tuple[str, str]], query: str) -> None:
    found = widened(query, pairs)
    assert set(found) <= set(widened(query, pairs + more))
    assert [start - end for start, end, *_ in found] == sorted(start - end for start, end, *_ in found)
    assert all(0 <= start < end <= len(parse(query).terms) for start, end, *_ in found)


@given(st.lists(st.tuples(_TERM, _TERM), max_size=8), _TERM, _TERM)
def test_more_words_take_nothing_away(pairs: list[tuple[str, str]], query: str, more: str) -> None:
    terms = parse(f"{query} ").terms
    longer = parse(f"{query} {more} ").terms
    assert set(Glossary(pairs).widen(terms)) <= set(Glossary(pairs).widen(longer))


@given(st.text(max_size=40))
def test_any_text_has_variants(text: str) -> None:
    assert all(words_of(variant) for variant in variants(text))
    assert len(variants("(" * 2000 + text + "/;" * 2000)) <= 6
