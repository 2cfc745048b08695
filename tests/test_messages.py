"""The interface speaks German: every text is translated, with the same values, and the compiled catalogue is fresh."""

from __future__ import annotations

import re
import string

from babel.messages.catalog import Catalog
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
        originals, translations = _forms(message.id), _forms(message.string)
        known = {name for original in originals for name in _NAMES.findall(original)}
        for translation in translations if originals != [""] else []:
            assert set(_NAMES.findall(translation)) <= known
            list(string.Formatter().parse(translation))
        if len(originals) == 1 and originals != [""]:
            assert set(_NAMES.findall(translations[0])) == known, message.id


def _forms(text: object) -> list[str]:
    """Return a text, or all its plural forms, as a list."""
    return [str(form) for form in text] if isinstance(text, (list, tuple)) else [str(text or "")]


def test_compiled_catalogue_is_fresh() -> None:
    with MO.open("rb") as file:
        found = read_mo(file)
    assert _texts(found) == _texts(catalogue())


def _texts(messages: Catalog) -> dict[str, str]:
    """Return id and translation of every text, plural forms one below the other."""
    return {"\n".join(_forms(message.id)): "\n".join(_forms(message.string)) for message in messages if message.id}


def test_german_and_english() -> None:
    assert Translator("de")("Search") == "Suche"
    assert Translator("en")("Search") == "Search"
    assert Translator("de").plural("{count} note", "{count} notes", 1) == "1 Notiz"
    assert Translator("de").plural("{count} note", "{count} notes", 3) == "3 Notizen"


def test_language_comes_from_the_locale() -> None:
    assert ui_language({"LANG": "de_AT.UTF-8"}) == "de"
    assert ui_language({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}) == "en"
    assert ui_language({}) == "en"
