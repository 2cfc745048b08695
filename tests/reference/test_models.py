from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.reference.dates import Day
from briefing.reference.models import Field, LicenceClass, Openness, licence_class, models_of, openness

from .making import side_by_side

GERMAN = """# Register

gpt-oss-120b
: Organisation: OpenAI
: Erschienen: 5. August 2025
: Größe: 117 Mrd. Parameter
: Lizenz: Apache 2.0
: Lizenzklasse: frei
: Offen: Gewichte ja, Daten nein, Code nein
: Anmerkung: Braucht 80 GB.[^1]
: Mehr: [Prüfstand](pruefstand.de.md)

[^1]: Quelle.
"""
ENGLISH = """# Register

gpt-oss-120b
: Organisation: OpenAI
: Released: 5 August 2025
: Size: 117 billion parameters
: Licence: Apache 2.0
: Licence class: free
: Open: weights yes, data no, code no
: Note: Needs 80 GB.[^1]
: More: [Bench](bench.en.md)

[^1]: Source.
"""


def test_a_model_in_both_languages() -> None:
    (model,) = models_of(side_by_side(de=GERMAN, en=ENGLISH))
    assert (model.name, model.released, model.licence_class) == ("gpt-oss-120b", Day(2025, 8, 5), LicenceClass.FREE)
    assert (model.weights, model.data, model.code) == (Openness.YES, Openness.NO, Openness.NO)
    assert model.targets == {"de": ("pruefstand.de.md",), "en": ("bench.en.md",)}
    assert model.said(Field.SIZE, "en") == "117 billion parameters"
    assert model.said(Field.NOTE, "de") == "Braucht 80 GB."
    assert model.said(Field.DATA, "de") == ""


def test_what_one_language_alone_says_stands_for_both() -> None:
    (model,) = models_of(side_by_side(de=GERMAN, en=ENGLISH.replace(": Size: 117 billion parameters\n", "")))
    assert model.said(Field.SIZE, "en") == "117 Mrd. Parameter"


def test_tables_with_columns_for_each_part() -> None:
    table = (
        "| Model | Developer | Release date | License | Weights | Training data | Code | Smell |\n|" + "--|" * 8 + "\n"
        "| A 1 | Lab | 2024-05 | MIT | ✓ | partly | – | x |\n| | Lab | | | | | | |\n"
    )
    (model,) = models_of(side_by_side(en=table))
    assert (model.name, model.released) == ("A 1", Day(2024, 5))
    assert (model.weights, model.data, model.code) == (Openness.YES, Openness.PARTLY, Openness.NO)
    assert model.licence_class is LicenceClass.UNKNOWN


def test_other_lists_and_tables_are_no_models() -> None:
    assert models_of(side_by_side(de="# G\n\nBegriff\n: Heißt: etwas.\n\n| A | B |\n|--|--|\n| 1 | 2 |\n")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("frei", "free"),
        ("free", "free"),
        ("permissive (modified)", "free"),
        ("mit Auflagen", "conditions"),
        ("with conditions", "conditions"),
        ("Nur Forschung", "research"),
        ("research only", "research"),
        ("geschlossen", "closed"),
        ("closed", "closed"),
        ("unfreiwillig", ""),
        ("", ""),
    ],
)
def test_classes_of_licences(text: str, expected: str) -> None:
    assert licence_class(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ja", "yes"),
        ("Yes, all", "yes"),
        ("nein", "no"),
        ("teils", "partly"),
        ("nicht geprüft", ""),
        ("", ""),
        ("✗", "no"),
    ],
)
def test_how_open(text: str, expected: str) -> None:
    assert openness(text) == expected


@given(st.text(alphabet="\n:| -#LizenzOrganisation ModelOpenx,", max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for model in models_of(side_by_side(de=text, en=text)):
        assert model.name
        assert model.fields
