from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.library.model import Briefing
from briefing.reference.collecting import Placed
from briefing.reference.glossary import Defined, Terms, entries_of

from .making import side_by_side

GERMAN = """# Glossar

offene Gewichte
: Gewichte, die man laden kann. Siehe auch: [Offen](offen.de.md)

Gewicht
: Eine Zahl im Modell.

Künstliche Intelligenz (KI)
: Was hier gemeint ist.
"""
ENGLISH = """# Glossary

open weights
: Weights that can be downloaded. See also: [Open](offen.en.md)

weight
: A number in the model.

artificial intelligence (AI)
: What is meant here.
"""


def entries() -> Terms:
    glossary = Briefing("glossar", {})
    return Terms(Placed(glossary, entry) for entry in entries_of(side_by_side(de=GERMAN, en=ENGLISH)))


def test_terms_with_definitions_in_both_languages() -> None:
    first, *_ = entries_of(side_by_side(de=GERMAN, en=ENGLISH))
    assert first.sides == {
        "de": Defined("offene Gewichte", "Gewichte, die man laden kann.", ("offen.de.md",)),
        "en": Defined("open weights", "Weights that can be downloaded.", ("offen.en.md",)),
    }


def test_a_sentence_uses_terms_with_other_endings_the_longest_first() -> None:
    text = "Über Modelle mit offenen Gewichten, ihre Gewichte und KI."
    found = entries().within(text, "de")
    assert [text[use.start : use.end] for use in found] == ["offenen Gewichten", "Gewichte", "KI"]
    assert found[0].placed.entry.sides["en"].term == "open weights"


def test_a_term_is_told_once_and_only_in_its_language() -> None:
    assert len(entries().within("open weights and Open Weights", "en")) == 1
    assert entries().within("offene Gewichte", "en") == []


def test_tables_define_too() -> None:
    found = entries_of(side_by_side(en="| Term | Meaning |\n|--|--|\n| weight | a number |\n| | lost |\n"))
    assert [entry.sides["en"] for entry in found] == [Defined("weight", "a number", ())]


def test_no_glossary_has_no_terms() -> None:
    assert not Terms(())
    assert entries()


@given(st.text(max_size=200))
def test_uses_are_ranges_in_order_that_hold_a_word(text: str) -> None:
    last = 0
    for use in entries().within(f"{text} KI {text}", "de"):
        assert last <= use.start < use.end
        last = use.end
