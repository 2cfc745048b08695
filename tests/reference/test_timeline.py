from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.reference.dates import Day
from briefing.reference.timeline import Lanes, Told, events_of

from .making import side_by_side

GERMAN = """# Zeitleiste

## 2025

5\\. August 2025 · OpenAI
: gpt-oss erscheint.[^1] Mehr: [Umfrage](umfrage.de.md#5-august)

Juli 2025 · Offene Wissenschaft
: Ein [Datensatz](https://example.org) dazu.

[^1]: Quelle.
"""
ENGLISH = """# Timeline

## 2025

5 August 2025 · OpenAI
: gpt-oss appears.[^1] More: [Poll](poll.en.md#5-august)

July 2025 · Open science
: A [data set](https://example.org) with it.

[^1]: Source.
"""


def test_events_in_both_languages_in_order_of_time() -> None:
    events = events_of(side_by_side(de=GERMAN, en=ENGLISH))
    assert [event.day for event in events] == [Day(2025, 7), Day(2025, 8, 5)]
    assert events[1].sides == {
        "de": Told("5. August 2025", "OpenAI", "gpt-oss erscheint.", "umfrage.de.md#5-august"),
        "en": Told("5 August 2025", "OpenAI", "gpt-oss appears.", "poll.en.md#5-august"),
    }
    assert events[0].side("de") == Told("Juli 2025", "Offene Wissenschaft", "Ein Datensatz dazu.", "")


def test_a_lane_has_both_names_also_for_an_event_in_one_language() -> None:
    german = GERMAN + "\nMai 2025 · Offene Wissenschaft\n: Nur deutsch.\n"
    events = events_of(side_by_side(de=german, en=ENGLISH))
    lanes = Lanes(events)
    assert len(lanes) == 2
    assert [lanes.of(event) for event in events] == [0, 0, 1]
    assert [lanes.name(lane, "en") for lane in range(2)] == ["Open science", "OpenAI"]
    assert lanes.name(0, "de") == "Offene Wissenschaft"


def test_the_lane_may_stand_before_the_date() -> None:
    for term in (
        "OpenAI, 5. August 2025",
        "OpenAI · 5. August 2025",
        "5\\. August 2025: OpenAI",
        "2025-08-05 – OpenAI",
    ):
        (event,) = events_of(side_by_side(de=f"# Z\n\n{term}\n: Es geschah.\n"))
        assert (event.day, event.sides["de"].lane) == (Day(2025, 8, 5), "OpenAI"), term


def test_a_date_that_differs_makes_two_events() -> None:
    events = events_of(side_by_side(de=GERMAN, en=ENGLISH.replace("5 August", "6 August")))
    assert [(event.day.day, list(event.sides)) for event in events[1:]] == [(5, ["de"]), (6, ["en"])]


def test_tables_with_a_column_of_dates() -> None:
    table = "| Datum | Wer | Ereignis |\n|--|--|--|\n| 2024-01 | A | x |\n| Mai 2023 | B | y [m](z.md) |\n"
    table += "| bald | C | z |\n"
    events = events_of(side_by_side(de=table))
    assert [(event.day, event.sides["de"]) for event in events] == [
        (Day(2023, 5), Told("Mai 2023", "B", "y m", "z.md")),
        (Day(2024, 1), Told("2024-01", "A", "x", "")),
    ]


def test_a_table_without_a_column_of_events_tells_its_first_other_column() -> None:
    events = events_of(side_by_side(en="| Date | Headline |\n|--|--|\n| 2024 | It happened. |\n"))
    assert [event.sides["en"] for event in events] == [Told("2024", "", "It happened.", "")]
    assert events_of(side_by_side(en="| Date |\n|--|\n| 2024 |\n")) == []


def test_other_text_is_no_event() -> None:
    assert events_of(side_by_side(de="# Nichts\n\nIm August 2025 war etwas.\n\nBegriff\n: Bedeutung.\n")) == []


@given(st.text(alphabet="\n:|·-# 5.August2025OpenAI[](x)", max_size=300))
def test_any_text_has_events_that_know_their_lanes(text: str) -> None:
    events = events_of(side_by_side(de=text, en=text))
    lanes = Lanes(events)
    assert all(0 <= lanes.of(event) < len(lanes) for event in events)
    assert [event.day for event in events] == sorted(event.day for event in events)
