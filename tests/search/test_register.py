from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.search.query import parse
from briefing.search.register import Register, check, entries_of
from briefing.text import fold
from search.test_glossary import side_by_side

ENTRIES = [
    ("GPT-4", "OpenAI"),
    ("o3-mini", "OpenAI"),
    ("O3‑mini", "Open AI"),
    ("Llama 2", "Meta"),
    ("Llama 3.1", "Meta"),
    ("Gemma", "Google DeepMind"),
    ("Überblick-1", "Ärzte ohne Modelle"),
    ("Waise", ""),
]
NONE = Register(())
REGISTER = Register(ENTRIES)


@pytest.mark.parametrize(
    "header",
    [
        "| Jahr | Modell | Anbieter |",
        "| Name | Model | Developer |",
        "| Year | NAME | Organization (country) |",
        "| x | Modellname | Hersteller / Lab |",
    ],
)
def test_tables(header: str) -> None:
    table = f"# R\n\n{header}\n|--|--|--|\n| 2025 | **o3-mini** | [OpenAI](x) |\n"
    table += "| 2024 | Llama 3.1 (405B) | Meta (FAIR) |\n"
    found = [("o3-mini", "OpenAI"), ("Llama 3.1", "Meta")]
    assert entries_of(side_by_side(de=table)) == found
    assert entries_of(side_by_side(de=table, en=table)) == found


def test_a_table_may_have_gaps() -> None:
    table = "| Modell | Lab |\n|--|--|\n| Waise | – |\n| – | Meta |\n| x |\n"
    assert entries_of(side_by_side(en=table)) == [("Waise", ""), ("x", "")]


@pytest.mark.parametrize(
    "text",
    ["| Modell | Jahr |\n|--|--|\n| a | 1 |", "| Modelltyp | Organisation |\n|--|--|\n| a | b |", "a\n: b", "# x", ""],
)
def test_other_texts_have_no_entries(text: str) -> None:
    assert entries_of(side_by_side(de=text)) == []


@pytest.mark.parametrize(
    "definition",
    [
        ": Organisation: OpenAI",
        ": Ein Modell.\n: Anbieter: OpenAI\n: Jahr: 2025",
        ": Jahr: 2025\n  Entwickler: OpenAI\n  Lizenz: keine",
        ": Text.\n\n    - Jahr: 2025\n    - Developer: OpenAI.",
    ],
)
def test_definition_lists(definition: str) -> None:
    text = f"# R\n\no3-mini\n{definition}\n\nLlama 2\n: Publisher: Meta\n\nAnbieter: niemand\n"
    assert entries_of(side_by_side(de=text)) == [("o3-mini", "OpenAI"), ("Llama 2", "Meta")]


def test_names_as_spelt_are_sorted() -> None:
    assert REGISTER.orgs() == ("Ärzte ohne Modelle", "Google DeepMind", "Meta", "OpenAI")
    assert REGISTER.models() == ("Gemma", "GPT-4", "Llama 2", "Llama 3.1", "o3-mini", "Überblick-1", "Waise")


@pytest.mark.parametrize("typed", ["o3 mini", "o3-mini", "O3‑mini", "o3mini", "O3_MINI"])
def test_a_model_may_be_spelt_otherwise(typed: str) -> None:
    assert REGISTER.names_for_model(fold(typed)) == (("o3", "mini"),)


def test_some_words_of_a_name_will_do() -> None:
    assert REGISTER.names_for_model("llama") == (("llama", "2"), ("llama", "3", "1"))
    assert REGISTER.names_for_model("llama 2") == (("llama", "2"),)
    assert REGISTER.names_for_org("deepmind") == (("google", "deepmind"), ("gemma",))
    assert REGISTER.names_for_model(fold("Ueberblick 1")) == (("uberblick", "1"),)


def test_an_organisation_stands_for_its_models() -> None:
    assert REGISTER.names_for_org("openai") == (("openai",), ("open", "ai"), ("gpt", "4"), ("o3", "mini"))
    assert REGISTER.names_for_org("gpt") == REGISTER.names_for_org("") == REGISTER.names_for_org("-") == ()


def said(text: str, register: Register = REGISTER) -> list[str]:
    return [mistake.message.format(**dict(mistake.values)) for mistake in check(parse(text), register).mistakes]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("org:opneai x", "org:opneai: the register has no such organisation; did you mean org:OpenAI?"),
        ("org:deepmnid", 'org:deepmnid: the register has no such organisation; did you mean org:"Google DeepMind"?'),
        ("org:zzz x", "org:zzz: the register has no such organisation."),
        ("modell:lama x", 'modell:lama: the register has no such model; did you mean model:"Llama 2"?'),
        ("model:qqq", "model:qqq: the register has no such model."),
    ],
)
def test_an_unknown_name_is_a_mistake_without_effect(text: str, message: str) -> None:
    assert said(text) == [message]
    assert not check(parse(text), REGISTER).filtered


def test_there_may_be_no_register() -> None:
    assert said("org:meta", NONE) == ["org:meta: this library has no register of models."]
    assert said("meta lang:de", NONE) == []


def test_what_there_is_stays() -> None:
    query = parse("org:Meta model:o3 model:llama x")
    assert check(query, REGISTER) == query


def test_what_is_being_typed_is_no_mistake() -> None:
    for text in ("org:o", "org:google dee".replace(" ", "-"), "org:deepm", "model:gp", "model:o3-m"):
        checked = check(parse(text), REGISTER)
        assert (checked.mistakes, checked.orgs, checked.models) == ((), (), ())
    assert said("org:o x") != []


def test_mistakes_are_in_order() -> None:
    starts = [mistake.start for mistake in check(parse("org:zzz lang:fr org:qqq x"), REGISTER).mistakes]
    assert starts == sorted(starts)
    assert len(starts) == 3


@given(st.lists(st.sampled_from(["org:", "model:", "Meta", "gpt-4", " ", '"', "x", "ü", "lang:fr"]), max_size=12))
def test_checking_again_changes_nothing(parts: list[str]) -> None:
    text = "".join(parts)
    for register in (REGISTER, NONE):
        once = check(parse(text), register)
        assert check(once, register) == once
        assert all(0 <= mistake.start < mistake.end <= len(text) for mistake in once.mistakes)


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), max_size=6))
def test_every_name_is_found(entries: list[tuple[str, str]]) -> None:
    register = Register(entries)
    assert all(register.names_for_model(fold(name)) for name in register.models())
    assert all(register.names_for_org(fold(name)) for name in register.orgs())
