from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.library.language import OTHER, code_language, language, vote

DE = "Wir haben das Modell mit den Gewichten geprüft, und es ist nicht so groß, wie die Firma sagt."
EN = "We have tested the model with its weights, and it is not as large as the company has said."
FR = "Nous avons testé le modèle avec les poids, et il est plus petit que ce que la société dit dans une note."


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        *((name, "de") for name in ("de", "DE", "de-DE", "de_AT", "de-Latn-CH", "German", "deutsch", " ger ", "deu")),
        *((name, "en") for name in ("en", "en-US", "en_GB", "ENGLISH", "Englisch", "eng")),
        *((name, OTHER) for name in ("fr", "pt-BR", "zh-Hans", "zh_Hans_CN", "es-419", "ja")),
        *((name, "") for name in ("", "d", "denglisch", "docs", "de-mail", "my-site", "de DE", "v1", "md")),
    ],
)
def test_names_and_codes(name: str, lang: str) -> None:
    assert language(name) == lang


def test_words_are_not_codes() -> None:
    assert (code_language("german"), code_language("de-de")) == ("", "de")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (DE, "de"),
        (EN, "en"),
        (FR, OTHER),
        ("", ""),
        ("xyz 123 ###", ""),
        ("Tensor GPU RAM", ""),
        (f"{DE}\n\n```python\n{'with open(x) as f: return the if this and that or not in is' * 20}\n```", "de"),
        (f"{DE} [x](http://the.of/and/to/that/with/you/this) `the of and to that with you`", "de"),
        (DE + " " + EN, ""),
        ("x" * 4_000 + EN, ""),
    ],
)
def test_the_common_words_of_the_beginning_vote(text: str, lang: str) -> None:
    assert vote(text) == lang


@given(text=st.text(max_size=200))
def test_any_text_has_a_vote_and_any_name_an_answer(text: str) -> None:
    assert vote(text) in ("de", "en", OTHER, "")
    assert language(text) in ("de", "en", OTHER, "")
