"""The interface speaks German: every text is translated, with the same values, and the compiled catalogue is fresh."""

from __future__ import annotations

import re
import string

from babel.messages.mofile import read_mo

from briefing.i18n import Translator, ui_language
from messages import MO, catalogue, template, untranslated

_NAMES = re.compile(r"\{(\w+)\}")


def test_every_text_is_translated() -> None:
    german = catalogue()
    assert [message.id for message in template() if message.id and message.id not in german] == []
    assert untranslated(german) == []


def test_translations_use_the_same_values() -> None:
    for message in catalogue():
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        translations = message.string if isinstance(message.string, tuple) else (message.string,)
        for translation in translations:
            if message.id:
                assert set(_NAMES.findall(translation)) <= {n for each in originals for n in _NAMES.findall(each)}
                assert list(string.Formatter().parse(translation)) is not None
        if message.id and len(originals) == 1:
            assert set(_NAMES.findall(translations[0])) == set(_NAMES.findall(originals[0])), message.id


def test_compiled_catalogue_is_fresh() -> None:
    with MO.open("rb") as file:
        found = read_mo(file)
    assert {message.id: message.string for message in found if message.id} == {
        message.id: message.string for message in catalogue() if message.id
    }


def test_german_and_english() -> None:
    assert Translator("de")("Search") == "Suche"
    assert Translator("en")("Search") == "Search"
    assert Translator("de").plural("{count} note", "{count} notes", 1) == "1 Notiz"
    assert Translator("de").plural("{count} note", "{count} notes", 3) == "3 Notizen"


def test_language_comes_from_the_locale() -> None:
    assert ui_language({"LANG": "de_AT.UTF-8"}) == "de"
    assert ui_language({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}) == "en"
    assert ui_language({}) == "en"
