from __future__ import annotations

from collections.abc import Mapping

import pytest

from briefing.document.model import Lang
from briefing.search.engine import Engine
from briefing.search.model import Hit

from .making import Lines, Shelf, marked, places

LICENCES = Shelf(
    {
        "lizenzen": {
            "de": [
                "# Lizenzen verstehen",
                "Wer Software weitergibt, braucht eine Lizenz.",
                "## Bedingungen im Überblick",
                "Die Lizenzbedingungen regeln, was erlaubt ist.",
                "Eine Bedingung kann Namensnennung sein.",
            ],
            "en": [
                "# Understanding licences",
                "Whoever passes software on needs a licence.",
                "## Terms at a glance",
                "The terms of the licence say what is allowed.",
                "Attribution can be such a term.",
            ],
        },
        "gemeinschaft": {
            "de": ["# Gemeinschaft", "Eine lebendige Community trägt das Projekt.", "Die Straße ist lang."],
            "en": ["# Community", "A lively community carries the project.", "The road is long."],
        },
        "nur-deutsch": {"de": ["# Dienstaufsicht", "Über die Aufsicht entscheidet das Ministerium."]},
    },
    tags={"lizenzen": ("Recht", "open source"), "gemeinschaft": ("Menschen",)},
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return LICENCES.engine()


def only(engine: Engine, query: str) -> Hit:
    hits = engine.search(query).hits
    assert len(hits) == 1
    return hits[0]


def test_a_hit_tells_everything(engine: Engine) -> None:
    hit = only(engine, "Namensnennung")
    assert (hit.briefing, hit.path, hit.row, hit.lang) == ("lizenzen", "lizenzen.de.md", 4, "de")
    assert (hit.field, hit.title, hit.section) == ("body", "Lizenzen verstehen", "Bedingungen im Überblick")
    assert hit.text == "Eine Bedingung kann Namensnennung sein."
    assert hit.counterpart == "Attribution can be such a term."
    assert marked(hit) == ["Namensnennung"]
    assert hit.score > 0


def test_the_answer_carries_the_query(engine: Engine) -> None:
    answer = engine.search("  Lizenz ")
    assert answer.query == "  Lizenz "
    assert answer.took_ms > 0


def test_without_counterpart(engine: Engine) -> None:
    assert only(engine, "Ministerium").counterpart is None


def test_titles_before_headings_before_body(engine: Engine) -> None:
    hits = engine.search("lang:en licence").hits
    assert [(hit.field, hit.row) for hit in hits][:2] == [("title", 0), ("body", 1)]
    assert [(hit.field, marked(hit)) for hit in engine.search("Bedingungen").hits][:2] == [
        ("heading", ["Bedingungen"]),
        ("body", ["bedingungen"]),
    ]


def test_tags_are_found_in_row_0(engine: Engine) -> None:
    hit = engine.search("lang:de Recht").hits[0]
    assert (hit.field, hit.row, hit.text, hit.counterpart) == ("tag", 0, "Recht, open source", "Recht, open source")


@pytest.mark.parametrize("query", ["ueberblick", "Überblick", "uberblick", "UEBERBLICK", "U\u0308berblick", "übeblick"])
def test_spellings_of_umlauts(engine: Engine, query: str) -> None:
    assert marked(engine.search(query).hits[0]) == ["Überblick"]


def test_sharp_s(engine: Engine) -> None:
    assert marked(only(engine, "strasse")) == ["Straße"]


def test_typos(engine: Engine) -> None:
    assert {marked(hit)[0] for hit in engine.search("lizens").hits} == {"Lizenz"}
    assert {marked(hit)[0].lower() for hit in engine.search("comunity").hits} == {"community"}
    assert {hit.lang for hit in engine.search("comunity").hits} == {"de", "en"}


def test_part_of_a_compound_below_the_whole_word(engine: Engine) -> None:
    assert [marked(hit) for hit in engine.search("Bedingung").hits] == [["Bedingung"], ["Bedingung"], ["bedingung"]]
    assert [marked(hit) for hit in engine.search("Aufsicht").hits] == [["Aufsicht"], ["aufsicht"]]


@pytest.mark.parametrize("query", ["qzxvkj", "Lizenz qzxvkj", "qzxvkj wvwvwv Lizenz", "", "  ", "...", "§ – „", '""'])
def test_nonsense_finds_nothing(engine: Engine, query: str) -> None:
    assert engine.search(query).hits == ()


def test_words_in_any_order(engine: Engine) -> None:
    assert places(engine, "erlaubt regeln lizenzbedingungen")[0] == ("lizenzen", 3, "de")
    assert places(engine, "lizenzbedingungen regeln erlaubt")[0] == ("lizenzen", 3, "de")


def test_words_of_both_languages(engine: Engine) -> None:
    found = engine.search("Namensnennung attribution").hits
    assert {(hit.row, hit.lang) for hit in found} == {(4, "de"), (4, "en")}
    assert sorted(marked(hit)[0] for hit in found) == ["Attribution", "Namensnennung"]


def test_rows_with_the_words_on_both_sides_come_after_those_with_all_on_one() -> None:
    sides: Mapping[Lang, Lines] = {
        "de": ["# Titel", "Die Lizenz.", "Lizenz heißt licence.", "Lizenz."],
        "en": ["# Title", "The licence.", "Lizenz means licence.", "Nothing."],
    }
    found = places(Shelf({"a": sides}).engine(), "lizenz licence")
    assert [row for _, row, _ in found] == [2, 2, 1, 1]
    assert [lang for _, _, lang in found].count("de") == 2


def test_one_of_three_words_may_be_missing_at_a_price(engine: Engine) -> None:
    assert places(engine, "lebendige Community qzxvkj")[0] == ("gemeinschaft", 1, "de")
    whole = engine.search("lebendige Community Projekt").hits[0].score
    assert engine.search("lebendige Community qzxvkj").hits[0].score < whole
    assert engine.search("lebendige qzxvkj").hits == ()


def test_words_spread_over_a_briefing_come_after_those_in_a_row() -> None:
    shelf = Shelf(
        {
            "spread": {"en": ["# Alpha", "Something about weights.", "Something about licences."]},
            "row": {"en": ["# Beta", "Text.", "Weights have licences."]},
        }
    )
    engine = shelf.engine()
    found = places(engine, "weights licences")
    assert found[0] == ("row", 2, "en")
    assert set(found[1:]) == {("spread", 1, "en"), ("spread", 2, "en")}


def test_of_a_briefing_with_whole_rows_only_those_are_shown() -> None:
    lines = ["# Beta", "Weights alone.", "Licences alone.", "Weights have licences."]
    assert places(Shelf({"a": {"en": lines}}).engine(), "weights licences") == [("a", 3, "en")]


def test_rows_with_small_words_only_are_not_shown() -> None:
    lines = ["# Alpha", "The weights.", "The licences.", *(f"The row {n} and the next." for n in range(20))]
    assert {row for _, row, _ in places(Shelf({"a": {"en": lines}}).engine(), "the weights licences")} == {1, 2}


FIRST_AND_SECOND: dict[str, tuple[dict[Lang, Lines], dict[Lang, Lines]]] = {
    "a word in the title": (
        {"en": ["# Weights", "Licences come late.", "Nothing else."]},
        {"en": ["# Fruit", "Licences come late.", "Weights come early."]},
    ),
    "a word on the other side": (
        {"de": ["# Titel", "Die Weights.", "Text."], "en": ["# Fruit", "Licences come late.", "Text."]},
        {"de": ["# Titel", "Text.", "Die Weights."], "en": ["# Fruit", "Licences come late.", "Text."]},
    ),
    "a better word elsewhere": (
        {"en": ["# Fruit", "Licences come late.", "Weights come early."]},
        {"en": ["# Fruit", "Licences come late.", "Counterweights come early."]},
    ),
    "words in their order": (
        {"en": ["# Fruit", "Licences and weights come."]},
        {"en": ["# Fruit", "Weights and licences come."]},
    ),
    "words close together": (
        {"en": ["# Fruit", "All licences have weights and so on, as is known."]},
        {"en": ["# Fruit", "All licences, as is known, have some sort of weights."]},
    ),
    "a title about it": (
        {"en": ["# On weights", "Licences and weights come."]},
        {"en": ["# On fruits", "Licences and weights come."]},
    ),
    "a short row": (
        {"en": ["# Fruit", "Licences and weights."]},
        {"en": ["# Fruit", "Licences and weights " + "and more of the same sort " * 9]},
    ),
}


@pytest.mark.parametrize("reason", FIRST_AND_SECOND)
def test_what_comes_first(reason: str) -> None:
    first, second = FIRST_AND_SECOND[reason]
    texts: dict[str, Mapping[Lang, Lines]] = {"z-first": first, "a-second": second}
    engine = Shelf(texts).engine()
    found = [key for key, _, _ in places(engine, "licences weights")]
    assert found[0] == "z-first"
    assert set(found) == {"z-first", "a-second"}


@pytest.mark.parametrize(
    ("typed", "other"), [("Goethe", "Gothe"), ("Maße", "Masse"), ("Masse", "Maße"), ("über", "Uber"), ("Uber", "über")]
)
@pytest.mark.parametrize("first", [True, False])
def test_the_spelling_that_was_typed_comes_first(typed: str, other: str, first: bool) -> None:
    there, then = ("a", "b") if first else ("b", "a")
    texts: dict[str, Mapping[Lang, Lines]] = {
        there: {
            "de": ["# Eins", f"Man las damals viel über anderes und {typed} in einem recht langen Satz mit Wörtern."]
        },
        then: {"de": ["# Zwei", f"Hier {other}."]},
    }
    if typed.lower() == "über":
        texts[there] = {
            "de": ["# Eins", "Man schrieb damals viel über anderes in einem recht langen Satz mit Wörtern."]
        }
    elif typed == "Uber":
        texts[there] = {
            "de": ["# Eins", "Man fuhr damals viel mit Uber in einem recht langen Satz mit vielen Wörtern."]
        }
    found = places(Shelf(texts).engine(), typed)
    assert found == [(there, 1, "de"), (then, 1, "de")]


def test_a_spelling_nobody_uses_changes_nothing(engine: Engine) -> None:
    assert places(engine, "straSSe") == places(engine, "Straße") == places(engine, "strasse")


def test_filters(engine: Engine) -> None:
    assert {lang for _, _, lang in places(engine, "lang:de community")} == {"de"}
    assert {key for key, _, _ in places(engine, "tag:menschen community")} == {"gemeinschaft"}
    assert places(engine, "tag:recht community") == []
    assert places(engine, 'tag:"open source" licence')
    assert places(engine, "tag:recht tag:menschen licence") == []


def test_filters_alone_list_titles(engine: Engine) -> None:
    assert places(engine, "tag:menschen") == [("gemeinschaft", 0, "de"), ("gemeinschaft", 0, "en")]
    assert [hit.title for hit in engine.search("lang:en").hits] == ["Community", "Understanding licences"]


def test_a_branch_of_tags_is_found_by_its_root() -> None:
    engine = Shelf({"a": {"de": ["# Titel"]}}, tags={"a": ("Recht/EU/KI-Gesetz",)}).engine()
    assert places(engine, "tag:recht")
    assert places(engine, "tag:recht/eu")
    assert not places(engine, "tag:recht/e")


def test_quoted_words_stand_together(engine: Engine) -> None:
    assert places(engine, '"kann Namensnennung"') == [("lizenzen", 4, "de")]
    assert places(engine, '"Namensnennung kann"') == []
    assert places(engine, '"kann Namensn"') == []
    assert places(engine, '"kann Namensnennung" Bedingung') == [("lizenzen", 4, "de")]


def test_a_title_that_no_heading_shows_is_found() -> None:
    engine = Shelf({"a": {"de": ["# Kapitel eins", "Text."]}}, titles={"a": "Rosenzucht"}).engine()
    hit = only(engine, "Rosenzucht")
    assert (hit.field, hit.row, hit.text, hit.title) == ("title", 0, "Rosenzucht", "Rosenzucht")


def test_row_0_is_found_once_for_each_language() -> None:
    shelf = Shelf(
        {"a": {"de": ["# Rosen"], "en": ["# Roses"]}}, tags={"a": ("Rosen",)}, titles={"a": "Rosen im Garten"}
    )
    assert sorted(places(shelf.engine(), "Rosen")) == [("a", 0, "de"), ("a", 0, "en")]


def test_limit(engine: Engine) -> None:
    every = places(engine, "die")
    assert len(every) > 2
    for limit in range(len(every) + 2):
        assert places(engine, "die", limit) == every[:limit]
    assert engine.search("die", -1).hits == ()


def test_sections_follow_the_headings() -> None:
    lines = ["# Titel", "vorn", "## Eins", "eins", "### Tief", "tief", "## Zwei", "zwei"]
    engine = Shelf({"a": {"de": lines}}).engine()
    sections = {hit.text: hit.section for word in lines for hit in engine.search(word.strip("# ")).hits}
    assert sections == {
        "Titel": "",
        "vorn": "",
        "Eins": "",
        "eins": "Eins",
        "Tief": "Eins",
        "tief": "Tief",
        "Zwei": "",
        "zwei": "Zwei",
    }
