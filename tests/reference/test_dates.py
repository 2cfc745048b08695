from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.reference.dates import Day, read_date

GERMAN: tuple[str, ...] = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
)
GERMAN += ("November", "Dezember")
ENGLISH: tuple[str, ...] = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
)
ENGLISH += ("November", "December")


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("5. August 2025 · OpenAI", Day(2025, 8, 5), " · OpenAI"),
        ("5.\u00a0August 2025", Day(2025, 8, 5), ""),
        ("5 August 2025", Day(2025, 8, 5), ""),
        ("August 5, 2025: more", Day(2025, 8, 5), ": more"),
        ("Aug. 2025", Day(2025, 8), ""),
        ("1. März 2024", Day(2024, 3, 1), ""),
        ("1. Maerz 2024", Day(2024, 3, 1), ""),
        ("3rd Oct 2024", Day(2024, 10, 3), ""),
        ("Jänner 2024", Day(2024, 1), ""),
        ("05.08.2025", Day(2025, 8, 5), ""),
        ("2025-08-05", Day(2025, 8, 5), ""),
        ("2025-08", Day(2025, 8), ""),
        ("2025", Day(2025), ""),
        ("2024-02-29", Day(2024, 2, 29), ""),
    ],
)
def test_dates_as_people_write_them(text: str, day: Day, rest: str) -> None:
    assert read_date(text) == (day, rest)


@pytest.mark.parametrize(
    "text", ["", "OpenAI", "31. April 2025", "2025-13", "2023-02-29", "20251", "0. Mai 2025", "Maibaum"]
)
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_each_day_is_read_in_both_languages_and_as_iso(day: date) -> None:
    expected = Day(day.year, day.month, day.day)
    german = f"{day.day}. {(*GERMAN, 'November', 'Dezember')[day.month - 1]} {day.year:04}"
    english = f"{day.day} {(*ENGLISH, 'November', 'December')[day.month - 1]} {day.year:04}"
    assert [read_date(text) for text in (german, english, day.isoformat())] == [(expected, "")] * 3
    assert expected.iso == day.isoformat()


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_none_and_the_rest_is_its_end(text: str) -> None:
    found = read_date(text)
    assert found is None or text.endswith(found[1])


def test_days_sort_by_time_and_the_vaguer_first() -> None:
    days = [Day(2025, 8, 5), Day(2025), Day(2025, 8), Day(2024, 12, 31)]
    assert [day.iso for day in sorted(days)] == ["2024-12-31", "2025", "2025-08", "2025-08-05"]
    assert Day(2025).months == Day(2025, 1).months == Day(2024, 12).months + 1
