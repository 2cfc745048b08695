"""The shipped library: complete, the same in both languages, sourced, and true to the plan."""

from __future__ import annotations

import re

import pytest

from briefing.document.model import LANGS, Box, Kind, Lang
from briefing.parallel.check import check_library
from briefing.reference.glossary import entries_of
from briefing.reference.models import Field, LicenceClass, Openness, models_of
from briefing.reference.timeline import events_of
from briefing.tui.contents import internal

from .reading import GUIDE, REFERENCE, briefing, claims, library, parallel, plan

SLUGS = list(plan())
LEAST, MOST = 550, 900
_URL = re.compile(r"https?://[^\s>)]+")
_SENTENCE_END = re.compile(r"[.!?…][“”’\"]?(?=\s|\Z)")


def text_of(slug: str, lang: Lang) -> str:
    """Return the plain text of an edition, with each white space as a plain space."""
    return re.sub(r"\s", " ", parallel(slug).documents[lang].text)


def test_sixteen_briefings_three_reference_texts_and_the_guide() -> None:
    assert len(SLUGS) == 16
    assert {each.id for each in library().briefings} == {*SLUGS, *REFERENCE, GUIDE}
    assert all(set(each.editions) == set(LANGS) for each in library().briefings)
    order = [each.id for each in library().briefings if each.kind == "briefing"]
    assert order == SLUGS
    assert not library().problems


def test_the_check_finds_nothing() -> None:
    found = check_library(library(), strict=True)
    assert [(each.path, each.line, each.code, each.message.format(**dict(each.values))) for each in found] == []


@pytest.mark.parametrize("slug", [*SLUGS, *REFERENCE, GUIDE])
def test_every_row_has_one_block_in_each_language(slug: str) -> None:
    both = parallel(slug)
    assert [row for row in both.rows if (len(row.de), len(row.en)) != (1, 1)] == []
    for row in range(len(both.rows)):
        (german,), (english,) = (both.blocks(row, lang) for lang in LANGS)
        assert (german.kind, german.level) == (english.kind, english.level)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", SLUGS)
def test_length_summary_and_date(slug: str, lang: Lang) -> None:
    edition = briefing(slug).editions[lang]
    assert LEAST <= edition.words <= MOST
    assert 2 <= len(_SENTENCE_END.findall(edition.summary)) <= 3
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", edition.date)


@pytest.mark.parametrize("slug", SLUGS)
def test_it_opens_with_a_paragraph_and_closes_with_its_state_of_knowledge(slug: str) -> None:
    closing: dict[Lang, str] = {"de": "Stand", "en": "State of knowledge"}
    for lang, words in closing.items():
        blocks = [
            block
            for block in parallel(slug).documents[lang].blocks
            if not any(each.box is Box.FOOTNOTE for each in block.containers)
        ]
        assert [block.kind for block in blocks[:2]] == [Kind.HEADING, Kind.PARAGRAPH]
        assert [block.text for block in blocks if block.kind is Kind.HEADING][-1] == words
        assert "2026" in blocks[-1].text


@pytest.mark.parametrize("slug", SLUGS)
def test_sources(slug: str) -> None:
    notes: dict[Lang, list[tuple[str, ...]]] = {}
    for lang in LANGS:
        blocks = parallel(slug).documents[lang].blocks
        found = [block for block in blocks if any(each.box is Box.FOOTNOTE for each in block.containers)]
        targets = [tuple(span.target for span in block.spans if _URL.match(span.target)) for block in found]
        assert all(targets), "each source has an address"
        notes[lang] = targets
    assert notes["de"] == notes["en"]
    assert len(set(notes["de"])) >= 8


@pytest.mark.parametrize("slug", SLUGS)
def test_each_fact_of_the_plan_has_a_claim(slug: str) -> None:
    found = claims(slug)
    assert {claim["fact"] for claim in found} == set(plan()[slug])
    for claim in found:
        assert claim["what"]
        assert set(claim) <= {"fact", "what", "de", "en", "left_out"}
        assert bool(claim["de"]) == bool(claim["en"])
        assert claim["de"] or claim.get("left_out")
        # What may be left out rests on one of the unsigned texts alone.
        assert claim["de"] or claim["fact"].startswith("F-X")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", SLUGS)
def test_figures_dates_and_names_of_the_claims_stand_in_the_text(slug: str, lang: Lang) -> None:
    text = text_of(slug, lang)
    wanted = [(claim["fact"], re.sub(r"\s", " ", said)) for claim in claims(slug) for said in claim[lang]]
    assert [(fact, said) for fact, said in wanted if said not in text] == []


def test_the_timeline() -> None:
    events = events_of(parallel("zeitleiste"))
    assert len(events) >= 55
    assert all(set(event.sides) == set(LANGS) for event in events)
    for event in events:
        for lang, side in event.sides.items():
            assert side.lane and side.text
            assert internal(library(), "zeitleiste", lang, side.target), side
    assert {"OpenAI", "Meta", "DeepSeek", "Alibaba/Qwen", "Mistral", "xAI", "Open science", "Rules and policy"} <= {
        event.sides["en"].lane for event in events
    }


def test_the_register() -> None:
    models = models_of(parallel("modellregister"))
    assert len(models) >= 40
    for model in models:
        assert set(model.fields) == set(LANGS)
        assert model.released, model.name
        assert model.licence_class is not LicenceClass.UNKNOWN
        assert Openness.UNKNOWN not in (model.weights, model.data, model.code), model.name
        for lang in LANGS:
            assert {Field.ORG, Field.SIZE, Field.LICENCE, Field.NOTE} <= set(model.fields[lang]), model.name
            assert all(internal(library(), "modellregister", lang, target) for target in model.targets[lang])
            assert model.targets[lang], model.name
    wanted = (
        "GPT-2",
        "GPT-3",
        "GPT-4",
        "Whisper",
        "o1",
        "o3-mini",
        "gpt-oss-120b",
        "gpt-oss-20b",
        "DeepSeek-R1",
        "Grok-1",
    )
    assert set(wanted) <= {model.name for model in models}


def test_the_glossary() -> None:
    entries = entries_of(parallel("glossar"))
    assert len(entries) >= 43
    assert all(set(entry.sides) == set(LANGS) and all(side.says for side in entry.sides.values()) for entry in entries)
    pairs = {(entry.sides["de"].term, entry.sides["en"].term) for entry in entries}
    assert any("offene Gewichte" in german and "open weight" in english.casefold() for german, english in pairs)
